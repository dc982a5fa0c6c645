"""Who may ask what. In: requests. Out: those that this server is meant for, answered with headers that keep them here.

A page on the web can make a browser send requests to this machine. So the Host must be ours (a name that somebody
points at 127.0.0.1 is not), and what writes needs our Origin and a token that only our own pages know.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

READING = frozenset({"GET", "HEAD"})
TOKEN_HEADER = "x-briefings-token"  # noqa: S105 — its name
BASE_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'"
PAGE_POLICY = (
    f"{BASE_POLICY}; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "frame-src 'self'; worker-src 'self'; frame-ancestors 'none'"
)
WORKER_POLICY = f"{BASE_POLICY}; connect-src 'self'"  # a shared worker keeps that of its script
# A brief is shown without scripts; our page may look into the frame, to keep its place and to know what is clicked.
FRAME_POLICY = (
    f"{BASE_POLICY}; style-src 'unsafe-inline'; img-src data:; font-src data:; frame-ancestors 'self'; "
    "sandbox allow-same-origin allow-modals"
)
KEPT_HERE = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cache-control": "no-store",
}


class Guard:
    """The gate before the application.

    Args:
        app: What answers.
        port: The port that the server listens on.
        token: What every act that writes must show.
        read_only: Let nothing write.
    """

    def __init__(self, app: ASGIApp, *, port: int, token: str, read_only: bool) -> None:
        self._app, self._token, self._read_only = app, token, read_only
        self._hosts = frozenset(_hosts(port))
        self._origins = frozenset(f"http://{host}" for host in self._hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or let the application answer, one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = self._refuse(Headers(scope=scope), scope["method"])
        await (refusal or self._app)(scope, receive, _keeping_here(send))

    def _refuse(self, headers: Headers, method: str) -> PlainTextResponse | None:
        """Return why a request is not answered; None for one that is."""
        host = headers.get("host", "").lower()
        if not host:
            return PlainTextResponse("A request without a Host.\n", 400)
        if host not in self._hosts:
            return PlainTextResponse("This server answers to 127.0.0.1 and localhost alone.\n", 421)
        if method in READING:
            return None
        if self._read_only:
            return PlainTextResponse("This preview is for reading only.\n", 403)
        shown = headers.get(TOKEN_HEADER, "").encode()
        if headers.get("origin") not in self._origins or not hmac.compare_digest(shown, self._token.encode()):
            return PlainTextResponse("Only the preview's own pages may write.\n", 403)
        return None


def _hosts(port: int) -> Iterable[str]:
    for name in ("127.0.0.1", "localhost"):
        yield f"{name}:{port}"
        if port == 80:
            yield name


def _keeping_here(send: Send) -> Send:
    """Return ``send`` with the headers that every answer carries; one that has a policy keeps it."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in KEPT_HERE.items():
                headers.setdefault(name, value)
            headers.setdefault("content-security-policy", f"{BASE_POLICY}; frame-ancestors 'none'")
        await send(message)

    return sending
