"""A desk's articles, read for a command. In: a desk. Out: for each topic what its articles say together."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from briefings.build import Reading, relate_facts
from briefings.cli.bar import show_bar
from briefings.cli.options import say
from briefings.desk import Desk, list_articles
from briefings.desk.entry import DamagedError
from briefings.desk.library import Choice, Library, Selection
from briefings.errors import BriefingsError, SeedError
from briefings.model import Topic

BAR_FROM = 200  # articles; fewer are read before a bar could be


class DeskReader:
    """Reads a desk's articles once, and relates those that a topic is made of.

    Attributes:
        errors: What is wrong with articles.
        library: What was read.
        relator: What relates the articles of a choice, here or in another process.
    """

    def __init__(self, desk: Desk, *, cache: bool = True) -> None:
        """Read the articles of ``desk``, from what is kept of them where they have not changed, if ``cache``."""
        self.library = Library(desk.folder, keep=cache)
        self.relator = Relator(desk.folder, self.library)
        with show_bar("Reading", len(desk.articles), least=BAR_FROM) as advance:
            self.library.read(desk.articles, advance=advance)
        self.errors: list[BriefingsError] = list(self.library.errors)
        if not len(self.library) and not self.errors:
            where = str(desk.folder / "seeds" / "articles")
            self.errors.append(SeedError("no articles: put .txt, .md or .html files here", path=where))

    def __len__(self) -> int:
        """Return the number of articles that could be read."""
        return len(self.library)

    def choose(self, topic: Topic) -> Choice:
        """Return the articles that ``topic`` is made of, and tell the person when some were left out."""
        choice = self.library.choose(topic)
        if choice.left_out:
            most = len(choice.known)
            say(
                f"note: {topic.slug}: {most + choice.left_out:,} articles concern it; read are {most:,} of them: those "
                "with what it pins, those that hold most of its terms, and the newest"
            )
        return choice

    def read(self, topic: Topic) -> Reading:
        """Return what the articles that may concern ``topic`` say together."""
        return self.relator.relate(topic, self.choose(topic))


class Relator:
    """Relates the articles of a choice; in another process, from what was kept of them just now."""

    def __init__(self, folder: Path, library: Library) -> None:
        """Take a library of the desk in ``folder`` that need not have been read."""
        self._folder, self._library = folder, library
        self._last: tuple[Selection, Reading] | None = None

    def __reduce__(self) -> tuple[object, ...]:
        """Return how another process relates the same."""
        return _open_relator, (self._folder, self._library.path)

    def relate(self, topic: Topic, choice: Choice) -> Reading:
        """Return what the articles of ``choice`` say together; where they are not kept, all are read once more."""
        try:
            selection = self._library.load(choice)
        except (DamagedError, sqlite3.DatabaseError):
            if not len(self._library):
                self._library.read(list_articles(self._folder / "seeds" / "articles"))
            selection = self._library.select(topic)
        if self._last is None or self._last[0] is not selection:
            self._last = (selection, relate_facts(selection.facts, selection.sketches))
        return self._last[1]


def _open_relator(folder: Path, path: Path) -> Relator:
    return Relator(folder, Library(folder, path=path))
