"""Small briefs for tests of single rooms. All text is invented."""

from __future__ import annotations

from collections.abc import Sequence

from briefings.model import Article, Brief, Citation, Facts, Line, Part, Run, Section, Source, Span

TEXT = (
    "Minister Ada Obi asked the council for 40 trucks. “We need them by Friday,” said Obi. "
    "The council has 12 trucks, and reportedly no drivers. Fictional."
)


def make_article(text: str = TEXT, *, slug: str = "trucks", marking: str | None = None) -> Article:
    """Return an article whose body is all of ``text``."""
    whole = Span(start=0, end=len(text), exact=text)
    return Article(
        id=slug, path=f"{slug}.txt", first_line=1, sha256="0" * 64, headline=None, publisher="Example Wire",
        origin=None, byline=None, dateline=None, url=None, published="2026-03-02", language="en", marking=marking,
        text=text, parts=(Part(kind="body", span=whole),),
    )  # fmt: skip


def make_facts(article: Article | None = None) -> Facts:
    """Return an article without any actor or fact."""
    return Facts(article=article or make_article(), actors=(), facts=(), dates=(), sentences=())


def make_line(text: str, *, rank: float = 0.5, pinned: bool = False, article: Article | None = None) -> Line:
    """Return a line that cites the whole of ``article``."""
    source = article or make_article()
    whole = Span(start=0, end=len(source.text), exact=source.text)
    return Line(
        id=f"dev-{text[:40]}", label="", text=text, runs=(Run(text=text),),
        citations=(Citation(source=1, article=source.id, span=whole),), claims=(), rank=rank,
        rule="developments.sentence", date="2026-03-02", pinned=pinned,
    )  # fmt: skip


def make_section(lines: Sequence[Line], key: str = "developments") -> Section:
    """Return a section of ``lines`` set as a list; quotations are set as quotes."""
    layout = "quotes" if key == "quotations" else "list"
    return Section(key=key, title=key.title(), layout=layout, columns=(), lines=tuple(lines))  # type: ignore[arg-type]


def make_brief(*sections: Section, notes: str = "", marking: str = "TLP:CLEAR") -> Brief:
    """Return a brief of ``sections`` with the one source that they cite."""
    source = make_article()
    return Brief(
        slug="trucks", title="Trucks", kind="situation", language="en", marking=marking, author=None,
        date="2026-03-02", date_text="newest source: 2 March 2026", topic="Trucks", purpose=None, bottom_line=None,
        sections=sections, notes=notes, source_summary="1 source, 1 origin",
        sources=(
            Source(number=1, article=source.id, title="Trucks", titled=False, publisher="Example Wire", origin=None,
                   byline=None, published="2026-03-02", url=None, path=source.path, sha256=source.sha256, marking=None),
        ),
        left_out=(),
    )  # fmt: skip
