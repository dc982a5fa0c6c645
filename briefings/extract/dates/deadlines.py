from __future__ import annotations

from briefings.extract.reading import Reading
from briefings.model import Deadline


def extract_deadlines(reading: Reading) -> list[Deadline]:
    """Return the deadlines of the article in the order of the text; ids are left empty."""
    return []
