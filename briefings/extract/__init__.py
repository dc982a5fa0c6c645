"""Article → Facts. In: an Article. Out: its actors and every fact, each with the span that is its evidence.

``EXTRACTORS`` is the visible order: each takes the shared Reading and returns facts of its kind. A new kind of fact is
a new module and a line here; a new verb, title, currency or country is a line in ``extract/data/*.tsv``.
"""

from __future__ import annotations

import msgspec

from briefings.extract.actions import extract_actions
from briefings.extract.actors import extract_actors
from briefings.extract.assessments import extract_assessments
from briefings.extract.dates import attach_dates, extract_dates, extract_deadlines
from briefings.extract.figures import extract_figures
from briefings.extract.hedges import extract_hedges
from briefings.extract.reading import Reading
from briefings.extract.statements import extract_statements
from briefings.model import Article, Fact, Facts, Span
from briefings.text import split_prose

EXTRACTORS = (extract_statements, extract_figures, extract_actions, extract_deadlines, extract_assessments)
ID_LETTER = {"Statement": "s", "Figure": "n", "Action": "a", "Deadline": "d", "Risk": "r", "Opportunity": "o"}


def extract_facts(article: Article) -> Facts:
    """Return all that ``article`` says, in the order of the text. Same article, same facts."""
    prose = split_prose(article.text, tuple(p.span for p in article.parts if p.kind == "body"))
    reading = Reading(
        article=article,
        prose=prose,
        cast=extract_actors(prose, find_heads(article)),
        dates=extract_dates(prose, article.published),
        hedges=extract_hedges(prose),
    )
    found = [fact for extractor in EXTRACTORS for fact in extractor(reading)]
    return Facts(
        article=article,
        actors=(*reading.cast.actors, *reading.group_actors()),
        facts=number_facts(attach_dates(found, reading)),
        dates=reading.dates,
        sentences=tuple(prose.span(s.start, s.end) for s in prose.sentences),
    )


def find_heads(article: Article) -> tuple[Span, ...]:
    """Return the heads of a digest's items ("UGANDA –"): they are cut off like datelines, and name a country."""
    heads = tuple(p.span for p in article.parts if p.kind == "dateline")
    return heads if len(heads) > 1 else ()


def number_facts(facts: list[Fact]) -> tuple[Fact, ...]:
    """Return ``facts`` in the order of the text with their ids: s1, s2, n1, a1, d1, r1, o1 and so on."""
    counts: dict[str, int] = {}
    numbered: list[Fact] = []
    for fact in sorted(facts, key=lambda f: (f.span.start, f.span.end)):
        letter = ID_LETTER[type(fact).__name__]
        counts[letter] = counts.get(letter, 0) + 1
        numbered.append(msgspec.structs.replace(fact, id=f"{letter}{counts[letter]}"))
    return tuple(numbered)
