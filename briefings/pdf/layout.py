"""HTML → a laid-out page. In: a page as HTML. Out: a layout to look at, and the PDF written from that same layout."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from briefings.errors import RenderError
from briefings.pdf.attach import make_attachment
from briefings.pdf.engine import font_configuration, listen, make_fetcher, parse_css, weasyprint_module
from briefings.pdf.finish import finish_pdf
from briefings.pdf.letters import Fonts
from briefings.pdf.sight import find_unseen

if TYPE_CHECKING:
    from weasyprint import Document

POINTS_PER_PIXEL = 0.75  # CSS: 96 px are 72 pt
END = "end"  # id of the empty element after the last one: where the content ends
STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL | re.IGNORECASE)  # <style>p { margin: 0 }</style>
VARIANT = "pdf/ua-1"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an element with an id stands: its page, from 1, and its box in points from the page's top left corner."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A page as it was laid out; the PDF is written from this same layout.

    Attributes:
        document: WeasyPrint's own.
        warnings: What WeasyPrint had to say when it read, laid out and wrote the page; none for the shipped templates.
    """

    document: Document
    warnings: list[str]

    @property
    def pages(self) -> int:
        """Return the number of pages."""
        return len(self.document.pages)

    @property
    def anchors(self) -> dict[str, Place]:
        """Return where each element with an id stands; the id of a line's element is the line's."""
        return {
            name: Place(number, *(side * POINTS_PER_PIXEL for side in box))
            for number, page in enumerate(self.document.pages, 1)
            for name, box in page.anchors.items()
        }

    @property
    def room(self) -> float:
        """Return the height of a page between its margins, in points."""
        return float(self._frame.height) * POINTS_PER_PIXEL

    @property
    def used(self) -> float:
        """Return the height that the content takes, over all pages, in points."""
        end = self.anchors.get(END)
        if end is None:
            return self.room * self.pages
        top = float(self._frame.content_box_y()) * POINTS_PER_PIXEL
        return self.room * (end.page - 1) + end.top - top

    @property
    def overrun(self) -> float:
        """Return by how much the content is longer than one page, in points; 0 when it fits."""
        return max(0.0, self.used - self.room) if self.pages > 1 else 0.0

    @property
    def fill(self) -> float:
        """Return the share of one page that the content takes: 0.9 leaves a tenth empty, over 1 is too much."""
        return self.used / self.room

    @property
    def missing(self) -> str:
        """Return the characters that no font has, in order; known once the PDF was written."""
        codes = {code for font in self.document.fonts.values() for code in font.missing}
        return "".join(chr(code) for code in sorted(codes))

    @property
    def unseen(self) -> list[str]:
        """Return the texts that are in the file and that nobody sees: cut off by a box, or off the page."""
        return find_unseen(self.document)

    def write(self, attached: Mapping[str, bytes] | None = None) -> bytes:
        """Return the PDF: tagged (PDF/UA-1), with title, author, language and bookmarks; the same for the same page.

        Args:
            attached: Files to put into it, by name.
        """
        files = [make_attachment(name, content) for name, content in (attached or {}).items()]
        with listen() as heard:
            written = self.document.write_pdf(pdf_variant=VARIANT, finisher=finish_pdf, attachments=files)
        self.warnings.extend(heard)
        return bytes(written)

    @property
    def _frame(self) -> Any:
        return self.document.pages[0]._page_box  # not public, and nothing public says how large the margins are


def lay_out(html: str, *, assets: Mapping[str, bytes] | None = None) -> LaidOut:
    """Return ``html`` laid out for print.

    Args:
        html: The page. It may refer to ``data:`` addresses and to ``asset:NAME``; nothing else is fetched.
        assets: What stands behind the names of ``asset:`` addresses.

    Raises:
        RenderError: Pango is missing on this machine, or the page is nested too deeply.
    """
    weasyprint = weasyprint_module()
    body, styles = _split_styles(html)
    sheets = [parse_css(style) for style in styles]
    try:
        with listen() as heard:
            page = weasyprint.HTML(string=body, url_fetcher=make_fetcher(assets or {}))
            document = page.render(
                font_config=font_configuration(), stylesheets=[sheet for sheet, _ in sheets], pdf_variant=VARIANT
            )
    except RecursionError as error:
        raise RenderError("the page nests its elements too deeply: simplify the template") from error
    document.fonts = Fonts()
    _date(document)
    return LaidOut(document, [*(warning for _, warnings in sheets for warning in warnings), *heard])


def make_pdf(html: str) -> bytes:
    """Return ``html`` as a PDF of as many pages as it takes.

    Raises:
        RenderError: Pango is missing on this machine, or the page is nested too deeply.
    """
    return lay_out(html).write()


def _split_styles(html: str) -> tuple[str, list[str]]:
    """Return ``html`` without its style elements, and their content, which need not be parsed for each page.

    Where a style element has attributes (``media``), all are left where they are, so that their order stays.
    """
    styles = STYLE.findall(html)
    if html.lower().count("<style") != len(styles):
        return html, []
    return STYLE.sub("", html), styles


def _date(document: Document) -> None:
    """Give a page without a date that of SOURCE_DATE_EPOCH, where that is set; the clock is never asked."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if document.metadata.created is None and epoch.isdecimal():
        document.metadata.created = datetime.fromtimestamp(int(epoch), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
