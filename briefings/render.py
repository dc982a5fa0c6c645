"""Brief → Markdown, HTML. In: a brief, the desk's templates. Out: text that stands alone.

Templates see ``brief`` and how the page is to be set (``paper``, ``design``, ``size``, ``gap``), and compute nothing.
A desk overrides a shipped template by a file of the same name, and extends it as
``{% extends "default:brief.html.j2" %}``.
What articles say is text: it is escaped wherever it is put in, in HTML by Jinja, in Markdown by ``escape_markdown``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any, Literal

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from briefings.compose.calendar import say_date
from briefings.errors import BriefingsError, TemplateError
from briefings.model import Brief, Run

PAPERS = ("a4", "letter")
DESIGNS = ("situation", "meeting")
MAX_NOTES = 20_000  # characters; a page holds about 5,000, and "[" × 50,000 keeps a Markdown parser busy for 3 s
MAX_REPEAT = 10_000  # "-" * 80 is a rule, "-" * 10**8 is a way to fill the memory
SHORT_WORD = 7  # characters: a shorter one does not end a line of its own
LONG_WORD = 30  # characters: a longer one may have to break
NOTES_HEADING = 3  # the page has h1 and h2: the notes' own headings begin below

# ASCII controls but tab and newline, and the marks that turn the direction of text around: U+202A–202E, U+2066–2069
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
UNITS = (
    "per cent|percent|hundred|thousand|million|billion|trillion|km|kilometres?|kilometers?|miles?|m|metres?|kg|"
    "tonnes?|tons?|MW|GW|barrels|January|February|March|April|May|June|July|August|September|October|November|December"
)
# "5 million" "23 September" "12 km" → the space between them does not break; "US$ 5" likewise
NUMBER_UNIT = re.compile(rf"(?<=\d) (?=(?:{UNITS})\b)|(?<=[$€£¥₦]) (?=\d)")
# Characters that mean something inside a line of Markdown: \ ` * _ [ ] < | ~~ and the tag or entity that HTML reads
MARKDOWN_INLINE = re.compile(r"[\\`*_\[\]<>|]|~(?=~)|&(?=#?\w+;)|\$(?=\S)")
# … and at its start: "# x" "- x" "+ x" "1. x" "= =" ":::" — a heading, a list, an underline
MARKDOWN_START = re.compile(r"^(\s*)(?:([#+=:-])|(\d{1,9})([.)])(?=\s|$))")
# "[William Ruto]" " [according to the ministry]" — what is put in, in its brackets
INSERTION = re.compile(r"(\s*)\[([^\[\]()]+)\]")
SPACES = re.compile(r"\s+")
WEB_ADDRESS = re.compile(r"https?://[^\s<>\"'`|\\]+", re.IGNORECASE)
NOTES_LINK = re.compile(r"(?:https?://|mailto:)[^\s]", re.IGNORECASE)

Size = Literal["regular", "small"]


def render_markdown(brief: Brief, *, desk_templates: Path | None = None) -> str:
    """Return ``brief`` as Markdown that reads well as plain text and renders on any forge.

    Raises:
        TemplateError: A template does not compile or fails while it renders.
    """
    text = _render("brief.md.j2", _environment("md", desk_templates), {"brief": brief})
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
        design: "situation" or "meeting"; None for the brief's kind.
        size: "regular" (10.5 pt) or "small" (9.5 pt).
        gap: How far the gaps between sections are opened in print, 0 to 4.

    Raises:
        TemplateError: A template does not compile or fails while it renders.
        BriefingsError: The analyst's notes are too long.
    """
    context = {
        "brief": brief,
        "paper": _one_of("paper", paper, PAPERS),
        "design": _one_of("design", design or brief.kind, DESIGNS),
        "size": _one_of("size", size, ("regular", "small")),
        "gap": gap,
    }
    return _render("brief.html.j2", _environment("html", desk_templates), context)


def escape_markdown(text: str) -> str:
    r"""Return ``text`` so that Markdown shows it as it is, on one line: ``a *b*`` → ``a \*b\*``."""
    plain = SPACES.sub(" ", CONTROLS.sub("", text))
    escaped = MARKDOWN_INLINE.sub(lambda m: "&lt;" if m[0] == "<" else "&amp;" if m[0] == "&" else "\\" + m[0], plain)
    return MARKDOWN_START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[2] else f"{m[1]}{m[3]}\\{m[4]}", escaped)


def render_notes(notes: str) -> str:
    """Return the analyst's Markdown as HTML: no raw HTML, no images, links to the web and mail only.

    Raises:
        BriefingsError: The notes are longer than MAX_NOTES.
    """
    tokens = _parse_notes(notes)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(6, int(token.tag[1]) + NOTES_HEADING - 1)}"
    parser = _notes_parser()
    return str(parser.renderer.render(tokens, parser.options, {}))


def lower_headings(notes: str) -> str:
    """Return the analyst's Markdown with its headings two levels down, so that they stand under the page's own."""
    lines = notes.strip().split("\n")
    for token in _parse_notes(notes.strip()):
        if token.type == "heading_open" and token.map and token.markup.startswith("#"):
            depth = min(6, len(token.markup) + NOTES_HEADING - 1)
            lines[token.map[0]] = "#" * depth + lines[token.map[0]].lstrip().lstrip("#")
    return "\n".join(lines)


def _one_of(name: str, value: str, allowed: Sequence[str]) -> str:
    if value not in allowed:
        raise BriefingsError(f"unknown {name} '{value}': choose one of {', '.join(allowed)}")
    return value


# -------------------------------------------------------------------------------------------------- notes


@cache
def _notes_parser() -> MarkdownIt:
    parser = MarkdownIt("js-default", {"html": False}).disable("image")
    parser.validateLink = lambda url: bool(NOTES_LINK.match(url))  # type: ignore[method-assign]
    return parser


def _parse_notes(notes: str) -> list[Token]:
    if len(notes) > MAX_NOTES:
        raise BriefingsError(f"the analyst's notes have {len(notes):,} characters: shorten them to {MAX_NOTES:,}")
    return _notes_parser().parse(CONTROLS.sub("", notes))


# -------------------------------------------------------------------------------------------- environments


class _Environment(ImmutableSandboxedEnvironment):
    """A sandbox in which a template cannot fill the memory by repeating a string either."""

    intercepted_binops = frozenset({"*", "**"})

    def call_binop(self, context: jinja2.runtime.Context, operator: str, left: Any, right: Any) -> Any:
        if operator == "**" or any(isinstance(side, int) and abs(side) > MAX_REPEAT for side in (left, right)):
            raise jinja2.exceptions.SecurityError(f"{operator} with numbers this large is not for templates")
        return super().call_binop(context, operator, left, right)


def _shipped_templates() -> Path:
    """Return the folder of the shipped templates: in the package as installed, beside it in a checkout."""
    package = Path(__file__).parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


@lru_cache(maxsize=16)
def _environment(form: Literal["md", "html"], desk_templates: Path | None) -> _Environment:
    shipped = jinja2.FileSystemLoader(_shipped_templates())
    loaders: list[jinja2.BaseLoader] = [shipped, jinja2.PrefixLoader({"default": shipped}, delimiter=":")]
    if desk_templates is not None:
        loaders.insert(0, jinja2.FileSystemLoader(desk_templates))
    environment = _Environment(
        loader=jinja2.ChoiceLoader(loaders),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_finalize_markdown if form == "md" else _finalize_html,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(MARKDOWN_FILTERS if form == "md" else HTML_FILTERS)
    environment.tests["web"] = _is_web
    return environment


def _finalize_html(value: object) -> object:
    """Return what is put into HTML, before Jinja escapes it: no control characters, numbers held to their units."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    return NUMBER_UNIT.sub("\N{NO-BREAK SPACE}", CONTROLS.sub("", value))


def _finalize_markdown(value: object) -> object:
    """Return what is put into Markdown, escaped unless a filter says that it is Markdown already."""
    return value if isinstance(value, Markup) else Markup(escape_markdown(str(value)))  # noqa: S704


def _is_web(url: object) -> bool:
    """Return whether ``url`` may be a link on the page: an http or https address without a trick in it."""
    return isinstance(url, str) and WEB_ADDRESS.fullmatch(url) is not None


def _filter_runs(runs: Sequence[Run]) -> Markup:
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


def _filter_notes_markdown(notes: str) -> Markup:
    return Markup(lower_headings(notes))  # noqa: S704 — the analyst's own Markdown


def _filter_notes_html(notes: str) -> Markup:
    return Markup(render_notes(notes))  # noqa: S704 — made by a parser that lets no HTML through


def _filter_head(text: str) -> str:
    """Return ``text`` without what ``tail`` gives: the two together are the text."""
    return text[: len(text) - len(_filter_tail(text))]


def _filter_tail(text: str) -> str:
    """Return the last word of ``text``, or the last few where they are short: what should not stand on a line alone."""
    words = text.split(" ")
    tail = words[-1] if len(words[-1]) >= SHORT_WORD else " ".join(words[-2:])
    return tail if len(tail) <= LONG_WORD else ""


def _filter_bare(url: str) -> str:
    """Return a web address as it is printed: "example.org/news/1"."""
    return re.sub(r"^https?://(?:www\.)?", "", url, flags=re.IGNORECASE).rstrip("/")


MARKDOWN_FILTERS: Mapping[str, Any] = {
    "md": _finalize_markdown,
    "runs": _filter_runs,
    "notes": _filter_notes_markdown,
    "day": say_date,
}
HTML_FILTERS: Mapping[str, Any] = {
    "notes": _filter_notes_html,
    "day": say_date,
    "bare": _filter_bare,
    "head": _filter_head,
    "tail": _filter_tail,
}


# -------------------------------------------------------------------------------------------------- errors

RUNTIME_ERRORS = (
    jinja2.TemplateError,
    TypeError,
    ValueError,
    AttributeError,
    ArithmeticError,
    LookupError,
    RecursionError,
)


def _render(name: str, environment: _Environment, context: Mapping[str, object]) -> str:
    try:
        return environment.get_template(name).render(context)
    except jinja2.TemplateSyntaxError as error:
        raise _template_error(
            error.filename or error.name or name, error.lineno, error.message or "syntax error"
        ) from error
    except jinja2.TemplateNotFound as error:
        path, line = _place_in_template(error.__traceback__) or (name, 0)
        what = f"there is no template '{error.message}'"
        raise _template_error(path, line, what, 'write "default:NAME" for a shipped one') from error
    except RUNTIME_ERRORS as error:
        place = _place_in_template(error.__traceback__)
        if place is None:
            raise
        raise _template_error(*place, f"{error}") from error


def _place_in_template(trace: TracebackType | None) -> tuple[str, int] | None:
    """Return the template's file and the line where the error came up: the innermost frame that is a template's."""
    place = None
    while trace is not None:
        path = trace.tb_frame.f_code.co_filename
        if path.endswith((".j2", ".css")):
            place = path, trace.tb_lineno
        trace = trace.tb_next
    return place


def _template_error(path: str, line: int, what: str, advice: str = "") -> TemplateError:
    todo = advice or "correct the template, or delete it to fall back on the shipped one"
    return TemplateError(f"{what.rstrip('.')}: {todo}{_excerpt(path, line)}", path=path, line=line)


def _excerpt(path: str, line: int) -> str:
    """Return the line before, the line itself and the line after, numbered, each on a line of its own."""
    file = Path(path)
    if not line or not file.is_file():
        return ""
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    shown = range(max(1, line - 1), min(len(lines), line + 1) + 1)
    return "".join(f"\n{'>' if n == line else ' '} {n:>4} | {lines[n - 1]}" for n in shown)
