"""Briefs of every size and shape, drawn by number. All of it is invented; no such places, people or bodies exist."""

from __future__ import annotations

import random
from collections.abc import Sequence

from msgspec.structs import replace

from briefings.compose.page import HEADINGS
from briefings.fit import Sheet
from briefings.model import Brief, Citation, Line, Run, Section, SectionKey, Source, Span

TEXT = (
    "the of and to in a for that on by with as at from its was said would after over which who has been not their "
    "minister talks council border mission agreement officials statement regional security government president "
    "parliament negotiations ceasefire humanitarian deployment infrastructure commissioner sanctions "
    "peacekeepers counterparts memorandum second-hand cross-border Tamsah Velmora Port-Selim Ostrava Nordhaven Đorđe "
    "Nguyễn Ọlá Ƙaura Şahin İstanbul U.S. UN 2025 5,000 12 40 per cent 3.5 billion US$ 18 million 1 May 30 June "
    "licences/permits well-informed reconciliation electricity unemployment representatives"
)
WORDS = TEXT.split()
LABELS = ("Rahel Osei", "Đorđe Nguyễn-Şahin, Foreign Secretary of Velmora", "Tamsah", "about US$ 48 million",
          "62 per cent",
          "Coastal Policy Review and the Joint Committee of Fisheries Ministers", "1 May 2026",
          "over 5,000")  # fmt: skip
SHAPES = ((0, 1), (0, 3), (1, 5), (2, 9), (4, 16))  # lines of a section: at least, at most
COUNT = 200


def varied_briefs(count: int = COUNT) -> list[tuple[Brief, Sheet]]:
    """Return as many briefs, each with what it is set on; the same ones every time."""
    return [_brief(random.Random(number), number) for number in range(count)]


def _brief(draw: random.Random, number: int) -> tuple[Brief, Sheet]:
    sources = tuple(_source(draw, n) for n in range(1, draw.choice((1, 1, 2, 3, 5, 9)) + 1))
    shape = draw.choice(SHAPES)
    sections = [_section(draw, key, shape, len(sources)) for key in HEADINGS if key != "differences"]
    sheet = Sheet(paper=draw.choice(("a4", "letter")), design=draw.choice(("situation", "meeting")))
    dates = sorted(one.published for one in sources if one.published)
    brief = Brief(
        slug=f"varied-{number}", title=_text(draw, 2, 14).rstrip("."), language="en",
        kind=sheet.design or "situation",  # type: ignore[arg-type]
        marking=draw.choice(("TLP:CLEAR", "TLP:AMBER+STRICT", "Internal")), author=draw.choice((None, "Marine desk")),
        date=dates[-1] if dates else None, date_text="12 March 2026", topic="Fisheries",
        purpose=draw.choice((None, _text(draw, 8, 30))),
        bottom_line=_line(draw, "bottom", "", (12, 45), len(sources)) if draw.random() < 0.9 else None,
        sections=tuple(section for section in sections if section.lines),
        notes=_notes(draw) if draw.random() < 0.3 else "", source_summary=f"{len(sources)} sources, 1 origin, undated",
        sources=sources, left_out=(),
    )  # fmt: skip
    return brief, sheet


def _text(draw: random.Random, least: int, most: int) -> str:
    words = [draw.choice(WORDS) for _ in range(draw.randint(least, most))]
    return " ".join(words).capitalize() + "."


def _section(draw: random.Random, key: SectionKey, shape: tuple[int, int], sources: int) -> Section:
    title, layout, columns = HEADINGS[key]
    count = min(draw.randint(*shape), 3 if key in {"objectives", "unknowns"} else 99)
    lengths = draw.choice(((3, 12), (8, 30), (15, 48)))
    labelled = layout != "list" or draw.random() < 0.2
    labels = sorted(draw.choice(LABELS) if labelled else "" for _ in range(count))
    lines = tuple(_line(draw, f"{key}-{n}", label, lengths, sources) for n, label in enumerate(labels))
    if draw.random() < 0.5:
        lines = tuple(replace(line, date=None) for line in lines)
    return Section(key=key, title=title, layout=layout, columns=columns, lines=lines)


def _line(draw: random.Random, name: str, label: str, lengths: tuple[int, int], sources: int) -> Line:
    runs: Sequence[Run] = (Run(text=_text(draw, *lengths)),)
    if draw.random() < 0.3:
        runs = (
            Run(text=_text(draw, 2, 5).rstrip(".") + " "),
            Run(text="reportedly", mark="hedge"),
            Run(text=" " + runs[0].text),
        )
    if draw.random() < 0.2:
        runs = (*runs, Run(text=" [Rahel Osei]", mark="insertion"))
    cited = sorted({draw.randint(1, sources) for _ in range(draw.choice((1, 1, 1, 2, 3)))})
    span = Span(start=0, end=1, exact="x")
    return Line(
        id=name, label=label, text="".join(run.text for run in runs), runs=tuple(runs), claims=(), rank=draw.random(),
        citations=tuple(Citation(source=n, article=f"a{n}", span=span) for n in cited), rule="varied",
        date=draw.choice((None, "2026-03-09", "2026-02-25")), single_origin=len(cited) == 1,
    )  # fmt: skip


def _notes(draw: random.Random) -> str:
    paragraphs = [_text(draw, 5, 40) for _ in range(draw.randint(1, 3))]
    return "\n\n".join((f"**Judgement.** {paragraphs[0]}", *paragraphs[1:], "- one *point*\n- another"))


def _source(draw: random.Random, number: int) -> Source:
    known = draw.random() < 0.7
    return Source(
        number=number, article=f"a{number}", title=_text(draw, 4, 14).rstrip("."), titled=known,
        publisher=draw.choice((None, "Harbour Courier", "Ministry of Fisheries, Tamsah")),
        origin=draw.choice((None, "Reuters")),
        byline=draw.choice((None, "Ama Lindqvist")), published="2026-03-12" if known else None,
        path=f"a{number}.txt", url=f"https://example.org/courier/ostrava-strait-talks-{number}" if known else None,
        sha256="0" * 64, marking=None,
    )  # fmt: skip
