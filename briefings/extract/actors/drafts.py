"""What is known of an actor while an article is read. In: nothing. Out: the records that casting fills."""

from __future__ import annotations

import msgspec

from briefings.extract.reading import MentionForm
from briefings.model import ActorKind, Span


class Sighting(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One mention of a draft: tokens ``[first, last)``, offsets; ``public`` when the facts document lists it."""

    first: int
    last: int
    start: int
    end: int
    form: MentionForm
    public: bool = True


class Draft(msgspec.Struct, kw_only=True, eq=False):
    """An actor while the article is read. ``roles`` are all that the text gives, ``role`` is the one that is shown.

    ``settled`` is true when the name is the text's own and not the lists'; ``named_at`` are the tokens where a
    person is named, in order, ``heads`` the lines outside the prose that name a country.
    """

    kind: ActorKind
    name: str
    words: tuple[str, ...] = ()
    settled: bool = False
    role: str | None = None
    roles: list[str] = msgspec.field(default_factory=list)
    rank: str | None = None
    owner: Draft | None = None
    acronym: str | None = None
    gender: str = ""
    named_at: list[int] = msgspec.field(default_factory=list)
    sightings: list[Sighting] = msgspec.field(default_factory=list)
    heads: list[Span] = msgspec.field(default_factory=list)
