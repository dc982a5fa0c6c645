"""The desk's folder → a sign whenever something in it changed. In: a folder. Out: one sign for each burst of saves.

The kernel's notices only wake; what counts are the stamps of the files. So nothing is missed where there are no
notices (network drives), where they are lost, or where whole folders are swapped (a branch is switched): the stamps are
compared every two seconds anyway.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import suppress
from pathlib import Path

from briefings.preview.stamps import list_roots, list_stamps

SWEEP = 2.0  # seconds between two looks where the kernel gives notice
POLL = 0.3  # seconds between two looks where it does not
STEP = 10  # milliseconds that watchfiles waits for more of the same
SLOW_STEP = 50  # the same for desk.toml, which is saved less often


async def watch_desk(folder: Path, *, poll: bool = False) -> AsyncIterator[None]:
    """Yield once for each time that something changed in the desk, until it is closed.

    Args:
        folder: The desk's folder; it may vanish and come back.
        poll: Look by the clock alone.
    """
    woken = asyncio.Event()
    stamps, roots = list_stamps(folder), list_roots(folder)
    watchers = [] if poll else _start(roots, folder, woken)
    try:
        while True:
            alive = bool(watchers) and not any(watcher.done() for watcher in watchers)
            with suppress(TimeoutError):
                await asyncio.wait_for(woken.wait(), SWEEP if alive else POLL)
            woken.clear()
            if not poll and list_roots(folder) != roots:
                await _stop(watchers)
                roots = list_roots(folder)
                watchers = _start(roots, folder, woken)
            if (now := list_stamps(folder)) != stamps:
                stamps = now
                yield
    finally:
        await _stop(watchers)


def _start(roots: Iterable[Path], folder: Path, woken: asyncio.Event) -> list[asyncio.Task[None]]:
    """Return the tasks that listen to the kernel: one for what lies below the roots, one for the folder itself."""
    below = [root for root in roots if root != folder]
    tasks = []
    if below:
        tasks.append(asyncio.create_task(_listen(below, woken, step=STEP, deep=True)))
    if folder.is_dir():
        tasks.append(asyncio.create_task(_listen([folder], woken, step=SLOW_STEP, deep=False)))
    return tasks


async def _listen(paths: list[Path], woken: asyncio.Event, *, step: int, deep: bool) -> None:
    """Set ``woken`` whenever the kernel gives notice; return when it gives none for these paths."""
    from watchfiles import awatch

    with suppress(OSError, RuntimeError):  # too many watches, no inotify, or a path that has just gone
        async for _ in awatch(*paths, watch_filter=None, step=step, debounce=2 * step, recursive=deep):
            woken.set()


async def _stop(watchers: Iterable[asyncio.Task[None]]) -> None:
    for watcher in watchers:
        watcher.cancel()
    await asyncio.gather(*watchers, return_exceptions=True)
