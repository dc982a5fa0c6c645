"""Each check is proved by breaking a brief or an output on purpose."""

from __future__ import annotations

import msgspec
import pytest

from briefings.check import Outputs, check_brief
from briefings.model import Brief, Citation, Facts, Line, Run, Span
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


def markdown_of(brief: Brief) -> str:
    lines = [line.label + " " + line.text for section in brief.sections for line in section.lines]
    return "\n".join([brief.marking, *lines, brief.marking])


def found(brief: Brief, *, facts: dict[str, Facts] | None = None, **outputs: object) -> set[str]:
    return {f.id for f in check_brief(brief, facts or {"trucks": make_facts()}, Outputs(**outputs))}


def test_a_good_brief_has_no_findings() -> None:
    brief = good_brief()
    assert found(brief, markdown=markdown_of(brief), pdf_text=markdown_of(brief), pdf_pages=1) == set()


@pytest.mark.parametrize("pages", [0, 2, 3])
def test_e1_other_than_one_page(pages: int) -> None:
    assert found(good_brief(), pdf_pages=pages) == {"E1"}


@pytest.mark.parametrize(("was", "is_now"), [("40", "41"), ("Obi asked", "Obe asked"), ("We need", "We want")])
def test_e1_e8_a_changed_word_in_an_output(was: str, is_now: str) -> None:
    broken = markdown_of(good_brief()).replace(was, is_now)
    assert found(good_brief(), pdf_text=broken) == {"E1"}
    assert found(good_brief(), markdown=broken) == {"E8"}


def test_e1_a_cut_line() -> None:
    cut = "\n".join(line for line in markdown_of(good_brief()).split("\n") if "asked" not in line)
    assert found(good_brief(), pdf_text=cut) == {"E1"}


def test_e2_a_line_without_citation() -> None:
    assert found(change_line(good_brief(), citations=())) >= {"E2"}


def test_e2_a_citation_whose_words_moved() -> None:
    moved = Citation(source=1, article="trucks", span=Span(start=3, end=11, exact="Minister"))
    assert "E2" in found(change_line(good_brief(), citations=(moved,)))


def test_e3_a_fabricated_quotation() -> None:
    brief = make_brief(make_section([quotation("“We need them by noon”")], "quotations"))
    findings = check_brief(brief, {"trucks": make_facts()}, Outputs())
    assert [(f.id, "fabricated" in f.message) for f in findings] == [("E3", True)]


def test_e3_a_misattributed_quotation() -> None:
    brief = make_brief(make_section([quotation("“Nobody asked us”")], "quotations"))
    other = make_article("“Nobody asked us,” the council said. Fictional.", slug="council")
    findings = check_brief(brief, {"trucks": make_facts(), "council": make_facts(other)}, Outputs())
    assert [(f.id, "misattributed" in f.message) for f in findings] == [("E3", True)]


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


def test_e7_a_marking_missing_at_the_foot() -> None:
    text = markdown_of(good_brief()).removesuffix("TLP:CLEAR")
    assert found(good_brief(), markdown=text) == {"E7"}


def test_w1_a_long_bottom_line() -> None:
    bottom = msgspec.structs.replace(make_line(" ".join([ASK] * 6)), id="bottom")
    assert found(msgspec.structs.replace(good_brief(), bottom_line=bottom)) == {"W1"}


def test_w7_an_undated_source() -> None:
    brief = good_brief()
    undated = msgspec.structs.replace(brief.sources[0], published=None)
    assert found(msgspec.structs.replace(brief, sources=(undated,))) == {"W7"}
