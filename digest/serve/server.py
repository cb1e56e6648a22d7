"""The server's own thread: uvicorn on a socket of ours, ended by Ctrl-C with every stream closed."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from types import FrameType

import uvicorn

from digest.serve import hosts
from digest.serve.app import app
from digest.serve.session import Serving, Session, Tell

PATIENCE = 2
"""Seconds that replies under way have to end."""


class _Server(uvicorn.Server):
    """Ends the readers' streams first: they would never end by themselves."""

    def __init__(self, config: uvicorn.Config, closing: Callable[[], None], ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._closing, self._ready = closing, ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        super().handle_exit(sig, frame)
        asyncio.get_running_loop().call_soon_threadsafe(self._closing)


async def answering(session: Session, listener: socket.socket, host: str, watched: bool, tell: Tell) -> None:
    """Answer requests until a signal ends it; KeyboardInterrupt afterwards when it was Ctrl-C."""
    address = _address(session, listener, host)

    def begun() -> None:
        tell(Serving(address=address, watched=watched, local=hosts.is_loopback(host)))
        session.follow()

    config = uvicorn.Config(
        app(session.site, session.readers, host),
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        lifespan="off",
        ws="none",
        http="h11",
        loop="asyncio",
        timeout_graceful_shutdown=PATIENCE,
    )
    try:
        await _Server(config, session.readers.close, begun).serve([listener])
    finally:
        session.changes.close()


def _address(session: Session, listener: socket.socket, host: str) -> str:
    """Where the site's home is read: under its base path, as it will be when it is published."""
    path = session.site.tree.href("index.html") if session.site.tree else "/"
    return f"http://{hosts.shown(host)}:{listener.getsockname()[1]}{path}"
