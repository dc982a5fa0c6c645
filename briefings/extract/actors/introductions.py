"""Roles given a sentence later. In: a Casting. Out: whose role the next sentence opens with.

"Ana Paz has spent the winter on trains. Iraq’s special envoy for rivers has …": somebody new without a role, and the
next sentence of the paragraph begins with one. Only where nobody else is named between.
"""

from __future__ import annotations

import itertools

from briefings.extract.actors.casting import Casting
from briefings.extract.actors.drafts import Draft, Sighting
from briefings.extract.actors.titles import read_field
from briefings.text import Sentence

OPENING = 4  # tokens from a sentence's start in which its subject is named
ROLE_WORDS = 5  # of "special representative"


def find_introductions(casting: Casting) -> None:
    """Give each person who is named without a role the one that the next sentence opens with."""
    sentences = casting.scan.prose.sentences
    new = {d.named_at[0]: d for d in casting.people.all if d.named_at and not d.roles and d.rank is None}
    firsts = sorted(t for d in casting.people.all for t in d.named_at)
    if not new:
        return
    for before, here in itertools.pairwise(sentences):
        if before.paragraph != here.paragraph:
            continue
        person = _new_subject(before, new)
        alone = person is not None and sum(before.first <= t < here.first for t in firsts) == 1
        if person is not None and alone:
            _hold_role(casting, person, here)


def _new_subject(sentence: Sentence, new: dict[int, Draft]) -> Draft | None:
    """Return the person whom the sentence names first, and near its start, or None."""
    return next((new[t] for t in range(sentence.first, sentence.first + OPENING) if t in new), None)


def _hold_role(casting: Casting, person: Draft, sentence: Sentence) -> None:
    """Give ``person`` the role that opens ``sentence`` behind its owner ("The European Union’s envoy"), if one does."""
    scan, first = casting.scan, sentence.first
    owner = casting.around.owner_starting(first)
    if owner is None or scan.lows[owner.last] not in ("'s", "’s", "'", "’"):
        return
    start = owner.last + 1
    head = next((k for k in range(start, start + ROLE_WORDS) if scan.is_role(k) and not scan.is_role(k + 1)), -1)
    if head < 0 or any(scan.lows[k] not in scan.world.modifiers and not scan.is_role(k) for k in range(start, head)):
        return
    end = read_field(scan, head + 1)
    if scan.capital[end] or end + 1 in casting.meant or scan.lows[end] in ("and", "or"):
        return
    person.role = casting.around.text(start, end)
    person.roles.append(person.role)
    person.owner = person.owner or casting.meant.get(owner.first)
    casting.covered.update(range(start, end))
    tokens = scan.tokens
    person.sightings.append(
        Sighting(first=start, last=end, start=tokens[start].start, end=tokens[end - 1].end, form="title")
    )
