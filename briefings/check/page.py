"""Brief → findings about the page as a whole. In: a brief. Out: E7, W1, W2, W5, W7; of readings: E1 (pages), W6."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from briefings.check.findings import Finding
from briefings.check.readings import Reading
from briefings.compose.calendar import first_day, say_date
from briefings.compose.marking import rank_marking
from briefings.model import Brief, DeskSettings, Facts

BOTTOM_LINE_WORDS = 40
MAX_OBJECTIVES = 3
MAX_HTML_BYTES, WARN_HTML_BYTES = 102_000, 90_000  # Gmail clips a mail at about 102 KB


def check_strictness(brief: Brief, _: Mapping[str, Facts]) -> Iterator[Finding]:
    """E7: the page's marking is as strict as its strictest source's."""
    page = rank_marking(brief.marking)
    for source in brief.sources:
        mark = source.marking
        if not mark or mark == brief.marking:
            continue
        rank = rank_marking(mark)
        what = f"source [{source.number}] is {mark}, the page {brief.marking or 'not marked'}"
        if rank is not None and page is not None and rank > page:
            yield Finding(id="E7", message=f"{what}: mark the topic {mark}")
        elif rank != 0 and (rank is None or page is None):
            yield Finding(id="E7", message=f"{what}: which is stricter is not known; mark the topic as the source is")


def check_length(brief: Brief, _: Mapping[str, Facts]) -> Iterator[Finding]:
    """W1, W2: a bottom line of at most 40 words, at most three objectives."""
    if brief.bottom_line and (words := len(brief.bottom_line.text.split())) > BOTTOM_LINE_WORDS:
        message = f"the bottom line has {words} words: at most {BOTTOM_LINE_WORDS}"
        yield Finding(id="W1", message=message, line=brief.bottom_line.id)
    for section in brief.sections:
        if section.key == "objectives" and len(section.lines) > MAX_OBJECTIVES:
            yield Finding(id="W2", message=f"{len(section.lines)} objectives: at most {MAX_OBJECTIVES}")


def check_titles(brief: Brief, _: Mapping[str, Facts]) -> Iterator[Finding]:
    """W5: every person has a title."""
    for section in brief.sections:
        for line in section.lines if section.key == "people" else ():
            if not line.text.strip() or line.text.casefold().startswith("title not given"):
                yield Finding(id="W5", message=f"title not given: {line.label}", line=line.id)


def check_age(brief: Brief, _: Mapping[str, Facts], settings: DeskSettings) -> Iterator[Finding]:
    """W7: no source is undated, none older than the desk allows on the page's date."""
    for source in brief.sources:
        if source.published is None:
            yield Finding(id="W7", message=f"source [{source.number}] is undated")
    dated = [(first_day(source.published[:10]), source) for source in brief.sources if source.published]
    if not dated or brief.date is None:
        return
    day, oldest = min(dated, key=lambda pair: pair[0])
    age = (date.fromisoformat(first_day(brief.date)[:10]) - date.fromisoformat(day)).days
    if age > settings.stale_days:
        what = f"source [{oldest.number}] of {say_date(day)} is {age} days old"
        yield Finding(id="W7", message=f"{what}: the desk's limit is {settings.stale_days}")


def check_pages(reading: Reading) -> Iterator[Finding]:
    """E1: exactly one page."""
    if reading.pages is not None and reading.pages != 1:
        yield Finding(id="E1", message=f"{reading.pages} pages instead of one", output=reading.name)


def check_size(reading: Reading) -> Iterator[Finding]:
    """W6: HTML is small enough to be mailed; an error where it would be clipped."""
    if reading.form == "html" and reading.size > WARN_HTML_BYTES:
        message = f"{reading.size / 1000:.0f} KB: mail programs clip at {MAX_HTML_BYTES // 1000}"
        yield Finding(id="W6", message=message, output=reading.name, grave=reading.size > MAX_HTML_BYTES)
