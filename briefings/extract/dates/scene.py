"""What the readers of date expressions share. In: the tokens of a sentence. Out: a Scene to read, a Found to return.

A reader takes a scene and the token of a trigger word, looks at the words on both sides, and returns what it found
or None; readers agree on nothing else.
"""

from __future__ import annotations

from datetime import date

import msgspec

from briefings.extract.dates.tense import read_direction
from briefings.extract.dates.words import DateWords
from briefings.model import Record
from briefings.text import Token

FIRST_YEAR, LAST_YEAR = 1500, 2199
YEAR_DIGITS = 4


class Found(Record, frozen=True, gc=False):
    """A date expression: tokens ``[first, last)`` and its value. ``month``, ``day``: given without a year."""

    first: int
    last: int
    value: str | None
    rule: str
    month: int | None = None
    day: int | None = None


class Scene(msgspec.Struct, kw_only=True):
    """What the readers see: the tokens, the bounds of the sentence among them, the day of publication and the tables.

    ``anchor`` is the day that the text named last: "two days earlier" counts from it. It is None where none was
    named, or a month or a year since: from when they count is not known then.
    """

    tokens: tuple[Token, ...]
    begin: int
    end: int
    published: date | None
    anchor: date | None
    words: DateWords

    def low(self, k: int) -> str:
        """Return token ``k`` in lower case, "" outside the sentence."""
        return self.tokens[k].lower if self.begin <= k < self.end else ""

    def glued(self, k: int) -> bool:
        """Return whether nothing stands between token ``k`` and the one before it."""
        return self.begin < k < self.end and self.tokens[k].start == self.tokens[k - 1].end

    def number(self, k: int, lowest: int, highest: int) -> int | None:
        """Return the whole number in digits at token ``k`` when it lies between the bounds."""
        text = self.low(k)
        if text.isdecimal() and len(text) <= 4 and lowest <= int(text) <= highest:
            return int(text)
        return None

    def direction(self, first: int, last: int) -> int:
        """Return AHEAD, BEHIND or OPEN for the date at tokens ``[first, last)``."""
        return read_direction(self.tokens, (self.begin, self.end), (first, last), self.words)


FIRST_YEAR, LAST_YEAR = 1500, 2199


def year_after(scene: Scene, at: int) -> tuple[int | None, int]:
    """Return the year at token ``at`` ("2025", "last year"), after an optional comma or "of", and the token behind."""
    start = at + 1 if scene.low(at) in (",", "of") else at
    year = scene.number(start, FIRST_YEAR, LAST_YEAR)
    if year is not None and len(scene.low(start)) == YEAR_DIGITS:
        return year, start + 1
    shift = scene.words.shifts.get(scene.low(start))
    if shift is not None and scene.low(start + 1) == "year" and scene.low(at) != "," and scene.published:
        return scene.published.year + shift, start + 2
    return None, at
