"""Names for files and ids. In: any text. Out: a slug."""

from __future__ import annotations

import re
import unicodedata

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")  # "haiti-mss"
NOT_IN_SLUG = r"[^a-z0-9]+"


def slugify(name: str) -> str:
    """Return ``name`` as a slug: ASCII lower-case letters, digits and single hyphens; "article" when none are left."""
    if SLUG.fullmatch(name):  # as most files are named, and there are ten thousand
        return name
    if not name.isascii():
        name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub(NOT_IN_SLUG, "-", name.lower()).strip("-") or "article"
