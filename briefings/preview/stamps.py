"""What the files of a desk look like from outside. In: a folder. Out: a stamp for each file that a brief may depend on.

A stamp tells that a file changed without reading it. Outputs are not among them, so that writing one starts nothing.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from briefings.desk import DESK_FILE
from briefings.preview.messages import Problem

Stamp = tuple[int, int, int]  # time of the last change in ns, size in bytes, inode

FOLDERS = ("seeds", "templates")
AROUND = 3  # lines shown before and after the one that is wrong
MAX_EXCERPT_BYTES = 2_000_000
MAX_EXCERPT_COLUMNS = 160


def list_stamps(folder: Path) -> dict[str, Stamp]:
    """Return the stamps of ``desk.toml`` and of all files in ``seeds`` and ``templates``, by path, none hidden."""
    stamps = {str(path): stamp for path in [folder / DESK_FILE] if (stamp := stamp_of(path))}
    for name in FOLDERS:
        stamps.update(_walk(folder / name))
    return stamps


def stamp_of(path: Path) -> Stamp | None:
    """Return the stamp of the file ``path``, None where there is none."""
    try:
        return _stamp(path.stat())
    except OSError:
        return None


def list_folders(folder: Path) -> dict[Path, int]:
    """Return the folders in which a file that counts may stand, with their inodes: another inode is another folder.

    They are the desk's own, ``seeds`` and ``templates``, and all below these.
    """
    below = (place for name in FOLDERS for place in _list_below(folder / name))
    return {place: stamp[2] for place in (folder, *below) if (stamp := stamp_of(place))}


def read_excerpt(path: str, line: int) -> tuple[tuple[int, str], ...]:
    """Return line ``line`` of a file with three lines before and after it, numbered; empty when that cannot be read."""
    if not path or line < 1:
        return ()
    try:
        with Path(path).open("rb") as file:
            text = file.read(MAX_EXCERPT_BYTES).decode("utf-8", errors="replace")
    except OSError:
        return ()
    lines = text.splitlines()
    shown = range(max(1, line - AROUND), min(len(lines), line + AROUND) + 1)
    return tuple((number, lines[number - 1][:MAX_EXCERPT_COLUMNS]) for number in shown)


def hash_bytes(raw: bytes | None) -> str:
    """Return the SHA-256 of a file's content, "" where there is no file."""
    return "" if raw is None else hashlib.sha256(raw).hexdigest()


def describe(what: str, *, path: str, line: int) -> Problem:
    """Return the problem ``what`` with the lines around its place; only its first line is kept."""
    return Problem(what=what.split("\n", 1)[0], path=path, line=line, excerpt=read_excerpt(path, line))


def _stamp(status: os.stat_result) -> Stamp:
    return status.st_mtime_ns, status.st_size, status.st_ino


def _list_below(folder: Path) -> Iterator[Path]:
    """Yield ``folder`` and the folders below it, none hidden; what vanishes meanwhile is left out."""
    for path, names, _ in os.walk(folder):
        yield Path(path)
        names[:] = [name for name in names if not _is_hidden(name)]


def _is_hidden(name: str) -> bool:
    return name.startswith(".") or name.endswith("~")


def _walk(folder: Path) -> Iterator[tuple[str, Stamp]]:
    """Yield the files in ``folder`` and below; what vanishes meanwhile is left out."""
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if _is_hidden(entry.name):
            continue
        try:
            if entry.is_dir():
                yield from _walk(Path(entry.path))
            else:
                yield entry.path, _stamp(entry.stat())
        except OSError:
            continue
