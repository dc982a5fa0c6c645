"""Prose → Dates and Deadlines. In: the prose and the date of publication. Out: date expressions with their value."""

from __future__ import annotations

from briefings.extract.reading import Reading
from briefings.model import Date, Deadline, Fact
from briefings.text import Prose


def extract_dates(prose: Prose, published: str | None) -> tuple[Date, ...]:
    """Return the date expressions in the order of the text, resolved against ``published`` where they need it."""
    return ()


def extract_deadlines(reading: Reading) -> list[Deadline]:
    """Return the deadlines of the article in the order of the text; ids are left empty."""
    return []


def attach_dates(facts: list[Fact], reading: Reading) -> list[Fact]:
    """Return ``facts`` with each date of the article on the fact that it dates: same clause first, then nearest."""
    return facts
