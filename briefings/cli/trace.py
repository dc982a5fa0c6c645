"""``briefings trace``. In: a page and a line or citation on it. Out: the sentences of articles behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click

from briefings.check import lines_of
from briefings.cli.options import emit, say
from briefings.cli.pages import read_beside, read_inside
from briefings.desk import find_desk, read_article
from briefings.errors import BriefingsError, SeedError
from briefings.evidence import Evidence
from briefings.model import Article, Brief, Citation, Line

CITATION = re.compile(r"\[(\d+)\]")  # "[1]"
LINE_NUMBER = re.compile(r"(?:line\s*|L|:)(\d+)", re.IGNORECASE)  # "L14" "line 14" ":14"
WORD = re.compile(r"[^\W_]+")  # words alone: the marks of Markdown are none


def run_trace(name: str, wanted: str) -> int:
    """Print what stands behind ``wanted`` on the page ``name`` and return the exit code.

    Raises:
        BriefingsError: There is no page or no evidence beside it.
        click.UsageError: The page has nothing of that name.
    """
    page = Path(name)
    evidence = _read_evidence(page)
    lines = _find_lines(evidence.brief, page, wanted)
    articles = {one.article.id: one.article for one in evidence.articles}
    places = {slug: _place(page, article) for slug, article in articles.items()}
    _warn_of_changes(articles, places)
    emit("\n".join(_describe(line, evidence, places) for line in lines))
    return 0


def _read_evidence(page: Path) -> Evidence:
    if not page.is_file():
        raise BriefingsError("no such file: name a page that `briefings build` made", path=str(page))
    inside = read_inside(page) if page.suffix == ".pdf" and not page.with_suffix(".json").is_file() else None
    return inside or read_beside(page)


def _find_lines(brief: Brief, page: Path, wanted: str) -> Sequence[Line]:
    """Return the lines that ``wanted`` names: a citation, a line's id, a line number of the Markdown, or words."""
    lines = lines_of(brief)
    if not wanted:
        return lines
    cited = CITATION.fullmatch(wanted)
    number = LINE_NUMBER.fullmatch(wanted)
    sources = {source.number for source in brief.sources}
    if cited or (wanted.isdecimal() and int(wanted) in sources):
        return _cited_by(lines, int(cited[1] if cited else wanted), sources)
    if number or wanted.isdecimal():
        return _on_page_line(lines, page, int(number[1] if number else wanted))
    found = [line for line in lines if line.id == wanted] or _with_words(lines, wanted)
    if not found:
        raise click.UsageError(f"no line of this brief has the id or the words '{wanted}'.")
    return found


def _cited_by(lines: Sequence[Line], number: int, sources: set[int]) -> Sequence[Line]:
    if number not in sources:
        raise click.UsageError(f"no source [{number}] on this page; it has {len(sources)}.")
    return [line for line in lines if any(citation.source == number for citation in line.citations)]


def _on_page_line(lines: Sequence[Line], page: Path, number: int) -> Sequence[Line]:
    """Return the lines that stand on line ``number`` of the Markdown page."""
    markdown = page.with_suffix(".md")
    if not markdown.is_file():
        raise click.UsageError(
            f"line numbers are those of {markdown.name}, which is not there: give words of the line."
        )
    text = markdown.read_text(encoding="utf-8").splitlines()
    if not 1 <= number <= len(text):
        raise click.UsageError(f"{markdown} has {len(text)} lines.")
    there = _words(text[number - 1])
    found = [line for line in lines if _stands_on(line, there)]
    if not found:
        raise click.UsageError(f"line {number} of {markdown} is no line of the brief: {text[number - 1]!r}")
    return found


def _stands_on(line: Line, there: str) -> bool:
    """Return whether the words ``there`` hold ``line`` or one of its sides; a speaker stands below the quotation."""
    if line.sides:
        return any(_words(side.text) in there for side in line.sides)
    label = "" if line.rule.startswith("quotation") else line.label
    return all(_words(part) in there for part in (label, line.text))


def _with_words(lines: Sequence[Line], wanted: str) -> list[Line]:
    return [line for line in lines if _words(wanted) in _words(f"{line.label} {line.text} {_voices(line)}")]


def _voices(line: Line) -> str:
    """Return who says what on the sides of a line."""
    return " ".join(side.label for side in line.sides)


def _words(text: str) -> str:
    """Return the words of ``text`` in lower case, each between spaces, so that whole words alone are found in them."""
    return f" {' '.join(WORD.findall(text.casefold()))} " if WORD.search(text) else ""


def _describe(line: Line, evidence: Evidence, places: Mapping[str, Path]) -> str:
    """Return the line as it stands on the page and, below it, each sentence it rests on."""
    marks = "".join(f"[{number}]" for number in dict.fromkeys(c.source for c in line.citations))
    head = ": ".join(part for part in (line.label, line.text) if part)
    claims = "".join(f", claim {claim.id}" for claim in line.claims)
    parts = [f"{head} {marks}".rstrip(), f"  line {line.id}, made by {line.rule}{claims}"]
    for citation in line.citations:
        parts.extend(_describe_citation(citation, line, evidence, places))
    if not line.citations:
        parts.append("  no source: the desk's own words, or what the page says about itself")
    return "\n".join(parts) + "\n"


def _describe_citation(citation: Citation, line: Line, evidence: Evidence, places: Mapping[str, Path]) -> Iterator[str]:
    span = citation.span
    source = next(source for source in evidence.brief.sources if source.number == citation.source)
    article = next(one.article for one in evidence.articles if one.article.id == citation.article)
    about = ", ".join((source.publisher or "publisher not given", source.published or "date not given"))
    place = f"{places[article.id]}:{line_of(article, span.start)}"
    yield f"  [{source.number}] {place}  offsets {span.start}–{span.end}  ({about})"
    yield f"      {' '.join(article.text[span.start : span.end].split())}"
    if rules := _rules(line, citation):
        yield f"      found by {', '.join(rules)}"


def _rules(line: Line, citation: Citation) -> list[str]:
    """Return the names of the rules that found the line's facts in the sentence cited."""
    facts = (
        one.fact
        for claim in line.claims
        for one in claim.evidence
        if one.article == citation.article
        and one.fact.span.start < citation.span.end
        and citation.span.start < one.fact.span.end
    )
    return list(dict.fromkeys(fact.rule for fact in facts if isinstance(fact.rule, str)))


def line_of(article: Article, offset: int) -> int:
    """Return the number of the line of the article's file on which ``offset`` of its text stands."""
    return article.first_line + article.text.count("\n", 0, offset)


def _place(page: Path, article: Article) -> Path:
    """Return where the article lies as seen from here: in the page's desk if it is there, else as it was named."""
    desk = find_desk(page.parent)
    found = (desk / article.path).resolve() if desk else Path(article.path).resolve()
    if not found.is_file():
        return Path(article.path)
    return found.relative_to(Path.cwd()) if found.is_relative_to(Path.cwd()) else found


def _warn_of_changes(articles: Mapping[str, Article], places: Mapping[str, Path]) -> None:
    """Say on standard error which articles no longer hold the text that the page was made from."""
    for slug, article in articles.items():
        if not places[slug].is_file():
            continue
        try:
            now = read_article(places[slug]).sha256
        except SeedError:
            now = ""
        if now != article.sha256:
            say(f"note: {places[slug]} has changed since this page was made: build it again")
