"""The engine from inside: articles a second, growth with length, start-up, memory, hostile texts."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from briefings.article import parse_article
from briefings.extract import extract_facts
from briefings.model import Facts
from tests.bench.conftest import Record
from tests.bench.test_command import ENVIRONMENT
from tests.quality.hostile import HOSTILE

ROOT = Path(__file__).resolve().parents[2]
REAL = (ROOT / "seeds" / "articles" / "ruto-rubio-haiti-talks.txt").read_text(encoding="utf-8")
MEGABYTE = 1_000_000  # code points
STARTUP = """\
import time
start = time.perf_counter()
from briefings.article import parse_article
from briefings.extract import extract_facts
extract_facts(parse_article("Kenya said on Monday it would send 40 troops.", path="x.txt", slug="x"))
print(time.perf_counter() - start)
"""
MEMORY = """\
import pathlib, resource, sys
from briefings.article import parse_article
from briefings.extract import extract_facts
text = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")
kept = [extract_facts(parse_article(text, path="x.txt", slug="x")) for _ in range(100)][-10:]
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def parse(text: str) -> Facts:
    return extract_facts(parse_article(text, path="x.txt", slug="x"))


def best(text: str, *, rounds: int) -> float:
    """Return the least time in seconds that parsing ``text`` takes."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        parse(text)
        times.append(time.perf_counter() - start)
    return min(times)


def measured(script: str, *arguments: str) -> float:
    """Return the number that ``script`` prints, run in a process of its own."""
    command = [sys.executable, "-c", script, *arguments]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True, env=ENVIRONMENT)
    return float(done.stdout)


def test_three_hundred_articles_a_second(benchmark: BenchmarkFixture, at_most: Record) -> None:
    parse(REAL)
    benchmark.pedantic(parse, args=(REAL,), rounds=100, warmup_rounds=5)
    at_most("parsing the real article, warm (300 a second)", 1000 * benchmark.stats.stats.median, 1000 / 300, "ms")


def test_time_grows_with_length(benchmark: BenchmarkFixture, at_most: Record) -> None:
    tenfold = "\n\n".join([REAL.strip()] * 10)
    parse(REAL)
    benchmark.pedantic(parse, args=(tenfold,), rounds=5, warmup_rounds=1)
    at_most("time for 10 × the text / time for the text", best(tenfold, rounds=9) / best(REAL, rounds=30), 12, "×")


def test_the_engine_starts_quickly(benchmark: BenchmarkFixture, at_most: Record) -> None:
    times = benchmark.pedantic(lambda: [measured(STARTUP) for _ in range(9)], rounds=1, warmup_rounds=1)
    at_most("start-up: imports, word lists, a first sentence", 1000 * min(times), 60, "ms")


@pytest.mark.skipif(sys.platform == "darwin", reason="ru_maxrss is in bytes there")
def test_memory_stays_small(benchmark: BenchmarkFixture, at_most: Record) -> None:
    article = str(ROOT / "seeds" / "articles" / "ruto-rubio-haiti-talks.txt")
    kilobytes = benchmark.pedantic(measured, args=(MEMORY, article), rounds=1)
    at_most("memory after 100 parses of the real article", kilobytes / 1024, 120, "MB")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_megabyte(benchmark: BenchmarkFixture, at_most: Record, name: str) -> None:
    text = HOSTILE[name](MEGABYTE)
    benchmark.pedantic(parse, args=(text,), rounds=1)
    at_most(f"1 MB of hostile text: {name}", benchmark.stats.stats.min, 10, "s")
