"""Actors: cases of plain text, laws, and what hostile text costs. All persons and events are invented."""

from __future__ import annotations

import gc
from itertools import pairwise
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.extract.actors import extract_actors
from briefings.extract.actors.tables import read_world
from briefings.extract.lexicon import read_rows
from briefings.extract.reading import Cast
from briefings.model import Span
from briefings.text import Prose, normalise_text, split_prose
from tests.cases import check_cases

CASES = Path(__file__).parent / "cases"
WORDS = """President Minister of the Foreign Affairs Kenya Kenyan ’s Nairobi said he She it , . ( ) “ ” Mr Dr Wanjiru
Otieno van den al-Hadi UN SADC Bank Commission and for in Lake Province Jr III former deputy spokesman a who heads Tunis
has denied N’Dah U.S.""".split()  # noqa: SIM905
HOSTILE = [
    "A ", "Al-A ", "President ", "Kenya ", "the President of the ", "Ministry of ", "Jon Smith, ", "Mr X ", "(ABC) ",
    "X (AB) ", "he said. ", "She ", "Kenya’s ", "UN-AU ", "Bank of and ", "Lt. Gen. ", "van den ",
]  # fmt: skip
SMALL = 10_000  # characters
GROWTH = 4
SLACK = 2.5  # a quadratic search would take 16 times as long, a linear one about 4 times


def read(text: str) -> tuple[Prose, Cast]:
    text = normalise_text(text)
    prose = split_prose(text, (Span(start=0, end=len(text), exact=text),))
    return prose, extract_actors(prose)


def render_people(text: str) -> str:
    people = [a for a in read(text)[1].actors if a.kind == "person"]
    return "\n".join(f"{p.name} | {p.role or '-'} | {p.affiliation or '-'}" for p in people) or "none"


def render_names(text: str) -> str:
    actors = read(text)[1].actors
    return "\n".join(f"{a.kind}: {a.name}" + (f" ({a.acronym})" if a.acronym else "") for a in actors) or "none"


def render_mentions(text: str) -> str:
    prose, cast = read(text)
    return "\n".join(f"{prose.text[m.start : m.end]} = {m.actor} ({m.form})" for m in cast.mentions) or "none"


test_people = check_cases(CASES, render_people, "people*.txt")
test_names = check_cases(CASES, render_names, "names*.txt")
test_mentions = check_cases(CASES, render_mentions, "mentions*.txt")


@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join) | st.text(max_size=120))
@settings(max_examples=150, deadline=None)
def test_laws(text: str) -> None:
    prose, cast = read(text)
    ids = [actor.id for actor in cast.actors]
    assert len(set(ids)) == len(ids)
    assert {mention.actor for mention in cast.mentions} <= set(ids)
    assert all(one.end <= other.start for one, other in pairwise(cast.mentions))
    assert cast.mention_starts == tuple(mention.start for mention in cast.mentions)
    for actor in cast.actors:
        assert all(prose.text[span.start : span.end] == span.exact for span in actor.mentions)
    first = [min(m.start for m in a.mentions) for a in cast.actors if a.mentions]
    assert first == sorted(first)


@given(st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join))
@settings(max_examples=40, deadline=None)
def test_same_text_same_cast(text: str) -> None:
    assert read(text) == read(text)


def test_pronouns_are_no_public_mentions() -> None:
    _, cast = read("Minister Grace Wambui Oduya met lenders. She said the talks were long.")
    assert [m.form for m in cast.mentions] == ["name", "pronoun"]
    assert [span.exact for span in cast.actors[0].mentions] == ["Minister Grace Wambui Oduya"]


def test_a_country_inside_a_title_is_an_actor_of_its_own() -> None:
    _, cast = read("Kenyan President Wanjiru Otieno spoke.")
    assert {a.name: [span.exact for span in a.mentions] for a in cast.actors} == {
        "Kenya": ["Kenyan"],
        "Wanjiru Otieno": ["Kenyan President Wanjiru Otieno"],
    }
    assert len(cast.mentions) == 1


@pytest.mark.parametrize("piece", HOSTILE, ids=repr)
def test_work_grows_with_the_text_alone(piece: str) -> None:
    def measure(text: str) -> float:
        prose = split_prose(text, (Span(start=0, end=len(text), exact=text),))
        start = process_time()
        extract_actors(prose)
        return process_time() - start

    read_world()
    small = piece * (SMALL // len(piece))
    gc.disable()
    try:
        one = max(min(measure(small) for _ in range(2)), 0.01)
        assert measure(small * GROWTH) <= one * GROWTH * SLACK
    finally:
        gc.enable()


@pytest.mark.parametrize("name", ["countries", "capitals", "places", "given_names", "surnames"])
def test_made_lists_are_sorted_and_hold_no_name_twice(name: str) -> None:
    keys = [row[0] for row in read_rows(name)]
    assert keys == sorted(set(keys))


def test_every_code_of_the_hand_written_lists_is_a_country() -> None:
    codes = {row[0] for row in read_rows("countries")}
    for name in ("demonyms", "capitals", "governments"):
        assert {row[0] for row in read_rows(name)} <= codes
