"""Outbox → mail server. In: what is queued. Out: each message sent once, or a plain word on why not.

A round tries every queued message once. What the server refused for now (4xx) is queued again, and after a pause that
grows comes the next round, as often as ``mail.tries`` says; then it has failed. What is unknown is never tried again.
"""

from __future__ import annotations

import smtplib
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import NamedTuple

import msgspec

from briefings.errors import MailError
from briefings.model import MailSettings, Recipient
from briefings.send.message import Mail, address_mail
from briefings.send.outbox import Message, Outbox, State
from briefings.send.session import Outcome, double_dots, open_session, send_one
from briefings.send.signature import Sign

LONGEST_PAUSE = 900  # seconds between two rounds at most
STATES: dict[str, State] = {"sent": "sent", "refused": "failed", "later": "queued", "unknown": "unknown"}

Report = Callable[[Message], None]


class Courier(NamedTuple):
    """What delivery needs beside the outbox: settings, the server's password, how to sign, whom to tell of each."""

    settings: MailSettings
    password: str | None
    sign: Sign | None
    report: Report


def deliver(outbox: Outbox, mail: Mail, courier: Courier) -> dict[State, int]:
    """Return how many messages of ``mail`` are in each state after all that is queued was tried.

    Raises:
        MailError: Another sender is at work, the settings are not safe, or the server cannot be reached: what was not
            tried stays queued.
    """
    with outbox.locked(time.time()):
        round_ = _Round(outbox, mail, courier)
        _repeat(round_, courier.settings)
        outbox.give_up(mail.digest, now=_now())
    counts = outbox.counts(mail.digest)
    if left := counts.get("queued", 0):
        raise MailError(
            f"the mail server cannot be reached: {round_.unreachable}; {left} stay queued: send again later"
        )
    return counts


def _repeat(round_: Callable[[], int], settings: MailSettings) -> None:
    """Call ``round_`` until it leaves nothing to try, as often as the settings say, with pauses that grow."""
    from tenacity import Retrying, retry_if_result, stop_after_attempt, wait_exponential

    retrying = Retrying(
        stop=stop_after_attempt(settings.tries),
        wait=wait_exponential(multiplier=settings.backoff, max=LONGEST_PAUSE),
        retry=retry_if_result(bool),
        retry_error_callback=lambda _: None,
    )
    retrying(round_)


class _Round:
    """One round over all that is queued; called again for the next."""

    def __init__(self, outbox: Outbox, mail: Mail, courier: Courier) -> None:
        self.outbox, self.mail, self.courier = outbox, mail, courier
        self.body = double_dots(mail.body)
        self.pause = 1 / courier.settings.rate if courier.settings.rate > 0 else 0.0
        self.number = 0
        self.unreachable = ""
        self.done: Message | None = None  # what the next claim puts down: one transaction a message

    def __call__(self) -> int:
        """Return how many messages are still queued after this round."""
        self.number += 1
        session: smtplib.SMTP | None = None
        try:
            while message := self._claim():
                session = session or self._open(message)
                if session is None:
                    break
                if self._send(session, message):
                    session.close()
                    session = None
        finally:
            self._put_down()
            if session is not None:
                with suppress(OSError):
                    session.quit()
        return self.outbox.counts(self.mail.digest).get("queued", 0)

    def _claim(self) -> Message | None:
        """Return the next message, claimed; the rate is kept."""
        if self.done is not None and self.pause:
            self._put_down()
            time.sleep(self.pause)
        done, self.done = self.done, None
        return self.outbox.claim(self.mail.digest, self.number, now=_now(), clock=time.time(), done=done)

    def _put_down(self) -> None:
        if self.done is not None:
            self.outbox.put(self.done)
            self.done = None

    def _open(self, message: Message) -> smtplib.SMTP | None:
        """Return a connection; None, with ``message`` queued as it was, when the server cannot be reached now."""
        try:
            return open_session(self.courier.settings, self.courier.password)
        except (MailError, OSError) as error:
            self.done = msgspec.structs.replace(message, state="queued", tries=message.tries - 1, updated=_now())
            if isinstance(error, MailError):
                raise
            self.unreachable = str(error)
            return None

    def _send(self, session: smtplib.SMTP, message: Message) -> bool:
        """Send ``message``, keep what became of it, and return whether the connection is lost."""
        outcome = self._try(session, message)
        self.done = msgspec.structs.replace(
            message, state=STATES[outcome.state], code=outcome.code, detail=outcome.detail, updated=_now()
        )
        self.courier.report(self.done)
        return outcome.lost

    def _try(self, session: smtplib.SMTP, message: Message) -> Outcome:
        recipient = Recipient(address=message.address, name=message.name)
        try:
            headers = address_mail(self.mail, recipient, now=datetime.now(UTC), settings=self.courier.settings)
        except MailError as error:
            return Outcome(state="refused", detail=str(error))
        if self.courier.sign is not None:
            headers = self.courier.sign(headers, self.mail.body) + headers
        return send_one(session, self.mail.sender, message.address, headers + self.body)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
