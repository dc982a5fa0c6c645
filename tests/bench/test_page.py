"""A page from inside: the fit and the proof beside a bare layout, 200 varied briefs, hostile ones, two processes."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pytest_benchmark.fixture import BenchmarkFixture

from briefings.fit import Sheet, fit_brief
from briefings.pdf import lay_out, read_pdf_text
from tests.bench.conftest import Record
from tests.bench.test_command import ENVIRONMENT, ratio, seconds
from tests.browser import FLAGS, find_chromium
from tests.fit.hostile import HOSTILE
from tests.fit.varied import varied_briefs
from tests.render.sample import DENSE

ROOT = Path(__file__).resolve().parents[2]
HOSTILE_RUN = """\
import sys, time
from briefings.errors import BriefingsError
from briefings.fit import Sheet, fit_brief
from briefings.pdf import lay_out
from tests.fit.hostile import HOSTILE
start = time.process_time()
try:
    fit_brief(HOSTILE[sys.argv[1]](), Sheet(), lay_out).layout.write()
except BriefingsError:
    pass
print(time.process_time() - start)
"""
# Runs a command and prints its output and the most memory, in MB, that it or a process under it held. It stands between
# so that the memory of the process that started it, which a child counts as its own until it runs, is small.
MEMORY_OF = """\
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
"""
PRINT = """\
import pathlib, sys
from briefings.pdf import make_pdf
pathlib.Path(sys.argv[2]).write_bytes(make_pdf(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")))
"""
TOPICS = 200
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


def test_a_cold_page_beside_chromium(benchmark: BenchmarkFixture, at_most: Record, tmp_path: Path) -> None:
    """From HTML to a tagged PDF, each in a process of its own; Chromium has a profile already."""
    page = tmp_path / "page.html"
    page.write_text(fit_brief(DENSE, Sheet()).html, encoding="utf-8")
    ours = [sys.executable, "-c", PRINT, str(page), str(tmp_path / "ours.pdf")]
    theirs = [find_chromium(), *FLAGS, f"--user-data-dir={tmp_path / 'profile'}", "--no-pdf-header-footer"]
    theirs += [f"--print-to-pdf={tmp_path / 'theirs.pdf'}", page.as_uri()]
    times = benchmark.pedantic(lambda: ratio(ours, theirs, rounds=7), rounds=1)
    at_most("cold, HTML → PDF / Chromium, same HTML", times, 1 / 1.5, "×")


def test_a_warm_page_beside_chromium(benchmark: BenchmarkFixture, at_most: Record, browser: Browser) -> None:
    html = fit_brief(DENSE, Sheet()).html
    tab = browser.new_page()
    tab.set_content(html)
    theirs = best(lambda: tab.pdf(prefer_css_page_size=True, tagged=True, outline=True))
    ours = benchmark.pedantic(lambda: best(lambda: lay_out(html).write()), rounds=1)
    at_most("warm, HTML → PDF / Chromium, same HTML", ours / theirs, 1, "×")


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
    cpu, megabytes = benchmark.pedantic(with_memory, args=([sys.executable, "-c", HOSTILE_RUN, name],), rounds=1)
    at_most(f"hostile brief: {name}", float(cpu), 5, "s")
    at_most(f"hostile brief: {name}, memory", float(megabytes), 300, "MB")


def with_memory(command: list[str]) -> list[str]:
    """Return the words that ``command`` prints and, last, the memory in MB that its largest process held."""
    watched = [sys.executable, "-c", MEMORY_OF, *command]
    done = subprocess.run(watched, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True, env=ENVIRONMENT)
    return done.stdout.split()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk of 200 topics on one article."""
    made = tmp_path_factory.mktemp("desk")
    (made / "seeds/topics").mkdir(parents=True)
    (made / "seeds/articles").mkdir()
    (made / "desk.toml").write_text('name = "Test"\n', encoding="utf-8")
    article = (ROOT / "seeds/articles/ruto-rubio-haiti-talks.txt").read_text(encoding="utf-8")
    (made / "seeds/articles/talks.txt").write_text(article, encoding="utf-8")
    for n in range(TOPICS):
        (made / f"seeds/topics/talks-{n:03}.toml").write_text(TOPIC.format(n=n), encoding="utf-8")
    return made


def build_all(desk: Path, jobs: int) -> list[str]:
    command = [sys.executable, "-m", "briefings", "build", "--no-cache", "--desk", str(desk)]
    return [*command, "--jobs", str(jobs)]


def test_two_processes_share_the_topics(benchmark: BenchmarkFixture, at_most: Record, desk: Path) -> None:
    one, two = benchmark.pedantic(lambda: [seconds(build_all(desk, jobs)) for jobs in (1, 2)], rounds=1)
    at_most(f"{TOPICS} topics: time with two processes / with one", two / one, 1 / 1.8, "×")


@pytest.mark.skipif(sys.platform == "darwin", reason="ru_maxrss is in bytes there")
def test_a_process_stays_small(benchmark: BenchmarkFixture, at_most: Record, desk: Path) -> None:
    megabytes = benchmark.pedantic(lambda: float(with_memory(build_all(desk, 2))[-1]), rounds=1)
    at_most(f"{TOPICS} topics: memory of the largest process", megabytes, 150, "MB")
