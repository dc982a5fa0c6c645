"""``briefings doctor``: what is in order, and the command that mends what is not."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path

import pytest

from tests.cli.conftest import ARTICLE, NO_SYSTEM_FONTS, Run, run_process


def test_a_machine_in_order_passes(desk: Path, run: Run) -> None:
    result = run("doctor")
    assert result.exit_code == 0, result.stdout
    assert "Everything is in order." in result.stdout
    assert "→" not in result.stdout


def test_the_findings_come_as_json(desk: Path, run: Run) -> None:
    report = json.loads(run("doctor", "--json").stdout)
    assert report["schema"] == "briefings.doctor/1"
    assert report["ok"] is True
    assert {"Pango", "Fonts and PDF", "Templates", "weasyprint", "Desk", "Topic harbour-talks"} <= {
        check["name"] for check in report["checks"]
    }


def test_without_a_desk_the_machine_is_still_looked_at(empty_folder: Path, run: Run) -> None:
    result = run("doctor")
    assert result.exit_code == 0, result.stdout
    assert "none here" in result.stdout


def test_seeds_that_cannot_be_read_are_named(desk: Path, run: Run) -> None:
    Path("seeds/topics/harbour-talks.toml").write_text("titel = 'X'\n", encoding="utf-8")
    Path("seeds/articles/Harbour.md").write_text(ARTICLE, encoding="utf-8")
    result = run("doctor")
    assert result.exit_code == 1
    assert "harbour-talks.toml:1: unknown key 'titel': did you mean 'title'?" in result.stdout
    assert "Harbour.md and " in result.stdout


def test_a_machine_without_pango_is_told_the_command(desk: Path) -> None:
    """The library is hidden from the loader: the process sees what a fresh machine sees."""
    hide = (
        "import cffi\n"
        "real = cffi.FFI.dlopen\n"
        "def dlopen(self, name, *flags):\n"
        "    if 'pango' in str(name): raise OSError(f'cannot load library {name!r}')\n"
        "    return real(self, name, *flags)\n"
        "cffi.FFI.dlopen = dlopen"
    )
    result = run_process("doctor", code=hide)
    shown = result.stdout.decode()
    assert result.returncode == 1, shown
    assert b"Traceback" not in result.stderr
    assert "MISSING  Pango" in shown
    assert "pango" in shown.split("→", 1)[1].lower()


@pytest.mark.parametrize(("manager", "command"), [("apt-get", "libpango-1.0-0"), ("brew", "brew install pango")])
def test_the_command_is_that_of_the_machine(manager: str, command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    doctor = import_module("briefings.cli.doctor")  # the module: the package's own "doctor" is the command
    monkeypatch.setattr(doctor.shutil, "which", lambda name: name if name == manager else None)
    assert command in doctor.install_command()


def test_letters_without_a_font_are_told_with_what_brings_them(desk: Path) -> None:
    path = Path("seeds/articles/harbour.txt")
    path.write_text(path.read_text(encoding="utf-8") + "\nThe fictional Ada Nordvik (ሰላም) agreed.\n", encoding="utf-8")
    result = run_process("doctor", code=NO_SYSTEM_FONTS)
    shown = result.stdout.decode()
    assert result.returncode == 1, shown
    assert "MISSING  Scripts" in shown
    assert "no font for 3 letters of the articles, such as U+120B ETHIOPIC SYLLABLE LAA (Ethiopic)" in shown
    assert "noto" in shown.lower()
