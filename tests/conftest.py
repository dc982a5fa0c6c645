"""Options of the tests: ``pytest --regen`` rewrites the case files; the diff is the review."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

settings.register_profile("untimed", deadline=None)  # a busy machine is no failure
settings.load_profile("untimed")

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--regen", action="store_true", help="rewrite expectations of cases and goldens; review the diff")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium; without one, what needs it is skipped, but not on a build server."""
    from tests.browser import do_without, open_browser

    try:
        with open_browser() as chromium:
            yield chromium
    except FileNotFoundError as error:
        do_without(str(error))
