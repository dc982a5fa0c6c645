"""Surveys of desks' own looks ↔ files in the user's cache. In: what tells a look from others. Out: its Geometry.

A survey takes some two seconds, and a build needs several: each is made once on a machine. The files may be deleted at
any time; one that cannot be read is surveyed again, and where none can be written nothing is lost but time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from tempfile import NamedTemporaryFile

import msgspec

from briefings.fit.atlas import read_atlas
from briefings.fit.geometry import Geometry
from briefings.render import cache_folder

FOLDER = "looks"
KEPT = 80  # files: four designs on both papers in two sizes, with five gaps each
PACKAGE = Path(__file__).resolve().parents[1]
ROOMS = ("fit", "fonts", "pdf", "render")  # what decides, beside the templates, how a page is set and read


def recall_survey(look: Iterable[str], make: Callable[[], Geometry]) -> Geometry:
    """Return the geometry of ``look``: as it was kept, else as ``make`` gives it, which is kept.

    Args:
        look: All that tells it from others, this program aside.
        make: Lays the look's pages out.
    """
    folder = cache_folder(FOLDER)
    if folder is None:
        return make()
    path = folder / f"{hashlib.sha256(repr((*look, _program())).encode()).hexdigest()}.json"
    with suppress(OSError, msgspec.DecodeError):
        return msgspec.json.decode(path.read_bytes(), type=Geometry)
    geometry = make()
    with suppress(OSError):
        _keep(path, msgspec.json.encode(geometry))
    return geometry


def _keep(path: Path, raw: bytes) -> None:
    """Write ``path`` whole or not at all, and remove the oldest of too many."""
    with NamedTemporaryFile(dir=path.parent, delete=False) as beside:
        beside.write(raw)
    Path(beside.name).replace(path)
    newest_first = sorted(path.parent.iterdir(), key=lambda one: one.stat().st_mtime, reverse=True)
    for old in newest_first[KEPT:]:
        old.unlink(missing_ok=True)


@cache
def _program() -> str:
    """Return a hash of the program as far as it decides how a look is set: its code, shipped templates and fonts."""
    digest = hashlib.sha256(f"{version('weasyprint')} {read_atlas().source}".encode())
    for path in (path for room in ROOMS for path in sorted((PACKAGE / room).glob("*.py"))):
        digest.update(path.read_bytes())
    return digest.hexdigest()
