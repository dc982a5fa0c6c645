"""Statements: cases of plain text with a cast made by hand, laws, and hostile text. All text is invented."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

import briefings.extract.statements as package
from briefings.extract.statements import extract_statements
from briefings.model import Statement
from tests.cases import check_cases, load_cases
from tests.extract.casting import read_with_cast

CASES = Path(__file__).parent / "cases"
SOURCES = [path.read_text(encoding="utf-8") for path in Path(package.__file__).parent.glob("*.py")]
RULE = re.compile(r'rule="([a-z-]+)"|"((?:said|denied|asked)(?:-[a-z]+)?)"\)?(?: if| for|$|\n)|"(interview-turn)"')
WORDS = ["Ana Paz", "said", "that", "the deal", "was dead", ",", ".", "“", "”", ":", "he", "and", "denied", "\n\n", "?"]
HOSTILE = [
    "said ",
    "“a” said ",
    "he said that ",
    "X, who said, ",
    "according to X, ",
    "said “a. ",
    "A: b?\n\n",
    "“A.”\n\n",
]


def render_statements(text: str) -> str:
    reading = read_with_cast(text)
    return "\n".join(_line(statement) for statement in extract_statements(reading)) or "none"


def _line(s: Statement) -> str:
    cue = s.cue.exact if s.cue else "–"
    return f"{s.speaker or 'nobody'} [{cue}] {s.mode}: {s.content.exact} ({s.rule})"


test_cases = check_cases(CASES, render_statements)


def test_every_rule_has_a_case() -> None:
    shown = set(re.findall(r"\(statement\.([a-z-]+)\)", "\n".join(case.expected for case in load_cases(CASES))))
    named = {next(filter(None, found)) for source in SOURCES for found in RULE.findall(source)}
    assert named - shown == set()
    assert len(shown) >= 20


@given(st.lists(st.sampled_from(WORDS), max_size=40))
def test_statements_are_what_the_text_says(words: list[str]) -> None:
    given = "cast: Ana Paz = person\n" + " ".join(words)
    reading = read_with_cast(given)
    statements = extract_statements(reading)
    assert statements == extract_statements(read_with_cast(given))
    ids = {actor.id for actor in reading.cast.actors} | set(reading.groups)
    for statement in statements:
        for span in filter(None, (statement.content, statement.cue, statement.span)):
            assert reading.prose.text[span.start : span.end] == span.exact
            assert span.exact
        assert statement.span.start <= statement.content.start < statement.content.end <= statement.span.end
        assert statement.speaker is None or statement.speaker in ids
    ends = [(s.content.start, s.content.end) for s in statements]
    assert all(before[1] <= after[0] for before, after in pairwise(ends))


@given(st.sampled_from(["said", "told reporters", "added", "warned"]), st.sampled_from(["“”", '""', "‘’"]))
def test_a_direct_quotation_is_all_of_what_stands_in_the_marks(verb: str, marks: str) -> None:
    text = f"cast: Ana Paz = person\n{marks[0]}We will not sign it,{marks[1]} Ana Paz {verb} on Monday."
    (statement,) = extract_statements(read_with_cast(text))
    assert (statement.speaker, statement.mode, statement.content.exact) == ("ana-paz", "direct", "We will not sign it,")


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_text_takes_linear_time(unit: str) -> None:
    def measure(size: int) -> float:
        reading = read_with_cast(unit * (size // len(unit)))
        start = process_time()
        extract_statements(reading)
        return process_time() - start

    measure(1_000)
    assert measure(20_000) < 0.05 + 12 * measure(5_000)  # linear is 4 times, quadratic 16 times
