"""``briefings build --why``. In: a brief. Out: what stands on the page and what was left out, each with its reasons."""

from __future__ import annotations

from collections.abc import Iterator

from briefings.fit.candidates import NO_ROOM
from briefings.model import Brief, Line, Note

SHOWN_WORDS = 14  # of a line
LOWEST_FIRST = (
    "Cut first, where the page is full: what is over its section's quota; then what is over its section's two best; "
    "then the rest; each time the lowest rank first."
)
KINDS = {"says what ": "says what another line says", NO_ROOM: NO_ROOM}  # how a reason begins: what such are told under


def describe_choice(brief: Brief) -> str:
    """Return, for people, each line of the page with its rank and reasons, then what was left out, best first."""
    return "\n".join([f"{brief.slug}: on the page", *_shown(brief), "", *_left_out(brief), ""])


def _shown(brief: Brief) -> Iterator[str]:
    if brief.bottom_line:
        yield "  Bottom line"
        yield from _line(brief.bottom_line)
    for section in brief.sections:
        yield f"  {section.title}"
        for line in section.lines:
            yield from _line(line)


def _left_out(brief: Brief) -> Iterator[str]:
    if not brief.left_out:
        yield f"{brief.slug}: nothing was left out"
        return
    yield f"{brief.slug}: left out ({len(brief.left_out)}). {LOWEST_FIRST}"
    reasons: dict[str, list[Note]] = {}
    for note in brief.left_out:
        reasons.setdefault(_kind(note.reason), []).append(note)
    for reason, notes in reasons.items():
        yield f"  {reason}"
        for note in notes:
            yield from _line(note.line)
            if note.reason != reason:
                yield f"          {note.reason}"


def _kind(reason: str) -> str:
    """Return the reason without what is particular to one line."""
    return next((kind for start, kind in KINDS.items() if reason.startswith(start)), reason)


def _line(line: Line) -> Iterator[str]:
    """Yield the line, shortened, with rank and id, and its reasons below."""
    words = f"{line.label}: {line.text}".removeprefix(": ").split()
    text = " ".join(words[:SHOWN_WORDS]) + (" …" if len(words) > SHOWN_WORDS else "")
    yield f"    {line.rank:.2f}  {line.id:<13} {text}"
    if line.why:
        yield f"          {'; '.join(line.why)}"
