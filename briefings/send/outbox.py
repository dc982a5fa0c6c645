"""The outbox: who was sent what. In: a mail, its recipients. Out: one claim a message, kept through any crash.

A row is a digest × a recipient: queued → sending → sent | failed | unknown. A message is *claimed* (``sending``) before
its first byte leaves, and the claim is on file before that; so whoever comes after a crash finds what was claimed and
not finished, calls it unknown, and never sends it again by itself. One sender at a time: a lock with owner and expiry.

SQLite in WAL mode: what was committed outlives the death of the process at any instruction. With ``flush`` it outlives
a loss of power as well, at the price of a disk flush a message; a desk that keeps a rate never notices.
"""

from __future__ import annotations

import os
import socket
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from briefings.errors import MailError
from briefings.model import Recipient, Record
from briefings.send.message import Mail

State = Literal["queued", "sending", "sent", "failed", "unknown"]
LOCK_SECONDS = 120  # how long a lock outlives its owner's last sign of life; one message takes a minute at most
BUSY_SECONDS = 10  # how long to wait for another process's transaction
STOPPED = "the sender was stopped while this was being sent"

SCHEMA = """
create table if not exists digests (
  id text primary key, date text not null, subject text not null, sender text not null,
  shared blob not null, body blob not null, list text not null
) strict;
create table if not exists messages (
  digest text not null references digests (id), address text not null, name text not null,
  state text not null check (state in ('queued', 'sending', 'sent', 'failed', 'unknown')),
  tries integer not null default 0, code integer not null default 0, detail text not null default '',
  updated text not null, position integer not null,
  primary key (digest, address)
) strict, without rowid;
create index if not exists by_state on messages (digest, state, tries, position);
create table if not exists lock (one integer primary key check (one = 1), owner text not null, expires real not null)
  strict;
"""


class Message(Record, frozen=True, kw_only=True):
    """A row of the outbox: who was to get which digest, and what became of it, when (ISO, with time zone)."""

    digest: str
    address: str
    name: str
    state: State
    tries: int
    code: int
    detail: str
    updated: str


COLUMNS = "digest, address, name, state, tries, code, detail, updated"


class Outbox:
    """The outbox of a desk, in the file ``path``; used as a context, closed at its end."""

    def __init__(self, path: Path, *, flush: bool = True) -> None:
        """Open the outbox in ``path``, and make it where there is none.

        Args:
            path: Its file.
            flush: Whether each claim is on the disk, not only with the operating system, before a message leaves.

        Raises:
            MailError: It cannot be opened, or is no outbox.
        """
        self.owner = f"{socket.gethostname()}:{os.getpid()}"
        self._path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, isolation_level=None, timeout=BUSY_SECONDS)
            self._db.execute("pragma journal_mode = wal")
            self._db.execute(f"pragma synchronous = {'full' if flush else 'normal'}")
            self._db.execute("pragma foreign_keys = on")
            self._db.executescript(SCHEMA)
        except (OSError, sqlite3.Error) as error:
            raise MailError(f"the outbox cannot be opened: {error}", path=str(path)) from error

    def __enter__(self) -> Outbox:
        """Return the outbox."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self._db.close()

    # ------------------------------------------------------------------------------------------ the lock

    @contextmanager
    def locked(self, now: float) -> Iterator[None]:
        """Hold the only sender's lock while the block runs; what an earlier sender left half done becomes unknown.

        Args:
            now: Seconds since the epoch.

        Raises:
            MailError: Another sender is at work.
        """
        self._take_lock(now)
        try:
            yield
        finally:
            self._db.execute("delete from lock where owner = ?", (self.owner,))

    def _take_lock(self, now: float) -> None:
        with self._transaction():
            row = self._db.execute("select owner, expires from lock").fetchone()
            if row is not None and row[1] > now and not _is_dead(row[0]):
                raise MailError(f"another sender is at work ({row[0]}): wait until it has ended; nothing was sent")
            self._db.execute("insert or replace into lock values (1, ?, ?)", (self.owner, now + LOCK_SECONDS))
            self._db.execute("update messages set state = 'unknown', detail = ? where state = 'sending'", (STOPPED,))

    # ------------------------------------------------------------------------------------------ messages

    def enqueue(self, mail: Mail, recipients: Iterable[Recipient], *, name: str, now: str) -> int:
        """Return how many of ``recipients`` were not in the outbox for this digest yet; these are queued now.

        Args:
            mail: What they get; kept, so that a later try sends the very same.
            recipients: Who; an address once.
            name: Name of the list, for people.
            now: ISO time.
        """
        stored = (mail.digest, mail.date, mail.subject, mail.sender, mail.shared, mail.body, name)
        with self._transaction():
            self._db.execute("insert or ignore into digests values (?, ?, ?, ?, ?, ?, ?)", stored)
            before = self._db.total_changes
            self._db.executemany(
                "insert or ignore into messages values (?, ?, ?, 'queued', 0, 0, '', ?, ?)",
                ((mail.digest, one.address, one.name, now, n) for n, one in enumerate(recipients)),
            )
            return self._db.total_changes - before

    def claim(self, digest: str, tries: int, *, now: str, clock: float, done: Message | None = None) -> Message | None:
        """Return the next queued message of ``digest`` tried fewer than ``tries`` times, claimed; None at the end.

        Args:
            digest: Its id.
            tries: How often a message may have been tried before this round ends for it.
            now: ISO time.
            clock: Seconds since the epoch: the lock lives on from here.
            done: The message before, with what became of it: put down in the same transaction.

        Raises:
            MailError: The lock was lost to another sender.
        """
        with self._transaction():
            if done is not None:
                self._put(done)
            held = self._db.execute("update lock set expires = ? where owner = ?", (clock + LOCK_SECONDS, self.owner))
            if held.rowcount != 1:
                raise MailError("another sender has taken over: nothing more was sent from here")
            row = self._db.execute(
                f"select {COLUMNS} from messages where digest = ? and state = 'queued' and tries < ? "  # noqa: S608
                "order by tries, position limit 1",
                (digest, tries),
            ).fetchone()
            if row is None:
                return None
            self._db.execute(
                "update messages set state = 'sending', tries = tries + 1, updated = ? "
                "where digest = ? and address = ? and state = 'queued'",
                (now, digest, row[1]),
            )
            return _message((*row[:3], "sending", row[4] + 1, *row[5:7], now))

    def _put(self, message: Message) -> None:
        self._db.execute(
            "update messages set state = ?, tries = ?, code = ?, detail = ?, updated = ? "
            "where digest = ? and address = ?",
            (
                message.state,
                message.tries,
                message.code,
                message.detail,
                message.updated,
                message.digest,
                message.address,
            ),
        )

    def put(self, message: Message) -> None:
        """Put down what became of ``message``."""
        with self._transaction():
            self._put(message)

    def give_up(self, digest: str, *, now: str) -> int:
        """Return how many messages of ``digest`` were still queued after all tries; they are failed now."""
        with self._transaction():
            return self._db.execute(
                "update messages set state = 'failed', updated = ? where digest = ? and state = 'queued' and tries > 0",
                (now, digest),
            ).rowcount

    def requeue(self, digest: str, states: Sequence[State], *, now: str, address: str | None = None) -> int:
        """Return how many messages of ``digest`` in one of ``states``, or to ``address`` alone, are queued again."""
        marks = ", ".join("?" for _ in states)
        wanted = "" if address is None else " and address = ?"
        with self._transaction():
            return self._db.execute(
                f"update messages set state = 'queued', tries = 0, updated = ? "  # noqa: S608 — marks and words of ours
                f"where digest = ? and state in ({marks}){wanted}",
                (now, digest, *states, *([] if address is None else [address])),
            ).rowcount

    # ------------------------------------------------------------------------------------------ looking

    def mail(self, digest: str) -> tuple[Mail, str] | None:
        """Return the mail of ``digest`` as it was queued and the name of its list; None when it never was."""
        row = self._db.execute(
            "select id, date, subject, sender, shared, body, list from digests where id = ?", (digest,)
        ).fetchone()
        if row is None:
            return None
        keys = ("digest", "date", "subject", "sender", "shared", "body")
        return Mail(**dict(zip(keys, row[:6], strict=True))), row[6]

    def digests(self) -> list[str]:
        """Return the ids of all digests, the newest first."""
        return [row[0] for row in self._db.execute("select id from digests order by rowid desc")]

    def messages(self, digest: str, *states: State) -> list[Message]:
        """Return the messages of ``digest`` (in ``states``; none: all), in the order of its list."""
        rows = self._db.execute(
            f"select {COLUMNS} from messages where digest = ? order by position, address",  # noqa: S608
            (digest,),
        )
        found = [_message(row) for row in rows]
        return [message for message in found if not states or message.state in states]

    def counts(self, digest: str) -> dict[State, int]:
        """Return how many messages of ``digest`` are in each state; a state that none is in is left out."""
        rows = self._db.execute("select state, count(*) from messages where digest = ? group by state", (digest,))
        return dict(rows.fetchall())

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        try:
            self._db.execute("begin immediate")
            try:
                yield
            except BaseException:
                self._db.execute("rollback")
                raise
            self._db.execute("commit")
        except sqlite3.Error as error:
            raise MailError(f"the outbox cannot be written: {error}", path=str(self._path)) from error


def _message(row: Sequence[str | int]) -> Message:
    return Message(**dict(zip(COLUMNS.split(", "), row, strict=True)))  # type: ignore[arg-type]


def _is_dead(owner: str) -> bool:
    """Return whether ``owner`` was a process of this machine that is no more."""
    host, _, process = owner.rpartition(":")
    if host != socket.gethostname() or not process.isdecimal():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
