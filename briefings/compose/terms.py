"""A topic's terms in an article. In: a topic and an article's facts. Out: where each term stands, by any of its names.

A term that names an actor of the article stands for all of the actor's names and mentions there: "Gang Suppression
Force" is found as "GSF" too, "William Ruto" as "the Kenyan president" where the article calls him so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from briefings.model import Facts, Topic

PRONOUNS = frozenset({"he", "she", "it", "they", "him", "her", "them", "his", "its", "their", "who", "we", "i"})


def terms_of(topic: Topic) -> tuple[str, ...]:
    """Return the terms of which a sentence must hold one; participants are terms where the topic names no other."""
    wanted = (*topic.terms.any, *topic.actors, *topic.places)
    return tuple(dict.fromkeys(wanted or [person.name for person in topic.participants]))


def may_concern(one: Facts, topic: Topic) -> bool:
    """Return whether an article can hold a sentence for ``topic``: a cheap look that never misses one."""
    wanted = terms_of(topic)
    folded = one.article.text.casefold()
    if not all(_holds(term, folded, one) for term in topic.terms.all):
        return False
    return not wanted or any(_holds(term, folded, one) for term in wanted)


def find_terms(one: Facts, topic: Topic) -> list[tuple[int, int, str]]:
    """Return where the topic's terms stand in the article, as ``(start, end, term)`` in the order of the text."""
    wanted = terms_of(topic)
    text = one.article.text
    written = [(match.start(), match.end(), spelled(match[0])) for match in term_pattern(wanted).finditer(text)]
    found: list[tuple[int, int, str]] = []
    for start, end, term in sorted([*written, *_mentions(one, wanted)]):
        if not found or start >= found[-1][1]:
            found.append((start, end, term))
    return found


@lru_cache(maxsize=256)
def term_pattern(terms: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern that finds any of ``terms`` as whole words, in any case and with any white space.

    Example:
        ``("security mission",)`` finds "Security Mission" over two lines too, not "insecurity mission".
    """
    parts = (r"\s+".join(re.escape(word) for word in term.split()) for term in sorted(terms, key=len, reverse=True))
    return re.compile(r"(?<!\w)(?:" + "|".join(parts) + r")(?!\w)" if terms else r"(?!)", re.IGNORECASE)


def spelled(term: str) -> str:
    """Return ``term`` in lower case with single spaces: two spellings of one term are one."""
    return " ".join(term.casefold().split())


def _holds(term: str, folded: str, one: Facts) -> bool:
    """Return whether the article has ``term`` in its text or as the name or acronym of an actor."""
    word = spelled(term)
    first = word.split(" ", 1)[0]
    if first in folded and (word in folded or word in " ".join(folded.split())):
        return True
    return any(word in (actor.name.casefold(), (actor.acronym or "").casefold()) for actor in one.actors)


def _mentions(one: Facts, terms: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield the mentions of the actors that a term names; pronouns are none of a term's names."""
    folded = {spelled(term) for term in terms}
    for actor in one.actors:
        name = next((n for n in (actor.name, actor.acronym) if n and spelled(n) in folded), None)
        for mention in actor.mentions if name else ():
            if name and mention.exact.casefold() not in PRONOUNS:
                yield mention.start, mention.end, spelled(name)
