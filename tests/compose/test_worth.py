"""Which figures get a row of their own, and what the row says. All sentences are invented."""

from __future__ import annotations

import pytest

from briefings.model import Terms, Topic
from tests.compose.many import compose, everything, lines, read

VALL = Topic(slug="vall", title="Vall", terms=Terms(any=("Vall",)))
NEWS = "Norway and Portugal signed an accord on the port of Vall on Tuesday."


def rows(sentence: str) -> list[tuple[str, str]]:
    """Return the figures that an article with ``sentence`` gives, each with its clause."""
    brief = compose(read(("Example Wire", "2026-03-11", f"{NEWS}\n\n{sentence}")), VALL)
    return [(line.label, line.text) for line in lines(brief, "figures")]


@pytest.mark.parametrize(
    "sentence",
    [
        "The 44-metre trawler from Vall was towed into the port.",
        "The hearing in Vall was put off for eleven months.",
        "Half of the crews of Vall were on leave, a captain said.",
        "Four members of the crew in Vall were sent home.",
        "The union in Vall said that two-thirds of them were women.",
        "The police of Vall said that the 15 were in good health.",
        "The strike in Vall cost 12,000 crowns, an increase of 9 percent over the year before.",
        "The Vall Line, a company in Portugal, which owns 31 vessels, was named by the court.",
        "Residents of Vall, the nearest town, told reporters they had counted 22 boats.",
        "On the first day they visited 612 boats in Vall.",
        "Portugal offered Vall a 40-million-dollar quay.",
        "Trade between the two countries through Vall reached $9 billion last year.",
        "The Red Cross named the islands of Vall, where 30,000 people have been cut off from aid since May.",
        "Donors should open the road to Vall, which would cost less than $2 million.",
    ],
)
def test_a_detail_or_half_a_clause_is_no_key_figure(sentence: str) -> None:
    wrong = {"44-metre", "eleven months", "Half", "Four members", "two-thirds", "15", "9 percent", "31 vessels",
             "22 boats", "612 boats", "40-million-dollar", "30,000 people", "less than $2 million",
             "$9 billion"}  # fmt: skip
    assert wrong.isdisjoint(label for label, _ in rows(sentence))


@pytest.mark.parametrize(
    ("sentence", "row"),
    [
        ("About 23,000 people have fled Vall since January, the Red Cross said.",
         ("About 23,000 people", "About 23,000 people have fled Vall since January [according to the Red Cross]")),
        ("Turnout in Vall was 68 percent.", ("68 percent", "Turnout in Vall was 68 percent")),
        ("Three people were killed in Vall, the Red Cross said.",
         ("Three people", "Three people were killed in Vall [according to the Red Cross]")),
        ("The quay of Vall was worth 90 million euros ($102 million).",
         ("90 million euros ($102 million)", "The quay of Vall was worth 90 million euros ($102 million)")),
        ("In Vall 38 of 41 polling centres were checked again.",
         ("38 of 41 polling centres", "In Vall 38 of 41 polling centres were checked again")),
    ],
)  # fmt: skip
def test_a_row_says_what_is_counted_and_who_says_so(sentence: str, row: tuple[str, str]) -> None:
    assert row in rows(sentence)


def test_a_sentence_that_reports_a_number_alone_stands_with_the_figures_once() -> None:
    text = f"{NEWS}\n\nSome 5,200 people have been displaced in Vall, the Red Cross said."
    brief = compose(read(("Example Wire", "2026-03-11", text)), VALL)
    assert len([line for line in everything(brief) if "5,200" in line.text]) == 1
    assert [line.label for line in lines(brief, "figures")] == ["Some 5,200 people"]


def test_a_sentence_with_a_doubt_stays_a_line() -> None:
    text = f"{NEWS}\n\nSome 5,200 people could be displaced in Vall, the Red Cross said."
    brief = compose(read(("Example Wire", "2026-03-11", text)), VALL)
    assert any("5,200" in line.text for line in everything(brief) if line not in lines(brief, "figures"))
