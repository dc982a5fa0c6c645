"""Units of the calendar. In: a scene and a word such as "week", "quarter", "ago". Out: "last week", "Q3 2025"."""

from __future__ import annotations

from datetime import timedelta

from briefings.extract.dates import calendar
from briefings.extract.dates.scene import Found, Scene, year_after
from briefings.extract.figures.words import read_figure_words

PERIODS = frozenset(("past", "last", "next", "coming", "previous", "preceding", "following", "first", "final"))
WEEKEND_LEADS = frozenset(("over", "at", "during", "on", "through", "throughout", "for", "since", "by",
                           "before", "after", "until", "of"))  # fmt: skip
SATURDAY = 5  # as a weekday
COMPARING = frozenset(("than", "from", "over", "with", "to", "on"))  # "than a year ago" compares and dates nothing


def read_day_word(scene: Scene, k: int) -> Found | None:
    """Return "today", "yesterday", "tomorrow", "tonight"; "USA Today" is a name."""
    text = scene.tokens[k].text
    if text[0].isupper() and k > scene.begin and scene.tokens[k - 1].text[0].isupper():
        return None
    value = None
    if scene.published:
        value = (scene.published + timedelta(days=scene.words.days[scene.low(k)])).isoformat()
    return Found(k, k + 1, value, "day-word")


def read_unit(scene: Scene, k: int) -> Found | None:
    """Return "last week", "next year", "the third quarter of 2025", "this morning", "the end of the year"."""
    unit = scene.words.units[scene.low(k)]
    before = scene.low(k - 1)
    if scene.low(k).endswith("s"):
        return _read_period(scene, k)
    if unit == "quarter" and before in scene.words.ordinals and before != "last":
        return _read_quarter(scene, k, scene.words.ordinals[before], k - 1)
    if before in scene.words.shifts:
        return _shifted(scene, k, unit, scene.words.shifts[before])
    if before == "the" and unit == "weekend" and scene.low(k - 2) in WEEKEND_LEADS:
        return _weekend(scene, k)
    if before == "the" and unit in ("week", "month", "year", "quarter"):
        return _end_of_unit(scene, k, unit)
    if unit == "day" and before in ("same", "following", "next", "previous") and scene.low(k - 2) == "the":
        return _beside_anchor(scene, k, before)
    return None


def _read_period(scene: Scene, k: int) -> Found | None:
    """Return "the past 24 hours", "the first five months of 2025": a period that stands for a date."""
    if (
        _count_at(scene, k - 1) is None
        or scene.low(k - 2) not in PERIODS
        or (scene.low(k) == "days" and scene.low(k - 2) == "first")
    ):
        return None
    last = k + 1
    if scene.low(k - 2) == "first" and scene.low(last) == "of":
        year, end = year_after(scene, last)
        if year is not None:
            return Found(k - 2, end, f"{year:04}", "period")
    return Found(k - 2, last, None, "period")


def _shifted(scene: Scene, k: int, unit: str, shift: int) -> Found | None:
    first, published = k - 1, scene.published
    if unit in ("night", "morning"):
        if shift > 0 or (unit == "morning" and shift < 0):
            return None
        value = (published + timedelta(days=shift)).isoformat() if published else None
        return Found(first, k + 1, value, "shifted")
    if unit == "day" or (scene.low(k - 2) == "the" and shift == -1):
        return None  # "this day", "the last week of talks": no date by themselves
    value = calendar.shift_unit(published, unit, shift) if published else None
    return Found(first, k + 1, value, "shifted")


def _weekend(scene: Scene, k: int) -> Found | None:
    """Return "over the weekend": the last one, or the coming one when the clause speaks of what is to come."""
    value, day = None, scene.published
    if day:
        is_on, ahead = day.weekday() >= SATURDAY, scene.direction(k - 1, k + 1) == calendar.AHEAD
        value = calendar.shift_unit(day, "weekend", 0 if is_on or ahead else -1)
    return Found(k - 1, k + 1, value, "weekend")


def _end_of_unit(scene: Scene, k: int, unit: str) -> Found | None:
    """Return "the end of the year": the unit in which the article was published."""
    if scene.low(k - 2) != "of" or scene.low(k - 3) not in scene.words.partof or scene.low(k + 1) == "of":
        return None
    value = calendar.shift_unit(scene.published, unit, 0) if scene.published else None
    return Found(k - 1, k + 1, value, "end-of")


def _beside_anchor(scene: Scene, k: int, word: str) -> Found | None:
    """Return "the following day", "the same day", "the previous day", counted from the day named before."""
    step = {"same": 0, "following": 1, "next": 1, "previous": -1}[word]
    value = (scene.anchor + timedelta(days=step)).isoformat() if scene.anchor else None
    return Found(k - 2, k + 1, value, "beside")


def read_season(scene: Scene, k: int) -> Found | None:
    """Return "last fall", "this summer", "next spring" as a year; a season with a year is read at the year."""
    shift = scene.words.shifts.get(scene.low(k - 1))
    if shift is None:
        return None
    value = calendar.season_year(scene.published, scene.words.seasons[scene.low(k)], shift) if scene.published else None
    return Found(k - 1, k + 1, value, "season")


def read_hyphened(scene: Scene, k: int) -> Found | None:
    """Return "third-quarter" and "year-end"."""
    left, _, right = scene.low(k).partition("-")
    if right == "quarter" and left in scene.words.ordinals:
        return _read_quarter(scene, k, scene.words.ordinals[left], k)
    if (left, right) == ("year", "end") or (left, right) == ("month", "end"):
        value = calendar.shift_unit(scene.published, left, 0) if scene.published else None
        return Found(k, k + 1, value, "end-of")
    return None


def read_quarter_sign(scene: Scene, k: int) -> Found | None:
    """Return "Q3 2025", "Q1"."""
    quarter = scene.number(k + 1, 1, 4)
    if quarter is None or not scene.glued(k + 1) or scene.tokens[k].text != "Q":
        return None
    return _read_quarter(scene, k + 1, quarter, k)


def _read_quarter(scene: Scene, k: int, quarter: int, first: int) -> Found | None:
    """Return the quarter at tokens ``[first, k]`` with the year that follows: "of 2025", "of last year", none."""
    last = k + 1
    year, end = year_after(scene, last)
    if year is not None:
        return Found(first, end, calendar.iso_quarter(year, quarter), "quarter")
    if (
        scene.low(last) == "of"
        and scene.low(last + 2) == "year"
        and scene.low(last + 1) in {*scene.words.shifts, "the"}
    ):
        shift = scene.words.shifts.get(scene.low(last + 1), 0)
        value = calendar.iso_quarter(scene.published.year + shift, quarter) if scene.published else None
        return Found(first, last + 3, value, "quarter")
    value = None
    if scene.published:
        value = calendar.nearest_quarter(scene.published, quarter, scene.direction(first, last))
    return Found(first, last, value, "quarter-of-year")


def _count_at(scene: Scene, k: int) -> int | None:
    """Return the small whole number at token ``k``, in words ("a", "two", "seventeen") or in digits."""
    word = scene.low(k)
    if word in ("a", "an"):
        return 1
    return read_figure_words().small.get(word) or scene.number(k, 1, 999)


def read_ago(scene: Scene, k: int) -> Found | None:
    """Return "two weeks ago", "three days earlier", "a month later"; "than a year ago" compares and is none."""
    unit = scene.words.units.get(scene.low(k - 1))
    count = _count_at(scene, k - 2)
    if unit not in ("day", "week", "month", "year", "fortnight") or count is None:
        return None
    word = scene.low(k)
    if scene.low(k - 3) in COMPARING and unit == "year":
        return None
    base = scene.published if word == "ago" else scene.anchor
    value = calendar.shift_unit(base, unit, count if word == "later" else -count) if base else None
    return Found(k - 2, k + 1, value, "ago")
