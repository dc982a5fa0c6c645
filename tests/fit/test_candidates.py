"""What stands or falls together: a timeline, people with the lines that name them, and what is said of what was cut."""

from __future__ import annotations

from itertools import product

from msgspec.structs import replace

from briefings.compose.choice import rank_in
from briefings.compose.people import person_line_id
from briefings.fit import Sheet, fit_brief
from briefings.model import Actor, Brief, Claim, Evidence, Line, Section, Span, Statement
from tests.briefs import make_brief, make_line, make_section

SHEET = Sheet()
SPAN = Span(start=0, end=1, exact="M")
OBI = Actor(id="obi", kind="person", name="Ada Obi", role="Minister", affiliation=None, acronym=None, mentions=(SPAN,))


def timeline_of(*ranks: float) -> Section:
    days = ("2026-01-05", "2026-02-06", "2026-03-01", "2026-09-08")
    lines = [
        replace(make_line(f"On day {n} it was done.", rank=rank), date=days[n], label=days[n])
        for n, rank in enumerate(ranks)
    ]
    return replace(make_section(lines, "timeline"), layout="timeline", columns=("When", "What"))


def many(rank: float, count: int = 90) -> Section:
    return make_section([make_line(f"Line {n} among many.", rank=rank) for n in range(count)])


def lines_of(brief: Brief, key: str) -> list[Line]:
    return [line for section in brief.sections if section.key == key for line in section.lines]


def test_a_timeline_that_finds_no_room_is_dissolved_and_nothing_is_lost() -> None:
    brief = make_brief(many(0.9), timeline_of(0.8, 0.95, 0.1, 0.97))  # the second best has its turn too late
    low = make_brief(many(0.9), timeline_of(0.8, 0.85, 0.1, 0.84))
    assert len(lines_of(fit_brief(brief, SHEET).brief, "timeline")) >= 3
    fitted = fit_brief(low, SHEET).brief
    assert not lines_of(fitted, "timeline")
    there = {line.id for section in fitted.sections for line in section.lines}
    assert there | {note.line.id for note in fitted.left_out} == {x.id for s in low.sections for x in s.lines}
    assert len(there) + len(fitted.left_out) == 94


def test_what_a_dissolved_timeline_held_stands_where_it_belongs() -> None:
    timeline = timeline_of(0.1, 0.1, 0.1, 0.1)
    pinned = replace(timeline, lines=tuple(replace(x, pinned=n in {0, 3}) for n, x in enumerate(timeline.lines)))
    fitted = fit_brief(make_brief(many(0.9), pinned), SHEET).brief
    assert [line.label for line in lines_of(fitted, "watch")] == ["2026-09-08"]
    assert "On day 0 it was done." in {line.text for line in lines_of(fitted, "developments")}
    assert not lines_of(fitted, "timeline")


def test_whoever_no_line_of_the_page_names_goes_with_the_last_that_did() -> None:
    fact = Statement(id="s1", span=SPAN, speaker="obi", mode="direct", cue=None, content=SPAN)
    claim = Claim(
        id="c1", evidence=(Evidence(article="trucks", fact=fact, sentence=SPAN),), actors=(OBI,), origins=("Wire",)
    )
    person = replace(make_line("Minister", rank=0.99), id=person_line_id(OBI), label="Ada Obi")
    people = replace(make_section([person], "people"), layout="people")
    for rank, there in ((0.95, True), (0.01, False)):
        said = replace(make_line("She said so.", rank=rank), claims=(claim,))
        fitted = fit_brief(make_brief(people, make_section([said], "positions"), many(0.5)), SHEET).brief
        assert bool(lines_of(fitted, "people")) is there
        assert ("names them" in " ".join(note.reason for note in fitted.left_out)) is not there


def test_the_reason_says_which_in_order_it_was_and_how_many_the_page_holds() -> None:
    fitted = fit_brief(make_brief(many(0.5)), SHEET).brief
    held = len(lines_of(fitted, "developments"))
    told = f"no room on the page: number {held + 1} of 90 by rank, and it holds {held}"
    assert fitted.left_out[0].reason == told


def test_every_section_has_its_best_before_another_has_a_third() -> None:
    for least, most in product(("opportunities", "watch", "risks", "differences"), ("positions", "timeline")):
        assert rank_in(least, 0, 0.0) > rank_in(most, 2, 1.0)
        assert rank_in(most, 2, 0.0) > rank_in(least, 9, 1.0)
