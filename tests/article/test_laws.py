"""What holds for every article, however odd."""

from __future__ import annotations

import gc
import hashlib
from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.article import parse_article
from briefings.errors import SeedError
from briefings.model import Article

LINES = [
    "Truce holds in the north",
    "By Ann Bee",
    "3 May 2026",
    "PARIS (AFP) – The truce held.",
    "The truce held on Monday.",
]
LINES += [
    "",
    "",
    "Sign up for our brief.",
    "Photo: Ann Bee",
    "Source: AFP",
    "- a list item",
    "---",
    "title: x",
    "+++",
    "# A",
]
LINES += [
    "(Reporting by Ann Bee; Editing by Carl Dee)",
    "PRESS RELEASE",
    "SOMALIA – The army left.",
    "Is it over?",
    "é" * 300,
]
seeds = st.one_of(st.lists(st.sampled_from(LINES), max_size=14).map("\n".join), st.text(max_size=200))


def parse(seed: str, path: str = "x.txt") -> Article | None:
    try:
        return parse_article(seed, path=path, slug="x")
    except SeedError:
        return None


@given(seeds)
def test_parts_cover_the_text_in_order(seed: str) -> None:
    article = parse(seed)
    if article is None:
        return
    text, parts = article.text, article.parts
    assert all(p.span.exact == text[p.span.start : p.span.end] and p.span.exact.strip() for p in parts)
    assert all(a.span.end <= b.span.start for a, b in pairwise(parts))
    assert "".join("".join(p.span.exact.split()) for p in parts) == "".join(text.split())
    assert any(p.kind == "body" for p in parts)
    assert sum(p.kind == "headline" for p in parts) <= 1


@given(seeds)
def test_same_seed_same_article(seed: str) -> None:
    article = parse(seed)
    assert article == parse(seed)
    if article is not None:
        assert article.sha256 == hashlib.sha256(article.text.encode()).hexdigest()
        assert article.text == article.text.strip()


@given(
    st.lists(
        st.sampled_from(["<p>", "</p>", "<", ">", '"', "a", "<!--", "-->", "<script>", "&amp;", "<meta name=a"]),
        max_size=30,
    )
)
def test_any_markup_is_read_or_refused(pieces: list[str]) -> None:
    article = parse("".join(pieces), "x.html")
    assert article is None or article.text


HOSTILE = [
    "a.",
    "(",
    "A ",
    "By A B\n\n",
    "12 May 2025 ",
    "ADDIS ",
    "ADDIS\n\n",
    "A | ",
    "Source: ",
    "[getty ",
    "# a\n\n",
]
HOSTILE += ["(Reporting by ", "k: v\n", "x", "\n a", "- - "]
MARKUP = ["<", "<!--", "<a ", "<p>", "<p>x", "</", '<a b="', "<![", "<script>", "&#1", "<a '\"'"]


@pytest.mark.parametrize("path", ["x.txt", "x.html"])
@pytest.mark.parametrize("piece", HOSTILE + MARKUP, ids=repr)
def test_work_grows_with_the_text_alone(piece: str, path: str) -> None:
    def measure(text: str) -> float:
        start = process_time()
        parse(text, path)
        return process_time() - start

    small = piece * (30_000 // len(piece))
    gc.disable()
    try:
        one = max(min(measure(small) for _ in range(3)), 0.004)
        many = min(measure(small * 4) for _ in range(2))
    finally:
        gc.enable()
    assert many <= 10 * one  # linear: 4 times; quadratic: 16 times
