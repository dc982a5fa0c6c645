"""Facts of many articles → Claims. In: Facts. Out: what is said, by whom, from how many independent origins.

The steps, each a module: ``origins`` (which articles are one account), ``actors`` and ``people`` (who is who across
articles), then the claims.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Sequence

import msgspec

from briefings.corroborate.actors import Who, list_who, unify_actors
from briefings.corroborate.origins import group_origins
from briefings.model import (
    Action,
    Actor,
    Claim,
    Evidence,
    Fact,
    Facts,
    Figure,
    Record,
    Span,
    Statement,
)

__all__ = ["Who", "corroborate", "group_origins", "list_who", "origin_of", "relate_articles"]


class _Found(Record, frozen=True, kw_only=True):
    """A fact of one article with what a claim needs of it."""

    evidence: Evidence
    actors: tuple[Actor, ...]
    origin: str


def corroborate(facts: Sequence[Facts]) -> tuple[Claim, ...]:
    """Return the claims of all articles, in the order of the articles and of their text.

    Facts of the same kind, by the same actors, in the same words (case, punctuation and white space aside) are one
    claim; its ``origins`` are counted by wire, then by text, so that one story in three papers is one origin.
    """
    claims: dict[str, list[_Found]] = {}
    for one in facts:
        for found in _found(one):
            claims.setdefault(_content_key(found), []).append(found)
    return tuple(_merge(key, group) for key, group in claims.items())


def relate_articles(facts: Sequence[Facts]) -> tuple[Facts, ...]:
    """Return ``facts`` as those of articles that are read together: each with its origin, actors under one id in all.

    What a fact says, and the role and affiliation that an article gives, stay as they are.
    """
    origins = group_origins([one.article for one in facts])
    return tuple(msgspec.structs.replace(one, origin=origins[one.article.id]) for one in unify_actors(facts))


def origin_of(facts: Facts) -> str:
    """Return the name of the origin of an article, as ``relate_articles`` found it; of one read alone, its own."""
    article = facts.article
    return facts.origin or article.origin or article.publisher or f"sha256:{article.sha256[:12]}"


def _found(facts: Facts) -> list[_Found]:
    actors = {actor.id: actor for actor in facts.actors}
    starts = [sentence.start for sentence in facts.sentences]
    return [
        _Found(
            evidence=Evidence(article=facts.article.id, fact=fact, sentence=_sentence(facts, starts, fact.span)),
            actors=tuple(actors[i] for i in _actor_ids(fact) if i in actors),
            origin=origin_of(facts),
        )
        for fact in facts.facts
    ]


def _sentence(facts: Facts, starts: list[int], span: Span) -> Span:
    """Return the sentences that ``span`` touches, from the first one's start to the last one's end."""
    first = max(bisect_right(starts, span.start) - 1, 0)
    last = max(bisect_right(starts, span.end - 1) - 1, 0)
    start, end = facts.sentences[first].start, facts.sentences[last].end
    return Span(start=start, end=end, exact=facts.article.text[start:end])


def _actor_ids(fact: Fact) -> tuple[str, ...]:
    if isinstance(fact, Statement):
        return (fact.speaker,) if fact.speaker else ()
    if isinstance(fact, Action):
        return (*fact.actors, *fact.recipients)
    return ()


def _content_key(found: _Found) -> str:
    """Return what makes two facts the same claim: kind, actors' names, and the words of the evidence."""
    fact = found.evidence.fact
    content = fact.content.exact if isinstance(fact, Statement) else fact.span.exact
    words = " ".join(re.findall(r"\w+", content.casefold()))
    value = str(fact.value) if isinstance(fact, Figure) else getattr(fact, "type", "")
    place = " ".join(re.findall(r"\w+", found.evidence.sentence.exact.casefold())) if isinstance(fact, Figure) else ""
    names = ",".join(sorted(actor.name.casefold() if actor.kind == "group" else actor.id for actor in found.actors))
    return "|".join((type(fact).__name__, value, names, words, place))


def _merge(key: str, group: list[_Found]) -> Claim:
    return Claim(
        id="c" + hashlib.sha256(key.encode()).hexdigest()[:10],
        evidence=tuple(found.evidence for found in group),
        actors=tuple({actor.id: actor for found in reversed(group) for actor in found.actors}.values()),
        origins=tuple(dict.fromkeys(found.origin for found in group)),
    )
