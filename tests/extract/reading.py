"""Plain text → a Reading for one extractor: the whole text is body, nobody is named, and the day is the test's own."""

from __future__ import annotations

import msgspec

from briefings.article import parse_article
from briefings.extract.dates import extract_dates
from briefings.extract.reading import Cast, Reading
from briefings.model import Article, Span
from briefings.text import normalise_text, split_prose


def read_text(text: str, published: str | None = None) -> Reading:
    """Return ``text`` as an extractor sees it, with its dates resolved against ``published``."""
    text = normalise_text(text)
    prose = split_prose(text, (Span(start=0, end=len(text), exact=text),))
    cast = Cast(actors=(), mentions=(), mention_starts=())
    dates = extract_dates(prose, published)
    return Reading(article=make_article(text, published), prose=prose, cast=cast, dates=dates, hedges=())


def make_article(text: str, published: str | None) -> Article:
    front = f"---\npublished: {published}\n---\n" if published else ""
    article = parse_article(f"{front}Some text.\n", path="test.txt", slug="test")
    return msgspec.structs.replace(article, text=text)
