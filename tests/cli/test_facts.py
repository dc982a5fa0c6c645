"""``briefings facts``: for people a table, for programs JSON Lines."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import ARTICLE, Run, run_process


def test_json_is_one_document_a_line_in_the_order_given(empty_folder: Path, run: Run) -> None:
    for name in ("b", "a"):
        Path(f"{name}.txt").write_text(ARTICLE, encoding="utf-8")
    result = run("facts", "--json", "b.txt", "a.txt")
    documents = [json.loads(line) for line in result.stdout.splitlines()]
    assert [document["article"]["id"] for document in documents] == ["b", "a"]
    assert {document["schema"] for document in documents} == {"briefings.facts/1"}
    assert result.stderr == ""


def test_rules_are_named_only_when_asked_for(empty_folder: Path, run: Run) -> None:
    Path("a.txt").write_text(ARTICLE, encoding="utf-8")
    plain, explained = (
        json.loads(run("facts", "--json", *more, "a.txt").stdout)["facts"] for more in ((), ("--explain",))
    )
    assert plain
    assert not any("rule" in fact for fact in plain)
    assert all(fact["rule"] for fact in explained)


def test_an_unreadable_article_is_reported_and_skipped(empty_folder: Path, run: Run) -> None:
    Path("a.txt").write_text(ARTICLE, encoding="utf-8")
    result = run("facts", "--json", "gone.txt", "a.txt")
    assert result.exit_code == 3
    assert result.stderr == "error: gone.txt: cannot be read: No such file or directory\n"
    assert json.loads(result.stdout)["article"]["id"] == "a"


def test_a_pipe_gets_plain_lines_with_the_line_of_the_file(empty_folder: Path, run: Run) -> None:
    Path("a.txt").write_text(ARTICLE, encoding="utf-8")
    rows = [line.split("\t") for line in run("facts", "a.txt").stdout.splitlines()]
    assert rows[0] == ["id", "kind", "who", "what", "line", "hedge"]
    quoted = next(row for row in rows if row[1] == "direct statement")
    assert quoted[2:5] == ["Ada Nordvik", "We will send 200 engineers to the harbour,", "8"]


def test_a_terminal_gets_a_table_and_no_colour_is_honoured(empty_folder: Path) -> None:
    Path("a.txt").write_text(ARTICLE, encoding="utf-8")
    tty = "import sys; sys.stdout.isatty = lambda: True"
    result = run_process("facts", "a.txt", code=tty, env={"NO_COLOR": "1", "COLUMNS": "160"})
    shown = result.stdout.decode()
    assert "┏━" in shown
    assert "Ada Nordvik (Foreign Minister, Norway)" in shown
    assert "\x1b[3" not in shown


def test_a_reader_that_leaves_early_is_no_error(empty_folder: Path) -> None:
    import subprocess
    import sys

    for number in range(30):
        Path(f"a{number}.txt").write_text(ARTICLE * 20, encoding="utf-8")
    command = f"{sys.executable} -m briefings facts --json a*.txt | head -c 1"
    done = subprocess.run(command, shell=True, capture_output=True, timeout=60, check=False)
    assert done.stderr == b""


def test_standard_input_is_an_article_too(empty_folder: Path, run: Run) -> None:
    assert json.loads(run("facts", "--json", "-", stdin=ARTICLE).stdout)["article"]["published"] == "2026-03-10"
