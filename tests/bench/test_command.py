"""The command from outside: a process a run, beside a process that does only the unavoidable."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from tests.bench.conftest import Record

ROOT = Path(__file__).resolve().parents[2]
BRIEFINGS = [str(Path(sys.executable).with_name("briefings"))]
BARE_RENDER = """\
import sys, weasyprint
weasyprint.HTML(filename=sys.argv[1]).write_pdf(sys.argv[2], pdf_variant="pdf/ua-1")
"""


# as an installed program runs: with its byte code on disk
ENVIRONMENT = {k: v for k, v in os.environ.items() if k not in {"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"}}


def run(command: Sequence[str]) -> None:
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, stdin=subprocess.DEVNULL, env=ENVIRONMENT)


def seconds(command: Sequence[str]) -> float:
    """Return the wall-clock time of ``command``."""
    start = time.perf_counter()
    run(command)
    return time.perf_counter() - start


def cpu_seconds(command: Sequence[str]) -> float:
    """Return the CPU time, user and system, that ``command`` took."""
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, cwd=ROOT, stdout=quiet, stderr=quiet, env=ENVIRONMENT) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return usage.ru_utime + usage.ru_stime


def ratio(ours: Sequence[str], peer: Sequence[str], *, rounds: int) -> float:
    """Return how many times as long ``ours`` takes as ``peer``: best of ``rounds``, turn by turn."""
    pairs = [(seconds(ours), seconds(peer)) for _ in range(rounds)]
    return min(a for a, _ in pairs) / min(b for _, b in pairs)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk of the real article alone."""
    made = tmp_path_factory.mktemp("desk")
    for name in ("desk.toml", "seeds/articles/ruto-rubio-haiti-talks.txt", "seeds/topics/haiti-mss.toml"):
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_bytes((ROOT / name).read_bytes())
    return made


def build(desk: Path, formats: str) -> list[str]:
    """Return the command that builds the brief from nothing."""
    options = ["--no-cache", "--format", formats, "--output", str(desk / "output")]
    return [*BRIEFINGS, "build", "haiti-mss", "--desk", str(desk), *options]


def test_help_costs_little_more_than_click(benchmark: BenchmarkFixture, at_most: Record) -> None:
    ours, peer = [*BRIEFINGS, "--help"], [sys.executable, "-c", "import click"]
    benchmark.pedantic(run, args=(ours,), rounds=5, warmup_rounds=1)
    at_most("briefings --help / python -c 'import click'", ratio(ours, peer, rounds=15), 2.5, "×")


def test_a_markdown_build_takes_little_cpu(benchmark: BenchmarkFixture, at_most: Record, desk: Path) -> None:
    command = build(desk, "md")
    benchmark.pedantic(run, args=(command,), rounds=3, warmup_rounds=1)
    at_most("CPU of a Markdown build of the real article", min(cpu_seconds(command) for _ in range(7)), 0.35, "s")


def test_a_full_build_costs_little_more_than_weasyprint(
    benchmark: BenchmarkFixture, at_most: Record, desk: Path
) -> None:
    ours, page = build(desk, "md,html,pdf"), str(desk / "output" / "haiti-mss.html")
    peer = [sys.executable, "-c", BARE_RENDER, page, str(desk / "bare.pdf")]
    benchmark.pedantic(run, args=(ours,), rounds=2, warmup_rounds=1)
    at_most("cold md+html+pdf build / bare WeasyPrint, same HTML", ratio(ours, peer, rounds=7), 1.35, "×")
