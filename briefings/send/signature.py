"""DKIM: a message → its signature. In: the key of the sender's domain. Out: a header. Needs ``briefings[dkim]``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from briefings.errors import MailError
from briefings.model import MailSettings

Sign = Callable[[bytes, bytes], bytes]

# What a reader or a filter relies on; dkimpy's own list leaves List-Unsubscribe-Post out (RFC 8058, 4 wants it signed).
SIGNED = (
    "from", "to", "subject", "date", "message-id", "reply-to", "list-id", "list-unsubscribe", "list-unsubscribe-post",
    "auto-submitted", "mime-version", "content-type",
)  # fmt: skip


def make_signer(settings: MailSettings, *, domain: str, folder: Path) -> Sign | None:
    """Return what makes the signature of a message (headers, body), None when the desk has no key.

    Args:
        settings: ``dkim_key`` names a PEM file, from the desk's folder on; ``dkim_selector`` the record in the DNS.
        domain: The sender's.
        folder: The desk's.

    Raises:
        MailError: The key cannot be read or used, no selector is set, or dkimpy is not installed.
    """
    if settings.dkim_key is None:
        return None
    if settings.dkim_selector is None:
        raise MailError("mail.dkim_key needs mail.dkim_selector: the name of the key's record in the DNS")
    try:
        import dkim
    except ImportError as error:
        raise MailError("mail.dkim_key needs dkimpy: pip install 'briefings[dkim]'") from error
    path = folder / settings.dkim_key
    try:
        key = path.read_bytes()
    except OSError as error:
        raise MailError(f"the DKIM key cannot be read: {error.strerror}", path=str(path)) from error
    selector, of = settings.dkim_selector.encode(), domain.encode()
    names = [name.encode() for name in SIGNED]

    def sign(headers: bytes, body: bytes) -> bytes:
        try:
            return bytes(dkim.sign(headers + body, selector, of, key, include_headers=_present(headers, names)))
        except dkim.DKIMException as error:
            raise MailError(f"the mail cannot be signed with this key: {error}", path=str(path)) from error

    return sign


def _present(headers: bytes, names: list[bytes]) -> list[bytes]:
    """Return those of ``names`` that ``headers`` have, once each: nobody can add a second From behind a signature."""
    lines = {line.partition(b":")[0].lower() for line in headers.split(b"\r\n") if not line.startswith((b" ", b"\t"))}
    return [name for name in names if name in lines]
