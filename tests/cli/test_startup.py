"""What a command does not load: looked at in a process of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import run_process

SHOW = "import atexit, sys; atexit.register(lambda: sys.stderr.write('\\nLOADED ' + ' '.join(sys.modules)))"


def loaded(*arguments: str) -> set[str]:
    result = run_process(*arguments, code=SHOW)
    assert result.returncode == 0, result.stderr
    return set(result.stderr.decode().split("LOADED ", 1)[1].split())


def test_help_loads_click_and_nothing_of_ours_but_the_commands(desk: Path) -> None:
    modules = loaded("--help")
    assert {name for name in modules if name.startswith("briefings")} == {
        "briefings", "briefings.cli", "briefings.cli.options",
    }  # fmt: skip
    assert not modules & {"msgspec", "rich", "jinja2", "weasyprint", "pathlib", "hashlib"}


@pytest.mark.parametrize("formats", ["md", "json", "md,json"])
def test_a_markdown_build_never_imports_weasyprint(desk: Path, formats: str) -> None:
    modules = loaded("build", "--format", formats)
    assert (desk / "output").is_dir()
    assert not modules & {"weasyprint", "pypdfium2", "rich", "PIL", "fontTools", "cffi"}


def test_facts_load_no_renderer(desk: Path) -> None:
    assert not loaded("facts", "--json", "seeds/articles/harbour.txt") & {"jinja2", "weasyprint", "markdown_it", "rich"}
