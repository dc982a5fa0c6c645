"""Reading → Risks and Opportunities. In: a Reading. Out: the sentences or clauses that state a problem or a prospect."""

from __future__ import annotations

from briefings.extract.reading import Reading
from briefings.model import Opportunity, Risk


def extract_assessments(reading: Reading) -> list[Risk | Opportunity]:
    """Return the risks and opportunities of the article in the order of the text; ids are left empty."""
    return []
