"""The program that reads articles → its version. In: nothing. Out: a hash that changes with anything that does."""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from pathlib import Path

import msgspec

PACKAGE = Path(__file__).resolve().parents[1]
# what turns the bytes of a file into what is kept of it
ROOMS = (
    "article", "extract", "text", "model.py", "corroborate/origins.py", "desk/articles.py", "desk/engine.py",
    "desk/entry.py", "desk/store.py", "desk/workers.py",
)  # fmt: skip
SUFFIXES = frozenset({".py", ".tsv"})


@cache
def engine_version() -> str:
    """Return a hash of the code and the word lists by which articles are read, and of what they run on.

    It is made of the files' content, not of a number that somebody has to raise: a change of a word list while the
    package is being worked on is a new version.
    """
    digest = hashlib.sha256(f"{sys.version_info[:3]} {msgspec.__version__}".encode())
    for path in _files():
        digest.update(path.relative_to(PACKAGE).as_posix().encode() + b"\0")
        digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()


def _files() -> list[Path]:
    rooms = [PACKAGE / room for room in ROOMS]
    inside = [path for room in rooms for path in (room.rglob("*") if room.is_dir() else [room])]
    return sorted(path for path in inside if path.suffix in SUFFIXES)
