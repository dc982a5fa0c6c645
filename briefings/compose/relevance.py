"""Claims + Topic → Passages. In: what the articles say. Out: the sentences that concern it, with their claims.

A sentence concerns a topic when it holds one of the topic's terms (see ``terms``), or stands beside such a sentence in
its paragraph. How much is BM25 over the sentences (see ``bm25``), as a share of the best sentence's.
"""

from __future__ import annotations

import fnmatch
import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

from briefings.compose.bm25 import Counted, count_holders, rarity, weigh
from briefings.compose.passages import Passage
from briefings.compose.terms import find_terms, may_concern, term_pattern, terms_of
from briefings.model import Article, Claim, Evidence, Facts, Record, Span, Topic

# a sentence that leaves the subject of the one before it
TURNS_AWAY = re.compile(r"(?:Separately|Meanwhile|Elsewhere|In other news|In a separate|Unrelated)\b")
NEIGHBOUR_SHARE = 0.5  # of the relevance of the sentence beside it, in the same paragraph
NEIGHBOUR_REACH = 2  # sentences
UNWANTED = -1.0  # the relevance of a sentence with a term that the topic excludes
MOST_PASSAGES = 500  # the most relevant sentences that are looked at for lines; a page holds some thirty
HALF_AGE = 30  # days: an article so much older than the newest is half as new
UNDATED_AGE = 0.6


class Scored(Record, frozen=True, kw_only=True):
    """An article with where the topic's terms stand in each of its sentences, and each sentence's counts."""

    source: Facts
    hits: tuple[tuple[tuple[int, int, str], ...], ...]
    counted: tuple[Counted, ...]


def select_articles(facts: Sequence[Facts], topic: Topic) -> list[Facts]:
    """Return the articles the topic draws on: by slug or pattern, and by date of publication where it is known."""
    return [
        one
        for one in facts
        if any(fnmatch.fnmatchcase(one.article.id, pattern) for pattern in topic.articles)
        and _in_window(one.article, topic)
    ]


def find_passages(claims: Sequence[Claim], facts: Sequence[Facts], topic: Topic) -> list[Passage]:
    """Return the passages that concern ``topic``, article by article in the order of the text.

    A claim belongs to one passage: where it stands in the article that is nearest to its origin (see ``home_of``).
    Of more than ``MOST_PASSAGES`` sentences the most relevant are taken.
    """
    chosen = select_articles(facts, topic)
    scored = [_score(one, topic) for one in chosen if may_concern(one, topic)]
    weights = _weigh_all(scored, topic, articles=len(chosen))
    held = _hold_claims(claims, [one.source for one in scored])
    newest = max((one.article.published[:10] for one in chosen if one.article.published), default=None)
    passages = [
        _passage(one, index, weight=weight, claims=held.get((one.source.article.id, index), ()), newest=newest)
        for one, row in zip(scored, weights, strict=True)
        for index, weight in enumerate(row)
        if weight > 0
    ]
    return _most_relevant(passages)


def home_of(claim: Claim, articles: Sequence[Facts] | dict[str, Article]) -> Evidence | None:
    """Return the evidence of ``claim`` that a line is made from: an article that credits no other, the oldest dated.

    None when none of ``articles`` holds the claim.
    """
    known = articles if isinstance(articles, dict) else {one.article.id: one.article for one in articles}
    found = [evidence for evidence in claim.evidence if evidence.article in known]
    return min(found, key=lambda e: _remoteness(known[e.article]), default=None)


def _remoteness(article: Article) -> tuple[bool, bool, str]:
    credited = article.origin is not None and article.origin != article.publisher
    return credited, article.published is None, article.published or ""


def _score(one: Facts, topic: Topic) -> Scored:
    """Return the article with its terms counted, sentence by sentence; without any term every sentence has one."""
    starts = [sentence.start for sentence in one.sentences]
    hits: list[list[tuple[int, int, str]]] = [[] for _ in starts]
    for start, end, term in find_terms(one, topic):
        index = bisect_right(starts, start) - 1
        if index >= 0 and start < one.sentences[index].end:
            hits[index].append((start - starts[index], end - starts[index], term))
    everything = not terms_of(topic)
    return Scored(source=one, hits=tuple(map(tuple, hits)), counted=tuple(
        _count(sentence, row, everything) for sentence, row in zip(one.sentences, hits, strict=True)
    ))  # fmt: skip


def _count(sentence: Span, hits: Sequence[tuple[int, int, str]], everything: bool) -> Counted:
    terms: dict[str, int] = {"": 1} if everything else {}
    for _, _, term in hits:
        terms[term] = terms.get(term, 0) + 1
    return Counted(terms=terms, words=len(sentence.exact.split()))


def _weigh_all(scored: Sequence[Scored], topic: Topic, *, articles: int) -> list[list[float]]:
    """Return the relevance of each sentence, in (0, 1]; at most 0 where it does not concern the topic."""
    rare = rarity(count_holders([one.counted for one in scored]), articles)
    lengths = [sentence.words for one in scored for sentence in one.counted]
    mean = sum(lengths) / len(lengths) if lengths else 1.0
    if not terms_of(topic):
        rows = [[1.0 for _ in one.counted] for one in scored]
    else:
        rows = [[weigh(sentence, rare, mean_words=mean) for sentence in one.counted] for one in scored]
    best = max((weight for row in rows for weight in row), default=0.0) or 1.0
    return [_relevance(one, [weight / best for weight in row], topic) for one, row in zip(scored, rows, strict=True)]


def _relevance(one: Scored, own: list[float], topic: Topic) -> list[float]:
    """Return the relevance of an article's sentences: their own, what they have of their neighbours, or unwanted."""
    sentences, text = one.source.sentences, one.source.article.text
    unwanted = term_pattern(topic.terms.none)
    own = [UNWANTED if unwanted.search(s.exact) else weight for s, weight in zip(sentences, own, strict=True)]
    paragraphs: list[int] = []
    for before, sentence in zip((None, *sentences), sentences, strict=False):
        parted = before is not None and "\n" in text[before.end : sentence.start]
        paragraphs.append((paragraphs[-1] if paragraphs else 0) + parted)
    return [_shared(index, own, paragraphs, one) if own[index] == 0 else own[index] for index in range(len(own))]


def _shared(index: int, own: Sequence[float], paragraphs: Sequence[int], one: Scored) -> float:
    """Return what a sentence without a term has of the sentences beside it: those before it, then those after."""
    if TURNS_AWAY.match(one.source.sentences[index].exact):
        return 0.0
    near = range(max(index - NEIGHBOUR_REACH, 0), min(index + NEIGHBOUR_REACH + 1, len(own)))
    return max(
        (own[i] * NEIGHBOUR_SHARE ** abs(i - index) for i in near if paragraphs[i] == paragraphs[index]),
        default=0.0,
    )


def _hold_claims(claims: Sequence[Claim], chosen: Sequence[Facts]) -> dict[tuple[str, int], list[Claim]]:
    """Return the claims of each sentence, by article and index; each claim once."""
    articles = {one.article.id: one.article for one in chosen}
    starts = {one.article.id: [sentence.start for sentence in one.sentences] for one in chosen}
    held: dict[tuple[str, int], list[Claim]] = {}
    for claim in claims:
        home = home_of(claim, articles)
        if home is not None:
            index = max(bisect_right(starts[home.article], home.fact.span.start) - 1, 0)
            held.setdefault((home.article, index), []).append(claim)
    return held


def _passage(one: Scored, index: int, *, weight: float, claims: Sequence[Claim], newest: str | None) -> Passage:
    hits = one.hits[index]
    return Passage(
        source=one.source,
        sentence=one.source.sentences[index],
        place=index / len(one.source.sentences),
        relevance=weight,
        age=_age(one.source.article.published, newest),
        hits=tuple((start, end) for start, end, _ in hits),
        terms=tuple(dict.fromkeys(term for _, _, term in hits)),
        claims=tuple(claims),
    )


def _age(published: str | None, newest: str | None) -> float:
    """Return how much older than ``newest`` an article is, in [0, 1): a half at ``HALF_AGE`` days."""
    if published is None or newest is None:
        return UNDATED_AGE
    try:
        days = (date.fromisoformat(newest[:10]) - date.fromisoformat(published[:10])).days
    except ValueError:  # a month or a year alone
        return UNDATED_AGE
    return 1 - 1 / (1 + max(days, 0) / HALF_AGE)


def _most_relevant(passages: list[Passage]) -> list[Passage]:
    if len(passages) <= MOST_PASSAGES:
        return passages
    best = sorted(range(len(passages)), key=lambda i: (-passages[i].relevance, passages[i].age, i))[:MOST_PASSAGES]
    return [passages[index] for index in sorted(best)]


def _in_window(article: Article, topic: Topic) -> bool:
    """Return whether the article's date lies in the topic's window; an undated article always does."""
    day = article.published
    if day is None:
        return True
    return (topic.since is None or day[:10] >= topic.since) and (topic.until is None or day[:10] <= topic.until)
