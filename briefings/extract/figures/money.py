"""Atoms beside a number → currency. In: the atoms and the number. Out: its ISO 4217 code and where it begins or ends.

The forms of the press ("Sh260bn", "US$", "Rs", "90 million euros") stand in ``data/currency_forms.tsv``; where one form
has several readings, words of the article decide (a "pound" is Egyptian in an article about Cairo).
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from functools import cache
from typing import NamedTuple

from briefings.extract.figures.atoms import Atoms
from briefings.extract.figures.numbers import Number
from briefings.extract.lexicon import read_rows
from briefings.model import Record

LARGE = 1000  # what "big" means in currency_forms.tsv: a single letter is a currency only before such an amount
WORDLIKE_CODES = frozenset(
    ("ALL", "BAM", "COP", "CUP", "GEL", "LAK", "MOP", "PEN", "SDG", "TOP", "TRY")
)  # "COP30", "TOP 10"
LONGEST_NAME = 5  # words: "São Tomé & Príncipe dobras"
LETTERS_OF_CODE = 3


class Reading(NamedTuple):
    """One reading of a form: its code, the words of the article that it needs, and whether the amount must be large."""

    code: str
    context: frozenset[str]
    big: bool


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
            sides["after"][form] = (Reading(code, frozenset(), big=False),)
    for row in read_rows("currency_forms"):
        form, side, code, context, big = (*row, "", "")[:5]
        needs = frozenset(context.split(",")) if context else frozenset()
        known = sides[side].get(form, ())
        sides[side][form] = (*known, Reading(code, needs, big=big == "big"))
    codes = frozenset(row[0] for row in read_rows("currencies"))
    return CurrencyWords(before=sides["before"], after=sides["after"], codes=codes)


def find_currency_before(atoms: Atoms, number: Number, context: AbstractSet[str]) -> tuple[str, int] | None:
    """Return the ISO code before ``number`` and the atom where it begins: "US$", "Ksh", "EUR", "R" before "2bn"."""
    k = number.start - 1
    form, start = atoms.texts[k], k
    if form == "." and atoms.texts[k - 1] in ("Sh", "Rs", "Bs", "Kshs", "Ksh"):
        form, start = atoms.texts[k - 1], k - 1
    if not form or (
        len(form) > 1 and atoms.glues[number.start] == "-" and form.isalpha() and len(form) < LETTERS_OF_CODE
    ):
        return None
    tables = read_currencies()
    if not form.isalpha() and atoms.glues[k] == "":
        joined = atoms.texts[k - 1] + form
        if joined in tables.before:
            form, start = joined, k - 1
    if form in tables.codes and (form not in WORDLIKE_CODES or _is_large(number)):
        return form, start
    code = choose_reading(tables.before.get(form, ()), context, number)
    return (code, start) if code else None


def find_currency_after(atoms: Atoms, k: int, number: Number, context: AbstractSet[str]) -> tuple[str, int] | None:
    """Return the ISO code at atom ``k`` and the atom where it ends: "euros", "US Dollars", "KES", "CFA francs"."""
    tables = read_currencies()
    if atoms.texts[k] in tables.codes - WORDLIKE_CODES:
        return atoms.texts[k], k + 1
    for length in range(LONGEST_NAME, 0, -1):
        readings = tables.after.get(atoms.phrase(k, length))
        if readings and (code := choose_reading(readings, context, number)):
            return code, k + length
    if atoms.texts[k] in tables.before and atoms.texts[k].isalpha() and atoms.glues[k] == " ":
        readings = tuple(
            r for r in tables.before[atoms.texts[k]] if not r.big and len(atoms.texts[k]) >= LETTERS_OF_CODE
        )
        code = choose_reading(readings, context, number)
        return (code, k + 1) if code else None
    return None


def choose_reading(readings: tuple[Reading, ...], context: AbstractSet[str], number: Number) -> str | None:
    """Return the code of the first reading that the article's words and the amount allow."""
    large = _is_large(number)
    for reading in readings:
        if (large or not reading.big) and (not reading.context or not reading.context.isdisjoint(context)):
            return reading.code
    return None


def _is_large(number: Number) -> bool:
    return number.scale > 1 or number.value >= LARGE
