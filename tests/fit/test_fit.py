"""What is cut, in which order, that nothing is lost silently, and that every page is one page whatever is asked for."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from briefings.errors import FitError
from briefings.fit import Sheet, cut_order, fit_brief
from briefings.model import Brief
from briefings.pdf import lay_out
from tests.briefs import make_brief, make_line, make_section
from tests.fit.varied import varied_briefs

SHEET = Sheet()
RANKS = st.lists(st.floats(0, 1), min_size=1, max_size=90)


def brief_of(ranks: list[float], pinned: int = 0) -> Brief:
    return make_brief(make_section([make_line(f"Line {n}.", rank=r, pinned=n < pinned) for n, r in enumerate(ranks)]))


def kept_and_gone(brief: Brief) -> tuple[list[str], list[str]]:
    kept = [line.text for section in brief.sections for line in section.lines]
    return kept, [note.line.text for note in brief.left_out]


@settings(max_examples=12, deadline=None)
@given(RANKS)
def test_the_most_salient_lines_stay_and_the_others_are_told_best_first(ranks: list[float]) -> None:
    brief = brief_of(ranks)
    fitted = fit_brief(brief, SHEET).brief
    kept = [line for section in fitted.sections for line in section.lines]
    gone = [note.line for note in fitted.left_out]
    assert {line.id for line in kept + gone} == {line.id for line in brief.sections[0].lines}
    assert not gone or min(line.rank for line in kept) >= max(line.rank for line in gone)
    assert [line.rank for line in gone] == sorted((line.rank for line in gone), reverse=True)


def test_a_line_too_long_for_the_room_left_is_passed_over_for_the_next() -> None:
    lines = [make_line(f"Line {n}.", rank=1 - n / 1000) for n in range(60)]
    long = [make_line(f"Long {n}: " + "and so it went on " * 80, rank=0.5 - n / 100) for n in range(3)]
    short = make_line("Short, and last.", rank=0.1)
    kept, gone = kept_and_gone(fit_brief(make_brief(make_section([*lines[:40], *long, short])), SHEET).brief)
    assert "Short, and last." in kept
    assert any(text.startswith("Long") for text in gone)


def test_a_pinned_line_stays_whatever_its_rank() -> None:
    kept, gone = kept_and_gone(fit_brief(brief_of([0.0] + [0.9] * 90, pinned=1), SHEET).brief)
    assert "Line 0." in kept
    assert gone


def test_all_that_fits_is_set_in_the_larger_type_and_slack_opens_the_gaps() -> None:
    settings_ = [fit_brief(brief_of([0.5] * n), SHEET).setting for n in range(5, 60)]
    assert (settings_[0].size, settings_[0].gap) == ("regular", 4)
    regular = [one.gap for one in settings_ if one.size == "regular"]
    assert regular == sorted(regular, reverse=True)
    assert set(regular) == {0, 1, 2, 3, 4}
    assert settings_[-1].size == "small"


@pytest.mark.parametrize("measure", [None, lay_out], ids=["estimate", "layout"])
def test_what_cannot_fit_is_refused_and_the_overrun_is_told_in_lines(measure) -> None:
    long = make_line("A fictional word and another one after it. " * 400, pinned=True)
    with pytest.raises(FitError, match=r"trucks: .* is \d+ lines too long for one page: .*unpin a line"):
        fit_brief(make_brief(make_section([long, make_line("A line.")])), SHEET, measure)


def test_a_pinned_note_of_four_hundred_words_beside_pins_is_refused() -> None:
    note = "word " * 400
    with pytest.raises(FitError, match="lines too long"):
        fit_brief(replace(brief_of([0.5] * 40, pinned=40), notes=note), SHEET, lay_out)


def test_a_section_that_is_left_empty_goes() -> None:
    low = make_section([make_line(f"Low {n}.", rank=0.1) for n in range(3)], "risks")
    high = make_section([make_line(f"High {n}.", rank=0.9) for n in range(90)])
    fitted = fit_brief(make_brief(high, low), SHEET).brief
    assert [section.key for section in fitted.sections] == ["developments"]


def test_the_page_tells_how_much_was_left_out_of_how_many_sources() -> None:
    fitted = fit_brief(brief_of([0.5] * 90), SHEET)
    count = len(fitted.brief.left_out)
    assert f"{count} further claims from 1 source left out; see trucks.json." in fitted.html


def test_every_page_is_one_page_and_says_the_same_without_a_layout() -> None:
    layouts, fills = [], []
    for brief, sheet in varied_briefs(60):
        fitted = fit_brief(brief, sheet, lay_out)
        assert fitted.layouts[-1].pages == 1
        layouts.append(len(fitted.layouts))
        assert fit_brief(brief, sheet).brief == fitted.brief or len(fitted.layouts) > 1, brief.slug
        if fitted.brief.left_out:
            fills.append(fitted.layouts[-1].fill)
        assert {line.id for line in cut_order(brief)} == {
            *(line.id for line in cut_order(fitted.brief)), *(note.line.id for note in fitted.brief.left_out),
        }  # fmt: skip
    assert sum(layouts) / len(layouts) <= 1.1
    assert max(layouts) <= 2
    assert min(fills) >= 0.85
