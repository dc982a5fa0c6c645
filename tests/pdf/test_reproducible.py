"""The same brief is the same bytes on machines with other fonts, locale, zone, home and time."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from briefings.fonts import FOLDER
from briefings.pdf import make_pdf
from briefings.render import render_html
from tests.render.sample import DENSE

ROOT = Path(__file__).parents[2]
CODE = """\
import datetime, os, sys, time
shift = float(os.environ.get("CLOCK_IS_FAST_BY", 0))
if shift:
    class Moved(datetime.datetime):
        @classmethod
        def now(cls, tz=None):
            return super().now(tz) + datetime.timedelta(seconds=shift)
    now, datetime.datetime = time.time, Moved
    time.time = lambda: now() + shift
import briefings.fonts as fonts
fonts.SYSTEM_FOLDERS = tuple(sys.argv[1:])
from briefings.fit import Sheet, fit_brief
from briefings.pdf import lay_out
from tests.render.sample import DENSE
fitted = fit_brief(DENSE, Sheet(), lay_out)
sys.stdout.buffer.write(fitted.html.encode() + fitted.layout.write())
"""


def made_on_a_machine(home: Path, *fonts: str, **environment: str) -> bytes:
    """Return the page made in a process that sees ``fonts`` as the machine's folders of fonts."""
    known = {"PATH": os.environ["PATH"], "HOME": str(home), "XDG_CACHE_HOME": str(home / "cache"), **environment}
    done = subprocess.run([sys.executable, "-c", CODE, *fonts], cwd=ROOT, env=known, capture_output=True, check=True)
    assert done.stderr == b""
    return done.stdout


def test_the_bytes_are_the_same_on_machines_with_other_fonts(tmp_path: Path) -> None:
    rivals = tmp_path / "rivals"  # fonts that call themselves Source Serif 4 and Inter, and are something else
    rivals.mkdir()
    for file in FOLDER.glob("*.ttf"):
        rename(file, rivals / f"Rival-{file.name}")
    bare = made_on_a_machine(tmp_path, LC_ALL="C", TZ="Pacific/Kiritimati", PYTHONHASHSEED="1")
    assert bare == made_on_a_machine(tmp_path, "/usr/share/fonts", LC_ALL="C.UTF-8", TZ="America/Lima")
    assert bare == made_on_a_machine(tmp_path / "other", str(rivals), PYTHONHASHSEED="7")
    assert b"%PDF" in bare


def test_the_bytes_are_the_same_years_later(tmp_path: Path) -> None:
    soon, late = (made_on_a_machine(tmp_path, CLOCK_IS_FAST_BY=by) for by in ("0", "100000000"))
    assert soon == late


def rename(file: Path, rival: Path) -> None:
    """Write the font ``file`` with wider letters than it has, under its own name."""
    from fontTools.ttLib import TTFont

    font = TTFont(file)
    for name, (width, bearing) in list(font["hmtx"].metrics.items()):
        font["hmtx"].metrics[name] = (width + 100, bearing)
    font.save(rival)


# ------------------------------------------------------------------------------------------- accessibility


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "page.pdf"
    path.write_bytes(make_pdf(render_html(DENSE, size="small")))
    return path


def test_pdfua_finds_nothing(page: Path) -> None:
    pdfua = Path(sys.executable).with_name("pdfua")
    done = subprocess.run([pdfua, "check", page], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "result: PASS (no findings)" in done.stdout


@pytest.mark.skipif(not shutil.which("pdfinfo"), reason="pdfinfo is not on this machine")
def test_the_tags_are_in_reading_order(page: Path) -> None:
    command = ["pdfinfo", "-struct-text", str(page)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    headings = [
        line.strip() for line in told.splitlines() if line.strip() in {"H1 (block)", "H2 (block)", "H3 (block)"}
    ]
    assert headings[0] == "H1 (block)"
    assert set(headings[1:]) <= {"H2 (block)", "H3 (block)"}
    assert headings[1] == "H2 (block)"
    wanted = [DENSE.title, "Bottom line", *(section.title for section in DENSE.sections), "Sources"]
    said = re.sub(r"\s", "", "".join(re.findall(r'^ *"(.*)"$', told, re.MULTILINE)))
    places = [said.index(re.sub(r"\s", "", title)) for title in wanted]
    assert places == sorted(places)
    kinds = {line.split()[0].rstrip(":") for line in told.splitlines() if line.strip() and '"' not in line}
    assert {"L", "LI", "LBody", "Table", "TR", "TH", "TD", "Link", "BlockQuote"} <= kinds
