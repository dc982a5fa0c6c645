"""Case files: plain text in, plain text out. In: a file of cases. Out: a list of them.

A file holds any number of cases, each as ``title / . / input / . / expected / .`` where the dots stand alone on
their lines. Lines between cases are comments. A dot on its own line inside a case is written ``\\.``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Case:
    """One case. ``line`` is where its title stands."""

    path: Path
    line: int
    title: str
    given: str
    expected: str

    def __str__(self) -> str:
        return f"{self.path.name}:{self.line} {self.title}"


def read_cases(path: Path) -> list[Case]:
    """Return the cases of the file ``path`` in their order."""
    lines = path.read_text(encoding="utf-8").split("\n")
    dots = [number for number, line in enumerate(lines) if line == "."]
    assert dots, f"{path}: no cases"
    assert len(dots) % 3 == 0, f"{path}: a case has three lines with a dot alone, found {len(dots)} in all"
    return [_read_case(path, lines, *dots[n : n + 3]) for n in range(0, len(dots), 3)]


def _read_case(path: Path, lines: list[str], title: int, middle: int, last: int) -> Case:
    given, expected = (_unescape(lines[a + 1 : b]) for a, b in ((title, middle), (middle, last)))
    return Case(path, title, lines[title - 1], given, expected)


def _unescape(lines: list[str]) -> str:
    return "\n".join("." if line == "\\." else line for line in lines)


def load_cases(folder: Path, pattern: str = "*.txt") -> list[Case]:
    """Return the cases of all files in ``folder`` that match ``pattern``, for ``pytest.mark.parametrize``."""
    return [case for path in sorted(folder.glob(pattern)) for case in read_cases(path)]


def check_case(case: Case, got: str, request: pytest.FixtureRequest) -> None:
    """Assert that ``got`` is what ``case`` expects; with ``--regen`` write it into the file instead."""
    if got == case.expected or not request.config.getoption("--regen"):
        assert got == case.expected, f"{case}\n--- given\n{case.given}"
        return
    _rewrite(case, got)


def _rewrite(case: Case, got: str) -> None:
    lines = case.path.read_text(encoding="utf-8").split("\n")
    title = next(n for n, line in enumerate(lines) if line == case.title and lines[n + 1 : n + 2] == ["."])
    middle = lines.index(".", title + 2)
    last = lines.index(".", middle + 1)
    escaped = ["\\." if line == "." else line for line in got.split("\n")]
    case.path.write_text("\n".join([*lines[: middle + 1], *escaped, *lines[last:]]), encoding="utf-8")


def check_cases(folder: Path, render: Callable[[str], str], pattern: str = "*.txt") -> Callable[..., None]:
    """Return a test over all cases in ``folder``: ``render(given)`` is what is expected.

    Example:
        ``test_figures = check_cases(Path(__file__).parent / "cases", render_figures)``
    """

    @pytest.mark.parametrize("case", load_cases(folder, pattern), ids=str)
    def test(case: Case, request: pytest.FixtureRequest) -> None:
        check_case(case, render(case.given), request)

    return test
