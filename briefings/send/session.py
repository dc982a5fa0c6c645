"""SMTP: a connection, and one message over it. In: the desk's mail settings, bytes. Out: what the server said.

The one question that matters is whether a message may have been taken. So the steps are walked one by one: until the
message's own bytes are on their way, whatever breaks has sent nothing; from then until the server's answer, a lost
connection leaves it unknown.
"""

from __future__ import annotations

import re
import smtplib
import ssl
from ipaddress import ip_address
from typing import Literal

from briefings.errors import MailError
from briefings.model import MailSettings, Record

TIMEOUT = 60  # seconds without an answer; RFC 5321, 4.5.3.2 asks for minutes, which nobody waits for at a laptop
LEADING_DOT = re.compile(rb"^\.", re.MULTILINE)  # a dot alone ends a message, so each line's first one is doubled
TOO_BUSY = 421  # the server is about to close the connection

OutcomeState = Literal["sent", "refused", "later", "unknown"]


class Outcome(Record, frozen=True, kw_only=True):
    """What became of one message: ``later`` is a temporary refusal; ``lost`` says that the connection is gone."""

    state: OutcomeState
    code: int = 0
    detail: str = ""
    lost: bool = False


def open_session(settings: MailSettings, password: str | None) -> smtplib.SMTP:
    """Return a connection to the desk's mail server: private, its certificate checked, logged in where it has to be.

    Raises:
        MailError: The settings ask for what is not safe, or the server refuses for good.
        OSError: The server cannot be reached now; ``smtplib.SMTPException`` is one.
    """
    _check_settings(settings, password)
    context = ssl.create_default_context(cafile=settings.certificates)
    if settings.security == "tls":
        session: smtplib.SMTP = smtplib.SMTP_SSL(settings.host, settings.port, timeout=TIMEOUT, context=context)
    else:
        session = smtplib.SMTP(settings.host, settings.port, timeout=TIMEOUT)
    try:
        if settings.security == "starttls":
            session.starttls(context=context)
        if settings.user is not None and password is not None:
            session.login(settings.user, password)
        session.ehlo_or_helo_if_needed()
    except smtplib.SMTPNotSupportedError as error:
        session.close()
        raise MailError(f"{settings.host} does not offer what mail.security asks for: {error}") from error
    except smtplib.SMTPAuthenticationError as error:
        session.close()
        raise MailError(f"{settings.host} refuses the login of {settings.user}: {_text(error.smtp_error)}") from error
    except ssl.SSLCertVerificationError as error:
        session.close()
        raise MailError(
            f"the certificate of {settings.host} cannot be trusted: {error.verify_message}; nothing was sent"
        ) from error
    except BaseException:
        session.close()
        raise
    return session


def double_dots(body: bytes) -> bytes:
    """Return ``body`` as it goes over the wire."""
    return LEADING_DOT.sub(b"..", body)


def send_one(session: smtplib.SMTP, sender: str, recipient: str, raw: bytes) -> Outcome:
    """Return what became of ``raw`` (dots doubled, lines ended by CRLF), sent to one recipient."""
    try:
        refused = _envelope(session, sender, recipient)
    except OSError as error:
        return Outcome(state="later", detail=f"connection lost before the message: {error}", lost=True)
    if refused is not None:
        return refused
    try:
        session.send(raw + b".\r\n")
        code, answer = session.getreply()
    except OSError as error:
        return Outcome(state="unknown", detail=f"connection lost after the message: {error}", lost=True)
    return Outcome(state="sent", code=code, detail=_text(answer)) if code == 250 else _refusal(code, answer)


def _envelope(session: smtplib.SMTP, sender: str, recipient: str) -> Outcome | None:
    """Return why the server does not want the message, None when it waits for it."""
    for command, wanted in ((f"MAIL FROM:<{sender}>", 250), (f"RCPT TO:<{recipient}>", 250), ("DATA", 354)):
        code, answer = session.docmd(command)
        if code != wanted and not (wanted == 250 and code == 251):
            if code != TOO_BUSY:
                session.rset()
            return _refusal(code, answer)
    return None


def _refusal(code: int, answer: bytes) -> Outcome:
    state: OutcomeState = "later" if 400 <= code < 500 else "refused"
    return Outcome(state=state, code=code, detail=_text(answer), lost=code in (TOO_BUSY, -1))


def _text(answer: bytes | str) -> str:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return " ".join(text.split())


def _check_settings(settings: MailSettings, password: str | None) -> None:
    if not settings.host:
        raise MailError('there is no mail server: set host in [mail] of desk.toml, such as host = "smtp.example.org"')
    if settings.security == "none" and settings.user is not None:
        raise MailError('mail.user needs a private connection: set mail.security to "starttls" or "tls"')
    if settings.security == "none" and not _is_local(settings.host):
        raise MailError(f'mail to {settings.host} would travel in the open: set mail.security to "starttls" or "tls"')
    if settings.user is not None and password is None:
        raise MailError(
            f"no password for {settings.user}: set BRIEFINGS_SMTP_PASSWORD, or keep it in the keyring "
            f"(keyring set briefings:{settings.host} {settings.user})"
        )


def _is_local(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
