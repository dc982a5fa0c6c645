"""A brief → the same without its timeline, or who on it goes with whom. For the choice of what finds room."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from briefings.compose.choice import IN_BOTTOM_LINE, favour_ahead, is_told_by_bottom, rank_in, salience_of
from briefings.compose.chronology import from_timeline, last_day
from briefings.compose.page import HEADINGS, order_of
from briefings.compose.people import person_line_id, persons_in
from briefings.model import Brief, Line, Note, Section, SectionKey


def dissolve_timeline(brief: Brief) -> Brief:
    """Return ``brief`` with the lines of its timeline under what to watch and developments.

    What the bottom line says as well has no place there: it becomes a note.
    """
    timeline = next((section.lines for section in brief.sections if section.key == "timeline"), ())
    held: dict[SectionKey, list[Line]] = {s.key: list(s.lines) for s in brief.sections if s.key != "timeline"}
    notes, bottom = list[Note](), brief.bottom_line
    for line in timeline:
        key, moved = from_timeline(line, brief.date)
        if key == "developments" and not line.pinned and bottom and is_told_by_bottom(line, bottom):
            notes.append(Note(reason=IN_BOTTOM_LINE, line=moved, repeats=True))
        else:
            _insert(moved, held.setdefault(key, []), key)
    known = {section.key: section for section in brief.sections}
    sections = (_section(key, held.get(key, ()), known.get(key)) for key in order_of(brief.kind))
    return replace(
        brief, sections=tuple(section for section in sections if section.lines), left_out=(*notes, *brief.left_out)
    )


def find_companions(brief: Brief) -> Mapping[str, frozenset[str]]:
    """Return for each line on a person, by its id, the ids of the lines that the person is named for."""
    lines = [line for section in brief.sections if section.key != "people" for line in section.lines]
    found: dict[str, set[str]] = {}
    for line in [brief.bottom_line, *lines] if brief.bottom_line else lines:
        for actor in persons_in(line):
            found.setdefault(person_line_id(actor), set()).add(line.id)
    return {name: frozenset(ids) for name, ids in found.items()}


def _insert(line: Line, lines: list[Line], key: SectionKey) -> None:
    """Put ``line`` behind the last of ``lines`` that goes before it: by date, or by rank."""
    before = [n for n, other in enumerate(lines, 1) if _turn(other, key) <= _turn(line, key)]
    lines.insert(max(before, default=0), line)


def _turn(line: Line, key: SectionKey) -> tuple[bool, str, float]:
    if key == "watch":
        return line.date is None, last_day(line.date) if line.date else "", 0.0
    return False, "", -salience_of(line.rank)


def _section(key: SectionKey, lines: Sequence[Line], known: Section | None) -> Section:
    """Return the section with the ranks of its lines settled anew where it has more of them than before."""
    title, layout, columns = HEADINGS[key]
    section = known or Section(key=key, title=title, layout=layout, columns=columns, lines=())
    if len(lines) == len(section.lines):
        return section
    best = [line.id for line in sorted(lines, key=lambda line: _order(line, key))]
    ranked = (line if line.pinned else replace(line, rank=_rank(line, key, best.index(line.id))) for line in lines)
    return replace(section, lines=tuple(_evened(ranked, key)))


def _order(line: Line, key: SectionKey) -> tuple[bool, bool, float]:
    """Return the turn of ``line``, pinned ones first; of what is ahead, what has a known day first."""
    return not line.pinned, key == "watch" and line.date is None, -salience_of(line.rank)


def _rank(line: Line, key: SectionKey, better: int) -> float:
    return rank_in(key, better, favour_ahead(line, key) if better == 0 else salience_of(line.rank))


def _evened(lines: Iterable[Line], key: SectionKey) -> list[Line]:
    """Return ``lines`` without the dates of developments where most have none: their words still say them."""
    found = list(lines)
    if key != "developments" or 2 * sum(line.date is not None for line in found) >= len(found):
        return found
    return [replace(line, date=None) for line in found]
