"""The package installs from a checkout and from a wheel, and briefs an article in an empty folder elsewhere."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pypdfium2
import pytest

ROOT = Path(__file__).resolve().parents[2]
NOT_IN_A_CHECKOUT = shutil.ignore_patterns(
    ".git", ".venv", ".*_cache", ".hypothesis", ".benchmarks", "__pycache__", "node_modules", "dist", "build",
    "*.egg-info",
)  # fmt: skip
ARTICLE = """\
The text of this article is fictional.

Trade Minister Amara Otieno-Lund of Kenya told reporters in Mombasa on 3 March 2026 that the port would receive
“at least 40 new cranes” by the end of the year. Analysts warned that a shortage of operators could delay the plan.
"""


def run(*command: str | Path, cwd: Path, env: dict[str, str] | None = None, stdin: str = "") -> str:
    """Return what ``command`` writes to standard output.

    It runs without the variables by which one environment shows through in another.
    """
    clean = {k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "VIRTUAL_ENV", "PYTHONHOME"}}
    done = subprocess.run(
        [str(word) for word in command], cwd=cwd, env=clean | (env or {}), input=stdin, capture_output=True,
        text=True, encoding="utf-8", timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"{command}: exit {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="session")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the checkout, so that nothing is built inside it."""
    return Path(shutil.copytree(ROOT, tmp_path_factory.mktemp("copy") / "briefings", ignore=NOT_IN_A_CHECKOUT))


@pytest.fixture(scope="session")
def wheel(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel that the copy builds."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", folder, checkout, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="session", params=["checkout", "wheel"])
def command(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The installed ``briefings`` of a fresh virtual environment that sees nothing of this one."""
    what = request.getfixturevalue(request.param)
    venv = tmp_path_factory.mktemp(request.param) / "venv"
    run(sys.executable, "-m", "venv", "--without-pip", venv, cwd=venv.parent)
    run(
        sys.executable, "-m", "pip", "--python", venv / "bin" / "python", "install", "-q", "--no-compile", what,
        cwd=venv.parent,
    )  # fmt: skip
    return venv / "bin" / "briefings"


@pytest.fixture
def elsewhere(tmp_path: Path) -> tuple[Path, dict[str, str]]:
    """An empty folder that is no checkout, and a home that is empty too."""
    (tmp_path / "home").mkdir()
    (tmp_path / "empty").mkdir()
    return tmp_path / "empty", {"HOME": str(tmp_path / "home"), "XDG_CACHE_HOME": str(tmp_path / "home" / ".cache")}


def test_it_briefs_an_article_in_every_format(command: Path, elsewhere: tuple[Path, dict[str, str]]) -> None:
    folder, env = elsewhere
    (folder / "port.txt").write_text(ARTICLE, encoding="utf-8")
    run(command, "build", "port.txt", "--title", "Mombasa port", "--format", "md,html,pdf", cwd=folder, env=env)
    markdown = (folder / "output" / "mombasa-port.md").read_text(encoding="utf-8")
    assert "# Mombasa port" in markdown
    assert "[1]" in markdown
    html = (folder / "output" / "mombasa-port.html").read_text(encoding="utf-8")
    assert html.lstrip().lower().startswith("<!doctype html>")
    assert "Otieno-Lund" in html
    with pypdfium2.PdfDocument(folder / "output" / "mombasa-port.pdf") as pdf:
        text = pdf[0].get_textpage().get_text_range()
        assert len(pdf) == 1
    assert "Otieno-Lund" in text


def test_it_reads_a_pipe_and_writes_one(command: Path, elsewhere: tuple[Path, dict[str, str]]) -> None:
    folder, env = elsewhere
    page = run(
        command, "build", "-", "--title", "Port", "--format", "md", "-o", "-", cwd=folder, env=env, stdin=ARTICLE
    )
    assert "# Port" in page
    assert list(folder.iterdir()) == []


def test_a_new_desk_builds_its_example(command: Path, elsewhere: tuple[Path, dict[str, str]]) -> None:
    folder, env = elsewhere
    run(command, "init", "desk", cwd=folder, env=env)
    run(command, "build", "--format", "md", cwd=folder / "desk", env=env)
    assert list((folder / "desk" / "output").glob("*.md"))


def test_the_wheel_carries_what_the_package_reads_and_no_more(wheel: Path, checkout: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert "briefings/py.typed" in names
    assert any(name.endswith("/licenses/LICENSE") for name in names)
    assert sorted(_below("briefings/templates/", names)) == _files(checkout / "templates")
    assert sorted(_below("briefings/extract/data/", names)) == _files(checkout / "briefings" / "extract" / "data")
    assert any(name.endswith((".ttf", ".otf")) for name in names)
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"briefings"}
    assert [name for name in names if "/tests/" in name or "__pycache__" in name] == []


def _below(folder: str, names: list[str]) -> list[str]:
    return [name.removeprefix(folder) for name in names if name.startswith(folder) and not name.endswith("/")]


def _files(folder: Path) -> list[str]:
    return sorted(
        p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts
    )
