"""What a line may leave out of its sentence, and what it never does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from briefings.compose.calendar import say_part
from briefings.compose.wording import mark_runs, word_sentence
from tests.cases import check_cases

test_cases = check_cases(Path(__file__).parent / "cases", word_sentence)

WORDS = st.sampled_from(
    ["the", "minister", "said", "which", "raising", "concerns", "5,000", "troops", "Separately,", "But", "only", "and",
     "reportedly", "left,", "Haiti", "(again)", "“no", "more”", "these", "delays,", "hoping"]
)  # fmt: skip
SENTENCES = st.lists(WORDS, min_size=1, max_size=60).map(lambda words: " ".join(words).capitalize() + ".")


def is_subsequence(part: list[str], whole: list[str]) -> bool:
    left = iter(whole)
    return all(word in left for word in part)


@given(SENTENCES)
def test_a_line_has_only_words_of_its_sentence_in_their_order(sentence: str) -> None:
    line = word_sentence(sentence)
    assert is_subsequence(re.findall(r"\w+", line.casefold()), re.findall(r"\w+", sentence.casefold()))


@given(SENTENCES, st.integers(0, 300))
def test_what_must_be_kept_is_kept(sentence: str, at: int) -> None:
    words = [word for word in re.finditer(r"\w+", sentence) if word[0].casefold() != "these"]
    assume(words)
    word = words[at % len(words)]
    count = sentence.casefold().split().count(word[0].casefold())
    line = word_sentence(sentence, keep=[word.span()])
    assert word[0].casefold() in line.casefold() or count > 1


def test_a_hedge_that_fell_away_is_put_back() -> None:
    runs = mark_runs("Over 900 fighters crossed.", hedges=["reportedly"])
    assert "".join(run.text for run in runs) == "Over 900 fighters crossed. (reportedly)"
    assert runs[-1].mark == "hedge"


def test_a_hedge_among_the_words_is_marked_where_it_stands() -> None:
    runs = mark_runs("They reportedly crossed.", hedges=["reportedly"])
    assert [(run.text, run.mark) for run in runs] == [
        ("They ", "plain"), ("reportedly", "hedge"), (" crossed.", "plain")
    ]  # fmt: skip


def test_a_pronoun_is_replaced_by_the_name_in_brackets() -> None:
    runs = mark_runs("He warned the council.", hedges=[], subject="Ade Bello")
    assert "".join(run.text for run in runs) == "[Ade Bello] warned the council."
    assert runs[0].mark == "insertion"


def test_a_name_is_not_replaced() -> None:
    assert mark_runs("Bello warned the council.", hedges=[], subject="Ade Bello")[0].mark == "plain"


@pytest.mark.parametrize(
    ("value", "words", "said"),
    [
        ("2025", "the end of the year", "end of 2025"),
        ("2025-10", "October-end", "end of October 2025"),
        ("2027", "the start of next year", "start of 2027"),
        ("2026-08", "mid-August", "mid-August 2026"),
        ("2026-Q1", "the end of the first quarter", "end of first quarter of 2026"),
        ("2026-03", "late March", "late March 2026"),
        ("2026-03", "later in March", "March 2026"),
        ("2025-10-02", "the end of Thursday", "2 October 2025"),
    ],
)
def test_a_date_says_which_part_of_the_year_is_meant(value: str, words: str, said: str) -> None:
    assert say_part(value, words) == said
