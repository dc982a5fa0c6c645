"""A brief followed through a reading of it. In: brief, reading. Out: where its lines stand, and what stands between.

The reader's text is walked once, in the order of the brief: headings first, then the rows between them. What is left
between two rows (labels, dates, citations) is compared with what belongs there, so that nothing can be added either.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property

from briefings.check.findings import accounts_of, is_own
from briefings.check.readings import IGNORED, Reading, squeeze
from briefings.compose.calendar import say_date
from briefings.model import Brief, Line, Section

NOT_FOUND = -1
HEADING_REACH = 24  # characters between a heading and the first row's words: a mark of a list, a date
PROBE = 12  # characters of a row by which a heading is known to be the heading


class Row:
    """What stands on the page as one: the words, what must stand beside them, what may.

    Attributes:
        line: The id of the line; empty for what is no line.
        text: The words, squeezed.
        label: Who or what stands beside them, squeezed and in lower case.
        dates: The spellings of the date that must stand beside them; none when no date must.
        optional: What else may stand there.
        numbers: The citations behind the words, in order.
        before: What stood there in an earlier brief.
        above: What must stand before the words although it is not their label: what the sides differ about.
        points: A figure over time: for each point its number, its words and the spellings of its date, if shown at all.
    """

    def __init__(self, text: str, *, line: str = "", label: str = "", numbers: Sequence[int] = ()) -> None:
        self.line, self.said, self.label_said = line, text, label
        self.text, self.label, self.numbers = squeeze(text), fold(label), list(numbers)
        self.dates: tuple[str, ...] = ()
        self.optional: tuple[str, ...] = ()
        self.above = ""
        self.before = ""
        self.points: tuple[tuple[int, str, tuple[str, ...]], ...] = ()
        self.single: bool | None = None
        self.start = self.end = NOT_FOUND

    @property
    def found(self) -> bool:
        """Return whether the words were found."""
        return self.start != NOT_FOUND


class Stretch:
    """A heading and its rows, and the region of the text where they must stand."""

    def __init__(self, key: str, title: str, rows: Sequence[Row], *, furniture: Sequence[str]) -> None:
        self.key, self.title, self.rows = key, title, list(rows)
        self.furniture, self.labels_after = tuple(furniture), key == "quotations"
        self.heading = self.start = self.end = NOT_FOUND

    def gaps(self, text: str) -> list[str]:
        """Return what stands before each row that was found and, last, behind them all."""
        edges = [self.start, *(edge for row in self.rows if row.found for edge in (row.start, row.end)), self.end]
        return [text[edges[i] : edges[i + 1]] for i in range(0, len(edges), 2)]


class Page:
    """A reading as one string without spaces, which knows where its blocks begin."""

    def __init__(self, reading: Reading) -> None:
        self.whole = unicodedata.normalize("NFC", reading.text)
        blocks = [squeeze(block) for block in self.whole.split("\n")]
        self.text = "".join(blocks)
        self.block_starts: list[int] = []
        at = 0
        for block in blocks:
            if block:
                self.block_starts.append(at)
            at += len(block)

    @cached_property
    def folded(self) -> str:
        """Return the text in lower case, letter for letter."""
        return lower(self.text)

    def said(self, start: int, end: int) -> str:
        """Return the stretch of the text with its spaces."""
        offsets = [at for at, letter in enumerate(self.whole) if not IGNORED.match(letter)]
        return self.whole[offsets[start] : offsets[end - 1] + 1] if start < end else ""

    def find_heading(self, title: str, first: Row | None, start: int) -> int:
        """Return where the heading ``title`` stands, at or after ``start``, at the beginning of a block."""
        wanted, candidates = fold(title), []
        for at in self.block_starts[bisect_left(self.block_starts, start) :]:
            if self.folded.startswith(wanted, at):
                if first is None or self._leads_to(first, at + len(wanted)):
                    return at
                candidates.append(at)
        return candidates[0] if candidates else NOT_FOUND

    def _leads_to(self, row: Row, at: int) -> bool:
        near = self.folded[at : at + HEADING_REACH + len(row.label) + PROBE]
        probes = (lower(row.text[:PROBE]), row.label[:PROBE], *(date[:PROBE] for date in row.dates))
        return any(probe and probe in near for probe in probes)


def fold(text: str) -> str:
    """Return ``text`` squeezed and in lower case: headings and labels may be set in capitals."""
    return lower(squeeze(text))


def lower(text: str) -> str:
    """Return ``text`` in lower case, of the same length: "İ", which would become two letters, stays."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def spell_date(value: str) -> tuple[str, ...]:
    """Return the ways in which a page may write the ISO ``value``, folded, the longest first."""
    ways = {say_date(value), value, value[:10]}
    return tuple(sorted((fold(way) for way in ways), key=lambda way: -len(way)))


def make_stretches(brief: Brief) -> list[Stretch]:
    """Return the sections of ``brief`` as stretches."""
    return [_stretch(brief, section) for section in brief.sections]


def _stretch(brief: Brief, section: Section) -> Stretch:
    rows = [row for i, line in enumerate(section.lines, 1) for row in line_rows(line, brief=brief, place=i)]
    if section.key in {"developments", "timeline"}:
        for row, line in zip(rows, (x for x in section.lines for _ in accounts_of(x)), strict=True):
            row.dates = spell_date(line.date) if line.date else ()
    for row in rows:
        row.single = row.single if section.key not in {"people", "unknowns", "objectives", "timeline"} else None
    return Stretch(section.key, section.title, rows, furniture=section.columns)


def line_rows(line: Line, *, brief: Brief, place: int = 0) -> Iterator[Row]:
    """Yield the rows of ``line``: one, or one for each side where sources differ."""
    points = tuple((p.citation.source, fold(p.text), spell_date(p.date)) for p in line.series)
    for index, account in enumerate(accounts_of(line)):
        numbers = list(dict.fromkeys(c.source for c in account.citations))
        words = "".join(run.text for run in account.runs)
        row = Row(words, line=line.id, label=account.label, numbers=numbers)
        row.optional = tuple(_optional(line, account.date, brief, place))
        row.points = points
        row.before = fold(line.before)
        row.above = fold(line.label) if line.sides and index == 0 else ""
        row.single = None if is_own(line) or not numbers or line.sides else line.single_origin
        yield row


def _optional(line: Line, date: str | None, brief: Brief, place: int) -> Iterator[str]:
    """Yield what may stand beside the words of ``line``, folded: dates, a series, what stood there before."""
    if line.before:
        yield fold(line.before)
    for point in line.series:
        yield from (fold(point.text), f"{point.value:,}", f"{point.value}")
        yield from spell_date(point.date)
    for value in filter(None, (date, line.date, brief.since)):
        yield from spell_date(value)
    if place:
        yield f"{place}."


def place_rows(page: Page, stretches: Sequence[Stretch], *, start: int, end: int) -> None:
    """Set where each heading and, between the headings, each row stands in the text from ``start`` to ``end``."""
    at = start
    for stretch in stretches:
        stretch.heading = page.find_heading(stretch.title, stretch.rows[0] if stretch.rows else None, at)
        if stretch.heading != NOT_FOUND:
            at = stretch.start = stretch.heading + len(fold(stretch.title))
    for index, stretch in enumerate(stretches):
        later = [other.heading for other in stretches[index + 1 :] if other.heading != NOT_FOUND]
        stretch.end = later[0] if later else end
        if stretch.heading == NOT_FOUND:
            stretch.start = max([start, *(other.start for other in stretches[:index])])
        seek_rows(page, stretch.rows, stretch.start, stretch.end)


def seek_rows(page: Page, rows: Sequence[Row], start: int, end: int) -> None:
    """Set where each of ``rows`` stands, one after the other."""
    for row in rows:
        row.start = page.text.find(row.text, start, end)
        if row.found:
            start = row.end = row.start + len(row.text)
