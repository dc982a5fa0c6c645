"""What the pages show. In: sheets, articles. Out: values that the templates print without computing anything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from briefings.model import Record
from briefings.preview.messages import ArticleSeen, Box, Found, Pictured
from briefings.preview.outline import Cite, Outline, Part, Row
from briefings.preview.studio import Sheet

OBJECTIVE, UNKNOWN = "objective", "unknowns"  # the rule of an objective; how that of what is not known begins
OWN_WORDS = frozenset({"bottom-line.analyst", OBJECTIVE})  # rules of lines that the analyst wrote
PINNED = "pinned by the topic"  # a reason for the rank of a line that the topic's file pins
TAKES_PART = "takes part in the meeting"  # the same of somebody whom the topic's file names as taking part
DROPPED = "dropped"  # how the reason of a line begins that the topic's file drops
NAMELESS = "sha256:"  # how an origin begins of which only the text is known
BOTTOM = "bottom"  # the id of the bottom line


class LineView(Record, frozen=True, kw_only=True):
    """A line as it stands in a list: its name, label, words, the numbers it cites, and whether it is pinned."""

    id: str
    label: str
    text: str
    numbers: tuple[int, ...]
    pinned: bool
    own: bool


class Group(Record, frozen=True, kw_only=True):
    """A heading of the page and the lines below it."""

    title: str
    lines: tuple[LineView, ...]


class Spot(Record, frozen=True, kw_only=True):
    """A place on the picture of the page that leads to a line."""

    box: Box
    line: LineView
    title: str


class Passage(Record, frozen=True, kw_only=True):
    """An article behind a line: what is known of it, and its paragraphs in stretches that are cited or not.

    ``place`` is file and line; ``whole`` says that the line rests on the article as a whole; ``changed`` that the
    article no longer holds the sentence.
    """

    number: int
    article: str
    headline: str
    publisher: str
    published: str
    origin: str
    url: str | None
    place: str
    paragraphs: tuple[tuple[tuple[str, bool], ...], ...]
    rules: tuple[str, ...]
    whole: bool
    changed: bool


class Acts(Record, frozen=True, kw_only=True):
    """Which acts a line allows."""

    pin: bool = False
    drop: bool = False
    restore: bool = False
    move: bool = False


class Provenance(Record, frozen=True, kw_only=True):
    """Where a line comes from, and what may be done with it.

    ``reason`` is why it was left out, "" for one on the page. ``origins`` are the independent sources of its claims.
    ``acts`` is what may be done with it here; ``settled`` says why something may not.
    """

    line: LineView
    title: str
    rule: str
    rank: str
    why: tuple[str, ...]
    passages: tuple[Passage, ...]
    origins: tuple[str, ...]
    reason: str
    acts: Acts
    settled: str
    first: bool
    last: bool


class LeftOut(Record, frozen=True, kw_only=True):
    """A line that is not on the page, why, and whether it can be put there."""

    line: LineView
    reason: str
    restorable: bool


class Card(Record, frozen=True, kw_only=True):
    """A brief as the index shows it. ``state`` is a word for its colour, ``said`` the same in words."""

    slug: str
    title: str
    state: str
    said: str
    fill: str
    made_at: float
    picture: str
    fresh: str
    written: str


class Cited(Record, frozen=True, kw_only=True):
    """An article of the desk and on how many lines of all its briefs it is cited."""

    slug: str
    headline: str
    publisher: str
    published: str
    lines: int


# -------------------------------------------------------------------------------------------------- lines


def view_line(line: Row) -> LineView:
    """Return ``line`` as lists show it."""
    return LineView(
        id=line.id,
        label=line.label,
        text=line.text,
        numbers=tuple(dict.fromkeys(cite.source for cite in line.cites if cite.source)),
        pinned=PINNED in line.why and line.id != BOTTOM,
        own=line.rule in OWN_WORDS,
    )


def view_groups(brief: Outline) -> tuple[Group, ...]:
    """Return the lines of the page under its headings, in its order."""
    bottom = [Group(title="Bottom line", lines=(view_line(brief.bottom_line),))] if brief.bottom_line else []
    return (*bottom, *(Group(title=s.title, lines=tuple(map(view_line, s.lines))) for s in brief.sections))


def view_spots(brief: Outline, boxes: Iterable[Box]) -> tuple[Spot, ...]:
    """Return the places on the picture of the page, in the order of the page."""
    named = {line.id: (line, group.title) for group in view_groups(brief) for line in group.lines}
    return tuple(Spot(box=box, line=named[box.line][0], title=named[box.line][1]) for box in boxes if box.line in named)


def view_left_out(brief: Outline) -> tuple[LeftOut, ...]:
    """Return what is not on the page, best first."""
    return tuple(
        LeftOut(
            line=view_line(note.line),
            reason=note.reason,
            restorable=_find_acts(note.line, None, note.reason)[0].restore,
        )
        for note in brief.left_out
    )


# --------------------------------------------------------------------------------------------- provenance


def view_provenance(line: Row, brief: Outline, articles: Mapping[str, ArticleSeen]) -> Provenance:
    """Return where ``line`` of ``brief`` comes from."""
    section = brief.section_of(line.id)
    place = _place_in(section, line)
    reason = next((note.reason for note in brief.left_out if note.line.id == line.id), "")
    acts, settled = _find_acts(line, section, reason)
    return Provenance(
        line=view_line(line),
        title="Bottom line" if line.id == BOTTOM else section.title if section else "Left out",
        rule=line.rule,
        rank=f"{line.rank:.2f}",
        why=line.why,
        passages=tuple(_view_passage(cite, articles.get(cite.article)) for cite in line.cites),
        origins=tuple(dict.fromkeys(_say_origin(origin, articles) for origin in line.origins)),
        reason=reason,
        acts=acts,
        settled=settled,
        first=place == 0,
        last=section is None or place == len(section.lines) - 1,
    )


def _find_acts(line: Row, section: Part | None, reason: str) -> tuple[Acts, str]:
    """Return what may be done with ``line``, and why something else may not."""
    moves = section is not None and len(section.lines) > 1
    if line.id == BOTTOM:
        return Acts(), "To change it, write your own below the list of lines, or pin another line."
    if line.rule == OBJECTIVE:
        return Acts(move=moves), "Objectives stand in the topic’s file: change them there."
    if TAKES_PART in line.why:
        return Acts(move=moves), "Who takes part stands in the topic’s file: change it there."
    if line.rule.startswith(UNKNOWN):
        gone = bool(reason) and not reason.startswith(DROPPED)
        settled = "It stands on the page as soon as one of its sources does." if gone else "It is never cut for room."
        return Acts(drop=not reason, restore=bool(reason) and not gone, move=moves), settled
    return Acts(pin=not reason, drop=not reason, restore=bool(reason), move=moves), ""


def _place_in(section: Part | None, line: Row) -> int:
    return next((i for i, one in enumerate(section.lines) if one.id == line.id), 0) if section else 0


def _view_passage(cite: Cite, seen: ArticleSeen | None) -> Passage:
    article = seen.article if seen else None
    text = article.text if article else ""
    changed = text[cite.start : cite.end] != cite.exact
    whole = not changed and cite.end - cite.start >= len(text)
    marked = (0, len(cite.exact)) if changed else (0, 0) if whole else (cite.start, cite.end)
    return Passage(
        number=cite.source,
        article=cite.article,
        headline=(article and article.headline) or "",
        publisher=(article and article.publisher) or "publisher not given",
        published=(seen and seen.published) or "date not given",
        origin=(article and article.origin) or "",
        url=article.url if article else None,
        place=f"{article.path}:{article.first_line + text.count(chr(10), 0, cite.start)}" if article else "",
        paragraphs=split_paragraphs(cite.exact if changed else text, marked),
        rules=cite.rules,
        whole=whole,
        changed=changed,
    )


def split_paragraphs(text: str, marked: tuple[int, int]) -> tuple[tuple[tuple[str, bool], ...], ...]:
    """Return the paragraphs of ``text``, each as stretches with whether they lie within ``marked``."""
    paragraphs, start = [], 0
    for line in text.split("\n"):
        end = start + len(line)
        a, b = min(max(marked[0], start), end), min(max(marked[1], start), end)
        pieces = ((text[start:a], False), (text[a:b], True), (text[b:end], False))
        if line.strip():
            paragraphs.append(tuple((piece, inside) for piece, inside in pieces if piece))
        start = end + 1
    return tuple(paragraphs)


def _say_origin(origin: str, articles: Mapping[str, ArticleSeen]) -> str:
    """Return an origin in words: the headline or name of the article where nobody is named who published it."""
    if not origin.startswith(NAMELESS):
        return origin
    mark = origin.removeprefix(NAMELESS)
    known = (seen.article for seen in articles.values() if seen.article.sha256.startswith(mark))
    named = (article.headline or article.id for article in known)
    return next(named, "an article without a publisher")


# -------------------------------------------------------------------------------------------------- index


def view_card(sheet: Sheet, output: Path) -> Card:
    """Return ``sheet`` as the index shows it; ``output`` is the folder of what was last built."""
    state, said = _state(sheet)
    picture = sheet.picture
    return Card(
        slug=sheet.slug,
        title=sheet.title,
        state=state,
        said=said,
        fill=f"{say_count(picture.pages, 'page')}, {100 * picture.fill:.0f} % full" if picture else "",
        made_at=sheet.made_at,
        picture=picture.mark if picture else "",
        fresh=_fresh(picture) if picture else "",
        written=_written(sheet, output),
    )


def count_findings(findings: Sequence[Found]) -> tuple[int, int]:
    """Return how many errors and how many warnings there are."""
    errors = sum(finding.severity == "error" for finding in findings)
    return errors, len(findings) - errors


def _state(sheet: Sheet) -> tuple[str, str]:
    if sheet.problem:
        return "error", "cannot be made"
    if sheet.page is None:
        return "busy", "being made"
    errors, warnings = count_findings(sheet.page.findings)
    if errors:
        return "held", f"held back by {say_count(errors, 'check')}"
    return ("warned", f"fits, {say_count(warnings, 'warning')}") if warnings else ("fits", "fits")


def _fresh(page: Pictured) -> str:
    """Return how many lines are new since the brief that was kept, "" where none was."""
    new = sum(line.new for section in page.outline.sections for line in section.lines)
    return f"{new or 'nothing'} new since {page.since}" if page.since else ""


def _written(sheet: Sheet, output: Path) -> str:
    """Return how what lies in the desk's output compares with what is shown."""
    if sheet.page is None:
        return ""
    try:
        there = (output / f"{sheet.slug}.md").read_bytes()
    except OSError:
        return "not built yet"
    return "" if there == sheet.page.files["md"] else "output/ is stale"


def say_count(number: int, noun: str) -> str:
    """Return "1 check", "2 checks"."""
    return f"{number} {noun}" + ("" if number == 1 else "s")


def view_articles(articles: Mapping[str, ArticleSeen], sheets: Iterable[Sheet]) -> tuple[Cited, ...]:
    """Return the articles of the desk, the most cited first."""
    counts = dict.fromkeys(articles, 0)
    for slug in (slug for sheet in sheets if sheet.outline for slug in _cited_by(sheet.outline)):
        counts[slug] = counts.get(slug, 0) + 1
    cited = (
        Cited(
            slug=slug,
            headline=seen.article.headline or "",
            publisher=seen.article.publisher or "publisher not given",
            published=seen.published or "date not given",
            lines=counts[slug],
        )
        for slug, seen in articles.items()
    )
    return tuple(sorted(cited, key=lambda one: (-one.lines, one.slug)))


def _cited_by(brief: Outline) -> Iterable[str]:
    """Yield, for each line of the page, each article that it cites."""
    for section in brief.sections:
        for line in section.lines:
            yield from {cite.article for cite in line.cites}
