"""The pictures of the mail in the README. In: the desk's own digest. Out: what Chromium shows of it.

``make docs`` runs it; the digest is of a fixed day, so that the pictures change only when the mail does.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

from tests.browser import open_browser

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "output" / "pictures"
DAY = "2025-11-25"
VIEWS = (("600", 640, "light"), ("600-dark", 640, "dark"), ("375", 375, "light"), ("375-dark", 375, "dark"))
COLOURS = 64


def make_mail(folder: Path) -> Path:
    """Return the HTML of the desk's digest, made in a copy of the desk under ``folder``."""
    for part in ("desk.toml", "seeds"):
        source = ROOT / part
        shutil.copytree(source, folder / part) if source.is_dir() else shutil.copy(source, folder / part)
    command = [sys.executable, "-m", "briefings", "digest", "--desk", str(folder), "--as-of", DAY]
    subprocess.run(command, cwd=ROOT, check=True)
    return folder / "output" / f"digest-{DAY}.html"


def write_pictures() -> list[Path]:
    """Return the paths of the pictures, written anew."""
    PICTURES.mkdir(exist_ok=True)
    written = []
    with tempfile.TemporaryDirectory() as folder, open_browser() as chromium:
        mail = make_mail(Path(folder))
        for name, width, scheme in VIEWS:
            page = chromium.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
            page.goto(mail.as_uri())
            picture = Image.open(io.BytesIO(page.screenshot(clip={"x": 0, "y": 0, "width": width, "height": 900})))
            written.append(PICTURES / f"mail-{name}.png")
            picture.convert("P", palette=1, colors=COLOURS).save(written[-1], optimize=True)
    return written


if __name__ == "__main__":
    print(*write_pictures(), sep="\n")
