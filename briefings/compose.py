"""Claims + Topic → Brief. In: claims, the articles they come from, the topic. Out: a ranked brief, every line cited."""

from __future__ import annotations

from collections.abc import Sequence

from briefings.model import Brief, Claim, DeskSettings, Facts, Topic


def compose_brief(
    claims: Sequence[Claim], topic: Topic, *, facts: Sequence[Facts], settings: DeskSettings, as_of: str | None = None
) -> Brief:
    """Return the brief of ``topic``: all that its claims support, ranked; what does not fit is cut later.

    Args:
        claims: What the articles say (see ``corroborate``).
        topic: What the brief is about.
        facts: The articles behind the claims, in the order in which sources are numbered.
        settings: The desk's author, marking and scale.
        as_of: ISO date of the page; None dates it by its newest source.

    Raises:
        SeedError: No sentence of the articles concerns the topic.
    """
    raise NotImplementedError
