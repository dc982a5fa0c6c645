"""Actors of many articles → one id for one actor. In: Facts. Out: the same Facts with ids and names in common.

What a fact says stays as it is: only ids (``speaker``, ``actors``, ``recipients``, ``place``) and actors' names change.
An actor keeps the role and the affiliation that its own article gives; ``list_who`` has the newest ones.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

import msgspec

from briefings.article import slugify
from briefings.corroborate.found import day_of
from briefings.corroborate.names import OFFICES, STANDS_FOR, fold, is_of_then
from briefings.corroborate.people import Office, Seen, find_holder, group_persons, see_person
from briefings.extract.lexicon import read_rows
from briefings.model import Action, Actor, ActorKind, Fact, Facts, Record, Span, Statement

Key = tuple[str, str]  # the slug of an article and an actor's id there
OFFICE_LEAD = re.compile(r"^(?:the|its|that)\s+", re.IGNORECASE)  # "the president of Kenya"
OFFICE_TAIL = re.compile(r"(?:['’]s?|\s+(?:of|from))\s*$|^['’]s?\s+")  # what joins office and country
# bodies that every state has: one name, as many bodies as countries
COMMON_BODY = re.compile(
    r"(?:(?:treasury|parliament|cabinet|senate|congress|government|ministry|ministers|department|office|foreign|"
    r"interior|defen[cs]e|finance|affairs|health|justice|trade|energy|agriculture|supreme|constitutional|high|courts?|"
    r"central|national|bank|assembly|house|representatives|lords|commons|state|council|police|army|navy|air|forces?|"
    r"coast|guard|armed|security|intelligence|agency|election|electoral|commission|opposition|party|chamber|commerce|"
    r"union|home|statistics|bureau|of|the|and|for)\s*)+"
)

PLACED = re.compile(r"\s(?:for|in)\s(?:the\s)?[A-Z]")  # " for Haiti", behind a body's name
SHORT_NAME_WORDS = 3  # fewer would be the name of many ("UN Mission")


class Who(Record, frozen=True, kw_only=True):
    """An actor across all articles, with title as of the newest article that gives one.

    ``article`` is the slug of that article and None where no article gives a title; ``names`` are all that the
    articles call the actor, most frequent first.
    """

    id: str
    kind: ActorKind
    name: str
    role: str | None
    affiliation: str | None
    article: str | None
    names: tuple[str, ...]


class _Known(Record, frozen=True, kw_only=True):
    """What an article's actor is called across all articles."""

    id: str
    name: str
    kind: ActorKind


def unify_actors(facts: Sequence[Facts]) -> tuple[Facts, ...]:
    """Return ``facts`` with one id and one name for each actor, in whichever article it is named.

    Two persons of one name whom nothing makes one have different ids; so have unnamed groups of different articles.
    """
    known = _know_actors(facts)
    return tuple(_rename(one, known) for one in facts)


def list_who(facts: Sequence[Facts]) -> dict[str, Who]:
    """Return every actor of ``facts`` (as ``unify_actors`` gives them) by id, in the order of their first mention."""
    seen: dict[str, list[tuple[Facts, Actor]]] = {}
    for one in facts:
        for actor in one.actors:
            seen.setdefault(actor.id, []).append((one, actor))
    return {name: _describe(mentions) for name, mentions in seen.items()}


def newest_title(mentions: Iterable[tuple[Facts, Actor]]) -> tuple[Facts, Actor] | None:
    """Return the mention with the title that holds: of the newest dated article that gives one, "then-" last."""
    titled = [(one, actor) for one, actor in mentions if actor.role]
    order = sorted(titled, key=lambda pair: (pair[0].article.published or "", pair[0].article.id), reverse=True)
    return next((pair for pair in order if not is_of_then(pair[1].role or "")), order[0] if order else None)


def _describe(mentions: Sequence[tuple[Facts, Actor]]) -> Who:
    first = mentions[0][1]
    titled = newest_title(mentions)
    homes = [actor.affiliation for _, actor in mentions if actor.affiliation]
    spoken = Counter(name for _, actor in mentions for name in _names_of(actor))
    return Who(
        id=first.id,
        kind=first.kind,
        name=first.name,
        role=titled[1].role if titled else None,
        affiliation=titled[1].affiliation if titled else (homes[0] if homes else None),
        article=titled[0].article.id if titled else None,
        names=tuple(name for name, _ in sorted(spoken.items(), key=lambda pair: (-pair[1], pair[0]))),
    )


def _names_of(actor: Actor) -> set[str]:
    """Return what the article calls the actor: of a person, the name and the stretches of it that stand for it."""
    said = [mention.exact for mention in actor.mentions if mention.exact[:1].isupper()]
    if actor.kind == "person":
        last = actor.name.split()[-1]
        said = [name for name in said if name in actor.name] + [last for name in said if name.endswith(f" {last}")]
    return {actor.name, *said, *([actor.acronym] if actor.acronym else [])} if actor.kind != "group" else {actor.name}


def _know_actors(facts: Sequence[Facts]) -> dict[Key, _Known]:
    """Return id, name and kind of each actor of each article."""
    return {**_know_bodies(facts), **_know_persons(facts)}


# ------------------------------------------------------------------------------------------------ persons


def _know_persons(facts: Sequence[Facts]) -> dict[Key, _Known]:
    seen = [
        see_person(actor, article=one.article.id, published=day_of(one.article), around=one.actors)
        for one in facts
        for actor in one.actors
        if actor.kind == "person"
    ]
    groups = sorted(group_persons(seen), key=lambda group: min((s.article, s.actor.id) for s in group))
    known: dict[Key, _Known] = {}
    taken: Counter[str] = Counter()
    named: list[_Known] = []
    for group in groups:
        name = _full_name(group)
        slug = slugify(name)
        taken[slug] += 1
        named.append(_Known(id=slug if taken[slug] == 1 else f"{slug}-{taken[slug]}", name=name, kind="person"))
        known.update({(s.article, s.actor.id): named[-1] for s in group})
    for office in (office for one in facts for office in _offices(one)):
        holder = find_holder(office, groups)
        if holder is not None:
            known[office.article, office.actor] = named[holder]
    return known


def _full_name(group: Sequence[Seen]) -> str:
    """Return the full name that most articles use, the shorter of two, else the longest there is."""
    full = Counter(seen.actor.name for seen in group if seen.name.is_full)
    if full:
        return min(full.items(), key=lambda pair: (-pair[1], "." in pair[0], len(pair[0]), pair[0]))[0]
    return max((seen.actor.name for seen in group), key=lambda name: (len(name), name))


def _offices(one: Facts) -> list[Office]:
    """Return the groups of an article that are an office of a country it names."""
    places = [(m, actor) for actor in one.actors if actor.kind == "country" for m in actor.mentions]
    found = []
    for actor in one.actors:
        office = _office_of(actor.mentions[0], places) if actor.kind == "group" and actor.mentions else None
        if office:
            published = day_of(one.article)
            found.append(
                Office(article=one.article.id, published=published, actor=actor.id, office=office[0], country=office[1])
            )
    return found


def _office_of(mention: Span, places: Sequence[tuple[Span, Actor]]) -> tuple[str, str] | None:
    for span, country in places:
        if mention.start <= span.start and span.end <= mention.end:
            offset = mention.start
            rest = f"{mention.exact[: span.start - offset]}|{mention.exact[span.end - offset :]}"
            words = [OFFICE_TAIL.sub("", OFFICE_LEAD.sub("", part)).strip() for part in rest.split("|")]
            office = OFFICES.get(fold(" ".join(filter(None, words))))
            return (office, fold(country.name)) if office else None
    return None


# ------------------------------------------------------------------------------------------------- bodies


def _know_bodies(facts: Sequence[Facts]) -> dict[Key, _Known]:
    """Return what is known of countries, places, organisations and unnamed groups."""
    spelled = {**_short_names(facts), **_acronyms(facts)}
    groups = Counter(actor.id for one in facts for actor in one.actors if actor.kind == "group")
    return {
        (one.article.id, actor.id): _know_body(actor, one, spelled, alone=groups[actor.id] < 2)
        for one in facts
        for actor in one.actors
        if actor.kind != "person"
    }


def _know_body(actor: Actor, one: Facts, spelled: Mapping[str, str], *, alone: bool) -> _Known:
    ident, name = actor.id, actor.name
    if actor.kind == "organisation":
        name = spelled.get(name, name)
        ident = _with_home(slugify(name), actor, one) if _is_common(name) else slugify(name)
    elif actor.kind == "group" and not alone:
        ident = f"{ident}--{one.article.id}"
    return _Known(id=ident, name=name, kind=actor.kind)


def _acronyms(facts: Sequence[Facts]) -> Mapping[str, str]:
    """Return the full name of each name that the articles use for an organisation which one of them calls otherwise."""
    bodies = [actor for one in facts for actor in one.actors if actor.kind == "organisation"]
    used = {actor.name for actor in bodies}
    meant: dict[str, set[str]] = {name: {full} for name, full in _listed().items() if {name, full} <= used}
    for actor in bodies:
        if actor.acronym and actor.acronym != actor.name and actor.acronym in used:
            meant.setdefault(actor.acronym, set()).add(_listed().get(actor.name, actor.name))
    return {name: next(iter(fulls)) for name, fulls in meant.items() if len(fulls) == 1}


def _short_names(facts: Sequence[Facts]) -> Mapping[str, str]:
    """Return the short name of each organisation that its own article, and another article, call by it.

    "Gang Suppression Force for Haiti", where that article goes on with "the Gang Suppression Force"; not where the
    short name would be that of two ("UN Mission" in Haiti and in Mali).
    """
    bodies = [actor for one in facts for actor in one.actors if actor.kind == "organisation"]
    used = {actor.name for actor in bodies}
    longer: dict[str, set[str]] = {}
    for actor in bodies:
        for short in used.intersection(mention.exact for mention in actor.mentions):
            if PLACED.match(actor.name.removeprefix(short)) and len(short.split()) >= SHORT_NAME_WORDS:
                longer.setdefault(short, set()).add(actor.name)
    return {next(iter(names)): short for short, names in longer.items() if len(names) == 1}


@cache
def _listed() -> Mapping[str, str]:
    """Return the name of each organisation that the word lists know, by its acronym and its other names."""
    found: dict[str, str] = {}
    for row in read_rows("organisations"):
        others = [name for column in row[1:3] for name in column.split("|") if name]
        found.update(dict.fromkeys(others, row[0]))
    return found


def _is_common(name: str) -> bool:
    return COMMON_BODY.fullmatch(fold(name)) is not None


def _with_home(ident: str, actor: Actor, one: Facts) -> str:
    """Return the id of a body that many states have: with its country, else with its article."""
    if actor.affiliation:
        return f"{ident}--{slugify(actor.affiliation)}"
    countries = Counter({a.id: len(a.mentions) for a in one.actors if a.kind == "country"}).most_common(2)
    clear = countries and (len(countries) == 1 or countries[0][1] > countries[1][1])
    return f"{ident}--{countries[0][0] if clear else one.article.id}"


# --------------------------------------------------------------------------------------------- the Facts


def _rename(one: Facts, known: Mapping[Key, _Known]) -> Facts:
    """Return the facts of one article with the ids and names of ``known``."""
    ids = {actor.id: known[one.article.id, actor.id].id for actor in one.actors if (one.article.id, actor.id) in known}
    actors: dict[str, Actor] = {}
    for actor in one.actors:
        new = _renamed(actor, known.get((one.article.id, actor.id)), one)
        actors[new.id] = _joined(actors[new.id], new) if new.id in actors else new
    changed = {old: new for old, new in ids.items() if old != new}
    facts = tuple(_refer(fact, changed) for fact in one.facts) if changed else one.facts
    return msgspec.structs.replace(one, actors=tuple(actors.values()), facts=facts)


def _renamed(actor: Actor, known: _Known | None, one: Facts) -> Actor:
    if known is None or (known.id, known.name, known.kind) == (actor.id, actor.name, actor.kind):
        return actor
    office = next((o for o in _offices(one) if o.actor == actor.id), None) if actor.kind != known.kind else None
    home = next((a.name for a in one.actors if office and fold(a.name) == office.country), actor.affiliation)
    role = office.office if office and office.office not in STANDS_FOR else actor.role
    return msgspec.structs.replace(
        actor, id=known.id, name=known.name, kind=known.kind, role=role, affiliation=home
    )  # fmt: skip


def _joined(one: Actor, other: Actor) -> Actor:
    """Return two names of one article for one actor as one, with what either tells."""
    mentions = {(m.start, m.end): m for m in (*one.mentions, *other.mentions)}
    return msgspec.structs.replace(
        one,
        role=one.role or other.role,
        affiliation=one.affiliation or other.affiliation,
        acronym=one.acronym or other.acronym,
        mentions=tuple(mentions[place] for place in sorted(mentions)),
    )


def _refer(fact: Fact, ids: Mapping[str, str]) -> Fact:
    if isinstance(fact, Statement) and fact.speaker and fact.speaker in ids:
        return msgspec.structs.replace(fact, speaker=ids[fact.speaker])
    if isinstance(fact, Action) and ids.keys() & {*fact.actors, *fact.recipients, fact.place}:
        return msgspec.structs.replace(
            fact,
            actors=tuple(dict.fromkeys(ids.get(i, i) for i in fact.actors)),
            recipients=tuple(dict.fromkeys(ids.get(i, i) for i in fact.recipients)),
            place=ids.get(fact.place, fact.place) if fact.place else None,
        )
    return fact
