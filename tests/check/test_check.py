"""Each rule about a brief is proved by breaking a brief on purpose. (Outputs: test_outputs.)"""

from __future__ import annotations

import msgspec
import pytest

from briefings.check import check_brief
from briefings.model import (
    Actor,
    Brief,
    Citation,
    Claim,
    Date,
    DeskSettings,
    Evidence,
    Facts,
    Line,
    Point,
    Run,
    Side,
    Span,
    Statement,
)
from tests.briefs import make_article, make_brief, make_facts, make_line, make_section

ASK = "Minister Ada Obi asked the council for 40 trucks."
QUOTE = "“We need them by Friday”"


def quotation(text: str) -> Line:
    return msgspec.structs.replace(make_line(text), id="quo-1", label="Ada Obi, Minister")


def good_brief() -> Brief:
    return make_brief(make_section([make_line(ASK)]), make_section([quotation(QUOTE)], "quotations"))


def change_line(brief: Brief, **changed: object) -> Brief:
    first = brief.sections[0]
    line = msgspec.structs.replace(first.lines[0], **changed)
    return msgspec.structs.replace(brief, sections=(msgspec.structs.replace(first, lines=(line,)), *brief.sections[1:]))


def found(brief: Brief, *, facts: dict[str, Facts] | None = None, settings: DeskSettings | None = None) -> set[str]:
    return {f.id for f in check_brief(brief, facts or {"trucks": make_facts()}, settings=settings or DeskSettings())}


def replaced(brief: Brief, **changed: object) -> Brief:
    return msgspec.structs.replace(brief, **changed)


def test_a_good_brief_has_no_findings() -> None:
    assert found(good_brief()) == set()


def test_e2_a_line_without_citation() -> None:
    assert found(change_line(good_brief(), citations=())) >= {"E2"}


def test_e2_a_citation_whose_words_moved() -> None:
    moved = Citation(source=1, article="trucks", span=Span(start=3, end=11, exact="Minister"))
    assert "E2" in found(change_line(good_brief(), citations=(moved,)))


def test_e3_a_fabricated_quotation() -> None:
    brief = make_brief(make_section([quotation("“We need them by noon”")], "quotations"))
    findings = check_brief(brief, {"trucks": make_facts()})
    assert [(f.id, "fabricated" in f.message) for f in findings] == [("E3", True)]


def test_e3_a_misattributed_quotation() -> None:
    brief = make_brief(make_section([quotation("“Nobody asked us”")], "quotations"))
    other = make_article("“Nobody asked us,” the council said. Fictional.", slug="council")
    findings = check_brief(brief, {"trucks": make_facts(), "council": make_facts(other)})
    assert [(f.id, "misattributed" in f.message) for f in findings if f.id == "E3"] == [("E3", True)]


@pytest.mark.parametrize(
    "text", ["Minister Ada Obi asked the council for 41 trucks.", "Minister Ada Oba asked for 40."]
)
def test_e4_a_number_or_name_that_no_source_has(text: str) -> None:
    assert found(change_line(good_brief(), text=text, runs=(Run(text=text),))) == {"E4"}


def test_e5_a_source_that_nothing_cites() -> None:
    brief = good_brief()
    spare = msgspec.structs.replace(brief.sources[0], number=2)
    assert found(msgspec.structs.replace(brief, sources=(*brief.sources, spare))) == {"E5"}


def test_e6_w8_confidence_and_likelihood_in_one_sentence() -> None:
    brief = good_brief()
    notes = "We judge with high confidence that delay is likely. It may rain. “It may rain,” he said."
    assert found(msgspec.structs.replace(brief, notes=notes)) == {"E6", "W8"}
    apart = "Delay is likely. We have high confidence in this. “It may rain.”"
    assert found(msgspec.structs.replace(brief, notes=apart)) == set()


def test_e7_a_source_stricter_than_the_page() -> None:
    brief = good_brief()
    strict = msgspec.structs.replace(brief.sources[0], marking="TLP:AMBER")
    assert found(msgspec.structs.replace(brief, sources=(strict,))) == {"E7"}


def test_w1_a_long_bottom_line() -> None:
    bottom = msgspec.structs.replace(make_line(" ".join([ASK] * 6)), id="bottom")
    assert found(msgspec.structs.replace(good_brief(), bottom_line=bottom)) == {"W1"}


def test_w7_an_undated_source() -> None:
    brief = good_brief()
    undated = msgspec.structs.replace(brief.sources[0], published=None)
    assert found(msgspec.structs.replace(brief, sources=(undated,))) == {"W7"}


# ------------------------------------------------------------------------------------ who said it, and how


def statement(content: str, speaker: str = "obi", *, hedge: str | None = None, mode: str = "direct") -> Statement:
    start = make_article().text.index(content)
    span = Span(start=start, end=start + len(content), exact=content)
    return Statement(id="s1", span=span, hedge=hedge, speaker=speaker, mode=mode, cue=None, content=span)  # type: ignore[arg-type]


def actor(name: str, slug: str) -> Actor:
    return Actor(id=slug, kind="person", name=name, role=None, affiliation=None, acronym=None, mentions=())


def spoken_facts() -> dict[str, Facts]:
    facts = make_facts()
    said = statement("We need them by Friday")
    return {"trucks": replaced(facts, actors=(actor("Ada Obi", "obi"), actor("Ben Ito", "ito")), facts=(said,))}


def test_e3_words_of_another_speaker() -> None:
    right, wrong = quotation(QUOTE), msgspec.structs.replace(quotation(QUOTE), label="Ben Ito, Chair")
    facts = spoken_facts()
    assert found(make_brief(make_section([right], "quotations")), facts=facts) == set()
    findings = check_brief(make_brief(make_section([replaced(wrong, label="Ada Ito")], "quotations")), facts)
    assert [(f.id, "misattributed" in f.message) for f in findings if f.id == "E3"] == [("E3", True)]


def test_e3_a_paraphrase_in_quotation_marks() -> None:
    text = "Minister Ada Obi asked for “forty of the trucks”."
    assert "E3" in found(change_line(good_brief(), text=text, runs=(Run(text=text),)))


def claim_of(fact: Statement, *, origins: tuple[str, ...] = ("a",)) -> Claim:
    whole = Span(start=0, end=len(make_article().text), exact=make_article().text)
    return Claim(id="c", evidence=(Evidence(article="trucks", fact=fact, sentence=whole),), actors=(), origins=origins)


def test_e4_a_hedge_that_was_dropped() -> None:
    said = statement("no drivers", hedge="reportedly", mode="indirect")
    bare = make_line("The council has 12 trucks, and no drivers.")
    hedged = make_line("The council has 12 trucks, and reportedly no drivers.")
    for line, wanted in ((bare, {"E4"}), (hedged, set())):
        assert found(make_brief(make_section([replaced(line, claims=(claim_of(said),))]))) == wanted


@pytest.mark.parametrize("text", ["The council has 1 trucks.", "The council has twelve trucks.", "the COUNCIL met Ito"])
def test_e4_is_about_whole_numbers_and_names(text: str) -> None:
    assert found(change_line(good_brief(), text=text, runs=(Run(text=text),))) == {"E4"}


def test_e4_a_number_of_another_sentence_than_the_one_cited() -> None:
    article = make_article()
    end = article.text.index("“We")
    first = Citation(source=1, article="trucks", span=Span(start=0, end=end, exact=article.text[:end]))
    text = "Minister Ada Obi asked the council for 12 trucks."
    assert found(change_line(good_brief(), text=text, runs=(Run(text=text),), citations=(first,))) == {"E4"}


def test_e4_a_date_that_no_source_gives() -> None:
    dated = replaced(make_facts(), dates=(Date(value="2026-03-06", span=statement("Friday").span),))
    runs = (Run(text="We need them by Friday"), Run(text=" [6 March 2026]", mark="insertion"))
    good = change_line(good_brief(), text="".join(r.text for r in runs), runs=runs, date="2026-03-06")
    assert found(good, facts={"trucks": dated}) == set()
    assert found(good) == {"E4"}
    assert found(change_line(good_brief(), date="2026-03-07")) == {"E4"}


def test_e2_e4_reach_the_sides_of_a_difference() -> None:
    whole = make_line(ASK).citations
    sides = [
        Side(label="Example Wire", text=t, runs=(Run(text=t),), citations=whole, claims=()) for t in ("40 trucks",)
    ]
    brief = change_line(good_brief(), sides=tuple(sides))
    assert found(brief) == set()
    wrong = msgspec.structs.replace(sides[0], text="41 trucks", runs=(Run(text="41 trucks"),))
    assert found(change_line(good_brief(), sides=(wrong,))) == {"E4"}
    assert found(change_line(good_brief(), sides=(msgspec.structs.replace(sides[0], citations=()),))) == {"E2"}


def test_e4_a_point_of_a_series() -> None:
    cited = make_line(ASK).citations[0]
    points = [Point(date="2026-03-02", value=value, text=f"{value} trucks", citation=cited) for value in (40, 12)]
    assert found(change_line(good_brief(), series=tuple(points))) == set()
    wrong = msgspec.structs.replace(points[1], text="13 trucks", value=13)
    assert found(change_line(good_brief(), series=(points[0], wrong))) == {"E4"}


@pytest.mark.parametrize(("rule", "section", "wanted"), [("objective", "objectives", {"W9"})])
def test_w9_objectives_may_name_others_but_it_is_said(rule: str, section: str, wanted: set[str]) -> None:
    own = replaced(make_line("Ask Ito for 99 trucks"), citations=(), rule=rule)
    brief = make_brief(make_section([make_line(ASK)]), make_section([own], section))
    assert found(brief) == wanted


def test_e4_the_analysts_own_bottom_line_is_checked_like_any_other() -> None:
    own = replaced(make_line("The council has 12 trucks."), id="bottom", citations=(), rule="bottom-line.analyst")
    assert found(replaced(good_brief(), bottom_line=own)) == set()
    wrong = replaced(own, text="The council has 13 trucks.", runs=(Run(text="The council has 13 trucks."),))
    assert found(replaced(good_brief(), bottom_line=wrong)) == {"E4"}


def test_w3_a_line_of_one_origin_that_is_not_labelled_so() -> None:
    said = statement("no drivers", mode="indirect")
    one, two = (claim_of(said, origins=origins) for origins in (("a",), ("a", "b")))
    assert found(change_line(good_brief(), claims=(one,), single_origin=False)) == {"W3"}
    assert found(change_line(good_brief(), claims=(two,), single_origin=False)) == set()


# ------------------------------------------------------------------------------------------- judgement


@pytest.mark.parametrize(
    ("notes", "scale", "wanted"),
    [
        ("Delay is very likely.", "icd203", set()),
        ("Delay is very likely.", "phia", {"W8"}),
        ("Delay is highly likely.", "phia", set()),
        ("Delay is highly likely.", "icd203", {"W8"}),
        ("There is a realistic possibility of delay.", "icd203", {"W8"}),
        ("Perhaps they agree.", "icd203", {"W8"}),
        ("They might agree.", "phia", {"W8"}),
        ("They meet on 3 May. They met in May.", "icd203", set()),
        ("May 3 is the date.", "icd203", set()),
        ("“They may agree”, she said.", "icd203", set()),
        ("> They may agree, and it is likely.", "icd203", set()),
        ("We judge with high confidence that U.S. help is likely.", "icd203", {"E6"}),
        ("We have moderate confidence in this. Help is likely.", "icd203", set()),
        ("Business confidence is likely to fall.", "icd203", {"E6"}),
    ],
)
def test_e6_w8_words_of_judgement(notes: str, scale: str, wanted: set[str]) -> None:
    assert found(replaced(good_brief(), notes=notes), settings=DeskSettings(scale=scale)) == wanted  # type: ignore[arg-type]


def test_w8_the_analysts_bottom_line_is_a_judgement() -> None:
    own = replaced(make_line("The council may have 12 trucks."), id="bottom", citations=(), rule="bottom-line.analyst")
    assert found(replaced(good_brief(), bottom_line=own)) == {"W8"}


# -------------------------------------------------------------------------------------- the whole page


@pytest.mark.parametrize(
    ("page", "source", "held"),
    [
        ("TLP:CLEAR", "TLP:GREEN", True), ("TLP:AMBER", "TLP:GREEN", False), ("TLP:AMBER", "TLP:AMBER+STRICT", True),
        ("TLP:RED", "TLP:AMBER+STRICT", False), ("TLP:CLEAR", "TLP:WHITE", False), ("OFFICIAL", "OFFICIAL", False),
        ("OFFICIAL", "TLP:CLEAR", False), ("OFFICIAL", "TLP:RED", True), ("TLP:RED", "EMBARGOED", True),
    ],
)  # fmt: skip
def test_e7_as_strict_as_the_strictest_source(page: str, source: str, held: bool) -> None:
    brief = good_brief()
    marked = replaced(brief, marking=page, sources=(msgspec.structs.replace(brief.sources[0], marking=source),))
    assert found(marked) == ({"E7"} if held else set())


def test_w2_more_than_three_objectives() -> None:
    ask = replaced(make_line("Ask for 40 trucks."), citations=(), rule="objective")
    own = [replaced(ask, id=str(number)) for number in range(4)]
    assert found(make_brief(make_section([make_line(ASK)]), make_section(own, "objectives"))) == {"W2"}


@pytest.mark.parametrize("text", ["Minister Ada Obi asked on Tuesday.", "Minister Ada Obi asked yesterday."])
def test_w4_a_relative_date(text: str) -> None:
    assert "W4" in found(change_line(good_brief(), text=text, runs=(Run(text=text),)))
    resolved = text.rstrip(".") + " [2 March 2026]."
    assert "W4" not in found(change_line(good_brief(), text=resolved, runs=(Run(text=resolved),)))
    quoted = f"“{text}”"
    assert "W4" not in found(change_line(good_brief(), text=quoted, runs=(Run(text=quoted),)))


def test_w5_a_person_without_a_title() -> None:
    person = replaced(make_line("title not given"), label="Ada Obi", rule="people.named")
    assert found(make_brief(make_section([person], "people"), make_section([make_line(ASK)]))) == {"W5"}


@pytest.mark.parametrize(("days", "wanted"), [(30, set()), (29, {"W7"})])
def test_w7_an_old_source(days: int, wanted: set[str]) -> None:
    brief = replaced(good_brief(), date="2026-04-01")  # the source is of 2 March
    assert found(brief, settings=DeskSettings(stale_days=days)) == wanted
