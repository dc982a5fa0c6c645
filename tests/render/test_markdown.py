"""The Markdown of a brief: reads well raw, renders as it reads, and shows an article's text as text."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from msgspec import structs

from briefings.model import Brief, Run
from briefings.render import escape_markdown, render_markdown
from tests.cases import check_cases
from tests.render.sample import DENSE, MEETING, RICH, SEED, line, section, source

HERE = Path(__file__).parent
FORGE = MarkdownIt("gfm-like", {"linkify": False, "html": True})

test_escape = check_cases(HERE / "cases", escape_markdown)


@pytest.mark.parametrize("brief", [SEED, DENSE, MEETING, RICH], ids=lambda b: b.slug)
def test_a_brief_reads_as_its_golden_page(brief: Brief, request: pytest.FixtureRequest) -> None:
    path = HERE / "golden" / f"{brief.slug}.md"
    got = render_markdown(brief)
    if request.config.getoption("--regen"):
        path.write_text(got, encoding="utf-8")
    assert got == path.read_text(encoding="utf-8")


def shown(markdown: str) -> str:
    """Return what a reader sees of ``markdown`` after a forge rendered it."""
    return unescape(re.sub(r"<[^>]+>", "", FORGE.render(markdown)))


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Zl", "Zp", "Zs", "Cs"]) | st.just(" ")))
def test_escaped_text_is_shown_as_it_is(text: str) -> None:
    html = FORGE.render("x " + escape_markdown(text))
    assert re.fullmatch(r"<p>[^<]*</p>\n", html), html
    assert " ".join(unescape(html[3:-5]).split()) == " ".join(f"x {text}".split())


@given(st.text("#-+=*_`~>1234. )([]<x|:", max_size=12))
def test_no_text_opens_a_block(text: str) -> None:
    html = FORGE.render(escape_markdown("".join(text.split("\n"))) + "\n")
    assert not re.search(r"<(?!/?p>)", html), html


def test_tables_keep_their_columns_whatever_stands_in_them() -> None:
    hostile = section("figures", line("a | b\n\n# c", label="5 | 6"))
    html = FORGE.render(render_markdown(structs.replace(SEED, sections=(hostile,))))
    assert html.count("<td>") == 2
    assert "5 | 6" in html
    assert html.count("<h2>") == 2  # the section and the sources


def test_a_citation_keeps_its_brackets_and_a_source_is_a_link() -> None:
    page = render_markdown(DENSE)
    assert "without agreement on 340 fishing licences" in shown(page)
    assert "it would sail. [1] [2]" in shown(page)
    assert '<a href="https://example.org/tamsah/communique-4">' in FORGE.render(page)


def test_an_address_that_is_none_is_not_made_a_link() -> None:
    for url in ("javascript:alert(1)", "https://example.org/a b", "https://example.org/>x", "//example.org", "ftp://a"):
        brief = structs.replace(SEED, sources=(source(1, "Fictional", url=url),))
        assert "<a" not in FORGE.render(render_markdown(brief)), url


def test_what_follows_an_insertion_makes_no_link_of_it() -> None:
    for after in ("(reportedly) left.", ": a word.", "[1] left."):
        runs = (Run(text="[Ruto]", mark="insertion"), Run(text=after))
        page = render_markdown(structs.replace(SEED, bottom_line=structs.replace(line("x"), runs=runs)))
        assert f"[Ruto]{after}" in shown(page)
        assert "<a" not in FORGE.render(page)


def test_the_notes_cannot_make_links_of_citations() -> None:
    page = render_markdown(structs.replace(SEED, notes="See below.\n\n[1]: https://example.org"))
    assert "<a" not in FORGE.render(page)


def test_tables_are_aligned_whatever_letters_stand_in_them() -> None:
    names = ["Ẹ̀kọ́", "習近平", "Rahel Osei"]
    page = render_markdown(structs.replace(SEED, sections=(section("people", *(line("x", label=n) for n in names)),)))
    assert f"| Ẹ̀kọ́{' ' * 7} | x" in page  # as wide as "Rahel Osei"
    assert f"| 習近平{' ' * 4} | x" in page  # three letters of two columns each


def test_a_hedge_is_set_off_and_its_spaces_stay_outside() -> None:
    runs = (Run(text="It was said"), Run(text=" (allegedly)", mark="hedge"), Run(text="."))
    brief = structs.replace(SEED, bottom_line=structs.replace(line("x"), runs=runs))
    assert "It was said *(allegedly)*. [1]" in render_markdown(brief)


def test_the_notes_stand_under_the_headings_of_the_page() -> None:
    notes = "# Mine\n\nText\n\n```\n# code stays\n```\n"
    page = render_markdown(structs.replace(SEED, notes=notes))
    assert "\n### Mine\n" in page
    assert "\n# code stays\n" in page


def test_what_is_empty_leaves_no_heading() -> None:
    bare = structs.replace(SEED, sections=(), bottom_line=None, sources=(), date_text="", marking="")
    assert render_markdown(bare) == "# Haiti MSS mission\n\nSituation brief\n"


def test_it_says_what_was_left_out() -> None:
    assert "7 further claims from 3 sources left out; see ostrava-strait.json." in shown(render_markdown(DENSE))
    assert "1 further claim from 1 source left out; see tamsah-minister.json." in shown(render_markdown(MEETING))
