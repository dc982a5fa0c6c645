"""The geometries of the shipped looks ↔ ``geometry.json``. In: paper, design, size, gap. Out: a Geometry.

``python -m tests.tools.survey_looks`` writes the file again when a template, a style sheet or a font has changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

import msgspec

from briefings.fit.geometry import Geometry, Style
from briefings.fit.letters import Type
from briefings.model import Record

FILE = Path(__file__).parent / "geometry.json"
UNKNOWN = -1  # in a map's numbers: nothing is known of that key


class Map(msgspec.Struct, frozen=True, array_like=True):
    """One look: its name, the page's width and room, and the style's number for each of the atlas's keys."""

    name: str
    width: float
    room: float
    numbers: tuple[int, ...]


class Atlas(Record, frozen=True, kw_only=True):
    """All looks. ``source`` tells of which templates and fonts they were taken."""

    source: str
    faces: tuple[Type, ...]
    styles: tuple[Style, ...]
    keys: tuple[str, ...]
    maps: tuple[Map, ...]


def shipped_geometry(paper: str, design: str, size: str, gap: int) -> Geometry:
    """Return the geometry of a shipped look."""
    return _geometry(look_name(paper, design, size, gap))


def look_name(paper: str, design: str, size: str, gap: int) -> str:
    """Return the name of a look in the atlas."""
    return f"{paper} {design} {size} {gap}"


@cache
def read_atlas() -> Atlas:
    """Return the atlas of the shipped looks."""
    return msgspec.json.decode(FILE.read_bytes(), type=Atlas)


@lru_cache(maxsize=64)
def _geometry(name: str) -> Geometry:
    atlas = read_atlas()
    one = next(one for one in atlas.maps if one.name == name)
    known = {key: number for key, number in zip(atlas.keys, one.numbers, strict=True) if number != UNKNOWN}
    return Geometry(width=one.width, room=one.room, faces=atlas.faces, styles=atlas.styles, known=known)


def make_atlas(looks: Mapping[str, Geometry], source: str) -> Atlas:
    """Return the atlas of ``looks``: what they have in common is in it once."""
    faces = dict.fromkeys(face for look in looks.values() for face in look.faces)
    face_at = {face: number for number, face in enumerate(faces)}
    placed = {name: [_with_face(style, look, face_at) for style in look.styles] for name, look in looks.items()}
    style_at = {style: n for n, style in enumerate(dict.fromkeys(s for styles in placed.values() for s in styles))}
    keys = tuple(sorted({key for look in looks.values() for key in look.known}))
    maps = (
        Map(
            name=name, width=look.width, room=look.room,
            numbers=tuple(style_at[placed[name][look.known[key]]] if key in look.known else UNKNOWN for key in keys),
        )
        for name, look in looks.items()
    )  # fmt: skip
    return Atlas(source=source, faces=tuple(faces), styles=tuple(style_at), keys=keys, maps=tuple(maps))


def _with_face(style: Style, look: Geometry, face_at: Mapping[Type, int]) -> Style:
    return msgspec.structs.replace(style, face=face_at[look.faces[style.face]])
