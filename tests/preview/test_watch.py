"""What wakes the preview: files that are saved, folders that come, and neither more nor half a file."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from briefings.preview.notices import Notices, SteppedNotices, listen
from briefings.preview.stamps import list_folders
from briefings.preview.watch import watch_desk
from tests.preview.desks import make_desk
from tests.preview.running import PATIENCE, run_apart


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_desk(tmp_path / "desk")


@pytest.mark.parametrize("make", [listen, SteppedNotices])
def test_a_save_wakes(folder: Path, make: Callable[[Callable[[], None]], Notices]) -> None:
    async def hear() -> None:
        woken = asyncio.Event()
        notices = make(woken.set)
        assert notices.follow(list_folders(folder))
        await asyncio.sleep(0.1)  # watchfiles begins in its own time
        (folder / "seeds" / "topics" / "arvale.toml").write_text('title = "Anew"', encoding="utf-8")
        await asyncio.wait_for(woken.wait(), PATIENCE)
        await notices.close()

    run_apart(hear())


@pytest.mark.skipif(sys.platform != "linux", reason="watchfiles tells it later")
def test_folders_that_cannot_be_heard_are_told(tmp_path: Path) -> None:
    async def hear() -> None:
        notices = listen(lambda: None)
        assert not notices.follow({tmp_path / "gone": 1})
        await notices.close()

    run_apart(hear())


@pytest.mark.skipif(sys.platform != "linux", reason="inotify")
def test_a_file_is_told_when_it_is_closed(folder: Path) -> None:
    async def hear() -> None:
        woken = asyncio.Event()
        notices = listen(woken.set)
        notices.follow(list_folders(folder))
        with (folder / "seeds" / "topics" / "arvale.toml").open("w", encoding="utf-8") as file:
            file.write("title = ")
            file.flush()
            await asyncio.sleep(0.05)
            assert not woken.is_set()
            file.write('"Anew"')
        await asyncio.wait_for(woken.wait(), PATIENCE)
        await notices.close()

    run_apart(hear())


async def count(signs: AsyncIterator[None], seen: list[None]) -> None:
    async for sign in signs:
        seen.append(sign)


def test_what_is_saved_in_new_folders_is_seen_and_outputs_are_not(folder: Path) -> None:
    async def watch() -> None:
        seen: list[None] = []
        task = asyncio.create_task(count(watch_desk(folder), seen))
        await asyncio.sleep(0.1)
        (folder / "output").mkdir()
        (folder / "output" / "arvale.md").write_text("# Arvale", encoding="utf-8")
        await asyncio.sleep(0.1)
        assert not seen
        (folder / "seeds" / "articles" / "more" / "deep").mkdir(parents=True)
        for number in range(3):
            await asyncio.sleep(0.1)
            before = len(seen)
            (folder / "seeds" / "articles" / "more" / "deep" / f"{number}.txt").write_text("One.", encoding="utf-8")
            async with asyncio.timeout(PATIENCE):
                while len(seen) == before:
                    await asyncio.sleep(0.01)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    run_apart(watch())
