"""How well sentences match a topic's terms: BM25. In: term counts of sentences. Out: a weight for each.

A sentence is the document that is scored; how rare a term is, is counted over articles, so that a word that stands in
every article of the desk ("gang" on a desk about gangs) weighs less than one that stands in few.

Source: Robertson and Zaragoza (2009), "The Probabilistic Relevance Framework: BM25 and Beyond"; the +1 inside the
logarithm keeps a term that is everywhere from weighing less than nothing.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from briefings.model import Record

SATURATION = 1.2  # k1: how little the third mention of a term adds
LENGTH_SHARE = 0.4  # b: sentences differ less in length than documents do, for which 0.75 is usual


class Counted(Record, frozen=True, kw_only=True):
    """A sentence as BM25 sees it: how often each term stands in it, and its length in words."""

    terms: Mapping[str, int]
    words: int


def rarity(holders: Mapping[str, int], articles: int) -> dict[str, float]:
    """Return the inverse document frequency of each term, given in how many of ``articles`` it stands."""
    return {term: math.log(1 + (articles - count + 0.5) / (count + 0.5)) for term, count in holders.items()}


def count_holders(articles: Sequence[Sequence[Counted]]) -> Counter[str]:
    """Return in how many articles each term stands; an article is the sequence of its sentences."""
    return Counter(term for sentences in articles for term in {term for one in sentences for term in one.terms})


def weigh(sentence: Counted, rare: Mapping[str, float], *, mean_words: float) -> float:
    """Return the BM25 weight of ``sentence``, 0 where it holds no term."""
    length = 1 - LENGTH_SHARE + LENGTH_SHARE * sentence.words / max(mean_words, 1.0)
    return sum(
        rare[term] * count * (SATURATION + 1) / (count + SATURATION * length) for term, count in sentence.terms.items()
    )
