"""``briefings keep``, ``build --since`` and ``build --why``: what is new, and why a line stands on the page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import ARTICLE, Run

NEWS = """---
publisher: The Example Herald (fictional)
published: 2026-03-20
---
Portugal rejected the harbour treaty that Spain had drafted.
"""


def marks(desk: Path) -> dict[str, str | None]:
    """Return what the evidence says is new, by text."""
    brief = json.loads((desk / "output/harbour-talks.json").read_bytes())["brief"]
    return {line["text"]: line["novelty"] for section in brief["sections"] for line in section["lines"]}


def test_what_came_after_the_kept_brief_is_marked_on_the_page(desk: Path, run: Run) -> None:
    assert run("build", "--format", "md,json").exit_code == 0
    assert "new" not in marks(desk).values()
    kept = run("keep", "harbour-talks")
    assert (kept.exit_code, kept.stdout) == (0, "")
    assert kept.stderr.startswith("kept ")
    record = json.loads((desk / "seeds/topics/harbour-talks.kept.json").read_bytes())
    assert (record["schema"], record["topic"], record["date"]) == ("briefings.kept/1", "harbour-talks", "2026-03-10")
    (desk / "seeds/articles/news.txt").write_text(NEWS, encoding="utf-8")
    assert run("build", "--format", "md,json").exit_code == 0
    page = (desk / "output/harbour-talks.md").read_text(encoding="utf-8")
    found = marks(desk)
    assert "Portugal rejected the harbour treaty that Spain had drafted." in page
    assert all(not novelty for text, novelty in found.items() if "200 engineers" in text)


def test_a_brief_that_was_not_built_cannot_be_kept(desk: Path, run: Run) -> None:
    result = run("keep", "harbour-talks")
    assert result.exit_code == 1
    assert "`briefings build harbour-talks` makes it" in result.stderr
    assert not (desk / "seeds/topics/harbour-talks.kept.json").exists()


def test_a_brief_without_a_date_needs_one_to_be_kept(desk: Path, run: Run) -> None:
    undated = ARTICLE.replace("published: 2026-03-10\n", "")
    (desk / "seeds/articles/harbour.txt").write_text(undated, encoding="utf-8")
    assert run("build", "--format", "json").exit_code == 0
    assert "add --as-of DATE" in run("keep", "harbour-talks").stderr
    assert run("keep", "harbour-talks", "--as-of", "2026-04-01").exit_code == 0
    record = json.loads((desk / "seeds/topics/harbour-talks.kept.json").read_bytes())
    assert record["date"] == "2026-04-01"


def test_a_broken_record_says_what_to_do(desk: Path, run: Run) -> None:
    (desk / "seeds/topics/harbour-talks.kept.json").write_text("{}", encoding="utf-8")
    result = run("build", "--format", "md")
    assert result.exit_code in {1, 3}
    assert "keep it again, or delete it" in result.stderr


@pytest.mark.parametrize("given", ["yesterday", "2026-02-30"])
def test_since_is_a_date(desk: Path, run: Run, given: str) -> None:
    assert run("build", "--since", given).exit_code == 2


def test_why_gives_every_line_of_the_page_and_every_one_left_out_with_its_reasons(desk: Path, run: Run) -> None:
    result = run("build", "--why", "--format", "json")
    assert result.exit_code == 0
    brief = json.loads((desk / "output/harbour-talks.json").read_bytes())["brief"]
    for line in (line for section in brief["sections"] for line in section["lines"]):
        assert line["id"] in result.stdout
    for note in brief["left_out"]:
        assert note["line"]["id"] in result.stdout
        assert note["reason"] in result.stdout
    assert "relevance " in result.stdout


def test_why_and_a_page_on_a_pipe_do_not_go_together(desk: Path, run: Run) -> None:
    assert run("build", "harbour-talks", "--why", "-o", "-").exit_code == 2
