"""Atoms → Drafts. In: the atoms of a sentence. Out: its numbers, with what the words beside them say they count.

A draft without a unit is a bare number; what it counts is settled when the whole sentence is known (``bare``).
"""

from __future__ import annotations

from bisect import bisect_right

import msgspec

from briefings.extract.figures.atoms import Atoms
from briefings.extract.figures.guards import find_guard
from briefings.extract.figures.money import FindContext, find_currency_after, find_currency_before
from briefings.extract.figures.numbers import Number, read_number
from briefings.extract.figures.qualifiers import TIME_UNITS, find_qualifier, is_during
from briefings.extract.figures.units import Unit, find_measure, find_noun
from briefings.extract.figures.words import FigureWords
from briefings.model import Qualifier

DETERMINERS = frozenset(["the", "its", "their", "his", "her", "our", "your", "my", "these", "those", "all"])
PRONOUNS = frozenset(["them", "us", "you", "whom", "which", "those", "these"])
ARTICLES = frozenset(("a", "an", "the", "its", "their"))
ADJECTIVES = ("ive", "ic", "al", "ary", "ous", "ible", "able", "ed", "ing", "ent", "ish", "ian", "ese")
TIMELY = frozenset(("clock", "age", "year"))
MINUS = frozenset(("minus", "negative"))
SIGNED = frozenset(("degree", "percent", "percentage point"))
RANGING = frozenset(["ranging", "ranges", "range", "ranged", "anywhere", "vary", "varying", "varies", "somewhere"])
SUFFIXED = {"plus": ("plus",), "odd": ("odd",), "+": ("+",), "or": ("or", "more")}  # "60-plus", "30 or more"


class Draft(msgspec.Struct, kw_only=True):
    """A number in its sentence: atoms ``[first, last)`` with qualifier and unit, ``[start, end)`` of the number alone.

    ``unit`` is None as long as nothing beside the number says what it counts; ``high`` is set in a range.
    """

    first: int
    last: int
    start: int
    end: int
    value: float
    high: float | None = None
    qualifier: Qualifier | None = None
    unit: str | None = None
    measures: str | None = None
    digits: bool = True
    rule: str = "bare"


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """What the reading of one sentence needs: its atoms, the word tables, and what speaks for a currency or a date."""

    atoms: Atoms
    words: FigureWords
    context: FindContext
    date_starts: tuple[int, ...]
    date_ends: tuple[int, ...]

    def is_dated(self, offset: int) -> bool:
        """Return whether ``offset`` of the text lies in a date expression."""
        index = bisect_right(self.date_starts, offset) - 1
        return index >= 0 and offset < self.date_ends[index]


class Amount(msgspec.Struct, frozen=True, kw_only=True):
    """A number with a unit right beside it: atoms ``[first, last)``, unit None when there is none."""

    first: int
    last: int
    number: Number
    unit: str | None
    measures: str | None
    rule: str


def read_draft(frame: Frame, k: int) -> tuple[Draft | None, int]:
    """Return the draft whose number begins at atom ``k``, or None, and the atom to go on with."""
    number = read_number(frame.atoms, k, frame.words)
    if number is None:
        return None, k + 1
    amount = _below_zero(frame, _read_amount(frame, number))
    if amount.rule != "money" and find_guard(frame.atoms, number, frame.words):
        return None, _skip_glued(frame.atoms, number.end)
    spread = _read_range(frame, amount)
    if spread:
        return spread, spread.last
    draft = _finish(frame, amount)
    return draft, max(draft.end, number.end)


def _below_zero(frame: Frame, amount: Amount) -> Amount:
    """Return ``amount`` with the "minus" before it: "minus 14 degrees", "minus 0.3 percent"."""
    if amount.unit not in SIGNED or frame.atoms.lowers[amount.first - 1] not in MINUS:
        return amount
    number = msgspec.structs.replace(amount.number, start=amount.first - 1, value=-amount.number.value)
    return msgspec.structs.replace(amount, first=amount.first - 1, number=number)


def _skip_glued(atoms: Atoms, k: int) -> int:
    """Return the first atom from ``k`` on that is not glued to a code: "2026-05-19" is skipped as a whole."""
    while k < atoms.count and atoms.glues[k] != " " and (atoms.is_digit(k) or atoms.lowers[k] in ("/", ":", ".")):
        k += 1
    return k


def _read_amount(frame: Frame, number: Number) -> Amount:
    """Return ``number`` with its share, currency or unit of measure."""
    atoms, words, context = frame.atoms, frame.words, frame.context
    if number.share:
        return Amount(first=number.start, last=number.end, number=number, unit="percent", measures=None, rule="share")
    money = find_currency_before(atoms, number, context)
    if money:
        code, first = money
        return Amount(first=first, last=number.end, number=number, unit=code, measures=None, rule="money")
    measure = find_measure(atoms, number, words)
    if measure:
        if measure.name == "m" and number.suffix == "m":
            number = msgspec.structs.replace(number, value=number.base, scale=1)
        rule = "percent" if measure.name.startswith("percent") else "measure"
        named = measure.measures if measure.name in TIME_UNITS and not measure.compound else None
        return Amount(first=number.start, last=measure.end, number=number, unit=measure.name, measures=named, rule=rule)
    money = find_currency_after(atoms, number.end, number, context)
    if money:
        code, last = money
        return Amount(first=number.start, last=last, number=number, unit=code, measures=None, rule="money")
    return Amount(first=number.start, last=number.end, number=number, unit=None, measures=None, rule="bare")


# ----------------------------------------------------------------------------------------------- ranges


def _read_range(frame: Frame, low: Amount) -> Draft | None:
    """Return a range that begins with ``low``: "20-25 lines", "between 30 and 40", "$3.2bn to $3.6bn"."""
    atoms = frame.atoms
    between = atoms.lowers[low.first - 1] == "between"
    k = _second_number(atoms, low.last, between=between)
    if k is None or low.number.share or _is_change(atoms, low):
        return None
    number = read_number(atoms, k, frame.words)
    if number is None or number.share or number.start < k:
        return None
    high = _read_amount(frame, number)
    if high.rule != "money" and find_guard(atoms, number, frame.words) in TIMELY:
        return None  # "between 5 and 6 p.m.", "aged 5 to 12"
    if high.unit and low.unit and high.unit != low.unit:
        return None
    bottom = _inherit_scale(low.number, number)
    if bottom >= number.value:
        return None
    return _finish_range(frame, low, high, bottom)


def _is_change(atoms: Atoms, low: Amount) -> bool:
    """Whether "from 20 to 25" is a change with two figures; "ranging from 20 to 25" is a range."""
    is_pair = atoms.lowers[low.first - 1] == "from" and atoms.lowers[low.last] == "to"
    return is_pair and atoms.lowers[low.first - 2] not in RANGING


def _second_number(atoms: Atoms, k: int, *, between: bool) -> int | None:
    """Return where the second number of a range begins when atom ``k`` leads to one."""
    if atoms.glues[k] == "-" and (atoms.is_digit(k) or not atoms.lowers[k].isalnum()):
        return k if atoms.is_digit(k) else k + 1
    if atoms.lowers[k] in ("to", "or") or (between and atoms.lowers[k] == "and"):
        return k + 1 if atoms.is_digit(k + 1) or atoms.lowers[k + 1].isalpha() else k + 2
    return None


def _inherit_scale(low: Number, high: Number) -> float:
    """Return the value of ``low``, with the scale of ``high`` where it has none: "3-4 billion"."""
    if low.scale == 1 and high.scale > 1 and low.value < high.base:
        return round(low.value * high.scale, 6)
    return low.value


def _finish_range(frame: Frame, low: Amount, high: Amount, bottom: float) -> Draft | None:
    atoms = frame.atoms
    unit, measures, last, rule = high.unit or low.unit, high.measures, high.last, "range"
    if unit is None:
        noun = _find_counted(frame, high.number)
        if noun is None and atoms.glues[high.number.start] == "-" and atoms.lowers[low.first - 1] != "between":
            return None  # a score: "3-1", "won 2-3"
        unit, measures, last = (noun.name, noun.measures, noun.end) if noun else (None, None, last)
    first = low.first - 1 if atoms.lowers[low.first - 1] == "between" else low.first
    qualified = find_qualifier(atoms, first, last, frame.words)
    return Draft(
        first=qualified.start, last=last, start=low.number.start, end=high.number.end, value=bottom,
        high=high.number.value, qualifier="range", unit=unit, measures=measures, digits=True, rule=rule,
    )  # fmt: skip


# --------------------------------------------------------------------------------------- single numbers


def _finish(frame: Frame, amount: Amount) -> Draft:
    """Return the draft of ``amount`` with its noun, where it has no unit yet, and its qualifier."""
    atoms, words, number = frame.atoms, frame.words, amount.number
    unit, measures, last, rule = amount.unit, amount.measures, amount.last, amount.rule
    if unit is None:
        noun = _find_counted(frame, number)
        if noun:
            unit, measures, last, rule = noun.name, noun.measures, noun.end, noun.name
    elif measures is None or rule == "measure":
        measures = _measured(frame, amount) or measures
    qualified = find_qualifier(atoms, amount.first, last if unit is None else amount.last, words)
    if qualified.start == amount.first and qualified.end == amount.last:
        qualified = find_qualifier(atoms, amount.first, last, words)
    qualifier = None if is_during(atoms, qualified, amount.first, unit or "") else qualified.qualifier
    first = qualified.start if qualifier else amount.first
    return Draft(
        first=first, last=max(last, qualified.end), start=number.start, end=max(number.end, amount.last),
        value=number.value, qualifier=qualifier, unit=unit, measures=measures, digits=number.digits, rule=rule,
    )  # fmt: skip


def _find_counted(frame: Frame, number: Number) -> Unit | None:
    """Return the noun that ``number`` counts: right behind it, behind "of", or behind "-plus" and "or more"."""
    atoms, words = frame.atoms, frame.words
    noun = find_noun(atoms, number.end, number, words) or _read_of(frame, number)
    if noun:
        return noun
    behind = find_qualifier(atoms, number.start, number.end, words).end
    behind = max(behind, number.end + len(SUFFIXED.get(atoms.lowers[number.end], ())))
    return find_noun(atoms, behind, number, words) if behind > number.end else None


def _read_of(frame: Frame, number: Number) -> Unit | None:
    """Return what "two of its patrols" or "20 of the 55 locomotives" counts; the span stops before a second number."""
    atoms, k = frame.atoms, number.end + 1
    if atoms.lowers[number.end] == "out":
        k += 1
    if atoms.lowers[k - 1] != "of" or (atoms.lowers[k] in PRONOUNS and not atoms.lowers[k + 1].isalpha()):
        return None
    while atoms.lowers[k] in DETERMINERS:
        k += 1
    inner = read_number(atoms, k, frame.words)
    plural = msgspec.structs.replace(number, value=max(number.value, 2.0))
    noun = find_noun(atoms, inner.end if inner else k, plural, frame.words)
    if noun is None or not inner:
        return noun
    return msgspec.structs.replace(noun, end=number.end)


def _measured(frame: Frame, amount: Amount) -> str | None:
    """Return the head of what an amount is of: "a €250m credit line", "40kg of salt", "a 30-day truce"."""
    atoms, k = frame.atoms, amount.last
    is_of = atoms.lowers[k] == "of"
    if is_of:
        k += 1
        while atoms.lowers[k] in DETERMINERS:
            k += 1
    is_compound = "-" in frame.atoms.text[atoms.starts[amount.first] : atoms.ends[amount.last - 1]]
    noun = None if is_compound else find_noun(atoms, k, msgspec.structs.replace(amount.number, value=2.0), frame.words)
    if noun:
        return noun.measures
    is_named = is_of or is_compound or atoms.lowers[amount.first - 1] in ARTICLES
    while is_compound and atoms.lowers[k].endswith(ADJECTIVES) and atoms.lowers[k + 1].isalpha():
        k += 1
    is_word = atoms.lowers[k].isalpha() and atoms.lowers[k] not in frame.words.classes["stop"]
    return atoms.texts[k] if is_named and is_word else None
