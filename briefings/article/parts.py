"""Paragraphs → parts. In: an article's text. Out: what is headline, byline, dateline, credit, caption, plug and body.

A text opens with a head (headline, byline, date lines, labels: head.py), then comes the body; credits, captions and
plugs stand anywhere. What is not clearly one of these is body: a fact lost is worse than a plug read.
"""

from __future__ import annotations

import re

import msgspec

from briefings.article.calendar import find_date
from briefings.article.head import Paragraph, is_title, read_head
from briefings.article.lines import (
    DATED_TITLE,
    MARKDOWN_HEADING,
    UPDATED,
    Dateline,
    find_barred_names,
    find_byline,
    find_dateline,
    find_line_date,
    find_names,
    find_opening,
    find_speaker_or_place,
    is_caption,
    is_correction,
    is_credit,
    is_plug,
)
from briefings.article.wires import find_credited_wire, find_dateline_wire, find_wire
from briefings.model import Part, PartKind, Record, Span
from briefings.text.paragraphs import split_paragraphs

CROSSHEAD_WORDS = 8  # "The road ahead"
SERIES_WORDS = 7  # Around the continent: Tuesday 14 October 2025
NO_CROSSHEAD = re.compile(r"\d|[?!]|\.\s|[-–—]\s*$")  # figures, questions, broken-off speech: "No, no. Just --"
LABEL_WORDS = 5  # besides its date: "Geneva, 14 October 2025"; a deck that ends in a date has more
TAIL_PARAGRAPHS = 4  # where "Published 3 May 2026" may stand below the text
BEFORE_DATE = r"[,–—|:(•·-]\s*$"  # Press Statement, 14 October 2025
BARRED_DATE = r"(?:\s[–—|•·-]|[,:])\s*(?:\w+day,?\s)?$"  # Africa Digest — Tuesday 14 October 2025
PUBLISHED = re.compile(r"\b(?:published|posted|issued|released)\b", re.IGNORECASE)
# Reuters signs its stories "(Reporting by A; Editing by B)"; others do too, so the text must name Reuters besides
SIGNED = r"\(?Reporting by [^()]{2,400}?; ?(?:Additional|Writing|Editing)\b"
TO_REUTERS = r"\b(?:told|by|with|to) Reuters\b|\bReuters (?:reported|interview|poll|calculations)\b"
CREDIT_NAMES = r"[,|()/]|\s[-–—]\s"  # Jane Doe (AP), Jane Doe | Reuters


class Layout(Record, frozen=True, kw_only=True):
    """What the lines of a text say about it, and the parts it consists of, in order."""

    headline: str | None
    byline: str | None
    dateline: str | None
    published: str | None
    origin: str | None
    parts: tuple[Part, ...]


def split_parts(text: str, *, title: str | None = None) -> Layout:
    """Return the parts of ``text``; ``title`` is the headline where the desk has given it."""
    spans = split_paragraphs(text, 0, len(text))
    read = [Paragraph(start, end, text[start:end], _furniture(text[start:end])) for start, end in spans]
    head = read_head(read, title)
    paragraphs = [*head, *(_mark_label(read, n) for n in range(len(head), len(read)))]
    if all(p.kind != "body" for p in paragraphs):
        paragraphs = [*paragraphs[:-1], msgspec.structs.replace(paragraphs[-1], kind="body")]
    datelines = {n: d for n, p in enumerate(paragraphs) if p.kind == "body" and (d := find_dateline(p.text))}
    datelines = datelines or _opening(paragraphs)
    filed = _filed(paragraphs, datelines)
    return Layout(
        headline=_headline(paragraphs),
        byline=_byline(paragraphs),
        dateline=filed,
        published=_published(paragraphs, filed),
        origin=_origin(text, paragraphs, filed),
        parts=_compose_parts(text, paragraphs, datelines),
    )


def _opening(paragraphs: list[Paragraph]) -> dict[int, Dateline]:
    """Return the dateline of the first paragraph of the body, by its number, where it is one only there."""
    body = [n for n, p in enumerate(paragraphs) if p.kind == "body"]
    found = find_opening(paragraphs[body[0]].text) if body else None
    if found is None or any(find_speaker_or_place(paragraphs[n].text) for n in body[1:]):
        return {}  # a transcript, in which capitals and a colon say who speaks
    return {body[0]: found}


def _furniture(line: str) -> PartKind:
    """Return what a line is wherever it stands: correction, credit, caption, plug; else body."""
    if is_correction(line):
        return "correction"
    if is_caption(line):
        return "caption"
    if is_plug(line):
        return "plug"
    return "credit" if is_credit(line) else "body"


def _mark_label(read: list[Paragraph], n: int) -> Paragraph:
    """Return paragraph ``n`` of the body; a crosshead ("The road ahead") and a lone date become labels."""
    paragraph = read[n]
    if paragraph.kind != "body":
        return paragraph
    if find_line_date(paragraph.text) or re.match(MARKDOWN_HEADING, paragraph.text) or _is_crosshead(read, n):
        return msgspec.structs.replace(paragraph, kind="label")
    return paragraph


def _is_crosshead(read: list[Paragraph], n: int) -> bool:
    line = read[n].text
    if len(line) > 80 or len(line.split()) > CROSSHEAD_WORDS or NO_CROSSHEAD.search(line):
        return False
    before, after = read[n - 1].text if n else ".", read[n + 1] if n + 1 < len(read) else None
    if after is None or after.kind != "body" or not is_title(line) or not line[0].isupper():
        return False
    return not is_title(after.text) and not before.endswith((":", ",", ";")) and not is_title(before)


# ------------------------------------------------------------------------------------------ what they say


def _headline(paragraphs: list[Paragraph]) -> str | None:
    line = next((p.text for p in paragraphs if p.kind == "headline"), None)
    if line is None:
        return None
    heading = re.match(MARKDOWN_HEADING, line)
    return " ".join((heading["text"] if heading else line).split())


def _byline(paragraphs: list[Paragraph]) -> str | None:
    line = next((p.text for p in paragraphs if p.kind == "byline"), None)
    return None if line is None else find_byline(line) or find_barred_names(line) or find_names(line)


def _filed(paragraphs: list[Paragraph], datelines: dict[int, Dateline]) -> str | None:
    """Return the dateline of the story; None for a digest, where every item has its own."""
    own = [p.text for p in paragraphs if p.kind == "dateline" and not find_line_date(p.text)]
    opening = next((n for n, p in enumerate(paragraphs) if p.kind == "body"), None)
    if len(datelines) == 1 and opening in datelines:
        return datelines[opening].text
    return own[0] if own and not datelines else None


def _published(paragraphs: list[Paragraph], filed: str | None) -> str | None:
    """Return the day of publication: of a date line or byline, a dateline, a title that carries one."""
    lines = [(p.kind, p.text) for p in paragraphs if p.kind not in ("body", "caption", "plug", "credit", "correction")]
    tail = [p.text for p in paragraphs[-TAIL_PARAGRAPHS:] if PUBLISHED.search(p.text[:60]) and find_line_date(p.text)]
    dated = [text for kind, text in lines if kind in ("byline", "dateline") or _is_dated_label(kind, text)]
    first = [text for text in dated if not re.search(UPDATED, text) or PUBLISHED.search(text)]
    for text in [*first, filed or "", *tail, *dated]:
        published = PUBLISHED.search(text)
        found = find_date(text[published.start() :]) if published else find_date(text)
        if found:
            return found[0]
    return None


def _is_dated_label(kind: PartKind, text: str) -> bool:
    """Return whether a headline or label carries the date of publication, not that of an event."""
    found = find_date(text)
    if found is None:
        return False
    before, after = text[: found[1]], text[found[2] :]
    if (
        re.search(BARRED_DATE, before)
        and not after.strip()
        and (kind == "label" or len(before.split()) <= SERIES_WORDS)
    ):
        return True
    if re.search(DATED_TITLE, text) and (not before.strip() or re.search(BEFORE_DATE, before)):
        return True
    return kind == "label" and len((before + after).split()) <= LABEL_WORDS


def _origin(text: str, paragraphs: list[Paragraph], filed: str | None) -> str | None:
    """Return the wire that the text came from, where a dateline, a credit or the byline says so."""
    if filed and (wire := find_dateline_wire(filed)):
        return wire
    signed = [p.text for p in paragraphs if p.kind in ("credit", "byline", "label")]
    found = next((wire for line in signed if (wire := find_credited_wire(line))), None)
    bylines = [part for p in paragraphs if p.kind == "byline" for part in re.split(CREDIT_NAMES, p.text)]
    found = found or next((wire for part in bylines if (wire := find_wire(part))), None)
    if found is None and any(re.match(SIGNED, line) for line in signed) and re.search(TO_REUTERS, text):
        return "Reuters"
    return found


def _compose_parts(text: str, paragraphs: list[Paragraph], datelines: dict[int, Dateline]) -> tuple[Part, ...]:
    """Return the parts in order; neighbouring paragraphs of the body are one, a dateline is cut off the first."""
    pieces: list[tuple[PartKind, int, int]] = []
    for n, paragraph in enumerate(paragraphs):
        start, end, kind = paragraph.start, paragraph.end, paragraph.kind
        if n in datelines:
            cut = start + datelines[n].end
            pieces += [("dateline", start, start + len(text[start:cut].rstrip())), ("body", cut, end)]
        elif kind == "body" and pieces and pieces[-1][0] == "body":
            pieces[-1] = ("body", pieces[-1][1], end)
        else:
            pieces.append((kind, start, end))
    return tuple(Part(kind=k, span=Span(start=a, end=b, exact=text[a:b])) for k, a, b in pieces)
