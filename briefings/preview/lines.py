"""The lines of a brief by name. In: a brief. Out: a line, the section it stands in, what may be done with it."""

from __future__ import annotations

from collections.abc import Sequence

from briefings.model import Brief, Line, Section


def find_line(brief: Brief, name: str) -> Line | None:
    """Return the line ``name``, on the page or left out; None where there is none of that name."""
    return next((line for line in _all_lines(brief) if line.id == name), None)


def names_of(line: Line) -> frozenset[str]:
    """Return the names by which a topic's file may mean ``line``: its own id and those of its claims."""
    return frozenset({line.id, *(claim.id for claim in line.claims)})


def section_of(brief: Brief, name: str) -> Section | None:
    """Return the section that holds the line ``name`` on the page."""
    return next((section for section in brief.sections if any(line.id == name for line in section.lines)), None)


def _all_lines(brief: Brief) -> Sequence[Line]:
    first = [brief.bottom_line] if brief.bottom_line else []
    return [*first, *(line for s in brief.sections for line in s.lines), *(note.line for note in brief.left_out)]
