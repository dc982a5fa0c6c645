"""Who is told of changes. In: events. Out: a stream of them for each browser."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Literal

import msgspec

from briefings.model import Record
from briefings.preview.messages import Stage

BEAT = 15.0  # seconds after which a stream says that it lives, so that proxies and browsers keep it
RETRY = b"retry: 500\n\n"  # milliseconds until a browser asks again after the stream broke
MAX_WAITING = 200  # events; a browser that does not read them for so long begins anew


class Event(Record, frozen=True, kw_only=True):
    """What a browser is told: the run of the server, and which brief's text, page or files, or that the desk is new."""

    run: str
    stage: Stage | Literal["hello"]
    slug: str = ""


class Hub:
    """The open streams.

    Args:
        run: The name of this run of the server; a browser that hears another one begins anew.
    """

    def __init__(self, run: str) -> None:
        self.run = run
        self.closed = False
        self._streams: set[asyncio.Queue[Event | None]] = set()

    def tell(self, stage: Stage, slug: str = "") -> None:
        """Send an event to every browser."""
        for stream in self._streams:
            if stream.qsize() < MAX_WAITING:
                stream.put_nowait(Event(run=self.run, stage=stage, slug=slug))

    def close(self) -> None:
        """End every stream, those still to come included."""
        self.closed = True
        for stream in self._streams:
            stream.put_nowait(None)

    async def listen(self) -> AsyncIterator[bytes]:
        """Yield the events from now on in the format of ``text/event-stream``."""
        stream: asyncio.Queue[Event | None] = asyncio.Queue()
        self._streams.add(stream)
        try:
            yield RETRY + _say(Event(run=self.run, stage="hello"))
            while not self.closed:
                try:
                    event = await asyncio.wait_for(stream.get(), BEAT)
                except TimeoutError:
                    yield b": here\n\n"
                    continue
                if event is None:
                    return
                yield _say(event)
        finally:
            self._streams.discard(stream)


def _say(event: Event) -> bytes:
    return b"data: " + msgspec.json.encode(event) + b"\n\n"
