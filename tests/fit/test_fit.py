"""What is cut, in which order, and that nothing is lost silently."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.errors import FitError
from briefings.fit import Setting, fit_brief
from briefings.model import Brief
from tests.briefs import make_brief, make_line, make_section


@dataclass(frozen=True)
class Page:
    pages: int


def page_of(lines: int):
    """Return a measure for paper that holds so many lines; small type holds a fifth more."""

    def measure(brief: Brief, setting: Setting) -> Page:
        room = lines + lines // 5 if setting.size == "small" else lines
        count = sum(len(section.lines) for section in brief.sections)
        return Page(pages=1 if count <= room else 2)

    return measure


def brief_of(ranks: list[float], pinned: int = 0) -> Brief:
    return make_brief(make_section([make_line(f"Line {n}.", rank=r, pinned=n < pinned) for n, r in enumerate(ranks)]))


RANKS = st.lists(st.floats(0, 1), min_size=1, max_size=60)


@given(RANKS, st.integers(1, 60))
def test_the_most_salient_lines_stay_and_the_others_are_named(ranks: list[float], room: int) -> None:
    brief = brief_of(ranks)
    fitted = fit_brief(brief, page_of(room)).brief
    kept = [line for section in fitted.sections for line in section.lines]
    gone = [note.line for note in fitted.left_out]
    assert {line.id for line in kept + gone} == {line.id for line in brief.sections[0].lines}
    assert len(kept) == min(len(ranks), room + room // 5)
    assert not gone or min(line.rank for line in kept) >= max(line.rank for line in gone)


@given(RANKS, st.integers(1, 60))
def test_what_is_left_out_is_told_best_first(ranks: list[float], room: int) -> None:
    notes = fit_brief(brief_of(ranks), page_of(room)).brief.left_out
    assert [note.line.rank for note in notes] == sorted((note.line.rank for note in notes), reverse=True)


def test_a_pinned_line_stays_whatever_its_rank() -> None:
    fitted = fit_brief(brief_of([0.0, 0.9, 0.8, 0.7], pinned=1), page_of(2)).brief
    assert [line.text for line in fitted.sections[0].lines] == ["Line 0.", "Line 1."]


def test_all_that_fits_is_set_in_the_larger_type() -> None:
    assert fit_brief(brief_of([0.5] * 5), page_of(5)).setting.size == "regular"
    assert fit_brief(brief_of([0.5] * 6), page_of(5)).setting.size == "small"


def test_pins_that_do_not_fit_are_refused() -> None:
    with pytest.raises(FitError, match="unpin a line"):
        fit_brief(brief_of([0.5] * 9, pinned=9), page_of(3))


def test_a_section_that_is_left_empty_goes() -> None:
    low, high = make_section([make_line("Low.", rank=0.1)], "risks"), make_section([make_line("High.", rank=0.9)])
    fitted = fit_brief(make_brief(high, low), page_of(1)).brief
    assert [section.key for section in fitted.sections] == ["developments"]
