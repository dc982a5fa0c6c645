"""A desk's own look: the fit surveys it, and its pages are one page too."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefings.fit import Sheet, fit_brief
from briefings.pdf import lay_out
from tests.fit.test_fit import brief_of
from tests.render.sample import DENSE, SHORT

STYLE = """{% extends "default:brief.html.j2" %}
{% block style %}{{ super() }}
@page { size: A5; margin: 12mm }
@media print { body { font-size: 12pt } section { padding-left: 0 } section h2 { height: auto; margin: 0 } %s }
{% endblock %}
"""


def desk_of(folder: Path, style: str = "") -> Sheet:
    (folder / "brief.html.j2").write_text(STYLE.replace("%s", style), encoding="utf-8")
    return Sheet(templates=folder)


@pytest.mark.parametrize("brief", [DENSE, SHORT, brief_of([0.5] * 90)], ids=["dense", "short", "long"])
def test_other_paper_and_type_are_surveyed(brief, tmp_path: Path) -> None:
    sheet = desk_of(tmp_path)
    fitted = fit_brief(brief, sheet, lay_out)
    assert fitted.layouts[-1].pages == 1
    assert len(fitted.layouts) <= 2
    assert fit_brief(brief, sheet).brief == fitted.brief
    assert fitted.brief.left_out or brief is SHORT


@pytest.mark.parametrize(
    "style",
    ["section { break-inside: avoid; margin-bottom: 9% }", "ul { columns: 2 }", "section { float: left; width: 50% }"],
)
def test_what_the_estimate_does_not_understand_costs_layouts_and_never_a_wrong_page(style: str, tmp_path: Path) -> None:
    fitted = fit_brief(DENSE, desk_of(tmp_path, style), lay_out)
    assert fitted.layouts[-1].pages == 1


def test_a_template_edited_meanwhile_is_surveyed_again(tmp_path: Path) -> None:
    small = fit_brief(brief_of([0.5] * 90), desk_of(tmp_path)).brief
    smaller = fit_brief(brief_of([0.5] * 90), desk_of(tmp_path, "li { margin-bottom: 9pt }")).brief
    assert len(smaller.left_out) > len(small.left_out)
