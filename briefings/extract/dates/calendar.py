"""Calendar arithmetic. In: parts of a date and the day of publication. Out: ISO values at the precision of the words.

A date without a year is the nearest one: behind for what happened, ahead for what is to come. Without a day of
publication a relative date has no value.
"""

from __future__ import annotations

from datetime import date, timedelta

AHEAD, BEHIND, OPEN = 1, -1, 0
SLACK = timedelta(
    days=3
)  # an article may run a few days before or after what it speaks of; such a date is the near one
SOON = timedelta(days=90)  # without a tense, a date this near may lie ahead; farther ones are taken to be past
SOON_MONTHS = 2
MONTHS, QUARTER_MONTHS, WEEKDAYS = 12, 3, 7


def parse_day(published: str | None) -> date | None:
    """Return the day in an ISO date or date-time, or None when there is no full date in it."""
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def iso_day(year: int, month: int, day: int) -> str | None:
    """Return ``year-month-day``, or None when there is no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def iso_week(day: date) -> str:
    """Return the ISO week of ``day``: "2026-W18"."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def iso_quarter(year: int, quarter: int) -> str:
    """Return a quarter: "2025-Q3"."""
    return f"{year:04}-Q{quarter}"


def shift_month(day: date, months: int) -> str:
    """Return the month ``months`` after that of ``day``: "2026-01"."""
    count = day.year * MONTHS + day.month - 1 + months
    return f"{count // MONTHS:04}-{count % MONTHS + 1:02}"


def nearest_weekday(published: date, weekday: int, direction: int) -> date:
    """Return the nearest such weekday at or before ``published``; at or after it when ``direction`` is AHEAD."""
    if direction == AHEAD:
        return published + timedelta(days=(weekday - published.weekday()) % WEEKDAYS)
    return published - timedelta(days=(published.weekday() - weekday) % WEEKDAYS)


def nearest_year(published: date, month: int, day: int | None, direction: int) -> int:
    """Return the year in which that month, or that day of it, is nearest to ``published`` in ``direction``."""
    if day is None:
        return _nearest_month_year(published, month, direction)
    candidates = [
        date(year, month, min(day, 28 if month == 2 else 30))
        for year in (published.year - 1, published.year, published.year + 1)
    ]
    near = min(candidates, key=lambda d: abs(d - published))
    if abs(near - published) <= (SOON if direction == OPEN else SLACK):
        return near.year
    if direction == AHEAD:
        return min(d for d in candidates if d >= published).year
    return max(d for d in candidates if d <= published).year


def _nearest_month_year(published: date, month: int, direction: int) -> int:
    if direction == AHEAD:
        return published.year + (month < published.month)
    if direction == BEHIND:
        return published.year - (month > published.month)
    gap = (month - published.month) % MONTHS
    if gap <= SOON_MONTHS:
        return published.year + (month < published.month)
    return published.year - (month > published.month)


def nearest_quarter(published: date, quarter: int, direction: int) -> str:
    """Return the nearest such quarter: the last that has begun, or with AHEAD the next not yet over."""
    current = (published.month - 1) // QUARTER_MONTHS + 1
    year = published.year
    if direction == AHEAD:
        year += quarter < current
    elif quarter > current:
        year -= 1
    return iso_quarter(year, quarter)


def shift_quarter(published: date, quarters: int) -> str:
    """Return the quarter ``quarters`` after that of ``published``."""
    count = published.year * 4 + (published.month - 1) // QUARTER_MONTHS + quarters
    return iso_quarter(count // 4, count % 4 + 1)


def shift_unit(day: date, unit: str, count: int) -> str | None:
    """Return the day, week, month, quarter or year that is ``count`` units after ``day``, at the unit's precision."""
    match unit:
        case "day":
            return (day + timedelta(days=count)).isoformat()
        case "week" | "weekend":
            return iso_week(day + timedelta(weeks=count))
        case "fortnight":
            return iso_week(day + timedelta(weeks=2 * count))
        case "month":
            return shift_month(day, count)
        case "quarter":
            return shift_quarter(day, count)
        case "year":
            return f"{day.year + count:04}"
        case _:
            return None


def season_year(published: date, month: int, shift: int) -> str:
    """Return the year in which the last, this or the next season begins; ``month`` is its first month."""
    year = published.year
    if shift < 0:
        begun = month + 2 < published.month
        return f"{year if begun else year - 1:04}"
    if shift > 0 and month <= published.month:
        return f"{year + 1:04}"
    return f"{year:04}"
