"""One question to one address: what is sent, what is read, what is broken."""

from __future__ import annotations

import gzip
import itertools
import socket
import ssl
import threading
import tracemalloc
import zlib
from collections.abc import Callable

import pytest

from digest import __version__
from digest.clip.fetch.guard import Target
from digest.clip.fetch.wire import FAILURES, Answer, Deadline, ask, resolve, resolved, words
from tests.unit.clip.fetch.site import HERE, PAGE, Served, Site, answer, moved

TLS = ssl.create_default_context()


def never() -> Deadline:
    return Deadline(lambda: 0.0, 30)


def asked(served: Served, max_bytes: int = 1000, deadline: Deadline | None = None) -> Answer | str:
    """What one server's answer to /page comes to: the answer, or what went wrong with it."""
    with Site({"/page": served}) as site:
        target = Target("http", "news.example", site.port, "/page")
        try:
            return ask(target, [HERE], max_bytes, 10, TLS, deadline or never())
        except FAILURES as error:
            return words(error)


def chunked(*pieces: bytes, end: bytes = b"0\r\n\r\n") -> bytes:
    body = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces)
    return answer(body + end, Transfer_Encoding="chunked")


def test_what_is_sent() -> None:
    with Site({"/page?a=b": answer()}) as site:
        ask(Target("http", "news.example", site.port, "/page?a=b"), [HERE], 1000, 10, TLS, never())
    first, *headers = site.heads[0].split("\r\n")
    assert first == "GET /page?a=b HTTP/1.1"
    sent = dict(line.split(": ", 1) for line in headers if line)
    assert sent.keys() == {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}
    assert sent["Host"] == f"news.example:{site.port}"
    assert sent["User-Agent"].startswith(f"digest/{__version__} (")
    assert sent["Accept"].startswith("text/html,")


@pytest.mark.parametrize(
    "served",
    [
        answer(),
        chunked(PAGE[:10], PAGE[10:]),
        b"HTTP/1.0 200 OK\r\n\r\n" + PAGE,
        b"HTTP/1.1 100 Continue\r\n\r\n" + answer(),
        answer(gzip.compress(PAGE), Content_Encoding="gzip"),
        answer(gzip.compress(PAGE[:9]) + gzip.compress(PAGE[9:]), Content_Encoding="X-GZIP"),
        answer(zlib.compress(PAGE), Content_Encoding="deflate"),
        answer(Content_Encoding="identity"),
    ],
)
def test_a_body_comes_whole_and_unpacked(served: bytes) -> None:
    assert asked(served) == Answer(200, "", "", PAGE, True)


@pytest.mark.parametrize(
    ("header", "charset"),
    [
        ("text/html; charset=ISO-8859-15", "iso-8859-15"),
        ('text/html; charset="utf-8"', "utf-8"),
        ("text/html", ""),
        ("charset", ""),
        ("text/html; charset*=nonsense''%ff%fe", ""),
    ],
)
def test_the_charset_is_a_hint(header: str, charset: str) -> None:
    found = asked(answer(Content_Type=header))
    assert isinstance(found, Answer) and found.charset == charset


@pytest.mark.parametrize(
    ("served", "location"),
    [
        (moved("/new"), "/new"),
        (moved("/größe"), "/größe"),
        (moved("/new", "308 Permanent Redirect"), "/new"),
        (moved("/new", "304 Not Modified"), ""),
        (answer(Location="/new"), ""),
    ],
)
def test_where_an_answer_leads(served: bytes, location: str) -> None:
    found = asked(served)
    assert isinstance(found, Answer) and found.location == location


def test_the_body_of_a_failure_is_not_read() -> None:
    assert asked(answer(PAGE, "404 Not Found")) == Answer(404, "", "", b"", True)


@pytest.mark.parametrize(
    "served",
    [
        answer(b"a" * 1001),
        chunked(b"a" * 700, b"a" * 700),
        b"HTTP/1.0 200 OK\r\n\r\n" + b"a" * 5000,
        answer(gzip.compress(b"a" * 50_000_000), Content_Encoding="gzip"),
        answer(gzip.compress(b"") * 100, Content_Encoding="gzip"),
    ],
)
def test_at_most_so_much_is_kept(served: bytes) -> None:
    found = asked(served)
    assert isinstance(found, Answer) and not found.whole and len(found.body) <= 1000


def test_a_small_bomb_takes_little_memory() -> None:
    bomb = answer(gzip.compress(b"a" * 50_000_000), Content_Encoding="gzip")
    tracemalloc.start()
    try:
        asked(bomb)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("size", [999, 1000])
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_body_just_within_the_cap_is_whole(size: int, pack: Callable[[bytes], bytes]) -> None:
    coding = "identity" if pack is bytes else "gzip"
    found = asked(answer(pack(b"a" * size), Content_Encoding=coding))
    assert isinstance(found, Answer) and found.whole and len(found.body) == size


@pytest.mark.parametrize(
    ("served", "what"),
    [
        (answer(PAGE, Content_Length="500"), "before the whole page had come"),
        (answer(PAGE, Content_Length="10000000000"), "before the whole page had come"),
        (chunked(PAGE, end=b""), "before the whole page had come"),
        (answer(gzip.compress(PAGE)[:-9], Content_Encoding="gzip"), "before the whole page had come"),
        (answer(PAGE, Content_Encoding="gzip"), "compressed text is damaged"),
        (answer(PAGE, Content_Encoding="br"), "not HTTP as it is defined"),
        (b"", "not HTTP as it is defined"),
        (b"SSH-2.0-server\r\n", "not HTTP as it is defined"),
        (b"HTTP/1.1 twohundred OK\r\n\r\n", "not HTTP as it is defined"),
        (b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 200 + b"\r\n", "not HTTP as it is defined"),
        (b"HTTP/1.1 200 OK\r\nA: " + b"b" * 100_000 + b"\r\n\r\n", "not HTTP as it is defined"),
        (answer(b"zz\r\n", Transfer_Encoding="chunked"), "before the whole page had come"),
    ],
)
def test_what_is_broken_is_said(served: bytes, what: str) -> None:
    found = asked(served)
    assert isinstance(found, str) and what in found


def drip(start: bytes, piece: bytes) -> Served:
    """A server that goes on for ever, a little at a time."""

    def serve(connection: socket.socket) -> None:
        connection.sendall(start)
        gone = threading.Event()
        while not gone.wait(0.001):
            connection.sendall(piece)

    return serve


@pytest.mark.parametrize(
    "served",
    [
        drip(b"HTTP/1.1 200 OK\r\nA: ", b"b"),
        drip(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n", b"a"),
        drip(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1;" + b"x" * 9),
        drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
)
def test_a_slow_server_cannot_hold_us(served: Served) -> None:
    ticks = itertools.count()
    deadline = Deadline(lambda: next(ticks) / 10, 1)  # each look at the clock takes a tenth of a second of the second
    assert asked(served, deadline=deadline) == "it did not answer in time"


def test_a_silent_server_cannot_hold_us() -> None:
    gone = threading.Event()
    found = asked(lambda _connection: gone.wait(30) and None, deadline=Deadline(lambda: 0.0, 0.05))
    gone.set()
    assert found == "it did not answer in time"


def test_a_slow_resolver_cannot_hold_us() -> None:
    gone = threading.Event()
    with pytest.raises(TimeoutError):
        resolved(
            Target("http", "news.example", 80, "/"), lambda _h, _p: [str(gone.wait(30))], Deadline(lambda: 0, 0.05)
        )
    gone.set()


def test_an_unknown_name_is_said() -> None:
    def unknown(_host: str, _port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    with pytest.raises(OSError) as caught:
        resolved(Target("http", "news.example", 80, "/"), unknown, never())
    assert words(caught.value) == "its host's name leads to no address"


def test_each_address_stands_once() -> None:
    target = Target("http", "news.example", 80, "/")
    assert resolved(target, lambda _h, _p: ["192.0.2.1", "192.0.2.2", "192.0.2.1"], never()) == [
        "192.0.2.1",
        "192.0.2.2",
    ]


def test_an_address_resolves_to_itself() -> None:
    assert resolve("127.0.0.1", 80) == ["127.0.0.1"]


def test_the_next_address_is_tried_when_one_takes_no_connection() -> None:
    with Site({"/page": answer()}) as site:
        target = Target("http", "news.example", site.port, "/page")
        assert ask(target, ["::1", "127.0.0.2", HERE], 1000, 10, TLS, never()).body == PAGE


def test_nobody_there() -> None:
    with Site({}) as site:
        port = site.port
    with pytest.raises(OSError) as caught:
        ask(Target("http", "news.example", port, "/"), [HERE], 1000, 10, TLS, never())
    assert words(caught.value).startswith("the connection failed (")
