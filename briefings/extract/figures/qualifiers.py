"""Atoms around a number → qualifier. In: the atoms and where the figure stands. Out: how the number is meant.

"over 5,000" allows anything from 5,000 up, "up to 10,000" anything down from it, "some 41,000" neither bound.
"""

from __future__ import annotations

from typing import cast

from briefings.extract.figures.atoms import Atoms
from briefings.extract.figures.words import FigureWords
from briefings.model import Qualifier, Record

TIME_UNITS = frozenset(["second", "minute", "hour", "day", "week", "fortnight", "month", "year", "decade", "century"])
DURING = frozenset(("over", "around"))  # "over three days" is during them; "well over three days" is longer
TOPICAL = frozenset(("over", "about", "around"))


class Qualified(Record, frozen=True, gc=False):
    """A qualifier and the atoms ``[start, end)`` of the figure with it."""

    qualifier: Qualifier | None
    start: int
    end: int


def find_qualifier(atoms: Atoms, start: int, end: int, words: FigureWords) -> Qualified:
    """Return the qualifier of the figure at atoms ``[start, end)``: the longest before it, else one behind it."""
    for known, qualifier in words.before.get(atoms.lowers[start - 1], ()):
        first = start - len(known)
        if first >= 0 and tuple(atoms.lowers[first:start]) == known and not _is_topic(atoms, first, known, words):
            return Qualified(cast(Qualifier, qualifier), first, end)
    for known, qualifier in words.after.get(atoms.lowers[end], ()):
        last = end + len(known)
        if tuple(atoms.lowers[end:last]) == known:
            return Qualified(cast(Qualifier, qualifier), start, last)
    return Qualified(None, start, end)


def _is_topic(atoms: Atoms, first: int, known: tuple[str, ...], words: FigureWords) -> bool:
    return len(known) == 1 and known[0] in TOPICAL and atoms.lowers[first - 1] in words.classes["topic"]


def is_during(atoms: Atoms, qualified: Qualified, number_start: int, unit: str) -> bool:
    """Return whether the qualifier is none but says during which time: "over three days"."""
    alone = number_start - qualified.start == 1
    return alone and unit in TIME_UNITS and atoms.lowers[qualified.start] in DURING
