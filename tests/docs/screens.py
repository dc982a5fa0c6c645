"""The pictures of the preview in the README. In: this repository's desk. Out: small PNGs in ``output/pictures``.

``make docs`` runs it, with Debian's Chromium.
"""

from __future__ import annotations

import io
import shutil
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from tests.browser import open_browser
from tests.preview.running import Running, previewing

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "output" / "pictures"
SIZE = {"width": 1180, "height": 740}  # pixels
COLOURS = 64  # of the palette; enough for text, lines and one highlight
TOPIC = "haiti-mss"
MISTAKE = ('kind = "situation"', 'kind = "sitation"')


def write_screens() -> list[Path]:
    """Return the paths of the pictures, taken anew of a copy of this desk."""
    with tempfile.TemporaryDirectory() as folder:
        desk = Path(folder) / "desk"
        shutil.copytree(ROOT / "seeds", desk / "seeds")
        shutil.copy(ROOT / "desk.toml", desk)
        with previewing(desk) as running, open_browser() as chromium:
            for topic in (desk / "seeds" / "topics").glob("*.toml"):
                running.settle(topic.stem)
            tab = chromium.new_page(viewport=SIZE)
            return [_index(tab, running), *_brief(tab, running), _error(tab, running, desk)]


def _index(tab: Page, running: Running) -> Path:
    tab.goto(running.url)
    tab.locator(".card img").last.scroll_into_view_if_needed()
    tab.evaluate("Promise.all([...document.images].map((image) => image.decode())).then(() => scrollTo(0, 0))")
    return _save(tab, "preview-index")


def _brief(tab: Page, running: Running) -> list[Path]:
    tab.goto(f"{running.url}/briefs/{TOPIC}/page")
    page = _save(tab, "preview-brief")
    tab.locator(".spot[data-line^='pos-']").first.click()
    tab.locator(".provenance mark").first.wait_for()
    return [page, _save(tab, "preview-provenance")]


def _error(tab: Page, running: Running, desk: Path) -> Path:
    path = desk / "seeds" / "topics" / f"{TOPIC}.toml"
    text = path.read_text(encoding="utf-8")
    tab.goto(f"{running.url}/briefs/{TOPIC}/page")
    path.write_text(text.replace(*MISTAKE), encoding="utf-8")
    tab.locator(".problem").wait_for()
    return _save(tab, "preview-error")


def _save(tab: Page, name: str) -> Path:
    picture = Image.open(io.BytesIO(tab.screenshot()))
    PICTURES.mkdir(exist_ok=True)
    path = PICTURES / f"{name}.png"
    picture.convert("RGB").quantize(COLOURS, method=Image.Quantize.FASTOCTREE).save(path, optimize=True)
    return path


if __name__ == "__main__":
    print(*write_screens(), sep="\n")
