"""What a mail says → HTML and plain text. In: a DigestPage. Out: HTML that mail programs show, text that reads well.

Both come from the same page by templates of their own (``digest.html.j2``, ``digest.txt.j2``); a desk may override
them. The style of the HTML is put on each element, because Gmail and Outlook read little else; what cannot be (dark
mode, phones) stays in a style element.
"""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
from markupsafe import Markup

from briefings.compose.calendar import say_date
from briefings.digest.page import DigestPage
from briefings.model import Run
from briefings.render import render_notes
from briefings.render.environment import make_environment, render_template
from briefings.render.scripts import say_html
from briefings.render.typography import clean, hold_numbers

if TYPE_CHECKING:
    from css_inline import CSSInliner

TEXT_WIDTH = 72  # columns: what mail programs show without breaking lines anew (RFC 3676 asks for 78 at most)
BLANK_LINES = re.compile(r"\n{3,}")
EMPTY_LINES = re.compile(r"^[ \t]*\n", re.MULTILINE)
NO_BREAK = "\N{NO-BREAK SPACE}"


def render_mail_html(page: DigestPage, *, desk_templates: Path | None = None) -> str:
    """Return ``page`` as the HTML of a mail: style on each element, nothing to fetch.

    Raises:
        TemplateError: A template does not compile or fails while it renders.
    """
    html = render_template("digest.html.j2", _html_environment(desk_templates), {"digest": page})
    return EMPTY_LINES.sub("", str(_inliner().inline(html))) + "\n"


def render_mail_text(page: DigestPage, *, desk_templates: Path | None = None) -> str:
    """Return ``page`` as plain text of at most 72 columns, but for addresses and words that are longer.

    Raises:
        TemplateError: A template does not compile or fails while it renders.
    """
    text = render_template("digest.txt.j2", _text_environment(desk_templates), {"digest": page})
    lines = (line.rstrip() for line in text.split("\n"))
    return BLANK_LINES.sub("\n\n", "\n".join(lines)).strip() + "\n"


def fill(text: str, indent: int = 0, first: str = "") -> Markup:
    """Return ``text`` in lines of 72 columns, ``indent`` from the left, the first one behind the mark ``first``."""
    margin = " " * indent
    lead = first.rjust(indent) if first else margin
    wrapped = textwrap.fill(
        " ".join(text.split(" ")).replace("\n", " "), TEXT_WIDTH, initial_indent=lead, subsequent_indent=margin,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
    return Markup(wrapped)  # noqa: S704 — plain text, never shown as HTML


def underline(text: str, mark: str = "=") -> Markup:
    """Return a line of ``mark`` as wide as ``text`` is shown."""
    width = sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
    return Markup(mark * min(width, TEXT_WIDTH))  # noqa: S704 — of marks alone


def join_runs(runs: Sequence[Run]) -> str:
    """Return the words of a line."""
    return "".join(run.text for run in runs)


@cache
def _inliner() -> CSSInliner:
    from css_inline import CSSInliner

    return CSSInliner(
        keep_style_tags=True, remove_inlined_selectors=True, resolve_css_variables=True, load_remote_stylesheets=False,
    )  # fmt: skip


def _finalize_html(value: object) -> object:
    return value if not isinstance(value, str) or isinstance(value, Markup) else hold_numbers(clean(value))


def _finalize_text(value: object) -> object:
    return value if isinstance(value, Markup) else Markup(clean(str(value)))  # noqa: S704 — plain text


def _notes_html(notes: str) -> Markup:
    return Markup(render_notes(notes))  # noqa: S704 — made by a parser that lets no HTML through


def _notes_text(notes: str) -> Markup:
    return Markup(textwrap.indent(notes.strip(), "   "))  # noqa: S704 — the analyst's Markdown reads as text


HTML_FILTERS: Mapping[str, Any] = {"day": say_date, "said": say_html, "notes": _notes_html}
TEXT_FILTERS: Mapping[str, Any] = {
    "day": say_date, "fill": fill, "underline": underline, "words": join_runs, "notes": _notes_text,
}  # fmt: skip


@lru_cache(maxsize=8)
def _html_environment(desk_templates: Path | None) -> jinja2.Environment:
    return make_environment(desk_templates, finalize=_finalize_html, filters=HTML_FILTERS)


@lru_cache(maxsize=8)
def _text_environment(desk_templates: Path | None) -> jinja2.Environment:
    return make_environment(desk_templates, finalize=_finalize_text, filters=TEXT_FILTERS)
