"""Desks, previews of them, and tabs of the browser for the tests of the preview."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from briefings.desk import write_output
from briefings.preview.stamps import hash_bytes
from tests.preview.desks import add_shared_claim, make_desk
from tests.preview.running import PATIENCE, Running, previewing

SLUGS = ("arvale", "borland")
SOURCE = re.compile(r'id="markdown-source">(.*?)</pre>', re.DOTALL)
Workplace = tuple[Running, Path, dict[Path, bytes], list[str]]  # a preview, its desk, the files, what was shown

expect.set_options(timeout=PATIENCE * 1000)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    fresh = browser.new_context(viewport={"width": 1440, "height": 900})
    yield fresh
    fresh.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A tab in which no error comes up and no request leaves this machine."""
    tab, wrong = context.new_page(), list[str]()
    watch(tab, wrong)
    yield tab
    assert wrong == []


def watch(tab: Page, wrong: list[str]) -> None:
    """Note in ``wrong`` what goes wrong in a tab, refusals that a test asks for excepted."""
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    tab.on("console", lambda said: wrong.append(said.text) if said.type == "error" and "409" not in said.text else None)
    tab.on("request", lambda sent: wrong.append(sent.url) if not sent.url.startswith("http://127.0.0.1:") else None)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A desk of two small briefs, with a claim that two publishers make."""
    made = make_desk(tmp_path / "desk")
    add_shared_claim(made)
    return made


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workplace]:
    made = make_desk(tmp_path_factory.mktemp("workplace") / "desk")
    add_shared_claim(made)
    files = {path: path.read_bytes() for path in made.rglob("*") if path.is_file()}
    with previewing(made) as running:
        for slug in SLUGS:
            running.settle(slug)
        yield running, made, files, read_exports(running)


@pytest.fixture
def preview(workplace: Workplace) -> Running:
    """A preview of the fixture ``own_desk``, which is as it was at first, whatever the test before did to it."""
    running, desk, files, exports = workplace
    restore(desk, files)
    running.until(lambda: is_shown(running, desk, exports), "the desk as it was at first")
    return running


@pytest.fixture
def own_desk(workplace: Workplace) -> Path:
    """The desk of ``preview``."""
    return workplace[1]


def restore(desk: Path, files: Mapping[Path, bytes]) -> None:
    """Put a desk's files back as they were."""
    for name in ("templates", "output"):
        shutil.rmtree(desk / name, ignore_errors=True)
    for path in [path for path in desk.rglob("*") if path.is_file() and path not in files]:
        path.unlink()
    for path, raw in files.items():
        if not path.is_file() or path.read_bytes() != raw:
            write_output(path, raw)


def is_shown(running: Running, desk: Path, exports: list[str]) -> bool:
    """Return whether both briefs of the desk are shown as its files are now, without a mistake, text and page."""
    pages = [running.text(f"/briefs/{slug}/page") for slug in SLUGS]
    hashes = [hash_bytes(topic_of(desk, slug).read_bytes()) for slug in SLUGS]
    return (
        all(seen in page and 'class="problem"' not in page for page, seen in zip(pages, hashes, strict=True))
        and all('class="tag fits"' in page for page in pages)
        and read_exports(running) == exports
        and "By hand" not in running.text("/briefs/arvale/frame.html")
    )


def read_exports(running: Running) -> list[str]:
    """Return the Markdown of both briefs, as it is shown and as it is exported: of their texts and of their pages."""
    shown = [SOURCE.findall(running.text(f"/briefs/{slug}/markdown")) for slug in SLUGS]
    return [
        *(source for sources in shown for source in sources),
        *(running.text(f"/briefs/{s}/export.md") for s in SLUGS),
    ]


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A preview for tests that change nothing."""
    made = make_desk(tmp_path_factory.mktemp("shown") / "desk")
    add_shared_claim(made)
    with previewing(made) as running:
        running.settle("arvale")
        running.settle("borland")
        yield running


def topic_of(desk: Path, slug: str = "arvale") -> Path:
    return desk / "seeds" / "topics" / f"{slug}.toml"
