"""Markings in order. In: a page's own marking, those of its sources. Out: the strictest.

Source: FIRST, Traffic Light Protocol 2.0 (2022); ``TLP:WHITE`` is what 1.0 called ``TLP:CLEAR``.
"""

from __future__ import annotations

import msgspec

from briefings.model import Brief

MARKING_RANK = ("TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED")
OLDER_MARKS = {"TLP:WHITE": "TLP:CLEAR"}


def rank_marking(mark: str) -> int | None:
    """Return how strict a marking of the Traffic Light Protocol is, from 0; None for a house's own."""
    name = OLDER_MARKS.get(mark.upper(), mark.upper())
    return MARKING_RANK.index(name) if name in MARKING_RANK else None


def carry_marking(brief: Brief) -> Brief:
    """Return ``brief`` with the strictest marking of its sources, where that is stricter than its own.

    A house's own marking cannot be ranked: it is left as it is, and a check holds the page back where it must.
    """
    own = rank_marking(brief.marking)
    ranks = [rank for source in brief.sources if (rank := rank_marking(source.marking or "")) is not None]
    if own is None or max(ranks, default=0) <= own:
        return brief
    return msgspec.structs.replace(brief, marking=MARKING_RANK[max(ranks)])
