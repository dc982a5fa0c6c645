"""Facts of many articles → Claims. In: Facts. Out: what is said, by whom, from how many independent origins."""

from __future__ import annotations

from collections.abc import Sequence

from briefings.model import Claim, Facts


def corroborate(facts: Sequence[Facts]) -> tuple[Claim, ...]:
    """Return the claims of all articles, in the order of the articles and of their text."""
    return ()
