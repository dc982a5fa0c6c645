"""The HTML of a mail → what mail programs do not show of it. In: HTML, names of programs. Out: complaints.

What they support is published by caniemail.com (MIT); ``data/caniemail.tsv`` holds its table, made by
``tests/tools/make_caniemail.py`` and dated in its first lines. Only what can be told by looking is looked for:
elements, attributes, properties, functions, units and at-rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from html.parser import HTMLParser
from importlib import resources
from typing import Literal

from briefings.errors import BriefingsError
from briefings.model import Record

# the desk's names for mail programs → how caniemail names families and platforms
CLIENTS: Mapping[str, tuple[str, ...]] = {
    "gmail": ("gmail.desktop-webmail", "gmail.ios", "gmail.android", "gmail.mobile-webmail"),
    "outlook": ("outlook.outlook-com", "outlook.macos", "outlook.ios", "outlook.android"),
    "outlook-classic": ("outlook.windows",),
    "apple-mail": ("apple-mail.macos", "apple-mail.ios"),
    "yahoo": ("yahoo.desktop-webmail", "yahoo.ios", "yahoo.android"),
    "thunderbird": ("thunderbird.macos",),
    "proton": ("protonmail.desktop-webmail", "protonmail.ios", "protonmail.android"),
    "fastmail": ("fastmail.desktop-webmail",),
    "samsung": ("samsung-email.android",),
}
# what a reader loses nothing by: it is there for those that know it, and the page is right without it
GRACEFUL = frozenset(
    {"css-at-media", "css-at-media-prefers-color-scheme", "css-color-scheme", "html-meta-color-scheme", "html-role",
     "html-lang", "css-important", "html-style", "css-comments", "html-doctype", "html-body", "html-anchor-links"}
)  # fmt: skip
STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL | re.IGNORECASE)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
DECLARATION = re.compile(r"(?:^|[;{])\s*(-{0,2}[a-z][a-z-]*)\s*:\s*([^;{}]+)", re.IGNORECASE)
AT_RULE = re.compile(r"@([a-z-]+)\s*([^{;]*)", re.IGNORECASE)
UNIT = re.compile(r"(?<![\w#.-])-?[\d.]+(px|pt|em|rem|ex|ch|cm|mm|in|pc|vh|vw|vmin|vmax|%)(?![\w-])")
FUNCTION = re.compile(r"([a-z-]+)\(", re.IGNORECASE)
FUNCTIONS = {
    "calc": "css-unit-calc", "clamp": "css-function-clamp", "min": "css-function-min", "max": "css-function-max",
    "rgb": "css-rgb", "rgba": "css-rgba", "var": "css-variables", "linear-gradient": "css-linear-gradient",
    "radial-gradient": "css-radial-gradient", "conic-gradient": "css-conic-gradient",
    "light-dark": "css-function-light-dark", "lch": "css-modern-color", "oklch": "css-modern-color",
}  # fmt: skip
ELEMENTS = {
    **dict.fromkeys(("ul", "ol", "dl"), "html-lists"),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "html-h1-h6"),
    **dict.fromkeys(
        ("article", "aside", "details", "figcaption", "figure", "footer", "header", "main", "mark", "nav", "section",
         "summary", "time"), "html-semantics",
    ),
}  # fmt: skip


class Complaint(Record, frozen=True, kw_only=True):
    """What some mail programs do not show: a feature, where it stands, who does not know it, and how far."""

    feature: str
    support: Literal["none", "partly"]
    clients: tuple[str, ...]

    @property
    def message(self) -> str:
        """Return the complaint in words."""
        how = "is not supported" if self.support == "none" else "is supported only in part"
        return f"{self.feature} {how} by {', '.join(self.clients)}"


def lint_html(html: str, clients: Sequence[str]) -> tuple[Complaint, ...]:
    """Return what of ``html`` the mail programs ``clients`` do not show, or show in part; the graver first.

    Raises:
        BriefingsError: A client is not known.
    """
    platforms = [platform for client in clients for platform in _platforms(client)]
    table = _table()
    found: list[Complaint] = []
    for slug in sorted(_features(html)):
        if slug not in table or slug in GRACEFUL:
            continue
        title, support = table[slug]
        for mark, word in (("n", "none"), ("a", "partly")):
            names = [platform for platform in platforms if support.get(platform, "u") == mark]
            if names:
                found.append(Complaint(feature=title, support=word, clients=tuple(names)))  # type: ignore[arg-type]
    return tuple(sorted(found, key=lambda one: (one.support != "none", one.feature)))


def _platforms(client: str) -> tuple[str, ...]:
    if client not in CLIENTS:
        raise BriefingsError(f"mail.clients: '{client}' is not known; known are {', '.join(CLIENTS)}")
    return CLIENTS[client]


@cache
def _table() -> dict[str, tuple[str, dict[str, str]]]:
    """Return what is known of each feature: its title, and its support by platform (y, a: partly, n, u: not known)."""
    raw = resources.files("briefings.digest").joinpath("data", "caniemail.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in raw.splitlines() if line and not line.startswith("#")]
    platforms = rows[0][2:]
    return {row[0]: (row[1], dict(zip(platforms, row[2:], strict=True))) for row in rows[1:]}


def _features(html: str) -> set[str]:
    """Return the features that ``html`` uses, by caniemail's names."""
    page = _Page()
    page.feed(html)
    page.close()
    css = COMMENT.sub("", "\n".join(STYLE.findall(html)))
    declared = [*_declarations(css), *(one for style in page.styles for one in _declarations(style))]
    found = set(page.features)
    found.update(f"css-{name}" for name, _ in declared)
    for name, value in declared:
        found.update(_value_features(name, value))
    for rule, condition in AT_RULE.findall(css):
        found.update(_at_features(rule.lower(), condition))
    return found


def _declarations(css: str) -> Iterator[tuple[str, str]]:
    yield from ((name.lower(), value.strip().lower()) for name, value in DECLARATION.findall(css))


def _value_features(name: str, value: str) -> Iterator[str]:
    if name == "display":
        yield f"css-display-{value.split(maxsplit=1)[0]}"
    if "!important" in value:
        yield "css-important"
    for unit in UNIT.findall(value):
        yield "css-unit-percent" if unit == "%" else f"css-unit-{unit}"
    for function in FUNCTION.findall(value):
        if function.lower() in FUNCTIONS:
            yield FUNCTIONS[function.lower()]


def _at_features(rule: str, condition: str) -> Iterable[str]:
    yield f"css-at-{rule}"
    if rule == "media":
        for feature in ("prefers-color-scheme", "prefers-reduced-motion", "orientation", "hover"):
            if feature in condition:
                yield f"css-at-media-{feature}"


class _Page(HTMLParser):
    """Collects the elements, attributes and styles of a page as features."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.features: set[str] = set()
        self.styles: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.features.add(ELEMENTS.get(tag, f"html-{tag}"))
        for name, value in attrs:
            self.features.add(f"html-{name}")
            if name == "style":
                self.styles.append(value or "")
            if name == "src":
                self.features.update(_image(value or ""))
            if name == "href" and (value or "").startswith("mailto:"):
                self.features.add("html-mailto-links")
            if name == "href" and (value or "").startswith("#"):
                self.features.add("html-anchor-links")


def _image(address: str) -> Iterator[str]:
    if address.startswith("data:"):
        yield "image-base64"
    kind = re.search(r"(?:\.|image/)(png|jpe?g|gif|svg|webp|avif|bmp)\b", address)
    if kind:
        yield f"image-{kind[1].replace('jpeg', 'jpg')}"
