"""A saved page → its metadata and paragraphs. In: HTML. Out: what front matter would say, and plain text.

Kept are headings, paragraphs, list items and quotations of the article; scripts, menus, forms and footers are not.
"""

from __future__ import annotations

from html.parser import HTMLParser

from briefings.article.calendar import parse_date
from briefings.article.front_matter import FrontMatter
from briefings.text import normalise_text

DROPPED = frozenset(
    {"script", "style", "nav", "footer", "aside", "form", "noscript", "svg", "button", "template", "iframe", "select"}
    | {"figcaption"}
)
BLOCKS = frozenset({"p", "h2", "h3", "h4", "li", "blockquote", "pre", "dd", "dt"})
# metadata in <meta name|property=…> → the field it fills, the first one found wins
META = {
    "og:title": "headline", "og:site_name": "publisher", "article:published_time": "published",
    "datepublished": "published", "dc.date.issued": "published", "date": "published", "pubdate": "published",
    "author": "byline", "article:author": "byline", "og:url": "url",
}  # fmt: skip


def is_page(path: str) -> bool:
    """Return whether ``path`` names a saved web page."""
    return path.lower().endswith((".html", ".htm"))


def read_page(raw: str) -> FrontMatter:
    """Return the metadata of the page ``raw`` and its paragraphs as text, one empty line between them."""
    page = _Page()
    page.feed(raw)
    page.close()
    fields = {name: value for name, value in page.fields.items() if value}
    headline = page.title_of("h1") or fields.get("headline") or page.title_of("title")
    if headline:
        fields["headline"] = headline
    return FrontMatter(fields=fields, text=page.text(), first_line=1)


class _Page(HTMLParser):
    """The state of reading: which elements are open, and the blocks found so far."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.fields: dict[str, str] = {"language": ""}
        self.titles: dict[str, list[str]] = {"h1": [], "title": []}
        self.blocks: list[tuple[bool, list[str]]] = []
        self.dropped = 0
        self.inside = 0
        self.block: str | None = None
        self.title: str | None = None

    def title_of(self, tag: str) -> str:
        """Return the text of the first element ``tag``."""
        return " ".join("".join(self.titles[tag]).split())

    def text(self) -> str:
        """Return the paragraphs: those inside <article> or <main> where there are any, else all."""
        chosen = [words for inside, words in self.blocks if inside] or [words for _, words in self.blocks]
        lines = (" ".join("".join(words).split()) for words in chosen)
        return normalise_text("\n\n".join(line for line in lines if line)).strip()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self._read_metadata(tag, values)
        if tag in DROPPED:
            self.dropped += 1
        elif tag in ("article", "main"):
            self.inside += 1
        elif tag in self.titles and not self.titles[tag]:
            self.title = tag
        elif tag in BLOCKS and not self.dropped:
            self.block = tag
            self.blocks.append((self.inside > 0, []))
        elif tag == "br" and self.block:
            self.blocks[-1][1].append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in DROPPED:
            self.dropped = max(0, self.dropped - 1)
        elif tag in ("article", "main"):
            self.inside = max(0, self.inside - 1)
        elif tag == self.title:
            self.title = None
        elif tag == self.block:
            self.block = None

    def handle_data(self, data: str) -> None:
        if self.title:
            self.titles[self.title].append(data)
        elif self.block and not self.dropped:
            self.blocks[-1][1].append(data)

    def _read_metadata(self, tag: str, values: dict[str, str]) -> None:
        if tag == "html":
            self.fields["language"] = values.get("lang", "")
        elif tag == "meta":
            name = META.get((values.get("property") or values.get("name") or values.get("itemprop") or "").lower())
            self._fill(name, values.get("content", ""))
        elif tag == "time":
            self._fill("published", values.get("datetime", ""))
        elif tag == "link" and values.get("rel") == "canonical":
            self._fill("url", values.get("href", ""))

    def _fill(self, name: str | None, value: str) -> None:
        value = (parse_date(value) or "") if name == "published" else " ".join(normalise_text(value).split())
        if name == "byline" and value.startswith("http"):
            return
        if name == "url" and not value.startswith(("http://", "https://")):
            return
        if name and value:
            self.fields.setdefault(name, value)
