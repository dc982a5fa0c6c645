"""Briefs made by hand, so that pages are tested apart from what finds their facts.

``SEED`` says what the desk's own article says. ``DENSE`` and ``MEETING`` are fictional: no such island, company or
minister exists. In a line, ``*reportedly*`` is a hedge and ``[Rahel Osei]`` an insertion.
"""

from __future__ import annotations

import re
from zlib import crc32

from msgspec import structs

from briefings.model import (
    Brief,
    Citation,
    Layout,
    Line,
    Note,
    Novelty,
    Point,
    Run,
    Section,
    SectionKey,
    Side,
    Source,
    Span,
)  # fmt: skip

PARTS = re.compile(r"(\*[^*]+\*|\[[^\]]+\])")
TITLES: dict[SectionKey, tuple[str, Layout, tuple[str, ...]]] = {
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
    "differences": ("Where sources differ", "differences", ("What", "Accounts")),
    "unknowns": ("What we do not know", "list", ()),
}


def line(text: str, *numbers: int, label: str = "", date: str | None = None) -> Line:
    """Return a line that cites the sources ``numbers``; the first source alone where none is named."""
    cited = numbers or (1,)
    runs = tuple(_run(part) for part in PARTS.split(text) if part)
    span = Span(start=0, end=1, exact="x")
    return Line(
        id=f"x{crc32((label + text).encode()):08x}",
        label=label,
        text="".join(run.text for run in runs),
        runs=runs,
        citations=tuple(Citation(source=n, article=f"a{n}", span=span) for n in cited if n),
        claims=(),
        rank=0.5,
        rule="sample",
        date=date,
        single_origin=len(cited) == 1,
    )


def side(text: str, number: int, *, label: str, date: str | None = None) -> Side:
    """Return the account ``text`` of the source ``number``."""
    told = line(text, number)
    return Side(label=label, text=told.text, runs=told.runs, citations=told.citations, claims=(), date=date)


def differing(label: str, *sides: Side) -> Line:
    """Return a line of accounts that differ."""
    text = "; ".join(one.text for one in sides)
    runs = tuple(run for one in sides for run in one.runs)
    cited = tuple(citation for one in sides for citation in one.citations)
    return structs.replace(line(text, label=label), runs=runs, citations=cited, sides=sides, single_origin=False)


def over_time(told: Line, *points: tuple[str, float, str, int]) -> Line:
    """Return the line ``told`` with a series of (date, value, text, source)."""
    span = Span(start=0, end=1, exact="x")
    return structs.replace(
        told,
        series=tuple(
            Point(date=date, value=value, text=text, citation=Citation(source=n, article=f"a{n}", span=span))
            for date, value, text, n in points
        ),
    )


def lines_of(brief: Brief) -> list[Line]:
    """Return every line of ``brief``, the bottom line first."""
    return [*([brief.bottom_line] if brief.bottom_line else []), *(x for part in brief.sections for x in part.lines)]


def words_of(told: Line) -> list[str]:
    """Return what a page shows of ``told``, apart from its citations: each must stand there unbroken."""
    accounts = [part for one in told.sides for part in (one.label, one.text)] or [told.text]
    return [told.label, told.before, *accounts, *(point.text for point in told.series)]


def numbers_of(told: Line) -> list[int]:
    """Return the sources that a page cites for ``told``, in the order in which they stand."""
    parts = [one.citations for one in told.sides] or [told.citations]
    cited = [number for part in parts for number in dict.fromkeys(one.source for one in part)]
    return cited + [point.citation.source for point in told.series]


def since(told: Line, novelty: Novelty, before: str = "") -> Line:
    """Return the line ``told`` marked as ``novelty``."""
    return structs.replace(told, novelty=novelty, before=before)


def _run(part: str) -> Run:
    if part.startswith("*"):
        return Run(text=part.strip("*"), mark="hedge")
    return Run(text=part, mark="insertion" if part.startswith("[") else "plain")


def section(key: SectionKey, *lines: Line) -> Section:
    """Return the section ``key`` with ``lines``, titled and laid out as the composer does it."""
    title, layout, columns = TITLES[key]
    return Section(key=key, title=title, layout=layout, columns=columns, lines=lines)


def source(number: int, title: str, **known: str | None) -> Source:
    """Return a source of which only ``known`` is known."""
    fields: dict[str, str | None] = {
        "publisher": None, "origin": None, "byline": None, "published": None, "url": None, "marking": None,
    }  # fmt: skip
    return Source(
        number=number, article=f"a{number}", title=title, titled=not title.endswith("…"), path=f"a{number}.txt",
        sha256="0" * 64, **(fields | known),
    )  # fmt: skip


SEED = Brief(
    slug="haiti-mss",
    title="Haiti MSS mission",
    kind="situation",
    language="en",
    marking="TLP:CLEAR",
    author=None,
    date=None,
    date_text="newest source: undated",
    topic="Haiti MSS mission",
    purpose=None,
    bottom_line=line(
        "[William Ruto and Marco Rubio] underscored the urgent need for the United Nations to establish a Gang "
        "Suppression Force and a UN Support Office for Haiti."
    ),
    sections=(
        section(
            "people",
            line("President, Kenya", label="William Ruto"),
            line("Secretary of State, United States", label="Marco Rubio"),
            line("Deputy Spokesperson", label="Tommy Pigott"),
        ),
        section(
            "developments",
            line(
                "Kenya’s President William Ruto held crucial talks with U.S. Secretary of State Marco Rubio on the "
                "sidelines of the United Nations General Assembly."
            ),
            line(
                "Setbacks allowed gangs to reclaim some previously secured territories, despite the presence of Kenyan "
                "forces stabilizing Port-au-Prince."
            ),
        ),
        section(
            "positions",
            line(
                "[William Ruto and Marco Rubio] underscored the urgent need for the United Nations to establish a Gang "
                "Suppression Force and a UN Support Office for Haiti.",
                label="William Ruto and Marco Rubio",
            ),
            line(
                "The U.S. is *reportedly* pushing to double the size of foreign forces in Haiti to over 5,000 "
                "personnel.",
                label="United States",
            ),
            line(
                "Ruto criticized the provision of second-hand vehicles and limited operational budgets.",
                label="William Ruto",
            ),
        ),
        section(
            "figures",
            line(
                "double the size of foreign forces in Haiti to over 5,000 personnel (*reportedly*)", label="over 5,000"
            ),
            line("Kenya’s efforts to establish 12 new forward operating bases", label="12"),
        ),
        section(
            "quotations",
            line(
                "“Secretary Rubio met with President Ruto and lauded Kenya’s brave contributions to Haiti’s peace and "
                "security” … “Both leaders emphasized urgent action at the UN to combat gangs and restore stability in "
                "Haiti.”",
                label="Tommy Pigott, Deputy Spokesperson",
            ),
        ),
        section(
            "risks",
            line(
                "Second-hand vehicles and limited operational budgets, which have hampered Kenya’s efforts to "
                "establish 12 new forward operating bases."
            ),
            line("Concerns about a possible shift in overall command away from Kenya."),
        ),
        section(
            "unknowns",
            line("When: the source gives no date of publication."),
            line("Every line rests on a single origin; nothing here is corroborated."),
        ),
    ),
    notes="",
    source_summary="1 source, 1 origin, undated",
    sources=(source(1, "Kenya’s President William Ruto held crucial talks with U.S. Secretary of …"),),
    left_out=(),
)

SHORT = structs.replace(
    SEED,
    slug="kenya-us-investment",
    title="Kenya–US investment",
    topic="Kenya–US investment",
    bottom_line=line(
        "[William Ruto and Marco Rubio] reviewed potential U.S. investment opportunities in key Kenyan sectors."
    ),
    sections=(
        section(
            "people",
            line("President, Kenya", label="William Ruto"),
            line("Secretary of State, United States", label="Marco Rubio"),
        ),
        section(
            "developments",
            line(
                "Kenya’s President William Ruto held crucial talks with U.S. Secretary of State Marco Rubio on the "
                "sidelines of the United Nations General Assembly, focusing on security challenges in Haiti and "
                "opportunities for U.S. investment in Kenya."
            ),
        ),
        section(
            "opportunities",
            line("Growing prospects for trade and economic cooperation between the two nations."),
        ),
        section(
            "unknowns",
            line("How much and by when: the sources give no sums, figures or dates."),
            line("Every line rests on a single origin; nothing here is corroborated."),
        ),
    ),
)

_FICTION = (
    source(
        1, "Talks on Ostrava Strait fishing licences end without accord", publisher="Harbour Courier", origin="Reuters",
        byline="Ama Lindqvist", published="2026-03-12", url="https://example.org/courier/ostrava-strait-talks",
    ),
    source(
        2, "Joint communiqué of the fourth round of consultations", publisher="Ministry of Fisheries, Tamsah",
        published="2026-03-11", url="https://example.org/tamsah/communique-4",
    ),
    source(3, "Licences, patrols and a missing map: the dispute in seven figures", publisher="Coastal Policy Review",
           published="2026-02-27", url="https://example.org/review/licences-patrols-and-a-missing-map-2026-02"),
)  # fmt: skip
_LEFT_OUT = tuple(
    Note(reason="no room on the page", line=line(f"A fictional sentence that found no room, number {n}.", 1 + n % 3))
    for n in range(7)
)

DENSE = Brief(
    slug="ostrava-strait",
    title="Fishing licences in the Ostrava Strait (fictional)",
    kind="situation",
    language="en",
    marking="TLP:AMBER",
    author="Marine desk",
    date="2026-03-12",
    date_text="12 March 2026",
    topic="Fisheries",
    purpose=None,
    bottom_line=line(
        "Tamsah and Velmora ended four days of talks without agreement on 340 fishing licences; both *reportedly* "
        "accept a joint patrol from 1 May, but not under whose command it would sail.", 1, 2,
    ),
    sections=(
        section(
            "people",
            line("Minister of Fisheries, Tamsah", label="Rahel Osei"),
            line("Foreign Secretary, Velmora", 1, 2, label="Đorđe Nguyễn-Şahin"),
            line("Chief negotiator, Velmora", label="Ọlá Ƙaura"),
            line("Director, Coastal Policy Review", 3, label="Ines Halvorsen"),
            line("title not given", 1, label="Tomás Ferreira"),
        ),
        section(
            "developments",
            line("The fourth round of consultations closed in Port Selim; nothing signed.", 1, 2, date="2026-03-11"),
            line("Velmora’s coast guard held two trawlers for six hours before it let them go.", 1, date="2026-03-09"),
            line("Tamsah published the coordinates that it regards as the median line.", 3, date="2026-02-25"),
            line("[Osei] said that a fifth round would be held in April.", 2),
        ),
        section(
            "positions",
            line("Asked Velmora to recognise 340 licences issued before 2019.", 1, 2, label="Tamsah"),
            line("Rejected any patrol that is not under joint command.", 1, label="Tamsah"),
            line("Offered 210 licences for three years, to be reviewed every year.", 1, label="Velmora"),
            line("*reportedly* willing to share radar data with the joint patrol.", 1, label="Velmora"),
            line("Urged both sides to publish the 1974 map.", 3, label="Coastal Policy Review"),
        ),
        section(
            "figures",
            line("licences that Tamsah asks Velmora to recognise", 1, 2, label="340"),
            line("licences offered by Velmora for three years", 1, label="210"),
            line("landed in the strait each year, in the estimate of the review", 3, label="about US$ 48 million"),
            line("of the catch is taken by vessels under 12 metres", 3, label="62 per cent"),
        ),
        section(
            "quotations",
            line(
                "“We did not come to count boats. We came to settle who may say how many there are.”", 1,
                label="Rahel Osei, Minister of Fisheries, Tamsah",
            ),
            line("“A patrol with two captains is a collision.”", 1, label="Ọlá Ƙaura, chief negotiator, Velmora"),
        ),
        section(
            "risks",
            line("Licences issued before 2019 lapse on 30 June; crews without one risk seizure.", 2),
            line("A dispute over command could keep the joint patrol in port.", 1),
        ),
        section("opportunities", line("Shared radar data would give both fleets one picture for the first time.", 3)),
        section(
            "watch",
            line("Joint patrol is to begin.", 1, 2, label="1 May 2026", date="2026-05-01"),
            line("Licences issued before 2019 lapse.", 2, label="30 June 2026", date="2026-06-30"),
        ),
        section(
            "unknowns",
            line("How many trawlers were held: two (Harbour Courier) or three (Coastal Policy Review).", 1, 3),
            line("Where the median line runs: the 1974 map is not in the sources.", 3),
        ),
    ),
    notes="**Judgement.** A fifth round is *likely*. Watch whether the "
    "[1974 map](https://example.org/map) is published.",
    source_summary="3 sources, 3 origins, dated 27 February 2026 to 12 March 2026",
    sources=_FICTION,
    left_out=_LEFT_OUT,
)  # fmt: skip

MEETING = Brief(
    slug="tamsah-minister",
    title="Meeting with Rahel Osei, Minister of Fisheries (fictional)",
    kind="meeting",
    language="en",
    marking="TLP:GREEN",
    author="Marine desk",
    date="2026-03-12",
    date_text="12 March 2026",
    topic="Fisheries",
    purpose="Learn what Tamsah needs in order to sign in April, and say what we can offer.",
    bottom_line=line(
        "Osei returns from four days of talks without agreement on 340 licences; she wants a joint patrol from 1 May, "
        "under joint command.", 1, 2,
    ),
    sections=(
        section(
            "objectives",
            line("Ask which of the 340 licences she could let go.", 0),
            line("Offer our survey vessel to chart the median line.", 0),
            line("Obtain her word that no trawler is seized before the fifth round.", 0),
        ),
        DENSE.sections[0],
        DENSE.sections[4],
        DENSE.sections[2],
        DENSE.sections[1],
        DENSE.sections[3],
        DENSE.sections[5],
        DENSE.sections[7],
        DENSE.sections[8],
    ),
    notes="",
    source_summary=DENSE.source_summary,
    sources=_FICTION,
    left_out=_LEFT_OUT[:1],
)  # fmt: skip

# everything that a page can show: what is new, what differs, what changed over time
RICH = structs.replace(
    DENSE,
    slug="ostrava-strait-again",
    since="2026-03-05",
    left_out=(),
    sections=(
        structs.replace(DENSE.sections[0], lines=DENSE.sections[0].lines[:3]),
        section(
            "developments",
            since(
                line("The fourth round of consultations closed in Port Selim.", 1, 2, date="2026-03-11"), "new"
            ),
            line("Tamsah published the coordinates that it regards as the median line.", 3, date="2026-02-25"),
            line("[Osei] said that a fifth round would be held in April.", 2),
        ),
        section(
            "positions",
            since(
                line("Rejected any patrol that is not under joint command.", 1, label="Tamsah"), "moved",
                "would accept a patrol under the command of Velmora",
            ),
            line("Offered 210 licences for three years, to be reviewed every year.", 1, label="Velmora"),
        ),
        section(
            "figures",
            since(line("Tamsah asks Velmora to recognise", 1, 2, label="340 licences"), "changed", "280 licences"),
            over_time(
                line("were held in the strait in three weeks", 1, 3, label="at least 14 trawlers"),
                ("2026-02-20", 3, "three", 3),
                ("2026-02-27", 8, "eight", 3),
                ("2026-03-09", 14, "at least 14", 1),
            ),
            line("landed in the strait each year", 3, label="about US$ 48 million"),
        ),
        section("quotations", DENSE.sections[4].lines[1]),
        section(
            "timeline",
            line("Tamsah and Velmora open talks.", 3, label="2019", date="2019"),
            line("The third round ends without a date for a fourth.", 2, label="November 2025", date="2025-11"),
            since(line("The fourth round ends without agreement.", 1, 2, date="2026-03-11"), "new"),
            line("Joint patrol is to begin.", 1, 2, date="2026-05-01"),
        ),
        section(
            "differences",
            differing(
                "Trawlers held on 9 March",
                side("held two trawlers for six hours", 1, label="Harbour Courier", date="2026-03-12"),
                side("at least three trawlers were *reportedly* held", 3, label="Coastal Policy Review"),
            ),
        ),
        section("unknowns", line("Where the median line runs: the 1974 map is not in the sources.", 3)),
    ),
)  # fmt: skip
