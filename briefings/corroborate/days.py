"""Dates of articles, as far as two facts may be of one time. In: ISO dates, facts. Out: days, parts of a group."""

from __future__ import annotations

from briefings.corroborate.found import Found

APART_DAYS = 45  # between two articles whose facts are of one event, when neither gives its date
MONTH, YEAR = 31, 12 * 31  # in numbered days, which count 31 a month


def day_number(iso: str) -> int:
    """Return a number that grows by one a day, near enough to tell weeks: each month counts 31 days."""
    year, month, day = (int(part) for part in iso[:10].split("-"))
    return year * YEAR + month * MONTH + day


def split_by_time(group: list[Found]) -> list[list[Found]]:
    """Return ``group`` in parts whose articles follow one another closely; undated ones join only where all is one."""
    dated = sorted((one for one in group if one.published), key=lambda one: one.place)
    undated = [one for one in group if not one.published]
    parts: list[list[Found]] = []
    for one in dated:
        last = parts[-1][-1].published if parts else None
        if last and day_number(one.published or last) - day_number(last) <= APART_DAYS:
            parts[-1].append(one)
        else:
            parts.append([one])
    if len(parts) <= 1:
        return [[*(parts[0] if parts else []), *undated]]
    return [*parts, *([undated] if undated else [])]
