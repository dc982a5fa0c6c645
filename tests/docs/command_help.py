"""A command's help as the docs show it. In: a command's name. Out: a code block; cog writes it into README.md."""

from __future__ import annotations

from click.testing import CliRunner

from briefings.cli import main

WIDTH = 96  # columns; the same on every machine


def render_help(*command: str) -> str:
    """Return what ``briefings COMMAND --help`` prints, as a code block."""
    done = CliRunner().invoke(main, [*command, "--help"], prog_name="briefings", terminal_width=WIDTH)
    assert done.exit_code == 0, done.output
    lines = "\n".join(line.rstrip() for line in done.output.strip().splitlines())
    return f"```\n{lines}\n```"
