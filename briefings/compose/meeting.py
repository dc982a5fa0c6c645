"""The meeting brief: what those in the room said and want. In: placed lines, the topic. Out: the same, in its order.

The counterparts' own words come first, the newest first; then what they want. Where two of them, or one of them and
somebody whom the topic calls ours, stand against each other on one thing, that is a line of two sides.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from briefings.compose.accounts import BETWEEN, describe_place, name_line
from briefings.compose.likeness import contained
from briefings.compose.novelty import OPPOSED
from briefings.compose.placing import Placed, agents_of
from briefings.compose.terms import spelled
from briefings.model import Action, Actor, Claim, Facts, Line, Side, Topic

PRESENT_BONUS = 0.2  # of rank: what somebody in the room says or wants; less of it the older it is
BY_AGE = ("quotations", "positions")
SAME_SUBJECT = 0.4  # of the words of two positions, names aside: they are about the same thing


def favour_participants(placed: Sequence[Placed], present: Sequence[str]) -> list[Placed]:
    """Return ``placed`` with the lines of those in the room ranked up; ``present`` are their actors' ids."""
    return [_favour(one) if _speaks(one, present) else one for one in placed]


def order_by_age(placed: Sequence[Placed]) -> list[Placed]:
    """Return ``placed`` with quotations and positions the newest first: what somebody said last, they will say."""
    aged = {section: iter(_newest_first(placed, section)) for section in BY_AGE}
    return [next(aged[one.section]) if one.section in aged else one for one in placed]


def _newest_first(placed: Sequence[Placed], section: str) -> list[Placed]:
    return sorted((one for one in placed if one.section == section), key=_published, reverse=True)


def opposing_lines(placed: Sequence[Placed], facts: Sequence[Facts], topic: Topic) -> list[Placed]:
    """Return a line of two sides for each two positions against each other, one of them of somebody in the room."""
    concerned = {actor.id for one in facts for actor in one.actors if _is_concerned(actor, topic)}
    acts = [(one, claim, fact) for one in placed if one.section == "positions" for claim, fact in _acts(one)]
    found: list[Placed] = []
    for index, (one, claim, fact) in enumerate(acts):
        for other, against, theirs in acts[index + 1 :]:
            if _concerns(claim, against, concerned) and _oppose(fact, theirs) and _same_subject(one, other):
                found.append(_opposing_line((one, claim), (other, against)))
                break
    return found


def _acts(one: Placed) -> list[tuple[Claim, Action]]:
    return [(claim, fact) for claim, fact in one.passage.pairs if isinstance(fact, Action) and fact.actors]


def _favour(one: Placed) -> Placed:
    rank = round(min(one.line.rank + PRESENT_BONUS * (1 - one.passage.age), 1.0), 4)
    line = msgspec.structs.replace(one.line, rank=rank, why=("takes part in the meeting", *one.line.why))
    return msgspec.structs.replace(one, line=line)


def _speaks(one: Placed, present: Sequence[str]) -> bool:
    if one.section not in {"quotations", "positions"}:
        return False
    return any(a.id in present for c, f in one.passage.pairs if c in one.line.claims for a in agents_of(c, f))


def _published(one: Placed) -> str:
    return one.passage.source.article.published or ""


def _is_concerned(actor: Actor, topic: Topic) -> bool:
    """Return whether ``actor`` is in the room, by name."""
    return spelled(actor.name) in {spelled(person.name) for person in topic.participants}


def _concerns(claim: Claim, other: Claim, concerned: set[str]) -> bool:
    mine, theirs = {actor.id for actor in claim.actors}, {actor.id for actor in other.actors}
    return mine != theirs and not (mine | theirs).isdisjoint(concerned)


def _oppose(fact: Action, other: Action) -> bool:
    if set(fact.actors) & set(other.actors):
        return False
    against, for_it = OPPOSED
    return (fact.type in against and other.type in for_it) or (fact.type in for_it and other.type in against)


def _same_subject(one: Placed, other: Placed) -> bool:
    return max(contained(one.line.text, other.line.text), contained(other.line.text, one.line.text)) >= SAME_SUBJECT


def _opposing_line(*pairs: tuple[Placed, Claim]) -> Placed:
    sides = [_side(one) for one, _ in pairs]
    first = max((one for one, _ in pairs), key=lambda one: one.line.rank)
    runs = (*sides[0].runs, BETWEEN, *sides[1].runs)
    line = Line(
        id=name_line("dif", [claim.id for _, claim in pairs]),
        label="Opposed",
        text="".join(run.text for run in runs),
        runs=runs,
        citations=tuple(citation for side in sides for citation in side.citations),
        claims=tuple(claim for _, claim in pairs),
        rank=first.line.rank,
        rule="differences.positions",
        single_origin=False,
        sides=tuple(sides),
        why=("two positions against each other", *first.line.why),
    )
    return Placed(section="differences", line=line, passage=first.passage)


def _side(one: Placed) -> Side:
    passage = one.passage
    return Side(
        label=f"{one.line.label}, in {describe_place(passage.source)}",
        text=one.line.text,
        runs=one.line.runs,
        citations=one.line.citations,
        claims=one.line.claims,
        date=passage.source.article.published[:10] if passage.source.article.published else None,
    )
