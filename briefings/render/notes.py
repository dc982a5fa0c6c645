"""The analyst's Markdown → HTML, or Markdown that stands under the page's own headings. In: text. Out: text.

No raw HTML passes, no images, and links lead to the web and mail only.
"""

from __future__ import annotations

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from briefings.errors import BriefingsError
from briefings.render.typography import clean

MAX_NOTES = 20_000  # characters; a page holds about 5,000, and "[" × 50,000 keeps a Markdown parser busy for 3 s
NOTES_HEADING = 3  # the page has h1 and h2: the notes' own headings begin below
# "[1]: https://…" — a definition that would turn each citation [1] of the page into a link
NUMBER_DEFINITION = re.compile(r"^([ >]*)\[(\d+)\](?=:)", re.MULTILINE)
EMPHASIS = ("em_open", "strong_open")
NOTES_LINK = re.compile(r"(?:https?://|mailto:)[^\s]", re.IGNORECASE)


def render_notes(notes: str) -> str:
    """Return the analyst's Markdown as HTML: no raw HTML, no images, links to the web and mail only.

    Raises:
        BriefingsError: The notes are longer than MAX_NOTES.
    """
    tokens = _parse_notes(notes)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(6, int(token.tag[1]) + NOTES_HEADING - 1)}"
        _lead_spaces(token.children or [])
    parser = _notes_parser()
    return str(parser.renderer.render(tokens, parser.options, {}))


def _lead_spaces(tokens: list[Token]) -> None:
    """Move a space before an emphasis inside it, for the reason that ``typography.lead_spaces`` gives."""
    for before, opening, first in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if opening.type in EMPHASIS and before.type == first.type == "text" and before.content.endswith(" "):
            before.content, first.content = before.content.rstrip(" "), f" {first.content}"


def lower_headings(notes: str) -> str:
    """Return the analyst's Markdown with its headings two levels down, so that they stand under the page's own."""
    lines = notes.strip().split("\n")
    for token in _parse_notes(notes.strip()):
        if token.type == "heading_open" and token.map and token.markup.startswith("#"):
            depth = min(6, len(token.markup) + NOTES_HEADING - 1)
            lines[token.map[0]] = "#" * depth + lines[token.map[0]].lstrip().lstrip("#")
    return NUMBER_DEFINITION.sub(r"\1\\[\2]", "\n".join(lines))


@cache
def _notes_parser() -> MarkdownIt:
    parser = MarkdownIt("js-default", {"html": False}).disable("image")
    parser.validateLink = lambda url: bool(NOTES_LINK.match(url))  # type: ignore[method-assign]
    return parser


def _parse_notes(notes: str) -> list[Token]:
    if len(notes) > MAX_NOTES:
        raise BriefingsError(f"the analyst's notes have {len(notes):,} characters: shorten them to {MAX_NOTES:,}")
    return _notes_parser().parse(clean(notes))
