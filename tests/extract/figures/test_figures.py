"""Figures: cases of plain text, laws for currencies and number words, and hostile text. All text is invented."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.extract.figures import extract_figures
from briefings.extract.lexicon import read_rows
from briefings.model import Figure
from tests.cases import check_cases
from tests.extract.reading import read_text

CASES = Path(__file__).parent / "cases"
PUBLISHED = "2026-05-20"
UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
CURRENCIES = [(row[0], row[2]) for row in read_rows("currencies") if row[0] != "SHP"]  # "St." would end the sentence
HOSTILE = [
    "1",
    "1,",
    "1-",
    "$",
    "one ",
    "half a ",
    "1 to 2 ",
    "between 1 and ",
    "million ",
    "of the 1 ",
    "1.",
    "ten-",
    "%",
]


def find(text: str, published: str | None = PUBLISHED) -> list[Figure]:
    return extract_figures(read_text(text, published))


def render_figures(text: str) -> str:
    return "\n".join(_line(figure) for figure in find(text)) or "none"


def _line(figure: Figure) -> str:
    low, high = ("…" if bound is None else f"{bound:,}" for bound in (figure.low, figure.high))
    bounds = f" [{low} to {high}]" if figure.qualifier else ""
    measures = f" of {figure.measures}" if figure.measures else ""
    qualifier = f" {figure.qualifier}" if figure.qualifier else ""
    return f"{figure.span.exact} = {figure.value:,} {figure.unit}{qualifier}{bounds}{measures} ({figure.rule})"


test_cases = check_cases(CASES, render_figures)


def spell(number: int) -> str:
    if number < 20:
        return UNITS[number]
    if number < 100:
        return TENS[number // 10] + (f"-{UNITS[number % 10]}" if number % 10 else "")
    if number < 1000:
        return f"{UNITS[number // 100]} hundred" + (f" and {spell(number % 100)}" if number % 100 else "")
    rest = number % 1000
    return f"{spell(number // 1000)} thousand" + (f"{' and' if rest < 100 else ''} {spell(rest)}" if rest else "")


@given(st.integers(min_value=2, max_value=999_999))
def test_a_number_in_words_is_the_number_in_digits(number: int) -> None:
    (in_words,) = find(f"They sent {spell(number)} tents to the camp.")
    (in_digits,) = find(f"They sent {number:,} tents to the camp.")
    assert in_words.value == in_digits.value == number
    assert in_words.unit == in_digits.unit == "count"


@pytest.mark.parametrize(("code", "plural"), CURRENCIES)
def test_every_currency_by_code_and_by_name(code: str, plural: str) -> None:
    (by_code,) = find(f"The bank lent {code} 250 million for the dam.")
    assert (by_code.value, by_code.unit) == (250_000_000, code)
    (by_name,) = find(f"The bank lent 250 million {plural} for the dam.")
    assert by_name.value == 250_000_000
    assert by_name.unit == code


@given(st.text(alphabet="0123456789 .,-–/$€£%()abkmn½'“\n", max_size=60))
def test_figures_are_what_the_text_says(text: str) -> None:
    reading = read_text(text)
    figures = extract_figures(reading)
    assert figures == extract_figures(reading)
    for figure in figures:
        assert reading.prose.text[figure.span.start : figure.span.end] == figure.span.exact
        assert figure.value is not None
        assert figure.low is None or figure.high is None or figure.low <= figure.high
    assert [f.span.start for f in figures] == sorted(f.span.start for f in figures)


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_text_takes_linear_time(unit: str) -> None:
    def measure(size: int) -> float:
        reading = read_text(unit * (size // len(unit)), None)
        start = process_time()
        extract_figures(reading)
        return process_time() - start

    measure(2_000)
    assert measure(40_000) < 0.02 + 12 * measure(10_000)  # linear is 4 times, quadratic 16 times


def test_a_date_is_no_figure_and_a_figure_beside_it_is() -> None:
    assert [f.span.exact for f in find("On May 14, 12 people died; in 2024, 30 ships sank.")] == [
        "12 people",
        "30 ships",
    ]
