"""A real SMTP server on this machine, whose answers a test chooses. In: a plan. Out: what it took."""

from __future__ import annotations

import socket
import ssl
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

Plan = Callable[[str, int], str | None]  # (recipient, how often it came) → the answer, None for 250


class Inbox:
    """Takes mail; ``rcpt`` and ``data`` say what it answers at these steps. "drop" closes the connection."""

    def __init__(self, *, rcpt: Plan | None = None, data: Plan | None = None) -> None:
        self.rcpt, self.data = rcpt, data
        self.messages: list[tuple[str, bytes]] = []
        self.asked: Counter[str] = Counter()
        self.connections = 0

    @property
    def addresses(self) -> list[str]:
        """Return who got a message, in the order of arrival."""
        return [address for address, _ in self.messages]

    def parsed(self, index: int = 0) -> EmailMessage:
        """Return a message as a mail program reads it."""
        message = BytesParser(policy=default).parsebytes(self.messages[index][1])
        assert isinstance(message, EmailMessage)
        return message

    async def handle_EHLO(  # noqa: N802 — aiosmtpd's names
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        self.asked[address] += 1
        answer = self.rcpt(address, self.asked[address]) if self.rcpt else None
        if answer == "drop":
            server.transport.close()
        if answer is None:
            envelope.rcpt_tos.append(address)
        return answer or "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        address = envelope.rcpt_tos[0]
        answer = self.data(address, self.asked[address]) if self.data else None
        if answer is None or answer == "drop":
            assert isinstance(envelope.content, bytes)
            self.messages.append((address, envelope.content))
        if answer == "drop":
            server.transport.close()
        return answer or "250 taken"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


class _Steady(Controller):
    """A controller that waits for its thread's end without leaving sockets open."""

    def factory(self) -> SMTP:
        return SMTP(self.handler, **self.SMTP_kwargs)


@contextmanager
def serve(inbox: Inbox, **options: Any) -> Iterator[int]:
    """Serve ``inbox`` while the block runs and give the port."""
    controller = _Steady(inbox, hostname="127.0.0.1", port=free_port(), ready_timeout=20, **options)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


def take_login(user: str, password: str) -> Callable[..., AuthResult]:
    """Return an authenticator that lets just this user in."""

    def check(_server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, auth: object) -> AuthResult:
        right = isinstance(auth, LoginPassword) and (auth.login, auth.password) == (user.encode(), password.encode())
        return AuthResult(success=right, handled=False)

    return check


@contextmanager
def listen_and(act: Callable[[socket.socket], None]) -> Iterator[int]:
    """Give the port of a server that does ``act`` with each connection: what no mail server should do."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        ended = threading.Event()

        def accept() -> None:
            while not ended.is_set():
                try:
                    connection, _ = server.accept()
                except TimeoutError:
                    continue
                with connection:
                    act(connection)

        thread = threading.Thread(target=accept)
        thread.start()
        try:
            yield int(server.getsockname()[1])
        finally:
            ended.set()
            thread.join()


def server_context(certificate: Any) -> ssl.SSLContext:
    """Return the TLS of a server with ``certificate`` (trustme)."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context
