"""A preview as a person starts it. In: a desk. Out: its address, until it is stopped."""

from __future__ import annotations

import asyncio
import http.client
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/")
PATIENCE = 30.0  # seconds; on a machine that does other things besides
TOKEN = re.compile(r'name="token" content="([^"]+)"')
Answer = TypeVar("Answer")


class Running:
    """A preview that runs.

    Attributes:
        url: Its address, without the last slash.
        process: Its process.
        heard: What it printed.
    """

    def __init__(self, command: list[str]) -> None:
        environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment)
        self.heard: list[str] = []
        self.url = self._address()
        self._hearing = threading.Thread(target=self._hear, daemon=True)
        self._hearing.start()

    def _address(self) -> str:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.heard.append(line)
            if found := ADDRESS.search(line):
                return found[0].rstrip("/")
        raise AssertionError("".join(self.heard))

    def _hear(self) -> None:
        assert self.process.stderr is not None
        self.heard.extend(self.process.stderr)

    @property
    def port(self) -> int:
        return urlsplit(self.url).port or 0

    def ask(
        self, path: str, *, method: str = "GET", headers: dict[str, str] | None = None, body: bytes | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        """Return status, headers and body of the answer to a request for ``path``, sent as it is."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.putrequest(method, path, skip_host="Host" in (headers or {}))
            for name, value in (headers or {}).items():
                if value:
                    connection.putheader(name, value)
            if body is not None:
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body)
            answer = connection.getresponse()
            return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
        finally:
            connection.close()

    def text(self, path: str) -> str:
        """Return the page at ``path``."""
        return self.ask(path)[2].decode()

    def token(self) -> str:
        """Return the token that the preview's own pages show when they write."""
        found = TOKEN.search(self.text("/"))
        assert found
        return found[1]

    def act(self, slug: str, act: bytes, **headers: str) -> tuple[int, str]:
        """Return status and body of the answer to an act, sent as the preview's own page sends it."""
        sent = {"Origin": self.url, "X-Briefings-Token": self.token(), "Content-Type": "application/json"}
        status, _, body = self.ask(f"/briefs/{slug}/acts", method="POST", headers={**sent, **headers}, body=act)
        return status, body.decode()

    def until(self, test: Callable[[], object], what: str) -> None:
        """Return when ``test`` holds."""
        wait_until(test, what)

    def settle(self, slug: str) -> None:
        """Return when the page of ``slug`` was made and nothing more is under way."""
        address = f"/briefs/{slug}/page"
        self.until(lambda: re.search('class="tag (fits|held)"', self.text(address)), f"{slug} made")

    def rest(self, path: str, seconds: float = 1.0) -> None:
        """Return when the page at ``path`` has stayed as it is for so long: nothing that was saved is still to come."""
        seen, since = "", 0.0

        def rests() -> bool:
            nonlocal seen, since
            if (now := self.text(path)) != seen:
                seen, since = now, time.monotonic()
            return time.monotonic() - since > seconds

        self.until(rests, f"{path} as it stays")

    def stop(self) -> float:
        """Return the seconds that the preview took to end after Ctrl-C."""
        begun = time.perf_counter()
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        self.process.wait(PATIENCE)
        took = time.perf_counter() - begun
        self._hearing.join()
        if self.process.stderr is not None:
            self.process.stderr.close()
        return took


def wait_until(test: Callable[[], object], what: str) -> None:
    """Return when ``test`` holds; how long that takes is not judged, only that it comes."""
    end = time.monotonic() + PATIENCE
    while not test():
        assert time.monotonic() < end, f"in vain: {what}"
        time.sleep(0.02)


@contextmanager
def previewing(desk: Path, *options: str) -> Iterator[Running]:
    """Give a preview of ``desk`` that ends with the block."""
    command = [sys.executable, "-m", "briefings", "preview", "--desk", str(desk), "--port", "0", *options]
    running = Running(command)
    try:
        yield running
    finally:
        running.stop()


def run_apart(work: Coroutine[Any, Any, Answer]) -> Answer:
    """Return what ``work`` comes to, done in a thread of its own: in this one Playwright may have a loop running."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()
