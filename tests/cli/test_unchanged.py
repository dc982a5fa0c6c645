"""A build leaves alone what is unchanged, and nothing else."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from briefings.desk.library import FILE, FOLDER
from tests.cli.conftest import ARTICLE, NO_SYSTEM_FONTS, TOPIC, Run, run_process

UNCHANGED, MADE = "unchanged output/harbour-talks.md .html\n", "made output/harbour-talks.md .html\n"
FORMATS = ("--format", "md,html")


def outputs() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in Path("output").iterdir()}


def replace(path: str, old: str, new: str) -> None:
    text = Path(path).read_text(encoding="utf-8")
    assert old in text
    Path(path).write_text(text.replace(old, new), encoding="utf-8")


def write(path: str, text: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, encoding="utf-8")


def test_what_is_unchanged_is_left_alone_and_nothing_is_lost_of_what_there_was_to_say(desk: Path, run: Run) -> None:
    replace("seeds/articles/harbour.txt", "published: 2026-03-10\n", "")
    first = run("build", *FORMATS, "--why")
    stamps = {path: path.stat().st_mtime_ns for path in Path("output").iterdir()}
    assert first.stderr.startswith("warning: harbour-talks: W4 ")
    assert first.stderr.endswith("warning: harbour-talks: W7 source [1] is undated\n" + MADE)
    second = run("build", *FORMATS, "--why")
    assert second.stderr == first.stderr.replace(MADE, UNCHANGED)
    assert second.stdout == first.stdout != ""
    assert {path: path.stat().st_mtime_ns for path in Path("output").iterdir()} == stamps
    strict = run("build", *FORMATS, "--strict")
    assert strict.exit_code == 4
    assert "held back" in strict.stderr


@pytest.mark.parametrize(
    "change",
    [
        lambda: replace("seeds/topics/harbour-talks.toml", "Harbour talks", "Harbour news"),
        lambda: write("seeds/topics/harbour-talks.md", "Ask about the *pier*.\n"),
        lambda: write("desk.toml", 'name = "Another desk"\n'),
        lambda: replace("seeds/articles/harbour.txt", "200 engineers", "300 engineers"),
        lambda: replace("seeds/articles/harbour.txt", "2026-03-10", "2026-03-11"),
        lambda: replace("seeds/articles/harbour.txt", "Example Courier", "Example Gazette"),
        lambda: write("seeds/articles/second.txt", ARTICLE.replace("200", "400")),
        lambda: Path("seeds/articles/harbour.txt").rename("seeds/articles/port.txt"),
        lambda: write("templates/brief.md.j2", "# {{ brief.title }} as we set it\n{{ '{{' }}"),
        lambda: write("templates/css/situation.css", "body { color: #123456 }"),
    ],
    ids=["topic", "notes", "desk", "text", "date", "publisher", "added", "renamed", "template", "css"],
)  # fmt: skip
def test_a_change_of_what_it_is_made_of_makes_it_again(desk: Path, run: Run, change: Callable[[], None]) -> None:
    assert run("build", "--format", "html").exit_code == 0
    before = outputs()
    change()
    again = run("build", "--format", "html")
    assert "made output/harbour-talks.html" in again.stderr
    anew = outputs()
    assert run("build", "--format", "html", "--no-cache").stderr.count("made output/harbour-talks.html") == 1
    assert outputs() == anew
    assert "unchanged output/harbour-talks.html" in run("build", "--format", "html").stderr
    assert before.keys() == anew.keys()


def test_an_article_that_is_gone_makes_it_again(desk: Path, run: Run) -> None:
    write("seeds/articles/second.txt", ARTICLE.replace("200", "400"))
    run("build", *FORMATS)
    Path("seeds/articles/second.txt").unlink()
    assert run("build", *FORMATS).stderr == MADE


def test_the_record_of_a_kept_brief_makes_it_again(desk: Path, run: Run) -> None:
    run("build", "--format", "md,html,json")
    assert run("keep", "harbour-talks").exit_code == 0
    assert "made output/harbour-talks.md" in run("build", "--format", "md,html,json").stderr
    assert "unchanged output/harbour-talks.md" in run("build", "--format", "md,html,json").stderr


@pytest.mark.parametrize(
    "options",
    [("--as-of", "2026-03-12"), ("--since", "2026-03-01"), ("--paper", "letter"), ("--design", "meeting"),
     ("--strict",)],
    ids=lambda options: options[0],
)  # fmt: skip
def test_an_option_makes_it_again(desk: Path, run: Run, options: tuple[str, ...]) -> None:
    run("build", *FORMATS)
    assert run("build", *FORMATS, *options).stderr == MADE
    changed = outputs()
    assert run("build", *FORMATS, *options).stderr == UNCHANGED
    assert run("build", *FORMATS).stderr == (MADE if outputs() != changed else UNCHANGED)


def test_the_date_of_the_environment_makes_it_again(desk: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("build", *FORMATS)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1773446400")
    assert run("build", *FORMATS).stderr == MADE


def test_an_output_that_was_edited_or_deleted_is_made_again(desk: Path, run: Run) -> None:
    run("build", *FORMATS)
    before = outputs()
    replace("output/harbour-talks.html", "200 engineers", "900 engineers")
    assert run("build", *FORMATS).stderr == MADE
    assert outputs() == before
    Path("output/harbour-talks.md").unlink()
    assert run("build", *FORMATS).stderr == MADE
    assert outputs() == before


def test_other_formats_and_other_folders_are_made_and_a_pipe_always(desk: Path, run: Run) -> None:
    run("build", *FORMATS)
    assert run("build", "--format", "md").stderr == "made output/harbour-talks.md\n"
    assert run("build", "--format", "md", "-o", "elsewhere").stderr == "made elsewhere/harbour-talks.md\n"
    assert run("build", "--format", "md", "-o", "elsewhere").stderr == "unchanged elsewhere/harbour-talks.md\n"
    for _ in range(2):
        assert run("build", "--format", "md", "-o", "-").stdout == Path("output/harbour-talks.md").read_text("utf-8")
    assert run("build", *FORMATS).stderr == UNCHANGED
    assert run("build", *FORMATS, "--no-cache").stderr == MADE


def test_another_version_of_the_program_makes_it_again(desk: Path, run: Run, tmp_path: Path) -> None:
    """A program with one more package beside it, as after an upgrade."""
    assert b"made" in run_process("build", *FORMATS).stderr
    assert b"unchanged" in run_process("build", *FORMATS).stderr
    (tmp_path / "beside" / "weasyprint-0.0.dist-info").mkdir(parents=True)
    upgraded = f"import sys; sys.path.append({str(tmp_path / 'beside')!r})"
    assert b"made" in run_process("build", *FORMATS, code=upgraded).stderr


def test_what_was_remembered_and_is_damaged_is_made_again(desk: Path, run: Run) -> None:
    run("build", *FORMATS)
    for change in ("UPDATE page SET packed = substr(packed, 1, 20)", "DROP TABLE page"):
        with sqlite3.connect(desk / FOLDER / FILE) as base:
            base.execute(change)
        base.close()
        assert run("build", *FORMATS).stderr == MADE


def test_only_the_topic_that_changed_is_made(desk: Path, run: Run) -> None:
    write("seeds/topics/second.toml", TOPIC.replace("Harbour talks", "Second"))
    run("build", *FORMATS)
    write("seeds/topics/second.md", "A note.\n")
    assert run("build", *FORMATS).stderr == UNCHANGED + "made output/second.md .html\n"


def test_a_page_that_lacks_a_font_is_made_again(desk: Path) -> None:
    replace("seeds/topics/harbour-talks.toml", "Harbour talks", "Harbour ሰ")
    for _ in range(2):
        assert b"W10" in (done := run_process("build", "--format", "pdf", code=NO_SYSTEM_FONTS).stderr)
        assert b"made output/harbour-talks.pdf" in done
