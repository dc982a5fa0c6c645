"""Statements before their speakers are named. In: nothing. Out: the records that the steps hand on."""

from __future__ import annotations

from bisect import bisect_right
from typing import Literal

import msgspec

from briefings.extract.phrases import Phrase
from briefings.extract.reading import Reading
from briefings.model import Mode, Record
from briefings.text import Sentence

BULLETS = frozenset("*_>#•·-–—")
SHORTEST = 3  # tokens of a statement that is cut before a relative clause
Source = Literal["phrase", "previous", "interviewee", "unknown"]


class Draft(Record, frozen=True, gc=False):
    """A statement without its speaker's id: content and cue in offsets, the token of the cue's verb (-1: none).

    ``source`` says where the speaker is to be had: in ``phrase``, from the statement before, or who is interviewed.
    """

    start: int
    end: int
    cue: tuple[int, int] | None
    verb: int
    phrase: Phrase | None
    mode: Mode
    rule: str
    source: Source = "phrase"


class Quote(Record, frozen=True, gc=False):
    """A quotation with its tokens: ``[first, last)`` with the marks, and its offsets."""

    first: int
    last: int
    start: int
    end: int
    inner_start: int
    inner_end: int
    continued: bool


def read_quotes(reading: Reading) -> list[Quote]:
    """Return the outermost quotations of the article with their tokens, in the order of the text."""
    prose = reading.prose
    return [
        Quote(
            first=prose.token_at(q.start),
            last=prose.token_at(q.end - 1) + 1,
            start=q.start,
            end=q.end,
            inner_start=q.inner_start,
            inner_end=q.inner_end,
            continued=q.continued,
        )
        for q in prose.quotations
        if q.inner_end > q.inner_start
    ]


def sentence_number(reading: Reading, offset: int) -> int:
    """Return the index of the last sentence that starts at or before ``offset`` (-1 when none does)."""
    return bisect_right(reading.prose.sentence_starts, offset) - 1


def first_word(reading: Reading, sentence: Sentence) -> int:
    """Return the first token of ``sentence`` that is no bullet, dash or mark of emphasis ("**Q:** …", "– “…”")."""
    index = sentence.first
    while index + 1 < sentence.last and reading.prose.tokens[index].text in BULLETS:
        index += 1
    return index


def without_overlaps(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """Return ``drafts`` in the order of the text; of two that overlap the direct one stays, else the first.

    An indirect one keeps what stands before the other’s clause: "X said he would go, a plan that Y called “late”".
    """
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: (d.start, d.end)):
        if kept and draft.start < kept[-1].end:
            if draft.mode == "direct" and kept[-1].mode != "direct":
                kept[-1:] = [*_before_clause(reading, kept[-1], draft), draft]
            continue
        kept.append(draft)
    return kept


def _before_clause(reading: Reading, whole: Draft, inner: Draft) -> list[Draft]:
    """Return the part of ``whole`` before the comma that opens the clause of ``inner``, or nothing."""
    if inner.phrase is None or inner.phrase.start < whole.start or whole.cue is None or whole.cue[0] > whole.start:
        return []
    tokens = reading.prose.tokens
    first = reading.prose.token_at(whole.start)
    comma = next((k for k in range(inner.phrase.first - 1, first, -1) if tokens[k].text == ","), -1)
    if comma - first < SHORTEST or comma - 1 in reading.prose.quoted:
        return []
    relative = any(tokens[k].lower in ("which", "that", "whom") for k in range(comma + 1, inner.phrase.first))
    return [msgspec.structs.replace(whole, end=tokens[comma - 1].end, mode="indirect")] if relative else []
