"""Prose → Hedges. In: the prose. Out: the words by which the writer keeps distance, each with the clause it holds for."""

from __future__ import annotations

from briefings.extract.reading import Hedge
from briefings.text import Prose


def extract_hedges(prose: Prose) -> tuple[Hedge, ...]:
    """Return the hedges in the order of the text."""
    return ()
