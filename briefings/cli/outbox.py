"""``briefings outbox``. In: a desk. Out: who was sent what, and another try where one is asked for.

The environment is read here: the password of the mail server.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import click
import msgspec

from briefings.cli.bar import show_bar
from briefings.cli.digest import need_desk
from briefings.cli.options import emit, say
from briefings.desk import Desk
from briefings.errors import MailError
from briefings.model import MailSettings
from briefings.send import Courier, Mail, Outbox, deliver, make_signer

OUTBOX = Path(".briefings") / "outbox.sqlite"
PASSWORD = "BRIEFINGS_SMTP_PASSWORD"  # noqa: S105 — the name of a variable
BAR_FROM = 2  # messages; each may wait for its turn
NAMED = 20  # people named one by one before the rest is counted
FLUSH_UP_TO = 50.0  # messages a second; a desk that asks for more does not wait for the disk at each
SOME_FAILED = 3


class Request(NamedTuple):
    """What to do with the outbox."""

    desk: str | None
    digest: str | None
    retry_failed: bool
    resend: str | None
    yes: bool
    as_json: bool


def run_outbox(request: Request) -> int:
    """Show what was sent to whom, or try again what is asked for; return the exit code."""
    desk = need_desk(request.desk)
    with open_outbox(desk) as outbox:
        digests = outbox.digests()
        if not digests:
            say("the outbox is empty")
            return 0
        mine = [one for one in digests if request.resend is None or _has(outbox, one, request.resend)]
        digest = _find_digest(mine or digests, request.digest)
        if request.retry_failed or request.resend is not None:
            return _again(outbox, digest, desk, request)
        if request.as_json:
            emit(msgspec.json.encode([message for one in digests for message in outbox.messages(one)]) + b"\n")
            return 0
        for one in digests if request.digest is None else [digest]:
            _show(outbox, one)
    return 0


def _find_digest(digests: Sequence[str], wanted: str | None) -> str:
    """Return the newest digest, or the one whose id begins with ``wanted``."""
    if wanted is None:
        return digests[0]
    found = [one for one in digests if one.startswith(wanted)]
    if len(found) != 1:
        raise click.UsageError(f"--digest {wanted}: {len(found)} digests begin so; briefings outbox lists them.")
    return found[0]


def _has(outbox: Outbox, digest: str, address: str) -> bool:
    return any(message.address == address for message in outbox.messages(digest))


def _again(outbox: Outbox, digest: str, desk: Desk, request: Request) -> int:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    if request.resend is not None:
        if not request.yes:
            raise click.UsageError(f"{request.resend} may get it twice: add --yes if that is wanted.")
        changed = outbox.requeue(digest, ["sent", "failed", "unknown"], now=now, address=request.resend)
    else:
        changed = outbox.requeue(digest, ["failed"], now=now)
    if not changed:
        say("nothing to try again")
        return 0
    found = outbox.mail(digest)
    if found is None:
        raise MailError(f"the outbox has no mail {digest}")
    return deliver_mail(outbox, found[0], desk)


def _show(outbox: Outbox, digest: str) -> None:
    found = outbox.mail(digest)
    if found is None:
        return
    mail, name = found
    counts = ", ".join(f"{count} {state}" for state, count in sorted(outbox.counts(digest).items()))
    emit(f"{digest[:12]}  {mail.date}  {name}  {counts}  {mail.subject}\n")
    for message in outbox.messages(digest, "failed", "unknown", "sending"):
        emit(f"  {message.state:8} {message.address}  {message.updated}  {message.detail}\n")


def deliver_mail(outbox: Outbox, mail: Mail, desk: Desk) -> int:
    """Deliver what is queued of ``mail``, say what became of it, and return the exit code."""
    settings = desk.settings.mail
    waiting = len(outbox.messages(mail.digest, "queued"))
    sign = make_signer(settings, domain=mail.domain, folder=desk.folder)
    with show_bar("Sending", waiting, least=BAR_FROM) as advance:
        courier = Courier(
            settings=settings, password=_password(settings), sign=sign, report=lambda _message: advance(1)
        )
        deliver(outbox, mail, courier)
    return _tell(outbox, mail.digest)


def _tell(outbox: Outbox, digest: str) -> int:
    """Say how many have it and name who has not; return the exit code."""
    counts = outbox.counts(digest)
    say(", ".join(f"{count} {state}" for state, count in sorted(counts.items())))
    doubtful = outbox.messages(digest, "failed", "unknown")
    for message in doubtful[:NAMED]:
        say(f"{message.state}: {message.address}: {message.code or ''} {message.detail}".replace("  ", " "))
    if len(doubtful) > NAMED:
        say(f"… and {len(doubtful) - NAMED} more: briefings outbox names them")
    return SOME_FAILED if doubtful else 0


def _password(settings: MailSettings) -> str | None:
    """Return the password of the mail server: from the environment, else from the keyring where there is one."""
    if settings.user is None:
        return None
    if password := os.environ.get(PASSWORD):
        return password
    try:
        import keyring
    except ImportError:
        return None
    found = keyring.get_password(f"briefings:{settings.host}", settings.user)
    return None if found is None else str(found)


def open_outbox(desk: Desk) -> Outbox:
    """Return the outbox of ``desk``."""
    rate = desk.settings.mail.rate
    return Outbox(desk.folder / OUTBOX, flush=0 < rate <= FLUSH_UP_TO)
