"""Briefs of several articles: choice, disagreement, time, novelty, meetings. All articles are invented."""

from __future__ import annotations

import msgspec
import pytest

from briefings.compose import Occasion, keep_brief
from briefings.compose.choice import says_the_same
from briefings.compose.chronology import is_past, last_day
from briefings.compose.salience import weigh_office
from briefings.model import Participant, Terms, Topic
from tests.compose.many import HARBOUR, compose, everything, lines, read

ASK = "Foreign Minister Ada Nordvik of Norway urged Portugal to reopen the harbour of Vall."
TOLL = "At least 12 people were killed in the attack on the harbour of Vall in Norway on Monday, the police said."
OTHER_TOLL = "Nine people were killed in the attack on the harbour of Vall in Norway on Monday, a hospital said."
DATES = (
    "Norway and Portugal signed an accord on the harbour on 3 March 2025.\n\n"
    "Gunmen attacked the harbour of Vall on 9 June 2025.\n\n"
    "The mandate of the harbour mission expires on 2 May 2026.\n\n"
    "The permit of the harbour expires on 7 July 2026."
)


def test_no_line_repeats_another_and_none_repeats_the_bottom_line() -> None:
    brief = compose(read(("Example Wire", "2026-03-10", ASK), ("Example Post", "2026-03-11", f"{ASK} Ships waited.")))
    shown = [line for line in everything(brief) if line.claims]
    assert brief.bottom_line is not None
    pairs = [(a.text, b.text) for a in shown for b in shown if a is not b and says_the_same(a, b)]
    assert pairs == []
    assert any(note.reason == "stands in the bottom line" for note in brief.left_out)


def test_every_line_left_out_has_a_reason_and_every_line_says_why_it_is_there() -> None:
    brief = compose(read(("Example Wire", "2026-03-10", f"{ASK}\n\n{TOLL}\n\n{ASK}")))
    assert all(note.reason for note in brief.left_out)
    assert all(line.why for line in everything(brief))


def test_sources_that_differ_stand_side_by_side_and_nowhere_alone() -> None:
    brief = compose(read(("Example Wire", "2026-03-10", TOLL), ("Example Post", "2026-03-10", OTHER_TOLL)))
    (line,) = lines(brief, "differences")
    assert {side.text.split()[0] for side in line.sides} == {"At", "Nine"}
    assert {side.citations[0].article for side in line.sides} == {"a0", "a1"}
    assert line.text == "".join(run.text for run in line.runs)
    others = [x for x in everything(brief) if x is not line and ("12 people" in x.text or "Nine people" in x.text)]
    assert others == []


def test_dates_make_a_timeline_past_and_ahead_and_stand_once() -> None:
    brief = compose(read(("Example Wire", "2026-03-10", DATES)), occasion=Occasion(as_of="2026-03-12"))
    held = [line.date for line in lines(brief, "timeline")]
    assert len(held) >= 3
    assert held == sorted(held, key=str)
    assert lines(brief, "watch") == []
    assert any(is_past(date, brief.date) for date in held if date)
    assert any(not is_past(date, brief.date) for date in held if date)


def test_one_date_ahead_is_something_to_watch_and_one_that_is_past_is_not() -> None:
    text = f"{ASK} The mandate of the harbour mission expires on 2 May 2026."
    reading = read(("Example Wire", "2026-03-10", text))
    assert [line.date for line in lines(compose(reading), "watch")] == ["2026-05-02"]
    assert lines(compose(reading, occasion=Occasion(as_of="2026-06-01")), "watch") == []


@pytest.mark.parametrize(
    ("value", "last"),
    [("2026-05-02", "2026-05-02"), ("2026-02", "2026-02-28"), ("2026", "2026-12-31"), ("2026-Q1", "2026-03-31"),
     ("2026-W18", "2026-05-03"), ("2026-12", "2026-12-31")],
)  # fmt: skip
def test_a_date_is_past_when_all_of_it_is(value: str, last: str) -> None:
    assert last_day(value) == last


def test_old_news_says_when_it_was_written() -> None:
    old = "Portugal criticized the harbour plan."
    brief = compose(read(("Example Wire", "2026-03-10", ASK), ("Example Post", "2025-01-05", old)))
    line = next(x for x in everything(brief) if "criticized" in x.text and x.id != "bottom")
    assert line.text.endswith("[5 January 2025].")


def test_a_first_brief_says_nothing_of_novelty() -> None:
    brief = compose(read(("Example Wire", "2026-03-10", f"{ASK}\n\n{TOLL}")))
    assert brief.since is None
    assert all(line.novelty is None for line in everything(brief))


def test_since_a_kept_brief_new_claims_are_marked_and_known_ones_are_not() -> None:
    first = compose(read(("Example Wire", "2026-03-10", f"{ASK}\n\nThe delay threatens the harbour’s trade.")))
    kept = msgspec.json.decode(msgspec.json.encode(keep_brief(first, "2026-03-10")), type=type(keep_brief(first, "x")))
    again = read(
        ("Example Wire", "2026-03-10", f"{ASK}\n\nThe delay threatens the harbour’s trade."),
        ("Example Post", "2026-03-20", "Portugal rejected the harbour treaty that Spain had drafted."),
    )
    brief = compose(again, occasion=Occasion(kept=kept))
    marked = {line.text for line in everything(brief) if line.novelty == "new"}
    assert brief.since == "2026-03-10"
    assert any("Spain had drafted" in text for text in marked)
    assert not any("threatens" in line.text and line.novelty for line in everything(brief))


def test_since_a_day_what_was_out_before_is_known() -> None:
    reading = read(
        ("Example Wire", "2026-03-10", "The delay threatens the harbour’s trade."), ("Example Post", "2026-03-20", ASK)
    )
    brief = compose(reading, occasion=Occasion(since="2026-03-15"))
    assert brief.since == "2026-03-15"
    by_text = {line.text: line.novelty for line in everything(brief) if line.claims}
    assert [novelty for text, novelty in by_text.items() if "threatens" in text] == [None]
    assert "new" in by_text.values()


def test_a_figure_that_changed_shows_what_it_was() -> None:
    reading = read(
        (
            "Example Wire",
            "2026-01-10",
            "Norway has 200 engineers in the harbour of Vall to repair the old pier.",
        ),
        ("Example Wire", "2026-03-20", "Norway has 350 engineers in the harbour of Vall to repair the old pier."),
    )
    brief = compose(reading, occasion=Occasion(since="2026-03-15"))
    changed = {(line.before, "350 engineers" in line.text) for line in everything(brief) if line.novelty == "changed"}
    assert changed == {("200 engineers", True)}


def test_pins_and_drops_win() -> None:
    reading = read(("Example Wire", "2026-03-10", f"{ASK}\n\n{TOLL}\n\nThe delay threatens the harbour’s trade."))
    line = next(x for x in everything(compose(reading)) if "threatens" in x.text)
    dropped = compose(reading, msgspec.structs.replace(HARBOUR, drops=(line.id,)))
    assert not any("threatens" in x.text for x in everything(dropped))
    assert [note.reason for note in dropped.left_out if note.line.id == line.id] == ["dropped by the topic"]
    pinned = compose(reading, msgspec.structs.replace(HARBOUR, pins=(line.id,)))
    assert [(x.pinned, x.rank) for x in everything(pinned) if x.id == line.id] == [(True, 1.0)]


def test_people_and_what_is_not_known_are_dropped_and_noted_and_people_pinned() -> None:
    said = "“The harbour must open this year,” said Foreign Minister Ada Nordvik of Norway."
    reading = read(("Example Wire", None, f"{said}\n\n{ASK}"))
    brief = compose(reading)
    person, unknown = lines(brief, "people")[0], lines(brief, "unknowns")[0]
    drops = msgspec.structs.replace(HARBOUR, drops=(person.id, unknown.id))
    without = compose(reading, drops)
    assert {person.id, unknown.id}.isdisjoint(line.id for line in everything(without))
    assert {note.line.id for note in without.left_out if note.reason == "dropped by the topic"} == set(drops.drops)
    pinned = lines(compose(reading, msgspec.structs.replace(HARBOUR, pins=(person.id,))), "people")
    assert [(line.pinned, line.why[0]) for line in pinned if line.id == person.id] == [(True, "pinned by the topic")]


def test_who_is_pinned_is_there_beside_the_most_salient_and_who_is_dropped_takes_no_place() -> None:
    names = ("Ada Nordvik", "Bo Lind", "Carl Ask", "Dag Moe", "Eva Ruud", "Finn Lie", "Gro Vik", "Hans Dahl")
    said = (
        f"Minister {name} of Norway asked Vall to reopen the harbour before day {n}." for n, name in enumerate(names)
    )
    reading = read(("Example Wire", "2026-03-10", "\n\n".join(said)))
    first = [line.id for line in lines(compose(reading), "people")]
    assert len(first) == 6
    topic = msgspec.structs.replace(HARBOUR, drops=(first[0],), pins=("peo-hans-dahl",))
    then = [line.id for line in lines(compose(reading, topic), "people")]
    assert set(first[1:]) | {"peo-hans-dahl"} <= set(then)
    assert len(then) in {6, 7}


def test_a_meeting_shows_who_is_in_the_room_with_the_desks_own_title_first() -> None:
    topic = Topic(
        slug="talks", title="Talks", kind="meeting", terms=Terms(any=("harbour",)),
        participants=(Participant(name="Ada Nordvik", title="Envoy"), Participant(name="Nils Unknown")),
    )  # fmt: skip
    older = "“The harbour must open this year,” said Foreign Minister Ada Nordvik of Norway."
    newer = "“We want the harbour open by May,” said Foreign Minister Ada Nordvik of Norway."
    brief = compose(read(("Example Wire", "2026-03-01", older), ("Example Post", "2026-03-09", newer)), topic)
    people = [(line.label, line.text) for line in lines(brief, "people")]
    assert people[:2] == [("Ada Nordvik", "Envoy"), ("Nils Unknown", "title not given; not named in the sources")]
    assert ["by May" in line.text for line in lines(brief, "quotations")] == [True, False]


def test_a_correction_is_no_fact_and_its_source_says_that_it_was_corrected() -> None:
    text = f"Correction: an earlier version said that 900 engineers work in the harbour.\n\n{ASK}"
    brief = compose(read(("Example Wire", "2026-03-10", text)))
    assert not any("900" in line.text for line in everything(brief) if line.claims)
    assert [source.corrected for source in brief.sources] == [True]


def test_rank_goes_by_office() -> None:
    offices = ["President", "Foreign Minister", "Deputy Spokesperson", None]
    weights = [weigh_office(office) for office in offices]
    assert weights == sorted(weights, reverse=True)
    assert weigh_office("former President") < weigh_office("President")
    assert weigh_office("Vice President") < weigh_office("President")


def test_a_position_that_turned_has_moved_and_says_what_it_was() -> None:
    asked = "Foreign Minister Ada Nordvik of Norway urged Portugal to reopen the harbour of Vall to trawlers."
    turned = "Foreign Minister Ada Nordvik of Norway rejected a reopening of the harbour of Vall to trawlers."
    first = compose(read(("Example Wire", "2026-03-10", asked)))
    reading = read(("Example Wire", "2026-03-10", asked), ("Example Post", "2026-03-20", turned))
    second = compose(reading, occasion=Occasion(kept=keep_brief(first, "2026-03-12")))
    moved = [line for line in everything(second) if line.novelty == "moved"]
    assert moved
    assert all("rejected" in line.text and line.before == asked for line in moved)
    assert not any(line.novelty for line in everything(first))


def test_one_position_in_other_words_has_not_moved() -> None:
    first = compose(read(("Example Wire", "2026-03-10", ASK)))
    again = "Foreign Minister Ada Nordvik of Norway again urged Portugal to reopen the harbour of Vall."
    reading = read(("Example Wire", "2026-03-10", ASK), ("Example Post", "2026-03-20", again))
    second = compose(reading, occasion=Occasion(kept=keep_brief(first, "2026-03-12")))
    assert not any(line.novelty == "moved" for line in everything(second))


def test_two_writers_with_one_figure_are_on_one_side_and_a_third_on_the_other() -> None:
    long = (
        "Norway authorized a Vall Harbour Force for Portugal. The Vall Harbour Force may have up to 550 engineers, of "
        "whom 50 are divers, for a period of 12 months."
    )
    short = "The Vall Harbour Force may have up to {} engineers."
    brief = compose(
        read(
            ("Example Wire", "2026-03-10", long),
            ("Example Post", "2026-03-11", short.format(550)),
            ("Example Courier", "2026-03-11", short.format(500)),
        )
    )
    (line,) = lines(brief, "differences")
    assert line.label == "How many engineers: The Vall Harbour Force"
    assert sorted(sorted(c.article for c in side.citations) for side in line.sides) == [["a0", "a1"], ["a2"]]


def test_what_is_denied_stands_beside_the_denial_and_no_figure_of_it_alone() -> None:
    said = "Nearly 20 engineers have resigned from the harbour mission in Vall, Ada Obi said."
    denied = "Norway denied that any engineers had resigned from the harbour mission in Vall."
    brief = compose(read(("Example Wire", "2026-03-10", said), ("Example Post", "2026-03-11", denied)))
    (line,) = lines(brief, "differences")
    assert line.label.startswith("Denied: ")
    assert not any("20 engineers" in other.text for other in everything(brief) if other is not line)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Norway shut the harbour of Vall. It would apply to all at the harbour, a spokeswoman said.", "woman] would"),
        ("“The harbour is shut. Crews fear a storm at the harbour,” said Ada Obi of Norway.", "Crews fear"),
        ("Fishermen rallied at the harbour of Vall. Police dispersed them near the harbour.", "dispersed them"),
        ("Norway seized a ship at the harbour. Portugal accused Norway of holding them at the harbour.", "ing them"),
    ],
)
def test_no_line_speaks_of_somebody_whom_the_reader_does_not_see(text: str, wrong: str) -> None:
    brief = compose(read(("Example Wire", "2026-03-10", text)))
    assert not any(wrong in line.text for line in everything(brief) if line.rule != "quotation.direct")


@pytest.mark.parametrize(
    "text",
    [
        "Mediators said that rival crews had agreed to share the harbour of Vall. Portugal urged calm at the harbour.",
        "28 March 2026 - Norway demanded that all crews leave the harbour of Vall. China left the harbour.",
    ],
)
def test_the_bottom_line_is_what_the_article_begins_with(text: str) -> None:
    brief = compose(read(("Example Wire", "2026-03-28", text)))
    assert brief.bottom_line is not None
    assert brief.bottom_line.text.startswith(("Mediators said", "Norway demanded"))


def test_nobody_without_a_name_holds_a_position() -> None:
    text = (
        "The harbour of Vall was shut. Georgia’s foreign ministry criticized Norway over the harbour of Vall. "
        "Economists criticized Portugal over the harbour. Hundreds of veterans criticized the harbour master."
    )
    brief = compose(read(("Example Wire", "2026-03-10", text)))
    assert {line.label for line in lines(brief, "positions")} == {"Georgia’s foreign ministry"}
    assert any("Economists" in line.text for line in everything(brief))


def test_a_deadline_that_passed_is_no_event_of_its_day() -> None:
    text = f"{ASK} The permit of the harbour expires on 2 May 2026."
    brief = compose(read(("Example Wire", "2026-03-10", text)), occasion=Occasion(as_of="2026-06-01"))
    assert not any(line.date for line in everything(brief))


@pytest.mark.parametrize(
    "text",
    [
        "Would the harbour take a commission of engineers?",
        "On the first day they visited 612 boats in the harbour.",
        "Up to 240 boats could leave the harbour, according to our estimates.",
        "Donors should pay for the harbour of Vall.",
        "Portugal said that a storm at the harbour had driven most of them from their homes.",
    ],
)
def test_questions_writers_and_advice_are_no_lines(text: str) -> None:
    brief = compose(read(("Example Wire", "2026-03-10", f"{ASK}\n\n{text}")))
    assert not any(" ".join(text.split()[1:4]) in line.text for line in everything(brief))


def test_what_was_agreed_is_no_risk_whatever_is_to_be_stopped() -> None:
    text = "Norway has agreed to suspend the blockade of the harbour, two officials said."
    brief = compose(read(("Example Wire", "2026-03-10", f"{ASK}\n\n{text}")))
    assert lines(brief, "risks") == []
    assert any(line.text == text for line in lines(brief, "developments"))


def test_what_is_due_on_a_day_is_to_be_watched_and_what_is_due_by_a_far_year_is_not() -> None:
    text = (
        f"{ASK}\n\nThe harbour board is expected to begin the second stage in June.\n\n"
        "The harbour plan is meant to double traffic by 2040."
    )
    brief = compose(read(("Example Wire", "2026-03-10", text)))
    assert [(line.label, line.date) for line in lines(brief, "watch")] == [("June 2026", "2026-06")]


def test_a_day_that_only_names_something_is_not_the_day_of_the_event() -> None:
    text = "Ada Nordvik was declared winner of Sunday's harbour vote on Thursday, as Portugal vowed to challenge it."
    brief = compose(read(("Example Wire", "2026-03-13", f"{ASK}\n\n{text}")))
    line = next(x for x in everything(brief) if "declared winner" in x.text)
    assert line.date in {None, "2026-03-12"}


def test_a_risk_whose_day_has_passed_is_history() -> None:
    text = "Dockers have threatened to strike in the harbour from March 2 unless they are paid."
    brief = compose(read(("Example Wire", "2026-02-16", text), ("Example Post", "2026-03-12", ASK)))
    assert lines(brief, "risks") == []
    assert any(line.text.endswith("[16 February 2026].") for line in everything(brief) if "Dockers" in line.text)


def test_what_is_denied_is_not_the_bottom_line() -> None:
    said = "Norway has agreed to suspend the filling of the harbour basin, two officials said on Tuesday."
    denied = f"Prime Minister Ada Nordvik denied reports that {said.partition(',')[0].replace('has', 'had')}."
    brief = compose(read(("Example Wire", "2026-03-10", said), ("Norwegian Government", None, denied)))
    assert brief.bottom_line is None or "has agreed" not in brief.bottom_line.text
    (line,) = lines(brief, "differences")
    assert line.label == "Denied: agreed to suspend the filling of the harbour basin"


def test_what_is_counted_is_told_by_what_became_of_people() -> None:
    where = "from two boats near the harbour of Vall in Norway on Sunday"
    one = f"Gunmen seized 42 passengers {where}, the army said."
    other = f"At least 45 people were kidnapped {where}, the police said."
    brief = compose(read(("Example Wire", "2026-03-10", one), ("Example Post", "2026-03-11", other)))
    assert [line.label.split(":")[0] for line in lines(brief, "differences")] == ["How many people were kidnapped"]


def test_one_strike_counted_and_denied_is_one_disagreement() -> None:
    one = "The Herring Council accused Norway of a strike on Monday that killed seven people in the harbour of Vall."
    denied = "Norway denied carrying out any strike."
    other = "Portugal said a strike killed at least four people in the harbour of Vall in Norway on Monday."
    brief = compose(read(("Example Wire", "2026-03-10", f"{one} {denied}"), ("Example Post", "2026-03-11", other)))
    (line,) = lines(brief, "differences")
    assert line.label.startswith("How many people were killed")
    assert [side.label.split(",")[0] for side in line.sides] == ["Herring Council", "Norway", "Portugal"]


def test_somebody_named_by_surname_and_title_alone_is_not_listed_beside_the_full_name() -> None:
    full = "Norwegian Fisheries Minister Ada Nordvik urged Portugal to reopen the harbour of Vall."
    short = "Minister Nordvik announced an audit of the harbour and promised to publish it."
    brief = compose(read(("Example Wire", "2026-03-10", full), ("Example Post", "2026-03-11", short)))
    assert [line.label for line in lines(brief, "people")] == ["Ada Nordvik"]


def test_a_clause_told_as_a_risk_is_not_a_figure_too() -> None:
    said = "Norway, which says the project threatens the water supply of 6 million people at the harbour."
    text = f"{ASK}\n\nThe dam began to fill, prompting a protest from {said}"
    brief = compose(read(("Example Wire", "2026-03-10", text)))
    assert len([line for line in everything(brief) if line.text.startswith("The project threatens")]) <= 1
    assert sum("6 million people" in line.text for line in everything(brief) if line.id != "bottom") <= 2


def test_an_unknown_year_neither_leads_nor_comes_before_a_known_day() -> None:
    undated = "Foreign Minister Ada Nordvik of Norway is to visit the harbour on 28 May."
    dated = "Portuguese Prime Minister Rui Salgado is to visit the harbour on 29 May."
    brief = compose(read(("Norwegian Government", None, undated), ("Example Post", "2026-03-11", f"{ASK}\n\n{dated}")))
    assert brief.bottom_line is not None
    assert "28 May" not in brief.bottom_line.text
    ranks = {line.label: line.rank for line in lines(brief, "watch")}
    assert ranks["29 May 2026"] > ranks["28 May"]


def test_a_day_of_an_unknown_year_is_not_told_beside_the_same_day_of_a_known_one() -> None:
    undated = "Foreign Minister Ada Nordvik of Norway is to visit the harbour on 28 May."
    dated = "Portuguese Prime Minister Rui Salgado is to visit the harbour on 28 May."
    brief = compose(read(("Norwegian Government", None, undated), ("Example Post", "2026-03-11", f"{ASK}\n\n{dated}")))
    assert [line.label for line in lines(brief, "watch")] == ["28 May 2026"]


def test_an_interview_is_no_development() -> None:
    text = (
        "Energy Minister Ada Nordvik spoke to Malin Berg about the harbour of Vall.\n\nPortugal reopened the harbour."
    )
    brief = compose(read(("Example Wire", "2026-03-10", text)))
    assert not any("spoke to" in line.text for line in everything(brief))


def test_what_another_sentence_names_is_no_bottom_line() -> None:
    text = "The agreement, which was due to lapse on 30 June, lets 10,000 sailors a year use the harbour, Norway said."
    brief = compose(
        read(("Example Wire", "2026-03-10", f"Ships waited.\n\n{text}\n\nPortugal closed the harbour of Vall."))
    )
    assert brief.bottom_line is None or "The agreement" not in brief.bottom_line.text
