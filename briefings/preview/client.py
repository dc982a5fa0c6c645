"""The press as the server sees it. In: questions. Out: answers in time; a process that fails is replaced."""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress
from pathlib import Path

from briefings.preview.messages import LENGTH_BYTES, Answer, Question, pack, unpack_answer

BUFFER_BYTES = 1 << 20
WORKER = ("-P", "-m", "briefings.preview.press")  # -P: what lies in the desk's folder is not imported


class PressError(Exception):
    """The press gave no answer: it took too long, or it ended."""


class Press:
    """A process that answers one question at a time.

    Args:
        folder: The desk's folder.
        as_of: ISO date of the pages, or None.
    """

    def __init__(self, folder: Path, as_of: str | None) -> None:
        self._arguments = (*WORKER, str(folder), as_of or "")
        self._process: asyncio.subprocess.Process | None = None

    async def ask(self, question: Question, *, limit: float) -> Answer:
        """Return the answer to ``question``.

        Raises:
            PressError: There was none within ``limit`` seconds. The process is gone; the next question starts another.
        """
        process = self._process = self._process or await self._start()
        try:
            async with asyncio.timeout(limit):
                return await _exchange(process, question)
        except TimeoutError as error:
            await self.stop()
            raise PressError(f"it took more than {limit:g} seconds and was stopped") from error
        except (asyncio.IncompleteReadError, OSError) as error:
            await self.stop()
            raise PressError("the process that makes the pages ended; the terminal says why") from error

    async def stop(self) -> None:
        """End the process, whatever it does."""
        process, self._process = self._process, None
        if process is not None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()

    async def _start(self) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            sys.executable, *self._arguments, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
            limit=BUFFER_BYTES,
        )  # fmt: skip


async def _exchange(process: asyncio.subprocess.Process, question: Question) -> Answer:
    asked, answers = process.stdin, process.stdout
    if asked is None or answers is None:
        raise OSError("the process has no pipes")
    asked.write(pack(question))
    await asked.drain()
    length = int.from_bytes(await answers.readexactly(LENGTH_BYTES))
    return unpack_answer(await answers.readexactly(length))
