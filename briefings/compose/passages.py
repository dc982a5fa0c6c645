"""What a sentence of an article is to a topic: the value that all lines are made from. In: nothing. Out: Passage."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from briefings.model import Claim, Date, Fact, Facts, Record, Span, Statement


class Passage(Record, frozen=True, kw_only=True, dict=True):  # with room for what is worked out once
    """A sentence that concerns the topic: where it stands, the claims made in it, and how relevant it is in (0, 1].

    ``place`` is 0 for the article’s first sentence and nears 1 for its last. ``hits`` are the topic's terms in the
    sentence, as offsets in it, ``terms`` their names. ``age`` is 0 for the newest of the topic's articles and nears 1
    for old ones; that of an undated one is in between.
    """

    source: Facts
    sentence: Span
    place: float
    relevance: float
    age: float
    hits: tuple[tuple[int, int], ...]
    terms: tuple[str, ...]
    claims: tuple[Claim, ...]

    @property
    def article(self) -> str:
        """Return the slug of the article."""
        return self.source.article.id

    @cached_property
    def pairs(self) -> Sequence[tuple[Claim, Fact]]:
        """The claims with the fact each has in this passage's sentence, in the order of the text."""
        found = [(claim, fact) for claim in self.claims if (fact := self.fact_of(claim)) is not None]
        return sorted(found, key=lambda pair: (pair[1].span.start, pair[1].span.end))

    @cached_property
    def quoted(self) -> Sequence[Span]:
        """The direct words of the article."""
        return [f.content for f in self.source.facts if isinstance(f, Statement) and f.mode == "direct"]

    def fact_of(self, claim: Claim) -> Fact | None:
        """Return the fact of ``claim`` that stands in this article, in this sentence where there are several."""
        own = [e.fact for e in claim.evidence if e.article == self.article]
        here = (f for f in own if self.sentence.start <= f.span.start < self.sentence.end)
        return next(here, own[0] if own else None)

    def dates(self) -> list[Date]:
        """Return the date expressions of the sentence."""
        return [d for d in self.source.dates if self.sentence.start <= d.span.start < self.sentence.end]

    def inside(self, span: Span) -> tuple[int, int]:
        """Return ``span`` as offsets in the passage's sentence, cut at its ends."""
        offset, length = self.sentence.start, len(self.sentence.exact)
        return min(max(span.start - offset, 0), length), min(max(span.end - offset, 0), length)
