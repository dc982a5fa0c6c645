"""A saved page → its metadata and paragraphs. In: HTML. Out: what front matter would say, and plain text.

Kept are headings, paragraphs, list items and quotations of the article; scripts, menus, forms and captions are not.
Only whole tags are looked for and no tree is built, so that broken or hostile markup costs no more than good markup.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from briefings.article.calendar import parse_date
from briefings.article.front_matter import FrontMatter
from briefings.text import normalise_text

# <p>, </p>, <meta name="author" content="A > B">; what does not close before the next "<" is text
TAG = re.compile(r"""<(?P<end>/?)(?P<name>[a-zA-Z][\w:-]*+)(?P<values>(?:[^<>"']|"[^"<]*"|'[^'<]*'|["'])*+)>""")
ATTRIBUTE = re.compile(r"""([\w:-]++)\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s"'>]++))""")  # content="A > B", lang=en
DROPPED = frozenset(
    {"script", "style", "nav", "footer", "aside", "form", "noscript", "svg", "button", "template", "iframe", "select"}
    | {"figcaption"}
)
RAW = frozenset({"script", "style"})  # what stands in them is no markup
BLOCKS = frozenset({"p", "h2", "h3", "h4", "li", "blockquote", "pre", "dd", "dt"})
TITLES = ("h1", "title")
# metadata in <meta name|property|itemprop=…> → the field it fills; the first one found wins
META = {
    "og:title": "headline", "og:site_name": "publisher", "article:published_time": "published",
    "datepublished": "published", "dc.date.issued": "published", "date": "published", "pubdate": "published",
    "author": "byline", "article:author": "byline", "og:url": "url",
}  # fmt: skip


def read_page(raw: str) -> FrontMatter:
    """Return the metadata of the page ``raw`` and its paragraphs as text, one empty line between them."""
    page = _Page()
    for tag, text in _split_markup(_without_comments(raw)):
        if tag is not None:
            page.take_tag(tag)
        page.take_text(html.unescape(text))
    fields = dict(page.fields)
    headline = page.title_of("h1") or fields.get("headline") or page.title_of("title")
    if headline:
        fields["headline"] = headline
    return FrontMatter(fields=fields, text=page.text(), first_line=1)


def _without_comments(raw: str) -> str:
    kept: list[str] = []
    at = 0
    while (start := raw.find("<!--", at)) >= 0 and (end := raw.find("-->", start + 4)) >= 0:
        kept.append(raw[at:start])
        at = end + 3
    return "".join(kept) + raw[at:]


def _split_markup(raw: str) -> Iterator[tuple[re.Match[str] | None, str]]:
    """Yield each tag with the text behind it, first of all the text before any tag; scripts and styles are left out."""
    before: re.Match[str] | None = None
    at, raw_name = 0, ""
    for tag in TAG.finditer(raw):
        name = tag["name"].lower()
        if raw_name and not (tag["end"] and name == raw_name):
            continue
        yield before, "" if raw_name else raw[at : tag.start()]
        before, at = tag, tag.end()
        raw_name = name if name in RAW and not tag["end"] else ""
    yield before, "" if raw_name else raw[at:]


class _Page:
    """The state of reading: which elements are open, and the blocks found so far."""

    def __init__(self) -> None:
        self.fields: dict[str, str] = {}
        self.titles: dict[str, list[str]] = {name: [] for name in TITLES}
        self.blocks: list[tuple[bool, list[str]]] = []  # inside <article> or <main>, pieces of text
        self.dropped = 0
        self.inside = 0
        self.block = ""
        self.title = ""

    def title_of(self, name: str) -> str:
        """Return the text of the first element ``name``."""
        return " ".join(normalise_text("".join(self.titles[name])).split())

    def text(self) -> str:
        """Return the paragraphs: those inside <article> or <main> where there are any, else all."""
        chosen = [pieces for inside, pieces in self.blocks if inside] or [pieces for _, pieces in self.blocks]
        lines = (" ".join("".join(pieces).split()) for pieces in chosen)
        return normalise_text("\n\n".join(line for line in lines if line)).strip()

    def take_text(self, text: str) -> None:
        """Add ``text`` to the element that is open, if it is one of those that are kept."""
        if self.title:
            self.titles[self.title].append(text)
        elif self.block and not self.dropped:
            self.blocks[-1][1].append(text)

    def take_tag(self, tag: re.Match[str]) -> None:
        """Open or close an element, and read the metadata in it."""
        name = tag["name"].lower()
        step = -1 if tag["end"] else 1
        if name in DROPPED:
            self.dropped = max(0, self.dropped + step)
        elif name in ("article", "main"):
            self.inside = max(0, self.inside + step)
        elif tag["end"]:
            self.title = "" if name == self.title else self.title
            self.block = "" if name == self.block else self.block
        else:
            self._open(name, tag["values"])

    def _open(self, name: str, values: str) -> None:
        if name in TITLES and not self.titles[name]:
            self.title = name
        elif name in BLOCKS and not self.dropped:
            self.block, self.title = name, ""
            self.blocks.append((self.inside > 0, []))
        elif name == "br":
            self.take_text(" ")
        elif name in ("html", "meta", "time", "link"):
            self._read_metadata(name, _read_attributes(values))

    def _read_metadata(self, name: str, values: dict[str, str]) -> None:
        if name == "html":
            self._fill("language", values.get("lang", ""))
        elif name == "time":
            self._fill("published", values.get("datetime", ""))
        elif name == "link" and values.get("rel") == "canonical":
            self._fill("url", values.get("href", ""))
        elif name == "meta":
            key = values.get("property") or values.get("name") or values.get("itemprop") or ""
            self._fill(META.get(key.lower()), values.get("content", ""))

    def _fill(self, field: str | None, value: str) -> None:
        """Fill ``field`` when it is empty and ``value`` can be one: a full date, an address, a name."""
        value = " ".join(normalise_text(value).split())
        if field == "published":
            value = parse_date(value) or ""
        is_address = value.startswith(("http://", "https://"))
        if field and value and is_address == (field == "url"):
            self.fields.setdefault(field, value)


def _read_attributes(values: str) -> dict[str, str]:
    found = ATTRIBUTE.finditer(values)
    return {m[1].lower(): html.unescape(m[2] or m[3] or m[4] or "") for m in found}
