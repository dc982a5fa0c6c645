"""What a check finds. In: nothing. Out: findings, and the lines of a brief with their accounts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from briefings.model import Brief, Citation, Claim, Line, Record, Run, Side

# lines that are the desk's own words and need no citation: "objective", "bottom-line.analyst", "people.participant"
OWN_RULES = ("objective", ".analyst", ".participant", ".desk")


class Finding(Record, frozen=True, kw_only=True):
    """What a check found: its id (E1 … W10), what is wrong in words, where.

    ``line`` is the id of the line concerned, empty for the page; ``output`` names the output that shows it, empty for
    the brief itself. ``grave`` makes a warning an error.
    """

    id: str
    message: str
    line: str = ""
    output: str = ""
    grave: bool = False

    @property
    def severity(self) -> Literal["error", "warning"]:
        """Return "error" for what holds a brief back, "warning" for what is only shown."""
        return "error" if self.grave or self.id.startswith("E") else "warning"


def describe(finding: Finding) -> str:
    """Return ``finding`` in one line: its id, where it is, what is wrong."""
    where = ", ".join(part for part in (finding.output, finding.line and f"line {finding.line}") if part)
    return f"{finding.id} {where + ': ' if where else ''}{finding.message}"


def lines_of(brief: Brief) -> list[Line]:
    """Return every line of the page in its order, the bottom line first."""
    return [*([brief.bottom_line] if brief.bottom_line else []), *(x for s in brief.sections for x in s.lines)]


def is_own(line: Line) -> bool:
    """Return whether ``line`` is the desk's own words, for which no source stands."""
    return line.rule.endswith(OWN_RULES)


class Account(Record, frozen=True, kw_only=True):
    """What stands on the page as one: a label, words, and the citations behind them."""

    line: Line
    label: str
    text: str
    runs: tuple[Run, ...]
    citations: tuple[Citation, ...]
    claims: tuple[Claim, ...]
    date: str | None


def accounts_of(line: Line) -> list[Account]:
    """Return the accounts of ``line``: its sides where sources differ, else the line itself."""
    return [_account(line, one) for one in line.sides or (line,)]


def all_citations(line: Line) -> Iterator[Citation]:
    """Yield every citation of ``line``, those of its sides and its series too."""
    yield from line.citations
    for side in line.sides:
        yield from side.citations
    for point in line.series:
        yield point.citation


def _account(line: Line, one: Line | Side) -> Account:
    return Account(
        line=line, label=one.label, text=one.text, runs=one.runs, citations=one.citations,
        claims=one.claims, date=one.date,
    )  # fmt: skip


def shorten(text: str, most: int = 90) -> str:
    """Return ``text`` on one line, cut at ``most`` characters."""
    plain = " ".join(text.split())
    return plain if len(plain) <= most else plain[: most - 2].rstrip() + " …"
