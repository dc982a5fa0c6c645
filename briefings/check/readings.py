"""Outputs → readings. In: Markdown, HTML, the text out of a PDF. Out: what a reader sees, block by block.

Nothing here knows how the outputs are made: each is parsed as a stranger would.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Literal

from briefings.model import Record

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

# what two settings of one text need not have in common: spaces, controls, soft hyphens, marks of direction
IGNORED = re.compile("[\\s\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
ORDINAL = re.compile(r"\d{1,9}\.")  # "1." before an item of a list
WEB = re.compile(r"(?:https?://|mailto:)\S", re.IGNORECASE)
BLOCK_TAGS = """
    address article aside blockquote body br caption dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr
    li main nav ol p pre section table tbody td tfoot th thead tr ul
"""
BLOCKS = frozenset(BLOCK_TAGS.split())
UNSEEN = frozenset({"style", "script", "title", "template", "head"})
VOID = frozenset({"meta", "link", "br", "hr", "img", "input", "wbr", "col"})


class Link(Record, frozen=True, kw_only=True):
    """A link as the page has it: where it leads, what it says on touch, what is written."""

    href: str
    title: str
    text: str


class Reading(Record, frozen=True, kw_only=True):
    """An output as a reader finds it: its name ("PDF"), its text in blocks parted by line feeds, and its size.

    ``links``, ``times`` (dates for machines, and what is written), ``pictures`` (what is said in place of a drawing)
    and ``about`` (what the page says of itself to machines) are those of HTML.
    ``pages`` is None for what has none.
    """

    name: str
    text: str
    form: Literal["md", "html", "pdf", "text"]
    size: int = 0
    pages: int | None = None
    links: tuple[Link, ...] = ()
    times: tuple[tuple[str, str], ...] = ()
    pictures: tuple[str, ...] = ()
    about: Mapping[str, str] = {}


def squeeze(text: str) -> str:
    """Return ``text`` without white space, controls, soft hyphens and direction marks: what two settings share."""
    return IGNORED.sub("", unicodedata.normalize("NFC", text))


def read_markdown(markdown: str, name: str = "Markdown") -> Reading:
    """Return a Markdown page as its reader finds it; the number of a list's item stands before it."""
    blocks = list(_markdown_blocks(_parser().parse(markdown)))
    return Reading(name=name, form="md", text="\n".join(blocks), size=len(markdown.encode()))


def read_html(html: str, name: str = "HTML") -> Reading:
    """Return an HTML page as its reader finds it."""
    parser = _Page()
    parser.feed(html)
    parser.close()
    return Reading(
        name=name, form="html", text="".join(parser.parts), size=len(html.encode()), links=tuple(parser.links),
        times=tuple(parser.times), pictures=tuple(parser.pictures), about=parser.about,
    )  # fmt: skip


def read_pdf(text: str, pages: int | None, name: str = "PDF") -> Reading:
    """Return the text read out of a PDF as a reading."""
    return Reading(name=name, form="pdf", text=text.replace("\f", "\n"), pages=pages)


def notes_blocks(notes: str) -> list[tuple[str, str]]:
    """Return the analyst's Markdown as the blocks that a reader sees, each behind the number of its list's item."""
    blocks: list[tuple[str, str]] = []
    number = ""
    for block in _markdown_blocks(_parser().parse(notes)):
        if ORDINAL.fullmatch(block):
            number = block
        else:
            blocks.append((number, block))
            number = ""
    return blocks


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 — `briefings --help` does not need it

    parser = MarkdownIt("js-default", {"html": False}).disable("image")
    parser.validateLink = lambda url: bool(WEB.match(url))  # type: ignore[method-assign]
    return parser


def _markdown_blocks(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "list_item_open" and token.info:
            yield f"{token.info}."
        elif block := _block(token):
            yield block


def _block(token: Token) -> str:
    if token.type in {"fence", "code_block"}:
        return token.content
    return "".join(_inline_text(child) for child in token.children or ()) if token.type == "inline" else ""


def _inline_text(token: Token) -> str:
    return "\n" if token.type in {"softbreak", "hardbreak"} else token.content


class _Page(HTMLParser):
    """Collects what a reader of the page sees, and its links, dates and words about itself."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.links: list[Link] = []
        self.times: list[tuple[str, str]] = []
        self.pictures: list[str] = []
        self._time: tuple[str, int] | None = None
        self.about: dict[str, str] = {}
        self._unseen: list[str] = []
        self._link: tuple[str, str, int] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in UNSEEN or ("hidden" in given and tag not in VOID) or (self._unseen and tag == self._unseen[-1]):
            self._unseen.append(tag)
        if tag in BLOCKS:
            self.parts.append("\n")
        if tag == "meta" and "name" in given:
            self.about[given["name"]] = given.get("content", "")
        if tag == "time" and "datetime" in given:
            self._time = given["datetime"], len(self.parts)
        if tag == "a" and "href" in given:
            self._link = given["href"], given.get("title", ""), len(self.parts)

    def handle_endtag(self, tag: str) -> None:
        if self._unseen and tag == self._unseen[-1]:
            self._unseen.pop()
        if tag in BLOCKS:
            self.parts.append("\n")
        if tag == "time" and self._time is not None:
            value, start = self._time
            self.times.append((value, "".join(self.parts[start:])))
            self._time = None
        if tag == "a" and self._link is not None:
            href, title, start = self._link
            self.links.append(Link(href=href, title=title, text="".join(self.parts[start:])))
            self._link = None

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.parts.append(data)
        elif self._unseen == ["head", "title"]:
            self.about["title"] = data.strip()
        elif self._unseen == ["title"]:
            self.pictures.append(data)
