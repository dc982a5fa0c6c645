"""A brief → the mail that it would be. In: a brief as it stands on its page. Out: subject, HTML and text."""

from __future__ import annotations

import datetime
from pathlib import Path

import msgspec

from briefings.model import Brief, Digest


def compose_mail(packed: bytes, *, desk: str, templates: Path | None) -> Digest:
    """Return the digest of a brief, packed as the press packs it, alone; mailed today where the brief has no date.

    Raises:
        TemplateError: A template does not compile or fails while it renders.
    """
    from briefings.digest import Choice, compose_digest

    brief = msgspec.msgpack.decode(packed, type=Brief)
    choice = Choice(date=brief.date or datetime.date.today().isoformat())
    return compose_digest([brief], choice, desk=desk, author=brief.author, desk_templates=templates).digest
