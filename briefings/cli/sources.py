"""Where commands take their articles from. In: what was typed. Out: a desk, or the articles of files and of a pipe."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from briefings.article import slugify
from briefings.cli.options import say
from briefings.desk import DESK_FILE, MAX_ARTICLE_BYTES, Desk, Read, find_desk, parse_bytes, read_articles, read_desk
from briefings.errors import BriefingsError
from briefings.model import Article


def open_desk(folder: str | None) -> Desk | None:
    """Return the desk in ``folder``, else the nearest one from here upwards, else None.

    Raises:
        click.UsageError: ``folder`` holds no desk.
    """
    if folder is None:
        found = find_desk(Path())
        return read_desk(found) if found else None
    if not (Path(folder) / DESK_FILE).is_file():
        raise click.UsageError(f"{folder} is no desk: it has no desk.toml. `briefings init {folder}` makes one.")
    return read_desk(Path(folder))


def read_named(files: Sequence[str], title: str | None = None) -> Read:
    """Return the articles in ``files`` in the order given; ``-`` is standard input."""
    read = read_articles(Path(name) for name in files if name != "-")
    if "-" not in files:
        return read
    try:
        piped = _read_pipe(title)
    except BriefingsError as error:
        return Read(articles=read.articles, errors=(*read.errors, error))
    return Read(articles=(*read.articles, piped), errors=read.errors)


def _read_pipe(title: str | None) -> Article:
    if sys.stdin.isatty():
        say("Reading an article from the keyboard; end with Ctrl-D on an empty line.")
    raw = sys.stdin.buffer.read(MAX_ARTICLE_BYTES + 1)
    return parse_bytes(raw, path="-", slug=slugify(title) if title else "article")
