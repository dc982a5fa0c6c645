"""The scores stay above their floors, the marks are sound, and no text stops the extractors."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefings.article import parse_article
from briefings.extract import extract_facts
from tests.quality.__main__ import score
from tests.quality.floors import Floors, lower_floors, raise_floors, read_floors, write_floors
from tests.quality.hostile import HOSTILE
from tests.quality.marks import GOLD, Marked, read_all, read_marked
from tests.quality.scorer import Score, score_all

LOOKED_UP = {"statement": 2, "action": 2}  # the column that holds the article's own words; else the first
ANYWHERE = {
    "headline",
    "published",
    "origin",
    "person",
    "country",
    "kinds",
}  # not the article's words, or with a fuller name


@pytest.fixture(scope="module")
def reached() -> Score:
    return score()


def test_no_kind_is_below_its_floor(reached: Score) -> None:
    assert read_floors().below(reached.reached()) == []


def test_nobody_is_given_another_ones_words_and_no_number_is_invented(reached: Score) -> None:
    assert dict(reached.never) == {"misattributed": 0, "invented_figures": 0}


def test_every_scored_kind_has_a_floor(reached: Score) -> None:
    assert set(reached.tallies) == set(read_floors().floors)


def test_a_floor_below_its_highest_has_a_reason() -> None:
    assert read_floors().unexplained() == []


def test_there_is_the_real_article_and_six_others_that_say_they_are_fictional() -> None:
    openings = [path.read_text(encoding="utf-8").split("\n", 1)[0] for path in GOLD.glob("*.gold")]
    assert sum(opening.startswith("# Fictional.") for opening in openings) >= 6
    assert sum(opening.startswith("# A real article") for opening in openings) == 1


@pytest.mark.parametrize("marked", read_all(), ids=lambda marked: marked.name)
def test_every_mark_is_in_its_article(marked: Marked) -> None:
    lost = [
        (kind, mark)
        for kind, marks in marked.marks.items()
        if kind not in ANYWHERE
        for mark in marks
        if not marked.places(mark[LOOKED_UP.get(kind, 0)][0]) and mark[0][0] not in marked.article.text
    ]
    assert lost == []


# --------------------------------------------------------------------------- the scorer finds what is wrong


def _article(tmp_path: Path, text: str, gold: str) -> Marked:
    path = tmp_path / "one.gold"
    path.write_text(f"# Fictional.\n== article\n{text}\n== gold\n{gold}\n", encoding="utf-8")
    return read_marked(path)


def test_what_is_not_found_is_a_miss(tmp_path: Path) -> None:
    marked = _article(tmp_path, "Nothing much happened in the village.", "figure | village | 7 | count | -")
    tally = score_all([marked]).tallies["figures"]
    assert (tally.hits, tally.missed, tally.recall) == (0, 1, 0.0)


def test_what_is_not_marked_is_a_false_alarm_unless_it_is_optional(tmp_path: Path) -> None:
    text = "Some 400 farmers marched through the town on foot."
    assert score_all([_article(tmp_path, text, "")]).tallies["figures"].false == 1
    assert score_all([_article(tmp_path, text, "optional | Some 400 farmers")]).tallies["figures"].false == 0


def test_a_wrong_value_is_no_hit(tmp_path: Path) -> None:
    text = "Some 400 farmers marched through the town on foot."
    right, wrong = (f"figure | Some 400 farmers | {value} | people | about" for value in (400, 300))
    assert score_all([_article(tmp_path, text, right)]).tallies["figures"].hits == 1
    assert score_all([_article(tmp_path, text, wrong)]).tallies["figures"].hits == 0


def test_a_quotation_given_to_somebody_else_is_counted(tmp_path: Path) -> None:
    text = "“We shall wait for the rain,” said Amara Otieno, the mayor. Bela Kovacs, the harbour master, left."
    people = "person | Amara Otieno | mayor | -\nperson | Bela Kovacs | harbour master | -\n"
    said = "statement | {} | direct | We shall wait for the rain,"
    right, wrong = (
        score_all([_article(tmp_path, text, people + said.format(name))]) for name in ("Amara Otieno", "Bela Kovacs")
    )
    assert (right.never["misattributed"], right.tallies["statements"].hits) == (0, 1)
    assert (wrong.never["misattributed"], wrong.tallies["statements"].hits) == (1, 0)


# --------------------------------------------------------------------------------------------- floors move up


def test_floors_rise_to_what_is_reached_and_never_fall_by_rising() -> None:
    lifted = raise_floors(Floors(floors={"names": 0.9}, highest={"names": 0.9}), {"names": 0.5, "dates": 0.8765})
    assert lifted.floors == {"names": 0.9, "dates": 0.87}


def test_a_floor_is_lowered_only_with_a_reason_and_keeps_it(tmp_path: Path) -> None:
    floors = Floors(floors={"names": 0.9}, highest={"names": 0.9})
    with pytest.raises(ValueError, match="--reason"):
        lower_floors(floors, {"names": 0.8}, " ")
    lowered = lower_floors(floors, {"names": 0.8}, 'stricter "marks"')
    write_floors(lowered, tmp_path / "floors.toml")
    assert read_floors(tmp_path / "floors.toml") == lowered
    assert lowered.unexplained() == []
    assert Floors(floors={"names": 0.8}, highest={"names": 0.9}).unexplained() == ["names"]


# ------------------------------------------------------------------------------------------- hostile articles

QUARTER = 250_000  # code points; the bench holds the full megabyte to a time


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_comes_to_an_end(name: str) -> None:
    text = HOSTILE[name](QUARTER)
    facts = extract_facts(parse_article(text, path="hostile.txt", slug="hostile"))
    body = facts.article.text
    assert all(body[fact.span.start : fact.span.end] == fact.span.exact for fact in facts.facts)
