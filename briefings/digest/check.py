"""A mail + its briefs → findings. In: what the mail's parts say to a reader. Out: E7 and E8 for mail, W6.

What stands in the mail stands in the brief: every line of an entry is read back, in its order and with its citations,
out of the HTML and out of the text; what is left over when all of it is taken away may hold no number and no name that
the page does not give.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefings.check import Finding, Reading, read_html
from briefings.check.readings import squeeze
from briefings.compose.calendar import say_date
from briefings.digest.page import DigestPage, Entry, lines_of_entry
from briefings.model import Brief, Citation, Line

MAX_HTML_BYTES, WARN_HTML_BYTES = 102_000, 90_000  # Gmail clips a mail at about 102 KB
NUMBER = re.compile(r"\d+")
SHOWN = 60  # characters of a line in a message


def check_digest(page: DigestPage, briefs: Sequence[Brief], *, html: str, text: str) -> tuple[Finding, ...]:
    """Return what is wrong with a mail, in the order of its parts; empty when all is well.

    Args:
        page: What it should say.
        briefs: What that rests on.
        html: Its HTML part.
        text: Its plain text.
    """
    readings = (read_html(html, "mail"), Reading(name="mail text", form="text", text=text, size=len(text.encode())))
    found = [finding for reading in readings for finding in _check_reading(page, reading)]
    found.extend(_check_lines(page, briefs))
    found.extend(_check_size(html))
    return tuple(found)


def _check_lines(page: DigestPage, briefs: Sequence[Brief]) -> Iterator[Finding]:
    """E8: each line of the mail is a line of its brief."""
    for entry, brief in zip(page.entries, briefs, strict=True):
        own = {line for section in brief.sections for line in section.lines} | {brief.bottom_line}
        for line in lines_of_entry(entry):
            if line not in own:
                yield _finding(f"not in the brief {brief.slug}: {_short(line)}", "mail", line.id)


def _check_reading(page: DigestPage, reading: Reading) -> Iterator[Finding]:
    """E8, E7: all of the page stands in the reading, in its order; nothing else that could be a fact does."""
    text = squeeze(reading.text)
    at, spare = 0, []
    for words, line in _pieces(page):
        wanted = squeeze(words)
        found = text.find(wanted, at)
        if found < 0:
            yield _finding(f"not there, or not in its order: {words[:SHOWN]}", reading.name, line)
            continue
        spare.append(text[at:found])
        at = found + len(wanted)
    spare.append(text[at:])
    yield from _check_spare("\n".join(spare), page, reading)
    yield from _check_marking(page, reading)


def _check_spare(spare: str, page: DigestPage, reading: Reading) -> Iterator[Finding]:
    """E8: between the pieces stand words of the template alone, and the numbers that it gives to entries."""
    known = {str(entry.number) for entry in page.entries}
    for entry in page.entries:
        known.update(number for words in _own_words(entry) for number in NUMBER.findall(words))
    for number in dict.fromkeys(NUMBER.findall(spare)):
        if number not in known:
            yield _finding(f"a number that no brief has there: {number}", reading.name)


def _own_words(entry: Entry) -> Iterator[str]:
    """Yield what stands in an entry beside its lines: the analyst's notes, addresses, file names."""
    yield from (entry.notes, entry.link or "", entry.attached or "")
    yield from (source.url or "" for source in entry.sources)


def _check_marking(page: DigestPage, reading: Reading) -> Iterator[Finding]:
    """E7: the strictest marking stands first and last."""
    text, marking = squeeze(reading.text), squeeze(page.marking)
    if not text.startswith(marking) or not text.endswith(marking):
        yield Finding(id="E7", message=f"the marking {page.marking} is not at top and bottom", output=reading.name)


def _check_size(html: str) -> Iterator[Finding]:
    """W6: the HTML is small enough for Gmail; over its limit it is an error, because the marking below is cut off."""
    size = len(html.encode())
    if size > WARN_HTML_BYTES:
        advice = "send fewer briefs in one mail, or leave --full away"
        message = f"the HTML has {size / 1000:.0f} KB, and Gmail clips at {MAX_HTML_BYTES // 1000}: {advice}"
        yield Finding(id="W6", message=message, output="mail", grave=size > MAX_HTML_BYTES)


def _pieces(page: DigestPage) -> Iterator[tuple[str, str]]:
    """Yield what the mail says, piece by piece in its order, each with the id of its line."""
    yield page.title, ""
    for entry in page.entries if len(page.entries) > 1 else ():
        yield entry.title, ""
    for entry in page.entries:
        yield from _entry_pieces(entry)


def _entry_pieces(entry: Entry) -> Iterator[tuple[str, str]]:
    yield entry.title, ""
    yield entry.date_text, ""
    for line in [entry.bottom_line] if entry.bottom_line else []:
        yield from _line_pieces(line, entry)
    for block in entry.blocks:
        yield block.title, ""
        for line in block.lines:
            yield from _line_pieces(line, entry)
    if entry.sources:
        yield entry.source_summary, ""
    for source in entry.sources:
        yield f"[{source.number}]", ""
        yield source.title, ""
        yield source.publisher or "", ""
        yield say_date(source.published) if source.published else "undated", ""


def _line_pieces(line: Line, entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield a line's label, then its words with their citations; one piece, so that no citation can move."""
    if line.label:
        yield line.label, line.id
    if line.sides:
        for side in line.sides:
            if side.label:
                yield side.label, line.id
            yield "".join(run.text for run in side.runs) + _cites(side.citations), line.id
    else:
        mark = "†" if entry.marks_single and line.single_origin and line.citations else ""
        yield "".join(run.text for run in line.runs) + _cites(line.citations) + mark, line.id
    if line.before:
        yield line.before, line.id


def _cites(citations: Sequence[Citation]) -> str:
    return "".join(f"[{number}]" for number in dict.fromkeys(citation.source for citation in citations))


def _finding(message: str, output: str, line: str = "") -> Finding:
    return Finding(id="E8", message=message, line=line, output=output)


def _short(line: Line) -> str:
    return line.text if len(line.text) <= SHOWN else line.text[:SHOWN] + "…"
