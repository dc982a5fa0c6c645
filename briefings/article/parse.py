"""All of a seed → Article. In: its text. Out: the Article; the desk's metadata goes before its own lines."""

from __future__ import annotations

import hashlib

import msgspec

from briefings.article.front_matter import FrontMatter, split_front_matter
from briefings.article.markdown import strip_marks
from briefings.article.parts import Layout, split_parts
from briefings.article.wires import find_wire
from briefings.errors import SeedError
from briefings.model import Article
from briefings.text import normalise_text

PAGES = (".html", ".htm")  # saved web pages
MARKDOWN = ".md"


def parse_article(raw: str, *, path: str, slug: str) -> Article:
    """Return the article in ``raw``: metadata from its front matter and its own text, never guessed.

    A path that ends in .html or .htm is read as a saved page: its metadata and its paragraphs; one that ends in .md
    without its marks of emphasis.

    Raises:
        SeedError: The front matter cannot be read, or there is no text.
    """
    front = _read_page(raw) if path.lower().endswith(PAGES) else split_front_matter(normalise_text(raw), path=path)
    if path.lower().endswith(MARKDOWN):
        front = msgspec.structs.replace(front, text=strip_marks(front.text))
    if not front.text:
        raise SeedError("no text in it: put the article's text into the file, below the front matter", path=path)
    layout = split_parts(front.text, title=front.fields.get("headline"))
    return _compose_article(front, layout, path=path, slug=slug)


def _read_page(raw: str) -> FrontMatter:
    from briefings.article.html import read_page  # noqa: PLC0415 (few articles are saved pages)

    return read_page(raw)


def _compose_article(front: FrontMatter, layout: Layout, *, path: str, slug: str) -> Article:
    """Return the article: what the desk wrote stands before what the lines of the text say."""
    fields = front.fields
    publisher = fields.get("publisher")
    origin = fields.get("origin")
    return Article(
        id=slug,
        path=path,
        first_line=front.first_line,
        sha256=hashlib.sha256(front.text.encode()).hexdigest(),
        headline=fields.get("headline") or layout.headline,
        publisher=publisher,
        origin=(find_wire(origin) or origin) if origin else layout.origin or find_wire(publisher or ""),
        byline=fields.get("byline") or layout.byline,
        dateline=fields.get("dateline") or layout.dateline,
        url=fields.get("url"),
        published=fields.get("published") or layout.published,
        language=fields.get("language", "en"),
        marking=fields.get("marking"),
        text=front.text,
        parts=layout.parts,
    )
