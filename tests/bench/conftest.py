"""The table that ``make bench`` ends with: what was measured, beside its target."""

from __future__ import annotations

from collections.abc import Callable

import pytest

ROWS = pytest.StashKey[list[tuple[str, float, float, str]]]()
Record = Callable[[str, float, float, str], None]


def pytest_configure(config: pytest.Config) -> None:
    config.stash[ROWS] = []


@pytest.fixture
def at_most(request: pytest.FixtureRequest) -> Record:
    """Give a function that notes what was measured and fails when it is over its target."""

    def note(what: str, measured: float, target: float, unit: str) -> None:
        request.config.stash[ROWS].append((what, measured, target, unit))
        assert measured <= target, f"{what}: {measured:.3g} {unit}, target {target:g} {unit}"

    return note


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    rows = config.stash[ROWS]
    if not rows:
        return
    terminalreporter.section("measured beside target")
    terminalreporter.line(f"{'what':62}{'measured':>10}{'at most':>10}  unit")
    for what, measured, target, unit in rows:
        mark = "" if measured <= target else "  OVER"
        terminalreporter.line(f"{what:62}{measured:10.3f}{target:10g}  {unit}{mark}")
