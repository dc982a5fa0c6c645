"""What lies behind and what lies ahead. In: placed lines with dates, the page's date. Out: the same, by section.

With three or more dated lines there is a timeline, and what is dated stands in it alone: dates ahead, and what was done
on a day. What happened in the last days before the page's date stays under developments, as long as the timeline keeps
three lines without it. With fewer, dates ahead stand under what to watch, and what is past under developments.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from briefings.compose.calendar import first_day, say_date
from briefings.compose.placing import Placed
from briefings.compose.wording import before_stop
from briefings.model import Line, Run, SectionKey

TIMELINE_LINES = 3  # from so many dated lines there is a timeline
NEWS_DAYS = 7  # before the page's date: what is dated later is news rather than history
OLD_DAYS = 14  # before the page's date: what is older says when it was written
DAY = re.compile(r"\b\d{1,2} [A-Z][a-z]+ (?:19|20)\d\d\b")  # "3 May 2025": the line says when it was
TELLING: frozenset[SectionKey] = frozenset({"developments", "positions", "figures", "risks", "opportunities"})
MOODS: frozenset[SectionKey] = frozenset({"risks", "opportunities"})
DATED: frozenset[SectionKey] = frozenset({"developments", "watch"})


def arrange_dates(placed: Sequence[Placed], today: str | None) -> list[Placed]:
    """Return ``placed`` with what is dated moved to the section in which it belongs.

    Args:
        placed: Candidate lines.
        today: ISO date of the page, None when it is not known: then nothing is past.
    """
    settled = [_settle(one, today) for one in placed]
    dated = [one for one in settled if one.section in DATED and one.line.date]
    lasting = [one for one in dated if not _is_news(one, today)]
    moving = lasting if len(lasting) >= TIMELINE_LINES else dated
    names = {one.line.id for one in moving} if len(moving) >= TIMELINE_LINES else set()
    return _even_out([_in_timeline(one) if one.line.id in names else one for one in settled])


def without_timeline(placed: Sequence[Placed], today: str | None) -> list[Placed]:
    """Return ``placed`` with the lines of the timeline where they belong without it."""
    moved = {one.line.id: from_timeline(one.line, today) for one in placed if one.section == "timeline"}
    return [
        msgspec.structs.replace(one, section=moved[one.line.id][0], line=moved[one.line.id][1])
        if one.section == "timeline" else one
        for one in placed
    ]  # fmt: skip


def from_timeline(line: Line, today: str | None) -> tuple[SectionKey, Line]:
    """Return where a line of a timeline belongs without it, and how it stands there: to be watched, or it happened."""
    if line.date and not is_past(line.date, today):
        return "watch", line
    return "developments", msgspec.structs.replace(line, label="")


def tell_age(one: Placed, today: str | None) -> Placed:
    """Return ``one`` with the date of its article behind it, in brackets, where that is old and no day is in it.

    What was written long ago about the present of then is not taken for what is so now.
    """
    published = one.passage.source.article.published
    if one.line.series or today is None or published is None or one.section not in TELLING:
        return one
    if not is_past(published[:10], _before(today)):
        return one
    if DAY.search(f"{one.line.label} {one.line.text}"):
        return one
    age = (Run(text=f" [{say_date(published[:10])}]", mark="insertion"),)
    runs = before_stop(one.line.runs, age)
    line = msgspec.structs.replace(one.line, runs=runs, text="".join(run.text for run in runs))
    return msgspec.structs.replace(one, line=line, alone=before_stop(one.alone, age) if one.alone else ())


def _before(today: str) -> str:
    return (date.fromisoformat(today[:10]) - timedelta(days=OLD_DAYS)).isoformat()


def is_past(value: str, today: str | None) -> bool:
    """Return whether the whole of an ISO value (a day, month, year …) lies before ``today``."""
    return today is not None and last_day(value) < today[:10]


def last_day(value: str) -> str:
    """Return the last day of an ISO value as an ISO date."""
    start = date.fromisoformat(first_day(value)[:10])
    if len(value) >= 10:
        return start.isoformat()
    if "W" in value:
        return (start + timedelta(days=6)).isoformat()
    months = 3 if "Q" in value else 1 if len(value) == 7 else 12
    after = start.year * 12 + start.month - 1 + months
    return (date(after // 12, after % 12 + 1, 1) - timedelta(days=1)).isoformat()


def _settle(one: Placed, today: str | None) -> Placed:
    """Return a date ahead that is past by now as a development; what was still ahead when it was written has no day."""
    if one.section == "watch" and one.line.date and is_past(one.line.date, today):
        published = one.passage.source.article.published
        came = published is not None and first_day(one.line.date)[:10] <= published[:10]
        line = msgspec.structs.replace(one.line, label="", date=one.line.date if came else None)
        return msgspec.structs.replace(one, section="developments", line=line)
    if one.section in MOODS and _has_come(one, today):
        return msgspec.structs.replace(one, section="developments")
    return one


def _has_come(one: Placed, today: str | None) -> bool:
    """Return whether all that a risk or a prospect named as ahead is past by now: "a strike from March 2"."""
    published = one.passage.source.article.published
    ahead = [d.value for d in one.passage.dates() if d.value and published and first_day(d.value) > published[:10]]
    return bool(ahead) and all(is_past(value, today) for value in ahead)


def _is_news(one: Placed, today: str | None) -> bool:
    if one.section != "developments" or today is None or one.line.date is None:
        return False
    return last_day(one.line.date) >= (date.fromisoformat(today[:10]) - timedelta(days=NEWS_DAYS)).isoformat()


def _even_out(placed: list[Placed]) -> list[Placed]:
    """Return ``placed`` without the dates of developments where most have none: their words still say them."""
    told = [one.line.date for one in placed if one.section == "developments"]
    if 2 * sum(value is not None for value in told) >= len(told):
        return placed
    return [_undated(one) if one.section == "developments" else one for one in placed]


def _undated(one: Placed) -> Placed:
    return msgspec.structs.replace(one, line=msgspec.structs.replace(one.line, date=None))


def _in_timeline(one: Placed) -> Placed:
    said = say_date(one.line.date or "")
    line = msgspec.structs.replace(one.line, label=one.line.label if one.line.label.endswith(said) else said)
    return msgspec.structs.replace(one, section="timeline", line=line)
