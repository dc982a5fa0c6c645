"""A bar that shows how far a long command is. In: how many steps there are. Out: what moves it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def show_bar(what: str, count: int, *, least: int) -> Iterator[Callable[[int], None]]:
    """Give what moves a bar on standard error by so many of ``count`` steps.

    There is none where there are fewer than ``least`` steps, which are done before it could be read, or nobody looks.
    """
    if count < least or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=count)
        yield lambda steps: bar.advance(task, steps)
