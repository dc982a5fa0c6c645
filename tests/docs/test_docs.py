"""README and its companions: every command is in them, with its help as it is; links lead somewhere."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import click
import pytest
from cogapp import Cog

from briefings import __version__
from briefings.cli import main
from briefings.fit.atlas import read_atlas
from tests.tools.survey_looks import source_hash

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("README.md", "ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md")
LINK = re.compile(r"(?<!`)\[[^\]]*\]\(([^)#\s]+)[^)]*\)")  # "[the rooms](ARCHITECTURE.md#rooms)"
PATH_IN_TEXT = re.compile(
    r"`((?:briefings|tests|templates|seeds|output|\.ci|\.github)/[\w./-]*\w)`"
)  # "`briefings/cli`"
MAKE_TARGET = re.compile(r"(?:^|`)make ([a-z]+)\b", re.MULTILINE)  # a line of a code block, or `make check`


def read(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def test_help_in_the_readme_is_what_the_commands_print(capsys: pytest.CaptureFixture[str]) -> None:
    cog = Cog()
    status = cog.main(["cog", "--check", "-P", str(ROOT / "README.md")])
    assert status == 0, "run `make docs`\n" + capsys.readouterr().out


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_is_documented(command: str) -> None:
    assert f"### `briefings {command}`" in read("README.md")


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_shows_an_example_and_explains_its_options(command: str) -> None:
    found = main.commands[command]
    assert "Example" in (found.epilog or "")
    assert (found.help or "").strip()
    assert [p.name for p in found.params if isinstance(p, click.Option) and not p.help] == []


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    links = [link for link in LINK.findall(read(page)) if "://" not in link]
    assert [link for link in links if not (ROOT / link).exists()] == []


@pytest.mark.parametrize("page", PAGES)
def test_paths_that_are_named_exist(page: str) -> None:
    named = {path for path in PATH_IN_TEXT.findall(read(page)) if not path.endswith((".pdf", ".json"))}
    assert sorted(path for path in named if not (ROOT / path).exists()) == []


@pytest.mark.parametrize("page", PAGES)
def test_make_targets_that_are_named_exist(page: str) -> None:
    makefile = read("Makefile")
    assert [t for t in MAKE_TARGET.findall(read(page)) if not re.search(rf"^{t}:", makefile, re.MULTILINE)] == []


def test_the_shipped_looks_are_surveyed_as_they_are() -> None:
    told = "templates or fonts have changed: run `python -m tests.tools.survey_looks` and commit what it writes"
    assert read_atlas().source == source_hash(), told


def test_the_changelog_knows_this_version() -> None:
    version = tomllib.loads(read("pyproject.toml"))["project"]["version"]
    assert version == __version__
    assert re.search(rf"^## \[{re.escape(version)}\]", read("CHANGELOG.md"), re.MULTILINE)
