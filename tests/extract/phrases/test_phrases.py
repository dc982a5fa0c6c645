"""Phrases: subjects, agents and objects of verbs that a case marks with stars; laws; hostile text. All is invented."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.extract.grammar import inflect, verb_forms
from briefings.extract.phrases import Phrase, actor_ids, find_agent, find_object, find_subject, find_subject_after
from briefings.extract.reading import Reading
from tests.cases import check_cases
from tests.extract.casting import read_with_cast

CASES = Path(__file__).parent / "cases"
WORDS = ["the", "ministry", "of", "Ana Paz", ",", "and", "who", "said", "that", "“", "”", "to", "was", "(", ")", "by"]
HOSTILE = [
    "said ",
    "and said ",
    "who, ",
    ", who said",
    "the and ",
    "to be said ",
    "of the ",
    "( ",
    "by the ",
    "— said ",
]

Finder = Callable[[Reading, int], Phrase | None]


def render_with(find: Finder) -> Callable[[str], str]:
    """Return what shows, for each starred verb of a text, the phrase that ``find`` finds, and who that is."""

    def render(given: str) -> str:
        return "\n".join(_line(sentence, find) for sentence in _with_cast(given))

    return render


def _with_cast(given: str) -> list[str]:
    head, *sentences = given.split("\n") if given.startswith("cast:") else ["cast:", *given.split("\n")]
    return [f"{head}\n{sentence}" for sentence in sentences]


def _line(given: str, find: Finder) -> str:
    head, sentence = given.split("\n")
    reading = read_with_cast(f"{head}\n{sentence.replace('*', '')}")
    phrase = find(reading, reading.prose.token_at(sentence.index("*")))
    return "none" if phrase is None else f"{_exact(reading, phrase)} = {', '.join(actor_ids(reading, phrase))}"


def _exact(reading: Reading, phrase: Phrase) -> str:
    return reading.prose.text[phrase.start : phrase.end]


test_subjects = check_cases(CASES, render_with(find_subject), "subjects*.txt")
test_subjects_after = check_cases(CASES, render_with(find_subject_after), "inverted*.txt")
test_agents = check_cases(CASES, render_with(find_agent), "agents*.txt")
test_objects = check_cases(CASES, render_with(find_object), "objects*.txt")


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=30))
def test_a_phrase_is_where_it_says(words: list[str]) -> None:
    reading = read_with_cast("cast: Ana Paz = person\n" + " ".join(words))
    tokens = reading.prose.tokens
    for verb in (n for n, token in enumerate(tokens) if token.lower in ("said", "was")):
        for find in (find_subject, find_subject_after, find_agent, find_object):
            phrase = find(reading, verb)
            if phrase is not None:
                assert (phrase.start, phrase.end) == (tokens[phrase.first].start, tokens[phrase.last - 1].end)
                assert phrase.first <= phrase.head < phrase.last
                assert not phrase.first <= verb < phrase.last


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("say", "say says said said saying"),
        ("deny", "deny denies denied denied denying"),
        ("urge", "urge urges urged urged urging"),
        ("press", "press presses pressed pressed pressing"),
        ("agree", "agree agrees agreed agreed agreeing"),
    ],
)
def test_verbs_are_inflected(lemma: str, forms: str) -> None:
    known = {"say": ("said", "said")}.get(lemma)
    assert [form for form, _ in inflect(lemma, known)] == forms.split()


def test_doubled_consonants_and_vowels_of_irregular_verbs() -> None:
    assert verb_forms()["admitting"].lemma == "admit"
    assert verb_forms()["lying"].lemma == "lie"
    assert "past" not in verb_forms()["taken"].forms


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_text_takes_linear_time(unit: str) -> None:
    def measure(size: int) -> float:
        reading = read_with_cast(unit * (size // len(unit)))
        start = process_time()
        for verb in range(0, len(reading.prose.tokens), 5):
            find_subject(reading, verb)
        return process_time() - start

    measure(1_000)
    assert measure(20_000) < 0.05 + 12 * measure(5_000)  # linear is 4 times, quadratic 16 times
