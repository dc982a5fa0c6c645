"""The preview in a real browser: from saving a file to seeing it, on a desk of 20 topics and 200 articles."""

from __future__ import annotations

import contextlib
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.bench.conftest import Record
from tests.preview.conftest import topic_of
from tests.preview.desks import make_desk
from tests.preview.running import Running, previewing

ROUNDS = 15
TOPICS, ARTICLES, PARAGRAPHS = 20, 200, 9
PAUSE = 1.2  # seconds between two saves: what the one before set going is over
IDLE = 10.0  # seconds
BUSY = 0.05  # seconds of CPU in one PAUSE

# The time at which what was saved is painted, in milliseconds of the machine's clock.
SEEN = """(wanted) => new Promise((resolve) => {
  const now = () => requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()));
  const shows = () => {
    const frame = document.querySelector("#frame")?.contentDocument;
    return (frame ? frame.body : document.querySelector("#view")).textContent.includes(wanted);
  };
  const look = () => (shows() ? now() : setTimeout(look, 1));
  window.seen = null;
  look();
})"""
PICTURED = """(before) => new Promise((resolve) => {
  const look = async () => {
    const image = document.querySelector(".sheet > img");
    if (image.getAttribute("src") === before) return setTimeout(look, 1);
    await image.decode();
    requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()));
  };
  look();
})"""
CLICKED = """(name) => new Promise((resolve) => {
  const start = performance.now();
  document.querySelector(`.spot[data-line="${name}"]`).click();
  const look = () => {
    const mark = document.querySelector(`[data-shows="${name}"] mark`);
    if (mark) requestAnimationFrame(() => resolve(performance.now() - start));
    else setTimeout(look, 0);
  };
  look();
})"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bench") / "desk"
    return make_desk(folder, topics=TOPICS, articles=ARTICLES, paragraphs=PARAGRAPHS)


@pytest.fixture(scope="module")
def running(desk: Path) -> Iterator[Running]:
    with previewing(desk) as started:
        for path in sorted((desk / "seeds" / "topics").glob("*.toml")):
            started.settle(path.stem)
        yield started


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()


def save(path: Path, number: int, *, old: str) -> tuple[float, str]:
    """Return when a change was saved, in milliseconds of the machine's clock, and what it shows."""
    text, wanted = path.read_text(encoding="utf-8"), f"Save {number}"
    new = text.replace(old, wanted) if number == 0 else text.replace(f"Save {number - 1}", wanted)
    assert new != text
    begun = time.time() * 1000
    path.write_text(new, encoding="utf-8")
    return begun, wanted


def latency(page: Page, path: Path, *, old: str) -> float:
    """Return the median time in milliseconds from saving ``path`` to its text being painted."""
    taken = []
    for number in range(ROUNDS):
        time.sleep(PAUSE)
        begun, wanted = save(path, number, old=old)
        taken.append(page.evaluate(SEEN, wanted) - begun)
    return statistics.median(taken)


@pytest.mark.parametrize("tab", ["html", "markdown"])
def test_a_topic_is_seen_at_once(page: Page, running: Running, desk: Path, at_most: Record, tab: str) -> None:
    path = topic_of(desk)
    before = path.read_text(encoding="utf-8")
    page.goto(f"{running.url}/briefs/arvale/{tab}")
    taken = latency(page, path, old="Arvale talks")
    path.write_text(before, encoding="utf-8")
    at_most(f"edit of a topic → {tab} visible, median of {ROUNDS}", taken, 100, "ms")


def test_an_article_is_seen_at_once(page: Page, running: Running, desk: Path, at_most: Record) -> None:
    path = desk / "seeds" / "articles" / "arvale-000.txt"
    page.goto(f"{running.url}/briefs/arvale/html")
    title = "Arvale and its neighbours, part 0"
    taken = latency(page, path, old=title)
    at_most(f"edit of an article → HTML visible, median of {ROUNDS}", taken, 100, "ms")


def test_the_page_is_seen_at_once(page: Page, running: Running, desk: Path, at_most: Record) -> None:
    path = topic_of(desk)
    before = path.read_text(encoding="utf-8")
    page.goto(f"{running.url}/briefs/arvale/page")
    taken = []
    for number in range(ROUNDS):
        time.sleep(PAUSE)
        shown = page.locator(".sheet > img").get_attribute("src")
        begun, _ = save(path, number, old="Arvale talks")
        taken.append(page.evaluate(PICTURED, shown) - begun)
    path.write_text(before, encoding="utf-8")
    at_most(f"edit of a topic → picture of the PDF, median of {ROUNDS}", statistics.median(taken), 500, "ms")


def test_a_click_shows_the_sentence_at_once(page: Page, running: Running, at_most: Record) -> None:
    page.goto(f"{running.url}/briefs/borland/page")
    names = [one.get_attribute("data-line") for one in page.locator(".spot").all()]
    cited = [name for name in names if name and name[:4] in {"pos-", "dev-", "fig-", "ris-", "wat-", "quo-"}]
    taken = [page.evaluate(CLICKED, cited[number % len(cited)]) for number in range(ROUNDS)]
    at_most(f"click on a line → sentence shown, median of {ROUNDS}", statistics.median(taken), 50, "ms")


def test_idle_it_does_nothing(page: Page, running: Running, at_most: Record) -> None:
    page.goto(running.url)
    while spent(running, PAUSE) > BUSY:  # the pages that the edits before have set going
        continue
    at_most("CPU while idle, with a tab open", 100 * spent(running, IDLE) / IDLE, 1, "%")


def spent(running: Running, seconds: float) -> float:
    """Return the CPU seconds that a preview takes in so many seconds from now."""
    begun = cpu_of(running.process.pid)
    time.sleep(seconds)
    return cpu_of(running.process.pid) - begun


def cpu_of(process: int) -> float:
    """Return the CPU seconds that a process and its children have taken."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
    own = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return own + sum(cpu_of(int(child)) for child in children)


def test_the_first_page_is_there_soon(page: Page, desk: Path, at_most: Record) -> None:
    """From the command to the index with all its briefs, in a browser that is open; the desk was read before."""
    taken = [first_page(page, desk) for _ in range(5)]
    at_most("start → first page in the browser, median of 5", statistics.median(taken), 1.2, "s")


def first_page(page: Page, desk: Path) -> float:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    begun = time.perf_counter()
    command = [sys.executable, "-m", "briefings", "preview", "--desk", str(desk), "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        while not is_open(port):
            time.sleep(0.005)
        page.goto(f"http://127.0.0.1:{port}/", wait_until="load")
        assert page.locator(".card").count() == TOPICS
        taken = time.perf_counter() - begun
        process.terminate()
    return taken


def is_open(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def test_it_ends_at_once(desk: Path, at_most: Record) -> None:
    with previewing(desk) as started:
        lines = [socket.create_connection(("127.0.0.1", started.port)) for _ in range(5)]
        for line in lines:
            line.sendall(f"GET /live HTTP/1.1\r\nHost: 127.0.0.1:{started.port}\r\n\r\n".encode())
            line.recv(100)
        taken = started.stop()
        for line in lines:
            line.close()
    at_most("Ctrl-C with five streams open → gone", taken, 1.5, "s")
