"""Templates: a desk's own override the shipped ones, see only what they should, and fail with a line to look at."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import jinja2
import pytest
from jinja2 import meta

from briefings.errors import TemplateError
from briefings.render import HTML_FILTERS, MARKDOWN_FILTERS, render_html, render_markdown
from briefings.render.environment import TESTS
from tests.render.sample import DENSE, SEED

SHIPPED = Path(__file__).parents[2] / "templates"


def write(folder: Path, name: str, text: str) -> Path:
    """Return the desk's template folder with ``text`` in the template ``name``."""
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_desk_replaces_a_template(tmp_path: Path) -> None:
    desk = write(tmp_path, "brief.md.j2", "# {{ brief.title }} by the desk\n")
    assert render_markdown(SEED, desk_templates=desk) == "# Haiti MSS mission by the desk\n"


def test_a_desk_extends_a_shipped_template(tmp_path: Path) -> None:
    desk = write(
        tmp_path,
        "brief.html.j2",
        '{% extends "default:brief.html.j2" %}{% block title %}<h1>House of {{ brief.title }}</h1>{% endblock %}',
    )
    html = render_html(SEED, desk_templates=desk)
    assert "<h1>House of Haiti MSS mission</h1>" in html
    assert "Bottom line" in html


def test_a_desk_replaces_a_style_sheet_alone(tmp_path: Path) -> None:
    (tmp_path / "css").mkdir()
    desk = write(tmp_path, "css/screen.css", "/* ours */")
    assert "/* ours */" in render_html(SEED, desk_templates=desk)


def test_a_folder_that_is_not_there_is_no_matter(tmp_path: Path) -> None:
    assert render_markdown(SEED, desk_templates=tmp_path / "none") == render_markdown(SEED)


def test_a_change_is_seen_at_once(tmp_path: Path) -> None:
    import os

    desk = write(tmp_path, "brief.md.j2", "one")
    assert render_markdown(SEED, desk_templates=desk) == "one\n"
    write(tmp_path, "brief.md.j2", "two")
    os.utime(tmp_path / "brief.md.j2", (1, 1))
    assert render_markdown(SEED, desk_templates=desk) == "two\n"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("one\n{{ brief.titel }}\nthree\n", "has no attribute 'titel'"),
        ("one\n{{ nobody }}\nthree\n", "'nobody' is undefined"),
        ("one\n{% if %}\nthree\n", "Expected an expression"),
        ("one\n{{ brief.title.__class__.__mro__ }}\nthree\n", "unsafe"),
        ("one\n{{ 'a' * 100000000 }}\nthree\n", "not for templates"),
        ("one\n{{ 10 ** 10 ** 10 }}\nthree\n", "not for templates"),
        ("one\n{{ brief.sections[99].title }}\nthree\n", "no element 99"),
        ("one\n{{ 1 / 0 }}\nthree\n", "division by zero"),
        ("one\n{% include 'nothing.j2' %}\nthree\n", "no template 'nothing.j2'"),
    ],
)
def test_an_error_names_file_line_and_shows_it(tmp_path: Path, text: str, what: str) -> None:
    desk = write(tmp_path, "brief.md.j2", text)
    with pytest.raises(TemplateError) as caught:
        render_markdown(SEED, desk_templates=desk)
    first, *excerpt = str(caught.value).split("\n")
    assert first.startswith(f"{tmp_path}/brief.md.j2:2: ")
    assert what in first
    assert excerpt == ["     1 | one", f">    2 | {text.splitlines()[1]}", "     3 | three"]


def test_an_error_in_an_included_file_names_that_file(tmp_path: Path) -> None:
    write(tmp_path, "inner.j2", "{{ brief.nothing }}")
    desk = write(tmp_path, "brief.md.j2", "{% include 'inner.j2' %}")
    with pytest.raises(TemplateError, match=r"inner\.j2:1: "):
        render_markdown(SEED, desk_templates=desk)


def test_a_template_cannot_change_the_brief(tmp_path: Path) -> None:
    desk = write(tmp_path, "brief.md.j2", "{{ [].append(1) }}")
    with pytest.raises(TemplateError, match="unsafe"):
        render_markdown(SEED, desk_templates=desk)


@pytest.mark.parametrize(
    "path", sorted(p for p in SHIPPED.glob("*.j2") if not p.name.startswith("digest")), ids=lambda p: p.name
)
def test_shipped_templates_see_the_brief_and_how_it_is_set(path: Path) -> None:
    known = {"brief", "paper", "design", "size", "gap"} if path.name == "brief.html.j2" else {"brief"}
    environment = jinja2.Environment(autoescape=True)
    environment.filters |= dict.fromkeys([*MARKDOWN_FILTERS, *HTML_FILTERS], str)
    environment.tests |= dict.fromkeys(TESTS, bool)
    tree = environment.parse(path.read_text(encoding="utf-8"))
    assert meta.find_undeclared_variables(tree) - {"parts"} <= known  # parts: the macros that it imports


def test_markdown_and_html_need_no_weasyprint() -> None:
    code = (
        "import sys; from tests.render.sample import DENSE; from briefings.render import render_html, render_markdown\n"
        "import briefings.pdf; render_html(DENSE), render_markdown(DENSE)\n"
        "print([m for m in ('weasyprint', 'pypdfium2', 'fontTools', 'PIL', 'rich') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=SHIPPED.parent)
    assert done.stdout.strip() == "[]"


def test_the_same_brief_gives_the_same_page() -> None:
    assert render_html(DENSE) == render_html(DENSE)
