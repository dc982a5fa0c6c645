"""``briefings trace``: from a line back to its sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run

QUOTE = "“We will send 200 engineers to the harbour,” Nordvik said."


@pytest.fixture
def page(desk: Path, run: Run) -> Path:
    assert run("build").exit_code == 0
    return Path("output/harbour-talks.md")


def quote_line(page: Path) -> int:
    lines = page.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if "200 engineers to the harbour" in line)


@pytest.mark.parametrize("form", ["md", "html", "pdf", "json"])
def test_a_line_of_any_output_leads_to_file_line_and_offsets(page: Path, run: Run, form: str) -> None:
    result = run("trace", str(page.with_suffix(f".{form}")), "200 ENGINEERS")
    assert result.exit_code == 0
    assert QUOTE in result.stdout
    assert "[1] seeds/articles/harbour.txt:8  offsets " in result.stdout
    assert "(The Example Courier (fictional), 2026-03-10)" in result.stdout
    assert "found by statement." in result.stdout


def test_the_offsets_are_those_of_the_sentence(page: Path, run: Run) -> None:
    import json

    text = json.loads(page.with_suffix(".json").read_bytes())["articles"][0]["article"]["text"]
    shown = run("trace", str(page), "200 engineers").stdout
    start, end = shown.split("offsets ", 1)[1].split(" ", 1)[0].split("–")
    assert QUOTE in text[int(start) : int(end)]


@pytest.mark.parametrize("form", ["{}", "L{}", ":{}"])
def test_a_line_number_is_that_of_the_markdown_page(page: Path, run: Run, form: str) -> None:
    number = quote_line(page)
    assert number > 1  # not to be taken for citation 1
    assert QUOTE in run("trace", str(page), form.format(number)).stdout


def test_a_line_id_is_enough(page: Path, run: Run) -> None:
    shown = run("trace", str(page), "200 engineers").stdout
    line_id = shown.split("  line ", 1)[1].split(",", 1)[0]
    assert QUOTE in run("trace", str(page), line_id).stdout


@pytest.mark.parametrize("citation", ["[1]", "1"])
def test_a_citation_gives_all_that_rests_on_it(page: Path, run: Run, citation: str) -> None:
    shown = run("trace", str(page), citation).stdout
    assert QUOTE in shown
    assert "agreed to set up a joint commission" in shown


def test_without_a_line_all_are_traced(page: Path, run: Run) -> None:
    import json

    brief = json.loads(page.with_suffix(".json").read_bytes())["brief"]
    lines = [line for section in brief["sections"] for line in section["lines"]]
    shown = run("trace", str(page)).stdout
    assert all(f"  line {line['id']}, made by {line['rule']}" in shown for line in lines)


@pytest.mark.parametrize(
    ("wanted", "said"),
    [("[9]", "no source [9]"), ("L999", "has "), ("L2", "is no line of the brief"), ("zebra", "no line of this brief")],
)
def test_what_is_not_there_is_said(page: Path, run: Run, wanted: str, said: str) -> None:
    result = run("trace", str(page), wanted)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in " ".join(result.stderr.split())


def test_a_page_without_evidence_says_how_to_get_it(page: Path, run: Run) -> None:
    page.with_suffix(".json").unlink()
    result = run("trace", str(page), "1")
    assert result.exit_code == 1
    assert "build it with the format json as well" in result.stderr


def test_evidence_that_is_something_else_is_refused(page: Path, run: Run) -> None:
    page.with_suffix(".json").write_text('{"schema": "other/1"}', encoding="utf-8")
    result = run("trace", str(page), "1")
    assert result.exit_code == 1
    assert "not the evidence of a brief" in result.stderr


def test_an_article_that_changed_since_is_noticed(page: Path, run: Run) -> None:
    assert run("trace", str(page)).stderr == ""
    article = Path("seeds/articles/harbour.txt")
    article.write_text(article.read_text(encoding="utf-8").replace("200", "900"), encoding="utf-8")
    result = run("trace", str(page), "200 engineers")
    assert QUOTE in result.stdout
    assert "harbour.txt has changed since this page was made" in result.stderr


def test_the_article_is_named_as_it_is_found_from_here(
    page: Path, desk: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(desk.parent)
    assert "[1] desk/seeds/articles/harbour.txt:8  offsets " in run("trace", f"desk/{page}", "200 engineers").stdout
    (desk / "seeds/articles/harbour.txt").unlink()
    result = run("trace", f"desk/{page}", "200 engineers")
    assert "[1] seeds/articles/harbour.txt:8  offsets " in result.stdout
    assert result.exit_code == 0


def test_a_name_on_the_page_leads_to_where_it_stands(page: Path, run: Run) -> None:
    shown = run("trace", str(page), "Prime Minister, Portugal").stdout
    assert "Portuguese Prime Minister Rui Salgado" in shown
    assert "found by" not in shown
