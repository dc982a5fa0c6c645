"""Actions: cases of plain text with a cast made by hand, laws, and hostile text. All text is invented."""

from __future__ import annotations

from pathlib import Path
from time import process_time
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.extract.actions import extract_actions
from briefings.extract.actions.frames import read_frames
from briefings.extract.grammar import inflect
from briefings.extract.hedges import extract_hedges
from briefings.extract.lexicon import read_rows
from briefings.model import Action, ActionType, Modality
from tests.cases import check_cases, load_cases
from tests.extract.casting import read_with_cast

CASES = Path(__file__).parent / "cases"
TYPES = frozenset(get_args(ActionType))
WORDS = [
    "Ana Paz",
    "the army",
    "urged",
    "to",
    "sign",
    "talks",
    "with",
    ",",
    "and",
    "was",
    "by",
    "will",
    "not",
    "“",
    "if",
]
HOSTILE = [
    "urged ",
    "and signed ",
    "talks with ",
    "that X signed ",
    "if he must sign ",
    "(called on ",
    "both leaders met. ",
    "its drones shelled ",
    "it closed ",
    "members signed they ",
]


def render_actions(text: str) -> str:
    reading = read_with_cast(text)
    reading.hedges = extract_hedges(reading.prose)
    return "\n".join(_line(action) for action in extract_actions(reading)) or "none"


def _line(a: Action) -> str:
    whom = f" > {' + '.join(a.recipients)}" if a.recipients else ""
    content = f" | {a.object.exact}" if a.object else ""
    place = f" @ {a.place}" if a.place else ""
    hedge = f" {a.hedge}" if a.hedge else ""
    return f"{a.type} {' + '.join(a.actors) or 'nobody'}{whom}{content}{place} | {a.modality}{hedge} ({a.rule})"


test_cases = check_cases(CASES, render_actions)


def test_every_type_and_modality_has_a_case() -> None:
    shown = "\n".join(case.expected for case in load_cases(CASES))
    assert [kind for kind in TYPES if f"{kind} " not in shown] == []
    assert [state for state in get_args(Modality) if f"| {state}" not in shown] == []


def test_the_table_names_known_types_and_options() -> None:
    rows = read_rows("action_verbs")
    assert [row for row in rows if len(row) != 5 or row[3] not in TYPES | {"-"} or set(row[4]) - set("-isvfnmj")] == []


def test_a_row_with_nouns_or_a_particle_goes_before_a_plain_one() -> None:
    plain: set[str] = set()
    for lemmas, after, nouns, _, _ in read_rows("action_verbs"):
        assert (after, nouns) == ("-", "-") or not plain & set(lemmas.split("|")), lemmas
        plain |= set(lemmas.split("|")) if (after, nouns) == ("-", "-") else set()


def test_every_verb_of_the_table_is_found_by_its_forms() -> None:
    rows = [row for row in read_rows("action_verbs") if row[0][0] != "$"]  # "$force" is a set of nouns
    lemmas = {lemma for row in rows for lemma in row[0].split("|")} - {"be"}
    assert [lemma for lemma in lemmas if inflect(lemma)[0][0] not in read_frames()] == []


@given(st.lists(st.sampled_from(WORDS), max_size=40))
def test_actions_are_what_the_text_says(words: list[str]) -> None:
    reading = read_with_cast("cast: Ana Paz = person\n" + " ".join(words))
    actions = extract_actions(reading)
    known = {actor.id for actor in reading.cast.actors} | set(reading.groups)
    text = reading.prose.text
    for action in actions:
        for span in filter(None, (action.span, action.object)):
            assert span.exact == text[span.start : span.end] != ""
        assert set(action.actors) | set(action.recipients) <= known
        assert reading.prose.sentence_at(action.span.start) == reading.prose.sentence_at(action.span.end - 1)


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_with_the_text(piece: str) -> None:
    """Ten times the text takes not much more than ten times as long (a quadratic reading would take a hundred)."""

    def seconds(size: int) -> float:
        reading = read_with_cast(piece * (size // len(piece)))
        start = process_time()
        extract_actions(reading)
        return process_time() - start

    small = max(min(seconds(4_000) for _ in range(3)), 0.002)
    assert seconds(40_000) < 30 * small
