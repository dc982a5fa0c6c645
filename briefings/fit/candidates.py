"""Brief → what may be cut, in order. In: a ranked brief. Out: candidates for its page, the brief without some of them.

A line is a candidate by its rank. The three best lines of a timeline are one candidate, with the rank of the second:
fewer are no timeline. A line on a person is none: it comes and goes with the lines that the person is named for.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from briefings.compose import TIMELINE_LINES, cited_by, find_companions, is_unknown, number_sources
from briefings.model import Brief, Line, Note, SectionKey

NEVER_CUT: frozenset[SectionKey] = frozenset({"objectives", "unknowns"})
NO_ROOM = "no room on the page"  # how the reason of every line that was cut begins
NOT_NAMED = f"{NO_ROOM}: no line that stands there names them"

Candidate = tuple[Line, ...]  # lines that stand or fall together


@dataclass(frozen=True)
class Candidates:
    """What may be cut from a brief.

    Attributes:
        best_first: The candidates, best first.
        people: Lines on people, each with the ids of the lines with which it stands.
        always: The ids of the lines that are never cut.
        cited: The numbers of the sources of each line, by its id.
        unknown: The same for lines on what is not known: these come and go with their sources.
    """

    best_first: Sequence[Candidate]
    people: Mapping[str, frozenset[str]]
    always: frozenset[str]
    cited: Mapping[str, frozenset[int]]
    unknown: Mapping[str, frozenset[int]]

    @classmethod
    def of(cls, brief: Brief) -> Candidates:
        """Return the candidates of ``brief``."""
        lines = _lines(brief)
        order = cut_order(brief)
        may_go = {line.id for line in order}
        named = find_companions(brief)
        people = {line.id: named[line.id] for line in _section(brief, "people") if line.id in named and not line.pinned}
        unknown = {line.id for line in lines if is_unknown(line)}
        cited: dict[str, frozenset[int]] = {}
        for line in lines:
            cited[line.id] = cited.get(line.id, frozenset()) | {c.source for c in cited_by(line)}
        alone = [line for line in reversed(order) if line.id not in people]
        return cls(
            best_first=_bundled(alone, brief), people=people,
            always=frozenset(line.id for line in lines if line.id not in may_go),
            cited={name: numbers for name, numbers in cited.items() if name not in unknown},
            unknown={name: numbers for name, numbers in cited.items() if name in unknown},
        )  # fmt: skip

    def gone(self, kept: Collection[str]) -> tuple[frozenset[str], frozenset[int]]:
        """Return what goes when ``kept`` are the ids of the candidates' lines that stay.

        Returns:
            The ids of lines, and the numbers of the sources that nothing cites then.
        """
        lines = {line.id for candidate in self.best_first for line in candidate if line.id not in kept}
        there = self.always.union(kept)
        lines |= {name for name, others in self.people.items() if others.isdisjoint(there)}
        left = set[int]().union(*(numbers for name, numbers in self.cited.items() if name not in lines))
        lines |= {name for name, numbers in self.unknown.items() if numbers and numbers.isdisjoint(left)}
        known = set[int]().union(*self.cited.values(), *self.unknown.values())
        return frozenset(lines), frozenset(known - left)


def _bundled(lines: Sequence[Line], brief: Brief) -> list[Candidate]:
    """Return ``lines``, best first, each alone but for the best of the timeline."""
    timeline = _section(brief, "timeline")
    ids = {line.id for line in timeline}
    need = max(TIMELINE_LINES - sum(line.pinned for line in timeline), 0)
    bundle = tuple(line for line in lines if line.id in ids)[:need]
    if len(bundle) < 2:
        return [(line,) for line in lines]
    turn = bundle[1].id
    return [bundle if line.id == turn else (line,) for line in lines if line.id == turn or line not in bundle]


def cut_order(brief: Brief) -> list[Line]:
    """Return the lines that may be cut, the first to go first: lowest rank, and of equal ones the later."""
    lines = [line for s in brief.sections if s.key not in NEVER_CUT for line in s.lines if not line.pinned]
    lines.reverse()
    return sorted(lines, key=lambda line: line.rank)


def cut_lines(brief: Brief, gone: Sequence[Line]) -> Brief:
    """Return ``brief`` without the lines ``gone``, which become notes, and without the sections they leave empty."""
    if not gone:
        return brief
    ids = {line.id for line in gone}
    sections = tuple(
        msgspec.structs.replace(section, lines=kept)
        for section in brief.sections
        if (kept := tuple(line for line in section.lines if line.id not in ids))
    )
    return number_sources(
        msgspec.structs.replace(brief, sections=sections, left_out=(*explain_cut(brief, gone), *brief.left_out))
    )


def explain_cut(brief: Brief, gone: Sequence[Line]) -> list[Note]:
    """Return a note for each of ``gone``, the least salient of which come first; the notes are the best first."""
    named = find_companions(brief)
    ranked = [line.id for line in reversed(cut_order(brief)) if line.id not in named]
    turns = {name: turn for turn, name in enumerate(ranked, 1)}
    held = len(turns) - len(turns.keys() & {line.id for line in gone})
    return [
        Note(reason=_reason(turns[line.id], len(turns), held) if line.id in turns else NOT_NAMED, line=line)
        for line in reversed(gone)
    ]


def _reason(turn: int, count: int, held: int) -> str:
    return f"{NO_ROOM}: number {turn} of {count} by rank, and it holds {held}"


def _lines(brief: Brief) -> list[Line]:
    lines = [line for section in brief.sections for line in section.lines]
    return [brief.bottom_line, *lines] if brief.bottom_line else lines


def _section(brief: Brief, key: SectionKey) -> Sequence[Line]:
    return next((section.lines for section in brief.sections if section.key == key), ())
