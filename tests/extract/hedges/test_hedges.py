"""Hedges: cases of plain text, laws, and hostile text. All text is invented."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from briefings.extract.hedges import extract_hedges
from briefings.extract.lexicon import read_rows
from tests.cases import check_cases, load_cases
from tests.extract.reading import read_text

CASES = Path(__file__).parent / "cases"
WORDS = [
    "the army",
    "reportedly",
    "seized",
    "it",
    "was",
    "not",
    "clear",
    "whether",
    ",",
    "who",
    "“",
    "”",
    "and",
    "said to be",
]


def render_hedges(text: str) -> str:
    prose = read_text(text).prose
    lines = [f"{h.word}: {prose.text[h.start : h.end]} ({h.rule})" for h in extract_hedges(prose)]
    return "\n".join(lines) or "none"


test_cases = check_cases(CASES, render_hedges)


def test_every_rule_has_a_case() -> None:
    shown = set(re.findall(r"\(hedge\.([a-z-]+)\)", "\n".join(case.expected for case in load_cases(CASES))))
    assert {row[2] for row in read_rows("hedges")} - shown == set()


@given(st.lists(st.sampled_from(WORDS), max_size=40))
def test_a_hedge_stands_in_what_it_holds_for(words: list[str]) -> None:
    prose = read_text(" ".join(words)).prose
    for hedge in extract_hedges(prose):
        assert hedge.word in prose.text[hedge.start : hedge.end]
        assert prose.sentence_at(hedge.start) == prose.sentence_at(hedge.end - 1)
