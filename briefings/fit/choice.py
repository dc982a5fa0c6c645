"""Brief → what of it finds room, by estimate. In: a ranked brief and its sheet. Out: a page that is not laid out yet.

All of it at the larger size if that fits, with the gaps opened as far as they go; else all at the smaller; else the
most salient lines that fit. Lines go in by their rank; one that is too long for the room left is passed over for
the next.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from briefings.compose import number_sources
from briefings.fit.flow import Flow
from briefings.fit.sheet import GAPS, Setting, Sheet
from briefings.fit.tree import Node, parse_tree
from briefings.model import Brief, Line, Note, SectionKey

NEVER_CUT: frozenset[SectionKey] = frozenset({"objectives", "unknowns"})
REGULAR, SMALL = Setting(size="regular"), Setting(size="small")
MAX_CANDIDATES = 150  # lines; a page holds about 60 of one line each
LOOK_AHEAD = 12  # lines that are tried in the room that is left over, after the first that did not fit
RESERVE = 2.0  # px kept free: the estimate of 200 varied pages was never further off (see tests/fit/test_agreement.py)
NO_ROOM = "no room on the page"


@dataclass(frozen=True)
class Page:
    """A brief as it would be set, and the height of its content by estimate, in CSS pixels.

    Attributes:
        brief: What is on the page; what was left out is in its notes.
        setting: Type size and gaps.
        html: The page.
        height: Of the content.
        room: Between the margins.
    """

    brief: Brief
    setting: Setting
    html: str
    height: float
    room: float

    @property
    def overrun(self) -> float:
        """Return by how much the content is longer than the page, in pixels; negative where there is room left."""
        return self.height - self.room


def choose_page(brief: Brief, sheet: Sheet, *, reserve: float = RESERVE) -> Page:
    """Return the page of ``brief`` that holds the most of it, ``reserve`` pixels kept free.

    The page is longer than its paper when not even what must not be cut finds room.
    """
    lines = cut_order(brief)
    if len(lines) <= MAX_CANDIDATES:
        small = _Draft.of(brief, sheet, SMALL)
        if small.fits(reserve):
            regular = _Draft.of(brief, sheet, REGULAR)
            return _open_gaps(regular if regular.fits(reserve) else small, sheet, reserve)
    gone = _choose_gone(brief, sheet, reserve)
    while not (draft := _Draft.of(cut_lines(brief, gone), sheet, SMALL)).fits(reserve) and len(gone) < len(lines):
        ids = {line.id for line in gone}
        gone = sorted([*gone, next(line for line in lines if line.id not in ids)], key=lines.index)
    return _open_gaps(draft, sheet, reserve)


@dataclass(frozen=True)
class _Draft:
    """A brief rendered, with its tree and the flow that measures it."""

    brief: Brief
    setting: Setting
    html: str
    tree: Node
    flow: Flow

    @classmethod
    def of(cls, brief: Brief, sheet: Sheet, setting: Setting) -> _Draft:
        html = sheet.html(brief, setting)
        return cls(brief, setting, html, parse_tree(html), Flow(sheet.geometry(brief, setting)))

    def height(self, gone: frozenset[str] = frozenset()) -> float:
        return self.flow.height(self.tree, gone)

    def fits(self, reserve: float, gone: frozenset[str] = frozenset()) -> bool:
        return self.height(gone) + reserve <= self.flow.geometry.room

    def page(self) -> Page:
        return Page(self.brief, self.setting, self.html, self.height(), self.flow.geometry.room)


def _open_gaps(draft: _Draft, sheet: Sheet, reserve: float) -> Page:
    """Return the page with its gaps opened as far as there is room for."""
    if not draft.fits(reserve):
        return draft.page()
    for gap in GAPS:
        setting = msgspec.structs.replace(draft.setting, gap=gap)
        flow = Flow(sheet.geometry(draft.brief, setting))
        if (height := flow.height(draft.tree)) + reserve <= flow.geometry.room:
            return Page(draft.brief, setting, sheet.html(draft.brief, setting), height, flow.geometry.room)
    return draft.page()


# -------------------------------------------------------------------------------------------- what is cut


def _choose_gone(brief: Brief, sheet: Sheet, reserve: float) -> list[Line]:
    """Return the lines that find no room, the least salient first."""
    order = cut_order(brief)
    far, near = order[:-MAX_CANDIDATES], order[-MAX_CANDIDATES:]
    shorter = cut_lines(brief, far)
    notes = tuple(Note(reason=NO_ROOM, line=line) for line in reversed(order))  # so that the page has the line on them
    draft = _Draft.of(msgspec.structs.replace(shorter, left_out=(*notes, *brief.left_out)), sheet, SMALL)
    room = _Room(draft, near[::-1], _cited(shorter), reserve)
    kept = room.choose()
    return [line for line in order if line.id not in kept]


@dataclass(frozen=True)
class _Room:
    """The room of a page, and the candidates for it, best first."""

    draft: _Draft
    candidates: Sequence[Line]
    cited: Mapping[str, frozenset[int]]
    reserve: float

    def choose(self) -> set[str]:
        """Return the ids of the lines that find room: as many of the best as fit, then what fits beside them."""
        low, high = 0, len(self.candidates)  # how many of the best fit: at least, at most
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self._fit(self._best(middle)) else (low, middle - 1)
        kept = self._best(low)
        for line in self.candidates[low + 1 : low + 1 + LOOK_AHEAD]:
            if self._fit(kept | {line.id}):
                kept = kept | {line.id}
        return kept

    def _best(self, count: int) -> set[str]:
        return {line.id for line in self.candidates[:count]}

    def _fit(self, kept: set[str]) -> bool:
        gone = {line.id for line in self.candidates if line.id not in kept}
        cited = set().union(*(numbers for name, numbers in self.cited.items() if name not in gone))
        uncited = {f"src-{source.number}" for source in self.draft.brief.sources if source.number not in cited}
        return self.draft.fits(self.reserve, frozenset(gone | uncited))


def _cited(brief: Brief) -> dict[str, frozenset[int]]:
    """Return the sources of each line of the page, by its id."""
    lines = [*([brief.bottom_line] if brief.bottom_line else []), *(line for s in brief.sections for line in s.lines)]
    found: dict[str, frozenset[int]] = {}
    for line in lines:
        numbers = frozenset(citation.source for citation in line.citations)
        found[line.id] = found.get(line.id, frozenset()) | numbers
    return found


def cut_order(brief: Brief) -> list[Line]:
    """Return the lines that may be cut, the first to go first: lowest rank, and of equal ones the later."""
    lines = [line for s in brief.sections if s.key not in NEVER_CUT for line in s.lines if not line.pinned]
    lines.reverse()
    return sorted(lines, key=lambda line: line.rank)


def cut_lines(brief: Brief, gone: Sequence[Line]) -> Brief:
    """Return ``brief`` without the lines ``gone``, which become notes, and without the sections they leave empty."""
    if not gone:
        return brief
    ids = {line.id for line in gone}
    sections = tuple(
        msgspec.structs.replace(section, lines=kept)
        for section in brief.sections
        if (kept := tuple(line for line in section.lines if line.id not in ids))
    )
    notes = tuple(Note(reason=NO_ROOM, line=line) for line in reversed(gone))
    return number_sources(msgspec.structs.replace(brief, sections=sections, left_out=(*notes, *brief.left_out)))
