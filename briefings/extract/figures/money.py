"""Atoms beside a number → currency. In: the atoms and the number. Out: its ISO 4217 code and where it begins or ends.

The forms of the press ("Sh260bn", "US$", "Rs", "90 million euros") stand in ``data/currency_forms.tsv``; where one form
has several readings, the country named nearest decides (a "pound" is Egyptian in a sentence about Cairo).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from briefings.extract.figures.atoms import Atoms
from briefings.extract.figures.numbers import Number
from briefings.extract.lexicon import read_rows
from briefings.model import Record
from briefings.text import Token

LARGE = 1000  # what "big" means in currency_forms.tsv: a single letter is a currency only before such an amount
WORDLIKE_CODES = frozenset(
    ("ALL", "BAM", "COP", "CUP", "GEL", "LAK", "MOP", "PEN", "SDG", "TOP", "TRY")
)  # "COP30", "TOP 10"
CARRIERS = frozenset(("flight", "flights", "bus", "train", "route"))  # "flight QR391"
LONGEST_NAME = 5  # words: "São Tomé & Príncipe dobras"
LETTERS_OF_CODE = 3


BEHIND = 3  # a country named behind an amount counts as three times as far
Context = Mapping[str, Sequence[int]]  # where each word that speaks for a currency stands in the article
FindContext = Callable[[], Context]


class Reading(Record, frozen=True, gc=False):
    """One reading of a form: its code, the words of the article that speak for it, and what else must hold.

    ``big``: the amount must be a large one; ``default``: it also holds where no word of the article decides.
    """

    code: str
    context: frozenset[str]
    big: bool
    default: bool


class CurrencyWords(Record, frozen=True, kw_only=True):
    """Forms before a number (as written), forms and names after it (lower case), and the ISO codes."""

    before: dict[str, tuple[Reading, ...]]
    after: dict[str, tuple[Reading, ...]]
    codes: frozenset[str]


@cache
def read_currencies() -> CurrencyWords:
    """Return the currency tables; they are read once."""
    sides: dict[str, dict[str, tuple[Reading, ...]]] = {"before": {}, "after": {}}
    for code, name, plural, _ in read_rows("currencies"):
        for form in (name.lower(), plural.lower()):
            sides["after"][form] = (Reading(code, frozenset(), big=False, default=True),)
    for row in read_rows("currency_forms"):
        form, side, code, words, options = (*row, "", "")[:5]
        context = frozenset(words.split(",")) if words else frozenset()
        known, default = sides[side].get(form, ()), not words or "default" in options
        sides[side][form] = (*known, Reading(code, context, big="big" in options, default=default))
    codes = frozenset(row[0] for row in read_rows("currencies"))
    return CurrencyWords(before=sides["before"], after=sides["after"], codes=codes)


@cache
def _context_words() -> frozenset[str]:
    tables = read_currencies()
    sides = (*tables.before.values(), *tables.after.values())
    return frozenset(word for readings in sides for reading in readings for word in reading.context)


def find_context(tokens: Sequence[Token]) -> Context:
    """Return where the words that speak for a currency stand among ``tokens``, in order."""
    words = _context_words()
    places: dict[str, list[int]] = {}
    for token in tokens:
        word = token.lower.partition("-")[0]  # "Kenya-led"
        if word in words:
            places.setdefault(word, []).append(token.start)
    return places


def find_currency_before(atoms: Atoms, number: Number, context: FindContext) -> tuple[str, int] | None:
    """Return the ISO code before ``number`` and the atom where it begins: "US$", "Ksh", "EUR", "R" before "2bn"."""
    k = number.start - 1
    form, start = atoms.texts[k], k
    if form == "." and atoms.texts[k - 1] in ("Sh", "Rs", "Bs", "Kshs", "Ksh"):
        form, start = atoms.texts[k - 1], k - 1
    if (
        not form
        or atoms.lowers[k - 1] in CARRIERS
        or (len(form) > 1 and atoms.glues[number.start] == "-" and form.isalpha() and len(form) < LETTERS_OF_CODE)
    ):
        return None
    tables = read_currencies()
    if not form.isalpha() and atoms.glues[k] == "":
        joined = atoms.texts[k - 1] + form
        if joined in tables.before:
            form, start = joined, k - 1
        elif atoms.texts[k - 1].isalpha():
            return None  # "X$1 million": of some country, but not of the one that writes "$" alone
    if form in tables.codes and (form not in WORDLIKE_CODES or _is_large(number)):
        return form, start
    code = choose_reading(tables.before.get(form, ()), context, number, atoms.starts[number.start])
    return (code, start) if code else None


def find_currency_after(atoms: Atoms, k: int, number: Number, context: FindContext) -> tuple[str, int] | None:
    """Return the ISO code at atom ``k`` and the atom where it ends: "euros", "US Dollars", "KES", "CFA francs"."""
    tables = read_currencies()
    if atoms.texts[k] in tables.codes - WORDLIKE_CODES:
        return atoms.texts[k], k + 1
    for length in range(LONGEST_NAME, 0, -1):
        readings = tables.after.get(atoms.phrase(k, length))
        if readings and (code := choose_reading(readings, context, number, atoms.starts[number.start])):
            return code, k + length
    if atoms.texts[k] in tables.before and atoms.texts[k].isalpha() and atoms.glues[k] == " ":
        readings = tuple(
            r for r in tables.before[atoms.texts[k]] if not r.big and len(atoms.texts[k]) >= LETTERS_OF_CODE
        )
        code = choose_reading(readings, context, number, atoms.starts[number.start])
        return (code, k + 1) if code else None
    return None


def choose_reading(readings: tuple[Reading, ...], context: FindContext, number: Number, offset: int) -> str | None:
    """Return the code of the reading whose country the article names nearest to ``offset``, else of the default."""
    large = _is_large(number)
    fitting = [reading for reading in readings if large or not reading.big]
    if any(reading.context for reading in fitting):
        places = context()
        spoken_for = [reading for reading in fitting if not reading.context.isdisjoint(places)]
        if spoken_for:
            return min(spoken_for, key=lambda reading: _distance(reading, places, offset)).code
    return next((reading.code for reading in fitting if reading.default), None)


def _distance(reading: Reading, context: Context, offset: int) -> int:
    """Return how far from ``offset`` the nearest word that speaks for ``reading`` stands; one behind it is farther."""
    distances: list[int] = []
    for word in reading.context & context.keys():
        starts = context[word]
        index = bisect_right(starts, offset)
        if index:
            distances.append(offset - starts[index - 1])
        if index < len(starts):
            distances.append(BEHIND * (starts[index] - offset))
    return min(distances)


def _is_large(number: Number) -> bool:
    return number.scale > 1 or number.value >= LARGE
