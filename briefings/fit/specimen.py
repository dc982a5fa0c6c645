"""A brief that has every kind of element, so that a page of it shows how each is set. All of it is invented."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from briefings.compose.page import HEADINGS
from briefings.model import Brief, Citation, Line, Note, Point, Run, Section, SectionKey, Side, Source, Span

# the labels of a section's lines: an only one; rows of one line and of several; lines that are all undated
DATED, UNDATED = ((0,), (0, 1, 1, 1, 2)), ((0,), (0, 0, 1, 1))
NOTES = """A judgement, with *emphasis*, **weight**, `code` and a [link](https://example.org).

A second paragraph.

### A heading

- one
- two
- three

1. first
2. second

> quoted

    preformatted
"""


_PLAIN = Run(text="What was said of it.")


def make_specimen() -> Brief:
    """Return the brief."""
    sections = tuple(
        _section(key, labels, dated=dated)
        for key in HEADINGS
        for dated, shapes in ((True, DATED), (False, UNDATED))
        for labels in shapes
    )
    return Brief(
        slug="specimen", title="A specimen", kind="situation", language="en", marking="TLP:AMBER", author="The desk",
        date="2026-03-02", date_text="2 March 2026", since="2026-02-02", topic="Specimens", purpose="To be measured.",
        bottom_line=_line(0, "bottom-line", "A"), sections=sections, notes=NOTES, source_summary="3 sources, 3 origins",
        sources=tuple(_source(number) for number in (1, 2, 3)),
        left_out=(Note(reason="room", line=_line(0, "left", "B")),),
    )  # fmt: skip


def _section(key: SectionKey, labels: Sequence[int], *, dated: bool) -> Section:
    title, layout, columns = HEADINGS[key]
    lines = tuple(_line(n, f"{key}-{dated}-{len(labels)}-{n}", f"Label {label}") for n, label in enumerate(labels))
    if not dated:
        lines = tuple(replace(line, date=None) for line in lines)
    return Section(key=key, title=title, layout=layout, columns=columns, lines=lines)


def _line(number: int, name: str, label: str) -> Line:
    """Return a line; the even ones are dated, every third has an insertion and a hedge, one in four two sources."""
    marked = Run(text="reportedly", mark="hedge"), Run(text=" [Ada]", mark="insertion"), Run(text=" of the matter.")
    runs = (Run(text="What was said "), *marked, *marked[:2][:: number or 1]) if number % 3 == 0 else (_PLAIN,)
    cited = tuple(_citation(n) for n in ((1, 2) if number % 4 == 1 else (1 + number % 3,)))
    dated = number % 2 == 0
    return Line(
        id=name, label=label, text="".join(run.text for run in runs), runs=runs, citations=cited, claims=(), rank=0.5,
        rule="specimen", date="2026-03-02" if dated else None, single_origin=len(cited) == 1, pinned=False,
        sides=tuple(_side(n) for n in (1, 2)) if name.startswith("differences") else (),
        series=tuple(_point(n) for n in (1, 2, 3)) if name.startswith("figures") and number == 3 else (),
        novelty=(None, "new", "changed", "moved")[number % 4],
        before="10 before" if number % 4 > 1 else "",
    )  # fmt: skip


def _citation(number: int) -> Citation:
    return Citation(source=number, article=f"article-{number}", span=Span(start=0, end=1, exact="x"))


def _side(number: int) -> Side:
    text = f"It was {number}."
    return Side(
        label=f"Side {number}", text=text, runs=(Run(text=text),), citations=(_citation(number),), claims=(),
        date="2026-03-02",
    )  # fmt: skip


def _point(number: int) -> Point:
    return Point(date=f"2026-0{number}-02", value=number, text=f"over {number}", citation=_citation(number))


def _source(number: int) -> Source:
    """Return a source; of the second nothing is known."""
    known = number != 2
    return Source(
        number=number, article=f"article-{number}", title="What was said", titled=known,
        publisher="Example Wire" if known else None, origin="Agency" if known else None,
        byline="Ada Obi" if known else None,
        published="2026-03-02" if known else None, url=f"https://example.org/{number}" if known else None,
        path=f"article-{number}.txt", sha256="0" * 64, marking=None,
    )  # fmt: skip
