"""Word lists → look-up tables of the dates. In: ``extract/data/*.tsv``. Out: one table, read at the first use."""

from __future__ import annotations

from functools import cache

from briefings.extract.lexicon import read_rows
from briefings.model import Record

REFINED = ("mid", "early", "late", "end")
QUARTERS = ("first", "second", "third", "fourth")


class DateWords(Record, frozen=True, kw_only=True):
    """Everything the dates look up. Months count from 1, weekdays from 0 (Monday), as in the ``datetime`` module."""

    months: dict[str, int]
    short_months: dict[str, int]
    weekdays: dict[str, int]
    short_weekdays: dict[str, int]
    units: dict[str, str]
    seasons: dict[str, int]
    ordinals: dict[str, int]
    shifts: dict[str, int]
    days: dict[str, int]
    early: frozenset[str]
    partof: frozenset[str]
    papers: frozenset[str]
    feasts: frozenset[str]
    leads: frozenset[str]
    ahead: frozenset[str]
    behind: frozenset[str]
    infinitive: frozenset[str]
    present: frozenset[str]
    moved: frozenset[str]
    lasted: frozenset[str]
    opening: frozenset[str]


@cache
def read_date_words() -> DateWords:
    """Return the tables of the dates; they are read once."""
    classes: dict[str, dict[str, str]] = {}
    for row in read_rows("date_words"):
        word, kind, value = (*row, "")[:3]
        classes.setdefault(kind, {})[word] = value
    tense: dict[str, set[str]] = {}
    for word, kind in read_rows("date_tense"):
        tense.setdefault(kind, set()).add(word)
    months = _ints(classes["month"])
    return DateWords(
        months=months
        | {f"{refined}-{month}": n for refined in REFINED for month, n in months.items()}
        | {f"{month}-end": n for month, n in months.items()},
        short_months=_ints(classes["month_abbr"]),
        weekdays=_ints(classes["weekday"]),
        short_weekdays=_ints(classes["weekday_abbr"]),
        units=classes["unit"],
        seasons=_ints(classes["season"]),
        ordinals=_ints(classes["ordinal"]),
        shifts=_ints(classes["shift"]),
        days=_ints(classes["day"]),
        early=frozenset(classes["early"]),
        partof=frozenset(classes["partof"]),
        papers=frozenset(classes["paper"]),
        feasts=frozenset(classes["feast"]),
        leads=frozenset(classes["lead"]),
        ahead=frozenset(tense["ahead"]),
        behind=frozenset(tense["behind"]),
        infinitive=frozenset(tense["infinitive"]),
        present=frozenset(tense["present"]),
        moved=frozenset(tense["moved"]),
        lasted=frozenset(tense["lasted"]),
        opening=frozenset(tense["opening"]),
    )


def _ints(column: dict[str, str]) -> dict[str, int]:
    return {word: int(value) for word, value in column.items()}
