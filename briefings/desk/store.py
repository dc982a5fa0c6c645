"""A file of SQLite ↔ what is kept of a desk's articles. In: rows, words. Out: which articles hold the words, as kept.

It may be deleted at any time, used by two processes at once, and a process may be killed while it writes: each step is
one transaction. A file that is damaged, of another version of the program, or that cannot be written is replaced, the
last by one that is gone when the program ends; none of this is an error.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from briefings.desk.workers import Row, Stamp

WAIT = 30.0  # seconds for another process to finish a step
PAGES_KEPT = 8  # of a topic: what was built of it in one choice of formats, paper and date each
MANY = 500  # values in one query: fewer than any SQLite allows
SCHEMA = """
CREATE TABLE engine (version TEXT NOT NULL);
CREATE TABLE article (
  id INTEGER PRIMARY KEY AUTOINCREMENT, path TEXT NOT NULL UNIQUE, size INTEGER, modified INTEGER, changed INTEGER,
  inode INTEGER, digest BLOB NOT NULL, slug TEXT NOT NULL, published TEXT, wrong TEXT NOT NULL, line INTEGER NOT NULL
);
CREATE TABLE kept (id INTEGER PRIMARY KEY, packed BLOB NOT NULL);
CREATE TABLE page (stamp BLOB PRIMARY KEY, topic TEXT NOT NULL, packed BLOB NOT NULL);
CREATE TABLE alias (id INTEGER NOT NULL, name TEXT NOT NULL, acronym TEXT NOT NULL);
CREATE INDEX alias_name ON alias (name);
CREATE INDEX alias_acronym ON alias (acronym);
CREATE VIRTUAL TABLE words USING fts5(
  body, content='', columnsize=0, detail=none, tokenize="unicode61 remove_diacritics 0"
);
CREATE VIRTUAL TABLE heads USING fts5(
  body, content='', columnsize=0, detail=none, tokenize="unicode61 remove_diacritics 0"
);
"""


class Known(NamedTuple):
    """An article that the store has, or the error that came of its file."""

    id: int
    path: str
    stamp: Stamp
    digest: bytes
    slug: str
    published: str | None
    wrong: str
    line: int


class Store:
    """The open file."""

    def __init__(self, path: Path | None, version: str) -> None:
        """Open ``path``, or a store of its own for None; make what is missing.

        Raises:
            sqlite3.Error: It cannot be used as it is.
        """
        self._base = sqlite3.connect(path or "", timeout=WAIT, isolation_level=None)
        try:
            self._base.execute("PRAGMA synchronous=OFF")  # a crash of the machine may lose it: nothing is lost
            self._prepare(version)
        except BaseException:
            self._base.close()
            raise

    def close(self) -> None:
        """Close the file."""
        self._base.close()

    def list_known(self) -> dict[str, Known]:
        """Return all articles by their paths."""
        rows = self._base.execute(
            "SELECT id, path, size, modified, changed, inode, digest, slug, published, wrong, line FROM article"
        )
        return {row[1]: Known(row[0], row[1], Stamp(*row[2:6]), *row[6:]) for row in rows}

    def save(self, rows: Iterable[Row]) -> None:
        """Put what came of files in the place of what was known of them, in one step."""
        with self._step():
            for row in rows:
                self._save(row)

    def remove(self, known: Iterable[Known]) -> None:
        """Forget articles whose files are gone, in one step."""
        with self._step():
            for one in known:
                self._forget(one.path)

    def find(self, query: str) -> set[int]:
        """Return the ids of the articles that ``query`` finds, one of FTS5; some may be forgotten ones."""
        return {row[0] for row in self._base.execute("SELECT rowid FROM words WHERE words MATCH ?", (query,))}

    def find_heads(self, query: str) -> set[int]:
        """Return the ids of the articles of which ``query`` finds the headline or the beginning, as ``find`` does."""
        return {row[0] for row in self._base.execute("SELECT rowid FROM heads WHERE heads MATCH ?", (query,))}

    def aliases(self, name: str) -> set[str]:
        """Return the names under which an actor called ``name`` (or so abbreviated) goes."""
        found = self._base.execute("SELECT name, acronym FROM alias WHERE name = ? OR acronym = ?", (name, name))
        return {other for row in found for other in row}

    def load(self, known: Sequence[Known]) -> Iterator[tuple[int, bytes]]:
        """Yield what is kept of the articles ``known``, each by its id; of one that is another by now, nothing."""
        wanted = {one.id: (one.path, one.digest) for one in known}
        ids = list(wanted)
        for at in range(0, len(ids), MANY):
            part = ids[at : at + MANY]
            query = "SELECT id, path, digest, packed FROM kept JOIN article USING (id) WHERE id IN ({})"
            rows = self._base.execute(query.format(",".join("?" * len(part))), part)
            yield from ((row[0], row[3]) for row in rows if wanted[row[0]] == (row[1], row[2]))

    def recall_page(self, stamp: bytes) -> bytes | None:
        """Return what was remembered under ``stamp``."""
        row = self._base.execute("SELECT packed FROM page WHERE stamp = ?", (stamp,)).fetchone()
        return row[0] if row else None

    def remember_page(self, stamp: bytes, topic: str, packed: bytes) -> None:
        """Remember what was built under ``stamp``, and forget the oldest of the same topic."""
        with self._step():
            self._base.execute("DELETE FROM page WHERE stamp = ?", (stamp,))
            self._base.execute("INSERT INTO page VALUES (?, ?, ?)", (stamp, topic, packed))
            self._base.execute(
                "DELETE FROM page WHERE topic = ? AND rowid NOT IN"
                " (SELECT rowid FROM page WHERE topic = ? ORDER BY rowid DESC LIMIT ?)",
                (topic, topic, PAGES_KEPT),
            )

    def _prepare(self, version: str) -> None:
        with self._step():
            tables = {row[0] for row in self._base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if tables and self._version(tables) == version:
                return
            for table in ("engine", "article", "kept", "page", "alias", "words", "heads"):
                self._base.execute(f"DROP TABLE IF EXISTS {table}")
            for statement in filter(str.strip, SCHEMA.split(";")):
                self._base.execute(statement)
            self._base.execute("INSERT INTO engine VALUES (?)", (version,))

    def _version(self, tables: set[str]) -> str | None:
        row = self._base.execute("SELECT version FROM engine").fetchone() if "engine" in tables else None
        return row[0] if row else None

    def _save(self, row: Row) -> None:
        task = row.task
        if row.packed is None and not row.wrong:
            self._base.execute(
                "UPDATE article SET size = ?, modified = ?, changed = ?, inode = ? WHERE path = ? AND digest = ?",
                (*task.stamp, task.path, row.digest),
            )
            return
        self._forget(task.path)
        made = self._base.execute(
            "INSERT INTO article (path, size, modified, changed, inode, digest, slug, published, wrong, line)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (task.path, *task.stamp, row.digest, row.slug, row.published, row.wrong, row.line),
        )
        if row.packed is not None:
            self._base.execute("INSERT INTO kept VALUES (?, ?)", (made.lastrowid, row.packed))
            self._base.execute("INSERT INTO words (rowid, body) VALUES (?, ?)", (made.lastrowid, row.words))
            self._base.execute("INSERT INTO heads (rowid, body) VALUES (?, ?)", (made.lastrowid, row.head))
            pairs = [(made.lastrowid, name.casefold(), acronym.casefold()) for name, acronym in row.aliases]
            self._base.executemany("INSERT INTO alias VALUES (?, ?, ?)", pairs)

    def _forget(self, path: str) -> None:
        """Remove what is known of ``path``; its words stay in the index, under an id that is never given again."""
        for (old,) in self._base.execute("SELECT id FROM article WHERE path = ?", (path,)).fetchall():
            for table in ("article", "kept", "alias"):
                self._base.execute(f"DELETE FROM {table} WHERE id = ?", (old,))  # noqa: S608

    def _step(self) -> _Step:
        return _Step(self._base)


class _Step:
    """One transaction: all of it or nothing."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base

    def __enter__(self) -> None:
        self._base.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: object, _value: object, _trace: object) -> None:
        self._base.execute("COMMIT" if kind is None else "ROLLBACK")


def open_store(path: Path | None, version: str) -> Store:
    """Return the store at ``path``; a damaged one is replaced, and where none can be written, one of its own."""
    if path is None:
        return Store(None, version)
    try:
        _make_folder(path.parent)
        return Store(path, version)
    except (sqlite3.OperationalError, OSError):  # no place, no permission, or locked for too long
        return Store(None, version)
    except sqlite3.DatabaseError:
        delete_store(path)
    with suppress(sqlite3.Error):
        return Store(path, version)
    return Store(None, version)


def delete_store(path: Path | None) -> None:
    """Delete the file of a store; nothing but time is lost."""
    for name in (path, path.with_name(path.name + "-journal")) if path else ():
        with suppress(OSError):
            name.unlink()


def _make_folder(folder: Path) -> None:
    """Make the folder of the store, with a note to git that it holds nothing of worth."""
    if not folder.is_dir():
        folder.mkdir(parents=True)
        (folder / ".gitignore").write_text("*\n", encoding="utf-8")
