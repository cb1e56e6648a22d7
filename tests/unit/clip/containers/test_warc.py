"""Web archives written by warcio itself, plain and packed."""

from __future__ import annotations

import gzip
from io import BytesIO

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from digest.clip import Draft, Options, drafts
from digest.errors import Problem

pytestmark = pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)  # warcio's writer leaves files open

TEXT = "The night ferry sailed again on Tuesday, nine years after the line was closed for want of passengers."
PAGE = (
    f"<html><head><title>Night ferry</title></head><body><h1>Night ferry returns today</h1><p>{TEXT}</p></body></html>"
)


def archive(*records: tuple[str, bytes, str, str], packed: bool = True) -> bytes:
    """(address, payload, content type, status) of each response."""
    out = BytesIO()
    writer = WARCWriter(out, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "a test"}))
    for url, payload, kind, status in records:
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        made = writer.create_warc_record(
            url,
            "response",
            payload=BytesIO(payload),
            http_headers=headers,
            warc_headers_dict={"WARC-Date": "2018-01-02T03:04:05Z"},
        )
        writer.write_record(made)
    return out.getvalue()


def read(data: bytes) -> list[Draft | Problem]:
    return list(drafts("a.warc.gz", data, {}, Options()))


@pytest.mark.parametrize("packed", [True, False])
def test_pages_are_clippings_and_the_rest_is_counted(packed: bool) -> None:
    data = archive(
        ("https://courier.example/ferry", PAGE.encode(), "text/html; charset=utf-8", "200 OK"),
        ("https://courier.example/old", PAGE.encode(), "text/html", "301 Moved"),
        ("https://courier.example/a.png", b"\x89PNG", "image/png", "200 OK"),
        ("https://courier.example/tide", PAGE.replace("Night", "Day").encode("cp1252"), "text/html", "200 OK"),
        packed=packed,
    )
    ferry, tide, skipped = read(data)
    assert isinstance(ferry, Draft) and isinstance(tide, Draft) and isinstance(skipped, Problem)
    assert (ferry.name, tide.name) == ("a.warc.gz#1", "a.warc.gz#2") and ferry.media_type == "text/html"
    assert ferry.meta["captured"] == "2018-01-02T03:04Z" and "date" not in ferry.meta
    assert ferry.meta["url"] == "https://courier.example/ferry" and ferry.meta["title"] == "Night ferry returns today"
    assert (skipped.code, skipped.severity) == ("skipped-pieces", "warning") and "image/png" in skipped.message


def test_the_page_alone_gives_the_page_again() -> None:
    (made,) = read(archive(("https://courier.example/ferry", PAGE.encode(), "text/html", "200 OK")))
    assert isinstance(made, Draft)
    (again,) = drafts("page.html", made.raw, {}, Options())
    assert isinstance(again, Draft) and again.body == made.body and again.raw == made.raw


def test_an_encoding_that_the_server_named() -> None:
    page = PAGE.replace("Night ferry returns", "Паром возвращается").encode("cp1251")
    (made,) = read(archive(("https://courier.example/r", page, "text/html; charset=windows-1251", "200 OK")))
    assert isinstance(made, Draft) and made.meta["title"] == "Паром возвращается today"


def test_one_stream_packed_as_a_whole_is_read_too() -> None:
    data = gzip.compress(archive(("https://courier.example/ferry", PAGE.encode(), "text/html", "200 OK"), packed=False))
    assert isinstance(read(data)[0], Draft)


def test_lengths_that_lie_stop_at_the_end_of_the_file() -> None:
    data = archive(("https://courier.example/ferry", PAGE.encode(), "text/html", "200 OK"), packed=False)
    for length in (b"9" * 14, b"-5", b"x", b"3"):
        lines = [
            b"Content-Length: " + length if line.startswith(b"Content-Length") else line for line in data.split(b"\r\n")
        ]
        found = read(b"\r\n".join(lines))
        assert found and all(isinstance(made, Draft) or made.message for made in found)


def test_a_cut_archive_gives_what_stands_before_the_cut() -> None:
    one = ("https://courier.example/ferry", PAGE.encode(), "text/html", "200 OK")
    data = archive(one, one)
    found = read(data[:-30])
    assert any(isinstance(made, Draft) for made in found)
    assert any(isinstance(made, Problem) and made.code == "broken-container" for made in found)


def test_an_archive_without_pages_is_named() -> None:
    (found,) = read(archive())
    assert isinstance(found, Problem) and found.code == "no-article"
