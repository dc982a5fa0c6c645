"""What an HTML page says to machines → findings. In: brief, reading. Out: E5, E8.

Links, dates, drawings and descriptions say the same as the text that people read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefings.check.findings import Finding, lines_of, shorten
from briefings.check.readings import Reading, squeeze
from briefings.compose.calendar import say_date
from briefings.model import Brief, Line

CITED = re.compile(r"\[(\d+)\]")  # "[1]"
TARGET = re.compile(r"-(\d+)$")  # "#src-1"
DIGIT = re.compile(r"\d")
WHOLE = re.compile(r"\d+")


def check_machine(brief: Brief, reading: Reading) -> Iterator[Finding]:
    """E5: links lead where they say; E8: dates, drawings and the page's description are those of the brief."""
    for rule, message in (*_links(brief, reading), *_dates(brief, reading), *_drawings(brief, reading)):
        yield Finding(id=rule, message=message, output=reading.name)
    for name, wanted in _descriptions(brief):
        said = reading.about.get(name)
        if said is not None and wanted is not None and squeeze(wanted) not in squeeze(said):
            message = f"its {name} is “{shorten(said)}”, not “{shorten(wanted)}”"
            yield Finding(id="E8", message=message, output=reading.name)


def _links(brief: Brief, reading: Reading) -> Iterator[tuple[str, str]]:
    addresses = {squeeze(f"“{source.title}”"): set[str | None]() for source in brief.sources}
    for source in brief.sources:
        addresses[squeeze(f"“{source.title}”")].add(source.url)
    for link in reading.links:
        number = CITED.fullmatch(link.text.strip())
        said = {*WHOLE.findall(link.title), *TARGET.findall(link.href)}
        if number and said - {number[1]}:
            yield "E5", f"the link {number[0]} leads elsewhere: {link.href}"
        if link.href not in addresses.get(squeeze(link.text), {link.href}):
            yield "E5", f"the link {shorten(link.text)} leads elsewhere: {link.href}"


def _dates(brief: Brief, reading: Reading) -> Iterator[tuple[str, str]]:
    labels = {(date, squeeze(line.label)) for line in lines_of(brief) for date in _dates_of(line)}
    for value, said in reading.times:
        if squeeze(said) != squeeze(_say(value)) and (value, squeeze(said)) not in labels:
            yield "E8", f"the date {value} is written {shorten(said)}"


def _say(value: str) -> str:
    """Return the ISO ``value`` in words; empty when there is no such day or month ("2025-00")."""
    try:
        return say_date(value)
    except ValueError:
        return ""


def _dates_of(line: Line) -> Iterator[str]:
    yield from filter(None, (line.date, *(side.date for side in line.sides), *(p.date for p in line.series)))


def _drawings(brief: Brief, reading: Reading) -> Iterator[tuple[str, str]]:
    series = [
        [part for p in line.series for part in (say_date(p.date), p.text)] for line in lines_of(brief) if line.series
    ]
    for picture in reading.pictures:
        if DIGIT.search(picture) and not any(_in_order(parts, picture) for parts in series):
            yield "E8", f"a drawing says what no series does: {shorten(picture)}"


def _in_order(parts: Sequence[str], text: str) -> bool:
    """Return whether ``text`` says all of ``parts``, one after the other, and no number besides."""
    rest, fits = squeeze(text), True
    for part in parts:
        before, found, rest = rest.partition(squeeze(part))
        fits = fits and bool(found) and not DIGIT.search(before)
    return fits and not DIGIT.search(rest)


def _descriptions(brief: Brief) -> tuple[tuple[str, str | None], ...]:
    return (
        ("title", brief.title),
        ("author", brief.author),
        ("dcterms.created", brief.date),
        ("description", brief.bottom_line.text if brief.bottom_line else None),
    )
