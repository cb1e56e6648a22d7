"""One question to one checked address: the only module that resolves names and opens connections.

    resolved       a Target -> the addresses of its host, as text
    ask            a Target and its checked addresses -> an Answer

Both raise what the network raises (OSError, HTTPException, zlib.error); `words` says it in one sentence.

HTTP is the standard library's, because a pinned connection is simplest where the socket is ours: it is opened to the
checked address by its number, TLS verifies the *name* on it, and every read passes through one method that knows the
deadline. The environment's proxies are not looked at: behind one, nobody could know which machine is asked. There are
no cookies and no credentials.
"""

from __future__ import annotations

import http.client
import io
import queue
import socket
import ssl
import threading
import zlib
from collections.abc import Callable, Sequence
from typing import TypeAlias, cast

import msgspec

from digest import __version__
from digest.clip.fetch.guard import Target

Resolver: TypeAlias = Callable[[str, int], list[str]]
"""(host, port) -> its addresses as text; raises OSError when there is none."""

FAILURES = (OSError, http.client.HTTPException, zlib.error)
"""What goes wrong between two machines; anything else is a fault of ours."""

AGENT = f"digest/{__version__} (reads single pages for a curator; obeys robots.txt)"
ACCEPT = (
    "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/feed+json,"
    "application/xml;q=0.9,text/plain;q=0.8,*/*;q=0.5"
)
_PIECE = 65_536
"""How much is read at a time, in bytes."""


class Deadline:
    """The moment by which everything must be done."""

    def __init__(self, clock: Callable[[], float], seconds: float) -> None:
        self._clock = clock
        self._until = clock() + seconds

    def left(self) -> float:
        """The seconds that are left; raises TimeoutError when there are none."""
        left = self._until - self._clock()
        if left <= 0:
            raise TimeoutError
        return left

    def extend(self, seconds: float) -> None:
        """Do not count the time that we wait out of politeness."""
        self._until += seconds


class Answer(msgspec.Struct, frozen=True):
    """What a server answered. The body is read of a page alone, not of a redirect or a failure."""

    status: int
    location: str
    """Where a redirect leads, as written; "" for every other answer."""
    charset: str
    """The encoding that the Content-Type header names, in lower case, or "": a hint that may be wrong."""
    body: bytes
    whole: bool
    """Whether the body ended before the cap."""


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host, as this machine's resolver gives them."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def resolved(target: Target, resolver: Resolver, deadline: Deadline) -> list[str]:
    """The addresses of a target's host, each once.

    `getaddrinfo` knows no timeout, so it runs in a thread that nobody waits for.
    """
    answers: queue.SimpleQueue[list[str] | OSError] = queue.SimpleQueue()

    def look_up() -> None:
        try:
            answers.put(resolver(target.host, target.port))
        except OSError as error:
            answers.put(error)

    threading.Thread(target=look_up, daemon=True).start()
    try:
        found = answers.get(timeout=deadline.left())
    except queue.Empty:
        raise TimeoutError from None
    if isinstance(found, OSError):
        raise found
    return list(dict.fromkeys(found))


def ask(
    target: Target,
    addresses: Sequence[str],
    max_bytes: int,
    connect_seconds: float,
    tls: ssl.SSLContext,
    deadline: Deadline,
) -> Answer:
    """The answer to GET from the first of the addresses that takes our connection."""
    with _connect(target, addresses, connect_seconds, tls, deadline) as connection:
        connection.settimeout(deadline.left())
        connection.sendall(_request(target))
        # All that a response wants of a socket is `makefile`.
        response = http.client.HTTPResponse(cast(socket.socket, _Stream(connection, deadline)), method="GET")
        response.begin()
        location = response.headers.get("Location", "") if response.status in (301, 302, 303, 307, 308) else ""
        body, whole = _body(response, max_bytes) if 200 <= response.status < 300 else (b"", True)
        return Answer(response.status, _as_utf8(location), response.headers.get_content_charset(""), body, whole)


def words(error: Exception) -> str:
    """What went wrong, as the end of a sentence."""
    match error:
        case TimeoutError():
            return "it did not answer in time"
        case socket.gaierror():
            return "its host's name leads to no address"
        case ssl.SSLCertVerificationError():
            return f"its certificate is not to be trusted ({error.verify_message.rstrip('.')})"
        case ssl.SSLError():
            return "no secure connection could be agreed on"
        case http.client.IncompleteRead():
            return "the connection ended before the whole page had come"
        case zlib.error():
            return "its compressed text is damaged"
        case http.client.HTTPException():
            return "its answer is not HTTP as it is defined"
        case OSError():
            return f"the connection failed ({(error.strerror or 'no reason given').lower()})"
    return "its answer cannot be read"


class _Stream(io.RawIOBase):
    """A connection as a file to read from; each read gets what is left of the time, however little it brings."""

    def __init__(self, connection: socket.socket, deadline: Deadline) -> None:
        self._connection = connection
        self._deadline = deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        self._connection.settimeout(self._deadline.left())
        return self._connection.recv_into(buffer)

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(self)


def _connect(
    target: Target, addresses: Sequence[str], seconds: float, tls: ssl.SSLContext, deadline: Deadline
) -> socket.socket:
    failure: OSError = OSError("no address")
    for address in addresses:
        try:
            return _open(target, address, min(seconds, deadline.left()), tls)
        except OSError as error:
            failure = error
    raise failure


def _open(target: Target, address: str, seconds: float, tls: ssl.SSLContext) -> socket.socket:
    """A connection to an address by its number; over TLS, the machine there must prove that it has the host's name."""
    plain = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
    try:
        plain.settimeout(seconds)
        plain.connect((address, target.port))
        return plain if target.scheme == "http" else tls.wrap_socket(plain, server_hostname=target.host)
    except BaseException:
        plain.close()
        raise


def _request(target: Target) -> bytes:
    """The request. `guard.target` let no character through that could end a line."""
    lines = (
        f"GET {target.path} HTTP/1.1",
        f"Host: {target.authority}",
        f"User-Agent: {AGENT}",
        f"Accept: {ACCEPT}",
        "Accept-Encoding: gzip",
        "Connection: close",
    )
    return "".join(f"{line}\r\n" for line in (*lines, "")).encode("ascii")


def _body(response: http.client.HTTPResponse, max_bytes: int) -> tuple[bytes, bool]:
    """The body without its compression, at most `max_bytes` of it, and whether that is all."""
    coding = response.headers.get("Content-Encoding", "").strip().lower()
    if coding not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise http.client.HTTPException(f"content coding {coding}")
    unpacked = _Plain() if coding in ("", "identity") else _Packed()
    body, taken = bytearray(), 0
    while piece := response.read(_PIECE):
        taken += len(piece)
        body += unpacked.feed(piece, max_bytes + 1 - len(body))
        if max(taken, len(body)) > max_bytes:
            return bytes(body[:max_bytes]), False
    if response.length or not unpacked.complete:
        raise http.client.IncompleteRead(b"")
    return bytes(body), True


class _Plain:
    complete = True

    def feed(self, data: bytes, _limit: int) -> bytes:
        return data


class _Packed:
    """gzip (also in several members, RFC 1952) or zlib; a small bomb never becomes more than what was asked for."""

    def __init__(self) -> None:
        self._member = zlib.decompressobj(zlib.MAX_WBITS | 32)
        self._begun = False

    def feed(self, data: bytes, limit: int) -> bytes:
        out = bytearray()
        while data and len(out) < limit:
            if self._member.eof:
                self._member = zlib.decompressobj(zlib.MAX_WBITS | 32)
            out += self._member.decompress(data, limit - len(out))
            data = self._member.unconsumed_tail or self._member.unused_data
            self._begun = True
        return bytes(out)

    @property
    def complete(self) -> bool:
        return self._member.eof or not self._begun


def _as_utf8(header: str) -> str:
    """Header bytes, which `http.client` reads as Latin-1; servers that write addresses unescaped write UTF-8."""
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return header
