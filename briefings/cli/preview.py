"""``briefings preview``. In: a desk. Out: its briefs in a browser, until Ctrl-C."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefings.cli.options import say
from briefings.desk import DESK_FILE, find_desk

if TYPE_CHECKING:
    from briefings.preview.server import Wishes


def run_preview(folder: str | None, wishes: Wishes) -> int:
    """Show the desk and return the exit code; one whose files have mistakes is shown with them.

    Raises:
        BriefingsError: The port is taken.
        click.UsageError: There is no desk.
    """
    from briefings.preview.server import serve_desk

    found = Path(folder) if folder else find_desk(Path())
    if found is None or not (found / DESK_FILE).is_file():
        where = folder or "here"
        raise click.UsageError(f"there is no desk {where} (a folder with a desk.toml). Make one: briefings init DIR")
    serve_desk(found, wishes, say=say)
    return 0
