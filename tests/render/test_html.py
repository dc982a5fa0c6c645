"""The HTML of a brief: one file, well built, harmless, the same words as the brief."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise, product

import pytest
from msgspec import structs

from briefings.errors import BriefingsError
from briefings.model import Brief, Run
from briefings.render import MAX_NOTES, render_html, render_markdown, render_notes
from briefings.render.figures import chart_of
from briefings.render.typography import hold_tail
from tests.render.sample import (
    DENSE,
    MEETING,
    RICH,
    SEED,
    SHORT,
    line,
    lines_of,
    numbers_of,
    over_time,
    section,
    source,
    words_of,
)

BRIEFS = [SEED, SHORT, DENSE, MEETING, RICH]
VOID = {"meta", "link", "br", "img", "hr", "input"}
HOSTILE = "<script>alert(1)</script> {{ 7*7 }} {% x %} \u202e</p> &amp; \" '"


class Page(HTMLParser):
    """What a page is made of: tags with their attributes, ids, text by tag; fails on a tag that is not closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text: list[tuple[str, str]] = []
        self.feed(html)
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text.append((self.open[-1] if self.open else "", data))

    def words(self, *tags: str) -> list[str]:
        return [" ".join(text.split()) for tag, text in self.text if (not tags or tag in tags) and text.strip()]

    def values(self, attribute: str) -> list[str]:
        return [found[attribute] or "" for _, found in self.tags if attribute in found]


def test_a_bottom_line_in_own_words_is_said_to_be() -> None:
    own = structs.replace(SEED, bottom_line=structs.replace(line("x"), rule="bottom-line.analyst"))
    for render in (render_html, render_markdown):
        assert "Bottom line, in the analyst’s own words" in render(own)
        assert "own words" not in render(SEED)


@pytest.mark.parametrize(("brief", "paper", "design"), [*product(BRIEFS, ["a4", "letter"], ["situation", "meeting"])])
def test_the_page_stands_alone_and_is_well_built(brief: Brief, paper: str, design: str) -> None:
    html = render_html(brief, paper=paper, design=design)
    page = Page(html)
    names = [tag for tag, _ in page.tags]
    assert not set(names) & {"script", "link", "img", "iframe", "object", "form"}
    assert not page.values("style")
    assert not re.search(r"@import|url\(", html)
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    local = [href[1:] for href in page.values("href") if href.startswith("#")]
    assert set(local) <= set(ids)
    assert all(href.startswith(("#", "https://")) for href in page.values("href"))
    levels = [int(name[1]) for name in names if re.fullmatch("h[1-6]", name)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("brief", BRIEFS, ids=lambda b: b.slug)
def test_the_page_says_what_the_brief_says(brief: Brief) -> None:
    page = Page(render_html(brief))
    assert next(found["lang"] for tag, found in page.tags if tag == "html") == brief.language
    text = " ".join("".join(text for _, text in page.text).split())
    lines = lines_of(brief)
    for part in (part for one in lines for part in words_of(one)):
        assert " ".join(part.split()) in text
    assert text.count(brief.marking) == 2
    headings = page.words("h2")
    wanted = [part.title for part in brief.sections]
    assert [heading for heading in headings if heading in wanted] == wanted
    shown = [f"[{n}]" for one in lines for n in numbers_of(one)]
    assert [word for word in page.words("a") if word.startswith("[")] == shown


def test_what_an_article_says_is_text() -> None:
    hostile = structs.replace(
        DENSE,
        title=HOSTILE,
        author=HOSTILE,
        bottom_line=structs.replace(line("x"), text=HOSTILE, runs=(Run(text=HOSTILE), Run(text=HOSTILE, mark="hedge"))),
        sections=(
            section("positions", line(HOSTILE, label=HOSTILE)),
            section("quotations", line(HOSTILE, label=HOSTILE)),
        ),
        sources=(source(1, HOSTILE, publisher=HOSTILE, url="javascript:alert(1)"),),
    )
    page = Page(render_html(hostile))
    assert "script" not in {tag for tag, _ in page.tags}
    assert not [href for href in page.values("href") if not href.startswith(("#", "https://example.org"))]
    text = "".join(text for _, text in page.text)
    assert text.count("<script>alert(1)</script> {{ 7*7 }} {% x %} </p> &amp; \" '") >= 8
    assert "\u202e" not in text


def test_marking_and_class_cannot_break_out_of_their_attributes() -> None:
    page = Page(render_html(structs.replace(SEED, marking='TLP:RED" onclick="x', language='en" x="')))
    assert not page.values("onclick")
    assert not page.values("x")


def test_numbers_stay_with_their_units() -> None:
    html = render_html(
        structs.replace(SEED, bottom_line=line("It has 48 million people and 12 km of coast on 3 May 2026."))
    )
    assert "48\N{NO-BREAK SPACE}million people and 12\N{NO-BREAK SPACE}km of" in html
    assert "on 3\N{NO-BREAK SPACE}May\N{NO-BREAK SPACE}2026" in html


def test_one_origin_is_marked_only_where_there_are_several_sources() -> None:
    assert "†" not in render_html(SEED)
    page = Page(render_html(DENSE))
    marked = sum(
        one.single_origin for part in DENSE.sections if part.key not in {"unknowns", "people"} for one in part.lines
    )
    assert page.words("abbr") == ["†"] * marked
    assert "† rests on one origin only" in " ".join(page.words())


def test_a_space_between_runs_stands_at_the_start_of_the_second() -> None:
    runs = (Run(text="It was "), Run(text="reportedly ", mark="hedge"), Run(text="said "))
    page = render_html(structs.replace(SEED, bottom_line=structs.replace(line("x"), runs=runs), sections=()))
    assert "It was<em> reportedly</em>\N{NO-BREAK SPACE}said" in page


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("It was left on fire.", "It was left_on_fire."),
        ("It may have up to 5,500 personnel.", "It may have up to 5,500_personnel."),
        ("It supports the textile industry.", "It supports the textile industry."),
        ("It was extraordinarily long-windedness.", "It was extraordinarily long-windedness."),
        ("Yes.", "Yes."),
    ],
)
def test_no_short_word_and_no_counted_thing_stands_on_a_last_line_alone(text: str, held: str) -> None:
    assert hold_tail(text) == held.replace("_", "\N{NO-BREAK SPACE}")


def test_what_stood_there_before_is_not_parted() -> None:
    changed = structs.replace(line("It rose."), novelty="changed", before="280 licences")
    assert "(was:&nbsp;280\N{NO-BREAK SPACE}licences)" in render_html(structs.replace(SEED, bottom_line=changed))


def test_a_series_is_drawn_from_zero_at_its_dates() -> None:
    points = over_time(line("x"), ("2026-01-01", 5, "5", 1), ("2026-01-11", 10, "10", 1), ("2026-02-10", 20, "20", 1))
    chart = chart_of(points.series)
    assert chart is not None
    assert [bar.height for bar in chart.bars] == [chart.height / 4, chart.height / 2, chart.height]
    assert {bar.y + bar.height for bar in chart.bars} == {chart.zero}
    first, second, third = (bar.x for bar in chart.bars)
    assert third - second == pytest.approx(3 * (second - first), abs=0.2)
    assert chart.text == "Columns, from zero: 1 January 2026: 5; 11 January 2026: 10; 10 February 2026: 20"


def test_a_series_below_zero_hangs_from_the_line() -> None:
    points = over_time(line("x"), ("2026-01", 4, "4", 1), ("2026-02", -2, "-2", 1), ("2026-03", 0, "0", 1)).series
    chart = chart_of(points)
    assert chart is not None
    assert chart.bars[0].y + chart.bars[0].height == chart.bars[1].y == chart.zero
    assert chart.bars[1].y + chart.bars[1].height == chart.height


def test_no_chart_where_words_say_it_better() -> None:
    assert chart_of(over_time(line("x"), ("2026-01", 4, "4", 1), ("2026-02", 2, "2", 1)).series) is None
    same_day = [("2026-01-01", 4.0, "4", 1)] * 3
    assert chart_of(over_time(line("x"), *same_day).series) is None
    no_day = [("2026-01-01", 4.0, "4", 1), ("soon", 5.0, "5", 1), ("2026-01-03", 4.0, "4", 1)]
    assert chart_of(over_time(line("x"), *no_day).series) is None


def test_a_chart_says_in_words_what_it_shows() -> None:
    html = render_html(RICH)
    assert html.count("<svg") == 1
    titles = [text.replace("\N{NO-BREAK SPACE}", " ") for text in Page(html).words("title")]
    assert titles[1:] == [
        "Columns, from zero: 20 February 2026: three; 27 February 2026: eight; 9 March 2026: at least 14"
    ]


def test_what_is_new_is_said_in_words_and_since_when() -> None:
    page = Page(render_html(RICH))
    assert page.words("b").count("New") == 1 + 2
    words = " ".join(page.words())
    assert "since 5 March 2026" in words
    assert "(was: 280 licences)" in words
    assert "New" not in Page(render_html(DENSE)).words("b")


def test_lines_of_one_actor_share_its_label() -> None:
    page = Page(render_html(DENSE))
    assert page.words("th").count("Tamsah") == 1
    assert len([1 for tag, found in page.tags if tag == "th" and found.get("scope") == "row"]) == 3 + 5 + 4 + 2


def test_what_is_empty_leaves_no_heading() -> None:
    bare = structs.replace(SEED, sections=(), bottom_line=None, sources=(), date_text="", marking="")
    assert Page(render_html(bare)).words("h1", "h2", "h3") == ["Haiti MSS mission"]


def test_unknown_settings_are_refused() -> None:
    for unknown in ({"paper": "a5"}, {"design": "poster"}, {"size": "huge"}):
        with pytest.raises(BriefingsError, match="choose one of"):
            render_html(SEED, **unknown)


# --------------------------------------------------------------------------------------------------- notes


@pytest.mark.parametrize(
    ("notes", "html"),
    [
        ("**likely**", "<p><strong>likely</strong></p>\n"),
        ("# Mine", "<h3>Mine</h3>\n"),
        ("###### Deep", "<h6>Deep</h6>\n"),
        ("<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>\n"),
        ("[a](https://example.org)", '<p><a href="https://example.org">a</a></p>\n'),
        ("[a](mailto:a@example.org)", '<p><a href="mailto:a@example.org">a</a></p>\n'),
        ("[a](javascript:alert(1))", "<p>[a](javascript:alert(1))</p>\n"),
        ("[a](//example.org)", "<p>[a](//example.org)</p>\n"),
        ("[a](smb://example.org)", "<p>[a](smb://example.org)</p>\n"),
        ("![a](https://example.org/a.png)", '<p>!<a href="https://example.org/a.png">a</a></p>\n'),
    ],
)
def test_notes_are_markdown_without_tricks(notes: str, html: str) -> None:
    assert render_notes(notes) == html


def test_notes_that_are_too_long_are_refused_before_they_are_read() -> None:
    with pytest.raises(BriefingsError, match="shorten them to 20,000"):
        render_html(structs.replace(SEED, notes="[" * (MAX_NOTES + 1)))
