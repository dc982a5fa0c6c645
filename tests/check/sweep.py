"""Pages changed in one place. In: the text of an output, the brief. Out: every page with one fact changed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefings.check.readings import notes_blocks
from briefings.model import Brief

NUMBER = re.compile(r"\d+")
NAME = re.compile(r"[A-ZÀ-Þ][\w’'-]*\w")
ENTITY = re.compile(r"&#?\w+;")
HTML_TEXT = re.compile(r"(?<=>)[^<>]+(?=<)")
HTML_FACTS = re.compile(r'(?<=href="#src-)\d+|(?<=title="Source )\d+|(?<=datetime=")[\d-]+')


def mutations(text: str, form: str, brief: Brief) -> Iterator[tuple[str, str]]:
    """Yield what was changed and the page changed: each number and each name of the brief, one at a time."""
    heads = {word for section in brief.sections for head in section.columns for word in head.split()}
    names = set(NAME.findall(_all_text(brief))) - heads  # the head of a table is no fact
    for start, end in _stretches(text, form):
        for match in NUMBER.finditer(text, start, end):
            yield from _changed(text, match.start(), match.end(), _other_digit(match[0]))
        for match in NAME.finditer(text, start, end):
            if match[0] in names and not text.startswith(" brief", match.end()):  # "Meeting brief": a kind of page
                yield from _changed(text, match.start(), match.end(), _other_letter(match[0]))


def _changed(text: str, start: int, end: int, new: str) -> Iterator[tuple[str, str]]:
    yield f"{text[max(0, start - 30) : start]}⟦{text[start:end]} → {new}⟧", text[:start] + new + text[end:]


def _other_digit(number: str) -> str:
    return number[:-1] + str((int(number[-1]) + 1) % 10)


def _other_letter(name: str) -> str:
    return name[:-1] + ("e" if name[-1] != "e" else "a")


def _stretches(text: str, form: str) -> Iterator[tuple[int, int]]:
    if form != "html":
        yield 0, len(text)
        return
    body = text.index("<body")
    for match in [*HTML_TEXT.finditer(text, body), *HTML_FACTS.finditer(text, body)]:
        at = match.start()
        for entity in ENTITY.finditer(text, match.start(), match.end()):
            yield at, entity.start()
            at = entity.end()
        yield at, match.end()


def _all_text(brief: Brief) -> str:
    """Return all words of ``brief`` that are facts: not its headings."""
    lines = [x for s in brief.sections for x in s.lines]
    lines += [brief.bottom_line] if brief.bottom_line else []
    parts = [brief.title, brief.date_text, brief.author or "", brief.purpose or "", brief.source_summary]
    parts += [brief.marking, *(block for _, block in notes_blocks(brief.notes))]
    parts += [part for line in lines for part in (line.label, line.text, line.before)]
    parts += [part for line in lines for side in line.sides for part in (side.label, side.text)]
    for source in brief.sources:
        parts += [source.title, source.publisher or "", source.origin or "", source.byline or ""]
    return " ".join(parts)
