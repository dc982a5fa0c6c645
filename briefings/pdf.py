"""HTML → PDF. In: a page as HTML. Out: what WeasyPrint lays out, the PDF written from that same layout, its text.

WeasyPrint is imported when a page is laid out and not before (0.5 s). It sees the fonts of the package first and the
machine's own only for scripts that these lack, so that a page looks the same everywhere; it fetches nothing.
"""

from __future__ import annotations

import io
import logging
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from briefings.errors import RenderError

if TYPE_CHECKING:
    import pypdfium2
    from weasyprint import CSS, Document
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

POINTS_PER_PIXEL = 0.75  # CSS: 96 px are 72 pt
END = "end"  # id of the empty element after the last one: where the content ends
STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL | re.IGNORECASE)
SYSTEM_FONTS = (
    "/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts",
    "/System/Library/Fonts", "/Library/Fonts", "~/Library/Fonts",
)  # fmt: skip
FAMILIES = {"SourceSerif4": "Briefings Serif", "Inter": "Briefings Sans", "NotoSerif": "Briefings Letters"}
PANGO = {
    "darwin": "brew install pango",
    "dnf": "sudo dnf install pango",
    "apt-get": "sudo apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
}


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
        warnings: What WeasyPrint had to say while it read and laid out the page.
    """

    document: Document
    warnings: list[str] = field(default_factory=list)

    @property
    def pages(self) -> int:
        """Return the number of pages."""
        return len(self.document.pages)

    @property
    def anchors(self) -> dict[str, Place]:
        """Return where each element with an id stands."""
        return {
            name: Place(number, *(side * POINTS_PER_PIXEL for side in box))
            for number, page in enumerate(self.document.pages, 1)
            for name, box in page.anchors.items()
        }

    @property
    def room(self) -> float:
        """Return the height of a page between its margins, in points."""
        return float(self._frame().height) * POINTS_PER_PIXEL

    @property
    def used(self) -> float:
        """Return the height that the content takes, over all pages, in points."""
        end = self.anchors.get(END)
        if end is None:
            return self.room * self.pages
        top = float(self._frame().content_box_y()) * POINTS_PER_PIXEL
        return self.room * (end.page - 1) + end.top - top

    @property
    def overrun(self) -> float:
        """Return by how much the content is longer than one page, in points; 0 when it fits."""
        return max(0.0, self.used - self.room) if self.pages > 1 else 0.0

    @property
    def fill(self) -> float:
        """Return the share of one page that the content takes: 0.9 leaves a tenth empty, over 1 is too much."""
        return self.used / self.room

    def write(self) -> bytes:
        """Return the PDF: tagged (PDF/UA-1), with title, author, language and bookmarks, the same for the same page."""
        with _overheard(self.warnings):
            return bytes(self.document.write_pdf(pdf_variant="pdf/ua-1", finisher=_finish))

    def _frame(self) -> Any:
        return self.document.pages[0]._page_box  # not public, and nothing public says how large the margins are


def lay_out(html: str, *, assets: Mapping[str, bytes] | None = None) -> LaidOut:
    """Return ``html`` laid out for print.

    Args:
        html: The page. It may refer to ``data:`` addresses and to ``asset:NAME``; nothing else is fetched.
        assets: What stands behind the names of ``asset:`` addresses.

    Raises:
        RenderError: Pango is missing on this machine.
    """
    weasyprint = _weasyprint()
    warnings: list[str] = []
    with _overheard(warnings):
        fetcher = _fetcher(assets or {})
        html, styles = _split_styles(html)
        page = weasyprint.HTML(string=html, url_fetcher=fetcher)
        sheets = [_parse_css(style) for style in styles]
        document = page.render(font_config=_fonts(), stylesheets=sheets, pdf_variant="pdf/ua-1")
    if document.metadata.created is None and (epoch := os.environ.get("SOURCE_DATE_EPOCH", "")).isdigit():
        document.metadata.created = datetime.fromtimestamp(int(epoch), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return LaidOut(document, warnings)


def make_pdf(html: str) -> bytes:
    """Return ``html`` as a PDF of as many pages as it takes.

    Raises:
        RenderError: Pango is missing on this machine.
    """
    return lay_out(html).write()


def read_pdf_text(pdf: bytes) -> str:
    """Return the text of a PDF as a reader's search finds it, page by page, parted by form feeds."""
    with _opened(pdf) as document:
        return "\f".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "\n")


def count_pages(pdf: bytes) -> int:
    """Return the number of pages of a PDF."""
    with _opened(pdf) as document:
        return len(document)


def render_png(pdf: bytes, dpi: int = 150) -> bytes:
    """Return the first page of a PDF as a PNG picture.

    Args:
        pdf: The page.
        dpi: Dots per inch; 150 makes an A4 page 1240 × 1754.
    """
    with _opened(pdf) as document:
        picture = document[0].render(scale=dpi / 72).to_pil()
    held = io.BytesIO()
    picture.save(held, format="PNG", optimize=True, dpi=(dpi, dpi))
    return held.getvalue()


@contextmanager
def _opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        yield document
    finally:
        document.close()


# ------------------------------------------------------------------------------------------------ WeasyPrint


def _weasyprint() -> Any:
    """Return the module, imported with the package's own font configuration in place.

    Raises:
        RenderError: Pango or its relatives are missing; the message has the command that brings them.
    """
    if "weasyprint" in sys.modules:
        return sys.modules["weasyprint"]
    quiet = io.StringIO()  # WeasyPrint prints advice to standard output before it raises
    try:
        with _own_fonts(), redirect_stdout(quiet):
            import weasyprint
    except OSError as error:
        raise RenderError(f"PDF needs Pango, which is not on this machine: {pango_command()}") from error
    return weasyprint


def pango_command() -> str:
    """Return the command that installs what WeasyPrint needs on this machine."""
    if sys.platform == "darwin":
        return PANGO["darwin"]
    return PANGO["dnf"] if shutil.which("dnf") else PANGO["apt-get"]


def _split_styles(html: str) -> tuple[str, list[str]]:
    """Return ``html`` without its style elements, and their content: parsed once and kept, they need not be read again.

    Where a style element has attributes (``media``), all are left where they are, so that their order stays.
    """
    styles = STYLE.findall(html)
    if html.count("<style") != len(styles):
        return html, []
    return STYLE.sub("", html), styles


@lru_cache(maxsize=32)
def _parse_css(style: str) -> CSS:
    import weasyprint

    return weasyprint.CSS(string=style, font_config=_fonts(), url_fetcher=_fetcher({}))


@cache
def _fonts() -> FontConfiguration:
    """Return the one font configuration of this process: reading it takes longer than laying out a page."""
    from weasyprint.text.fonts import FontConfiguration

    with _own_fonts():
        return FontConfiguration()


def _fetcher(assets: Mapping[str, bytes]) -> URLFetcher:
    """Return a fetcher that opens no file and no socket."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Assets(URLFetcher):
        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            name = url.removeprefix("asset:")
            if name == url or name not in assets:
                raise ValueError("a page may only use data: and asset: addresses")
            return URLFetcherResponse(url, body=assets[name])

    return Assets(allowed_protocols=("data",), allow_redirects=False)


class _Listener(logging.Handler):
    def __init__(self, heard: list[str]) -> None:
        super().__init__(logging.WARNING)
        self.heard = heard

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(record.getMessage())


@contextmanager
def _overheard(heard: list[str]) -> Iterator[None]:
    """Collect what WeasyPrint warns of, instead of letting it be printed."""
    logger, listener = logging.getLogger("weasyprint"), _Listener(heard)
    logger.addHandler(listener)
    spread, logger.propagate = logger.propagate, False
    try:
        yield
    finally:
        logger.removeHandler(listener)
        logger.propagate = spread


# ----------------------------------------------------------------------------------------------------- fonts


@contextmanager
def _own_fonts() -> Iterator[None]:
    """Let fontconfig read the package's own configuration while the block runs.

    The package's fonts win over others of the same name; the machine's serve only what these lack.
    """
    before = os.environ.get("FONTCONFIG_FILE")
    with tempfile.TemporaryDirectory(prefix="briefings-") as folder:
        path = Path(folder, "fonts.conf")
        path.write_text(_font_config(), encoding="utf-8")
        os.environ["FONTCONFIG_FILE"] = str(path)
        try:
            yield
        finally:
            if before is None:
                del os.environ["FONTCONFIG_FILE"]
            else:
                os.environ["FONTCONFIG_FILE"] = before


def _font_config() -> str:
    """Return the configuration: the package's fonts under names of their own, so that no other version takes their place.

    The names are given while fonts are scanned and kept in fontconfig's cache, hence a cache of our own.
    """
    own = Path(__file__).parent / "fonts"
    folders = [str(own), *(str(Path(name).expanduser()) for name in SYSTEM_FONTS)]
    return (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig>'
        + "".join(f"<dir>{escape(folder)}</dir>" for folder in folders)
        + "<cachedir>/var/cache/fontconfig</cachedir>"
        + '<cachedir prefix="xdg">briefings/fontconfig</cachedir>'
        + "".join(
            f'<match target="scan"><test name="file" compare="contains"><string>{escape(str(own / start))}</string></test>'
            f'<edit name="family" mode="prepend"><string>{name}</string></edit></match>'
            for start, name in FAMILIES.items()
        )
        + "</fontconfig>"
    )


# ----------------------------------------------------------------------------------------------- finishing


def _finish(document: Document, pdf: Any) -> None:
    """Mend what WeasyPrint leaves open for readers by ear: what a link leads to, which way a header points."""
    for page in document.pages:
        for _, _, _, box in page.links:
            said = box.element.get("title") if box.element is not None else None
            if said and getattr(box, "link_annotation", None) is not None:
                box.link_annotation["Contents"] = _pdf_string(said)


def _pdf_string(text: str) -> Any:
    import pydyf

    return pydyf.String(text)
