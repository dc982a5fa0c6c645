"""The program → its version. In: nothing. Out: a hash that changes with what reads articles, or with any part of it."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import msgspec

PACKAGE = Path(__file__).resolve().parents[1]
# what turns the bytes of a file into what is kept of it
ROOMS = (
    "article", "extract", "text", "model.py", "corroborate", "desk/articles.py", "desk/engine.py",
    "desk/entry.py", "desk/store.py", "desk/workers.py",
)  # fmt: skip
SUFFIXES = frozenset({".py", ".tsv"})
INSTALLED = (".dist-info", ".egg-info")  # folders beside packages: "weasyprint-66.0.dist-info"


@cache
def engine_version() -> str:
    """Return a hash of the code and the word lists by which articles are read, and of what they run on.

    It is made of the files' content, not of a number that somebody has to raise: a change of a word list while the
    package is being worked on is a new version.
    """
    return _hash(f"{sys.version_info[:3]} {msgspec.__version__}", _files(), PACKAGE)


@cache
def program_version(templates: Path) -> str:
    """Return a hash of all that makes pages: the package, ``templates``, the shipped ones, what is installed beside."""
    beside = sorted({name for folder in sys.path if Path(folder).is_dir() for name in _packages(folder)})
    code = [path for path in _walk(PACKAGE) if "__pycache__" not in path.parts]
    return _hash(f"{sys.version} {beside} {hash_folder(templates)}", code, PACKAGE)


def hash_folder(folder: Path | None) -> str:
    """Return a hash of all files in ``folder`` and below; empty for None."""
    return _hash("", _walk(folder), folder) if folder else ""


def _hash(start: str, files: Iterable[Path], base: Path) -> str:
    digest = hashlib.sha256(start.encode())
    for path in files:
        try:
            raw = path.read_bytes()
        except OSError:  # a link to nowhere, as editors leave beside an open file
            raw = b""
        digest.update(f"\0{path.relative_to(base).as_posix()}\0{len(raw)}\0".encode())
        digest.update(raw)
    return digest.hexdigest()


def _walk(folder: Path) -> list[Path]:
    """Return all files in ``folder`` and below, links followed, each folder once."""
    found: list[Path] = []
    seen: set[str] = set()
    for where, folders, names in os.walk(folder, followlinks=True):
        whole = os.path.realpath(where)
        if whole in seen:
            folders.clear()
            continue
        seen.add(whole)
        found.extend(Path(where, name) for name in names)
    return sorted(found)


def _packages(folder: str) -> list[str]:
    return [path.name for path in Path(folder).iterdir() if path.name.endswith(INSTALLED)]


def _files() -> list[Path]:
    rooms = [PACKAGE / room for room in ROOMS]
    inside = [path for room in rooms for path in (room.rglob("*") if room.is_dir() else [room])]
    return sorted(path for path in inside if path.suffix in SUFFIXES)
