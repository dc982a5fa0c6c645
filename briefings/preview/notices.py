"""Folders → a call whenever something in them changes. In: folders. Out: calls.

On Linux inotify is asked itself: it tells of a file when that is closed, so that no half of one is read, it tells at
once, and it costs nothing while nothing happens. Elsewhere watchfiles tells, which looks many times a second.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from inotify_simple import INotify

UNSURE = 0.02  # seconds after a file was begun at which it is looked at, should nobody say that it is closed
STEP = 10  # milliseconds between two looks of watchfiles


class Notices(Protocol):
    """What calls when something in folders changes."""

    def follow(self, folders: Mapping[Path, int]) -> bool:
        """Listen for changes in these folders, given with their inodes; return whether all can be listened to."""

    async def close(self) -> None:
        """Listen no longer."""


def listen(wake: Callable[[], None]) -> Notices:
    """Return what calls ``wake``, as well as this system can."""
    try:
        from inotify_simple import INotify

        return KernelNotices(INotify(nonblocking=True), wake)
    except (ImportError, OSError):  # not Linux; or too many listen already
        return SteppedNotices(wake)


class KernelNotices:
    """What inotify tells.

    Args:
        inotify: It.
        wake: Is called.
    """

    def __init__(self, inotify: INotify, wake: Callable[[], None]) -> None:
        from inotify_simple import flags

        self._inotify, self._wake = inotify, wake
        self._later = flags.CREATE
        self._mask = (
            flags.CREATE | flags.CLOSE_WRITE | flags.MOVED_FROM | flags.MOVED_TO | flags.DELETE | flags.DELETE_SELF
            | flags.MOVE_SELF | flags.ONLYDIR
        )  # fmt: skip
        self._loop = asyncio.get_running_loop()
        self._loop.add_reader(inotify.fileno(), self._hear)

    def follow(self, folders: Mapping[Path, int]) -> bool:
        """Listen for changes in these folders; return whether all can be listened to."""
        unheard = [folder for folder in folders if not self._add(folder)]
        return not unheard

    async def close(self) -> None:
        """Listen no longer."""
        self._loop.remove_reader(self._inotify.fileno())
        self._inotify.close()

    def _add(self, folder: Path) -> bool:
        """Return whether ``folder`` is listened to; for the kernel, one that is already is no other."""
        try:
            self._inotify.add_watch(folder, self._mask)
        except OSError:  # it has just gone, or too many are listened to
            return False
        return True

    def _hear(self) -> None:
        if all(event.mask == self._later for event in self._inotify.read(timeout=0)):
            self._loop.call_later(UNSURE, self._wake)
        else:
            self._wake()


class SteppedNotices:
    """What watchfiles tells.

    Args:
        wake: Is called.
    """

    def __init__(self, wake: Callable[[], None]) -> None:
        self._wake = wake
        self._folders: Mapping[Path, int] = {}
        self._task: asyncio.Task[None] | None = None

    def follow(self, folders: Mapping[Path, int]) -> bool:
        """Listen for changes in these folders; return whether they can be listened to."""
        if folders != self._folders:
            if self._task:
                self._task.cancel()
            self._folders, self._task = folders, asyncio.create_task(self._listen(list(folders)))
        return self._task is not None and not self._task.done()

    async def close(self) -> None:
        """Listen no longer."""
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _listen(self, folders: list[Path]) -> None:
        """Call whenever something changes; return when nothing can be heard of these folders."""
        from watchfiles import awatch

        with suppress(OSError, RuntimeError):  # too many watches, or a folder that has just gone
            async for _ in awatch(*folders, watch_filter=None, step=STEP, debounce=2 * STEP, recursive=False):
                self._wake()
