"""How a brief is set: the look, and for each setting its geometry. In: paper, design, templates. Out: HTML, Geometry.

The shipped looks were surveyed beforehand (``geometry.json``, see ``atlas``), a desk's own are when they are first met.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Literal

from briefings.fit.atlas import shipped_geometry
from briefings.fit.geometry import Geometry
from briefings.model import Brief, Record
from briefings.render import check_design, own_look, render_html

GAPS = (4, 3, 2, 1)  # how far gaps may be opened, widest first


class Setting(Record, frozen=True, kw_only=True):
    """How a page is set: one of two type sizes, and how far the gaps between sections are opened (0 to 4)."""

    size: Literal["regular", "small"] = "regular"
    gap: int = 0


class Sheet(Record, frozen=True, kw_only=True):
    """What a page is set on: its paper, its design (None: that of the brief's kind), the desk's own templates."""

    paper: Literal["a4", "letter"] = "a4"
    design: str | None = None
    templates: Path | None = None

    def html(self, brief: Brief, setting: Setting) -> str:
        """Return ``brief`` as HTML."""
        return render_html(
            brief, desk_templates=self.templates, paper=self.paper, design=self.design, size=setting.size,
            gap=setting.gap,
        )  # fmt: skip

    def geometry(self, brief: Brief, setting: Setting) -> Geometry:
        """Return how the pages of ``brief`` are set; a desk's own look is laid out for it once.

        Raises:
            BriefingsError: There is no such design, the desk's template fails, or WeasyPrint cannot lay its page out.
        """
        design = check_design(self.design or brief.kind, self.templates)
        sheet = Sheet(paper=self.paper, design=design, templates=self.templates)
        own = own_look(self.templates) if self.templates is not None else ""
        if own:
            return _surveyed(sheet, setting, own)
        return shipped_geometry(sheet.paper, design, setting.size, setting.gap)


@lru_cache(maxsize=64)
def _surveyed(sheet: Sheet, setting: Setting, own: str) -> Geometry:
    from briefings.fit.surveyed import recall_survey

    look = own, sheet.paper, str(sheet.design), setting.size, str(setting.gap)
    return recall_survey(look, lambda: _survey(sheet, setting))


def _survey(sheet: Sheet, setting: Setting) -> Geometry:
    from briefings.fit.survey import survey

    return survey(lambda brief: sheet.html(brief, setting))
