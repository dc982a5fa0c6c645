"""Claims + Topic → Brief. In: claims, the articles they come from, the topic. Out: a ranked brief, every line cited.

The steps, each a module: ``relevance`` (which sentences concern the topic), ``lines`` and ``excerpts`` (what each of
them yields), ``wording`` (its words), ``salience`` (how much it matters), ``accounts`` (where sources differ, what
changed over time), ``novelty`` (what is new), ``chronology`` (what lies behind and ahead), ``bottom`` and ``choice``
(what stands on the page and why not the rest), ``people``, ``unknowns``, ``page`` and ``sources``.
"""

from __future__ import annotations

from collections.abc import Sequence

from briefings.compose.accounts import desk_of, difference_lines, series_lines
from briefings.compose.bottom import choose_bottom_line
from briefings.compose.choice import Choice, choose_lines
from briefings.compose.chronology import TIMELINE_LINES, arrange_dates, tell_age, without_timeline
from briefings.compose.lines import compose_lines
from briefings.compose.meeting import favour_participants, opposing_lines, order_by_age
from briefings.compose.novelty import Kept, Known, keep_brief, known_before, mark_novelty
from briefings.compose.page import arrange_sections
from briefings.compose.passages import Passage
from briefings.compose.people import find_participants, list_people
from briefings.compose.placing import DROPPED, Placed
from briefings.compose.relevance import find_passages, select_articles
from briefings.compose.resettle import dissolve_timeline, find_companions
from briefings.compose.sources import cited_by, describe_date, is_unknown, list_sources, number_sources
from briefings.compose.unknowns import list_unknowns
from briefings.errors import SeedError
from briefings.model import Brief, Claim, DeskSettings, Facts, Line, Note, Record, Topic

__all__ = [
    "TIMELINE_LINES", "Kept", "Occasion", "cited_by", "compose_brief", "dissolve_timeline", "find_companions",
    "is_unknown", "keep_brief", "number_sources",
]  # fmt: skip


class Occasion(Record, frozen=True, kw_only=True):
    """When a brief is made: the page's date, None for that of its newest source, and what novelty is measured against.

    ``since`` is an ISO date; what was published before it was known. Without it, ``kept`` is what was known: the record
    of the brief that was kept last. With neither, the brief is a first one and says nothing of novelty.
    """

    as_of: str | None = None
    since: str | None = None
    kept: Kept | None = None


FIRST = Occasion()


def compose_brief(
    claims: Sequence[Claim],
    topic: Topic,
    *,
    facts: Sequence[Facts],
    settings: DeskSettings,
    occasion: Occasion = FIRST,
) -> Brief:
    """Return the brief of ``topic``: all that its claims support, ranked; what does not fit is cut later.

    Args:
        claims: What the articles say (see ``corroborate``).
        topic: What the brief is about.
        facts: The articles behind the claims.
        settings: The desk's author, marking and scale.
        occasion: The date of the page, and what was known before it.

    Raises:
        SeedError: No sentence of the articles concerns the topic.
    """
    chosen = select_articles(facts, topic)
    passages = find_passages(claims, chosen, topic)
    known = _known(claims, chosen, occasion)
    placed = _place_lines(passages, claims, facts=chosen, topic=topic, known=known)
    if not placed:
        raise SeedError(
            "no sentence of the articles concerns the topic: widen terms.any, or check which articles it names",
            path=topic.slug,
        )
    cited = {citation.article for one in placed for citation in cited_by(one.line)}
    used = [one for one in chosen if one.article.id in cited | {passage.article for passage in passages}]
    date = occasion.as_of or max((f.article.published[:10] for f in used if f.article.published), default=None)
    placed = [tell_age(one, date) for one in arrange_dates(placed, date)]
    bottom = choose_bottom_line(placed, topic)
    choice = choose_lines(placed, topic, bottom=bottom)
    if 0 < sum(one.section == "timeline" for one in choice.kept) < TIMELINE_LINES:
        choice = choose_lines(without_timeline(placed, date), topic, bottom=bottom)
    return _page(topic, settings, choice=choice, known=known, parts=_Parts(
        date=date, as_of=occasion.as_of, bottom=bottom, facts=tuple(used), passages=tuple(passages),
    ))  # fmt: skip


class _Parts(Record, frozen=True, kw_only=True):
    """What a page needs beside its chosen lines."""

    date: str | None
    as_of: str | None
    bottom: Line | None
    facts: tuple[Facts, ...]
    passages: tuple[Passage, ...]


def _known(claims: Sequence[Claim], facts: Sequence[Facts], occasion: Occasion) -> Known | None:
    if occasion.since:
        return known_before(claims, facts, occasion.since)
    return occasion.kept.known() if occasion.kept else None


def _place_lines(
    passages: Sequence[Passage], claims: Sequence[Claim], *, facts: Sequence[Facts], topic: Topic, known: Known | None
) -> list[Placed]:
    """Return every line that the passages support, ranked and marked."""
    desk = desk_of(claims, facts)
    placed = [*difference_lines(passages, desk), *series_lines(passages, desk), *compose_lines(passages)]
    if topic.participants:
        present = tuple(find_participants(facts, topic).values())
        placed = favour_participants([*placed, *opposing_lines(placed, facts, topic)], present)
    return mark_novelty(placed, known) if known else placed


def _page(topic: Topic, settings: DeskSettings, *, choice: Choice, known: Known | None, parts: _Parts) -> Brief:
    """Return the chosen lines as a page, with its people, unknowns and sources."""
    placed = order_by_age(choice.kept) if topic.kind == "meeting" else choice.kept
    sources = list_sources(parts.facts)
    lines = [*([parts.bottom] if parts.bottom else []), *(one.line for one in placed)]
    people, unknowns = list_people(lines, parts.facts, topic), list_unknowns(parts.passages)
    dropped = [line for line in (*people, *unknowns) if line.id in topic.drops]
    draft = Brief(
        slug=topic.slug,
        title=topic.title,
        kind=topic.kind,
        language=settings.language,
        marking=topic.marking or settings.marking,
        author=topic.author or settings.author,
        date=parts.date,
        date_text=describe_date(sources, parts.as_of),
        since=known.date if known else None,
        topic=topic.title,
        purpose=topic.purpose,
        bottom_line=parts.bottom,
        sections=arrange_sections(
            placed,
            topic,
            people=[line for line in people if line not in dropped],
            unknowns=[line for line in unknowns if line not in dropped],
        ),
        notes=topic.notes,
        source_summary="",
        sources=sources,
        left_out=(*choice.notes, *(Note(reason=DROPPED, line=line) for line in dropped)),
    )
    return number_sources(draft)
