"""Risks and opportunities: plain-text cases with a cast made by hand, laws, hostile text. All text is invented."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.extract.actions import extract_actions
from briefings.extract.assessments import extract_assessments
from briefings.extract.lexicon import read_rows
from briefings.model import Risk
from tests.cases import check_cases, load_cases
from tests.extract.casting import read_with_cast

CASES = Path(__file__).parent / "cases"
WORDS = [
    "exports",
    "fell",
    "rose",
    "by 9 per cent",
    "hunger",
    "no",
    "risk of",
    "agreed to",
    "jobs",
    ",",
    "which",
    "and",
    "if",
]
HOSTILE = ["risk of ", "exports fell, ", "not clear whether ", "which hampered ", "will create ~ ", "and "]


def render_assessments(text: str) -> str:
    reading = read_with_cast(text)
    extract_actions(reading)
    found = extract_assessments(reading)
    return "\n".join(f"{type(fact).__name__}: {fact.span.exact} ({fact.rule})" for fact in found) or "none"


test_cases = check_cases(CASES, render_assessments)


@pytest.mark.parametrize("side", ["risk", "opportunity"])
def test_every_rule_has_a_case(side: str) -> None:
    shown = set(re.findall(rf"\({side}\.([a-z-]+)\)", "\n".join(case.expected for case in load_cases(CASES))))
    assert {row[1] for row in read_rows(f"{side}_cues")} | {"trend"} <= shown


@pytest.mark.parametrize("side", ["risk", "opportunity"])
def test_the_lists_are_well_formed(side: str) -> None:
    rows = read_rows(f"{side}_cues")
    assert [row for row in rows if len(row) != 4 or row[2] not in "123" or row[3] not in ("verb", "noun")] == []


@given(st.lists(st.sampled_from(WORDS), max_size=40))
def test_no_words_are_both_a_risk_and_an_opportunity(words: list[str]) -> None:
    reading = read_with_cast("cast:\n" + " ".join(words))
    found = extract_assessments(reading)
    assert all(fact.span.exact == reading.prose.text[fact.span.start : fact.span.end] for fact in found)
    for one, other in pairwise(found):
        assert one.span.end <= other.span.start or isinstance(one, Risk) is isinstance(other, Risk)


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_with_the_text(piece: str) -> None:
    """Ten times the text takes not much more than ten times as long (a quadratic reading would take a hundred)."""

    def seconds(size: int) -> float:
        reading = read_with_cast(piece * (size // len(piece)))
        start = process_time()
        extract_assessments(reading)
        return process_time() - start

    small = max(min(seconds(4_000) for _ in range(3)), 0.002)
    assert seconds(40_000) < 30 * small
