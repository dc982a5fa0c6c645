"""What the tests of the commands share: a small desk, and a way to run a command as a person does."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from briefings.cli import main
from briefings.render import forget_templates

ARTICLE = """---
headline: Ministers meet over the harbour
publisher: The Example Courier (fictional)
published: 2026-03-10
---
OSLO — Norwegian Foreign Minister Ada Nordvik met Portuguese Prime Minister Rui Salgado in Oslo on Monday.

“We will send 200 engineers to the harbour,” Nordvik said. The ministers agreed to set up a joint commission.

The delay threatens to close the harbour, which employs over 3,000 people.
"""
TOPIC = 'title = "Harbour talks"\n\n[terms]\nany = ["harbour", "commission", "Oslo"]\n'

# run before a command: it sees the package's own fonts alone, as on a machine without any
NO_SYSTEM_FONTS = "import briefings.fonts as fonts; fonts.SYSTEM_FOLDERS = ()"

Run = Callable[..., Result]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A desk with one topic and one article, all invented; it is the working directory."""
    folder = tmp_path / "desk"
    for place, text in {
        "desk.toml": 'name = "Test desk"\n',
        "seeds/articles/harbour.txt": ARTICLE,
        "seeds/topics/harbour-talks.toml": TOPIC,
    }.items():
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        (folder / place).write_text(text, encoding="utf-8")
    monkeypatch.chdir(folder)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    forget_templates()  # a process builds one desk; the tests build many, all called "."
    return folder


@pytest.fixture
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder without a desk; it is the working directory."""
    folder = tmp_path / "nowhere"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    return folder


@pytest.fixture
def run() -> Run:
    """Run ``briefings`` with the arguments given and return what a person sees; a traceback fails the test."""

    def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(main, arguments, input=stdin, catch_exceptions=False)

    return run


def run_process(*arguments: str, code: str = "", **options: object) -> subprocess.CompletedProcess[bytes]:
    """Run ``briefings`` in a process of its own; ``code`` is run before it."""
    program = f"{code}\nfrom briefings.cli import main\nmain({list(arguments)!r}, prog_name='briefings')"
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONWARNINGS": "error"}
    return subprocess.run(
        [sys.executable, "-c", program], capture_output=True, timeout=60, check=False,
        env=environment | dict(options.pop("env", {})), **options,  # type: ignore[arg-type]
    )  # fmt: skip
