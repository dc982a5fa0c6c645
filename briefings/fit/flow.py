"""Tree → how high it is. In: a page's tree and its geometry. Out: the height of its content, without laying it out.

Blocks stand below each other and their margins collapse (CSS 2.2, 8.3.1); cells of a row stand side by side; words fill
lines greedily, as WeasyPrint has it. Widths are not worked out: the geometry knows them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from msgspec.structs import replace

from briefings.fit.geometry import Geometry, Style
from briefings.fit.letters import measure
from briefings.fit.tree import Node

# where a line may break: after spaces, after "-" "–" "—" or "/" between letters
BREAK = re.compile(
    r"(?<=[^\S\u00a0\u202f])(?=\S)|(?<=\w[-‐])(?=[^\W\d_])|(?<=[–—\u200b\u00ad])(?=\w)|(?<=\w/)(?=[^\W\d_])"
)
FIRST_IDEOGRAPH = "\u2e80"
SPACE = re.compile(r"[ \t\n\r\f]+")
LINE_FEED = re.compile("\n")
BLANKS = " \t\n\r\f"


class Piece(NamedTuple):
    """A text in a line, and how it is set."""

    text: str
    style: Style


class Block(NamedTuple):
    """A block as it stands among others: its outer margins, its height between them, whether they meet through it."""

    before: tuple[float, ...]
    height: float
    after: tuple[float, ...]
    hollow: bool = False


def collapse(margins: tuple[float, ...]) -> float:
    """Return the one margin that adjoining ``margins`` make."""
    return max(0.0, *margins) + min(0.0, *margins) if margins else 0.0


@dataclass
class _Stack:
    """Blocks below each other, as they come; ``first`` and ``pending`` are the margins at the two ends."""

    height: float = 0.0
    first: tuple[float, ...] | None = None
    pending: tuple[float, ...] = ()

    def add(self, block: Block) -> None:
        """Put ``block`` below what is there."""
        self.pending += block.before
        if block.hollow:
            self.pending += block.after
            return
        if self.first is None:
            self.first = self.pending
        else:
            self.height += collapse(self.pending)
        self.height += block.height
        self.pending = block.after


@dataclass
class Flow:
    """A page of one geometry. Lines of text are broken once, however often the page is measured."""

    geometry: Geometry
    _known: dict[int, list[Node | float]] = field(default_factory=dict)
    _styles: dict[int, Style] = field(default_factory=dict)

    def height(self, body: Node, gone: frozenset[str] = frozenset()) -> float:
        """Return the height of the content without the elements whose ids are ``gone``, and what held only those."""
        block = self._block(body, gone)
        return collapse(block.before) + block.height

    def style(self, node: Node) -> Style:
        """Return the style of ``node``."""
        if id(node) not in self._styles:
            self._styles[id(node)] = self.geometry.style_of(node)
        return self._styles[id(node)]

    def _block(self, node: Node, gone: frozenset[str]) -> Block:
        style = self.style(node)
        stack = self._row(node, gone) if style.kind == "row" else self._stack(node, gone)
        first, last, height = stack.first or (), stack.pending, stack.height
        before: tuple[float, ...] = (style.before,)
        after: tuple[float, ...] = (style.after,)
        hollow = stack.first is None and not (style.top or style.bottom or style.closed or style.height > 0)
        if hollow:
            return Block(before + last, 0.0, after, hollow=True)
        if style.top or style.closed:
            height += collapse(first)
        else:
            before += first
        if style.bottom or style.closed or style.height >= 0 or style.least > height:
            height += collapse(last)
        else:
            after += last
        height = style.height if style.height >= 0 else max(height, style.least)
        return Block(before, style.top + height + style.bottom, after)

    def _row(self, node: Node, gone: frozenset[str]) -> _Stack:
        """Return the cells of a row side by side: as high as the highest."""
        blocks = [self._block(child, gone) for child in self._flowing(node, gone)]
        tallest = max((collapse(b.before) + b.height + collapse(b.after) for b in blocks), default=0.0)
        return _Stack(height=tallest, first=())

    def _flowing(self, node: Node, gone: frozenset[str]) -> Iterator[Node]:
        for child in node.elements:
            if self.style(child).kind not in {"none", "inline"} and not child.is_gone(gone):
                yield child

    def _stack(self, node: Node, gone: frozenset[str]) -> _Stack:
        """Return the lines and blocks of ``node`` below each other; a closed block holds what floats in it."""
        stack, floating = _Stack(), 0.0
        for part in self._parts(node):
            if isinstance(part, float):
                stack.add(Block((), part, ()))
            elif not part.is_gone(gone):
                block = self._block(part, gone)
                if self.style(part).kind == "float":
                    floating = max(floating, stack.height + collapse(stack.pending) + sum(block.before) + block.height)
                else:
                    stack.add(block)
        if self.style(node).closed and floating > stack.height + collapse(stack.pending):
            return _Stack(height=floating, first=stack.first or ())
        return stack

    def _parts(self, node: Node) -> list[Node | float]:
        """Return the blocks in ``node``, and the heights of the lines before, between and after them."""
        if id(node) not in self._known:
            self._known[id(node)] = list(self._split(node))
        return self._known[id(node)]

    def _split(self, node: Node) -> Iterator[Node | float]:
        line: list[Node | str] = []
        first = True
        for child in (*node.children, None):
            kind = self.style(child).kind if isinstance(child, Node) else "inline"
            if child is not None and kind == "inline":
                line.append(child)
            elif kind != "none":
                if height := self._break(node, line, first=first):
                    first = False
                    yield height
                line = []
                if isinstance(child, Node):
                    yield child

    def _break(self, node: Node, line: list[Node | str], *, first: bool) -> float:
        """Return the height of the lines that ``line`` fills in the block ``node``; ``first`` in it or further down."""
        style = self.style(node)
        if not any(isinstance(part, Node) or part.strip(BLANKS) for part in line):
            return 0.0
        pieces = [*([Piece(style.marker, style)] if style.marker and first else []), *self._pieces(line, style)]
        height, used, reach = 0.0, style.indent if first else 0.0, (style.above, style.below)
        open_ = False
        for chunk in split_chunks(pieces):
            solid, wide = self._widths(chunk)
            if open_ and used + solid > style.width + 0.01:
                height, used, reach = height + sum(reach), 0.0, (style.above, style.below)
            while solid > style.width > 0 and not style.held:  # a word longer than a line
                solid -= style.width - used
                wide -= style.width - used
                height, used = height + sum(reach), 0.0
            open_ = True
            used += wide
            reach = _reach(reach, chunk)
            if chunk[-1].text == "\n":
                height, used, open_, reach = height + sum(reach), 0.0, False, (style.above, style.below)
        return height + sum(reach) if open_ else height

    def _pieces(self, line: list[Node | str], style: Style) -> Iterator[Piece]:
        for part in line:
            if isinstance(part, str):
                yield Piece(SPACE.sub(" ", part), style)
            elif part.tag == "br":
                yield Piece("\n", style)
            else:
                own = self.style(part)
                yield from self._pieces(part.children, replace(own, held=True) if style.held and not own.held else own)

    def _widths(self, chunk: list[Piece]) -> tuple[float, float]:
        """Return the width of ``chunk`` without the space at its end, and with it."""
        wide = sum(self._width(text, style) for text, style in chunk)
        text, style = chunk[-1]
        return (wide - self._width(" ", style) if text.endswith(" ") else wide), wide

    def _width(self, text: str, style: Style) -> float:
        if text in {"", "\n"}:
            return 0.0
        return measure(text, self.geometry.faces[style.face]) * style.size + len(text) * style.spacing


def _reach(reach: tuple[float, float], chunk: list[Piece]) -> tuple[float, float]:
    return (
        max(reach[0], *(style.above for _, style in chunk)),
        max(reach[1], *(style.below for _, style in chunk)),
    )


def split_chunks(pieces: list[Piece]) -> Iterator[list[Piece]]:
    """Give what holds together of ``pieces``: the parts between two places where a line may break.

    Spaces at the start, and a space after a space, are dropped, as the page drops them.
    """
    text, starts = _join(pieces)
    first = 0
    for start, end in pairwise(_edges(text, pieces, starts)):
        while first + 1 < len(pieces) and starts[first + 1] <= start:
            first += 1
        chunk = []
        for n in range(first, len(pieces)):
            if starts[n] >= end:
                break
            if part := text[max(start, starts[n]) : min(end, starts[n + 1])]:
                chunk.append(Piece(part, pieces[n].style))
        if chunk:
            yield chunk


def _join(pieces: list[Piece]) -> tuple[str, list[int]]:
    """Return the joined text with single spaces, and where each piece begins in it, and the end."""
    parts, starts, length, open_ = list[str](), [], 0, False
    for piece in pieces:
        starts.append(length)
        part = piece.text if open_ else piece.text.lstrip(" ")
        if part:
            parts.append(part)
            length += len(part)
            open_ = part[-1] not in " \n"
    return "".join(parts), [*starts, length]


@cache
def _break_by_ideographs() -> re.Pattern[str]:
    """Return where a line may break that holds ideographs: before and after each as well."""
    return re.compile(
        rf"{BREAK.pattern}"
        r"|(?<=[\u2e80-\u9fff\uac00-\ud7af\uff00-\uffef])(?=[\w])|(?=[\u2e80-\u9fff\uac00-\ud7af])(?<=\w)"
    )


def _edges(text: str, pieces: list[Piece], starts: list[int]) -> list[int]:
    """Return the places where a line may or must break, the start and the end of the text included."""
    breaks = {0, len(text)}
    pattern = BREAK if max(text, default="") < FIRST_IDEOGRAPH else _break_by_ideographs()
    for found in pattern.finditer(text):
        at = found.start()
        left, right = bisect_left(starts, at, hi=len(pieces)) - 1, bisect_right(starts, at, hi=len(pieces)) - 1
        if not (pieces[left].style.held and pieces[right].style.held):
            breaks.add(at)
    for found in LINE_FEED.finditer(text):
        breaks |= {found.start(), found.end()}
    return sorted(breaks)
