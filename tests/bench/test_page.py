"""A page from inside: the fit and the proof beside a bare layout, 200 varied briefs, hostile ones, two processes."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from briefings.fit import Sheet, fit_brief
from briefings.pdf import lay_out, read_pdf_text
from tests.bench.conftest import Record
from tests.bench.test_command import ENVIRONMENT, seconds
from tests.fit.hostile import HOSTILE
from tests.fit.varied import varied_briefs
from tests.render.sample import DENSE

ROOT = Path(__file__).resolve().parents[2]
HOSTILE_RUN = """\
import resource, sys, time
from briefings.errors import BriefingsError
from briefings.fit import Sheet, fit_brief
from briefings.pdf import lay_out
from tests.fit.hostile import HOSTILE
start = time.process_time()
try:
    fit_brief(HOSTILE[sys.argv[1]](), Sheet(), lay_out).layout.write()
except BriefingsError:
    pass
print(time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""
TOPIC = 'title = "Talks {n}"\n[terms]\nany = ["Haiti"]\n'


def best(work: Callable[[], object], rounds: int = 7) -> float:
    """Return the least time in seconds that ``work`` takes, once it is warm."""
    work()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def make() -> str:
    """Make a page of a brief: fitted, laid out, written, read back."""
    fitted = fit_brief(DENSE, Sheet(), lay_out)
    assert fitted.layout is not None
    return read_pdf_text(fitted.layout.write())


def test_a_fitted_and_proved_page_costs_little_more_than_a_layout(benchmark: BenchmarkFixture, at_most: Record) -> None:
    import weasyprint

    from briefings.pdf.engine import font_configuration

    html, fonts = fit_brief(DENSE, Sheet()).html, font_configuration()
    bare = best(lambda: weasyprint.HTML(string=html).write_pdf(font_config=fonts, pdf_variant="pdf/ua-1"))
    benchmark.pedantic(make, rounds=3, warmup_rounds=1)
    at_most("warm brief → proved page / bare WeasyPrint, same HTML", best(make) / bare, 1.6, "×")
    at_most("the page's own layout", 1000 * best(lambda: lay_out(html)), 150, "ms")


def test_two_hundred_varied_briefs_take_one_layout_each(benchmark: BenchmarkFixture, at_most: Record) -> None:
    def fit_all() -> list[tuple[int, int, float]]:
        fitted = [fit_brief(brief, sheet, lay_out) for brief, sheet in varied_briefs(200)]
        return [(len(f.layouts), f.layouts[-1].pages, f.layouts[-1].fill if f.brief.left_out else 1) for f in fitted]

    found = benchmark.pedantic(fit_all, rounds=1)
    layouts = sorted(count for count, _, _ in found)
    at_most("layouts a brief, mean of 200", sum(layouts) / len(layouts), 1.3, "")
    at_most("layouts a brief, 95th of 100", layouts[189], 2, "")
    at_most("briefs of 200 that are not one page", sum(pages != 1 for _, pages, _ in found), 0, "")
    at_most("empty share of a page from which something was left out", 1 - min(fill for _, _, fill in found), 0.15, "")


@pytest.mark.skipif(sys.platform == "darwin", reason="ru_maxrss is in bytes there")
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_briefs_are_answered_soon(benchmark: BenchmarkFixture, at_most: Record, name: str) -> None:
    command = [sys.executable, "-c", HOSTILE_RUN, name]

    def run() -> list[float]:
        done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True, env=ENVIRONMENT)
        return [float(number) for number in done.stdout.split()]

    cpu, megabytes = benchmark.pedantic(run, rounds=1)
    at_most(f"hostile brief: {name}", cpu, 5, "s")
    at_most(f"hostile brief: {name}, memory", megabytes, 300, "MB")


def test_two_processes_share_the_topics(benchmark: BenchmarkFixture, at_most: Record, tmp_path: Path) -> None:
    (tmp_path / "seeds/topics").mkdir(parents=True)
    (tmp_path / "seeds/articles").mkdir()
    (tmp_path / "desk.toml").write_text('name = "Test"\n', encoding="utf-8")
    article = (ROOT / "seeds/articles/ruto-rubio-haiti-talks.txt").read_text(encoding="utf-8")
    (tmp_path / "seeds/articles/talks.txt").write_text(article, encoding="utf-8")
    for n in range(60):
        (tmp_path / f"seeds/topics/talks-{n:03}.toml").write_text(TOPIC.format(n=n), encoding="utf-8")
    command = [sys.executable, "-m", "briefings", "build", "--desk", str(tmp_path), "--jobs"]
    one, two = benchmark.pedantic(lambda: [seconds([*command, jobs]) for jobs in ("1", "2")], rounds=1)
    at_most("60 topics: time with two processes / with one", two / one, 1 / 1.8, "×")
