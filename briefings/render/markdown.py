"""Text → Markdown that shows it as it is. In: text, the runs of a line. Out: Markdown."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from markupsafe import Markup

from briefings.model import Run
from briefings.render.typography import SPACES, clean

# Characters that mean something inside a line of Markdown: \ ` * _ [ ] < | ~~ and the tag or entity that HTML reads
MARKDOWN_INLINE = re.compile(r"[\\`*_\[\]<>|]|~(?=~)|&(?=#?\w+;)|\$(?=\S)")
# … and at its start: "# x" "- x" "+ x" "1. x" "= =" ":::" — a heading, a list, an underline
MARKDOWN_START = re.compile(r"^(\s*)(?:([#+=:-])|(\d{1,9})([.)])(?=\s|$))")
# "[William Ruto]" " [according to the ministry]" — what is put in, in its brackets
INSERTION = re.compile(r"(\s*)\[([^\[\]()]+)\]")

# "[Ruto](…" "[Ruto]: …" — an insertion that what follows would make a link or a definition
LINK_LIKE = re.compile(r"(?<!\\)\[([^\[\]]+)\](?=[(:\[])")


def escape_markdown(text: str) -> str:
    r"""Return ``text`` so that Markdown shows it as it is, on one line: ``a *b*`` → ``a \*b\*``."""
    plain = SPACES.sub(" ", clean(text))
    escaped = MARKDOWN_INLINE.sub(lambda m: "&lt;" if m[0] == "<" else "&amp;" if m[0] == "&" else "\\" + m[0], plain)
    return MARKDOWN_START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[2] else f"{m[1]}{m[3]}\\{m[4]}", escaped)


def finalize_markdown(value: object) -> object:
    """Return what is put into Markdown, escaped unless a filter says that it is Markdown already."""
    return value if isinstance(value, Markup) else Markup(escape_markdown(str(value)))  # noqa: S704


def runs_markdown(runs: Sequence[Run]) -> Markup:
    """Return the runs of a line as Markdown: hedges in italics, insertions in their square brackets."""
    text = "".join(_run_markdown(run) for run in runs)
    return Markup(LINK_LIKE.sub(r"\\[\1\\]", text))  # noqa: S704 — each escaped


def width_of(text: str) -> int:
    """Return how many columns ``text`` takes where all letters are equally wide; East Asian ones take two."""
    return sum(_columns(character) for character in text)


def pad(text: str, width: int) -> Markup:
    """Return Markdown with spaces after it, ``width`` columns wide."""
    return Markup(text + " " * (width - width_of(text)))  # noqa: S704 — escaped by the filter before this one


def _columns(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "FW" else 1


def _run_markdown(run: Run) -> str:
    if bracketed := INSERTION.fullmatch(run.text):
        return f"{bracketed[1]}[{escape_markdown(bracketed[2])}]"
    escaped = escape_markdown(run.text)
    if run.mark != "hedge" or not run.text.strip():
        return escaped
    core = escaped.strip()
    start = escaped.index(core)
    return f"{escaped[:start]}*{core}*{escaped[start + len(core) :]}"
