"""People of many articles → who is who. In: persons as articles name them. Out: which of them are one person.

Two full names that agree are one person unless their countries, bodies or roles speak against it; a surname is a
person's only when nobody else of that name is about and the article speaks of that person's country or role, or of the
same affair: of others whom the person's articles name too. Where it is not certain, they stay apart: a title on the
wrong person is worse than a person who is listed twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from briefings.corroborate.days import day_number
from briefings.corroborate.names import (
    PUBLIC,
    STANDS_FOR,
    Name,
    find_office,
    fold,
    is_past_role,
    is_same_name,
    is_short_for,
    parse_name,
    role_words,
)
from briefings.model import Actor, Record

OFFICE_DAYS = 183  # between two articles that mean the same holder of an office: half a year
SAME_AFFAIR = 2  # named countries, bodies and people, beside the person, that two articles on one affair both have


class Seen(Record, frozen=True, kw_only=True):
    """A person as one article has it.

    ``around`` are the folded names of all actors of that article, ``named`` those of them that are names.
    """

    article: str
    published: str | None
    actor: Actor
    name: Name
    around: frozenset[str]
    named: frozenset[str]
    countries: frozenset[str]


class Office(Record, frozen=True, kw_only=True):
    """Somebody named by an office alone: "Kenya's head of state"."""

    article: str
    published: str | None
    actor: str
    office: str
    country: str


def see_person(actor: Actor, *, article: str, published: str | None, around: Sequence[Actor]) -> Seen:
    """Return ``actor`` with what its article tells about it."""
    return Seen(
        article=article,
        published=published,
        actor=actor,
        name=parse_name(actor.name),
        around=frozenset(fold(other.name) for other in around if other.id != actor.id),
        named=frozenset(fold(other.name) for other in around if other.id != actor.id and other.kind != "group"),
        countries=frozenset(fold(other.name) for other in around if other.kind == "country"),
    )


@dataclass(slots=True)
class _Person:
    """The mentions of one person, so far. Mentions of one name, role and home are compared once, not each."""

    members: list[Seen] = field(default_factory=list)
    articles: set[str] = field(default_factory=set)
    named: set[str] = field(default_factory=set)
    profiles: dict[tuple[Name, str | None, str | None], list[Seen]] = field(default_factory=dict)

    def add(self, seen: Seen) -> None:
        """Add a mention."""
        self.members.append(seen)
        self.articles.add(seen.article)
        self.named |= seen.named
        key = (seen.name, seen.actor.role, seen.actor.affiliation)
        self.profiles.setdefault(key, []).append(seen)

    def telling(self, seen: Seen) -> Iterator[Seen]:
        """Yield the members that ``seen`` is to be compared with: one of a profile where articles do not matter."""
        home = seen.actor.affiliation
        for (name, _, away), members in self.profiles.items():
            equal = home is not None and away is not None and fold(home) == fold(away)
            open_ = (home is None or away is None) and is_same_name(seen.name, name)
            yield from members[:1] if equal or open_ else members


def group_persons(persons: Iterable[Seen]) -> list[list[Seen]]:
    """Return ``persons`` in groups of one person each, whatever the order in which they are given."""
    ordered = sorted(persons, key=lambda seen: (seen.article, seen.actor.id))
    full: dict[str, list[_Person]] = {}
    for seen in sorted((s for s in ordered if s.name.is_full), key=_little_known):
        _join(seen, full.setdefault(seen.name.words[-1], []))
    alone: dict[str, list[_Person]] = {}
    for seen in (s for s in ordered if not s.name.is_full and s.name.words):
        end = seen.name.words[-1]
        if not _join_short(seen, full.get(end, [])):
            _join_alone(seen, alone.setdefault(end, []))
    return [person.members for named in (*full.values(), *alone.values()) for person in named]


def find_holder(office: Office, groups: Sequence[list[Seen]]) -> int | None:
    """Return the index of the only group that holds ``office`` at the time of its article, None when unsure."""
    wanted = STANDS_FOR.get(office.office, frozenset({office.office}))
    holders = [
        index for index, group in enumerate(groups) if any(_holds(seen, wanted, office.country) for seen in group)
    ]
    if len(holders) != 1 or office.published is None:
        return None
    days = [seen.published for seen in groups[holders[0]] if _holds(seen, wanted, office.country) and seen.published]
    return (
        holders[0] if any(abs(day_number(day) - day_number(office.published)) <= OFFICE_DAYS for day in days) else None
    )


def _holds(seen: Seen, offices: frozenset[str], country: str) -> bool:
    actor = seen.actor
    held = find_office(actor.role) if actor.role else None
    if held not in offices:
        return False
    return fold(actor.affiliation) == country if actor.affiliation else seen.countries == {country}


def _little_known(seen: Seen) -> tuple[bool, int, str, str]:
    """Return what puts persons of whom more is told before those with a bare name, longer names first."""
    return (not (seen.actor.role or seen.actor.affiliation), -len(seen.name.words), seen.article, seen.actor.id)


def _join(seen: Seen, persons: list[_Person]) -> None:
    """Add ``seen`` to the only one of ``persons`` that it can be, else as a person of its own."""
    fitting = [
        person
        for person in persons
        if seen.article not in person.articles
        and all(_is_one(seen, other, shared=len(seen.named & person.named)) for other in person.telling(seen))
    ]
    if len(fitting) != 1:
        persons.append(_Person())
        fitting = persons[-1:]
    fitting[0].add(seen)


def _join_short(seen: Seen, persons: Sequence[_Person]) -> bool:
    """Add a surname to the only person whose name ends in it, when nothing speaks against it and something for it."""
    named = [
        person
        for person in persons
        if all(is_short_for(seen.name, name) for name, _, _ in person.profiles if name.is_full)
    ]
    if len(named) != 1 or seen.article in named[0].articles:
        return False
    others = list(named[0].telling(seen))
    if not all(_agree(seen, other) for other in others):
        return False
    affair = len(seen.named & named[0].named) >= SAME_AFFAIR
    if not affair and not any(_speaks_for(seen, other) for other in others):
        return False
    named[0].add(seen)
    return True


def _join_alone(seen: Seen, persons: list[_Person]) -> None:
    for person in persons:
        if seen.article not in person.articles and all(
            seen.name == o.name and _agree(seen, o) and _speaks_for(seen, o) for o in person.telling(seen)
        ):
            person.add(seen)
            return
    persons.append(_Person())
    persons[-1].add(seen)


def _is_one(one: Seen, other: Seen, *, shared: int) -> bool:
    """Return whether two mentions are one person, where ``shared`` others are named in the articles of both."""
    same = is_same_name(one.name, other.name)
    if not _agree(one, other) and not (same and _homes_agree(one, other) and _may_be_both(one, other, shared)):
        return False
    if same:
        return True
    short, long = sorted((one, other), key=lambda seen: len(seen.name.words))
    return is_short_for(short.name, long.name) and _speaks_for(short, long)


def _agree(one: Seen, other: Seen) -> bool:
    """Return whether nothing speaks against two mentions, of two articles, being one person."""
    home, away = one.actor.affiliation, other.actor.affiliation
    if home and away and fold(home) != fold(away):
        return _homes_agree(one, other)
    return _roles_agree(one.actor.role, other.actor.role, shared_home=bool(home and away))


def _homes_agree(one: Seen, other: Seen) -> bool:
    """Return whether one person can have both affiliations: not two countries, and either article names the other's."""
    home, away = one.actor.affiliation, other.actor.affiliation
    if not home or not away or fold(home) == fold(away):
        return True
    if fold(home) in one.countries and fold(away) in other.countries:
        return False
    return fold(home) in other.around or fold(away) in one.around


def _may_be_both(one: Seen, other: Seen, shared: int) -> bool:
    """Return whether one person can have two roles in one affair: a minister who mediates, one of the past who leads.

    Both are roles in public life; what somebody was, anybody may have been whom the same articles are about.
    """
    words, others = role_words(one.actor.role or ""), role_words(other.actor.role or "")
    was = any(is_past_role(seen.actor.role or "") for seen in (one, other))
    return shared >= (1 if was else SAME_AFFAIR) and bool(words & PUBLIC) and bool(others & PUBLIC)


def _roles_agree(one: str | None, other: str | None, *, shared_home: bool) -> bool:
    """Return whether one person can have both roles: words in common, or public roles of one country."""
    if one is None or other is None:
        return True
    words, others = role_words(one), role_words(other)
    return bool(words & others) or (shared_home and bool(words & PUBLIC) and bool(others & PUBLIC))


def _speaks_for(one: Seen, other: Seen) -> bool:
    """Return whether something speaks for it: role and country in common, or the other article's home named here."""
    home, away = one.actor.affiliation, other.actor.affiliation
    if home and away:
        return fold(home) == fold(away)
    named = (away and fold(away) in one.around) or (home and fold(home) in other.around)
    if named:
        return True
    shared = one.actor.role and other.actor.role and role_words(one.actor.role) & role_words(other.actor.role)
    return bool(shared) and bool(one.countries & other.countries)
