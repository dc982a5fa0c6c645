"""Prose → date expressions. In: the tokens of a sentence and a word that may belong to a date. Out: what it says.

One reader for each kind of trigger word: a month, a weekday, a year, a unit of the calendar ("last week", "three months
ago"), a quarter, a word for a day. Readers look at the words on both sides and agree on nothing else.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

import msgspec

from briefings.extract.dates import calendar
from briefings.extract.dates.calendar import AHEAD, BEHIND
from briefings.extract.dates.tense import read_direction
from briefings.extract.dates.words import DateWords
from briefings.extract.figures.units import is_people
from briefings.extract.figures.words import read_figure_words
from briefings.text import Token


class Found(NamedTuple):
    """A date expression: tokens ``[first, last)`` and its value. ``month``, ``day``: given without a year."""

    first: int
    last: int
    value: str | None
    rule: str
    month: int | None = None
    day: int | None = None


class Scene(msgspec.Struct, kw_only=True):
    """What the readers see: the tokens, the bounds of the sentence among them, the day of publication and the tables.

    ``anchor`` is the last day that the text has named before: "two days earlier" counts from it.
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
DATING = frozenset("the in since by until till during early late mid of its their his her our".split())
PERIODS = frozenset("past last next coming previous preceding following first final".split())
ENDINGS = frozenset(("st", "nd", "rd", "th"))
DASHES = frozenset("-–—‑/")
SPANS = frozenset(("to", "and", "-", "–", "through", "until", "or"))
OPENERS = frozenset(("(", "[", "“", '"', "‘", "'"))


# ------------------------------------------------------------------------------------------ days of a month


def read_month(scene: Scene, k: int) -> Found | None:
    """Return "14 October 2025", "March 15", "Jan. 4, 2026", "October 2024", "mid-August", "in April"."""
    words, token = scene.words, scene.tokens[k]
    if not token.text[0].isupper() and "-" not in token.text:
        return None
    month = words.months.get(token.lower) or words.short_months[token.lower]
    last = k + 1
    if token.lower in words.short_months and scene.low(last) == "." and scene.glued(last):
        last += 1
    return _day_after(scene, k, last, month) or _day_before(scene, k, last, month) or _no_day(scene, k, last, month)


def _day_after(scene: Scene, k: int, last: int, month: int) -> Found | None:
    """Return "March 15", "Jan. 4, 2026", "May 14-16", "March the 3rd"."""
    at = last + 1 if scene.low(last) == "the" else last
    day = scene.number(at, 1, 31)
    if day is None or scene.low(at + 1) in (":", "%", "percent") or _is_in_month(scene, k, at):
        return None
    at += 1
    if scene.low(at) in ENDINGS:
        at += 1
    at = _skip_range(scene, at)
    year, at = _year_after(scene, at)
    return _make_day(scene, k, at, (year, month, day))


def _is_in_month(scene: Scene, k: int, at: int) -> bool:
    """Whether the number behind a month counts something: "in May 20 people"; "in" stands before months, not days."""
    return (
        scene.low(k - 1) == "in"
        and scene.low(at + 1) not in (",", ".", "", "-", "–", "and")
        and scene.low(at + 1) not in ENDINGS
    )


def _day_before(scene: Scene, k: int, last: int, month: int) -> Found | None:
    """Return "14 October 2025", "2nd May", "the 14th of March", "11-13 Dec", "from 3 to 5 May" (its first day)."""
    at = k - 1
    if scene.low(at) == "of":
        at -= 1
    if scene.low(at) in ENDINGS and scene.glued(at):
        at -= 1
    elif at != k - 1:
        return None
    day = scene.number(at, 1, 31)
    if day is None or (scene.glued(at) and scene.low(at - 1) not in DASHES):
        return None
    first, day = _range_before(scene, at, day)
    year, last = _year_after(scene, last)
    return _make_day(scene, first, last, (year, month, day))


def _range_before(scene: Scene, at: int, day: int) -> tuple[int, int]:
    """Return the first token and day of "3 to 5 May", "11-13 Dec"; those of the one day where there is no range."""
    start = scene.number(at - 2, 1, 31)
    if scene.low(at - 1) in SPANS and start is not None and start < day:
        return at - 2, start
    return at, day


def _skip_range(scene: Scene, at: int) -> int:
    """Return the token behind the second day of "May 14-16" or "May 14 to 16", else ``at``."""
    end = scene.number(at + 1, 1, 31)
    if scene.low(at) in SPANS and end is not None and (scene.glued(at) or scene.low(at) in ("to", "and")):
        following = scene.low(at + 2)
        return at + 2 if not following[:1].isalpha() or following in scene.words.leads else at
    return at


def _year_after(scene: Scene, at: int) -> tuple[int | None, int]:
    """Return the year at token ``at``, after an optional comma or "of", and the token behind it: "2025", "last year"."""
    start = at + 1 if scene.low(at) in (",", "of") else at
    year = scene.number(start, FIRST_YEAR, LAST_YEAR)
    if year is not None and len(scene.low(start)) == 4:
        return year, start + 1
    shift = scene.words.shifts.get(scene.low(start))
    if shift is not None and scene.low(start + 1) == "year" and scene.low(at) != "," and scene.published:
        return scene.published.year + shift, start + 2
    return None, at


def _make_day(scene: Scene, first: int, last: int, parts: tuple[int | None, int, int]) -> Found | None:
    year, month, day = parts
    if calendar.iso_day(2024, month, day) is None:
        return None
    if year is not None:
        return Found(first, last, calendar.iso_day(year, month, day), "day")
    value = None
    if scene.published:
        year = calendar.nearest_year(scene.published, month, day, scene.direction(first, last))
        value = calendar.iso_day(year, month, day)
    return Found(first, last, value, "day-of-year", month, day)


def _no_day(scene: Scene, k: int, last: int, month: int) -> Found | None:
    """Return "October 2024", "mid-August", "last March", "in April"; "May" alone may be a verb or a name."""
    words = scene.words
    year, end = _year_after(scene, last)
    if year is not None and scene.low(last) != ",":
        return Found(k, end, f"{year:04}-{month:02}", "month")
    if year is not None and scene.low(k - 1) in words.leads:
        return Found(k, end, f"{year:04}-{month:02}", "month")
    if scene.low(k) in words.short_months:
        return None
    if "-" not in scene.low(k) and not _is_bare_month(scene, k, last):
        return None
    shift = words.shifts.get(scene.low(k - 1))
    first = k - 1 if shift is not None else k
    value = None
    if scene.published:
        direction = AHEAD if shift == 1 else BEHIND if shift == -1 else scene.direction(first, last)
        year = calendar.nearest_year(scene.published, month, None, direction)
        if shift in (1, -1) and month == scene.published.month:
            year = scene.published.year + shift
        value = f"{year:04}-{month:02}"
    return Found(first, last, value, "month-of-year", month)


def _is_bare_month(scene: Scene, k: int, last: int) -> bool:
    if scene.low(k - 1) not in scene.words.leads and not scene.low(last).endswith("s") and k != scene.begin:
        return scene.low(k - 1) == "," and scene.low(k - 2) in scene.words.months
    following = scene.tokens[last].text if last < scene.end else ""
    if k == scene.begin and scene.low(k) in ("may", "march"):
        return False
    named = following[:1].isupper() and scene.low(k - 1) in ("the", "a", "of", "and", "to", "for", "with", "")
    return not named


# ----------------------------------------------------------------------------------------------- weekdays


def read_weekday(scene: Scene, k: int) -> Found | None:
    """Return "on Tuesday", "last Friday", "Wednesday, February 11, 2026" (with its date); "Sunday Times" is none."""
    words, token = scene.words, scene.tokens[k]
    last = k + 1
    short = token.lower in words.short_weekdays
    if short and scene.low(last) == ".":
        last += 1
    if not token.text[0].isupper():
        return None
    full = _full_date(scene, last)
    if full:
        return full._replace(first=k)
    if short or scene.low(k - 1) in words.feasts or scene.low(k - 1) in ("a", "any") or _is_paper(scene, last):
        return None
    return _make_weekday(scene, k, last, words.weekdays[token.lower])


def _full_date(scene: Scene, at: int) -> Found | None:
    """Return the date behind a weekday: ", February 11", "14 October", "(June 3)"."""
    if scene.low(at) in (",", "(", "the"):
        at += 1
    if scene.low(at) == "the":
        at += 1
    month = next((n for n in range(at, at + 4) if _is_month(scene, n)), None)
    if month is None:
        return None
    found = read_month(scene, month)
    return found if found and found.first == at and found.rule in ("day", "day-of-year") else None


def _is_month(scene: Scene, k: int) -> bool:
    return scene.low(k) in scene.words.months or scene.low(k) in scene.words.short_months


def _is_paper(scene: Scene, k: int) -> bool:
    return scene.low(k) in scene.words.papers and scene.tokens[k].text[0].isupper()


def _make_weekday(scene: Scene, k: int, last: int, weekday: int) -> Found:
    shift = scene.words.shifts.get(scene.low(k - 1))
    first = k - 1 if shift is not None else k
    if scene.published is None:
        return Found(first, last, None, "weekday")
    at = last + 1 if scene.low(last) == "of" else last
    if scene.low(at) in scene.words.shifts and scene.low(at + 1) == "week":
        monday = scene.published - timedelta(days=scene.published.weekday())
        day = monday + timedelta(weeks=scene.words.shifts[scene.low(at)], days=weekday)
        return Found(first, at + 2, day.isoformat(), "weekday")
    if shift == -1:
        day = calendar.nearest_weekday(scene.published - timedelta(days=1), weekday, BEHIND)
    elif shift == 1:
        day = calendar.nearest_weekday(scene.published + timedelta(days=1), weekday, AHEAD)
    else:
        day = calendar.nearest_weekday(scene.published, weekday, scene.direction(first, last))
    return Found(first, last, day.isoformat(), "weekday")


# -------------------------------------------------------------------------------------------------- years


def read_year(scene: Scene, k: int) -> Found | None:
    """Return "in 2024", "by 2040", "spring 2026", "fiscal 2026", "2025/26", "2026-05-19"; "2000 troops" is none."""
    year = scene.number(k, FIRST_YEAR, LAST_YEAR)
    if year is None:
        return None
    numeric = _numeric_date(scene, k, year)
    if numeric:
        return numeric
    if not _reads_as_year(scene, k):
        return None
    first, last = k, k + 1
    if scene.low(last) in DASHES and scene.glued(last) and scene.number(last + 1, 0, 99) == (year + 1) % 100:
        last += 2
    if scene.low(k - 1) in ("fiscal", "fy") or scene.low(k - 1) in scene.words.seasons:
        first = k - 1
    elif scene.low(k - 1) in ("of", "year") and scene.low(k - 2) in {*scene.words.seasons, "fiscal", "financial"}:
        first = k - 2
    return Found(first, last, f"{year:04}", "year")


def _numeric_date(scene: Scene, k: int, year: int) -> Found | None:
    """Return "2026-05-19" or "19/05/2026"; where day and month cannot be told apart the value is None."""
    mark = scene.low(k + 1)
    if mark in ("-", "/", "–") and scene.low(k + 3) == mark and scene.glued(k + 1) and scene.glued(k + 3):
        month, day = scene.number(k + 2, 1, 12), scene.number(k + 4, 1, 31)
        return Found(k, k + 5, calendar.iso_day(year, month, day), "numeric") if month and day else None
    mark = scene.low(k - 1)
    if mark in ("-", "/") and scene.low(k - 3) == mark and scene.glued(k) and scene.glued(k - 2):
        return _day_month_year(scene, k, year)
    return None


def _day_month_year(scene: Scene, k: int, year: int) -> Found | None:
    one, two = scene.number(k - 4, 1, 31), scene.number(k - 2, 1, 31)
    if one is None or two is None or min(one, two) > calendar.MONTHS:
        return None
    if one != two and max(one, two) <= calendar.MONTHS:
        return Found(k - 4, k + 1, None, "numeric")
    day, month = max(one, two), min(one, two)
    return Found(k - 4, k + 1, calendar.iso_day(year, month, day), "numeric")


def read_dotted(scene: Scene, k: int) -> Found | None:
    """Return "19.05.2026"."""
    parts = scene.low(k).split(".")
    if len(parts) != 3 or not all(part.isdecimal() for part in parts) or len(parts[2]) != 4:
        return None
    value = calendar.iso_day(int(parts[2]), int(parts[1]), int(parts[0]))
    return Found(k, k + 1, value, "numeric") if value else None


def _reads_as_year(scene: Scene, k: int) -> bool:
    """Whether four digits are a year: a word that leads to one stands before, and nothing counted behind."""
    before, after = scene.low(k - 1), scene.low(k + 1)
    if scene.glued(k) and before not in {*DASHES, *OPENERS, "fy"}:
        return False
    if scene.glued(k + 1) and (after[:1].isalpha() or after in ("%", ":", "_")):
        return False  # "2000s", "2019m"
    if after in ("'s", "’s") and scene.low(k).endswith("0") and before == "the":
        return False  # "the 1930's"
    if _is_counted(scene, k):
        return False
    if before in ("(", "["):
        return not scene.low(k - 2).isdecimal() and scene.low(k - 2) not in ("regulation", "resolution")
    if before in DASHES:
        return scene.low(k - 2).isdecimal() or scene.low(k - 2) in ("mid", "post", "pre", "early", "late", "non")
    if before == ",":
        return _is_listed(scene, k) or k - 1 == scene.begin
    if k == scene.begin:
        return not after.endswith("s")
    return before in scene.words.leads or before in scene.words.months


def _is_counted(scene: Scene, k: int) -> bool:
    """Whether four digits count what follows: "2000 troops", "and 1800 tents"; "the 2024 elections" is dated."""
    words, after = read_figure_words(), scene.low(k + 1)
    if after in words.units or is_people(after, words):
        return scene.low(k - 1) != "the"
    return (
        after.endswith("s") and scene.low(k - 1) not in DATING and len(after) > 3 and after not in words.classes["stop"]
    )


def _is_listed(scene: Scene, k: int) -> bool:
    """Whether the year goes on with a list of years: "2019, 2021"."""
    return scene.number(k - 2, FIRST_YEAR, LAST_YEAR) is not None


# ----------------------------------------------------------------------------- days, weeks, months, quarters


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
        or scene.low(k) == "days"
        and scene.low(k - 2) == "first"
    ):
        return None
    last = k + 1
    if scene.low(k - 2) == "first" and scene.low(last) == "of":
        year, end = _year_after(scene, last)
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
    if unit == "day" or scene.low(k - 2) in ("the", "over") and shift == -1 and scene.low(k - 2) == "the":
        return None  # "this day", "the last week of talks": no date by themselves
    value = calendar.shift_unit(published, unit, shift) if published else None
    return Found(first, k + 1, value, "shifted")


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
    found = _read_quarter(scene, k + 1, quarter, k)
    return found


def _read_quarter(scene: Scene, k: int, quarter: int, first: int) -> Found | None:
    """Return the quarter at tokens ``[first, k]`` with the year that follows: "of 2025", "of last year", none."""
    last = k + 1
    year, end = _year_after(scene, last)
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
    if scene.low(k - 3) in ("than", "from", "over", "with", "to", "on") and unit == "year":
        return None
    base = scene.published if word == "ago" else scene.anchor
    value = calendar.shift_unit(base, unit, count if word == "later" else -count) if base else None
    return Found(k - 2, k + 1, value, "ago")
