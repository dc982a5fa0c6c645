"""Options of the tests: ``pytest --regen`` rewrites the case files; the diff is the review."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--regen", action="store_true", help="rewrite expectations of cases and goldens; review the diff")
