"""A desk's articles → what they say on a topic. In: paths, a topic. Out: Facts; a file is read only when it changed.

Of a desk of few articles every topic gets all of them, so that each brief is made of one reading. Of many, a topic gets
those that hold one of its terms, in the text or as an actor's name: what is said of other things is not even looked at.
Where these are more than a page can be made of, it gets those with a claim that it pins, then those that hold most of
its terms (a rare one counts for more, one in the headline or the first sentences twice), and as many of the newest.
"""

from __future__ import annotations

import fnmatch
import math
import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from weakref import finalize

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
MOST = 150  # articles that one topic is made of: some 3,000 sentences, for a page of forty lines
NEAREST = 75  # of them are those that hold most of the topic's terms, the others the newest
TOKEN = re.compile(r"\w+")
Advance = Callable[[int], None]


class Choice(Record, frozen=True, kw_only=True):
    """The articles that a topic is made of, in the order of their paths; ``left_out`` counts what else concerns it."""

    known: tuple[Known, ...]
    left_out: int = 0


class Selection(Record, frozen=True, kw_only=True):
    """What a topic is made of: the facts of its articles in the order of their paths, and their sketches.

    ``left_out`` counts the articles that hold the topic's terms too, beyond the ``MOST`` that were chosen.
    """

    facts: tuple[Facts, ...]
    sketches: tuple[Sketch, ...]
    left_out: int = 0


class Library:
    """The articles of one desk, as far as they could be read.

    Attributes:
        path: The file in which what was read is kept.
        errors: What is wrong with the files that could not be read.
    """

    def __init__(self, folder: Path, *, keep: bool = True, path: Path | None = None) -> None:
        """Open what is kept of the desk in ``folder``.

        Args:
            folder: The desk's.
            keep: False begins from nothing and leaves nothing.
            path: The file of another library, to load what it chose.
        """
        self._folder = folder
        place = str(folder / FOLDER) if keep or path else mkdtemp(prefix="briefings-")
        self.path = path or Path(place, FILE)
        self._clean = None if keep or path else finalize(self, rmtree, place, ignore_errors=True)
        self._store = open_store(self.path, engine_version())
        self._known: dict[str, Known] = {}
        self._all = Choice(known=())
        self._last: tuple[Choice, Selection] | None = None
        self.errors: tuple[BriefingsError, ...] = ()

    def close(self) -> None:
        """Close what is kept."""
        self._store.close()
        if self._clean:
            self._clean()

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
            return self.load(self._choose(topic))
        except (sqlite3.DatabaseError, DamagedError):
            self._begin_again()
            return self.load(self._choose(topic))

    def choose(self, topic: Topic) -> Choice:
        """Return the articles that may concern ``topic``."""
        try:
            return self._choose(topic)
        except sqlite3.DatabaseError:
            self._begin_again()
            return self._choose(topic)

    def load(self, choice: Choice) -> Selection:
        """Return what the articles of ``choice`` say.

        Raises:
            DamagedError: What was kept of one is gone, or cannot be read back.
            sqlite3.DatabaseError: What is kept is damaged.
        """
        if self._last is None or self._last[0] != choice:
            self._last = (choice, self._load(choice))
        return self._last[1]

    def recall_page(self, stamp: bytes) -> bytes | None:
        """Return what was remembered under ``stamp``, None where nothing was."""
        try:
            return self._store.recall_page(stamp)
        except sqlite3.DatabaseError:
            return None

    def remember_page(self, stamp: bytes, topic: str, packed: bytes) -> None:
        """Remember something of a page of ``topic``; where that cannot be, it is built again next time."""
        with suppress(sqlite3.DatabaseError):
            self._store.remember_page(stamp, topic, packed)

    def _begin_again(self) -> None:
        files = [self._folder / path for path in self._known]
        self._replace()
        self._read(files, lambda _count: None)

    def _replace(self) -> None:
        """Throw away what is damaged and begin from nothing."""
        self._store.close()
        delete_store(self.path)
        self._store = open_store(self.path, engine_version())

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
        self._all, self._last = Choice(known=tuple(self._known.values())), None
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

    def _choose(self, topic: Topic) -> Choice:
        if len(self._known) <= WHOLE:
            return self._all
        query = self._query(topic)
        found = self._store.find(query) if query else None
        fitting = [one for one in self._known.values() if (found is None or one.id in found) and _admits(topic, one)]
        if len(fitting) <= MOST:
            return Choice(known=tuple(fitting))
        chosen = self._best(topic, fitting)
        return Choice(known=tuple(one for one in fitting if one.id in chosen), left_out=len(fitting) - len(chosen))

    def _best(self, topic: Topic, fitting: Sequence[Known]) -> set[int]:
        """Return the ids of the ``MOST`` articles to read: those of the pins, the nearest to the topic, the newest."""
        pins = " OR ".join(filter(None, (_all_words(pin) for pin in topic.pins)))
        pinned = self._store.find(pins) if pins else set()
        near = self._nearness(topic)
        newest = sorted(fitting, key=lambda one: (one.published or "", one.slug), reverse=True)
        nearest = sorted(newest, key=lambda one: -near.get(one.id, 0.0))[:NEAREST]
        ranked = [*(one for one in newest if one.id in pinned), *nearest, *newest]
        return set(list(dict.fromkeys(one.id for one in ranked))[:MOST])

    def _nearness(self, topic: Topic) -> dict[int, float]:
        """Return how much of the topic articles hold: its terms, each by how rare it is, twice at their beginning."""
        held = {one.id for one in self._known.values()}  # not those forgotten: the same desk gives the same figures
        near: dict[int, float] = {}
        for term in dict.fromkeys((*topic.terms.all, *_named(topic))):
            query = self._said(term)
            found = self._store.find(query) & held if query else set()
            weight = math.log(1 + len(held) / len(found)) if found else 0.0
            for one in (*found, *(self._store.find_heads(query) & found if found else ())):
                near[one] = near.get(one, 0.0) + weight
        return near

    def _load(self, choice: Choice) -> Selection:
        packed = dict(self._store.load(choice.known))
        if len(packed) != len(choice.known):
            raise DamagedError("an article is known, but what is kept of it is gone")
        kept = [unpack(packed[one.id]) for one in choice.known]
        facts, sketches = tuple(one.facts for one in kept), tuple(one.sketch for one in kept)
        return Selection(facts=facts, sketches=sketches, left_out=choice.left_out)

    def _query(self, topic: Topic) -> str:
        """Return the query that finds every article with the topic's terms; empty when all articles may concern it."""
        anywhere = [self._said(term) for term in _named(topic)]
        parts = [self._said(term) for term in topic.terms.all]
        if anywhere and all(anywhere):
            parts.append(" OR ".join(anywhere))
        return " AND ".join(f"({part})" for part in parts if part)

    def _said(self, term: str) -> str:
        """Return the query that finds ``term`` or another name of the actor it names."""
        names = sorted({term.casefold(), *self._store.aliases(" ".join(term.casefold().split()))})
        return " OR ".join(filter(None, (_all_words(name) for name in names)))


def _named(topic: Topic) -> tuple[str, ...]:
    """Return the terms of which an article must hold one; who goes by a surname alone is found by it."""
    wanted = (*topic.terms.any, *topic.actors, *topic.places) or tuple(one.name for one in topic.participants)
    people = (*topic.actors, *(one.name for one in topic.participants))
    return (*wanted, *sorted({name.split()[-1] for name in people if len(name.split()) > 1}))


def _all_words(name: str) -> str:
    words = TOKEN.findall(name.replace("_", " "))
    return "(" + " AND ".join(f'"{word}"' for word in words) + ")" if words else ""


def _admits(topic: Topic, one: Known) -> bool:
    """Return whether ``topic`` names the article and its date of publication, where it is known, lies in its window."""
    if not any(fnmatch.fnmatchcase(one.slug, pattern) for pattern in topic.articles):
        return False
    day = one.published[:10] if one.published else None
    return day is None or ((topic.since is None or day >= topic.since) and (topic.until is None or day <= topic.until))
