"""Sources of a page. In: articles, a brief. Out: numbered sources, and what is to be said of them as a whole."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import msgspec

from briefings.compose.calendar import say_date
from briefings.corroborate import origin_of
from briefings.model import Article, Brief, Citation, Facts, Line, Point, Section, Side, Source

TITLE_WORDS = 12  # of a text that has no headline
# publishers that speak for a state or an international body: "Ministry of Foreign Affairs of Kenya", "UN News"
OFFICIAL = re.compile(
    r"\b(?:ministry|ministère|ministerio|government|state house|white house|department of|office of the|parliament|"
    r"senate|embassy|high commission|united nations|UN news|security council|european (?:union|commission|council)|"
    r"african union|NATO|IMF|international monetary fund|world bank|presidency|gov\.uk)\b",
    re.IGNORECASE,
)


def title_of(article: Article) -> str:
    """Return the article's headline or, where it has none, the first words of its body."""
    if article.headline is not None:
        return article.headline
    body = next((part.span.exact for part in article.parts if part.kind == "body"), article.text)
    words = body.split()
    return " ".join(words[:TITLE_WORDS]) + (" …" if len(words) > TITLE_WORDS else "")


def list_sources(facts: Sequence[Facts]) -> tuple[Source, ...]:
    """Return the articles of ``facts`` as sources, in their order, not numbered yet."""
    return tuple(_source(one.article, origin_of(one)) for one in facts)


def describe_date(sources: Sequence[Source], as_of: str | None) -> str:
    """Return how old the page is, in words: "as of 3 May 2025 · newest source: 1 May 2025"."""
    dates = _dates(sources)
    newest = f"newest source: {say_date(dates[-1])}" if dates else "newest source: undated"
    return f"as of {say_date(as_of)} · {newest}" if as_of else newest


def summarise_sources(sources: Sequence[Source]) -> str:
    """Return how many sources there are, from how many origins, which dates they have, and which are official."""
    dates = _dates(sources)
    parts = [_count(len(sources), "source"), _count(len({s.account for s in sources}), "origin")]
    if dates:
        parts.append("dated " + " to ".join(say_date(day) for day in dict.fromkeys((dates[0], dates[-1]))))
    if undated := len(sources) - len(dates):
        parts.append(f"{undated} undated" if dates else "undated")
    if official := [f"[{s.number}]" for s in sources if s.publisher and OFFICIAL.search(s.publisher)]:
        parts.append(f"official: {' '.join(official)}")
    return ", ".join(parts)


def number_sources(brief: Brief) -> Brief:
    """Return ``brief`` with the sources that it cites, numbered 1… in the order in which the page cites them.

    What is not known cites those of its sources that something else on the page cites, and goes when there is none. A
    line that was left out and cites a source the page does not has the number 0 there. The summary is of the sources
    that are listed.
    """
    lines = [*([brief.bottom_line] if brief.bottom_line else []), *(x for s in brief.sections for x in s.lines)]
    order = dict.fromkeys(c.article for line in lines if not is_unknown(line) for c in cited_by(line))
    number = {article: index for index, article in enumerate(order, 1)}
    cited = [msgspec.structs.replace(s, number=number[s.article]) for s in brief.sources if s.article in number]
    sources = tuple(sorted(cited, key=lambda s: s.number))
    return msgspec.structs.replace(
        brief,
        bottom_line=_renumber(brief.bottom_line, number) if brief.bottom_line else None,
        sections=tuple(numbered for s in brief.sections if (numbered := _numbered_section(s, number)).lines),
        sources=sources,
        source_summary=summarise_sources(sources),
        left_out=tuple(msgspec.structs.replace(n, line=_renumber(n.line, number)) for n in brief.left_out),
    )


def is_unknown(line: Line) -> bool:
    """Return whether the line is on what is not known: it stands as long as one of its sources does."""
    return line.rule.startswith("unknowns")


def _numbered_section(section: Section, number: Mapping[str, int]) -> Section:
    lines = (_renumber(line, number) for line in section.lines)
    return msgspec.structs.replace(section, lines=tuple(x for x in lines if x.citations or not is_unknown(x)))


def cited_by(line: Line) -> tuple[Citation, ...]:
    """Return the citations of a line, of its sides and of the points of its series, in the order of the page."""
    sides = tuple(citation for side in line.sides for citation in side.citations)
    return (*line.citations, *sides, *(point.citation for point in line.series))


def _renumber(line: Line, number: Mapping[str, int]) -> Line:
    cited = _numbered(line.citations, number)
    return msgspec.structs.replace(
        line,
        citations=tuple(c for c in cited if c.source or not is_unknown(line)),
        sides=tuple(_renumber_side(side, number) for side in line.sides),
        series=tuple(_renumber_point(point, number) for point in line.series),
    )


def _renumber_side(side: Side, number: Mapping[str, int]) -> Side:
    return msgspec.structs.replace(side, citations=_numbered(side.citations, number))


def _renumber_point(point: Point, number: Mapping[str, int]) -> Point:
    return msgspec.structs.replace(point, citation=_numbered((point.citation,), number)[0])


def _numbered(citations: Sequence[Citation], number: Mapping[str, int]) -> tuple[Citation, ...]:
    return tuple(msgspec.structs.replace(c, source=number.get(c.article, 0)) for c in citations)


def _source(article: Article, account: str) -> Source:
    return Source(
        number=0,
        article=article.id,
        title=title_of(article),
        titled=article.headline is not None,
        publisher=article.publisher,
        origin=article.origin,
        account=account,
        byline=article.byline,
        published=article.published,
        url=article.url,
        path=article.path,
        sha256=article.sha256,
        marking=article.marking,
        corrected=any(part.kind == "correction" for part in article.parts),
    )


def _dates(sources: Sequence[Source]) -> list[str]:
    return sorted(source.published[:10] for source in sources if source.published)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")
