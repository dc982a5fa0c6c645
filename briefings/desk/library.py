"""A desk's articles → what they say on a topic. In: paths, a topic. Out: Facts; a file is read only when it changed.

Of a desk of few articles every topic gets all of them, so that each brief is made of one reading. Of many, a topic gets
those that hold one of its terms, in the text or as an actor's name: what is said of other things is not even looked at.
"""

from __future__ import annotations

import fnmatch
import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from briefings.corroborate import Sketch
from briefings.desk.articles import group_by_slug, same_slug
from briefings.desk.engine import engine_version
from briefings.desk.entry import DamagedError, unpack
from briefings.desk.store import Known, delete_store, open_store
from briefings.desk.workers import Task, read_tasks, stamp_of
from briefings.errors import BriefingsError, SeedError
from briefings.model import Facts, Record, Topic

FOLDER, FILE = ".briefings", "facts.sqlite"
WHOLE = 300  # articles; a desk of no more is read as a whole
MOST = 150  # articles that one topic is made of, the newest: some 3,000 sentences, for a page of forty lines
TOKEN = re.compile(r"\w+")
Advance = Callable[[int], None]


class Selection(Record, frozen=True, kw_only=True):
    """What a topic is made of: the facts of its articles in the order of their paths, and their sketches.

    ``left_out`` counts the older articles that hold the topic's terms too, beyond the ``MOST`` newest.
    """

    facts: tuple[Facts, ...]
    sketches: tuple[Sketch, ...]
    left_out: int = 0


class Library:
    """The articles of one desk, as far as they could be read.

    Attributes:
        errors: What is wrong with the files that could not be read.
    """

    def __init__(self, folder: Path, *, keep: bool = True) -> None:
        """Open what is kept of the desk in ``folder``; with ``keep`` false, begin from nothing and leave nothing."""
        self._folder = folder
        self._path = folder / FOLDER / FILE if keep else None
        self._store = open_store(self._path, engine_version())
        self._known: dict[str, Known] = {}
        self._whole: Selection | None = None
        self.errors: tuple[BriefingsError, ...] = ()

    def close(self) -> None:
        """Close what is kept."""
        self._store.close()

    def __len__(self) -> int:
        """Return the number of articles."""
        return len(self._known)

    def read(self, paths: Sequence[Path], *, advance: Advance = lambda _count: None) -> None:
        """Read the articles in ``paths``, anew those that changed; ``advance`` is told how many more are done."""
        try:
            self._read(paths, advance)
        except sqlite3.DatabaseError:
            self._replace()
            self._read(paths, advance)

    def select(self, topic: Topic) -> Selection:
        """Return what the articles say that may concern ``topic``."""
        try:
            return self._select(topic)
        except (sqlite3.DatabaseError, DamagedError):
            files = [self._folder / path for path in self._known]
            self._replace()
            self._read(files, lambda _count: None)
            return self._select(topic)

    def _replace(self) -> None:
        """Throw away what is damaged and begin from nothing."""
        self._store.close()
        delete_store(self._path)
        self._store = open_store(self._path, engine_version())

    def _read(self, paths: Sequence[Path], advance: Advance) -> None:
        groups = group_by_slug(paths)
        tasks = dict(self._tasks([group[0] for group in groups.values() if len(group) == 1]))
        known = self._store.list_known()
        self._store.remove([one for path, one in known.items() if path not in tasks])
        stale = [task for path, task in tasks.items() if path not in known or known[path].stamp != task.stamp]
        advance(len(tasks) - len(stale))
        asked = [task._replace(known=known[task.path].digest if task.path in known else b"") for task in stale]
        for rows in read_tasks(asked):
            self._store.save(rows)
            advance(len(rows))
        found = self._store.list_known() if stale else known
        rank = {path: index for index, path in enumerate(tasks)}
        ordered = sorted((one for one in found.values() if one.path in rank), key=lambda one: rank[one.path])
        self._known = {one.path: one for one in ordered if not one.wrong}
        self._whole = None
        wrong = [SeedError(o.wrong, path=str(self._folder / o.path), line=o.line) for o in ordered if o.wrong]
        self.errors = (*(same_slug(group) for group in groups.values() if len(group) > 1), *wrong)

    def _tasks(self, files: Sequence[Path]) -> Iterator[tuple[str, Task]]:
        """Yield what there is to know of each file without reading it; one that is gone meanwhile is left out."""
        base = f"{self._folder.as_posix().rstrip('/')}/" if self._folder != Path() else ""
        for file in files:
            stamp = stamp_of(file)
            path = file.as_posix().removeprefix(base)
            if stamp is not None:
                yield path, Task(str(file), path, stamp, b"")

    def _select(self, topic: Topic) -> Selection:
        if len(self._known) <= WHOLE:
            self._whole = self._whole or self._load(list(self._known.values()))
            return self._whole
        query = self._query(topic)
        found = self._store.find(query) if query else None
        fitting = [one for one in self._known.values() if (found is None or one.id in found) and _admits(topic, one)]
        newest = sorted(fitting, key=lambda one: (one.published or "", one.slug), reverse=True)[:MOST]
        chosen = {one.id for one in newest}
        return self._load([one for one in fitting if one.id in chosen], left_out=len(fitting) - len(newest))

    def _load(self, known: Sequence[Known], *, left_out: int = 0) -> Selection:
        packed = dict(self._store.load([one.id for one in known]))
        if len(packed) != len(known):
            raise DamagedError("an article is known, but what is kept of it is gone")
        kept = [unpack(packed[one.id]) for one in known]
        return Selection(
            facts=tuple(one.facts for one in kept), sketches=tuple(one.sketch for one in kept), left_out=left_out
        )

    def _query(self, topic: Topic) -> str:
        """Return the query that finds every article with the topic's terms; empty when all articles may concern it."""
        wanted = (*topic.terms.any, *topic.actors, *topic.places) or tuple(one.name for one in topic.participants)
        people = (*topic.actors, *(one.name for one in topic.participants))
        surnames = {name.split()[-1] for name in people if len(name.split()) > 1}
        anywhere = [self._said(term) for term in (*wanted, *surnames)]
        parts = [self._said(term) for term in topic.terms.all]
        if anywhere and all(anywhere):
            parts.append(" OR ".join(anywhere))
        return " AND ".join(f"({part})" for part in parts if part)

    def _said(self, term: str) -> str:
        """Return the query that finds ``term`` or another name of the actor it names."""
        names = sorted({term.casefold(), *self._store.aliases(" ".join(term.casefold().split()))})
        return " OR ".join(filter(None, (_all_words(name) for name in names)))


def _all_words(name: str) -> str:
    words = TOKEN.findall(name.replace("_", " "))
    return "(" + " AND ".join(f'"{word}"' for word in words) + ")" if words else ""


def _admits(topic: Topic, one: Known) -> bool:
    """Return whether ``topic`` names the article and its date of publication, where it is known, lies in its window."""
    if not any(fnmatch.fnmatchcase(one.slug, pattern) for pattern in topic.articles):
        return False
    day = one.published[:10] if one.published else None
    return day is None or ((topic.since is None or day >= topic.since) and (topic.until is None or day <= topic.until))
