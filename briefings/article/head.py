"""The head of an article. In: its first paragraphs. Out: which are headline, byline, date line, label.

A headline is short, has no final point and stands apart from what follows. A first ordinary sentence never is one.
"""

from __future__ import annotations

import re

import msgspec

from briefings.article.lines import (
    DOCUMENT,
    MARKDOWN_HEADING,
    find_barred_names,
    find_byline,
    find_dateline,
    find_line_date,
    find_names,
    is_document,
)
from briefings.model import PartKind, Record
from briefings.text.paragraphs import LIST_ITEM

HEAD_PARAGRAPHS = 9  # at most: kicker, headline, deck, byline, house, dates, caption …
HEAD_TITLES = 4  # of them without a final point: more are a list, or a text without points
HEADLINE_WORDS = 32  # longer first lines are sentences that lost their point
HEADLINE_LENGTH = 240  # characters
CLOSE_HEADLINE_WORDS = 20  # when no empty line parts it from the text
FULL_HEADLINE = 4  # words: shorter lines above another headline are kickers ("World news")
CLOSING = "\"”’')]"
SENTENCE_MARKS = frozenset(".:;,…")
CALLS = frozenset("?!")  # a headline may ask, a line below it that asks is text
SMALL_WORDS = 3  # words in lower case that a dateline has at most: "Port of Spain, 3 June"
OPENING_QUOTES = frozenset("\"“‘'«")  # Interview: “We share one river.”
ENDS_ABBREVIATED = r"\b(?:[A-Z]\.){2,}$"  # Kenya signs deal with U.S.


class Paragraph(Record, frozen=True, gc=False):
    """A paragraph, and what it is."""

    start: int
    end: int
    text: str
    kind: PartKind


def is_title(line: str) -> bool:
    """Return whether ``line`` is set like a headline or a crosshead: short and without a final point."""
    if len(line) > HEADLINE_LENGTH or len(line.split()) > HEADLINE_WORDS or LIST_ITEM.match(line):
        return False
    return _last_mark(line) not in SENTENCE_MARKS or re.search(ENDS_ABBREVIATED, line) is not None


def _last_mark(line: str) -> str:
    """Return the character that ends ``line``, but for marks that close something."""
    return line.rstrip(CLOSING)[-1:]


def read_head(read: list[Paragraph], title: str | None) -> list[Paragraph]:
    """Return the paragraphs above the body with their kinds; empty when the text begins at once."""
    head: list[Paragraph] = []
    for n, paragraph in enumerate(read[:HEAD_PARAGRAPHS]):
        kind = _head_kind(read, n)
        if kind is None:
            break
        head.append(msgspec.structs.replace(paragraph, kind=kind))
    if len(head) == len(read) or sum(p.kind == "label" for p in head) > HEAD_TITLES:
        head = head[: 1 if len(read) > 1 else 0]
    return _name_lines(head, title)


def _head_kind(read: list[Paragraph], n: int) -> PartKind | None:
    """Return the kind of paragraph ``n`` of the head ("label" for all titles), or None where the body begins."""
    kind, line = read[n].kind, read[n].text
    if kind != "body":
        return kind
    if find_line_date(line) or _is_dateline_alone(line):
        return "dateline"
    if find_byline(line) or find_barred_names(line):
        return "byline"
    is_set = is_title(line) and (_stands_apart(read) if n == 0 else _last_mark(line) not in CALLS)
    return "label" if not _is_filed(line) and (is_set or _is_pointed_title(read, n)) else None


def _is_filed(line: str) -> bool:
    """Return whether a dateline with a date or an agency opens the line ("AFRICA DIGEST — Kenya" has neither)."""
    found = find_dateline(line)
    return found is not None and found.is_sure


def _is_pointed_title(read: list[Paragraph], n: int) -> bool:
    """Return whether a first line with a final point is a headline all the same: short, and above a byline or date."""
    if n > 0 or len(read) < 2 or len(read[0].text.split()) > CLOSE_HEADLINE_WORDS or "\n" in read[0].text:
        return False
    kind, _, words = read[0].text.partition(": ")
    is_quoted = read[1].start > read[0].end + 1 and re.match(DOCUMENT, kind) and words[:1] in OPENING_QUOTES
    return bool(is_quoted or find_byline(read[1].text) or find_line_date(read[1].text))


def _is_dateline_alone(line: str) -> bool:
    """Return whether a line is a dateline and nothing else: "DAKAR, 3 June 2025", "ADDIS ABABA (Reuters)"."""
    if len(line) >= HEADLINE_LENGTH // 2 or sum(map(str.islower, line.split())) > SMALL_WORDS:
        return False
    found = find_dateline(f"{line.rstrip(' -–—')} — X")
    return found is not None and found.is_sure and found.end >= len(line.rstrip(" -–—"))


def _stands_apart(read: list[Paragraph]) -> bool:
    """Return whether the first line is parted from the text: by an empty line, a byline, or its length."""
    if len(read) < 2:
        return False
    first, second = read[0], read[1]
    if (
        first.text.isupper()
        or is_document(first.text)
        or re.match(MARKDOWN_HEADING, first.text)
        or second.start > first.end + 1
    ):
        return True
    if second.kind != "body" or find_byline(second.text) or find_line_date(second.text) or find_dateline(second.text):
        return True
    return len(first.text.split()) <= CLOSE_HEADLINE_WORDS and len(second.text) > len(first.text)


def _name_lines(head: list[Paragraph], title: str | None) -> list[Paragraph]:
    """Return ``head`` with its headline and an unmarked byline told from the other labels."""
    chosen = _choose_headline(head, title)
    named = list(head)
    if chosen is not None:
        named[chosen] = msgspec.structs.replace(head[chosen], kind="headline")
    if any(p.kind == "byline" for p in named):
        return named
    for n in range(chosen + 1 if chosen is not None else len(named), len(named)):
        if named[n].kind == "label" and find_names(named[n].text):
            named[n] = msgspec.structs.replace(named[n], kind="byline")
            break
    return named


def _choose_headline(head: list[Paragraph], title: str | None) -> int | None:
    """Return the index of the headline: the first full title; a kind of document only when there is no other."""
    titles = [n for n, p in enumerate(head) if p.kind == "label"]
    if title is not None:
        return next((n for n in titles if _fold(head[n].text) == _fold(title)), None)
    proper = [n for n in titles if not is_document(head[n].text)]
    full = [n for n in proper if len(head[n].text.split()) >= FULL_HEADLINE]
    return next(iter(full or proper or titles), None)


def _fold(line: str) -> str:
    return re.sub(r"\W+", " ", line).strip().casefold()
