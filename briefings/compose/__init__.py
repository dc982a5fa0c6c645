"""Claims + Topic → Brief. In: claims, the articles they come from, the topic. Out: a ranked brief, every line cited.

The steps, each a module: ``relevance`` (which sentences concern the topic), ``lines`` and ``excerpts`` (what each of
them yields), ``wording`` (its words), ``page`` (bottom line, people, what is not known, sources).
"""

from __future__ import annotations

from collections.abc import Sequence

from briefings.compose.lines import compose_lines
from briefings.compose.page import (
    arrange_sections,
    choose_bottom_line,
    describe_sources,
    list_people,
    list_unknowns,
    number_sources,
)
from briefings.compose.relevance import find_passages, select_articles
from briefings.errors import SeedError
from briefings.model import Brief, Claim, DeskSettings, Facts, Topic

__all__ = ["compose_brief", "number_sources"]


def compose_brief(
    claims: Sequence[Claim],
    topic: Topic,
    *,
    facts: Sequence[Facts],
    settings: DeskSettings,
    as_of: str | None = None,
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
    passages = find_passages(claims, facts, topic)
    placed = [
        one for one in compose_lines(passages) if not {one.line.id, *_claim_ids(one.line.claims)} & {*topic.drops}
    ]
    if not placed:
        raise SeedError(
            "no sentence of the articles concerns the topic: widen terms.any, or check which articles it names",
            path=topic.slug,
        )
    chosen = select_articles(facts, topic)
    bottom = choose_bottom_line(placed, topic)
    sections = arrange_sections(placed, topic, people=list_people(placed, facts), unknowns=list_unknowns(passages))
    dates = sorted(a.published[:10] for a in (one.article for one in chosen) if a.published)
    draft = Brief(
        slug=topic.slug,
        title=topic.title,
        kind=topic.kind,
        language=settings.language,
        marking=topic.marking or settings.marking,
        author=topic.author or settings.author,
        date=as_of or (dates[-1] if dates else None),
        date_text="",
        topic=topic.title,
        purpose=topic.purpose,
        bottom_line=bottom,
        sections=sections,
        notes=topic.notes,
        source_summary="",
        sources=(),
        left_out=(),
    )
    return number_sources(describe_sources(draft, chosen, as_of))


def _claim_ids(claims: Sequence[Claim]) -> set[str]:
    return {claim.id for claim in claims}
