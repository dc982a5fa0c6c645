"""Days with a name. In: a scene and "Christmas", "Easter", "Eve". Out: "by Christmas", "on New Year’s Eve"."""

from __future__ import annotations

from datetime import date, timedelta

from briefings.extract.dates import calendar
from briefings.extract.dates.calendar import AHEAD, BEHIND
from briefings.extract.dates.scene import Found, Scene

EVE, CHRISTMAS, BOXING_DAY, NEW_YEARS_EVE, NEW_YEAR = (12, 24), (12, 25), (12, 26), (12, 31), (1, 1)
LEADS = frozenset(
    {"by", "on", "before", "until", "till", "after", "since", "at", "over", "around", "for", "last", "next", "this"}
)
TRIGGERS = ("christmas", "boxing", "easter", "eve")
OWNED = frozenset({"'s", "’s"})


def read_holiday(scene: Scene, k: int) -> Found | None:
    """Return the day named at token ``k``; "a Christmas tree" and "Easter Island" are none."""
    if not scene.tokens[k].text[0].isupper():
        return None
    word, following = scene.low(k), scene.low(k + 1)
    if word == "eve" and scene.low(k - 1) in OWNED and scene.low(k - 2) == "year" and scene.low(k - 3) == "new":
        return _fixed(scene, k - 3, k + 1, NEW_YEARS_EVE)
    if word == "boxing":
        return _fixed(scene, k, k + 2, BOXING_DAY) if following == "day" else None
    if word == "christmas" and following in ("day", "eve"):
        return _fixed(scene, k, k + 2, EVE if following == "eve" else CHRISTMAS)
    if word == "easter" and following in ("sunday", "monday"):
        return _easter(scene, k, k + 2, shift=int(following == "monday"))
    if scene.low(k - 1) not in LEADS or (following[:1].isalnum() and following not in scene.words.leads):
        return None
    if word == "christmas":
        return _fixed(scene, k, k + 1, CHRISTMAS)
    return _easter(scene, k, k + 1, shift=0) if word == "easter" else None


def _fixed(scene: Scene, first: int, last: int, day: tuple[int, int]) -> Found:
    if scene.published is None:
        return Found(first, last, None, "holiday")
    year = calendar.nearest_year(scene.published, *day, scene.direction(first, last))
    return Found(first, last, calendar.iso_day(year, *day), "holiday")


def _easter(scene: Scene, first: int, last: int, *, shift: int) -> Found:
    published = scene.published
    if published is None:
        return Found(first, last, None, "holiday")
    days = [easter(year) + timedelta(days=shift) for year in range(published.year - 1, published.year + 2)]
    direction = scene.direction(first, last)
    fitting = [d for d in days if direction not in (AHEAD, BEHIND) or (d >= published) == (direction == AHEAD)]
    return Found(first, last, min(fitting, key=lambda d: abs(d - published)).isoformat(), "holiday")


def easter(year: int) -> date:
    """Return Easter Sunday of ``year`` in the Gregorian calendar. Source: the anonymous algorithm of 1876."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)
