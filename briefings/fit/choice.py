"""Brief → what of it finds room, by estimate. In: a ranked brief and its sheet. Out: a page that is not laid out yet.

All of it at the larger size if that fits, with the gaps opened as far as they go; else all at the smaller; else the
best candidates that fit. They go in by their rank; one that is too long for the room left is passed over for the next.
A timeline that finds no room is dissolved: its lines stand where they would without it, and the choice is made again.

The page is rendered twice: with all candidates, to choose from, and as it was chosen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from briefings.compose import TIMELINE_LINES, dissolve_timeline
from briefings.fit.candidates import Candidate, Candidates, cut_lines, cut_order, explain_cut
from briefings.fit.flow import Flow
from briefings.fit.sheet import GAPS, Setting, Sheet
from briefings.fit.tree import Node, parse_tree
from briefings.model import Brief, Line

REGULAR, SMALL = Setting(size="regular"), Setting(size="small")
MAX_CANDIDATES = 150  # lines; a page holds about 60 of one line each
LOOK_AHEAD = 24  # candidates low enough for the room that is left over, after the first that did not fit
RESERVE = 2.0  # px kept free: the estimate of 200 varied pages was never further off (see tests/fit/test_estimate.py)
SOURCE = "src-"  # how the id of a source begins
LEFT_OUT = "left-out"  # class of the line that tells how much was left out, and the id by which it is gone


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
    chosen = _choose(brief, sheet, reserve)
    if _dated_lines(chosen.brief) < min(_dated_lines(brief), TIMELINE_LINES):
        return choose_page(dissolve_timeline(brief), sheet, reserve=reserve)
    html = sheet.html(chosen.brief, chosen.setting)
    draft = _Draft(brief, sheet, parse_tree(html))
    height, room = draft.height(chosen.setting), draft.room(chosen.setting)
    longer = height + reserve - room
    if longer > 0 and (chosen.setting.gap or may_shrink(chosen.brief)):  # numbers of sources are wider, say
        return choose_page(brief, sheet, reserve=reserve + longer)
    return Page(chosen.brief, chosen.setting, html, height, room)


def may_shrink(brief: Brief) -> bool:
    """Return whether there is a line on the page that could go."""
    return bool(Candidates.of(brief).best_first)


def _dated_lines(brief: Brief) -> int:
    """Return how many lines the timeline has."""
    return sum(len(section.lines) for section in brief.sections if section.key == "timeline")


@dataclass(frozen=True)
class _Chosen:
    """What stands on the page, and how it is set."""

    brief: Brief
    setting: Setting


def _choose(brief: Brief, sheet: Sheet, reserve: float) -> _Chosen:
    order = cut_order(brief)
    far = order[:-MAX_CANDIDATES]
    draft = _Draft.of(cut_lines(brief, far), sheet, told=order)
    gone: list[Line] = []
    size, nothing = (
        SMALL,
        frozenset[str]() if far or any(not note.repeats for note in brief.left_out) else frozenset({LEFT_OUT}),
    )
    if not far and draft.fits(SMALL, reserve, nothing):
        size = REGULAR if draft.fits(REGULAR, reserve, nothing) else SMALL
    else:
        nothing = _Room(draft, Candidates.of(draft.brief), reserve).choose()
        gone = [line for line in order if line.id in nothing or line in far]
    gap = _widest_gap(draft, size, reserve, nothing)
    return _Chosen(cut_lines(brief, gone), msgspec.structs.replace(size, gap=gap))


def _widest_gap(draft: _Draft, size: Setting, reserve: float, gone: frozenset[str]) -> int:
    """Return how far the gaps can be opened."""
    low, high = 0, max(GAPS)
    while low < high:
        middle = (low + high + 1) // 2
        opened = msgspec.structs.replace(size, gap=middle)
        low, high = (middle, high) if draft.fits(opened, reserve, gone) else (low, middle - 1)
    return low


class _Draft:
    """A brief as a tree, which is the same however it is set, and the flows that measure it."""

    def __init__(self, brief: Brief, sheet: Sheet, tree: Node) -> None:
        self.brief, self.sheet, self.tree = brief, sheet, tree
        self.flows: dict[Setting, Flow] = {}
        self.nodes = {node.id: node for node in tree.walk() if node.id}

    @classmethod
    def of(cls, brief: Brief, sheet: Sheet, *, told: Sequence[Line]) -> _Draft:
        """Return ``brief`` with a line on the page that tells that the lines ``told`` were left out."""
        notes = tuple(explain_cut(brief, told))
        tree = parse_tree(sheet.html(msgspec.structs.replace(brief, left_out=(*notes, *brief.left_out)), SMALL))
        for node in tree.walk():
            if LEFT_OUT in node.classes and not node.id:
                node.id = LEFT_OUT
        return cls(brief, sheet, tree)

    def flow(self, setting: Setting) -> Flow:
        """Return what measures the page as it is set."""
        if setting not in self.flows:
            self.flows[setting] = Flow(self.sheet.geometry(self.brief, setting))
        return self.flows[setting]

    def height(self, setting: Setting, gone: frozenset[str] = frozenset()) -> float:
        return self.flow(setting).height(self.tree, gone)

    def room(self, setting: Setting) -> float:
        return self.flow(setting).geometry.room

    def fits(self, setting: Setting, reserve: float, gone: frozenset[str] = frozenset()) -> bool:
        return self.height(setting, gone) + reserve <= self.room(setting)

    def height_of(self, name: str, setting: Setting) -> float:
        """Return the height of the element ``name`` alone; 0 where there is none."""
        return self.flow(setting).height(self.nodes[name]) if name in self.nodes else 0.0


@dataclass(frozen=True)
class _Room:
    """The room of a page of the smaller type, and the candidates for it."""

    draft: _Draft
    candidates: Candidates
    reserve: float

    def choose(self) -> frozenset[str]:
        """Return what is gone when as many of the best as fit are there, and then what fits beside them."""
        best = self.candidates.best_first
        low, high = 0, len(best)  # how many of the best fit: at least, at most
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self._left(_ids(best[:middle])) >= 0 else (low, middle - 1)
        kept = _ids(best[:low])
        left, tries = self._left(kept), LOOK_AHEAD
        for candidate in best[low + 1 :]:
            if tries and self._least(candidate, kept) <= left:
                tries -= 1
                if (then := self._left(kept | _ids([candidate]))) >= 0:
                    kept, left = kept | _ids([candidate]), then
        return self._gone(kept)

    def _gone(self, kept: frozenset[str]) -> frozenset[str]:
        """Return the ids of all that is gone, sources included."""
        gone, uncited = self.candidates.gone(kept)
        return gone | {f"{SOURCE}{number}" for number in uncited}

    def _left(self, kept: frozenset[str]) -> float:
        """Return how much room is left over, in pixels; less than 0 when ``kept`` do not fit."""
        return self.draft.room(SMALL) - self.reserve - self.draft.height(SMALL, self._gone(kept))

    def _least(self, candidate: Candidate, kept: frozenset[str]) -> float:
        """Return the least room that the candidate takes beside ``kept``: its lines, and sources not cited before."""
        lines, before = _ids([candidate]), self._gone(kept)
        brought = {name for name in before - self._gone(kept | lines) if name.startswith(SOURCE)}
        return sum(self.draft.height_of(name, SMALL) for name in lines | brought)


def _ids(candidates: Sequence[Candidate]) -> frozenset[str]:
    return frozenset(line.id for candidate in candidates for line in candidate)
