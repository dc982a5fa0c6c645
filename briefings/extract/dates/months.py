"""Days and months. In: a scene and the name of a month or weekday. Out: "14 October 2025", "last Friday"."""

from __future__ import annotations

from datetime import timedelta

import msgspec

from briefings.extract.dates import calendar
from briefings.extract.dates.calendar import AHEAD, BEHIND
from briefings.extract.dates.scene import Found, Scene, year_after

ENDINGS = frozenset(("st", "nd", "rd", "th"))
DASHES = frozenset("-–—‑/")
SPANS = frozenset(("to", "and", "-", "–", "through", "until", "or"))
LEAP_YEAR = 2024  # has every day that there is


def read_month(scene: Scene, k: int) -> Found | None:
    """Return "14 October 2025", "March 15", "Jan. 4, 2026", "October 2024", "mid-August", "in April"."""
    words, token = scene.words, scene.tokens[k]
    if not token.text[0].isupper() and "-" not in token.text:
        return None
    month = words.months.get(token.lower) or words.short_months[token.lower]
    last = k + 1
    if (
        scene.low(last) == "."
        and scene.glued(last)
        and (token.lower in words.short_months or scene.number(last + 1, 1, 31))
    ):
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
    year, at = year_after(scene, at)
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
    year, last = year_after(scene, last)
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


def _make_day(scene: Scene, first: int, last: int, parts: tuple[int | None, int, int]) -> Found | None:
    year, month, day = parts
    if calendar.iso_day(LEAP_YEAR, month, day) is None:
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
    year, end = year_after(scene, last)
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
        return msgspec.structs.replace(full, first=k)
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
