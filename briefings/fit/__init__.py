"""Brief → Brief that fills one page. In: a ranked brief, the sheet it is set on. Out: the brief cut to fit, laid out.

What is cut first has the lowest rank; pinned lines, the bottom line, objectives and what is not known are never cut.
Nothing is lost silently: every line that goes becomes a Note in ``brief.left_out``.

The steps, each a module: ``sheet`` (the look) and ``geometry`` (how its elements are set: ``atlas`` for the shipped
looks; ``survey`` for a desk's own, kept by ``surveyed``), ``tree``, ``letters`` and ``flow`` (how high a page will be),
``candidates`` (what may be cut, and what goes together) and ``choice`` (what goes on it). Then one real layout verifies
the choice. Without it, for a Markdown build, the choice is the same: a layout changes it only where a page turns out
longer than the estimate by more than is kept free.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

import msgspec

from briefings.errors import FitError
from briefings.fit.candidates import cut_lines, cut_order
from briefings.fit.choice import RESERVE, Page, choose_page, may_shrink
from briefings.fit.sheet import Setting, Sheet
from briefings.model import Brief

__all__ = ["Fitted", "Setting", "Sheet", "cut_lines", "cut_order", "fit_brief"]

MAX_LAYOUTS = 6  # a shipped look takes one or two; a desk's own may hold surprises for the estimate
HOPELESS = 1.5  # pages; by this much the estimate is not wrong, so that nothing need be laid out to refuse
PIXELS_PER_POINT = 96 / 72
LINE = 9.5 * 1.34 * PIXELS_PER_POINT  # px: a line of the smaller type


class Layout(Protocol):
    """What fitting needs of a laid-out page; lengths are in points."""

    @property
    def pages(self) -> int:
        """The number of pages."""

    @property
    def used(self) -> float:
        """The height of the content, over all pages."""


LaidOut = TypeVar("LaidOut", bound=Layout)


class Fitted(msgspec.Struct, Generic[LaidOut], frozen=True, kw_only=True):
    """A brief that fits one page, how it is set, its HTML, and the layouts that were made: the last one proves it."""

    brief: Brief
    setting: Setting
    html: str
    layouts: tuple[LaidOut, ...] = ()

    @property
    def layout(self) -> LaidOut | None:
        """Return the layout that shows the page; None when it was fitted by estimate."""
        return self.layouts[-1] if self.layouts else None


def fit_brief(brief: Brief, sheet: Sheet, measure: Callable[[str], LaidOut] | None = None) -> Fitted[LaidOut]:
    """Return ``brief`` cut to one page, with the setting and the layout that prove it.

    Args:
        brief: All there is to say, ranked.
        sheet: What it is set on.
        measure: Lays HTML out; None fits by estimate alone.

    Raises:
        FitError: What must not be cut does not fit one page.
    """
    page = choose_page(brief, sheet)
    if page.overrun > (0 if measure is None else (HOPELESS - 1) * page.room):
        raise _refusal(brief, page.overrun)
    return _fitted(page) if measure is None else _verify(brief, page, sheet, measure)


def _verify(brief: Brief, page: Page, sheet: Sheet, measure: Callable[[str], LaidOut]) -> Fitted[LaidOut]:
    """Return ``page`` laid out, or a shorter one where it turned out too long: then so much more is kept free."""
    layouts: list[LaidOut] = []
    reserve = RESERVE
    for _ in range(MAX_LAYOUTS):
        layouts.append(measure(page.html))
        if layouts[-1].pages == 1:
            return _fitted(page, layouts)
        longer = layouts[-1].used * PIXELS_PER_POINT - page.height
        reserve = max(reserve, longer) + LINE / 2
        if not may_shrink(page.brief) and page.setting.gap == 0:
            break
        page = choose_page(brief, sheet, reserve=reserve)
    raise _refusal(brief, layouts[-1].used * PIXELS_PER_POINT - page.room)


def _fitted(page: Page, layouts: list[LaidOut] | None = None) -> Fitted[LaidOut]:
    return Fitted(brief=page.brief, setting=page.setting, html=page.html, layouts=tuple(layouts or ()))


def _refusal(brief: Brief, overrun: float) -> FitError:
    lines = max(1, math.ceil(overrun / LINE))
    return FitError(
        f"what must not be cut (pinned lines, bottom line, objectives, notes) is {lines} "
        f"{'lines' if lines > 1 else 'line'} too long for one page: shorten the notes or unpin a line",
        path=brief.slug,
    )
