"""Requests -> replies: the pages of the site with our script in them, and the stream that tells of changes.

Every request passes `hosts.allowed` first. Only GET and HEAD are answered; nothing a client sends is ever parsed but
its headers, the path and the two words of a stream's query.
"""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import AsyncIterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from urllib.parse import unquote

import msgspec
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from digest.errors import DigestError
from digest.serve import hosts
from digest.serve.inserted import EVENTS, SCRIPT, inserted
from digest.serve.readers import Message, Reader, Readers, Trouble, fault, message, of_error, troubles
from digest.serve.replies import EVERYWHERE, Reply, media_type, reply
from digest.serve.site import Served
from digest.serve.sorry import sorry
from digest.serve.tree import NO_SITE

HTML = "text/html; charset=utf-8"

ALIVE = 15.0
"""Seconds after which a silent stream sends a comment, so that the end of a lost connection is noticed."""

CLIENT = (Path(__file__).parent / "reload.js").read_bytes()


def app(site: Served, readers: Readers, bound: str) -> ASGIApp:
    """The server's application; `bound` is the address or name it is bound to."""
    routes = [
        Route(EVENTS, partial(_events, site, readers)),
        Route(SCRIPT, _script),
        Route("/{path:path}", partial(_page, site)),
    ]
    served = Starlette(routes=routes)
    served.router.redirect_slashes = False
    return _OnlyOurHosts(served, bound)


class _OnlyOurHosts:
    """Refuses requests under names that are not the server's."""

    def __init__(self, served: ASGIApp, bound: str) -> None:
        self._served, self._bound = served, bound

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            given = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
            if len(given) != 1 or not hosts.allowed(given[0], self._bound):
                words = "This server does not answer under that name. Use the address that `digest serve` printed.\n"
                refused = PlainTextResponse(words, status_code=403, headers=EVERYWHERE)
                await refused(scope, receive, send)
                return
        await self._served(scope, receive, send)


def _page(site: Served, request: Request) -> Response:
    """Whatever is no address of the server's own; runs in a thread, since the page may have to be made."""
    asked = {name.lower(): value for name, value in request.headers.items()}
    tree = site.tree
    if tree is None:
        return _response(_sorry(503, "There is no site to show yet", troubles(site.found), asked))
    try:
        found = tree.find(request.scope["path"])
    except DigestError as error:
        return _response(_sorry(500, "This page cannot be made", (of_error(error),), asked))
    except Exception as error:
        trace = "".join(traceback.format_exception(error))
        told = msgspec.structs.replace(of_error(fault(error)), excerpt=trace)
        return _response(_sorry(500, "This page cannot be made", (told,), asked))
    if found.location:
        query = f"?{request.url.query}" if request.url.query else ""
        return Response(status_code=found.status, headers={**EVERYWHERE, "location": found.location + query})
    kind = media_type(found.path)
    body = inserted(found.body, found.version) if kind == HTML else found.body
    return _response(reply(found.status, kind, body, asked))


def _sorry(status: int, what: str, wrong: tuple[Trouble, ...], asked: dict[str, str]) -> Reply:
    return reply(status, HTML, inserted(sorry(what, wrong), NO_SITE), asked)


def _response(answer: Reply) -> Response:
    return Response(answer.body, status_code=answer.status, headers=answer.headers)


def _script(request: Request) -> Response:
    return _response(reply(200, media_type(SCRIPT), CLIENT, dict(request.headers.items())))


async def _events(site: Served, readers: Readers, request: Request) -> Response:
    """The stream of one reader (text/event-stream): at once how the page stands, then a message for each change."""
    if request.method == "HEAD":
        return Response(headers=EVERYWHERE, media_type="text/event-stream")
    waiting: asyncio.Queue[Message | None] = asyncio.Queue()
    loop = asyncio.get_running_loop()

    def send(told: Message | None) -> None:
        with suppress(RuntimeError):  # the server has just ended
            loop.call_soon_threadsafe(waiting.put_nowait, told)

    address, version = unquote(request.query_params.get("page", "")), request.query_params.get("version", "")
    stream = _stream(site, readers, Reader(address, version, send), waiting)
    return StreamingResponse(stream, headers=EVERYWHERE, media_type="text/event-stream")


async def _stream(
    site: Served, readers: Readers, reader: Reader, waiting: asyncio.Queue[Message | None]
) -> AsyncIterator[bytes]:
    readers.add(reader)
    try:
        known = msgspec.structs.replace(site.found, changed=(), removed=())
        yield _event(await run_in_threadpool(message, reader, None, site.tree, known))
        while (piece := await _next(waiting)) is not None:
            yield piece
    finally:
        readers.remove(reader)


async def _next(waiting: asyncio.Queue[Message | None]) -> bytes | None:
    """The next piece of a stream; None at its end."""
    try:
        async with asyncio.timeout(ALIVE):
            told = await waiting.get()
    except TimeoutError:
        return b": still here\n\n"
    return None if told is None else _event(told)


def _event(told: Message) -> bytes:
    return b"data: " + msgspec.json.encode(told) + b"\n\n"
