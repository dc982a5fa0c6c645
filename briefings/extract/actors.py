"""Prose → Cast. In: the prose. Out: people, organisations, countries, places and where each is mentioned."""

from __future__ import annotations

from briefings.extract.reading import Cast
from briefings.text import Prose


def extract_actors(prose: Prose) -> Cast:
    """Return the cast of the article: actors in the order of first mention, mentions in the order of the text."""
    return Cast(actors=(), mentions=(), mention_starts=())
