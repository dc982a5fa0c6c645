"""Dates as a page says them. In: ISO dates, months, years, quarters and weeks. Out: words."""

from __future__ import annotations

import re
from datetime import date

MONTH = re.compile(r"(\d{4})-(\d{2})")  # "2026-03"
QUARTER = re.compile(r"(\d{4})-Q([1-4])")  # "2026-Q1"
WEEK = re.compile(r"(\d{4})-W(\d{2})")  # "2026-W18"
ORDINALS = ("first", "second", "third", "fourth")


def say_date(value: str) -> str:
    """Return an ISO value in words: "3 May 2025", "March 2026", "first quarter of 2026", "week of 27 April 2026".

    A year, and what is no ISO value, is returned as it is.
    """
    if match := QUARTER.fullmatch(value):
        return f"{ORDINALS[int(match[2]) - 1]} quarter of {match[1]}"
    if match := WEEK.fullmatch(value):
        return f"week of {say_date(date.fromisocalendar(int(match[1]), int(match[2]), 1).isoformat())}"
    if match := MONTH.fullmatch(value):
        return f"{date(int(match[1]), int(match[2]), 1):%B} {match[1]}"
    try:
        day = date.fromisoformat(value[:10])
    except ValueError:
        return value
    return f"{day.day} {day:%B} {day.year}"


# words of a date expression that say which part of the month, quarter or year is meant, and how a page says it
PARTS = (
    (re.compile(r"(?:\b(?:end|close) of\b|-end\b)", re.IGNORECASE), "end of "),
    (re.compile(r"\b(?:start|beginning) of\b", re.IGNORECASE), "start of "),
    (re.compile(r"\bmid-|\bmiddle of\b", re.IGNORECASE), "mid-"),
    (re.compile(r"\bearly\b", re.IGNORECASE), "early "),
    (re.compile(r"\blate\b", re.IGNORECASE), "late "),
)
PRECISE = 10  # characters of a full date


def say_part(value: str, words: str) -> str:
    """Return an ISO value in words, with the part that ``words`` name: "the end of the year" is "end of 2025"."""
    said = say_date(value)
    if len(value) >= PRECISE or WEEK.fullmatch(value):
        return said
    part = next((say for pattern, say in PARTS if pattern.search(words)), "")
    return part + said


def first_day(value: str) -> str:
    """Return the first day of an ISO value as an ISO date, so that values of any precision can be put in order."""
    if match := QUARTER.fullmatch(value):
        return f"{match[1]}-{int(match[2]) * 3 - 2:02d}-01"
    if match := WEEK.fullmatch(value):
        return date.fromisocalendar(int(match[1]), int(match[2]), 1).isoformat()
    return value if len(value) > 7 else f"{value}-01" if len(value) == 7 else f"{value}-01-01"
