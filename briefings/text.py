"""Prose as spans. In: a string. Out: its normal form, and paragraphs, sentences, tokens and quotations in it.

Everything here is a position in one text: nothing is cleaned or rewritten after the offsets were taken.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right

from briefings.model import Record, Span

# "Préval-Duclos" "U.S." "’s" "5,000" "1.3" "“" — one token each; "45MW" is two, "Sh12.4" is two
TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}|['’](?:s|S)(?!\w)|[^\W\d_]+(?:[-'’‑](?!s\b)[^\W\d_]+)*|\d+(?:[.,]\d+)*|[^\w\s]|_"
)
SENTENCE_END = re.compile(r"[.!?…]+[\"”’')\]]*(?=\s|$)")


class Token(Record, frozen=True, kw_only=True, gc=False):
    """A word, a number or a mark: ``text`` is the article's text there, ``lower`` its lower-case form."""

    start: int
    end: int
    text: str
    lower: str


class Sentence(Record, frozen=True, kw_only=True, gc=False):
    """A sentence: ``[start, end)`` in the text, ``[first, last)`` in the tokens, and its paragraph's number."""

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

    ``quotations`` are the outermost ones; ``body`` are the stretches that hold facts.
    """

    text: str
    body: tuple[Span, ...]
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    quotations: tuple[Quotation, ...]
    token_starts: tuple[int, ...]
    sentence_starts: tuple[int, ...]
    quotation_starts: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """Return the span ``[start, end)`` with its text."""
        return Span(start=start, end=end, exact=self.text[start:end])

    def token_at(self, offset: int) -> int:
        """Return the index of the last token that starts at or before ``offset`` (-1 when none does)."""
        return bisect_right(self.token_starts, offset) - 1

    def sentence_at(self, offset: int) -> Sentence | None:
        """Return the sentence that covers ``offset``, or None between sentences."""
        index = bisect_right(self.sentence_starts, offset) - 1
        if index < 0 or offset >= self.sentences[index].end:
            return None
        return self.sentences[index]

    def quotation_at(self, offset: int) -> Quotation | None:
        """Return the outermost quotation that covers ``offset``, or None."""
        index = bisect_right(self.quotation_starts, offset) - 1
        if index < 0 or offset >= self.quotations[index].end:
            return None
        return self.quotations[index]


def normalise_text(raw: str) -> str:
    """Return ``raw`` in Unicode NFC with ``\\n`` line ends, without BOM, NUL or other control characters."""
    text = unicodedata.normalize("NFC", raw.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", "", text)


def split_prose(text: str, body: tuple[Span, ...]) -> Prose:
    """Return the body of ``text`` as sentences, tokens and quotations."""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    for stretch in body:
        _split_stretch(text, stretch, tokens, sentences)
    return Prose(
        text=text,
        body=body,
        tokens=tuple(tokens),
        sentences=tuple(sentences),
        quotations=(),
        token_starts=tuple(t.start for t in tokens),
        sentence_starts=tuple(s.start for s in sentences),
        quotation_starts=(),
    )


def _split_stretch(text: str, stretch: Span, tokens: list[Token], sentences: list[Sentence]) -> None:
    start = stretch.start
    for end in [m.end() for m in SENTENCE_END.finditer(text, stretch.start, stretch.end)] + [stretch.end]:
        first = len(tokens)
        tokens.extend(
            Token(start=m.start(), end=m.end(), text=m[0], lower=m[0].lower())
            for m in TOKEN.finditer(text, start, end)
        )
        if len(tokens) > first:
            sentences.append(
                Sentence(start=tokens[first].start, end=end, first=first, last=len(tokens), paragraph=0)
            )
        start = end
