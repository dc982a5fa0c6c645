"""Survey the shipped looks again: ``python -m tests.tools.survey_looks`` writes ``briefings/fit/geometry.json``.

Run it when a template, a style sheet or a font has changed. It takes about a minute.
"""

from __future__ import annotations

import hashlib
from itertools import product
from pathlib import Path

import msgspec

from briefings.fit.atlas import FILE, look_name, make_atlas
from briefings.fit.sheet import GAPS, Setting
from briefings.fit.survey import survey
from briefings.fonts import FOLDER
from briefings.render import DESIGNS, PAPERS, render_html

ROOT = Path(__file__).resolve().parents[2]
SPECIMEN = ROOT / "briefings" / "fit" / "specimen.py"


def main() -> None:
    """Write the atlas."""
    looks = {}
    for paper, design, size, gap in product(PAPERS, DESIGNS, ("regular", "small"), (0, *reversed(GAPS))):
        setting = Setting(size=size, gap=gap)
        looks[look_name(paper, design, size, gap)] = survey(
            lambda brief, paper=paper, design=design, setting=setting: render_html(
                brief, paper=paper, design=design, size=setting.size, gap=setting.gap
            )
        )
    raw = msgspec.json.encode(make_atlas(looks, source_hash()))
    FILE.write_bytes(raw.replace(b'],["', b'],\n["') + b"\n")


MAIL = ("digest", "mail.css")  # how the names of what sets no page begin


def source_hash() -> str:
    """Return the hash of all that decides how a shipped page is set: templates, style sheets, fonts, the specimen."""
    looks = (path for path in (ROOT / "templates").rglob("*") if path.suffix == ".css" or ".html" in path.name)
    templates = [path for path in looks if not path.name.startswith(MAIL)]
    digest = hashlib.sha256()
    for path in sorted([*templates, *FOLDER.glob("*.ttf"), SPECIMEN]):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


if __name__ == "__main__":
    main()
