"""What the commands share: how options are read, how errors are shown. In: click's contexts. Out: values, messages."""

from __future__ import annotations

import difflib
import gc
import re
import sys
from typing import Any

import click

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
FORMATS = ("md", "html", "pdf", "json", "png")
COLLECT_EVERY = 50_000  # new objects; what is imported stays to the end: 700, the default, costs a build 35 ms of 270
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")  # "2026-01-31"


class ErrorsAsMessages(click.Group):
    """A group that prints an error meant for people as one line on standard error and leaves with its exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        """Return what the command returns."""
        from briefings.errors import BriefingsError

        gc.set_threshold(COLLECT_EVERY)
        try:
            return super().invoke(ctx)
        except BriefingsError as error:
            say(f"error: {error}")
            ctx.exit(error.exit_code)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """Return the command that is asked for; a misspelt one is answered with the nearest."""
        name = args[0] if args else ""
        near = difflib.get_close_matches(name, self.commands, n=1)
        if name not in self.commands and near and not name.startswith("-"):
            ctx.fail(f"No such command '{name}'. Did you mean '{near[0]}'?")
        return super().resolve_command(ctx, args)


def say(message: str) -> None:
    """Print ``message`` on standard error, where everything goes that is not data."""
    click.echo(message, err=True)


def emit(content: str | bytes) -> None:
    """Write data to standard output, as UTF-8 whatever the locale."""
    raw = content.encode("utf-8") if isinstance(content, str) else content
    sys.stdout.flush()
    sys.stdout.buffer.write(raw)
    sys.stdout.buffer.flush()


def examples(*lines: str) -> str:
    """Return an epilog that shows ``lines`` as they are."""
    heading = "Example:" if len(lines) == 1 else "Examples:"
    return "\b\n" + heading + "\n" + "\n".join(f"  {line}" for line in lines)


def print_version(ctx: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    """Print the version and leave, when ``wanted``."""
    if wanted and not ctx.resilient_parsing:
        from briefings import __version__

        emit(f"briefings {__version__}\n")
        ctx.exit()


def parse_formats(_ctx: click.Context, _parameter: click.Parameter, given: str | None) -> tuple[str, ...] | None:
    """Return the formats in ``given`` in the order in which they are made, None when none is given.

    Raises:
        click.BadParameter: One is not known.
    """
    if given is None:
        return None
    wanted = [name.strip().lower() for name in given.split(",") if name.strip()]
    unknown = [name for name in wanted if name not in FORMATS]
    if unknown or not wanted:
        raise click.BadParameter(f"{unknown[0] if unknown else given!r} is none of {', '.join(FORMATS)}.")
    return tuple(name for name in FORMATS if name in wanted)


def parse_day(_ctx: click.Context, _parameter: click.Parameter, given: str | None) -> str | None:
    """Return the ISO date ``given``, else that of SOURCE_DATE_EPOCH, else None: the clock is never read.

    Raises:
        click.BadParameter: It is no date.
    """
    import datetime
    import os

    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if given is not None:
        return _read_day(given)
    try:
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date().isoformat() if epoch else None
    except (ValueError, OverflowError, OSError) as error:
        raise click.BadParameter(f"SOURCE_DATE_EPOCH is {epoch!r}, not a number of seconds.") from error


def parse_since(_ctx: click.Context, _parameter: click.Parameter, given: str | None) -> str | None:
    """Return the ISO date ``given``, or None.

    Raises:
        click.BadParameter: It is no date.
    """
    return None if given is None else _read_day(given)


def _read_day(given: str) -> str:
    import datetime

    if DAY.fullmatch(given):
        try:
            return datetime.date.fromisoformat(given).isoformat()
        except ValueError as error:
            raise click.BadParameter(f"{given!r}: {error}.") from error
    raise click.BadParameter(f"{given!r} is no date: write it as 2026-01-31.")
