"""Noun phrases beside a verb. In: a Reading and the index of a verb's token. Out: who does it, to whom, about what.

Shared by statements and actions. A small grammar over closed word classes, not a parser: when a clause cannot be
read with certainty, nothing is returned.
"""

from __future__ import annotations

from briefings.extract.reading import Mention, Reading
from briefings.model import Record


class Phrase(Record, frozen=True, kw_only=True, gc=False):
    """A noun phrase: offsets ``[start, end)``, tokens ``[first, last)``, head token, and the mentions that name it.

    ``mentions`` holds one mention for a single actor, several for joint ones ("Japan and Australia"), none for an
    unnamed phrase ("a security source").
    """

    start: int
    end: int
    first: int
    last: int
    head: int
    mentions: tuple[Mention, ...]


def find_subject(reading: Reading, verb: int) -> Phrase | None:
    """Return the noun phrase that is the grammatical subject of the verb at token ``verb``, in the same sentence."""
    return None


def find_agent(reading: Reading, verb: int) -> Phrase | None:
    """Return the ``by`` phrase of a passive verb at token ``verb``, or None."""
    return None


def find_object(reading: Reading, verb: int) -> Phrase | None:
    """Return the noun phrase that directly follows the verb at token ``verb``, or None."""
    return None


def actor_ids(reading: Reading, phrase: Phrase) -> tuple[str, ...]:
    """Return the ids of the actors that ``phrase`` names; an unnamed phrase becomes a group of the cast."""
    return ()
