"""Claims + Topic → Passages. In: what the articles say. Out: the sentences that concern it, with their claims."""

from __future__ import annotations

import fnmatch
import re
from bisect import bisect_right
from collections.abc import Sequence

from briefings.model import Article, Claim, Date, Fact, Facts, Record, Span, Topic

# a sentence that leaves the subject of the one before it
TURNS_AWAY = re.compile(r"(?:Separately|Meanwhile|Elsewhere|In other news|In a separate|Unrelated)\b")
NEIGHBOUR_SHARE = 0.6  # of the relevance of the sentence beside it, in the same paragraph
UNWANTED = -1.0  # the relevance of a sentence with a term that the topic excludes
NEIGHBOUR_REACH = 2  # sentences
FULL_HITS = 3  # different terms in one sentence that make it as relevant as can be


class Passage(Record, frozen=True, kw_only=True):
    """A sentence that concerns the topic: where it stands, the claims made in it, and how relevant it is in (0, 1].

    ``place`` is 0 for the article’s first sentence and nears 1 for its last. ``hits`` are the topic's terms in the
    sentence, as offsets in it.
    """

    source: Facts
    sentence: Span
    place: float
    relevance: float
    hits: tuple[tuple[int, int], ...]
    claims: tuple[Claim, ...]

    @property
    def article(self) -> str:
        """Return the slug of the article."""
        return self.source.article.id

    def pairs(self) -> list[tuple[Claim, Fact]]:
        """Return the claims with the fact each has in this passage's article, in the order of the text."""
        found = [(claim, e.fact) for claim in self.claims for e in claim.evidence if e.article == self.article]
        return sorted(found, key=lambda pair: (pair[1].span.start, pair[1].span.end))

    def dates(self) -> list[Date]:
        """Return the date expressions of the sentence."""
        return [d for d in self.source.dates if self.sentence.start <= d.span.start < self.sentence.end]

    def inside(self, span: Span) -> tuple[int, int]:
        """Return ``span`` as offsets in the passage's sentence, cut at its ends."""
        offset, length = self.sentence.start, len(self.sentence.exact)
        return min(max(span.start - offset, 0), length), min(max(span.end - offset, 0), length)


def select_articles(facts: Sequence[Facts], topic: Topic) -> list[Facts]:
    """Return the articles the topic draws on: by slug or pattern, and by date of publication where it is known."""
    return [
        one
        for one in facts
        if any(fnmatch.fnmatchcase(one.article.id, pattern) for pattern in topic.articles)
        and _in_window(one.article, topic)
    ]


def find_passages(claims: Sequence[Claim], facts: Sequence[Facts], topic: Topic) -> list[Passage]:
    """Return the passages that concern ``topic``, article by article in the order of the text."""
    chosen = select_articles(facts, topic)
    held: dict[tuple[str, int], list[Claim]] = {}
    starts = {one.article.id: [sentence.start for sentence in one.sentences] for one in chosen}
    for claim in claims:
        evidence = next((e for e in claim.evidence if e.article in starts), None)
        if evidence is not None:
            index = max(bisect_right(starts[evidence.article], evidence.fact.span.start) - 1, 0)
            held.setdefault((evidence.article, index), []).append(claim)
    return [passage for one in chosen for passage in _article_passages(one, topic, held)]


def _article_passages(one: Facts, topic: Topic, held: dict[tuple[str, int], list[Claim]]) -> list[Passage]:
    if not all(_pattern((term,)).search(one.article.text) for term in topic.terms.all):
        return []
    anywhere = [*topic.terms.any, *topic.actors, *topic.places]
    wanted = _pattern(tuple(_with_aliases(anywhere, one))) if anywhere else None
    weights = _sentence_weights(one, wanted, _pattern(topic.terms.none) if topic.terms.none else None)
    count = len(one.sentences)
    return [
        Passage(
            source=one,
            sentence=sentence,
            place=index / count,
            relevance=weights[index],
            hits=tuple(match.span() for match in wanted.finditer(sentence.exact)) if wanted else (),
            claims=tuple(held.get((one.article.id, index), ())),
        )
        for index, sentence in enumerate(one.sentences)
        if weights[index] > 0
    ]


def _sentence_weights(one: Facts, wanted: re.Pattern[str] | None, unwanted: re.Pattern[str] | None) -> list[float]:
    """Return the relevance of each sentence of one article, at most 0 where it does not concern the topic."""
    own = [_weight(sentence.exact, wanted, unwanted) for sentence in one.sentences]
    paragraphs = [one.article.text.count("\n", 0, sentence.start) for sentence in one.sentences]
    return [_shared(index, own, paragraphs, one) if own[index] == 0 else own[index] for index in range(len(own))]


def _shared(index: int, own: Sequence[float], paragraphs: Sequence[int], one: Facts) -> float:
    """Return what a sentence without a term has of the sentences beside it: those before it, then those after."""
    if TURNS_AWAY.match(one.sentences[index].exact):
        return 0.0
    near = range(max(index - NEIGHBOUR_REACH, 0), min(index + NEIGHBOUR_REACH + 1, len(own)))
    return max(
        (own[i] * NEIGHBOUR_SHARE ** abs(i - index) for i in near if paragraphs[i] == paragraphs[index]),
        default=0.0,
    )


def _weight(sentence: str, wanted: re.Pattern[str] | None, unwanted: re.Pattern[str] | None) -> float:
    if unwanted is not None and unwanted.search(sentence):
        return UNWANTED
    if wanted is None:
        return 1.0
    hits = {match[0].casefold() for match in wanted.finditer(sentence)}
    return min(len(hits), FULL_HITS) / FULL_HITS


def _with_aliases(terms: Sequence[str], one: Facts) -> list[str]:
    """Return ``terms`` and, for each that names an actor of the article, the actor's acronym and full name."""
    found = list(terms)
    folded = {term.casefold() for term in terms}
    for actor in one.actors:
        names = [name for name in (actor.name, actor.acronym) if name]
        if any(name.casefold() in folded for name in names):
            found.extend(name for name in names if name.casefold() not in folded)
    return found


def _pattern(terms: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern that finds any of ``terms`` as whole words, in any case and with any white space."""
    parts = (r"\s+".join(re.escape(word) for word in term.split()) for term in sorted(terms, key=len, reverse=True))
    return re.compile(r"(?<!\w)(?:" + "|".join(parts) + r")(?!\w)", re.IGNORECASE)


def _in_window(article: Article, topic: Topic) -> bool:
    """Return whether the article's date lies in the topic's window; an undated article always does."""
    day = article.published
    if day is None:
        return True
    return (topic.since is None or day[:10] >= topic.since) and (topic.until is None or day[:10] <= topic.until)
