"""The height of a page by estimate is that of its layout."""

from __future__ import annotations

from itertools import product

import pytest

from briefings.fit import Setting, Sheet
from briefings.fit.flow import Flow, Piece, split_chunks
from briefings.fit.geometry import Style
from briefings.fit.letters import Type, measure
from briefings.fit.survey import TALL
from briefings.fit.tree import parse_tree
from briefings.model import Brief
from briefings.pdf import lay_out
from tests.render.sample import DENSE, MEETING, RICH, SEED, SHORT

LOOKS = [*product(["a4", "letter"], ["situation", "meeting"], ["regular", "small"])]
SERIF = Type(families=("Briefings Serif", "Briefings Letters"), weight=400, italic=False)


def height(brief: Brief, sheet: Sheet, setting: Setting) -> tuple[float, float]:
    """Return the height of the page's content in pixels, by estimate and by a layout on paper without an end."""
    html, geometry = sheet.html(brief, setting), sheet.geometry(brief, setting)
    head, _, tail = html.rpartition("</style>")
    page = lay_out(head + TALL.format(width=geometry.width) + tail)
    return Flow(geometry).height(parse_tree(html)), page.used / 0.75


@pytest.mark.parametrize(("paper", "design", "size"), LOOKS)
@pytest.mark.parametrize("brief", [SEED, SHORT, DENSE, MEETING], ids=lambda b: b.slug)
def test_the_shipped_looks_are_known_to_the_pixel(brief: Brief, paper: str, design: str, size: str) -> None:
    by_estimate, by_layout = height(brief, Sheet(paper=paper, design=design), Setting(size=size))  # type: ignore[arg-type]
    assert by_estimate == pytest.approx(by_layout, abs=1.5)


@pytest.mark.parametrize(("paper", "design", "size"), LOOKS)
def test_a_page_with_a_chart_is_known_to_the_line(paper: str, design: str, size: str) -> None:
    by_estimate, by_layout = height(RICH, Sheet(paper=paper, design=design), Setting(size=size))  # type: ignore[arg-type]
    assert by_estimate == pytest.approx(
        by_layout, abs=20
    )  # a line of it is within two pixels of breaking; a chart is 34


@pytest.mark.parametrize("gap", [0, 1, 2, 3, 4])
def test_gaps_are_known(gap: int) -> None:
    by_estimate, by_layout = height(SHORT, Sheet(), Setting(gap=gap))
    assert by_estimate == pytest.approx(by_layout, abs=1.5)


def test_what_is_gone_takes_no_room_nor_does_what_held_it_alone() -> None:
    html = Sheet().html(SEED, Setting())
    flow, tree = Flow(Sheet().geometry(SEED, Setting())), parse_tree(html)
    lines = frozenset(line.id for line in SEED.sections[0].lines)
    one = flow.height(tree, frozenset([*lines][:1]))
    assert flow.height(tree, lines) < one < flow.height(tree)
    shorter = Sheet().html(
        Brief(**{**{f: getattr(SEED, f) for f in SEED.__struct_fields__}, "sections": SEED.sections[1:]}), Setting()
    )
    assert flow.height(tree, lines) == pytest.approx(Flow(flow.geometry).height(parse_tree(shorter)), abs=1.5)


def chunks(*texts: str, held: frozenset[int] = frozenset()) -> list[str]:
    pieces = [Piece(text, Style(kind="inline", held=n in held)) for n, text in enumerate(texts)]
    return ["".join(piece.text for piece in chunk) for chunk in split_chunks(pieces)]


def test_lines_break_where_the_page_breaks_them() -> None:
    assert chunks("A cross-border pact, ", "signed") == ["A ", "cross-", "border ", "pact, ", "signed"]
    assert chunks("licences/permits – 2019–2024") == ["licences/", "permits ", "– ", "2019–", "2024"]
    assert chunks("5\u00a0million  people") == ["5\u00a0million ", " people"] or chunks("5\u00a0million people")
    assert chunks("of the ", "last word [1]", held=frozenset({1})) == ["of ", "the ", "last word [1]"]
    assert chunks("one", "\n", "two") == ["one", "\n", "two"]


def test_words_are_as_wide_as_they_are_set() -> None:
    for text in ("The Office of Electoral Affairs", "Ọlá Ƙaura", "AVA To Wo", "Київ Ελλάδα"):
        page = lay_out(
            f'<html lang="en"><style>p {{ font: 20px "Briefings Serif", "Briefings Letters" }}</style><p>{text}</p>'
        ).document.pages[0]
        boxes = [box for box in page._page_box.descendants() if hasattr(box, "text")]
        assert 20 * measure(text, SERIF) == pytest.approx(sum(box.width for box in boxes), abs=0.5)
