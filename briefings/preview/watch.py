"""The desk's folder → a sign whenever something in it changed. In: a folder. Out: one sign for each burst of saves.

The kernel's notices only wake; what counts are the stamps of the files. So nothing is missed where there are no
notices (network drives), where they are lost, or where whole folders are swapped (a branch is switched): the stamps are
compared every two seconds anyway.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

from briefings.preview.notices import listen
from briefings.preview.stamps import list_folders, list_stamps

SWEEP = 2.0  # seconds between two looks where the kernel gives notice
POLL = 0.3  # seconds between two looks where it does not
SETTLED = 0.003  # seconds without a further notice after which a burst is over: a file, then its name, say
MOST_SETTLING = 0.03  # seconds


async def watch_desk(folder: Path, *, poll: bool = False) -> AsyncIterator[None]:
    """Yield once for each time that something changed in the desk, until it is closed.

    Args:
        folder: The desk's folder; it may vanish and come back.
        poll: Look by the clock alone.
    """
    woken = asyncio.Event()
    notices = None if poll else listen(woken.set)
    stamps = list_stamps(folder)
    try:
        while True:
            alive = notices is not None and notices.follow(list_folders(folder))
            if (now := list_stamps(folder)) != stamps:
                stamps = now
                yield
            await _settle(woken, SWEEP if alive else POLL)
    finally:
        if notices is not None:
            await notices.close()


async def _settle(woken: asyncio.Event, seconds: float) -> None:
    """Return after so many seconds, or when ``woken`` was set and is not set again and again."""
    with suppress(TimeoutError):
        await asyncio.wait_for(woken.wait(), seconds)
    end = time.monotonic() + MOST_SETTLING
    while woken.is_set() and time.monotonic() < end:
        woken.clear()
        await asyncio.sleep(SETTLED)
    woken.clear()
