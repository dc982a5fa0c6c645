"""Seeds → articles: cases of plain text."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefings.article import decode_article, parse_article, slugify
from briefings.errors import SeedError
from briefings.model import Article
from tests.cases import check_cases

CASES = Path(__file__).parent / "cases"
SAID = ("headline", "published", "origin", "byline", "dateline")
FILLED = ("headline", "publisher", "origin", "byline", "url", "published", "language", "marking")


def read(text: str) -> Article:
    return parse_article(text, path="x.txt", slug="x")


def on_one_line(text: str) -> str:
    return text.replace("\n\n", " ⏎⏎ ").replace("\n", "⏎")


def fields(article: Article, names: tuple[str, ...]) -> list[str]:
    return [f"{name}: {value}" for name in names if (value := getattr(article, name)) is not None]


def render_parts(text: str) -> str:
    article = read(text)
    return "\n".join([*fields(article, SAID), *(f"- {p.kind}: {on_one_line(p.span.exact)}" for p in article.parts)])


def render_metadata(text: str, path: str = "x.txt") -> str:
    try:
        article = parse_article(text, path=path, slug="x")
    except SeedError as error:
        return str(error)
    return "\n".join([*fields(article, FILLED), f"text in line {article.first_line}: {on_one_line(article.text)}"])


test_parts = check_cases(CASES, render_parts, "parts.txt")
test_front_matter = check_cases(CASES, render_metadata, "front_matter.txt")
test_pages = check_cases(CASES, lambda text: render_metadata(text, "x.html"), "pages.txt")


def test_the_first_line_is_that_of_the_text():
    seed = "---\ntitle: A\n---\n\n\nThe text."
    assert seed.split("\n")[read(seed).first_line - 1] == "The text."


def test_windows_line_ends_and_a_byte_order_mark_change_nothing():
    seed = "---\ntitle: Accord\n---\nThe truce held.\n\nTalks go on.\n"
    windows = decode_article(b"\xef\xbb\xbf" + seed.replace("\n", "\r\n").encode(), "x.txt")
    assert read(windows) == read(seed)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_encodings(encoding: str):
    assert decode_article("Préval-Duclos «signed».".encode(encoding), "x.txt") == "Préval-Duclos «signed»."


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"One\nTwo caf\xe9", "x.txt:2: byte 11 (0xe9) is not UTF-8: save the file as UTF-8 (if it is text, "
         "it may be Windows-1252)"),
        (b"One\nT\0w\0o\0", "x.txt:2: byte 5 is NUL, and 3 of 10 bytes are: this is no text file; if it is UTF-16, "
         "save it as UTF-8"),
        (b"%PDF-1.7\n", "x.txt: this is a PDF, not text: open it and save its text as .txt (UTF-8)"),
        (b"PK\x03\x04", "x.txt: this is a Word, OpenDocument or ZIP file, not text: open it and save its text as "
         ".txt (UTF-8)"),
        (b"\xff\xfea", "x.txt:1: byte 2 (0x61) is not UTF-16-LE: save the file as UTF-8 (if it is text, it may be "
         "Windows-1252)"),
    ],
)  # fmt: skip
def test_bytes_that_are_no_text(raw: bytes, message: str):
    with pytest.raises(SeedError) as error:
        decode_article(raw, "x.txt")
    assert str(error.value) == message


def test_a_stray_nul_is_dropped():
    raw = b"The truce held on Monday. " * 20 + b"\0" + b"Talks go on."
    assert "\0" not in read(decode_article(raw, "x.txt")).text


@pytest.mark.parametrize("text", ["", " \n\t", "\ufeff", "\u200b\n"])
def test_no_text(text: str):
    with pytest.raises(SeedError, match="no text in it"):
        read(text)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("William Ruto", "william-ruto"),
        ("Préval-Duclos’ plan", "preval-duclos-plan"),
        ("漢字", "article"),
        ("../..", "article"),
    ],
)
def test_slugs(name: str, slug: str):
    assert slugify(name) == slug


@pytest.mark.parametrize(
    "markup", ["<script>alert(1)</script> was said.", "{{ 7*7 }} is text.", "[x](javascript:y) is text."]
)
def test_markup_in_plain_text_stays_text(markup: str):
    assert read(f"The truce held.\n\n{markup}").text.endswith(markup)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("**Speed matters.** Each month costs *Vall* a ship.", "Speed matters. Each month costs Vall a ship."),
        ("See [the report](https://vall.example/a) of __May__.", "See the report of May."),
        ("The ratio is 2 * 3 * 4 in file_name_one.", "The ratio is 2 * 3 * 4 in file_name_one."),
    ],
)
def test_markdown_is_read_without_its_marks_line_for_line(written: str, read: str) -> None:
    body = f"# Harbour news\n\nThe harbour of Vall is shut.\n\n{written}\n"
    assert parse_article(body, path="x.md", slug="x").text.split("\n")[4] == read
    assert parse_article(body, path="x.txt", slug="x").text.split("\n")[4] == written
