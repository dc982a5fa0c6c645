"""A desk's articles, read for a command. In: a desk. Out: for each topic what its articles say together."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from briefings.build import Reading, relate_facts
from briefings.cli.options import say
from briefings.desk import Desk
from briefings.desk.library import Advance, Library, Selection
from briefings.errors import BriefingsError, SeedError
from briefings.model import Topic

BAR_FROM = 200  # articles; fewer are read before a bar could be


class DeskReader:
    """Reads a desk's articles once, and relates those that a topic is made of."""

    def __init__(self, desk: Desk, *, cache: bool = True, quiet: bool = False) -> None:
        """Read the articles of ``desk``, from what is kept of them where they have not changed, if ``cache``."""
        self._desk, self._cache = desk, cache
        self._library = Library(desk.folder, keep=cache)
        with _bar(0 if quiet else len(desk.articles)) as advance:
            self._library.read(desk.articles, advance=advance)
        self.errors: list[BriefingsError] = list(self._library.errors)
        if not len(self._library) and not self.errors:
            where = str(desk.folder / "seeds" / "articles")
            self.errors.append(SeedError("no articles: put .txt, .md or .html files here", path=where))
        self._last: tuple[Selection, Reading] | None = None

    def __reduce__(self) -> tuple[object, ...]:
        """Return how another process reads the same: from what was kept of the articles just now."""
        return partial(DeskReader, cache=self._cache, quiet=True), (self._desk,)

    def __len__(self) -> int:
        """Return the number of articles that could be read."""
        return len(self._library)

    def read(self, topic: Topic) -> Reading:
        """Return what the articles that may concern ``topic`` say together."""
        selection = self._library.select(topic)
        if selection.left_out:
            most = len(selection.facts)
            say(f"note: {topic.slug}: {most + selection.left_out:,} articles concern it, the {most:,} newest are read")
        if self._last is None or self._last[0] is not selection:
            self._last = (selection, relate_facts(selection.facts, selection.sketches))
        return self._last[1]


@contextmanager
def _bar(count: int) -> Iterator[Advance]:
    """Give a function that moves a bar on standard error; there is none where work is short or nobody looks."""
    if count < BAR_FROM or not sys.stderr.isatty():
        yield lambda _done: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Reading", total=count)
        yield lambda done: bar.advance(task, done)
