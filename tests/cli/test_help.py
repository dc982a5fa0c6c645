"""What a newcomer reads first."""

from __future__ import annotations

import click
import pytest

from briefings import __version__
from briefings.cli import main
from briefings.cli.options import FORMATS
from tests.cli.conftest import Run

COMMANDS = sorted(main.commands)


def test_the_first_help_shows_the_common_path_and_the_exit_codes(run: Run) -> None:
    shown = run("--help").stdout
    path = [shown.index(f"briefings {command}") for command in ("init", "new", "build", "trace")]
    assert path == sorted(path)
    assert all(f"\n    {code}  " in shown for code in range(5))


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_is_listed_and_its_help_has_an_example(run: Run, command: str) -> None:
    assert f"\n  {command} " in run("--help").stdout
    shown = run(command, "--help").stdout
    assert f"briefings {command}" in shown.split("Example", 1)[1]


@pytest.mark.parametrize("command", COMMANDS)
def test_each_option_says_what_it_does(command: str) -> None:
    options = [parameter for parameter in main.commands[command].params if isinstance(parameter, click.Option)]
    assert not [option.name for option in options if not option.help]


def test_the_formats_of_the_help_are_those_that_are_made() -> None:
    from briefings.build import FORMATS as MADE

    assert (*MADE, "png") == FORMATS


def test_the_version_goes_to_standard_output(run: Run) -> None:
    result = run("--version")
    assert (result.exit_code, result.stdout, result.stderr) == (0, f"briefings {__version__}\n", "")


def test_a_misspelt_command_is_answered_with_the_nearest(run: Run) -> None:
    result = run("bild")
    assert result.exit_code == 2
    assert "Did you mean 'build'?" in result.stderr


def test_the_limit_of_an_article_in_the_help_is_the_one_that_holds(run: Run) -> None:
    from briefings.desk import MAX_ARTICLE_BYTES

    assert f"up to {MAX_ARTICLE_BYTES // 1_000_000} MB" in " ".join(run("build", "--help").stdout.split())


def test_the_designs_and_papers_of_the_help_are_those_that_there_are(run: Run) -> None:
    from briefings.render import DESIGNS, PAPERS

    (paper,) = [option for option in main.commands["build"].params if option.name == "paper"]
    assert sorted(paper.type.choices) == sorted(PAPERS)
    assert f"{', '.join(DESIGNS)}, or a css/NAME.css" in " ".join(run("build", "--help").stdout.split())
