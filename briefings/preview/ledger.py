"""Acts → files of the desk, and back again. In: what somebody decided. Out: a topic's file or notes, written whole.

A file that was changed since it was shown is never written over: the act is refused, and asked again over the newer
text. What was done can be undone, latest first, as long as nobody changed the file since.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from briefings.desk import read_bytes, replace_file
from briefings.errors import ConflictError, SeedError
from briefings.model import Record
from briefings.preview.choosing import SAID, Act, edit_topic
from briefings.preview.outline import Outline
from briefings.preview.stamps import hash_bytes

MOST_UNDONE = 200  # acts that are remembered
MARK = b"\xef\xbb\xbf"  # the byte order mark that some editors put first


class Entry(Record, frozen=True, kw_only=True):
    """An act that was written: what it did to which brief, and the file's content before and after it."""

    slug: str
    said: str
    path: str
    before: bytes | None
    after: bytes | None


class Ledger:
    """What was decided in this run.

    Args:
        topics: The folder of the desk's topics.
    """

    def __init__(self, topics: Path) -> None:
        self._topics = topics
        self._entries: list[Entry] = []

    @property
    def entries(self) -> Sequence[Entry]:
        """Return what can be undone, latest last."""
        return tuple(self._entries)

    def write(self, act: Act, brief: Outline) -> Entry:
        """Return what was written for ``act`` on ``brief``.

        Raises:
            ConflictError: The file is not as ``act`` saw it.
            SeedError: The act cannot be done.
            OutputError: The file cannot be written.
        """
        path = self._topics / f"{brief.slug}{'.md' if act.deed == 'notes' else '.toml'}"
        before = read_bytes(path)
        if hash_bytes(before) != act.seen:
            raise ConflictError("was changed meanwhile: nothing was written", path=str(path))
        after = _notes(act.text, before) if act.deed == "notes" else _topic(act, before, brief=brief, path=path)
        entry = Entry(slug=brief.slug, said=SAID[act.deed], path=str(path), before=before, after=after)
        if after != before:
            replace_file(path, after, before=before)
            self._entries = [*self._entries, entry][-MOST_UNDONE:]
        return entry

    def read(self, path: str) -> bytes | None:
        """Return what one of the topics' files holds now, None where there is none."""
        return read_bytes(Path(path))

    def undo(self) -> Entry | None:
        """Return the latest act after it was taken back, None when there is none left.

        Raises:
            ConflictError: The file is not as the act left it; the act stays.
            OutputError: The file cannot be written.
        """
        if not self._entries:
            return None
        entry = self._entries[-1]
        replace_file(Path(entry.path), entry.before, before=entry.after)
        self._entries.pop()
        return entry


def _topic(act: Act, before: bytes | None, *, brief: Outline, path: Path) -> bytes:
    """Return a topic's file after ``act``, with the marks and line ends that it had."""
    if before is None:
        raise SeedError("there is no such file any more", path=str(path))
    text, ends = _decode(before, path)
    edited = edit_topic(text, act, brief=brief, path=str(path)).encode().replace(b"\n", ends)
    return MARK + edited if before.startswith(MARK) else edited


def _notes(text: str, before: bytes | None) -> bytes | None:
    """Return a file of notes that holds ``text``; None, no file, for none."""
    from briefings.render import MAX_NOTES

    plain = text.replace("\r\n", "\n").strip("\n")
    if len(plain) > MAX_NOTES:
        raise SeedError(f"the notes have {len(plain):,} characters: shorten them to {MAX_NOTES:,}")
    ends = b"\r\n" if before is not None and b"\r\n" in before else b"\n"
    return (plain + "\n").encode().replace(b"\n", ends) if plain.strip() else None


def _decode(raw: bytes, path: Path) -> tuple[str, bytes]:
    """Return the text of a file with plain line ends, and the line ends that it has."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SeedError("not UTF-8: save it as UTF-8 text", path=str(path)) from error
    return text.replace("\r\n", "\n"), b"\r\n" if "\r\n" in text else b"\n"
