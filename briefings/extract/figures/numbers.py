"""Atoms → Numbers. In: the atoms of a sentence and where one may begin. Out: its value and where it ends.

Digits ("1,204", "3.5 million", "12 lakh", "2½"), words ("twenty-two", "two and a half million", "a hundred") and shares
of a whole ("two-thirds", "half of", "four in ten"), which are given in percent.
"""

from __future__ import annotations

import re

import msgspec

from briefings.extract.figures.atoms import Atoms
from briefings.extract.figures.words import FigureWords
from briefings.model import Record

PLAIN = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"  # 1,204 · 212 · 51.3 · 12,400.5
INDIAN = r"\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?"  # 12,34,567
CONTINENTAL = r"\d{1,3}(?:\.\d{3})+,\d{1,2}|\d{1,3},\d{1,2}"  # 1.234,56 · 0,6
THIN_SPACES = frozenset("\u00a0\u202f\u2009")  # between groups of three digits: "1 443"
ARTICLES = frozenset(("a", "an", "one"))
HALVED = frozenset(
    [
        "day",
        "hour",
        "year",
        "mile",
        "century",
        "decade",
        "percentage",
        "percent",
        "per",
        "point",
        "kilo",
        "kilometre",
        "kilometer",
    ]
)
OTHER_HALVES = frozenset(["other", "second", "first", "latter", "third", "better"])
SHARE_LINKS = (("in", "every"), ("out", "of", "every"), ("out", "of"), ("in",))  # longest first
WHOLES = frozenset((2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 25, 50, 100, 1000))  # "four in ten", "one out of 100"
HUNDRED = 100
COUNTED_WORDS = 3  # between "one" and "in five": "one garment worker in eight"


class Number(Record, frozen=True, gc=False):
    """A number: atoms ``[start, end)``, its value, what it was before its scale, and the scale ("3.5 million").

    ``share``: it is a part of a whole, in percent. ``digits``: written in digits. ``suffix``: letters glued to it.
    """

    start: int
    end: int
    value: float
    base: float
    scale: int = 1
    digits: bool = True
    share: bool = False
    suffix: str = ""


def read_number(atoms: Atoms, k: int, words: FigureWords) -> Number | None:
    """Return the number that begins at atom ``k``, or None. An article before a scale belongs to it ("a million")."""
    if atoms.is_digit(k):
        return _read_ratio(atoms, _read_digits(atoms, k, words), words)
    lower = atoms.lowers[k]
    if lower in words.small:
        number = _read_share(atoms, k, words) or _read_words(atoms, k, words)
        return _read_ratio(atoms, number, words)
    if lower == "half":
        return _read_half(atoms, k, words)
    if lower in words.shares:
        return _read_single_share(atoms, k, words)
    if lower in words.scales:
        return _read_bare_scale(atoms, k, words)
    return Number(k, k + 1, words.glyphs[lower] * HUNDRED, 0, share=True) if lower in words.glyphs else None


# ----------------------------------------------------------------------------------------------- digits


def parse_digits(text: str) -> float | None:
    """Return the value of digits with English or Indian grouping; None for "3.11.7" or "3,5"."""
    if text.isdecimal() or re.fullmatch(PLAIN, text) or re.fullmatch(INDIAN, text):
        return float(text.replace(",", ""))
    return None


def _read_digits(atoms: Atoms, k: int, words: FigureWords) -> Number | None:
    value, end = parse_digits(atoms.texts[k]), k + 1
    if value is None:
        value = _parse_continental(atoms, k, words)
    if value is None:
        return None
    while _is_next_group(atoms, end):
        value, end = value * 1000 + float(atoms.texts[end]), end + 1
    glyph = words.glyphs.get(atoms.lowers[end]) if atoms.glues[end] == "" else None
    if glyph is not None:
        value, end = value + glyph, end + 1
    return _read_scale(atoms, Number(k, end, value, value), words)


def _parse_continental(atoms: Atoms, k: int, words: FigureWords) -> float | None:
    """Return the value of "0,6 percent", "2,5 million", "€1.234,56": a comma for the point, before a unit."""
    text, after = atoms.texts[k], atoms.lowers[k + 1]
    is_measured = after in words.units or after in words.scales or after in words.suffixes or "." in text
    if not is_measured or not re.fullmatch(CONTINENTAL, text):
        return None
    return float(text.replace(".", "").replace(",", "."))


def _is_next_group(atoms: Atoms, k: int) -> bool:
    """Whether atom ``k`` goes on with the digits before it after a space: "17\u202f443", "5 000"."""
    group, before = atoms.texts[k], atoms.texts[k - 1]
    if len(group) != 3 or not group.isdecimal() or not before.isdecimal() or len(before) > 3 or before[0] == "0":
        return False
    gap = atoms.text[atoms.ends[k - 1] : atoms.starts[k]]
    return gap in THIN_SPACES or (gap == " " and group.endswith("00"))


def _read_scale(atoms: Atoms, number: Number, words: FigureWords) -> Number:
    """Return ``number`` with the scales behind it: "4.8bn", "3 million", "5 hundred thousand", "2-million"."""
    k, scale, suffix = number.end, 1, ""
    if atoms.glues[k] == "" and number.digits and atoms.lowers[k] in words.suffixes:
        suffix = atoms.lowers[k]
        scale, k = words.suffixes[suffix], k + 1
    while atoms.lowers[k] in words.scales and not (atoms.glues[k] == "" and len(atoms.lowers[k]) > 3):
        scale, k = scale * words.scales[atoms.lowers[k]], k + 1
    if scale == 1:
        return number
    value = round(number.value * scale, 6)
    return msgspec.structs.replace(number, end=k, value=value, scale=scale, suffix=suffix)


# ------------------------------------------------------------------------------------------------ words


def _read_words(atoms: Atoms, k: int, words: FigureWords) -> Number:
    """Return the number in words at ``k``: "twenty-two", "two hundred and six thousand", "two and a half million"."""
    total, current, scale, end = 0.0, float(words.small[atoms.lowers[k]]), 1, k + 1
    base = current
    while True:
        lower = atoms.lowers[end]
        if lower in words.small and _fits(current, words.small[lower]):
            current, end = current + words.small[lower], end + 1
            base = current
        elif lower in words.scales:
            scale, end = words.scales[lower], end + 1
            total, current = (total, current * scale) if scale == HUNDRED else (total + max(current, 1) * scale, 0.0)
        elif lower == "and" and (step := _read_and(atoms, end, current, words)):
            current, end = current + step[0], end + step[1]
        else:
            break
    return Number(k, end, total + current, base, scale, digits=False)


def _fits(current: float, small: int) -> bool:
    """Whether "twenty" goes on with "two", "two hundred" with "six", a finished "million" with "two"."""
    return (
        current == 0
        or (current % HUNDRED == 0 and current > 0)
        or (current % 10 == 0 < current % HUNDRED and small < 10)
    )


def _read_and(atoms: Atoms, k: int, current: float, words: FigureWords) -> tuple[float, int] | None:
    """What "and" at ``k`` adds to a number, and how many atoms it takes: "and a half", "and fifty" after hundreds."""
    if atoms.phrase(k, 3) == "and a half" and current:
        return 0.5, 3
    small = words.small.get(atoms.lowers[k + 1])
    after_scale = atoms.lowers[k - 1] in words.scales and atoms.lowers[k - 1] != "dozen"
    return (float(small), 2) if small is not None and after_scale and current % HUNDRED == 0 else None


def _read_bare_scale(atoms: Atoms, k: int, words: FigureWords) -> Number | None:
    """Return "a million", "a hundred and fifty", "an extra thousand" is none, "millions" is none."""
    if atoms.lowers[k - 1] not in ("a", "an") or atoms.lowers[k].endswith("s"):
        return None
    scale = words.scales[atoms.lowers[k]]
    if words.scales.get(atoms.lowers[k + 1]) and scale <= 1000:
        return _read_scale(atoms, Number(k - 1, k + 1, float(scale), float(scale), digits=False), words)
    end = k + 1
    step = _read_and(atoms, end, 0, words) if scale >= HUNDRED else None
    value = scale + (step[0] if step else 0)
    end += step[1] if step else 0
    return Number(k - 1, end, float(value), 1.0, scale, digits=False)


# ----------------------------------------------------------------------------------------------- shares


def _read_share(atoms: Atoms, k: int, words: FigureWords) -> Number | None:
    """Return "two-thirds", "three quarters", "one fifth" in percent; "the first quarter" never gets here."""
    below = words.shares.get(atoms.lowers[k + 1])
    above = words.small[atoms.lowers[k]]
    if below is None or above >= below or atoms.glues[k + 1] == "":
        return None
    if (above == 1) == atoms.lowers[k + 1].endswith("s"):
        return None
    return Number(k, k + 2, round(above / below * HUNDRED, 2), above, digits=False, share=True)


def _read_single_share(atoms: Atoms, k: int, words: FigureWords) -> Number | None:
    """Return "a third of", "a quarter of", "nearly a fifth" in percent; "a third meeting" is none."""
    if atoms.lowers[k - 1] != "a" or atoms.lowers[k].endswith("s"):
        return None
    after = atoms.lowers[k + 1]
    if (
        after != "of"
        and atoms.lowers[k - 2] != "by"
        and not (words.before.get(atoms.lowers[k - 2]) and not atoms.texts[k + 1].isalpha())
    ):
        return None
    if after == "of" and atoms.lowers[k + 2] in ("a", "an") and atoms.lowers[k + 3] in words.scales:
        scale = words.scales[atoms.lowers[k + 3]]
        return Number(k - 1, k + 4, scale / words.shares[atoms.lowers[k]], 1, scale, digits=False)
    return Number(k - 1, k + 1, round(HUNDRED / words.shares[atoms.lowers[k]], 2), 1, digits=False, share=True)


def _read_half(atoms: Atoms, k: int, words: FigureWords) -> Number | None:
    """Return "half of", "half its", "nearly half" in percent, "half a million" as a number; "half-hearted" is none."""
    before, after = atoms.lowers[k - 1], atoms.lowers[k + 1]
    if after in ("a", "an") and atoms.lowers[k + 2] in words.scales:
        scale = words.scales[atoms.lowers[k + 2]]
        return _read_scale(atoms, Number(k, k + 3, scale / 2, scale / 2, scale, digits=False), words)
    if after in words.scales and atoms.glues[k + 1] == "-":
        scale = words.scales[after]
        return Number(k, k + 2, scale / 2, 0.5, scale, digits=False)
    if after in ("a", "an") and atoms.lowers[k + 2] in HALVED:
        return Number(k, k + 2, 0.5, 0.5, digits=False)
    if atoms.glues[k + 1] == "-" or before in OTHER_HALVES:
        return None
    if after in words.classes["half_of"] or before in words.before or before == "by":
        start = k - 1 if before in ("a", "one") else k
        return Number(start, k + 1, 50.0, 1, digits=False, share=True)
    return None


def _read_ratio(atoms: Atoms, number: Number | None, words: FigureWords) -> Number | None:
    """Return "four in ten", "nine out of 10" in percent; any other number as it is."""
    if number is None or number.share or number.value >= 100 or number.scale != 1:
        return number
    among = _read_among(atoms, number, words)
    if among:
        return among
    for link in SHARE_LINKS:
        k = number.end + len(link)
        if tuple(atoms.lowers[number.end : k]) != link:
            continue
        whole = words.small.get(atoms.lowers[k]) or (parse_digits(atoms.texts[k]) if atoms.is_digit(k) else None)
        if whole in WHOLES and number.value < whole and atoms.lowers[k + 1] not in words.scales:
            if link == ("out", "of") and not _is_round_whole(number, whole):
                return number
            value = round(number.value / whole * HUNDRED, 2)
            return msgspec.structs.replace(number, end=k + 1, value=value, share=True)
        return number
    return number


def _is_round_whole(number: Number, whole: float) -> bool:
    """Whether "n out of m" is a manner of speaking (nine out of ten) and no count (three out of seven ships)."""
    return whole in (5, 10, 100, 1000) or (number.value <= 3 and whole in (3, 4))


def _read_among(atoms: Atoms, number: Number, words: FigureWords) -> Number | None:
    """Return "one fish in five", "one child in 10" in percent; "one soldier in two weeks" is none."""
    if number.value != 1:
        return None
    k = number.end
    while k < number.end + COUNTED_WORDS and atoms.lowers[k].isalpha() and atoms.lowers[k] not in words.classes["stop"]:
        k += 1
    if k == number.end or atoms.lowers[k] != "in":
        return None
    k += 1
    whole = words.small.get(atoms.lowers[k]) or (parse_digits(atoms.texts[k]) if atoms.is_digit(k) else None)
    after = atoms.lowers[k + 1]
    is_counted = after in words.units or after in words.scales or (after.endswith("s") and after not in {"is", "was"})
    if whole not in WHOLES or is_counted or atoms.glues[k + 1] == "-":
        return None
    return msgspec.structs.replace(number, end=k + 1, value=round(HUNDRED / whole, 2), share=True)
