"""Facts → what is compared of them. In: the Facts of an article. Out: each fact with its sentence, parties, words."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from briefings.corroborate.words import content_words
from briefings.model import Action, Actor, Article, Date, Evidence, Fact, Facts, Figure, Record, Span, Statement

DENIED = re.compile(r"\bden(?:ied|ies|y|ying)\b[^.“\"]*?\bthat\s", re.IGNORECASE)  # "denied reports that …"
FULL_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?!\d)")  # "2026-01-31", "2026-01-31T08:00"


class Found(Record, frozen=True, kw_only=True):
    """A fact of one article with what a claim needs of it.

    ``words`` are those of its content (of a statement what is said, else its span), dates by their value.
    ``dates`` are the values in it, None for one that is not known. ``denied``: it stands in what somebody is said to
    have denied, and is nothing that the article says. ``around`` are the ids of the named actors in its
    sentence.
    """

    evidence: Evidence
    actors: tuple[Actor, ...]
    origin: str
    published: str | None
    words: tuple[str, ...]
    dates: tuple[str | None, ...]
    around: frozenset[str]
    denied: bool

    @property
    def fact(self) -> Fact:
        """Return the fact."""
        return self.evidence.fact

    @property
    def article(self) -> str:
        """Return the slug of the fact's article."""
        return self.evidence.article

    @property
    def place(self) -> tuple[str, str, int]:
        """Return where the fact stands: oldest article first, undated ones last, then in the order of the text."""
        return (self.published or "9999", self.evidence.article, self.evidence.fact.span.start)


def find_facts(facts: Facts, origin: str) -> list[Found]:
    """Return the facts of one article in the order of the text."""
    actors = {actor.id: actor for actor in facts.actors}
    starts = [sentence.start for sentence in facts.sentences]
    named = sorted((m.start, actor.id) for actor in facts.actors if actor.kind != "group" for m in actor.mentions)
    published = day_of(facts.article)
    found = []
    denied = [span for fact in facts.facts if (span := denied_by(fact))]
    for fact in facts.facts:
        sentence = _sentence(facts, starts, fact.span)
        content = _content(fact, sentence)
        dates = [d for d in facts.dates if content.start <= d.span.start < content.end]
        found.append(
            Found(
                evidence=Evidence(article=facts.article.id, fact=fact, sentence=sentence),
                actors=tuple(actors[i] for i in actor_ids(fact) if i in actors),
                origin=origin,
                published=published,
                words=_words(content, dates),
                dates=tuple(sorted((d.value for d in dates), key=str)),
                denied=any(span.start <= fact.span.start and fact.span.end <= span.end for span in denied),
                around=frozenset(i for _, i in named[_at(named, sentence.start) : _at(named, sentence.end)]),
            )
        )
    return found


def denied_by(fact: Fact) -> Span | None:
    """Return what is denied in a deed that denies reports of it ("denied reports that Norway had agreed")."""
    match = DENIED.search(fact.span.exact) if isinstance(fact, Action) and fact.type == "REJECT" else None
    if match is None:
        return None
    return Span(start=fact.span.start + match.end(), end=fact.span.end, exact=fact.span.exact[match.end() :])


def day_of(article: Article) -> str | None:
    """Return the day on which the article was published, None where only a month or less is known."""
    return article.published[:10] if article.published and FULL_DAY.match(article.published) else None


def actor_ids(fact: Fact) -> tuple[str, ...]:
    """Return the ids of who speaks, acts or is acted on."""
    if isinstance(fact, Statement):
        return (fact.speaker,) if fact.speaker else ()
    return (*fact.actors, *fact.recipients) if isinstance(fact, Action) else ()


def _at(named: list[tuple[int, str]], place: int) -> int:
    return bisect_left(named, (place, ""))


def _content(fact: Fact, sentence: Span) -> Span:
    if isinstance(fact, Statement):
        return fact.content
    if isinstance(fact, Figure):
        return sentence
    return fact.object if isinstance(fact, Action) and fact.object else fact.span


def _words(content: Span, dates: Sequence[Date]) -> tuple[str, ...]:
    """Return the words of ``content``; a date stands as its value, so that "Tuesday" and "23 September" can be one."""
    words: list[str] = []
    at = content.start
    for date in dates:
        if date.value is not None and at <= date.span.start and date.span.end <= content.end:
            words.extend(content_words(content.exact[at - content.start : date.span.start - content.start]))
            words.append(date.value)
            at = date.span.end
    return (*words, *content_words(content.exact[at - content.start :]))


def _sentence(facts: Facts, starts: list[int], span: Span) -> Span:
    """Return the sentences that ``span`` touches, from the first one's start to the last one's end."""
    first = max(bisect_right(starts, span.start) - 1, 0)
    last = max(bisect_right(starts, span.end - 1) - 1, 0)
    if first == last:
        return facts.sentences[first]
    start, end = facts.sentences[first].start, facts.sentences[last].end
    return Span(start=start, end=end, exact=facts.article.text[start:end])
