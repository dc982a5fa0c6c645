"""The pages that checkers of HTML look at. In: the desk, the sample briefs. Out: files, as they are shipped."""

from __future__ import annotations

import shutil
from itertools import product
from pathlib import Path

from briefings.digest import Choice, compose_digest
from briefings.fit import Sheet, fit_brief
from briefings.render import DESIGNS, PAPERS
from tests.docs.mail_pictures import make_mail
from tests.render.sample import DENSE, MEETING, RICH, SEED, SHORT

OUTPUT = Path(__file__).parents[2] / "output"
SAMPLES = {"seed": SEED, "short": SHORT, "dense": DENSE, "meeting": MEETING, "rich": RICH}
CHOICE = Choice(date="2026-03-12", link="https://briefs.example.org/{topic}.html", full=True)


def write_pages(folder: Path) -> tuple[Path, ...]:
    """Return the pages written into ``folder``: those of the desk, each sample in each look, the mail."""
    for page in OUTPUT.glob("*.html"):
        shutil.copy(page, folder / f"desk-{page.name}")
    for (name, brief), design, paper in product(SAMPLES.items(), DESIGNS, PAPERS):
        fitted = fit_brief(brief, Sheet(paper=paper, design=design))
        _write(folder / f"{name}-{design}-{paper}.html", fitted.html)
    composed = compose_digest((DENSE, MEETING, SHORT), CHOICE, desk="Strait Desk")
    _write(folder / "mail-samples.html", composed.digest.html)
    (folder / "desk").mkdir()
    shutil.copy(make_mail(folder / "desk"), folder / "mail-desk.html")
    return tuple(sorted(folder.glob("*.html")))


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
