"""A real web server on this machine for the tests of fetching: it sends the bytes it was given, right or wrong."""

from __future__ import annotations

import ipaddress
import socket
import socketserver
import ssl
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TypeAlias

from digest.clip.fetch import Fetched, Fetcher, Options, Policy
from digest.errors import Problem

Served: TypeAlias = bytes | Callable[[socket.socket], None]

HERE = "127.0.0.1"
NOW = datetime(2017, 8, 8, 9, 30, tzinfo=UTC)
TLS = ssl.create_default_context()  # it takes 20 ms to make
PAGE = b"<!DOCTYPE html><html><title>The quay opens</title><p>The new quay of Port Ellery opens in May.</p></html>"


def answer(body: bytes = PAGE, status: str = "200 OK", **headers: str) -> bytes:
    """A whole HTTP answer; a header's name is written with underscores."""
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    if not {"Content_Length", "Transfer_Encoding"} & headers.keys():
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([f"HTTP/1.1 {status}", *lines, "", ""]).encode() + body


def moved(location: str, status: str = "302 Found") -> bytes:
    return answer(b"", status, Location=location)


class Site:
    """Serves `pages` by path until it is closed; a page that is not there is a 404."""

    def __init__(self, pages: Mapping[str, Served], tls: ssl.SSLContext | None = None) -> None:
        self.pages = dict(pages)
        self.asked: list[str] = []
        """The paths asked for, in order."""
        self.heads: list[str] = []
        """The requests as they came."""
        site = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                site._serve(self.request, tls)

        self._server = socketserver.ThreadingTCPServer((HERE, 0), Handler)
        self._server.daemon_threads = True
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    def __enter__(self) -> Site:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _serve(self, plain: socket.socket, tls: ssl.SSLContext | None) -> None:
        try:
            with tls.wrap_socket(plain, server_side=True) if tls else plain as connection:
                head = b""
                while not head.endswith(b"\r\n\r\n"):
                    if not (more := connection.recv(1)):
                        return
                    head += more
                path = head.split()[1].decode()
                self.asked.append(path)
                self.heads.append(head.decode())
                served = self.pages.get(path, answer(b"", "404 Not Found"))
                if isinstance(served, bytes):
                    connection.sendall(served)
                else:
                    served(connection)
        except OSError:
            pass  # whoever asked went away

    def url(self, path: str = "/", host: str = "news.example", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"

    def policy(self) -> Policy:
        """Lets this one machine through, and nothing else that is special."""
        return Policy(ports=frozenset({self.port}), allowed=(ipaddress.ip_network(HERE),))

    def fetcher(self, **options: object) -> Fetcher:
        """A fetcher for which every name is this machine, an address is itself, and no time passes."""
        given = {
            "policy": self.policy(),
            "resolver": lambda host, _port: [host if host[0] in "0123456789" or ":" in host else HERE],
            "tls": lambda: TLS,
            "clock": lambda: 0.0,
            "sleep": lambda _seconds: None,
            "now": lambda: NOW,
        }
        return Fetcher(Options(**{**given, **options}))  # type: ignore[arg-type]


def refused(found: Fetched | Problem) -> tuple[str, str]:
    """The code and the message of a problem that is well said."""
    assert isinstance(found, Problem), found
    assert found.message.startswith("the page is not fetched: ") and found.hint
    return found.code, found.message.removeprefix("the page is not fetched: ")
