"""A figure over time → a chart. In: the points of a series. Out: its columns, and what they show in words.

The chart is drawn in the template; what is computed for it is computed here. Columns stand at their dates and grow
from zero, so that neither time nor size is distorted.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from briefings.compose.calendar import first_day, say_date
from briefings.model import Point, Record

WIDTH, HEIGHT, BAR = 240.0, 36.0, 7.0  # units of the drawing
MIN_POINTS = 3  # two are said better in words


class Bar(Record, frozen=True, kw_only=True):
    """A column of a chart: its upper left corner and its size."""

    x: float
    y: float
    width: float
    height: float


class Chart(Record, frozen=True, kw_only=True):
    """A series as columns. ``zero`` is the height of the base line, ``text`` says in words what the columns show."""

    width: float
    height: float
    zero: float
    bars: tuple[Bar, ...]
    text: str


def chart_of(points: Sequence[Point]) -> Chart | None:
    """Return the chart of a series; None for fewer than three points, or where a point has no day to stand at."""
    days = [_day(point.date) for point in points]
    known = [day for day in days if day is not None]
    if len(known) < MIN_POINTS or len(known) < len(days) or min(known) == max(known):
        return None
    first, span = min(known), max(known) - min(known)
    low, high = min(0.0, *(float(point.value) for point in points)), max(0.0, *(float(p.value) for p in points))
    scale = HEIGHT / ((high - low) or 1.0)
    zero = round(high * scale, 1)
    bars = tuple(
        Bar(
            x=round((WIDTH - BAR) * (day - first) / span, 1),
            y=round(zero - max(0.0, float(point.value)) * scale, 1),
            width=BAR,
            height=round(abs(float(point.value)) * scale, 1),
        )
        for day, point in zip(known, points, strict=True)
    )
    said = "; ".join(f"{say_date(point.date)}: {point.text}" for point in points)
    return Chart(width=WIDTH, height=HEIGHT, zero=zero, bars=bars, text=f"Columns, from zero: {said}")


def _day(text: str) -> int | None:
    """Return the number of the day that an ISO date names, the first one of a month or a year; None for others."""
    try:
        return date.fromisoformat(first_day(text)).toordinal()
    except ValueError:
        return None
