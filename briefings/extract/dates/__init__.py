"""Prose → Dates and Deadlines. In: the prose and the date of publication. Out: date expressions with their value.

``words → expressions (with tense, calendar) → dates → deadlines → attached to facts``. An expression without a year is
resolved against the day of publication; where that is unknown, the value stays None.
"""

from __future__ import annotations

from briefings.extract.dates.attach import attach_dates
from briefings.extract.dates.deadlines import extract_deadlines
from briefings.extract.dates.reader import extract_dates

__all__ = ["attach_dates", "extract_dates", "extract_deadlines"]
