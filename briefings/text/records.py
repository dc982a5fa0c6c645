"""The pieces of prose. In: nothing. Out: frozen records, each a position in one text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Set

from briefings.model import Record, Span


class Token(Record, frozen=True, gc=False):
    """A word, a number or a mark: ``text`` is the article's text there, ``lower`` its lower-case form."""

    start: int
    end: int
    text: str
    lower: str


class Sentence(Record, frozen=True, kw_only=True, gc=False):
    """A sentence: ``[start, end)`` in the text, ``[first, last)`` in the tokens; its paragraph's number."""

    start: int
    end: int
    first: int
    last: int
    paragraph: int


class Quotation(Record, frozen=True, kw_only=True, gc=False):
    """A stretch in quotation marks. ``inner_start``, ``inner_end`` leave the marks out.

    ``continued`` is true when the next paragraph goes on with it (it has no closing mark of its own).
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    continued: bool


class Prose(Record, frozen=True, kw_only=True):
    """The body of an article, cut up. All tuples are in the order of the text.

    ``paragraphs`` are ``(start, end)`` and never empty; every token is in one sentence, every sentence in one
    paragraph. ``lowers`` are the tokens' words in lower case, ``vocabulary`` these words and ``places`` the tokens of
    each; ``numerals`` begin with a digit, ``hyphened`` hold a hyphen; ``homes`` is the sentence of each token.
    ``quotations`` are the outermost ones, ``quoted`` is the one over a token that stands in one. ``body`` are the
    stretches that hold facts.
    """

    text: str
    body: tuple[Span, ...]
    paragraphs: tuple[tuple[int, int], ...]
    tokens: tuple[Token, ...]
    lowers: tuple[str, ...]
    vocabulary: frozenset[str]
    places: dict[str, list[int]]
    numerals: list[int]
    hyphened: list[int]
    sentences: tuple[Sentence, ...]
    homes: tuple[Sentence, ...]
    quotations: tuple[Quotation, ...]
    quoted: dict[int, Quotation]
    token_starts: tuple[int, ...]
    sentence_starts: tuple[int, ...]
    quotation_starts: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """Return the span ``[start, end)`` with its text."""
        return Span(start=start, end=end, exact=self.text[start:end])

    def where(self, words: Set[str]) -> list[int]:
        """Return the tokens of ``words`` (lower case), in the order of the text."""
        return sorted([token for word in self.vocabulary & words for token in self.places[word]])

    def by_sentence(self, tokens: Iterable[int]) -> list[tuple[Sentence, list[int]]]:
        """Return the sentences in which ``tokens`` stand, each with those that it holds; both are in order."""
        found: list[tuple[Sentence, list[int]]] = []
        end, held = 0, list[int]()
        for token in tokens:
            if token >= end:
                held = []
                found.append((self.homes[token], held))
                end = self.homes[token].last
            held.append(token)
        return found

    def token_at(self, offset: int) -> int:
        """Return the index of the last token that starts at or before ``offset`` (-1 when none does)."""
        return bisect_right(self.token_starts, offset) - 1

    def sentence_at(self, offset: int) -> Sentence | None:
        """Return the sentence that covers ``offset``, or None between sentences."""
        behind = bisect_right(self.sentence_starts, offset)
        if behind == 0:
            return None
        sentence = self.sentences[behind - 1]
        return sentence if offset < sentence.end else None

    def quotation_at(self, offset: int) -> Quotation | None:
        """Return the outermost quotation that covers ``offset``, or None."""
        behind = bisect_right(self.quotation_starts, offset)
        if behind == 0:
            return None
        quotation = self.quotations[behind - 1]
        return quotation if offset < quotation.end else None
