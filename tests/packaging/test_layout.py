"""The top level of the repository holds what ARCHITECTURE.md says, and the rooms import one way."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = {"briefings", "templates", "seeds", "output", "tests"}
FILES = {
    "pyproject.toml", "desk.toml", "Makefile", "README.md", "LICENSE", "CHANGELOG.md", "ARCHITECTURE.md",
    "CONTRIBUTING.md",
}  # fmt: skip
ROW = re.compile(r"^\| `([a-z_]+)`", re.MULTILINE)  # "| `corroborate` | claims … |"


def in_git(*command: str) -> list[str]:
    """Return the lines that git prints; skips where there is no repository (an unpacked sdist)."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("no git repository here")
    safe = {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "safe.directory", "GIT_CONFIG_VALUE_0": str(ROOT)}
    done = subprocess.run([git, *command], cwd=ROOT, capture_output=True, text=True, check=True, env=os.environ | safe)
    return done.stdout.splitlines()


def test_the_top_level_is_what_it_is_said_to_be() -> None:
    tracked = in_git("ls-files")
    visible = [path for path in tracked if not path.startswith(".")]
    assert {path.split("/")[0] for path in visible if "/" in path} == FOLDERS
    assert {path for path in visible if "/" not in path} == FILES


def test_nothing_large_and_nothing_made_is_committed() -> None:
    sizes = {path: (ROOT / path).stat().st_size for path in in_git("ls-files") if (ROOT / path).is_file()}
    assert {path for path, size in sizes.items() if size > 1_000_000} == set()
    assert {path for path in sizes if path.endswith((".pdf", ".pyc", ".whl"))} == set()


def test_the_licence_is_the_one_that_the_package_names() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert project["license"] == "Apache-2.0"
    assert "Apache License\n                           Version 2.0, January 2004" in licence


def test_the_rooms_import_one_way() -> None:
    command = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_architecture_names_every_room() -> None:
    rooms = {p.stem for p in (ROOT / "briefings").iterdir() if p.suffix == ".py" or (p / "__init__.py").exists()}
    told = set(ROW.findall((ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")))
    assert rooms - {"__init__", "__main__"} == told & rooms
    assert told - rooms == set()
