"""Chosen lines → the sections of a page. In: placed lines, people, unknowns, the topic. Out: sections in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from briefings.compose.bottom import own_line
from briefings.compose.chronology import last_day
from briefings.compose.placing import Placed
from briefings.model import Layout, Line, Section, SectionKey, Topic

SITUATION_ORDER: tuple[SectionKey, ...] = (
    "people", "developments", "positions", "figures", "quotations", "risks", "opportunities", "timeline", "watch",
    "differences", "unknowns",
)  # fmt: skip
MEETING_ORDER: tuple[SectionKey, ...] = (
    "objectives", "people", "quotations", "positions", "developments", "figures", "differences", "risks",
    "opportunities", "timeline", "watch", "unknowns",
)  # fmt: skip
HEADINGS: dict[SectionKey, tuple[str, Layout, tuple[str, ...]]] = {
    "objectives": ("Objectives", "list", ()),
    "people": ("Who is who", "people", ("Name", "Role")),
    "developments": ("Developments", "list", ()),
    "positions": ("Positions and asks", "table", ("Who", "What")),
    "figures": ("Key figures", "table", ("Figure", "In the words of the source")),
    "quotations": ("In their words", "quotes", ()),
    "risks": ("Risks and obstacles", "list", ()),
    "opportunities": ("Opportunities", "list", ()),
    "watch": ("What to watch", "table", ("When", "What")),
    "timeline": ("Timeline", "timeline", ("When", "What")),
    "differences": ("Where sources differ", "differences", ("On", "Accounts")),
    "unknowns": ("What we do not know", "list", ()),
}


def arrange_sections(
    placed: Sequence[Placed], topic: Topic, *, people: Sequence[Line], unknowns: Sequence[Line]
) -> tuple[Section, ...]:
    """Return the sections in the order of the topic's kind, without empty ones."""
    held: dict[SectionKey, list[Line]] = {"people": list(people), "unknowns": list(unknowns)}
    held["objectives"] = [own_line(f"objective-{i}", text, "objective") for i, text in enumerate(topic.objectives, 1)]
    for one in placed:
        held.setdefault(one.section, []).append(one.line)
    return tuple(_section(key, held[key], topic) for key in order_of(topic.kind) if held.get(key))


def order_of(kind: Literal["situation", "meeting"]) -> tuple[SectionKey, ...]:
    """Return the sections of a page of ``kind``, in order."""
    return MEETING_ORDER if kind == "meeting" else SITUATION_ORDER


def _section(key: SectionKey, lines: Sequence[Line], topic: Topic) -> Section:
    title, layout, columns = HEADINGS[key]
    wanted = {name: index for index, name in enumerate(topic.order)}
    ordered = sorted(_ordered(key, lines, by_age=topic.kind == "meeting"), key=lambda line: _wish(line, wanted))
    return Section(key=key, title=title, layout=layout, columns=columns, lines=tuple(ordered))


def _wish(line: Line, wanted: Mapping[str, int]) -> int:
    """Return where the topic's ``order`` puts ``line``: behind all it names when it does not name it."""
    names = (line.id, *(claim.id for claim in line.claims))
    return min((wanted[name] for name in names if name in wanted), default=len(wanted))


def _ordered(key: SectionKey, lines: Sequence[Line], *, by_age: bool) -> list[Line]:
    """Return ``lines`` as the section shows them: dated ones by date, positions by actor, the rest by rank.

    What is new since the brief that was kept stands first, but in a section that goes by date. ``by_age`` keeps
    quotations, and what one actor wants, as they come: the newest first.
    """
    ranked = sorted(lines, key=lambda line: (line.novelty is None, -line.rank))
    if key == "positions":
        best = {line.label: index for index, line in reversed(list(enumerate(ranked)))}
        return sorted(lines if by_age else ranked, key=lambda line: (best[line.label], line.novelty is None))
    if key in {"watch", "timeline"}:
        return sorted(ranked, key=lambda line: (line.date is None, last_day(line.date) if line.date else ""))
    as_given = key in {"objectives", "people", "unknowns"} or (key == "quotations" and by_age)
    return list(lines) if as_given else ranked
