"""A browser for the tests of the preview: Debian's Chromium, without a window, with nothing kept."""

from __future__ import annotations

import os
import shutil
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.preview.desks import add_shared_claim, make_desk
from tests.preview.running import Running, previewing

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
)  # fmt: skip


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("there is no Chromium: sh .ci/setup.sh dev installs it")
        warnings.simplefilter("default")
        pytest.skip("!!! NO CHROMIUM: the preview is NOT tested. `sh .ci/setup.sh dev` says how to get one")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        yield chromium
        chromium.close()


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


@pytest.fixture
def preview(desk: Path) -> Iterator[Running]:
    with previewing(desk) as running:
        running.settle("arvale")
        yield running


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


Opens = Callable[..., Any]
