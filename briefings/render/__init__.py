"""Brief → Markdown, HTML. In: a brief, the desk's templates. Out: text that stands alone.

Templates see ``brief`` and how the page is to be set (``paper``, ``design``, ``size``, ``gap``), and compute nothing;
templates/README.md is their contract. A desk overrides a shipped template by a file of the same name, and extends it
as ``{% extends "default:brief.html.j2" %}``.
What articles say is text: it is escaped wherever it is put in, in HTML by Jinja, in Markdown by ``escape_markdown``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import jinja2
from markupsafe import Markup

from briefings.compose.calendar import say_date
from briefings.errors import BriefingsError
from briefings.model import Brief, Note
from briefings.render.environment import cache_folder, make_environment, own_look, render_template
from briefings.render.figures import chart_of
from briefings.render.markdown import escape_markdown, finalize_markdown, pad, runs_markdown, width_of
from briefings.render.notes import MAX_NOTES, lower_headings, render_notes
from briefings.render.scripts import say_html
from briefings.render.typography import clean, hold_numbers, hold_tail, lead_spaces

__all__ = [
    "DESIGNS", "MAX_NOTES", "PAPERS", "Size", "cache_folder", "check_design", "escape_markdown", "forget_templates",
    "list_designs", "own_look", "render_html", "render_markdown", "render_notes",
]  # fmt: skip

PAPERS = ("a4", "letter")
DESIGNS = ("situation", "meeting")
NOT_DESIGNS = re.compile(r"base|print|screen|paper-.*")  # the other style sheets of a folder css/
DESIGN_NAME = re.compile(r"[a-z][a-z0-9-]{0,63}")
SIZES = ("regular", "small")
Size = Literal["regular", "small"]


def render_markdown(brief: Brief, *, desk_templates: Path | None = None) -> str:
    """Return ``brief`` as Markdown that reads well as plain text and renders on any forge.

    Raises:
        TemplateError: A template does not compile or fails while it renders.
    """
    text = render_template("brief.md.j2", _environment("md", desk_templates), {"brief": brief})
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def render_html(  # noqa: PLR0913 — how a page is set is four words, and all have a default
    brief: Brief,
    *,
    desk_templates: Path | None = None,
    paper: str = "a4",
    design: str | None = None,
    size: str = "regular",
    gap: int = 0,
) -> str:
    """Return ``brief`` as one HTML file: its style inside, no script, nothing to fetch.

    Args:
        brief: What the page says.
        desk_templates: The desk's own templates; None for the shipped ones alone.
        paper: "a4" or "letter", for print.
        design: "situation", "meeting", or NAME of a css/NAME.css in the desk's templates; None for the brief's kind.
        size: "regular" (10.5 pt) or "small" (9.5 pt).
        gap: How far the gaps between sections are opened in print, 0 to 4.

    Raises:
        TemplateError: A template does not compile or fails while it renders.
        BriefingsError: There is no such design, or the analyst's notes are too long.
    """
    context = {
        "brief": brief,
        "paper": _one_of("paper", paper, PAPERS),
        "design": check_design(design or brief.kind, desk_templates),
        "size": _one_of("size", size, SIZES),
        "gap": gap,
    }
    return render_template("brief.html.j2", _environment("html", desk_templates), context)


def check_design(name: str, desk_templates: Path | None) -> str:
    """Return the design's name.

    Raises:
        BriefingsError: There is no such design; the message has those that there are.
    """
    return _one_of("design", name, list_designs(desk_templates))


def list_designs(desk_templates: Path | None) -> tuple[str, ...]:
    """Return the names of the designs that there are: the shipped ones, then the desk's own by name."""
    folder = desk_templates / "css" if desk_templates else None
    own = sorted(path.stem for path in folder.glob("*.css")) if folder and folder.is_dir() else []
    named = [name for name in own if DESIGN_NAME.fullmatch(name) and not NOT_DESIGNS.fullmatch(name)]
    return tuple(dict.fromkeys((*DESIGNS, *named)))


def _one_of(name: str, value: str, allowed: Sequence[str]) -> str:
    if value not in allowed:
        raise BriefingsError(f"unknown {name} '{value}': choose one of {', '.join(allowed)}")
    return value


def forget_templates() -> None:
    """Return after every template will be looked for anew: a desk's own may have come to stand before a shipped one."""
    _environment.cache_clear()


@lru_cache(maxsize=16)
def _environment(form: Literal["md", "html"], desk_templates: Path | None) -> jinja2.Environment:
    if form == "md":
        return make_environment(desk_templates, finalize=finalize_markdown, filters=MARKDOWN_FILTERS)
    return make_environment(desk_templates, finalize=_finalize_html, filters=HTML_FILTERS)


def _finalize_html(value: object) -> object:
    """Return what is put into HTML, before Jinja escapes it: no control characters, numbers held to their units."""
    return value if not isinstance(value, str) or isinstance(value, Markup) else hold_numbers(clean(value))


def _filter_notes_markdown(notes: str) -> Markup:
    return Markup(lower_headings(notes))  # noqa: S704 — the analyst's own Markdown


def _filter_notes_html(notes: str) -> Markup:
    return Markup(render_notes(notes))  # noqa: S704 — made by a parser that lets no HTML through


def _filter_bare(url: str) -> str:
    """Return a web address as it is printed: "example.org/news/1"."""
    return re.sub(r"^https?://(?:www\.)?", "", url, flags=re.IGNORECASE).rstrip("/")


def _filter_further(notes: Iterable[Note]) -> list[Note]:
    """Return the notes on what the page does not say elsewhere."""
    return [note for note in notes if not note.repeats]


def _filter_articles(notes: Iterable[Note]) -> set[str]:
    """Return the ids of the articles that the lines of ``notes`` cite."""
    return {citation.article for note in notes for citation in note.line.citations}


MARKDOWN_FILTERS: Mapping[str, Any] = {
    "md": finalize_markdown,
    "width": width_of,
    "pad": pad,
    "runs": runs_markdown,
    "notes": _filter_notes_markdown,
    "day": say_date,
    "further": _filter_further,
    "articles": _filter_articles,
}
HTML_FILTERS: Mapping[str, Any] = {
    "notes": _filter_notes_html,
    "day": say_date,
    "further": _filter_further,
    "articles": _filter_articles,
    "bare": _filter_bare,
    "said": say_html,
    "held": hold_tail,
    "spaced": lead_spaces,
    "chart": chart_of,
}
