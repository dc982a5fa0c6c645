"""Laws of a whole brief, over every marked-up article of the project and the desk's own."""

from __future__ import annotations

import re
from functools import cache

import pytest

from briefings.check import check_brief, lines_of
from briefings.compose import compose_brief
from briefings.corroborate import corroborate
from briefings.errors import SeedError
from briefings.extract import extract_facts
from briefings.model import Article, Brief, DeskSettings, Facts, Terms, Topic
from tests.quality.marks import read_all

ARTICLES = [marked.article for marked in read_all()]
by_name = pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.id)
KEPT = {
    "people",
    "timeline",
    "figures",
}  # a title, a date in its row, a number at a glance may stand in the bottom line too
OWN_WORDS = re.compile(r"\[.*?\]|\(\w+\)|… ")  # insertions, a hedge put back, an elision


@cache
def read_facts(article: Article) -> Facts:
    return extract_facts(article)


@cache
def make_brief(article: Article) -> Brief:
    facts = [read_facts(article)]
    topic = Topic(slug=article.id, title="All of it")
    return compose_brief(corroborate(facts), topic, facts=facts, settings=DeskSettings())


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


@by_name
def test_no_check_finds_an_error(article: Article) -> None:
    findings = check_brief(make_brief(article), {article.id: read_facts(article)})
    assert [f"{f.id} {f.message}" for f in findings if f.severity == "error"] == []


@by_name
def test_a_line_is_made_of_its_sentence_in_order(article: Article) -> None:
    for line in lines_of(make_brief(article)):
        if line.rule.split(".")[0] in {"unknowns", "people"}:
            continue
        cited = iter(word for citation in line.citations for word in words(citation.span.exact))
        plain = words(OWN_WORDS.sub(" ", "".join(run.text for run in line.runs if run.mark != "insertion")))
        assert line.id == "bottom" or all(word in cited for word in plain), line.text


@by_name
def test_every_hedge_of_a_fact_is_on_its_line(article: Article) -> None:
    for line in lines_of(make_brief(article)):
        for hedge in (e.fact.hedge for claim in line.claims for e in claim.evidence if e.fact.hedge):
            assert hedge.casefold() in line.text.casefold(), line.text


@by_name
def test_no_two_lines_of_a_section_are_the_same(article: Article) -> None:
    for section in make_brief(article).sections:
        seen = [(line.label, line.text) for line in section.lines]
        assert len(seen) == len(set(seen))


def test_the_same_articles_give_the_same_brief() -> None:
    article = ARTICLES[0]
    facts = [extract_facts(article)]
    again = compose_brief(
        corroborate(facts), Topic(slug=article.id, title="All of it"), facts=facts, settings=DeskSettings()
    )
    assert again == make_brief(article)


def test_a_topic_that_nothing_concerns_is_refused() -> None:
    facts = [read_facts(ARTICLES[0])]
    topic = Topic(slug="whales", title="Whales", terms=Terms(any=("narwhal",)))
    with pytest.raises(SeedError, match=r"whales: no sentence .* terms\.any"):
        compose_brief(corroborate(facts), topic, facts=facts, settings=DeskSettings())


def test_a_topic_says_which_lines_come_first() -> None:
    article = ARTICLES[0]
    facts = [read_facts(article)]
    section = next(s for s in make_brief(article).sections if len(s.lines) > 1 and s.key not in {"people", "unknowns"})
    last = section.lines[-1].id
    topic = Topic(slug=article.id, title="All of it", order=(last,))
    again = compose_brief(corroborate(facts), topic, facts=facts, settings=DeskSettings())
    assert next(s for s in again.sections if s.key == section.key).lines[0].id == last


@by_name
def test_lengths_of_time_and_shares_in_words_are_no_key_figures(article: Article) -> None:
    lines = (line for section in make_brief(article).sections if section.key == "figures" for line in section.lines)
    bare = re.compile(r"(?:half|a (?:third|quarter|fifth)|\w+ (?:hours?|days?|weeks?|months?|years?))", re.IGNORECASE)
    assert [line.label for line in lines if bare.fullmatch(line.label)] == []


@by_name
def test_no_line_says_the_bottom_line_over_again(article: Article) -> None:
    brief = make_brief(article)
    told = brief.bottom_line.text if brief.bottom_line else ""
    twice = [x.text for s in brief.sections if s.key not in KEPT for x in s.lines if x.text in told]
    assert twice == []
