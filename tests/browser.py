"""Debian's Chromium, without a window, with nothing kept; axe-core in it."""

from __future__ import annotations

import os
import shutil
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
)  # fmt: skip


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Give a browser, which is closed afterwards.

    Raises:
        FileNotFoundError: There is no Chromium on this machine.
    """
    found = find_chromium()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        yield chromium
        chromium.close()


def find_chromium() -> str:
    """Return the path of Chromium.

    Raises:
        FileNotFoundError: There is none on this machine.
    """
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        raise FileNotFoundError("there is no Chromium: sh .ci/setup.sh dev installs it")
    return found


def do_without(what: str) -> None:
    """Skip a test for want of a tool, loudly; on a build server, which has all of them, fail it."""
    if os.environ.get("CI"):
        pytest.fail(what)
    warnings.simplefilter("default")
    pytest.skip(f"!!! NOT TESTED: {what}")


def axe_violations(page: Page) -> list[str]:
    """Return what axe-core finds wrong with the page (WCAG 2.2 A and AA, best practices), with the elements."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [f"{one['id']}: {node['html']}" for one in found for node in one["nodes"]]
