"""Brief + a reading of it → findings. In: what was to be said, what is read. Out: E1, E5, E7, E8, W3, W6.

All of the brief's text stands in every output, each label, date and citation at its line, and nothing else does.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from briefings.check.findings import Finding, shorten
from briefings.check.following import (
    NOT_FOUND,
    Page,
    Row,
    Stretch,
    fold,
    line_rows,
    make_stretches,
    place_rows,
    seek_rows,
    spell_date,
)
from briefings.check.machine import check_machine
from briefings.check.readings import Reading, notes_blocks, squeeze
from briefings.compose.calendar import say_date
from briefings.model import Brief, Source

MAX_FURNITURE = 40  # letters between two lines that no brief accounts for: "stated on", "before:", "new"
SHARED_LABEL = 12  # letters that may stand where a label that is that of the line before is not repeated: "changed"
CITED = re.compile(r"\[(\d+)\]")  # "[1]"
DIGITS = re.compile(r"\d[\d.,]*\d|\d")  # "5,000" "12"
LETTERS = re.compile(r"[^\W\d_]")
SINGLE = re.compile(r"†|(?:single|one)origin", re.IGNORECASE)
WORDS = re.compile(r"\S+")
SAME_WORDS = 0.5  # share of a line's words that a stretch must have to be the line, changed
MARK_EDGE = r"(?<![\w+:-]){}(?![\w+-])"  # TLP:AMBER is not in TLP:AMBER+STRICT
TLP = re.compile(r"TLP:(?:CLEAR|GREEN|AMBER\+STRICT|AMBER|RED|WHITE)", re.IGNORECASE)


def check_reading(brief: Brief, reading: Reading) -> Iterator[Finding]:
    """Yield what ``reading`` does not say of ``brief``, says elsewhere, or says besides."""
    rule = "E1" if reading.form == "pdf" else "E8"
    walk = _Walk(brief, reading, rule)
    yield from walk.findings()
    yield from check_machine(brief, reading)
    yield from check_marking(brief, reading)


def check_marking(brief: Brief, reading: Reading) -> Iterator[Finding]:
    """E7: the marking, and no other, stands at the top and at the bottom."""
    text = reading.text.strip()
    seen = {mark.upper() for mark in TLP.findall(_outside(brief, text))}
    for other in sorted(seen - {brief.marking.upper()}):
        yield Finding(id="E7", message=f"it is marked {other}, the brief {brief.marking}", output=reading.name)
    if not brief.marking:
        return
    words = r"\s+".join(re.escape(word) for word in brief.marking.split())
    places = [m.start() for m in re.finditer(MARK_EDGE.format(words), text, re.IGNORECASE)]
    top, bottom = _inner_edges(brief, text)
    for where, there in (("top", any(at <= top for at in places)), ("bottom", any(at >= bottom for at in places))):
        if not there:
            yield Finding(id="E7", message=f"the marking {brief.marking} is not at the {where}", output=reading.name)


def _inner_edges(brief: Brief, text: str) -> tuple[int, int]:
    """Return where the content begins at the latest and ends at the earliest."""
    heads = [text.casefold().find(section.title.casefold()) for section in brief.sections]
    tails = [text.rfind(f"[{source.number}]") for source in brief.sources]
    middle = len(text) // 2
    return min((at for at in heads if at != NOT_FOUND), default=middle), max(tails, default=middle)


def _outside(brief: Brief, text: str) -> str:
    """Return what stands before the first and after the last heading of ``brief``."""
    top, bottom = _inner_edges(brief, text)
    return text[:top] + "\n" + text[bottom:]


class _Walk:
    """One walk through one reading."""

    def __init__(self, brief: Brief, reading: Reading, rule: str) -> None:
        self.brief, self.reading, self.rule = brief, reading, rule
        self.page = Page(reading)
        self.multi = len(brief.sources) > 1
        self.stretches = make_stretches(brief)
        self.notes = [_note(number, block) for number, block in notes_blocks(brief.notes)]
        self.sources = [Row(source.title) for source in brief.sources]
        self.bottom = list(line_rows(brief.bottom_line, brief=brief)) if brief.bottom_line else []

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong, from the top of the page to its foot."""
        text, tail = self.page.text, self._tail()
        seek_rows(self.page, self.bottom, 0, tail)
        place_rows(self.page, self.stretches, start=max([0, *(row.end for row in self.bottom)]), end=tail)
        seek_rows(self.page, self.notes, tail, len(text))
        yield from self._head()
        for stretch in self.stretches:
            yield from self._stretch(stretch)
        yield from self._foot(tail)

    def _tail(self) -> int:
        """Return where the notes or, without any, the sources begin."""
        text = self.page.text
        first = next((row.text for row in self.notes if row.text), squeeze(self.brief.source_summary))
        at = text.rfind(first) if first else NOT_FOUND
        if at == NOT_FOUND:
            at = max((text.rfind(f"[{source.number}]") for source in self.brief.sources[:1]), default=NOT_FOUND)
        return at if at != NOT_FOUND else len(text)

    def _say(self, message: str, line: str = "", *, rule: str = "") -> Finding:
        return Finding(id=rule or self.rule, message=message, line=line, output=self.reading.name)

    # ---------------------------------------------------------------------------------------- the head

    def _head(self) -> Iterator[Finding]:
        brief = self.brief
        begin = min((s.heading for s in self.stretches if s.heading != NOT_FOUND), default=self._tail())
        said = [brief.title, brief.date_text, brief.author or "", brief.purpose or ""]
        said += [brief.topic] if brief.topic != brief.title else []
        rest = self.page.folded[:begin]
        for row in self.bottom:
            rest, where = _take(rest, fold(row.said)), row.found
            if not where:
                yield self._missing(row, 0, begin)
        bottom = self._head_gap(begin)
        for words in sorted(filter(None, said), key=len, reverse=True):
            shorter = _take(rest, fold(words))
            moved = words == brief.author and fold(words) in self.page.folded
            if shorter == rest and not moved:
                yield self._say(f"not there, or not at the head: {shorten(words)}")
            rest = shorter
        for row in self.bottom:
            if row.found:
                yield from self._citations(row, bottom)
        dates = (way for d in (brief.date, brief.since) if d for way in spell_date(d))
        spare = (brief.marking, *dates, *(row.before for row in self.bottom))
        yield from self._left_over(CITED.sub("", rest), spare, where="the head", furniture=None)

    def _head_gap(self, begin: int) -> str:
        ends = [row.end for row in self.bottom if row.found]
        return self.page.text[ends[-1] : begin] if ends else ""

    # ------------------------------------------------------------------------------------ the sections

    def _stretch(self, stretch: Stretch) -> Iterator[Finding]:
        if stretch.heading == NOT_FOUND:
            yield self._say(f"the heading “{stretch.title}” is not there, or not in its order")
        for index, row in enumerate(stretch.rows):
            if not row.found:
                start = max([stretch.start, *(other.end for other in stretch.rows[:index])])
                end = min([stretch.end, *(other.start for other in stretch.rows[index:] if other.found)])
                yield self._missing(row, start, end)
        rows = [row for row in stretch.rows if row.found]
        whole = len(rows) == len(stretch.rows)
        gaps = stretch.gaps(self.page.text)
        yield from self._labels(rows, gaps, after=stretch.labels_after)
        for row, gap in zip(rows, gaps[1:], strict=True):
            yield from self._citations(row, gap, prefix=not whole)
            yield from self._single(row, gap)
        if whole and rows:
            yield from self._between(stretch, rows, gaps)

    def _missing(self, row: Row, start: int, end: int) -> Finding:
        if row.text and row.text in self.page.text:
            return self._say(f"not at its place: {shorten(row.said)}", row.line)
        reads = _nearest(row.said, self.page.said(start, end))
        return self._say(f"not there: {shorten(row.said)}" + (f" — {reads}" if reads else ""), row.line)

    def _labels(self, rows: Sequence[Row], gaps: Sequence[str], *, after: bool) -> Iterator[Finding]:
        """Yield the lines whose label or date is not beside them: before them or, where that is usual, ``after``."""
        earlier = ["", *(row.before for row in rows)]
        folded = [_take(fold(gap), before) for gap, before in zip(gaps, earlier, strict=True)]
        befores = zip(rows, [None, *rows], folded, strict=False)
        lacking = [row for row, last, gap in befores if _lacks(row, last, gap)]
        if lacking and after:
            lacking = [row for row, gap in zip(rows, folded[1:], strict=True) if _lacks(row, None, gap)]
        for row in lacking:
            what = shorten(row.label_said) or "its date"
            yield self._say(f"“{what}” does not stand at its line: {shorten(row.said)}", row.line)

    def _citations(self, row: Row, gap: str, *, prefix: bool = False) -> Iterator[Finding]:
        seen = [int(number) for number in CITED.findall(gap)]
        points = [number for number, _, _ in row.points]
        known = {source.number for source in self.brief.sources}
        for number in (n for n in seen if n not in known):
            yield self._say(f"[{number}] is cited but not listed: {shorten(row.said)}", row.line, rule="E5")
        fits = seen in (row.numbers, row.numbers + points) or (prefix and seen[: len(row.numbers)] == row.numbers)
        if fits and points and len(seen) > len(row.numbers):
            yield from self._points(row, gap)
        if not fits:
            wanted, got = (" ".join(f"[{n}]" for n in ns) or "no source" for ns in (row.numbers, seen))
            yield self._say(f"cites {got} instead of {wanted}: {shorten(row.said)}", row.line)

    def _points(self, row: Row, gap: str) -> Iterator[Finding]:
        """Yield the points of a figure over time that are not in their order, each with its date and number."""
        shown = CITED.split(fold(gap))[::2][len(row.numbers) :]
        for (_, words, dates), part in zip(row.points, shown, strict=False):
            if words not in part or not any(date in part for date in dates):
                yield self._say(f"the series is not {words} at {dates[0]}: {shorten(row.said)}", row.line)

    def _single(self, row: Row, gap: str) -> Iterator[Finding]:
        if not self.multi or row.single is None:
            return
        if row.single and not SINGLE.search(gap):
            yield self._say(f"not marked as of a single origin: {shorten(row.said)}", row.line, rule="W3")
        if not row.single and SINGLE.search(gap):
            yield self._say(f"marked as of a single origin: {shorten(row.said)}", row.line, rule="W3")

    def _between(self, stretch: Stretch, rows: Sequence[Row], gaps: Sequence[str]) -> Iterator[Finding]:
        """Yield what stands between the lines of a section and belongs to none of them."""
        for index, gap in enumerate(gaps):
            beside = rows[max(0, index - 1) : index + 1]
            known = [part for row in beside for part in (row.label, row.above, *row.dates, *row.optional)]
            where = rows[min(index, len(rows) - 1)]
            rest = CITED.sub("", fold(gap))
            known += [fold(word) for word in stretch.furniture]
            above = rows[index].above if index < len(rows) else ""
            if above not in rest:
                yield self._say(f"what differs is not said as in the brief: {shorten(where.said)}", where.line)
            yield from self._left_over(rest, known, where=shorten(where.said), line=where.line)

    def _left_over(
        self, rest: str, known: Sequence[str], *, where: str, line: str = "", furniture: int | None = MAX_FURNITURE
    ) -> Iterator[Finding]:
        """Yield what of ``rest`` is not ``known``, when it has a number or is long."""
        for part in sorted({fold(part) for part in known if part}, key=len, reverse=True):
            rest = _take(rest, part)
        if number := DIGITS.search(rest):
            yield self._say(f"has “{number[0]}”, which the brief does not, at {where}", line)
        elif furniture is not None and len(LETTERS.findall(rest)) > furniture:
            yield self._say(f"has words that the brief does not, at {where}: {shorten(rest)}", line)

    # ---------------------------------------------------------------------------------------- the foot

    def _foot(self, tail: int) -> Iterator[Finding]:
        text, brief = self.page.text, self.brief
        at = max([tail, *(row.end for row in self.notes)])
        for row in self.notes:
            if not row.found:
                yield self._say(f"not there, of the analyst’s notes: {shorten(row.said)}")
        summary = text.find(squeeze(brief.source_summary), at)
        if summary == NOT_FOUND:
            yield self._say(f"not there: {brief.source_summary}")
        start = at if summary == NOT_FOUND else summary + len(squeeze(brief.source_summary))
        seek_rows(self.page, self.sources, start, len(text))
        yield from self._notes_gaps(tail, at if summary == NOT_FOUND else summary)
        yield from self._sources(start)

    def _notes_gaps(self, start: int, end: int) -> Iterator[Finding]:
        rows = [row for row in self.notes if row.found]
        edges = [start, *(edge for row in rows for edge in (row.start, row.end)), end]
        if len(rows) < len(self.notes):
            return
        gaps = [self.page.folded[edges[i] : edges[i + 1]] for i in range(0, len(edges), 2)]
        for gap, row in zip(gaps, [*rows, None], strict=True):
            yield from self._left_over(gap, row.optional if row else (), where="the analyst’s notes")

    def _sources(self, start: int) -> Iterator[Finding]:
        """Yield what is wrong with the list of sources: each has its number before it, the rest of it behind it."""
        for source, row in zip(self.brief.sources, self.sources, strict=True):
            if not row.found:
                yield self._say(f"source [{source.number}] is not listed as {shorten(source.title)}")
        if not all(row.found for row in self.sources):
            return
        edges = [start, *(edge for row in self.sources for edge in (row.start, row.end)), len(self.page.text)]
        gaps = [self.page.folded[edges[i] : edges[i + 1]] for i in range(0, len(edges), 2)]
        for source, (before, after) in zip(self.brief.sources, pairwise(gaps), strict=True):
            if CITED.findall(before) != [str(source.number)]:
                yield self._say(f"the number [{source.number}] does not stand at its source: {shorten(source.title)}")
            for part in _source_parts(source):
                if fold(part) not in after:
                    yield self._say(f"source [{source.number}] lacks {shorten(part)}")
        yield from self._source_gaps(gaps)

    def _source_gaps(self, gaps: Sequence[str]) -> Iterator[Finding]:
        for index, gap in enumerate(gaps):
            known = [*spell_date(self.brief.since)] if self.brief.since else []
            if index:
                source = self.brief.sources[index - 1]
                known += [*_source_parts(source), *_addresses(source), source.origin or ""]
            rest = CITED.sub("", gap)
            if index == len(gaps) - 1:
                yield from self._left_out(rest, known)
            else:
                yield from self._left_over(rest, known, where="the sources", furniture=None)

    def _left_out(self, rest: str, known: Sequence[str]) -> Iterator[Finding]:
        """Yield what is wrong with the count of what was left out, the last numbers of a page."""
        notes = [note for note in self.brief.left_out if not note.repeats]
        sources = {citation.article for note in notes for citation in note.line.citations}
        counts = Counter(note.reason for note in notes)
        both = [str(len(notes)), str(len(sources))]
        allowed = {*both, *map(str, counts.values())} if notes else set()
        for part in sorted(
            filter(None, (*known, f"{self.brief.slug}.json", self.brief.marking)), key=len, reverse=True
        ):
            rest = _take(rest, fold(part))
        seen = DIGITS.findall(rest)
        for number in seen:
            if number not in allowed:
                yield self._say(f"has “{number}”, which the brief does not, behind the sources")
        if len(seen) == len(both) and set(seen) < set(both):  # "4 further claims from 4 sources", and there are three
            yield self._say(f"has “{seen[0]}” and “{seen[1]}”, not “{both[0]}” and “{both[1]}”, behind the sources")
        if notes and not allowed & set(seen):
            yield self._say(f"does not say that {len(notes)} claims were left out")


def _note(number: str, block: str) -> Row:
    row = Row(block)
    row.optional = (number,) if number else ()
    return row


def _lacks(row: Row, last: Row | None, gap: str) -> bool:
    """Return whether ``gap`` has neither the label nor the date that belong to ``row``; it may share the last row's."""
    beside = [part for part in (row.label, *row.dates) if part]
    if not beside or any(part in gap for part in beside):
        return False
    shared = last is not None and last.label == row.label and last.dates == row.dates
    return not shared or len(LETTERS.findall(CITED.sub("", gap))) > SHARED_LABEL


def _take(text: str, part: str) -> str:
    """Return ``text`` without the first ``part`` in it; a break is left, so that nothing grows together."""
    head, found, tail = text.partition(part) if part else (text, "", "")
    return f"{head}\n{tail}" if found else text


def _source_parts(source: Source) -> list[str]:
    """Return what a list of sources must say of ``source`` behind its headline."""
    origin = source.origin if source.origin != source.publisher else None
    date = say_date(source.published) if source.published else "undated"
    return [part for part in (source.publisher, origin, source.byline, date) if part]


def _addresses(source: Source) -> list[str]:
    url = source.url or ""
    bare = re.sub(r"^https?://(?:www\.)?", "", url, flags=re.IGNORECASE).rstrip("/")
    return [url, bare]


def _nearest(said: str, text: str) -> str:
    """Return how ``text`` says ``said`` with other words: "reads “41” instead of “40”"; empty where nothing is near."""
    wanted, words = WORDS.findall(said), WORDS.findall(text)
    matcher = difflib.SequenceMatcher(None, wanted, words, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks or sum(block.size for block in blocks) < SAME_WORDS * len(wanted):
        return ""
    for (a, b, size), (next_a, next_b, _) in pairwise(blocks):
        gone, come = wanted[a + size : next_a], words[b + size : next_b]
        if gone != come and len(come) < len(wanted):
            return f"reads “{shorten(' '.join(come))}” instead of “{shorten(' '.join(gone))}”"
    return ""
