"""Dates and deadlines: cases of plain text, laws of the calendar. All text is invented, published on a Wednesday."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.extract.dates import attach_dates, extract_deadlines
from briefings.extract.figures import extract_figures
from briefings.model import Action, Date, Deadline, Fact, Figure, Span, Statement
from tests.cases import check_cases
from tests.extract.reading import read_text

CASES = Path(__file__).parent / "cases"
PUBLISHED = "2026-05-20"
DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31))
HOSTILE = [
    "May ",
    "14 ",
    "2024-",
    "by ",
    "within 10 days ",
    "last ",
    "the end of ",
    "Friday ",
    "1 to 2 May ",
    "of the year ",
]


def render_dates(text: str) -> str:
    dates = read_text(text, PUBLISHED).dates
    return "\n".join(f"{d.span.exact} = {d.value or '?'}" for d in dates) or "none"


def render_undated(text: str) -> str:
    return "\n".join(f"{d.span.exact} = {d.value or '?'}" for d in read_text(text).dates) or "none"


def render_deadlines(text: str) -> str:
    found = extract_deadlines(read_text(text, PUBLISHED))
    return (
        "\n".join(
            f"{d.date.span.exact} = {d.date.value or '?'}: {d.what.exact if d.what else '?'} ({d.rule})" for d in found
        )
        or "none"
    )


test_dates = check_cases(CASES, render_dates, "dates*.txt")
test_undated = check_cases(CASES, render_undated, "undated.txt")
test_deadlines = check_cases(CASES, render_deadlines, "deadlines.txt")


@given(DAYS)
def test_every_day_in_every_way_of_writing_it(day: date) -> None:
    month, short = f"{day:%B}", f"{day:%b}." if day.month != 5 else "May"
    ways = (
        f"{day.day} {month} {day.year:04}",
        f"{month} {day.day}, {day.year:04}",
        f"{day:%A}, {month} {day.day}, {day.year:04}",
        f"{short} {day.day}, {day.year:04}",
        f"the {day.day}th of {month} {day.year:04}",
        day.isoformat(),
    )
    for way in ways:
        (found,) = read_text(f"It was signed on {way} in the capital.", None).dates
        assert found.value == day.isoformat(), way


@given(DAYS, st.integers(min_value=0, max_value=6))
def test_a_bare_weekday_is_within_a_week(published: date, weekday: int) -> None:
    name = f"{date(2024, 1, 1) + timedelta(days=weekday):%A}"
    (past,) = read_text(f"They met on {name}.", published.isoformat()).dates
    (ahead,) = read_text(f"They will meet on {name}.", published.isoformat()).dates
    for found, low, high in ((past, -6, 0), (ahead, 0, 6)):
        day = date.fromisoformat(found.value or "")
        assert day.weekday() == weekday
        assert low <= (day - published).days <= high


@given(st.text(alphabet="0123456789 .,-–/MayJunFridlstnexwkobqQ'“\n", max_size=60))
def test_dates_are_in_order_and_apart(text: str) -> None:
    reading = read_text(text, PUBLISHED)
    dates = reading.dates
    for here, after in pairwise(dates):
        assert here.span.end <= after.span.start
    for found in dates:
        assert reading.prose.text[found.span.start : found.span.end] == found.span.exact


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_text_takes_linear_time(unit: str) -> None:
    def measure(size: int) -> float:
        start = process_time()
        extract_deadlines(read_text(unit * (size // len(unit)), PUBLISHED))
        return process_time() - start

    measure(2_000)
    assert measure(40_000) < 0.05 + 12 * measure(10_000)  # linear is 4 times, quadratic 16 times


# ------------------------------------------------------------------------------------ dates find their fact


def find_span(text: str, part: str) -> Span:
    start = text.index(part)
    return Span(start=start, end=start + len(part), exact=part)


def date_of(fact: Fact) -> str | None:
    assert isinstance(fact, Statement | Action | Figure)
    return fact.date.span.exact if fact.date else None


def make_statement(text: str, cue: str, content: str) -> Statement:
    whole = Span(start=0, end=len(text), exact=text)
    return Statement(
        id="", span=whole, speaker=None, mode="indirect", cue=find_span(text, cue), content=find_span(text, content)
    )


def make_action(text: str, part: str) -> Action:
    return Action(
        id="", span=find_span(text, part), type="CONSULT", actors=(), recipients=(), object=None, place=None,
        modality="asserted",
    )  # fmt: skip


def test_the_date_beside_the_cue_is_the_statement_s_and_the_other_is_the_action_s() -> None:
    text = "The envoy said on Tuesday that the two sides had met in Doha on Sunday."
    statement = make_statement(text, "said", "the two sides had met in Doha on Sunday")
    action = make_action(text, "the two sides had met in Doha")
    dated = attach_dates([statement, action], read_text(text, PUBLISHED))
    assert [date_of(fact) for fact in dated] == ["Tuesday", "Sunday"]


def test_a_date_goes_to_the_figure_of_its_own_clause() -> None:
    text = "Exports were 400 tonnes in 2024, and imports were 900 tonnes in 2025."
    reading = read_text(text, PUBLISHED)
    assert [date_of(fact) for fact in attach_dates(list(extract_figures(reading)), reading)] == ["2024", "2025"]


def test_no_date_crosses_a_sentence() -> None:
    text = "They met on Sunday. Some 400 people came."
    reading = read_text(text, PUBLISHED)
    assert [date_of(fact) for fact in attach_dates(list(extract_figures(reading)), reading)] == [None]


def test_the_date_of_a_deadline_is_not_given_to_another_fact() -> None:
    text = "They must free 40 prisoners by Friday."
    reading = read_text(text, PUBLISHED)
    facts: list[Fact] = [*extract_figures(reading), *extract_deadlines(reading)]
    figure, deadline = attach_dates(facts, reading)
    assert date_of(figure) is None
    assert isinstance(deadline, Deadline)
    assert deadline.date == Date(value="2026-05-22", span=find_span(text, "Friday"))


@pytest.mark.parametrize("unit", ["On Friday 40 people died. ", "on Friday 40 people died and "])
def test_many_dates_and_facts_take_linear_time(unit: str) -> None:
    def measure(size: int) -> float:
        reading = read_text(unit * (size // len(unit)), PUBLISHED)
        facts: list[Fact] = [*extract_figures(reading)]
        start = process_time()
        attach_dates(facts, reading)
        return process_time() - start

    def best(size: int) -> float:
        return min(measure(size) for _ in range(3))  # without the pauses of the collector

    assert best(80_000) < 0.02 + 12 * best(20_000)  # linear is 4 times, quadratic 16 times
