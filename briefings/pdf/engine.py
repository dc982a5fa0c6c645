"""WeasyPrint, tamed. In: style sheets, assets. Out: the module and its parts, with our fonts and without a network.

What is slow is done once in a process: importing (0.5 s), reading the fonts, parsing a style sheet.
"""

from __future__ import annotations

import ctypes.util
import io
import logging
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stdout, suppress
from functools import cache, lru_cache
from types import ModuleType
from typing import TYPE_CHECKING, Any, cast

from briefings.errors import RenderError
from briefings.fonts import own_fonts

if TYPE_CHECKING:
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

ASSET = "asset:"
INSTALL = {
    "brew": "brew install pango",
    "dnf": "dnf install -y pango harfbuzz",
    "apt-get": "apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
}


@cache
def weasyprint_module() -> Any:
    """Return WeasyPrint, imported with the package's own fonts in place.

    Raises:
        RenderError: Pango or a relative of it is missing; the message has the command that brings it.
    """
    try:
        with suppress(OSError), _sonames_only():
            return _import()
        return _import()
    except OSError as error:
        raise RenderError(
            f"a PDF needs Pango, which is not on this machine. It comes with: {pango_command()}"
        ) from error


def _import() -> ModuleType:
    advice = io.StringIO()  # WeasyPrint prints to standard output before it raises: that is for data
    with own_fonts(), redirect_stdout(advice):
        import weasyprint
    return cast(ModuleType, weasyprint)


@contextmanager
def _sonames_only() -> Iterator[None]:
    """Let libraries be found by their file names alone, which the loader does at once.

    WeasyPrint tries other names first, and for each of them Python starts ldconfig and a compiler: 0.16 s on Linux.
    """
    search = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None  # noqa: ARG005
    try:
        yield
    finally:
        ctypes.util.find_library = search


def pango_command() -> str:
    """Return the command that installs on this machine what WeasyPrint needs."""
    manager = next((name for name in INSTALL if shutil.which(name)), "brew" if sys.platform == "darwin" else "apt-get")
    return INSTALL[manager]


@cache
def font_configuration() -> FontConfiguration:
    """Return the one font configuration of this process: reading it takes as long as laying out a page."""
    weasyprint_module()
    from weasyprint.text.fonts import FontConfiguration

    with own_fonts():
        return FontConfiguration()


@lru_cache(maxsize=32)
def parse_css(style: str) -> tuple[CSS, tuple[str, ...]]:
    """Return a style sheet, parsed once and kept, and what there was to warn of."""
    weasyprint = weasyprint_module()
    with listen() as heard:
        sheet = weasyprint.CSS(string=style, font_config=font_configuration(), url_fetcher=make_fetcher({}))
    return sheet, tuple(heard)


def make_fetcher(assets: Mapping[str, bytes]) -> URLFetcher:
    """Return a fetcher that opens no file and no socket: it knows ``data:`` and the names in ``assets``."""
    weasyprint_module()
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Assets(URLFetcher):  # type: ignore[misc]  # untyped base
        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            name = url.removeprefix(ASSET)
            if name == url or name not in assets:
                raise ValueError("a page may use data: addresses and assets it was given, nothing else")
            return URLFetcherResponse(url, body=assets[name])

    return Assets(allowed_protocols=("data",), allow_redirects=False)


class _Listener(logging.Handler):
    """What is logged at WARNING and above, as text."""

    def __init__(self, heard: list[str]) -> None:
        super().__init__(logging.WARNING)
        self.heard = heard

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(record.getMessage())


@contextmanager
def listen() -> Iterator[list[str]]:
    """Give a list that fills with what WeasyPrint warns of while the block runs; nothing is printed."""
    heard: list[str] = []
    logger, listener = logging.getLogger("weasyprint"), _Listener(heard)
    spread, logger.propagate = logger.propagate, False
    logger.addHandler(listener)
    try:
        yield heard
    finally:
        logger.removeHandler(listener)
        logger.propagate = spread
