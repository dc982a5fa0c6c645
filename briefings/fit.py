"""Brief → Brief that fills one page. In: a ranked brief and a way to lay it out. Out: the brief cut to fit, laid out.

What is cut first has the lowest rank; pinned lines, the bottom line and what is not known are never cut. Nothing is
lost silently: every line that goes becomes a Note in ``brief.left_out``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, Literal, Protocol, TypeVar

import msgspec

from briefings.compose import number_sources
from briefings.errors import FitError
from briefings.model import Brief, Line, Note, Record, SectionKey

NEVER_CUT: frozenset[SectionKey] = frozenset({"objectives", "unknowns"})
NO_ROOM = "no room on the page"


class Setting(Record, frozen=True, kw_only=True):
    """How a page is set: one of two type sizes, and how far the gaps between sections are opened (0 to 4)."""

    size: Literal["regular", "small"] = "regular"
    gap: int = 0


ROOMIEST, TIGHTEST = Setting(size="regular", gap=0), Setting(size="small", gap=0)
GAPS = (4, 3, 2, 1)


class Layout(Protocol):
    """What fitting needs of a laid-out page."""

    @property
    def pages(self) -> int:
        """The number of pages."""


LaidOut = TypeVar("LaidOut", bound=Layout)
Measure = Callable[[Brief, Setting], LaidOut]


class Fitted(msgspec.Struct, Generic[LaidOut], frozen=True, kw_only=True):
    """A brief that fits one page, how it is set, and the layout that showed it."""

    brief: Brief
    setting: Setting
    layout: LaidOut


def fit_brief(brief: Brief, measure: Measure[LaidOut]) -> Fitted[LaidOut]:
    """Return ``brief`` cut to one page, with the setting and the layout that prove it.

    Everything at the larger size if that fits; else everything at the smaller; else the most salient lines that fit.

    Raises:
        FitError: What must not be cut does not fit one page.
    """
    for setting in (ROOMIEST, TIGHTEST):
        layout = measure(brief, setting)
        if layout.pages == 1:
            return Fitted(brief=brief, setting=setting, layout=layout)
    order = cut_order(brief)
    best: Fitted[LaidOut] | None = None
    low, high = 1, len(order)  # how many lines go: the least number that leaves one page
    while low <= high:
        middle = (low + high) // 2
        shorter = cut_lines(brief, order[:middle])
        layout = measure(shorter, TIGHTEST)
        if layout.pages == 1:
            best, high = Fitted(brief=shorter, setting=TIGHTEST, layout=layout), middle - 1
        else:
            low = middle + 1
    if best is None:
        raise FitError(
            "what is pinned, the bottom line and the notes do not fit one page: shorten the notes or unpin a line",
            path=brief.slug,
        )
    return best


def cut_order(brief: Brief) -> list[Line]:
    """Return the lines that may be cut, the first to go first: lowest rank, and of equal ones the later."""
    lines = [line for s in brief.sections if s.key not in NEVER_CUT for line in s.lines if not line.pinned]
    lines.reverse()
    return sorted(lines, key=lambda line: line.rank)


def cut_lines(brief: Brief, gone: list[Line]) -> Brief:
    """Return ``brief`` without the lines ``gone``, which become notes, and without the sections they leave empty."""
    ids = {line.id for line in gone}
    sections = tuple(
        msgspec.structs.replace(section, lines=kept)
        for section in brief.sections
        if (kept := tuple(line for line in section.lines if line.id not in ids))
    )
    notes = tuple(Note(reason=NO_ROOM, line=line) for line in reversed(gone))
    return number_sources(msgspec.structs.replace(brief, sections=sections, left_out=(*notes, *brief.left_out)))
