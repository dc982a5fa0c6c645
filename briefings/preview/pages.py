"""Views → HTML. In: values. Out: the preview's own pages, from the Jinja templates beside this module."""

from __future__ import annotations

import datetime
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import jinja2
from markupsafe import Markup

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

LINK = re.compile(r"(?:https?://|mailto:)\S", re.IGNORECASE)  # what a link may lead to: the web, and mail
MAX_MARKDOWN = 200_000  # characters; a brief has about 8,000


def render_page(name: str, **context: Any) -> str:
    """Return the page or part of a page ``name`` with ``context`` filled in."""
    return _environment().get_template(name).render(context)


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(_read_template),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters |= {"markdown": _filter_markdown, "clock": _filter_clock, "web": _filter_web}
    return environment


def _read_template(name: str) -> str:
    return files("briefings.preview").joinpath("pages", name).read_text(encoding="utf-8")


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("js-default", {"html": False}).disable("image")
    parser.validateLink = lambda url: bool(LINK.match(url))  # type: ignore[method-assign]
    return parser


def _filter_markdown(text: str) -> Markup:
    """Return Markdown as HTML without raw HTML, images, and links other than to the web and mail."""
    return Markup(_parser().render(text[:MAX_MARKDOWN]))  # noqa: S704 — by a parser that lets no HTML through


def _filter_clock(seconds: float) -> str:
    """Return a time of this machine's clock as "14:05:09"."""
    return datetime.datetime.fromtimestamp(seconds).astimezone().strftime("%H:%M:%S")


def _filter_web(url: str | None) -> str:
    """Return ``url`` where it is an address of the web, else ""."""
    return url if url and url.lower().startswith(("http://", "https://")) else ""
