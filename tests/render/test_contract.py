"""templates/README.md is a contract: all that it names is there, and all that is there is named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from msgspec import structs

from briefings.errors import BriefingsError
from briefings.model import Brief, Citation, Line, Note, Point, Run, Section, Side, Source
from briefings.pdf import lay_out
from briefings.render import HTML_FILTERS, MARKDOWN_FILTERS, list_designs, render_html, render_markdown
from briefings.render.environment import TESTS
from briefings.render.figures import Bar, Chart
from tests.render.sample import DENSE, MEETING, RICH

TEMPLATES = Path(__file__).parents[2] / "templates"
README = (TEMPLATES / "README.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"\{% block (\w+) %\}")
# a block → the brief in which it says something
SPEAKING = {"purpose": MEETING, "left_out": DENSE}


def table(heading: str) -> dict[str, list[str]]:
    """Return the rows of the tables below ``heading``: what stands in backquotes in the first cell → the others."""
    part = README.split(f"\n{heading}\n", 1)[1].split("\n#", 1)[0]
    rows = [[cell.strip() for cell in row.strip("|").split("|")] for row in part.splitlines() if row.startswith("| `")]
    return {name: cells[1:] for cells in rows for name in re.findall(r"`(\w+)`", cells[0])}


@pytest.mark.parametrize(
    "record", [Brief, Section, Line, Run, Citation, Side, Point, Source, Note], ids=lambda r: r.__name__
)
def test_each_field_is_documented_and_each_documented_one_exists(record: type) -> None:
    assert list(table(f"### {record.__name__}")) == [field.name for field in structs.fields(record)]


def test_how_a_page_is_set_is_documented() -> None:
    assert list(table("### Setting")) == ["paper", "design", "size", "gap"]


@pytest.mark.parametrize(("form", "column"), [("html", 0), ("md", 1)])
def test_blocks_are_documented_in_their_order(form: str, column: int) -> None:
    blocks = BLOCK.findall((TEMPLATES / f"brief.{form}.j2").read_text(encoding="utf-8"))
    documented = [name for name, cells in table("## Blocks").items() if cells[column] == "yes"]
    assert documented == blocks


@pytest.mark.parametrize(("filters", "column"), [(HTML_FILTERS, 0), (MARKDOWN_FILTERS, 1)], ids=["html", "md"])
def test_filters_and_tests_are_documented(filters: dict[str, object], column: int) -> None:
    documented = {name for name, cells in table("## Filters and tests").items() if cells[column] == "yes"}
    assert documented == set(filters) | set(TESTS)


def test_the_fields_of_a_chart_are_documented() -> None:
    (row,) = [row for row in README.splitlines() if row.startswith("| `chart`")]
    fields = [field.name for record in (Chart, Bar) for field in structs.fields(record)]
    assert set(re.findall(r"`(\w+)`", row)) == {"chart", *fields}


@pytest.mark.parametrize("form", ["html", "md"])
def test_a_template_reaches_every_field(form: str, tmp_path: Path) -> None:
    """Whatever the contract names can be put in, for a brief that has all of it."""
    paths = {
        "brief": "Brief", "section": "Section", "line": "Line", "run": "Run", "citation": "Citation", "side": "Side",
        "point": "Point", "source": "Source", "note": "Note",
    }  # fmt: skip
    loops = (
        "{% for section in brief.sections %}{% for line in section.lines %}"
        "{% for run in line.runs %}RUN{% endfor %}{% for citation in line.citations %}CITATION{% endfor %}"
        "{% for side in line.sides %}SIDE{% endfor %}{% for point in line.series %}POINT{% endfor %}LINE{% endfor %}"
        "SECTION{% endfor %}{% for source in brief.sources %}SOURCE{% endfor %}{% for note in brief.left_out %}NOTE"
        "{% endfor %}BRIEF"
    )
    for name, record in paths.items():
        fields = "".join(f"{{{{ {name}.{field} }}}}" for field in table(f"### {record}"))
        loops = re.sub(rf"\b{name.upper()}\b|(?<=[}}]){name.upper()}(?=[{{]|$)", f"<{name}>{fields}", loops)
    (tmp_path / f"brief.{form}.j2").write_text(loops, encoding="utf-8")
    render = render_html if form == "html" else render_markdown
    page = render(structs.replace(RICH, left_out=DENSE.left_out), desk_templates=tmp_path)
    for name in paths:
        assert f"<{name}>" in page


@pytest.mark.parametrize("form", ["html", "md"])
def test_a_desk_extends_any_block(form: str, tmp_path: Path) -> None:
    render = render_html if form == "html" else render_markdown
    for block in BLOCK.findall((TEMPLATES / f"brief.{form}.j2").read_text(encoding="utf-8")):
        brief = SPEAKING.get(block, DENSE)
        own = f'{{% extends "default:brief.{form}.j2" %}}{{% block {block} %}}<{{{{ super() }}}}OURS>{{% endblock %}}'
        (tmp_path / f"brief.{form}.j2").write_text(own, encoding="utf-8")
        page = render(brief, desk_templates=tmp_path)
        assert page.count("OURS>") == 1, block
        assert page.count("Ostrava") == render(brief).count("Ostrava"), block  # the rest is what it was


# ------------------------------------------------------------------------------------------------- designs


def own_design(folder: Path) -> Path:
    """Return a desk's templates with a design of its own."""
    (folder / "css").mkdir()
    (folder / "css" / "ours.css").write_text(":root { --accent: #7a1f1f } /* ours */", encoding="utf-8")
    (folder / "css" / "paper-a4.css").write_text("@page { size: A4 }", encoding="utf-8")
    (folder / "css" / "Not ours.css").write_text("", encoding="utf-8")
    return folder


def test_a_desks_own_design_is_chosen_by_its_name(tmp_path: Path) -> None:
    desk = own_design(tmp_path)
    assert list_designs(desk) == ("situation", "meeting", "ours")
    html = render_html(DENSE, desk_templates=desk, design="ours")
    assert "/* ours */" in html
    assert '<body class="ours small gap-2">' in render_html(
        DENSE, desk_templates=desk, design="ours", size="small", gap=2
    )
    page = lay_out(html)
    page.write()
    assert page.warnings == []


def test_a_design_that_is_not_there_is_refused_with_those_that_are(tmp_path: Path) -> None:
    for name in ("ours", "paper-a4", "../css/base", "base"):
        with pytest.raises(BriefingsError, match=r"unknown design '.*': choose one of situation, meeting$"):
            render_html(DENSE, design=name)
    with pytest.raises(BriefingsError, match=r"choose one of situation, meeting, ours$"):
        render_html(DENSE, desk_templates=own_design(tmp_path), design="theirs")
