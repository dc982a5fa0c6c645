"""Who is who. In: placed lines, the articles, the topic. Out: a line for each person: name, role, affiliation."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from briefings.compose.placing import PINNED
from briefings.compose.terms import spelled
from briefings.corroborate.actors import newest_title
from briefings.corroborate.names import is_past_role, role_words
from briefings.model import Action, Actor, Citation, Facts, Line, Participant, Run, Statement, Topic

NO_TITLE = "title not given"  # W5
TAKES_PART = "takes part in the meeting"  # why somebody is in who is who, whoever is named on the page
PERSON = "peo-"  # how the id of a line on a person begins
MOST_PEOPLE = 6  # of those who are not in the room


def list_people(lines: Sequence[Line], facts: Sequence[Facts], topic: Topic) -> list[Line]:
    """Return a line for each person: the participants in the topic's order, then those whom ``lines`` name or quote.

    A title is the desk's own word where it has one, else that of the newest article that gives one. Who is pinned is
    there beside the most salient; who is dropped is there too, and takes nobody's place.
    """
    known = _people_of(facts)
    present = find_participants(facts, topic)
    there = [_participant_line(person, known.get(present.get(person.name, ""), [])) for person in topic.participants]
    ranks = _ranked(lines)
    full = [actor for named in known.values() for _, actor in named if " " in actor.name]
    short = {name for name in ranks if name in known and any(_is_short_for(known[name], actor) for actor in full)}
    others = {name: f"{PERSON}{name}" for name in ranks if name in known and name not in {*present.values(), *short}}
    best = [name for name, line in others.items() if line not in topic.drops][:MOST_PEOPLE]
    listed = [name for name, line in others.items() if name in best or line in topic.pins or line in topic.drops]
    found = (_person_line(known[name], ranks[name]) for name in listed)
    return there + [_pin(line) if line.id in topic.pins else line for line in found]


def _is_short_for(named: Named, full: Actor) -> bool:
    """Return whether ``named`` has a surname and at most a title of few words, and ``full`` both in full.

    "Minister Bah" is not listed beside "Mamadou Bah, Fisheries Minister".
    """
    actor = named[0][1]
    if " " in actor.name or not full.name.endswith(f" {actor.name}"):
        return False
    return all(role_words(one.role or "") <= role_words(full.role or "") for _, one in named)


def find_participants(facts: Sequence[Facts], topic: Topic) -> dict[str, str]:
    """Return the actors' ids of the participants whom the articles name, by the name that the topic gives them."""
    names: dict[str, str] = {}
    for one in facts if topic.participants else ():
        for actor in one.actors:
            if actor.kind == "person":
                names.setdefault(spelled(actor.name), actor.id)
    return {p.name: names[spelled(p.name)] for p in topic.participants if spelled(p.name) in names}


def persons_in(line: Line) -> list[Actor]:
    """Return the people who speak, act or are acted upon in the facts of a line."""
    ids: set[str | None] = set()
    for claim in line.claims:
        for fact in (e.fact for e in claim.evidence):
            if isinstance(fact, Statement):
                ids.add(fact.speaker)
            elif isinstance(fact, Action):
                ids.update(fact.actors + fact.recipients)
    return [a for claim in line.claims for a in claim.actors if a.kind == "person" and a.id in ids]


def person_line_id(actor: Actor) -> str:
    """Return the id of the line that says who ``actor`` is."""
    return f"{PERSON}{actor.id}"


Named = Sequence[tuple[Facts, Actor]]


def _people_of(facts: Sequence[Facts]) -> dict[str, list[tuple[Facts, Actor]]]:
    """Return the people that the articles name, by id, each with the articles, the newest first."""
    found: dict[str, list[tuple[Facts, Actor]]] = {}
    for one in sorted(facts, key=lambda f: f.article.published or "", reverse=True):
        for actor in one.actors:
            if actor.kind == "person":
                found.setdefault(actor.id, []).append((one, actor))
    return found


def _ranked(lines: Sequence[Line]) -> dict[str, float]:
    """Return the ids of the people whom the lines speak of, the most salient first, with their best line's rank."""
    best: dict[str, float] = {}
    for line in lines:
        for actor in persons_in(line):
            best[actor.id] = max(best.get(actor.id, 0.0), line.rank)
    return dict(sorted(best.items(), key=lambda pair: -pair[1]))


def _participant_line(person: Participant, named: Named) -> Line:
    """Return the line of somebody in the room; what the desk says of them needs no source."""
    own = [part for part in (person.title, person.organisation) if part]
    line = _person_line(named, 1.0) if named else None
    if line is None or own:
        text = ", ".join(own) or f"{NO_TITLE}; not named in the sources"
        line = Line(
            id=f"{PERSON}{spelled(person.name).replace(' ', '-')}", label=person.name, text=text,
            runs=(_first_run(text),), citations=(), claims=(), rank=1.0, rule="people.desk", single_origin=False,
        )  # fmt: skip
    return msgspec.structs.replace(line, label=person.name, pinned=True, rank=1.0, why=(TAKES_PART,))


def _pin(line: Line) -> Line:
    return msgspec.structs.replace(line, pinned=True, rank=1.0, why=(PINNED, *line.why))


def _person_line(named: Named, rank: float) -> Line:
    source, actor = _best_titled(named)
    text = ", ".join(part for part in (actor.role, actor.affiliation) if part) or NO_TITLE
    mention = next((m for m in actor.mentions if actor.name in m.exact), actor.mentions[0])
    sentence = next((s for s in source.sentences if s.start <= mention.start < s.end), mention)
    return Line(
        id=person_line_id(actor),
        label=actor.name,
        text=text,
        runs=(_first_run(text),),
        citations=(Citation(source=0, article=source.article.id, span=sentence),),
        claims=(),
        rank=rank,
        rule="people.named",
        single_origin=False,
        why=("named in a line of the page",),
    )


def _best_titled(named: Named) -> tuple[Facts, Actor]:
    """Return the newest mention with a title, or an older one that gives the same title and whose it is.

    "Foreign Minister" and "Minister of Foreign Affairs, Norway" are the same title.
    """
    newest = newest_title(named) or named[0]
    same = (pair for pair in named if pair[1].affiliation and _is_same_title(pair[1].role, newest[1].role))
    return newest if newest[1].affiliation else next(same, newest)


def _is_same_title(one: str | None, other: str | None) -> bool:
    if one is None or other is None or is_past_role(one) != is_past_role(other):
        return one == other
    few, many = sorted((role_words(one), role_words(other)), key=len)
    return bool(few) and few <= many and (len(few) > 1 or len(many) == 1)


def _first_run(text: str) -> Run:
    return Run(text=text[:1].upper() + text[1:])
