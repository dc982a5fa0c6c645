"""Prose → Dates. In: the prose and the day of publication. Out: every date expression with its value, in order."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import msgspec

from briefings.extract.dates import holidays, months, units, years
from briefings.extract.dates.calendar import iso_day, parse_day
from briefings.extract.dates.scene import Found, Scene
from briefings.extract.dates.words import read_date_words
from briefings.model import Date
from briefings.text import Prose

Reader = Callable[[Scene, int], Found | None]
LINKS = frozenset(("and", "to", "or", "until", "through", "-", "–", ","))  # between "March" and "June 2025"
DIGITS = frozenset("0123456789")
DOTTED_LENGTHS = frozenset((8, 9, 10))  # 1.5.2026 … 19.05.2026


def extract_dates(prose: Prose, published: str | None) -> tuple[Date, ...]:
    """Return the date expressions in the order of the text, resolved against ``published`` where they need it."""
    words, readers, day = read_date_words(), _readers(), parse_day(published)
    scene = Scene(tokens=prose.tokens, begin=0, end=0, published=day, anchor=None, words=words)
    found: list[Found] = []
    for sentence, tokens in prose.by_sentence(sorted({*prose.where(readers.keys()), *prose.numerals})):
        scene.begin, scene.end = sentence.first, sentence.last
        found.extend(_share_years(scene, _read_sentence(scene, tokens, readers)))
    return tuple(
        Date(value=f.value, span=prose.span(prose.tokens[f.first].start, prose.tokens[f.last - 1].end)) for f in found
    )


@cache
def _readers() -> dict[str, Reader]:
    """Return the reader for each trigger word."""
    words = read_date_words()
    readers: dict[str, Reader] = dict.fromkeys(words.units, units.read_unit)
    readers |= dict.fromkeys((*words.months, *words.short_months), months.read_month)
    readers |= dict.fromkeys((*words.weekdays, *words.short_weekdays), months.read_weekday)
    readers |= dict.fromkeys(words.days, units.read_day_word)
    readers |= dict.fromkeys(words.seasons, units.read_season)
    readers |= dict.fromkeys(("ago", "earlier", "later"), units.read_ago)
    readers |= dict.fromkeys((f"{ordinal}-quarter" for ordinal in words.ordinals), units.read_hyphened)
    readers |= dict.fromkeys(("year-end", "month-end"), units.read_hyphened)
    readers |= dict.fromkeys(holidays.TRIGGERS, holidays.read_holiday)
    readers["q"] = units.read_quarter_sign
    return readers


def _read_sentence(scene: Scene, triggers: list[int], readers: dict[str, Reader]) -> list[Found]:
    found: list[Found] = []
    for k in triggers:
        lower = scene.tokens[k].lower
        reader = readers.get(lower) or _digit_reader(lower)
        if reader is None or (found and k < found[-1].last):
            continue
        new = reader(scene, k)
        if new is None or (found and new.first < found[-1].last):
            continue
        found.append(_extend_left(scene, new, found[-1].last if found else scene.begin))
        scene.anchor = parse_day(new.value)
    return found


def _digit_reader(lower: str) -> Reader | None:
    if lower[0] not in DIGITS:
        return None
    if len(lower) == 4:
        return years.read_year
    return years.read_dotted if len(lower) in DOTTED_LENGTHS else None


def _extend_left(scene: Scene, found: Found, floor: int) -> Found:
    """Return ``found`` with the words that refine it: "early", "the end of", "later", "the"."""
    first = found.first
    if scene.low(first - 1) == "the" and first - 1 >= floor and found.rule.startswith("quarter"):
        first -= 1
    while first > floor:
        before = scene.low(first - 1)
        if before in scene.words.early:
            first -= 1
        elif (before == "-" and scene.low(first - 2) in scene.words.early) or (
            before == "of" and scene.low(first - 2) in scene.words.partof and first - 2 >= floor
        ):
            first -= 2
        elif before in ("the", "second", "first", "latter") and first < found.first:
            first -= 1
        else:
            break
    return msgspec.structs.replace(found, first=first)


def _share_years(scene: Scene, found: list[Found]) -> list[Found]:
    """Return ``found`` with the year of a second date given to the first: "between March and June 2025"."""
    shared = list(found)
    for n in range(len(found) - 2, -1, -1):
        here, after = shared[n], shared[n + 1]
        if here.month is None or after.first - here.last > 1 or after.value is None or after.month is not None:
            continue
        if scene.low(here.last) in LINKS and after.rule in ("day", "month"):
            shared[n] = msgspec.structs.replace(here, value=_with_year(int(after.value[:4]), here))
    return shared


def _with_year(year: int, found: Found) -> str | None:
    month = found.month or 1
    return f"{year:04}-{month:02}" if found.day is None else iso_day(year, month, found.day)
