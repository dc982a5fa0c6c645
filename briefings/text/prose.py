"""The whole cut: text → Prose. In: a normalised text and the stretches that hold facts. Out: a Prose."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from itertools import chain, compress, count, repeat
from operator import contains

from briefings.model import Span
from briefings.text.paragraphs import split_paragraphs
from briefings.text.quotations import split_quotations
from briefings.text.records import Prose, Sentence, Token
from briefings.text.sentences import split_sentences
from briefings.text.tokens import split_tokens

DIGITS = frozenset("0123456789")


def list_sentences(text: str) -> list[str]:
    """Return the sentences of ``text``, all of which is prose."""
    prose = split_prose(text, (Span(start=0, end=len(text), exact=text),))
    return [text[sentence.start : sentence.end] for sentence in prose.sentences]


def split_prose(text: str, body: tuple[Span, ...]) -> Prose:
    """Return the body of ``text`` as paragraphs, sentences, tokens and quotations; linear in its length."""
    paragraphs = [p for stretch in body for p in split_paragraphs(text, stretch.start, stretch.end)]
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    for number, (start, end) in enumerate(paragraphs):
        first = len(tokens)
        tokens += split_tokens(text, start, end)
        sentences += split_sentences(tokens, first, paragraph=number)
    quotations = split_quotations(text, paragraphs)
    starts, lowers = tuple([t.start for t in tokens]), tuple([t.lower for t in tokens])
    places = _index_words(lowers)
    return Prose(
        text=text,
        body=body,
        paragraphs=tuple(paragraphs),
        tokens=tuple(tokens),
        lowers=lowers,
        vocabulary=frozenset(lowers),
        places=places,
        numerals=sorted([k for word, held in places.items() if word[0] in DIGITS for k in held]),
        hyphened=list(compress(count(), map(contains, lowers, repeat("-")))),
        sentences=tuple(sentences),
        homes=tuple(chain.from_iterable([repeat(s, s.last - s.first) for s in sentences])),
        quotations=tuple(quotations),
        quoted={k: q for q in quotations for k in range(bisect_left(starts, q.start), bisect_left(starts, q.end))},
        token_starts=starts,
        sentence_starts=tuple([s.start for s in sentences]),
        quotation_starts=tuple([q.start for q in quotations]),
    )


def _index_words(lowers: tuple[str, ...]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for token, word in enumerate(lowers):
        places[word].append(token)
    return places
