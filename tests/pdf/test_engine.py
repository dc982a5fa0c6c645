"""WeasyPrint, tamed: nothing is fetched, what is missing is told, templates' mistakes are heard."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from briefings.errors import RenderError
from briefings.pdf import lay_out, pango_command, read_pdf_text

ROOT = Path(__file__).parents[2]
DOT = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///ywAAAAAAQABAAACAUwAOw=="


def page(body: str, style: str = "") -> str:
    """Return a small page."""
    return f'<!DOCTYPE html><html lang="en"><title>Page</title><style>{style}</style><body>{body}</body></html>'


def test_files_and_addresses_are_not_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    for address in (secret.as_uri(), "http://127.0.0.1:9/a.png", "https://example.org/a.png", "asset:none", "a.png"):
        laid = lay_out(page(f'<img alt="x" src="{address}"><p>after</p>'))
        assert laid.warnings, address
        text = read_pdf_text(laid.write())
        assert "secret" not in text
        assert "after" in text


def test_style_sheets_fetch_nothing_either(tmp_path: Path) -> None:
    (tmp_path / "evil.css").write_text("p { display: none }")
    laid = lay_out(page("<p>stays</p>", style=f"@import url('{(tmp_path / 'evil.css').as_uri()}');"))
    assert "stays" in read_pdf_text(laid.write())
    assert laid.warnings


def test_data_and_assets_are_served() -> None:
    assert lay_out(page(f'<img alt="dot" src="{DOT}">')).warnings == []
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>dot</title></svg>'
    assert lay_out(page('<img alt="dot" src="asset:dot.svg">'), assets={"dot.svg": svg}).warnings == []


def test_a_mistake_in_a_style_sheet_is_told_each_time() -> None:
    for _ in range(2):
        assert any("colour" in warning for warning in lay_out(page("<p>x</p>", style="p { colour: red }")).warnings)


def test_style_elements_keep_their_order_whether_they_are_kept_or_not() -> None:
    first, second = "<style>p { color: red }</style>", '<style media="print">p { color: blue }</style>'
    for styles, blue in ((first + second, 1.0), (second + first, 0.0)):
        laid = lay_out(f'<html lang="en"><title>t</title>{styles}<p>x</p></html>')
        box = next(b for b in laid.document.pages[0]._page_box.descendants() if b.element_tag == "p")
        assert box.style["color"].coordinates[2] == blue


def test_elements_nested_without_end_are_refused() -> None:
    with pytest.raises(RenderError, match="too deeply"):
        lay_out(page("<div>" * 3000 + "x"))


def test_where_pango_is_missing_the_command_that_brings_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "weasyprint.py").write_text(
        "print('-----'); raise OSError(\"cannot load library 'libpango-1.0-0'\")", encoding="utf-8"
    )
    code = (
        "from briefings.pdf import lay_out; from briefings.errors import RenderError\n"
        "try: lay_out('<p>x')\n"
        "except RenderError as error: print(error)"
    )
    environment = os.environ | {"PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert done.stdout.count("\n") == 1
    assert pango_command() in done.stdout
    assert "pango" in pango_command()


def test_the_environment_is_left_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    code = (
        "import os; from briefings.pdf import lay_out; before = dict(os.environ); lay_out('<p>x')\n"
        "assert dict(os.environ) == before"
    )
    for own in ({}, {"FONTCONFIG_FILE": "/etc/fonts/fonts.conf"}):
        subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, env=os.environ | own)


def test_a_forked_child_takes_no_fonts_from_its_parent() -> None:
    code = (
        "import os, sys; from briefings.pdf import *; page = '<html lang=en><title>t</title><p>words stay</p>'\n"
        "make_pdf(page)\n"
        "child = os.fork()\n"
        "if not child: make_pdf(page); sys.exit()\n"
        "os.waitpid(child, 0)\n"
        "assert 'words stay' in read_pdf_text(make_pdf(page))"
    )
    subprocess.run([sys.executable, "-W", "ignore", "-c", code], check=True, cwd=ROOT)


def test_traps_leave_their_mark_in_the_text_that_reads_back() -> None:
    """A height on the body makes one page of any text: only reading it back tells. The checks rest on this."""
    words = "".join(f"<p>paragraph {n}.</p>" for n in range(120))
    trap = lay_out(page(words, style="html, body { height: 100%; margin: 0 }"))
    text = read_pdf_text(trap.write())
    assert trap.pages > 1 or "paragraph 119." not in text
