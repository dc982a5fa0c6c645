"""Candidate lines → what a page is made of. In: placed lines. Out: bottom line, sections, people, unknowns, sources."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import msgspec

from briefings.compose.calendar import first_day, say_date
from briefings.compose.placing import Placed, date_of
from briefings.compose.relevance import Passage
from briefings.corroborate import origin_of
from briefings.model import (
    Action,
    Actor,
    Article,
    Brief,
    Citation,
    Facts,
    Layout,
    Line,
    Run,
    Section,
    SectionKey,
    Source,
    Span,
    Statement,
    Topic,
)

BOTTOM_LINE_WORDS = 40  # W1
BOTTOM_LINE_SECTIONS = frozenset({"positions", "developments", "opportunities", "risks"})
SECOND_BEST = 0.8  # of the rank of the best line: what is worth a second sentence in the bottom line
SAME_WORDS = 0.6  # share of common words from which two sentences say the same
TITLE_WORDS = 12  # of a text that has no headline
SITUATION_ORDER: tuple[SectionKey, ...] = (
    "people", "developments", "positions", "figures", "quotations", "risks", "opportunities", "watch", "timeline",
    "differences", "unknowns",
)  # fmt: skip
MEETING_ORDER: tuple[SectionKey, ...] = (
    "objectives", "people", "quotations", "positions", "developments", "figures", "risks", "opportunities", "watch",
    "timeline", "differences", "unknowns",
)  # fmt: skip
HEADINGS: dict[SectionKey, tuple[str, Layout, tuple[str, ...]]] = {
    "objectives": ("Objectives", "list", ()),
    "people": ("Who is who", "people", ("Name", "Role")),
    "developments": ("Developments", "list", ()),
    "positions": ("Positions and asks", "table", ("Who", "What")),
    "figures": ("Key figures", "table", ("Figure", "In the words of the source")),
    "quotations": ("In their words", "quotes", ()),
    "risks": ("Risks and obstacles", "list", ()),
    "opportunities": ("Opportunities", "list", ()),
    "watch": ("What to watch", "table", ("When", "What")),
    "timeline": ("Timeline", "timeline", ()),
    "differences": ("Where sources differ", "differences", ()),
    "unknowns": ("What we do not know", "list", ()),
}
# what may be a figure or a date: where none of it stands, it is certain that none is given
NUMBER_WORD = re.compile(
    r"\d|\b(?:one|(?<!the )two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|"
    r"forty|fifty|"
    r"sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|dozens?|half|third|quarter|double|triple)\b",
    re.IGNORECASE,
)
DATE_WORD = re.compile(
    r"\d{4}|\b(?:January|February|March|April|May|June|July|August|September|October|November|December|\w+day|"
    r"yesterday|tomorrow|today|tonight|next|last|ago|earlier|(?:this|by|within|since|until)\s(?:\w+\s)?"
    r"(?:week|month|year|spring|summer|autumn|fall|winter|quarter|decade|end)s?)\b"
)


def choose_bottom_line(placed: Sequence[Placed], topic: Topic) -> Line | None:
    """Return what matters most in at most 40 words: the topic's own bottom line, else the one or two best lines."""
    if topic.bottom_line:
        return _own_line("bottom", topic.bottom_line, "bottom-line.analyst")
    chosen: list[Placed] = []
    for one in sorted(placed, key=lambda p: -p.line.rank):
        words = sum(_words(other) for other in [*chosen, one])
        good = one.section in BOTTOM_LINE_SECTIONS and one.alone and words <= BOTTOM_LINE_WORDS
        if good and not _repeats(one, chosen) and (not chosen or one.line.rank >= SECOND_BEST * chosen[0].line.rank):
            chosen.append(one)
        if len(chosen) == 2:
            break
    return _joined(chosen) if chosen else None


def list_people(placed: Sequence[Placed], facts: Sequence[Facts]) -> list[Line]:
    """Return a line for each person the lines name or quote, the most salient first: name, role and affiliation."""
    best: dict[tuple[str, str], float] = {}
    for one in placed:
        for actor in _persons_in(one):
            key = (one.passage.article, actor.id)
            best[key] = max(best.get(key, 0.0), one.line.rank)
    people = {(f.article.id, a.id): (f, a) for f in facts for a in f.actors if a.kind == "person"}
    lines: dict[str, Line] = {}
    for key, rank in sorted(best.items(), key=lambda pair: -pair[1]):
        source, actor = people[key]
        lines.setdefault(actor.name.casefold(), _person_line(source, actor, rank))
    return list(lines.values())


def list_unknowns(passages: Sequence[Passage]) -> list[Line]:
    """Return what the sources do not say, only where that is certain: dates of publication, figures, dates, origins."""
    articles = {p.article: p.source.article for p in passages}
    undated = [a for a in articles.values() if a.published is None]
    origins = {origin_of(p.source) for p in passages}
    said = " ".join(p.sentence.exact for p in passages)
    found: list[tuple[str, Sequence[Article]]] = []
    everything = list(articles.values())
    dateless = not any(date_of(f) for p in passages for _, f in p.pairs()) and not DATE_WORD.search(said)
    if not NUMBER_WORD.search(said) and dateless:
        found.append(("How much and by when: the sources give no sums, figures or dates.", everything))
    elif dateless:
        found.append(("When and by when: the sources give no dates.", everything))
    if undated:
        text = "the source gives" if len(undated) == 1 else "these sources give"
        found.append((f"How recent it is: {text} no date of publication.", undated))
    if len(origins) == 1:
        found.append(("Every line rests on a single origin; nothing here is corroborated.", list(articles.values())))
    return [_unknown_line(text, sources) for text, sources in found]


def arrange_sections(
    placed: Sequence[Placed], topic: Topic, *, people: Sequence[Line], unknowns: Sequence[Line]
) -> tuple[Section, ...]:
    """Return the sections in the order of the topic's kind, without empty ones, each line once."""
    held: dict[SectionKey, list[Line]] = {"people": list(people), "unknowns": list(unknowns)}
    held["objectives"] = [_own_line(f"objective-{i}", text, "objective") for i, text in enumerate(topic.objectives, 1)]
    for one in placed:
        lines = held.setdefault(one.section, [])
        line = _pinned(one.line, topic)
        if not any(line.text == other.text and line.label == other.label for other in lines):
            lines.append(line)
    order = MEETING_ORDER if topic.kind == "meeting" else SITUATION_ORDER
    return tuple(_section(key, held[key], topic) for key in order if held.get(key))


def describe_sources(brief: Brief, facts: Sequence[Facts], as_of: str | None) -> Brief:
    """Return ``brief`` with its sources, in the order of ``facts``, and what is to be said of them as a whole."""
    sources = tuple(_source(number, one.article) for number, one in enumerate(facts, 1))
    dates = sorted(s.published[:10] for s in sources if s.published)
    origins = len({origin_of(one) for one in facts})
    parts = [_count(len(sources), "source"), _count(origins, "origin")]
    if dates:
        span = dates[0] if dates[0] == dates[-1] else f"{dates[0]} to {dates[-1]}"
        parts.append("dated " + " to ".join(say_date(day) for day in span.split(" to ")))
    if undated := len(sources) - len(dates):
        parts.append(f"{undated} undated" if dates else "undated")
    newest = f"newest source: {say_date(dates[-1])}" if dates else "newest source: undated"
    text = f"as of {say_date(as_of)} · {newest}" if as_of else newest
    return msgspec.structs.replace(brief, sources=sources, source_summary=", ".join(parts), date_text=text)


def number_sources(brief: Brief) -> Brief:
    """Return ``brief`` with the sources that it cites, numbered 1… in the order in which the page cites them.

    A line that was left out and cites a source the page does not has the number 0 there.
    """
    lines = [
        *([brief.bottom_line] if brief.bottom_line else []),
        *(x for s in brief.sections for x in s.lines),
    ]
    order = list(dict.fromkeys(citation.article for line in lines for citation in line.citations))
    number = {article: index for index, article in enumerate(order, 1)}
    sources = [msgspec.structs.replace(s, number=number[s.article]) for s in brief.sources if s.article in number]
    return msgspec.structs.replace(
        brief,
        bottom_line=_renumber(brief.bottom_line, number) if brief.bottom_line else None,
        sections=tuple(
            msgspec.structs.replace(s, lines=tuple(_renumber(line, number) for line in s.lines)) for s in brief.sections
        ),
        sources=tuple(sorted(sources, key=lambda s: s.number)),
        left_out=tuple(msgspec.structs.replace(n, line=_renumber(n.line, number)) for n in brief.left_out),
    )


def _renumber(line: Line, number: Mapping[str, int]) -> Line:
    cited = tuple(msgspec.structs.replace(c, source=number.get(c.article, 0)) for c in line.citations)
    return msgspec.structs.replace(line, citations=cited)


def _words(one: Placed) -> int:
    return len("".join(run.text for run in one.alone).split())


def _repeats(one: Placed, chosen: Sequence[Placed]) -> bool:
    words = set(re.findall(r"\w{4,}", one.line.text.casefold()))
    for other in chosen:
        theirs = set(re.findall(r"\w{4,}", other.line.text.casefold()))
        if len(words & theirs) > SAME_WORDS * min(len(words), len(theirs) or 1):
            return True
    return False


def _joined(chosen: Sequence[Placed]) -> Line:
    """Return one line that says what ``chosen`` say, with their citations, parted by a space after each full stop."""
    lines = [one.line for one in chosen]
    runs: list[Run] = []
    for one in chosen:
        runs.extend(([Run(text=" ")] if runs else []) + list(one.alone))
    citations: dict[tuple[str, int], Citation] = {
        (c.article, c.span.start): c for line in lines for c in line.citations
    }
    return Line(
        id="bottom",
        label="",
        text="".join(run.text for run in runs),
        runs=tuple(runs),
        citations=tuple(citations.values()),
        claims=tuple(claim for line in lines for claim in line.claims),
        rank=1.0,
        rule="bottom-line.best",
        single_origin=any(line.single_origin for line in lines),
        pinned=True,
    )


def _own_line(name: str, text: str, rule: str) -> Line:
    return Line(
        id=name, label="", text=text, runs=(Run(text=text),), citations=(), claims=(), rank=1.0, rule=rule,
        single_origin=False, pinned=True,
    )  # fmt: skip


def _pinned(line: Line, topic: Topic) -> Line:
    named = {line.id, *(claim.id for claim in line.claims)}
    return msgspec.structs.replace(line, pinned=True, rank=1.0) if named & set(topic.pins) else line


def _persons_in(one: Placed) -> list[Actor]:
    ids = {
        i
        for claim in one.line.claims
        for e in claim.evidence
        for i in ((e.fact.speaker,) if isinstance(e.fact, Statement) else e.fact.actors + e.fact.recipients
                  if isinstance(e.fact, Action) else ())
    }  # fmt: skip
    return [a for claim in one.line.claims for a in claim.actors if a.kind == "person" and a.id in ids]


def _person_line(source: Facts, actor: Actor, rank: float) -> Line:
    text = ", ".join(part for part in (actor.role, actor.affiliation) if part) or "title not given"
    mention = next((m for m in actor.mentions if actor.name in m.exact), actor.mentions[0])
    sentence = next((s for s in source.sentences if s.start <= mention.start < s.end), mention)
    return Line(
        id=f"peo-{actor.id}",
        label=actor.name,
        text=text,
        runs=(Run(text=text[:1].upper() + text[1:]),),
        citations=(Citation(source=0, article=source.article.id, span=sentence),),
        claims=(),
        rank=rank,
        rule="people.named",
        single_origin=False,
    )


def _unknown_line(text: str, articles: Sequence[Article]) -> Line:
    return Line(
        id=f"unk-{re.sub(r'[^a-z]+', '-', text.lower())[:24].strip('-')}",
        label="",
        text=text,
        runs=(Run(text=text),),
        citations=tuple(
            Citation(source=0, article=a.id, span=Span(start=0, end=len(a.text), exact=a.text)) for a in articles
        ),
        claims=(),
        rank=0.9,
        rule="unknowns.certain",
        single_origin=False,
    )


def _section(key: SectionKey, lines: Sequence[Line], topic: Topic) -> Section:
    title, layout, columns = HEADINGS[key]
    wanted = {name: index for index, name in enumerate(topic.order)}
    ordered = sorted(_ordered(key, lines), key=lambda line: _wish(line, wanted))
    return Section(key=key, title=title, layout=layout, columns=columns, lines=tuple(ordered))


def _wish(line: Line, wanted: Mapping[str, int]) -> int:
    """Return where the topic's ``order`` puts ``line``: behind all it names when it does not name it."""
    names = (line.id, *(claim.id for claim in line.claims))
    return min((wanted[name] for name in names if name in wanted), default=len(wanted))


def _ordered(key: SectionKey, lines: Sequence[Line]) -> list[Line]:
    """Return ``lines`` as the section shows them: positions by actor, dated ones by date, the rest by rank."""
    ranked = sorted(lines, key=lambda line: -line.rank)
    if key == "positions":
        best = {line.label: index for index, line in reversed(list(enumerate(ranked)))}
        return sorted(ranked, key=lambda line: (best[line.label], -line.rank))
    if key == "watch":
        return sorted(ranked, key=lambda line: (line.date is None, first_day(line.date) if line.date else ""))
    return list(lines) if key in {"objectives", "people", "unknowns"} else ranked


def title_of(article: Article) -> str:
    """Return the article's headline or, where it has none, the first words of its body."""
    if article.headline is not None:
        return article.headline
    body = next((part.span.exact for part in article.parts if part.kind == "body"), article.text)
    words = body.split()
    return " ".join(words[:TITLE_WORDS]) + (" …" if len(words) > TITLE_WORDS else "")


def _source(number: int, article: Article) -> Source:
    return Source(
        number=number,
        article=article.id,
        title=title_of(article),
        titled=article.headline is not None,
        publisher=article.publisher,
        origin=article.origin,
        byline=article.byline,
        published=article.published,
        url=article.url,
        path=article.path,
        sha256=article.sha256,
        marking=article.marking,
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")
