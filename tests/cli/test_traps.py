"""A desk's own template that loses text: each known way is caught, and the last good page stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run

LONG = "".join(f"<p>Paragraph {n} of a page that is longer than its paper.</p>" for n in range(120))
PAGE = """{% extends "default:brief.html.j2" %}
{% block style %}{{ super() }}
@media print { STYLE }
{% endblock %}
{% block notes %}NOTES{% endblock %}
"""
TRAPS = {
    "a height of the whole page": ("html, body { height: 100% }", LONG),
    "a height in millimetres": ("html, body { height: 297mm }", LONG),
    "content that is discarded": ("main { continue: discard }", LONG),
    "a box that hides what overflows": ("section { height: 4mm; min-height: 0; overflow: hidden }", ""),
    "a section that is not shown": (".bottom-line { display: none }", ""),
    "text moved off the page": ("section p { position: relative; left: 4000px }", ""),
    "text in the colour of nothing": (".bottom-line p { visibility: hidden }", ""),
}


@pytest.mark.parametrize("trap", TRAPS)
def test_a_template_that_loses_text_is_caught_and_the_last_good_page_stays(trap: str, desk: Path, run: Run) -> None:
    assert run("build").exit_code == 0
    good = {path.name: path.read_bytes() for path in (desk / "output").iterdir()}
    style, notes = TRAPS[trap]
    (desk / "templates").mkdir()
    page = PAGE.replace("STYLE", style).replace("NOTES", notes)
    (desk / "templates" / "brief.html.j2").write_text(page, encoding="utf-8")
    result = run("build")
    assert result.exit_code == 4, result.stderr
    assert "harbour-talks" in result.stderr
    assert {path.name: path.read_bytes() for path in (desk / "output").iterdir()} == good


def test_a_desks_own_look_that_loses_nothing_is_fine(desk: Path, run: Run) -> None:
    (desk / "templates").mkdir()
    page = PAGE.replace("STYLE", "body { font-size: 12pt; color: #222 } h1 { letter-spacing: .1em }")
    (desk / "templates" / "brief.html.j2").write_text(page.replace("NOTES", "<p>House rules.</p>"), encoding="utf-8")
    assert run("build", "--format", "html,pdf").exit_code == 0
