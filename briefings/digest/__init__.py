"""Briefs → one mail. In: briefs as they stand on their pages, their PDFs. Out: subject, HTML, text, files; checked.

The steps, each a module: ``page`` (what the mail says), ``render`` (HTML and text), ``check`` (that both say just
that), ``lint`` (what of the HTML which mail program does not show).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from briefings.check import Finding
from briefings.compose.calendar import say_date
from briefings.digest.check import MAX_HTML_BYTES, WARN_HTML_BYTES, check_digest
from briefings.digest.lint import Complaint, lint_html
from briefings.digest.page import Choice, DigestPage, compose_page, is_cleared
from briefings.digest.render import render_mail_html, render_mail_text
from briefings.model import Attachment, Brief, Digest, Record

SUBJECT_LENGTH = 60  # characters of titles; an inbox shows about as many on a desk, half on a phone

__all__ = [
    "MAX_HTML_BYTES", "WARN_HTML_BYTES", "Choice", "Complaint", "Composed", "DigestPage", "compose_digest",
    "is_cleared", "lint_html",
]  # fmt: skip


class Composed(Record, frozen=True, kw_only=True):
    """A digest, what it says, and what the checks found in it."""

    digest: Digest
    page: DigestPage
    findings: tuple[Finding, ...]


def compose_digest(  # noqa: PLR0913 — what a mail is made of is many things, and most have a default
    briefs: Sequence[Brief],
    choice: Choice,
    *,
    desk: str,
    author: str | None = None,
    subject: str | None = None,
    pdfs: Mapping[str, bytes] | None = None,
    desk_templates: Path | None = None,
) -> Composed:
    """Return the mail of ``briefs``, rendered and checked.

    Args:
        briefs: What it tells of, in this order; at least one.
        choice: Its date, whether whole briefs are told, where they are.
        desk: The desk's name.
        author: Who it is from.
        subject: Its subject, before which the marking is put; None for one made of the titles and the date.
        pdfs: The briefs to attach, by slug.
        desk_templates: The desk's own templates; None for the shipped ones alone.

    Raises:
        TemplateError: A template does not compile or fails while it renders.
    """
    files = pdfs or {}
    named = choice._replace(attached={slug: f"{slug}.pdf" for slug in files})
    page = compose_page(briefs, named, desk=desk, author=author)
    html = render_mail_html(page, desk_templates=desk_templates)
    text = render_mail_text(page, desk_templates=desk_templates)
    attachments = tuple(
        Attachment(name=f"{slug}.pdf", type="application/pdf", content=content) for slug, content in files.items()
    )
    digest = Digest(
        id=_identity(html, text, attachments),
        date=choice.date,
        subject=f"[{page.marking}] {subject or _subject(page)}" if page.marking else subject or _subject(page),
        marking=page.marking,
        text=text,
        html=html,
        attachments=attachments,
    )
    return Composed(digest=digest, page=page, findings=check_digest(page, briefs, html=html, text=text))


def _subject(page: DigestPage) -> str:
    """Return the titles, as far as they are short enough for an inbox, else their number; and the date."""
    titles = ", ".join(entry.title for entry in page.entries)
    told = titles if len(titles) <= SUBJECT_LENGTH or len(page.entries) == 1 else f"{len(page.entries)} briefs"
    return f"{told} · {say_date(page.date)}"


def _identity(html: str, text: str, attachments: Sequence[Attachment]) -> str:
    """Return a hash of all that a reader sees: the same content is the same digest, whatever it is called."""
    hashed = hashlib.sha256()
    for part in (html.encode(), text.encode(), *(one.content for one in attachments)):
        hashed.update(len(part).to_bytes(8, "big") + part)
    return hashed.hexdigest()
