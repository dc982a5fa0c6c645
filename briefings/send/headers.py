"""Header values → header lines. In: names, addresses, subjects as people wrote them. Out: bytes that hold just those.

A value with a line break, another control character or an encoded word in it is refused, never mended: Python 3.11.7
wrote ``=?utf-8?q?x=0D=0ABcc:_e=40x?=`` in a subject as a second header line (CVE-2024-6923).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from email.header import Header
from email.parser import BytesHeaderParser
from email.policy import compat32
from email.utils import formataddr

from briefings.errors import MailError
from briefings.model import Recipient

CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")  # line breaks among them
ENCODED_WORD = re.compile(r"=\?[^?\s]*\?[^?\s]?\??")  # "=?utf-8?q?…?=", and what begins like one
ADDRESS = re.compile(r"[!#$%&'*+/=?^_`{|}~.\w-]{1,64}@[A-Za-z0-9.-]{1,255}", re.ASCII)  # "ana.paz@example.org"
CRLF = "\r\n"
LINE_LENGTH = 76  # characters; RFC 2047 allows no longer line with an encoded word in it


def check_value(name: str, value: str) -> str:
    """Return ``value`` when it may stand in the header ``name``.

    Raises:
        MailError: It holds a control character or an encoded word.
    """
    if found := CONTROL.search(value):
        raise MailError(f"{name}: the character U+{ord(found[0]):04X} cannot stand in a mail's header: take it out")
    if ENCODED_WORD.search(value):
        raise MailError(f"{name}: “{value}” holds an encoded word (=?…?=): write it in plain letters")
    return value


def write_text(name: str, value: str) -> bytes:
    """Return the header ``name`` with words as its value: folded, in encoded words where they are not ASCII.

    Raises:
        MailError: The value cannot stand in a header.
    """
    check_value(name, value)
    encoded = Header(value, "us-ascii" if value.isascii() else "utf-8", header_name=name, maxlinelen=LINE_LENGTH)
    return f"{name}: {encoded.encode(linesep=CRLF)}{CRLF}".encode("ascii")


def write_address(name: str, who: Recipient) -> bytes:
    """Return the header ``name`` with one address, and the name before it.

    Raises:
        MailError: The name or the address cannot stand in a header.
    """
    check_value(name, who.name)
    check_value(name, who.address)
    if ADDRESS.fullmatch(who.address) is None:
        raise MailError(f"{name}: “{who.address}” is no address that a mail server takes: correct it")
    if who.name.isascii():
        return f"{name}: {formataddr((who.name, who.address))}{CRLF}".encode("ascii")
    words = Header(who.name, "utf-8", header_name=name, maxlinelen=LINE_LENGTH).encode(linesep=CRLF)
    return f"{name}: {words}{CRLF} <{who.address}>{CRLF}".encode("ascii")


def write_token(name: str, value: str) -> bytes:
    """Return the header ``name`` whose value has no words to encode or fold (a Message-ID, an address in brackets).

    Raises:
        MailError: The value is not plain ASCII, or cannot stand in a header.
    """
    check_value(name, value)
    if not value.isascii():
        raise MailError(f"{name}: “{value}” must be plain ASCII")
    return f"{name}: {value}\r\n".encode("ascii")


def check_names(headers: bytes, names: Iterable[str]) -> None:
    """Return nothing when ``headers``, read by another parser, hold just the headers ``names`` in their order.

    Raises:
        MailError: They do not: something in a value became a header of its own.
    """
    found = [name.lower() for name in BytesHeaderParser(policy=compat32).parsebytes(headers)]
    wanted = [name.lower() for name in names]
    if found != wanted:
        extra = ", ".join(name for name in found if name not in wanted) or "one is missing or moved"
        raise MailError(f"the finished mail has other headers than it should ({extra}): nothing was sent")
