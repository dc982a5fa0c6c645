"""How a page is set, as a table. In: a file, or a page laid out by WeasyPrint. Out: the style of each kind of element.

A page's style sheets are not read here. WeasyPrint lays out one page that has every kind of element, and what it makes
of them (widths, margins, heights of lines) is kept: in ``geometry.json`` for the shipped looks, in the user's cache for
a desk's.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Literal

import msgspec

from briefings.fit.letters import Type
from briefings.fit.tree import Node
from briefings.model import Record

Kind = Literal["none", "inline", "block", "row", "cell", "float"]


class Style(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """How an element is set; lengths are in CSS pixels.

    Attributes:
        kind: What it is to its neighbours: unseen, part of a line, below each other, side by side.
        width: Of its content; 0 for what is inline.
        before, after: Its margins above and below.
        top, bottom: Its paddings and borders.
        height: Of its content where the style sheet says so, else -1.
        least: The least height of its content.
        closed: Whether margins of what is in it stay in it.
        above, below: How far a line of it reaches from the baseline, its shift included.
        size: Of its type.
        face: Its type: a place in ``Geometry.faces``.
        indent: Of its first line.
        spacing: Between letters.
        held: Whether its lines may not break.
        marker: What stands before its first line, inside it: a dash, a number.
        tall: Whether it is set at its own height within a line (a picture).
    """

    kind: Kind
    width: float = 0
    before: float = 0
    after: float = 0
    top: float = 0
    bottom: float = 0
    height: float = -1
    least: float = 0
    closed: bool = False
    above: float = 0
    below: float = 0
    size: float = 0
    face: int = 0
    indent: float = 0
    spacing: float = 0
    held: bool = False
    marker: str = ""


class Geometry(Record, frozen=True, kw_only=True):
    """How the pages of one look are set: the room between the margins, and the style of each kind of element."""

    width: float
    room: float
    faces: tuple[Type, ...]
    styles: tuple[Style, ...]
    known: Mapping[str, int]

    def style_of(self, node: Node) -> Style:
        """Return the style of ``node``: that of its like in its place, else of its like elsewhere, else unseen."""
        for key in (*node.keys, *node.tails):
            if (number := self.known.get(key)) is not None:
                return self.styles[number]
        return UNSEEN


UNSEEN = Style(kind="none")


def collect_styles(found: Iterable[tuple[Node, int]]) -> dict[str, int]:
    """Return the style (its number) by key. A key is left out where a less particular one says the same."""
    votes: dict[str, Counter[int]] = defaultdict(Counter)
    nodes = list(found)
    for node, style in nodes:
        for key in {*node.keys, *node.tails}:
            votes[key][style] += 1
    best = {key: count.most_common(1)[0][0] for key, count in votes.items()}
    kept: dict[str, int] = {}
    for node, _ in nodes:
        general = node.keys[::-1]
        kept.setdefault(general[0], best[general[0]])
        known = best[general[0]]
        for key in general[1:]:
            if best.get(key, known) != known:
                kept[key] = best[key]
                known = best[key]
        kept.update((key, best[key]) for key in node.tails)
    return kept
