"""Work → its results, on several cores. In: tasks, what is done with each. Out: results in the order of the tasks.

Each worker is a process of its own that was started afresh (spawn), never forked: a fork would share the fonts that
WeasyPrint has open. It lives for many tasks, so that WeasyPrint is imported once in each; its results come back as
values, and the parent writes the files. A worker whose task takes too long is killed, and another takes its place, as
it does after ``LIFE`` tasks: Pango loses some 80 KB a page.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

from briefings.cli.options import COLLECT_EVERY
from briefings.errors import BriefingsError, RenderError

TIME_LIMIT = 30.0  # seconds; a brief takes about a third of one, and on a busy machine perhaps three
LIFE = 100  # tasks that a worker does before another takes its place
START_LIMIT = 30.0  # seconds more for the first task of a worker, which starts Python and imports WeasyPrint

Task = TypeVar("Task")
Result = TypeVar("Result")


def run_tasks(
    work: Callable[[Task], Result], tasks: Sequence[Task], *, jobs: int, limit: float = TIME_LIMIT
) -> Iterator[Result | BriefingsError]:
    """Give for each of ``tasks`` what ``work`` makes of it, or the error that stopped it, in their order.

    Args:
        work: What is done; it goes to another process, and so do tasks and results.
        tasks: What it is done with.
        jobs: How many processes; with one, the work is done here.
        limit: Seconds that a task may take: of the clock in another process, of this one's own work here.
    """
    if jobs > 1 and len(tasks) > 1:
        yield from _Pool(work, tasks, limit).run(min(jobs, len(tasks)))
        return
    for task in tasks:
        yield _attempt(work, task, limit)


def _attempt(work: Callable[[Task], Result], task: Task, limit: float) -> Result | BriefingsError:
    try:
        with _alarm(limit):
            return work(task)
    except BriefingsError as error:
        return error


@contextmanager
def _alarm(limit: float) -> Iterator[None]:
    """Raise where the block works longer than ``limit`` seconds: in a main thread, and not on Windows.

    It is work that is counted: on a machine that is busy otherwise, nothing is stopped that goes on.
    """
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_signal: int, _frame: object) -> None:
        raise _too_long(limit)

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, limit)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _too_long(limit: float) -> RenderError:
    return RenderError(f"stopped after {limit:g} s: what it is made of, or the template, keeps the layout busy")


class _Worker:
    """A process that does one task after the other."""

    def __init__(self, work: Callable[[Any], Any]) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, work), daemon=True)
        self.process.start()
        theirs.close()
        self.number, self.deadline, self.grace, self.left = -1, 0.0, START_LIMIT, LIFE

    def give(self, number: int, task: object, limit: float) -> None:
        """Let it begin with a task."""
        self.number, self.deadline = number, time.monotonic() + limit + self.grace
        self.grace = 0.0
        self.left -= 1
        with suppress(OSError):  # it is dead: that shows when its result is waited for
            self.connection.send(task)

    def kill(self) -> None:
        """End it, whatever it does."""
        self.process.kill()
        self.process.join()
        self.connection.close()


def _serve(connection: Connection, work: Callable[[Any], Any]) -> None:
    """Do what comes in until there is no more; an interrupt is the parent's to answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(COLLECT_EVERY)
    while True:
        try:
            task = connection.recv()
        except EOFError:
            return
        try:
            connection.send(work(task))
        except BriefingsError as error:
            connection.send(error)


class _Pool(Generic[Task, Result]):
    """Workers and the tasks that they share."""

    def __init__(self, work: Callable[[Task], Result], tasks: Sequence[Task], limit: float) -> None:
        self.work, self.tasks, self.limit = work, tasks, limit
        self.waiting = iter(range(len(tasks)))
        self.workers: list[_Worker] = []
        self.results: dict[int, Result | BriefingsError] = {}

    def run(self, jobs: int) -> Iterator[Result | BriefingsError]:
        """Give the results in the order of the tasks; however this ends, no worker is left."""
        try:
            for _ in range(jobs):
                self._start()
            for number in range(len(self.tasks)):
                while number not in self.results:
                    self._await()
                yield self.results.pop(number)
        finally:
            for worker in self.workers:
                worker.kill()

    def _start(self) -> None:
        """Start a worker if there is work for it."""
        number = next(self.waiting, None)
        if number is not None:
            self.workers.append(_Worker(self.work))
            self.workers[-1].give(number, self.tasks[number], self.limit)

    def _await(self) -> None:
        """Take what has come in, give more to do, and end who is late."""
        soonest = min(worker.deadline for worker in self.workers)
        ready = wait([w.connection for w in self.workers], timeout=max(0.0, soonest - time.monotonic()))
        for worker in [w for w in self.workers if w.connection in ready]:
            self._take(worker)
        for worker in [w for w in self.workers if w.deadline <= time.monotonic()]:
            self.results[worker.number] = _too_long(self.limit)
            self._replace(worker)

    def _take(self, worker: _Worker) -> None:
        try:
            self.results[worker.number] = worker.connection.recv()
        except (EOFError, OSError):
            worker.process.join()
            code = worker.process.exitcode
            error = RenderError(f"the process that made it ended with code {code}: too little memory?")
            self.results[worker.number] = error
            self._replace(worker)
            return
        number = next(self.waiting, None) if worker.left else None
        if number is None:
            self._replace(worker)
        else:
            worker.give(number, self.tasks[number], self.limit)

    def _replace(self, worker: _Worker) -> None:
        worker.kill()
        self.workers.remove(worker)
        self._start()
