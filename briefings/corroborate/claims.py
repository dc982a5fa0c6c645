"""Facts found → groups of one content. In: facts of many articles. Out: which of them say the same.

Only what says the same in the same words is one claim (see ``words``): same kind, same parties under one id, same
numbers, negation, modality, hedge and dates. A claim that is two is a line that is repeated; two claims made one is a
citation that does not support its line.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from briefings.corroborate.days import split_by_time
from briefings.corroborate.figures import group_figures
from briefings.corroborate.found import Found
from briefings.corroborate.names import parse_name
from briefings.corroborate.words import content_words, negations
from briefings.model import Action, Actor, Claim, Deadline, Fact, Figure, Statement

DENIES = frozenset({"denied", "deny", "denies", "denying", "denial"})
# verbs that put what is said neither nearer nor farther; any other verb is part of what a statement is
PLAIN_CUES = frozenset(
    {
        *("said", "say", "says", "saying", "told", "tells", "added", "adding", "adds", "according to", "stated"),
        *("noted", "noting", "announced", "explained", "wrote", "remarked", "continued", "went on", "told reporters"),
    }
)
Key = tuple[object, ...]


def group_facts(found: Sequence[Found]) -> list[list[Found]]:
    """Return ``found`` in groups of one content, each in the order given, by the first of each."""
    keyed: dict[Key, list[Found]] = {}
    for one in found:
        if not isinstance(one.fact, Figure):
            keyed.setdefault(content_key(one), []).append(one)
    groups = [part for group in keyed.values() for part in _at_one_time(group)]
    groups.extend(group_figures([one for one in found if isinstance(one.fact, Figure)]))
    order = {id(one): index for index, one in enumerate(found)}
    ordered = (sorted(group, key=lambda one: order[id(one)]) for group in groups)
    return sorted(ordered, key=lambda group: order[id(group[0])])


def content_key(one: Found) -> Key:
    """Return what makes two facts that are no figures the same claim."""
    fact = one.fact
    base: Key = (type(fact).__name__, one.words, _hedge(fact), one.denied, *_unknown_dates(one))
    if isinstance(fact, Statement):
        speaker = _party(one.actors[0], one) if one.actors else ("?", one.origin)
        return (*base, speaker, fact.mode == "direct", cue_of(fact))
    if isinstance(fact, Action):
        spoken = negations(content_words(fact.span.exact))
        sides = (_parties(fact.actors, one), _parties(fact.recipients, one))
        return (*base, fact.type, sides, fact.modality, spoken, fact.place, fact.date.value if fact.date else None)
    return (*base, fact.date.value, one.dates) if isinstance(fact, Deadline) else (*base, one.dates)


def cue_of(fact: Statement) -> str:
    """Return how the words are given: "say", "deny", or the verb itself where it adds something."""
    cue = " ".join(fact.cue.exact.casefold().split()) if fact.cue else "say"
    if cue in PLAIN_CUES or fact.mode == "direct":
        return "say"
    return "deny" if cue in DENIES else cue


def merge_group(group: Sequence[Found], *, taken: set[str]) -> Claim:
    """Return the claim of facts of one content, under an id that no other claim has: it is added to ``taken``."""
    oldest = min(group, key=lambda one: one.place)
    name = _claim_id(oldest, taken)
    taken.add(name)
    actors: dict[str, Actor] = {}
    for one in sorted(group, key=lambda one: one.published or "", reverse=True):
        for actor in one.actors:
            held = actors.get(actor.id)
            actors[actor.id] = actor if held is None or (actor.role and not held.role) else held
    first = [actor.id for one in group for actor in one.actors]
    return Claim(
        id=name,
        evidence=tuple(one.evidence for one in group),
        actors=tuple(actors[i] for i in dict.fromkeys(first)),
        origins=tuple(dict.fromkeys(one.origin for one in group)),
    )


def name_found(found: Found) -> str:
    """Return the id of the claim whose oldest fact is ``found``."""
    return _claim_id(found, set())


def _claim_id(oldest: Found, taken: set[str]) -> str:
    """Return an id that depends on the oldest fact's own words: newer articles do not change it."""
    fact = oldest.fact
    value = f"{fact.value} {fact.qualifier} {fact.unit}" if isinstance(fact, Figure) else getattr(fact, "type", "")
    names = sorted(parse_name(actor.name).words[-1:] for actor in oldest.actors)
    spoken = " ".join(oldest.words)
    for turn in range(len(taken) + 1):
        key = f"{type(fact).__name__}|{value}|{names}|{spoken}|{fact.span.exact}|{turn or ''}"
        name = "c" + hashlib.sha256(key.encode()).hexdigest()[:10]
        if name not in taken:
            return name
    raise AssertionError("more ids taken than there are claims")


def _at_one_time(group: list[Found]) -> list[list[Found]]:
    """Return ``group`` in parts that may speak of one event; what somebody said word for word is one at any time."""
    quoted = isinstance(group[0].fact, Statement) and group[0].fact.mode == "direct"
    return [group] if quoted or len(group) == 1 else split_by_time(group)


def _hedge(fact: Fact) -> str:
    return fact.hedge.casefold() if fact.hedge else ""


def _unknown_dates(one: Found) -> tuple[str, ...]:
    """Return what keeps apart two facts with a date that is not known: "on Tuesday" is another day elsewhere."""
    return (one.origin,) if None in one.dates else ()


def _parties(ids: Iterable[str], one: Found) -> tuple[tuple[str, ...], ...]:
    held = {actor.id: actor for actor in one.actors}
    return tuple(sorted(_party(held[i], one) for i in ids if i in held))


def _party(actor: Actor, one: Found) -> tuple[str, ...]:
    """Return who is meant: an actor by its id, a group by its words within one origin: "the government" is many."""
    return (actor.id,) if actor.kind != "group" else (" ".join(content_words(actor.name)), one.origin)
