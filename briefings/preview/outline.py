"""A brief as the preview's own pages need it. In: a brief. Out: its lines, each with where it comes from.

A brief of many articles holds every fact behind its lines: a megabyte or two, which takes longer to hand from process
to process than the brief takes to write. Here is what is shown of it alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from briefings.model import Brief, Citation, Fact, Line, Note, Record, Section, SectionKey


class Cite(Record, frozen=True, kw_only=True):
    """The sentence that a line rests on: its source's number on the page, where it stands, and what found it."""

    source: int
    article: str
    start: int
    end: int
    exact: str
    rules: tuple[str, ...]


class Row(Record, frozen=True, kw_only=True):
    """A line: what it says, why it stands there, what it rests on.

    ``names`` are those by which a topic's file may mean it: its own id and those of its claims. ``new`` says that it is
    since the brief that was kept.
    """

    id: str
    names: frozenset[str]
    label: str
    text: str
    rule: str
    rank: float
    why: tuple[str, ...]
    pinned: bool
    new: bool
    cites: tuple[Cite, ...]
    origins: tuple[str, ...]


class Part(Record, frozen=True, kw_only=True):
    """A section of the page and its lines."""

    key: SectionKey
    title: str
    lines: tuple[Row, ...]


class Left(Record, frozen=True, kw_only=True):
    """A line that is not on the page, and why."""

    reason: str
    line: Row


class Outline(Record, frozen=True, kw_only=True):
    """A brief's lines in the order of its page, the analyst's notes, and what was left out, best first."""

    slug: str
    notes: str
    bottom_line: Row | None
    sections: tuple[Part, ...]
    left_out: tuple[Left, ...]

    def line(self, name: str) -> Row | None:
        """Return the line ``name``, on the page or left out; None where there is none of that name."""
        first = [self.bottom_line] if self.bottom_line else []
        others = (*(line for s in self.sections for line in s.lines), *(left.line for left in self.left_out))
        return next((line for line in (*first, *others) if line.id == name), None)

    def section_of(self, name: str) -> Part | None:
        """Return the section that holds the line ``name`` on the page."""
        return next((section for section in self.sections if any(line.id == name for line in section.lines)), None)


class Outliner:
    """Makes outlines; a line that it has seen in the brief before is not gone through again."""

    def __init__(self) -> None:
        self._seen: dict[str, dict[int, tuple[Line, Row]]] = {}

    def outline(self, brief: Brief) -> Outline:
        """Return the outline of ``brief``."""
        before, now = self._seen.get(brief.slug, {}), dict[int, tuple[Line, Row]]()
        self._seen[brief.slug] = now
        row = partial(_recall, before, now)
        return Outline(
            slug=brief.slug,
            notes=brief.notes,
            bottom_line=row(brief.bottom_line) if brief.bottom_line else None,
            sections=tuple(_part(section, map(row, section.lines)) for section in brief.sections),
            left_out=tuple(_left(note, row(note.line)) for note in brief.left_out),
        )


def _recall(before: Mapping[int, tuple[Line, Row]], now: dict[int, tuple[Line, Row]], line: Line) -> Row:
    """Return the row of ``line``; each is kept with its line, so that no other line gets its identity."""
    known = before.get(id(line))
    now[id(line)] = known if known and known[0] is line else (line, _row(line))
    return now[id(line)][1]


def _part(section: Section, rows: Iterable[Row]) -> Part:
    return Part(key=section.key, title=section.title, lines=tuple(rows))


def _left(note: Note, row: Row) -> Left:
    return Left(reason=note.reason, line=row)


def _row(line: Line) -> Row:
    facts = _facts_by_article(line)
    return Row(
        id=line.id,
        names=frozenset({line.id, *(claim.id for claim in line.claims)}),
        label=line.label,
        text="".join(run.text for run in line.runs),
        rule=line.rule,
        rank=line.rank,
        why=line.why,
        pinned=line.pinned,
        new=line.novelty is not None,
        cites=tuple(_cite(citation, facts.get(citation.article, ())) for citation in line.citations),
        origins=tuple(dict.fromkeys(origin for claim in line.claims for origin in claim.origins)),
    )


def _facts_by_article(line: Line) -> Mapping[str, Sequence[Fact]]:
    found: defaultdict[str, list[Fact]] = defaultdict(list)
    for claim in line.claims:
        for evidence in claim.evidence:
            found[evidence.article].append(evidence.fact)
    return found


def _cite(citation: Citation, facts: Iterable[Fact]) -> Cite:
    """Return ``citation`` with the rules that found facts in its sentence."""
    span = citation.span
    here = (fact for fact in facts if fact.span.start < span.end and span.start < fact.span.end)
    rules = tuple(dict.fromkeys(fact.rule for fact in here if isinstance(fact.rule, str)))
    return Cite(
        source=citation.source, article=citation.article, start=span.start, end=span.end, exact=span.exact, rules=rules
    )
