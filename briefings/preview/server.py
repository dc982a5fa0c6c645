"""``briefings preview``: a desk → a local web server until Ctrl-C. In: what was asked for. Out: an exit code.

Only 127.0.0.1 is bound. Open streams are ended before the server waits for its connections, so that it stops at once.
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import socket
import webbrowser
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import uvicorn
from starlette.applications import Starlette

from briefings.errors import BriefingsError
from briefings.model import Record
from briefings.preview.client import Press
from briefings.preview.guard import Guard
from briefings.preview.hub import Hub
from briefings.preview.ledger import Ledger
from briefings.preview.routes import Rooms, make_app
from briefings.preview.studio import DRAFT_LIMIT, Studio

HOST = "127.0.0.1"
USUAL_PORT = 8765
NEXT_PORTS = 20  # how many after the usual one are tried before any free one is taken
GRACE = 1  # seconds for answers that are under way when the server stops


class Wishes(Record, frozen=True, kw_only=True):
    """How the desk is to be shown.

    ``port`` 0 takes the next free one. ``poll`` looks for changes by the clock. ``draft_limit`` is how many seconds a
    text may take before its template is taken to loop.
    """

    port: int = USUAL_PORT
    opens: bool = False
    read_only: bool = False
    poll: bool = False
    as_of: str | None = None
    draft_limit: float = DRAFT_LIMIT


def serve_desk(folder: Path, wishes: Wishes, *, say: Callable[[str], None]) -> None:
    """Show the desk in ``folder`` until a signal ends it; ``say`` is told the address.

    Raises:
        BriefingsError: The port is taken.
    """
    with bind_port(wishes.port) as listener:
        port = listener.getsockname()[1]
        address = f"http://{HOST}:{port}/"
        say(f"{folder.resolve().name} is shown at {address} (Ctrl-C ends it)")
        server = _make_server(folder, wishes, port)
        if wishes.opens:
            webbrowser.open(address)
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(server.serve(sockets=[listener]))


def bind_port(port: int) -> socket.socket:
    """Return a socket that listens on ``port`` of this machine alone; 0 is the next free one.

    Raises:
        BriefingsError: The port is taken or may not be had.
    """
    wanted = [port] if port else [*range(USUAL_PORT, USUAL_PORT + NEXT_PORTS), 0]
    for one in wanted:
        # told to be TCP, or asyncio lets small answers wait 40 ms for the browser to confirm what came before
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, one))
            listener.listen()
        except OSError as error:
            listener.close()
            why = error.strerror
        else:
            return listener
    raise BriefingsError(f"port {port} cannot be had ({why}): name another, or take the next free one with --port 0")


class _Server(uvicorn.Server):
    """A server that ends its streams before it waits for its connections."""

    def __init__(self, config: uvicorn.Config, hub: Hub) -> None:
        super().__init__(config)
        self._hub = hub

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._hub.close()
        await super().shutdown(sockets)


def _make_server(folder: Path, wishes: Wishes, port: int) -> uvicorn.Server:
    hub = Hub(secrets.token_hex(8))
    token = secrets.token_urlsafe(32)
    studio = Studio(
        folder,
        hub=hub,
        presses=(Press(folder, wishes.as_of), Press(folder, wishes.as_of)),
        draft_limit=wishes.draft_limit,
    )
    ledger = Ledger(folder / "seeds" / "topics")

    @contextlib.asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        work = asyncio.create_task(studio.run(poll=wishes.poll))
        try:
            yield
        finally:
            work.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await work

    app = make_app(Rooms(studio, ledger, token=token, read_only=wishes.read_only), lifespan)
    guarded = Guard(app, port=port, token=token, read_only=wishes.read_only)
    config = uvicorn.Config(
        guarded, log_level="warning", access_log=False, server_header=False, date_header=False, lifespan="on",
        timeout_graceful_shutdown=GRACE, ws="none",
    )  # fmt: skip
    return _Server(config, hub)
