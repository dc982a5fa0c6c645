"""Desks of several invented articles. In: texts with publisher and date. Out: what they say, a topic's brief."""

from __future__ import annotations

from briefings.article import parse_article
from briefings.build import Reading, build_reading
from briefings.compose import Occasion, compose_brief
from briefings.model import Brief, DeskSettings, Line, SectionKey, Terms, Topic

FIRST = Occasion()
HARBOUR = Topic(slug="harbour", title="Harbour", terms=Terms(any=("harbour", "Vall", "Obi", "engineers")))


def read(*articles: tuple[str, str | None, str]) -> Reading:
    """Return what invented ``articles``, each publisher, date and text, say together."""
    parsed = []
    for number, (publisher, day, text) in enumerate(articles):
        head = f"publisher: {publisher}" + (f"\npublished: {day}" if day else "")
        parsed.append(parse_article(f"---\n{head}\n---\n{text}\n", path=f"a{number}.txt", slug=f"a{number}"))
    return build_reading(parsed)


def compose(reading: Reading, topic: Topic = HARBOUR, occasion: Occasion = FIRST) -> Brief:
    """Return the ranked brief of ``topic``."""
    return compose_brief(reading.claims, topic, facts=reading.facts, settings=DeskSettings(), occasion=occasion)


def lines(brief: Brief, key: SectionKey) -> list[Line]:
    """Return the lines of one section, none when there is no such section."""
    return [line for section in brief.sections if section.key == key for line in section.lines]


def everything(brief: Brief) -> list[Line]:
    """Return every line of the page, the bottom line first."""
    return [*([brief.bottom_line] if brief.bottom_line else []), *(x for s in brief.sections for x in s.lines)]
