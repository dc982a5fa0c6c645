"""Many topics on several cores: the same bytes, errors kept apart, a task that hangs or dies stops nobody else."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefings.cli.workers import LIFE, run_tasks
from briefings.errors import BriefingsError, FitError, RenderError, SeedError
from tests.cli.conftest import TOPIC, Run


def work(task: str) -> str:
    if task == "fails":
        raise SeedError("nothing in it: write something", path="a.txt", line=3)
    while task == "hangs":
        pass
    if task == "dies":
        os._exit(3)
    return task.upper()


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_the_order_of_the_tasks_and_errors_whole(jobs: int) -> None:
    found = list(run_tasks(work, ["a", "fails", "b", "c", "d"], jobs=jobs))
    assert [one if isinstance(one, str) else type(one) for one in found] == ["A", SeedError, "B", "C", "D"]
    error = found[1]
    assert isinstance(error, BriefingsError)
    assert (str(error), error.path, error.line, error.exit_code) == (
        "a.txt:3: nothing in it: write something", "a.txt", 3, 3,
    )  # fmt: skip


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_task_that_takes_too_long_is_stopped_and_the_others_are_done(
    jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefings.cli.workers.START_LIMIT", 20.0)
    found = list(run_tasks(work, ["a", "hangs", "b", "c"], jobs=jobs, limit=1.0))
    assert [one for one in found if isinstance(one, str)] == ["A", "B", "C"]
    assert isinstance(found[1], RenderError)
    assert "stopped after 1 s" in str(found[1])


def test_a_worker_that_dies_fails_its_task_alone() -> None:
    found = list(run_tasks(work, ["a", "dies", "b", "c", "d"], jobs=2))
    assert [one for one in found if isinstance(one, str)] == ["A", "B", "C", "D"]
    assert "ended with code 3" in str(found[1])


def process_of(task: int) -> tuple[int, int]:
    return task, os.getpid()


def test_a_worker_gives_way_to_a_new_one_before_it_has_grown() -> None:
    found = [one for one in run_tasks(process_of, range(3 * LIFE), jobs=2) if isinstance(one, tuple)]
    assert [task for task, _ in found] == list(range(3 * LIFE))
    done = Counter(process for _, process in found)
    assert max(done.values()) <= LIFE
    assert len(done) >= 3


def test_errors_travel_as_they_are() -> None:
    import pickle

    error = pickle.loads(pickle.dumps(FitError("too long: shorten it", path="t")))
    assert (type(error), str(error), error.path) == (FitError, "t: too long: shorten it", "t")


def test_two_processes_make_the_same_bytes_as_one(desk: Path, run: Run) -> None:
    for number in range(3):
        text = TOPIC.replace("Harbour talks", f"Harbour {number}")
        (desk / f"seeds/topics/harbour-{number}.toml").write_text(text, encoding="utf-8")
    (desk / "seeds/topics/nothing.toml").write_text('title = "N"\n[terms]\nany = ["zebra"]\n', encoding="utf-8")
    told, pages = [], []
    for jobs in ("1", "2"):
        result = run("build", "--jobs", jobs, "--output", f"pages-{jobs}")
        assert result.exit_code == 3
        told.append(result.stderr.replace(f"pages-{jobs}", "pages"))
        pages.append({path.name: path.read_bytes() for path in Path(f"pages-{jobs}").iterdir()})
    assert pages[0] == pages[1]
    assert len(pages[0]) == 4 * 4
    assert told[0] == told[1]
    assert "nothing" in told[0]


@pytest.fixture
def heeded_ctrl_c() -> Iterator[None]:
    """Undo for a while what a shell does to a job in the background: its children inherit that Ctrl-C is ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heeded_ctrl_c")
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals")
def test_ctrl_c_ends_all_processes_and_leaves_whole_files(desk: Path) -> None:
    for number in range(40):
        text = TOPIC.replace("Harbour talks", f"Harbour {number}")
        (desk / f"seeds/topics/harbour-{number}.toml").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "briefings", "build", "--jobs", "2"]
    with subprocess.Popen(command, cwd=desk, stderr=subprocess.PIPE, start_new_session=True) as process:
        while not (output := list((desk / "output").glob("*.json"))) and process.poll() is None:
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to the program and all it started
        _, said = process.communicate(timeout=30)
    assert output
    assert b"Traceback" not in said
    assert process.returncode == 1, said
    assert is_gone(process.pid)
    written = {path.suffix for path in (desk / "output").iterdir()}
    assert written <= {".md", ".html", ".pdf", ".json"}
    for path in (desk / "output").glob("*.pdf"):
        assert path.read_bytes().rstrip().endswith(b"%%EOF")
    assert len(list((desk / "output").glob("*.pdf"))) < 40


def is_gone(group: int) -> bool:
    """Return whether no process of ``group`` is left, or none soon."""
    for _ in range(500):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.01)
    return False
