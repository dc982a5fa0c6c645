"""Digest → messages. In: a digest, the desk's mail settings. Out: the bytes of one message a recipient.

What all recipients get is written once (``compose_mail``); for each, only the few headers that differ are made
(``address_mail``). Part boundaries and Message-IDs come from the content, so that the same digest gives the same bytes.

Source: RFC 5322 (message), RFC 2919 (List-Id), RFC 2369 and RFC 8058 (List-Unsubscribe), RFC 3834 (Auto-Submitted).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import datetime
from email.message import EmailMessage, MIMEPart
from email.policy import SMTP
from email.utils import format_datetime
from typing import cast
from urllib.parse import quote

from briefings.errors import MailError
from briefings.model import Attachment, Digest, MailSettings, Recipient, Record
from briefings.send.headers import check_names, check_value, write_address, write_text, write_token

HEAD_END = b"\r\n\r\n"
BYTES_PER_MEGABYTE = 1_000_000
ID_LENGTH = 40  # hexadecimal digits of a Message-ID: 160 bits


class Mail(Record, frozen=True, kw_only=True):
    """A digest as all its recipients get it: the headers they share, and the body.

    ``digest`` is its id, ``sender`` the envelope's; lines end in CRLF, as they go over the wire.
    """

    digest: str
    date: str
    subject: str
    sender: str
    shared: bytes
    body: bytes

    @property
    def domain(self) -> str:
        """Return the sender's domain."""
        return self.sender.rpartition("@")[2]


def compose_mail(digest: Digest, settings: MailSettings, *, sender: Recipient) -> Mail:
    """Return ``digest`` as the mail that all get: text and HTML, the images of the HTML, what is attached.

    Raises:
        MailError: The subject or another header cannot stand in a mail, or the mail is too large.
    """
    head, _, body = _content(digest).as_bytes(policy=SMTP).partition(HEAD_END)
    shared = b"".join(_shared_headers(digest, settings, sender)) + head + b"\r\n"
    _check_size(digest, len(shared) + len(body), settings)
    return Mail(
        digest=digest.id, date=digest.date, subject=digest.subject, sender=sender.address, shared=shared, body=body
    )


def address_mail(mail: Mail, recipient: Recipient, *, now: datetime, settings: MailSettings) -> bytes:
    """Return the headers of ``mail`` for ``recipient``, ready to stand before ``mail.body``.

    Args:
        mail: What all get.
        recipient: Who gets this one.
        now: When it is sent, with its time zone.
        settings: The desk's; the addresses to unsubscribe at may hold ``{address}``.

    Raises:
        MailError: A name or an address holds what cannot stand in a header.
    """
    written = [
        write_address("To", recipient),
        write_token("Message-ID", message_id(mail, recipient)),
        write_token("Date", format_datetime(now)),
        *_unsubscribe(settings, recipient),
    ]
    headers = b"".join(written) + mail.shared
    check_names(headers, _names(settings))
    return headers + b"\r\n"


def message_id(mail: Mail, recipient: Recipient) -> str:
    """Return the Message-ID, the same whenever this digest goes to this recipient."""
    digest = hashlib.sha256(f"{mail.digest}\n{recipient.address}".encode()).hexdigest()
    return f"<{digest[:ID_LENGTH]}@{mail.domain}>"


def write_draft(mail: Mail, recipient: Recipient | None, *, now: datetime, settings: MailSettings) -> bytes:
    """Return ``mail`` as a draft (.eml), to be sent by hand from a mail program; ``recipient`` may be left open."""
    if recipient is not None:
        return b"X-Unsent: 1\r\n" + address_mail(mail, recipient, now=now, settings=settings) + mail.body
    return b"X-Unsent: 1\r\n" + mail.shared + b"\r\n" + mail.body


def _names(settings: MailSettings) -> list[str]:
    """Return the names of the headers of a message in their order."""
    unsubscribe = ["List-Unsubscribe"] if settings.unsubscribe else []
    post = ["List-Unsubscribe-Post"] if settings.unsubscribe and settings.one_click else []
    return [
        "To", "Message-ID", "Date", *unsubscribe, *post, "From", *(["Reply-To"] if settings.reply_to else []),
        "Subject",
        *(["List-Id"] if settings.list_id else []), "Auto-Submitted", "MIME-Version", "Content-Type",
    ]  # fmt: skip


def _shared_headers(digest: Digest, settings: MailSettings, sender: Recipient) -> Iterator[bytes]:
    yield write_address("From", sender)
    if settings.reply_to:
        yield write_token("Reply-To", settings.reply_to)
    yield write_text("Subject", digest.subject)
    if settings.list_id:
        yield write_token("List-Id", f"<{settings.list_id.strip('<>')}>")
    yield write_token("Auto-Submitted", "auto-generated")


def _unsubscribe(settings: MailSettings, recipient: Recipient) -> Iterator[bytes]:
    """Yield the headers by which a reader leaves the list; one click needs an https address (RFC 8058, 3.1)."""
    if not settings.unsubscribe:
        return
    links = [check_value("List-Unsubscribe", link) for link in settings.unsubscribe]
    wrong = next((link for link in links if not re.match(r"(?:https://|mailto:)[^\s<>]+$", link)), None)
    if wrong is not None:
        raise MailError(f"mail.unsubscribe: “{wrong}” is neither an https nor a mailto address")
    where = ",\r\n ".join(f"<{link.replace('{address}', quote(recipient.address, safe='@'))}>" for link in links)
    yield f"List-Unsubscribe: {where}\r\n".encode("ascii")
    if settings.one_click:
        if not any(link.startswith("https://") for link in links):
            raise MailError("mail.one_click needs an https address in mail.unsubscribe (RFC 8058)")
        yield write_token("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")


def _content(digest: Digest) -> EmailMessage:
    """Return alternative(text, related(html, images)), within mixed when files are attached; boundaries are fixed."""
    message = EmailMessage(policy=SMTP)
    message.set_content(digest.text, charset="utf-8", cte="quoted-printable")
    message.add_alternative(digest.html, subtype="html", charset="utf-8", cte="quoted-printable")
    page = cast("MIMEPart", message.get_payload()[1])  # type: ignore[index]
    for image in (one for one in digest.attachments if one.cid):
        _relate(page, image)
    for file in (one for one in digest.attachments if not one.cid):
        main, _, sub = file.type.partition("/")
        message.add_attachment(file.content, maintype=main, subtype=sub, filename=check_value("file name", file.name))
    multiparts = [part for part in message.walk() if part.is_multipart()]
    for number, part in enumerate(multiparts):
        part.set_boundary(f"=_{digest.id[:24]}_{number}")
    return message


def _relate(page: MIMEPart, image: Attachment) -> None:
    main, _, sub = image.type.partition("/")
    page.add_related(
        image.content, maintype=main, subtype=sub, cid=f"<{image.cid}>", disposition="inline", filename=image.name
    )


def _check_size(digest: Digest, size: int, settings: MailSettings) -> None:
    if size <= settings.max_megabytes * BYTES_PER_MEGABYTE:
        return
    largest = max(digest.attachments, key=lambda one: len(one.content), default=None)
    what = (
        f"; the largest file is {largest.name}, {len(largest.content) / BYTES_PER_MEGABYTE:.1f} MB" if largest else ""
    )
    raise MailError(
        f"the mail has {size / BYTES_PER_MEGABYTE:.1f} MB as sent{what}: at most {settings.max_megabytes:g} MB "
        "(mail.max_megabytes); attach less"
    )
