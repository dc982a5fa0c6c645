"""A desk of ten thousand articles: first build, rebuild after one was added, memory, growth from one to ten thousand.

It takes three minutes of two free cores; `pytest tests/bench/test_scale.py` alone, at a quiet moment. What is compared
are CPU seconds: they tell what free cores would need. The article that is added concerns one topic; one that concerns
all twenty costs what building all twenty costs.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.bench.conftest import Record
from tests.bench.test_command import BRIEFINGS, ENVIRONMENT
from tests.bench.test_page import MEMORY_OF
from tests.tools.make_articles import make_article, write_desk

FEW, MANY = 1_000, 10_000  # articles
CORES = 2


class Cost(NamedTuple):
    """What a command took: by the clock, of all processors, and at most of memory in one process."""

    seconds: float
    cpu: float
    megabytes: float


def cost(*arguments: str, desk: Path) -> Cost:
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-c", MEMORY_OF, *BRIEFINGS, *arguments]
    done = subprocess.run(command, cwd=desk, check=True, capture_output=True, text=True, env=ENVIRONMENT)
    seconds, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    unit = 1 if sys.platform != "darwin" else 1024
    return Cost(seconds, cpu, float(done.stdout.split()[-1]) / unit)


@pytest.fixture(scope="module")
def costs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Cost]:
    """Return what each step took; each follows on the one before it."""
    few, many = tmp_path_factory.mktemp("few"), tmp_path_factory.mktemp("many")
    write_desk(few, FEW)
    write_desk(many, MANY)
    found = {"few": cost("build", "topic-00", "--format", "md", desk=few)}
    found["first"] = cost("build", "topic-00", "--format", "md", desk=many)
    found["every"] = cost("build", desk=many)
    for name, arguments in (("one", ["topic-00"]), ("all", [])):
        number = MANY + len(found) * 20
        (many / "seeds" / "articles" / f"article-{number}.txt").write_text(make_article(number), encoding="utf-8")
        found[name] = cost("build", *arguments, desk=many)
    found["none"] = cost("build", desk=many)
    return found


def test_first_build(costs: dict[str, Cost], at_most: Record) -> None:
    at_most(f"CPU of the first build of {MANY:,} articles, by {CORES} cores", costs["first"].cpu / CORES, 60, "s")


def test_growth(costs: dict[str, Cost], at_most: Record) -> None:
    each = {name: costs[name].cpu / count for name, count in (("few", FEW), ("first", MANY))}
    at_most(f"CPU an article of {MANY:,} / of {FEW:,}", each["first"] / each["few"], 1.3, "×")


def test_one_article_added_one_topic(costs: dict[str, Cost], at_most: Record) -> None:
    at_most("CPU of one topic, all formats, one article added", costs["one"].cpu, 1.5, "s")


def test_one_article_added_all_topics(costs: dict[str, Cost], at_most: Record) -> None:
    at_most(f"CPU of 20 topics, all formats, one article added, by {CORES} cores", costs["all"].cpu / CORES, 5, "s")


def test_nothing_changed_all_topics(costs: dict[str, Cost], at_most: Record) -> None:
    ratio = costs["none"].cpu / costs["every"].cpu
    at_most("CPU of 20 topics, nothing changed / all made", ratio, 0.1, "×")


def test_memory(costs: dict[str, Cost], at_most: Record) -> None:
    """Two processes that make pages, and the one that asks them, which a build with nothing to do shows alone."""
    most = CORES * costs["every"].megabytes + costs["none"].megabytes
    at_most("memory of a build of all topics", most, 600, "MB")
