"""A cast made by hand: a case's first line names who is who, so that statements and phrases are tested alone.

The line reads ``cast: Ana Paz = person; Kenya = country``; aliases of one actor stand behind a slash
(``Ana Paz / Paz = person, mayor``), a role behind a comma. The rest is the text.
"""

from __future__ import annotations

import re

import msgspec

from briefings.article import slugify
from briefings.extract.reading import Cast, Mention, Reading
from briefings.model import Actor, ActorKind
from tests.extract.reading import read_text

ENTRY = re.compile(r"(?P<names>[^=]+)=\s*(?P<kind>\w+)(?:,\s*(?P<role>.+))?")  # "Ana Paz / Paz = person, mayor"
KINDS: dict[str, ActorKind] = {
    "person": "person", "organisation": "organisation", "country": "country", "place": "place",
}  # fmt: skip


def read_with_cast(given: str) -> Reading:
    """Return the text behind the ``cast:`` line as an extractor sees it, with those actors in it."""
    head, text = given.split("\n", 1) if given.startswith("cast:") else ("cast:", given)
    reading = read_text(text)
    actors: list[Actor] = []
    mentions: list[Mention] = []
    for entry in filter(None, (part.strip() for part in head.removeprefix("cast:").split(";"))):
        parts = ENTRY.fullmatch(entry)
        assert parts is not None, f"not an actor: {entry}"
        names = [name.strip() for name in parts["names"].split("/")]
        actors.append(_actor(names[0], KINDS[parts["kind"]], parts["role"]))
        _add_mentions(reading, names, actors[-1].id, mentions)
    return msgspec.structs.replace(reading, cast=_cast(reading, actors, mentions))


def _actor(name: str, kind: ActorKind, role: str | None) -> Actor:
    return Actor(
        id=slugify(name), kind=kind, name=name, role=role, affiliation=None, acronym=None, mentions=()
    )  # fmt: skip


def _add_mentions(reading: Reading, names: list[str], actor: str, mentions: list[Mention]) -> None:
    """Add every place where one of ``names`` stands and no longer name does."""
    for name in sorted(names, key=len, reverse=True):
        for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", reading.prose.text):
            if any(m.start < found.end() and found.start() < m.end for m in mentions):
                continue
            mentions.append(
                Mention(
                    start=found.start(),
                    end=found.end(),
                    first=reading.prose.token_at(found.start()),
                    last=reading.prose.token_at(found.end() - 1) + 1,
                    actor=actor,
                    form="pronoun" if name.lower() in ("he", "she", "it", "they") else "name",
                )
            )


def _cast(reading: Reading, actors: list[Actor], mentions: list[Mention]) -> Cast:
    mentions.sort(key=lambda m: m.start)
    seen = [
        msgspec.structs.replace(
            actor, mentions=tuple(reading.prose.span(m.start, m.end) for m in mentions if m.actor == actor.id)
        )
        for actor in actors
    ]
    return Cast(actors=tuple(seen), mentions=tuple(mentions), mention_starts=tuple(m.start for m in mentions))
