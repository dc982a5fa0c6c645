"""Prose → Cast. In: the prose. Out: people, organisations, countries, places and where each is mentioned.

The steps, each a module::

    tables      word lists → look-ups
    names       tokens → namings (with listed, bodies, places, persons and titles)
    acronyms    names and their acronyms; settle: what the whole article tells of a name
    casting     namings → who is meant (with before, after, roles and governments)
    introductions  a role that the next sentence gives
    references  titles and pronouns that point back
"""

from __future__ import annotations

from briefings.extract.actors.casting import Casting, make_ids
from briefings.extract.actors.drafts import Draft, Sighting
from briefings.extract.actors.introductions import find_introductions
from briefings.extract.actors.names import find_namings
from briefings.extract.actors.references import find_references
from briefings.extract.actors.scan import Scan
from briefings.extract.actors.tables import read_world
from briefings.extract.reading import Cast, Mention
from briefings.model import Actor, Span
from briefings.text import Prose


def extract_actors(prose: Prose, heads: tuple[Span, ...] = ()) -> Cast:
    """Return the cast of the article: actors in the order of first mention, mentions in the order of the text.

    ``heads`` are lines outside the prose that name countries, one or several.
    """
    scan = Scan(prose, read_world())
    casting = Casting(scan, find_namings(scan))
    casting.cast()
    find_introductions(casting)
    find_references(casting)
    casting.add_heads(heads)
    drafts = sorted((d for d in casting.drafts if d.sightings or d.heads), key=_first_place)
    ids = make_ids(drafts)
    mentions = _choose_mentions([(s, actor_id) for d, actor_id in zip(drafts, ids, strict=True) for s in d.sightings])
    return Cast(
        actors=tuple(_make_actor(prose, draft, actor_id) for draft, actor_id in zip(drafts, ids, strict=True)),
        mentions=mentions,
        mention_starts=tuple(m.start for m in mentions),
    )


def _first_place(draft: Draft) -> int:
    return min([s.start for s in draft.sightings] + [head.start for head in draft.heads])


def _make_actor(prose: Prose, draft: Draft, actor_id: str) -> Actor:
    return Actor(
        id=actor_id,
        kind=draft.kind,
        name=draft.name,
        role=draft.role or draft.rank,
        affiliation=draft.owner.name if draft.owner is not None else None,
        acronym=draft.acronym if draft.acronym != draft.name else None,
        mentions=tuple(
            prose.span(start, end)
            for start, end in sorted(
                [(s.start, s.end) for s in draft.sightings if s.public] + [(h.start, h.end) for h in draft.heads]
            )
        ),
    )


def _choose_mentions(sightings: list[tuple[Sighting, str]]) -> tuple[Mention, ...]:
    """Return the mentions that do not overlap: of two the longer one."""
    chosen: list[Mention] = []
    for sighting, actor_id in sorted(sightings, key=lambda pair: (pair[0].start, -pair[0].end)):
        if chosen and sighting.start < chosen[-1].end:
            continue
        chosen.append(
            Mention(
                start=sighting.start,
                end=sighting.end,
                first=sighting.first,
                last=sighting.last,
                actor=actor_id,
                form=sighting.form,
            )
        )
    return tuple(chosen)
