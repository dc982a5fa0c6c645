"""The metadata above the text. In: a seed's text. Out: its keys and values, and where the text begins.

A block between two lines ``---`` holds lines ``key: value``; a value may stand in quotation marks, a list in brackets
or on lines "- one". Between two lines ``+++`` it is TOML. Nothing else of YAML is understood, and that is said.
"""

from __future__ import annotations

import re

from briefings.article.calendar import parse_date
from briefings.errors import SeedError
from briefings.model import Record

# the keys, and the field of the article that each one fills; tags are the desk's own and fill none
KEYS = {
    "title": "headline",
    "headline": "headline",
    "publisher": "publisher",
    "origin": "origin",
    "author": "byline",
    "byline": "byline",
    "dateline": "dateline",
    "url": "url",
    "published": "published",
    "date": "published",
    "language": "language",
    "marking": "marking",
    "tags": "tags",
}
# what people write instead
MEANT = {
    "source": "publisher", "site": "publisher", "newspaper": "publisher", "outlet": "publisher", "agency": "origin",
    "wire": "origin", "writer": "author", "by": "author", "authors": "author", "link": "url", "href": "url",
    "permalink": "url", "lang": "language", "tlp": "marking", "classification": "marking", "name": "title",
    "day": "published", "pubdate": "published", "created": "published", "keywords": "tags", "categories": "tags",
}  # fmt: skip
FENCES = ("---", "+++")
PAIR = r"(?P<key>[A-Za-z][\w .-]*?)\s*:(?:\s+(?P<value>.*)|)$"  # title: “Accord” in Rome
LIST_ENTRY = r"\s*-\s+(?P<value>.+)$"  # - Njeri Kamau
TOML_LINE = r"at line (\d+)"  # tomllib: "Expected '=' after a key … (at line 2, column 5)"
EMPTY = frozenset({"", "~", "null", "none", "unknown"})
QUOTES = {'"': '"', "'": "'", "“": "”", "‘": "’"}


class FrontMatter(Record, frozen=True, kw_only=True):
    """What stands above the text: the article's fields that it fills, and the line on which the text begins."""

    fields: dict[str, str]
    text: str
    first_line: int


def split_front_matter(text: str, *, path: str) -> FrontMatter:
    """Return the metadata of a normalised seed and its text, stripped.

    Raises:
        SeedError: The block is not closed, a line is no ``key: value``, a key is unknown or a value cannot be one.
    """
    lines = text.split("\n")
    opening = next((number for number, line in enumerate(lines) if line.strip()), 0)
    fence = lines[opening].rstrip()
    if fence not in FENCES:
        return _front_matter({}, lines, 0)
    closing = next((n for n in range(opening + 1, len(lines)) if _closes(lines[n], fence)), None)
    if closing is None:
        what = f"the front matter opened here is not closed: put a line {fence} below its last key"
        raise SeedError(what, path=path, line=opening + 1)
    parse = _parse_toml if fence == "+++" else _parse_pairs
    pairs = parse(lines[opening + 1 : closing], path, opening + 2)
    return _front_matter(_fill_fields(pairs, path), lines, closing + 1)


def _closes(line: str, fence: str) -> bool:
    return line.rstrip() == fence or (fence == "---" and line.rstrip() == "...")


def _front_matter(fields: dict[str, str], lines: list[str], after: int) -> FrontMatter:
    first = next((n for n in range(after, len(lines)) if lines[n].strip()), len(lines))
    return FrontMatter(fields=fields, text="\n".join(lines[first:]).strip(), first_line=first + 1)


Pairs = list[tuple[str, str, int]]  # key, value, line


def _parse_pairs(lines: list[str], path: str, first: int) -> Pairs:
    """Return the pairs of ``key: value`` lines; entries of a list are joined with commas."""
    pairs: Pairs = []
    for number, line in enumerate(lines, first):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        entry = re.match(LIST_ENTRY, line)
        pair = re.match(PAIR, line)
        if entry and pairs:
            key, value, at = pairs[-1]
            pairs[-1] = key, f"{value}, {_unquote(entry['value'])}".removeprefix(", "), at
        elif pair:
            pairs.append((pair["key"], _unquote(pair["value"] or ""), number))
        else:
            what = f"not understood in the front matter: {line.strip()[:60]!r}: write 'key: value', one a line"
            raise SeedError(what, path=path, line=number)
    return pairs


def _unquote(value: str) -> str:
    value = value.strip()
    if (
        len(value) > 1
        and QUOTES.get(value[0]) == value[-1]
        and value[0] not in value[1:-1].replace(f"\\{value[0]}", "")
    ):
        return value[1:-1].replace(f"\\{value[0]}", value[0]).strip()
    if value.startswith("[") and value.endswith("]"):
        return ", ".join(_unquote(part) for part in value[1:-1].split(",") if part.strip())
    return value


def _parse_toml(lines: list[str], path: str, first: int) -> Pairs:
    import tomllib  # noqa: PLC0415 (15 ms, and few articles have any)

    try:
        table = tomllib.loads("\n".join(lines))
    except tomllib.TOMLDecodeError as error:
        found = re.search(TOML_LINE, str(error))
        line = first + int(found[1]) - 1 if found else first
        raise SeedError(f"the front matter is no TOML: {error}", path=path, line=line) from error
    return [(key, _toml_value(value), _line_of(key, lines, first)) for key, value in table.items()]


def _toml_value(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    return str(value)  # dates and times come as ISO 8601


def _line_of(key: str, lines: list[str], first: int) -> int:
    return next((n for n, line in enumerate(lines, first) if line.strip().strip("[\"'").startswith(key)), first)


def _fill_fields(pairs: Pairs, path: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    for key, value, line in pairs:
        name = KEYS.get(key.strip().lower())
        if name is None:
            raise SeedError(_unknown_key(key), path=path, line=line)
        if name in fields:
            raise SeedError(f"{key!r} stands twice in the front matter: keep one", path=path, line=line)
        if value.casefold() not in EMPTY:
            fields[name] = _check_value(name, " ".join(value.split()), path, line)
    return fields


def _unknown_key(key: str) -> str:
    import difflib  # noqa: PLC0415 (10 ms, and only an error needs it)

    plain = key.strip().lower()
    near = MEANT.get(plain) or next(iter(difflib.get_close_matches(plain, KEYS, n=1, cutoff=0.6)), None)
    hint = f"did you mean {near!r}?" if near else f"known are {', '.join(KEYS)}"
    return f"unknown key {key!r} in the front matter: {hint}"


def _check_value(name: str, value: str, path: str, line: int) -> str:
    if name == "published":
        date = parse_date(value)
        if date is None:
            raise SeedError(f"{value!r} is no full date: write it as 2026-02-11", path=path, line=line)
        return date
    if name == "url" and not value.startswith(("http://", "https://")):
        raise SeedError(f"url: {value!r} is no web address: it begins with https://", path=path, line=line)
    return value
