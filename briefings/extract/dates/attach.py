from __future__ import annotations

from briefings.extract.reading import Reading
from briefings.model import Fact


def attach_dates(facts: list[Fact], reading: Reading) -> list[Fact]:
    """Return ``facts`` with each date of the article on the fact that it dates: same clause first, then nearest."""
    return facts
