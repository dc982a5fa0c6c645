"""Text → Markdown that shows it as it is. In: text, the runs of a line. Out: Markdown."""

from __future__ import annotations

import re
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
    return Markup("".join(_run_markdown(run) for run in runs))  # noqa: S704 — each escaped


def _run_markdown(run: Run) -> str:
    if bracketed := INSERTION.fullmatch(run.text):
        return f"{bracketed[1]}[{escape_markdown(bracketed[2])}]"
    escaped = escape_markdown(run.text)
    if run.mark != "hedge" or not run.text.strip():
        return escaped
    core = escaped.strip()
    start = escaped.index(core)
    return f"{escaped[:start]}*{core}*{escaped[start + len(core) :]}"
