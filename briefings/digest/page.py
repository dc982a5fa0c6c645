"""Briefs → what a mail says. In: briefs as they stand on their pages. Out: an entry each; nothing they do not say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from briefings.check.findings import all_citations
from briefings.compose.calendar import say_date
from briefings.compose.marking import MARKING_RANK
from briefings.model import Brief, Line, Record, Section, SectionKey, Source

SHOWN = 3  # lines of a brief beside its bottom line and what is new
NEW_SHOWN = 4  # lines that are new, of a brief that is not told in full
NOT_TOLD: frozenset[SectionKey] = frozenset({"people", "unknowns", "objectives", "timeline"})  # not lines of their own


class Block(Record, frozen=True, kw_only=True):
    """Lines under a heading; the heading is empty for the few best lines of a brief."""

    title: str
    lines: tuple[Line, ...]


class Entry(Record, frozen=True, kw_only=True):
    """A brief in the mail: its head, its lines in blocks, the sources these cite, and where the whole brief is."""

    number: int
    slug: str
    title: str
    kind: str
    date_text: str
    marking: str
    bottom_line: Line | None
    blocks: tuple[Block, ...]
    notes: str
    source_summary: str
    sources: tuple[Source, ...]
    marks_single: bool
    link: str | None
    attached: str | None


class DigestPage(Record, frozen=True, kw_only=True):
    """A mail before it is rendered: everything its templates may show, in the order in which it is shown."""

    title: str
    date: str
    desk: str
    author: str | None
    marking: str
    language: str
    entries: tuple[Entry, ...]


class Choice(NamedTuple):
    """What is asked for: the date, whole briefs or their best lines, a link ("{topic}" in it), what is attached."""

    date: str
    full: bool = False
    link: str | None = None
    attached: Mapping[str, str] = {}


def compose_page(briefs: Sequence[Brief], choice: Choice, *, desk: str, author: str | None = None) -> DigestPage:
    """Return what a mail of ``briefs`` says, in their order; its marking is that of the strictest."""
    return DigestPage(
        title=f"{'Brief' if len(briefs) == 1 else 'Briefs'} of {say_date(choice.date)}",
        date=choice.date,
        desk=desk,
        author=author,
        marking=strictest([brief.marking for brief in briefs]),
        language=briefs[0].language,
        entries=tuple(_entry(number, brief, choice) for number, brief in enumerate(briefs, 1)),
    )


def strictest(markings: Sequence[str]) -> str:
    """Return the strictest of ``markings``; a house marking, whose strictness nobody here knows, before any TLP."""
    return max(markings, key=strictness)


def strictness(marking: str) -> int:
    """Return how strict a marking is, from 0; one that is no TLP marking is stricter than all."""
    return MARKING_RANK.index(marking) if marking in MARKING_RANK else len(MARKING_RANK)


def is_cleared(marking: str, cleared: str) -> bool:
    """Return whether what bears ``marking`` may go to a list that is ``cleared``; a house marking, only to its own."""
    known = marking in MARKING_RANK and cleared in MARKING_RANK
    return not marking or marking == cleared or (known and strictness(marking) <= strictness(cleared))


def lines_of_entry(entry: Entry) -> list[Line]:
    """Return the lines of an entry in their order, the bottom line first."""
    told = [line for block in entry.blocks for line in block.lines]
    return [entry.bottom_line, *told] if entry.bottom_line else told


def _entry(number: int, brief: Brief, choice: Choice) -> Entry:
    blocks = tuple(_all_blocks(brief) if choice.full else _best_blocks(brief))
    cited = {citation.source for line in _lines(brief, blocks) for citation in all_citations(line)}
    return Entry(
        number=number,
        slug=brief.slug,
        title=brief.title,
        kind="Meeting brief" if brief.kind == "meeting" else "Situation brief",
        date_text=brief.date_text,
        marking=brief.marking,
        bottom_line=brief.bottom_line,
        blocks=blocks,
        notes=brief.notes if choice.full else "",
        source_summary=brief.source_summary,
        sources=tuple(source for source in brief.sources if source.number in cited),
        marks_single=len(brief.sources) > 1,
        link=choice.link.replace("{topic}", brief.slug) if choice.link else None,
        attached=choice.attached.get(brief.slug),
    )


def _lines(brief: Brief, blocks: Sequence[Block]) -> list[Line]:
    told = [line for block in blocks for line in block.lines]
    return [brief.bottom_line, *told] if brief.bottom_line else told


def _all_blocks(brief: Brief) -> Iterator[Block]:
    for section in brief.sections:
        yield Block(title=section.title, lines=section.lines)


def _best_blocks(brief: Brief) -> Iterator[Block]:
    """Yield what is new, and the best of the other lines; a line that the bottom line says already is passed over."""
    said = {claim.id for claim in brief.bottom_line.claims} if brief.bottom_line else set()
    lines = (line for section in brief.sections for line in _told(section))
    told = [line for line in lines if not line.claims or any(claim.id not in said for claim in line.claims)]
    new = [line for line in told if line.novelty][:NEW_SHOWN]
    if new and brief.since:
        yield Block(title=f"New since {say_date(brief.since)}", lines=tuple(new))
    best = sorted((line for line in told if line not in new), key=lambda line: (not line.pinned, -line.rank))
    if best[:SHOWN]:
        yield Block(title="", lines=tuple(line for line in told if line in best[:SHOWN]))


def _told(section: Section) -> Sequence[Line]:
    return () if section.key in NOT_TOLD else section.lines
