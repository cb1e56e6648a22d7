"""Bytes and a request's headers -> a reply."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.serve.replies import media_type, reply

BODY = b"0123456789"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("a/style.0123abcd.css", "text/css; charset=utf-8"),
        ("search.js", "text/javascript; charset=utf-8"),
        ("feed.xml", "application/xml; charset=utf-8"),
        ("timeline.ics", "text/calendar; charset=utf-8"),
        ("icon.svg", "image/svg+xml; charset=utf-8"),
        ("a.b/WALL.JPG", "image/jpeg"),
        ("wall.webp", "image/webp"),
        ("pagefind.pf_meta", "application/octet-stream"),
        ("CNAME", "application/octet-stream"),
        ("a.html/none", "application/octet-stream"),
    ],
)
def test_media_types(path: str, kind: str) -> None:
    assert media_type(path) == kind


@pytest.mark.parametrize(
    ("asked", "status", "part", "body"),
    [
        ("bytes=0-3", 206, "bytes 0-3/10", b"0123"),
        ("bytes=8-", 206, "bytes 8-9/10", b"89"),
        ("bytes=-3", 206, "bytes 7-9/10", b"789"),
        ("bytes=-30", 206, "bytes 0-9/10", BODY),
        ("bytes=9-9", 206, "bytes 9-9/10", b"9"),
        ("bytes=5-100", 206, "bytes 5-9/10", b"56789"),
        ("bytes=10-", 416, "bytes */10", b""),
        ("bytes=-0", 416, "bytes */10", b""),
        ("bytes=5-3", 416, "bytes */10", b""),
        ("bytes=0-1,4-5", 200, None, BODY),
        ("bytes=-", 200, None, BODY),
        ("pages=1-2", 200, None, BODY),
        ("bytes=a-b", 200, None, BODY),
        ("", 200, None, BODY),
    ],
)
def test_ranges(asked: str, status: int, part: str | None, body: bytes) -> None:
    answer = reply(200, "text/plain", BODY, {"range": asked})
    assert (answer.status, answer.headers.get("content-range"), answer.body) == (status, part, body)


def test_a_range_of_what_has_changed_meanwhile_gets_the_whole() -> None:
    tag = reply(200, "text/plain", BODY, {}).headers["etag"]
    assert reply(200, "text/plain", BODY, {"range": "bytes=0-3", "if-range": tag}).status == 206
    assert reply(200, "text/plain", BODY, {"range": "bytes=0-3", "if-range": '"other"'}).status == 200


@pytest.mark.parametrize("form", ["{}", "W/{}", '"a", {}', "*", ' "b" ,W/{} '])
def test_a_known_tag_gets_no_body(form: str) -> None:
    tag = reply(200, "text/plain", BODY, {}).headers["etag"]
    answer = reply(200, "text/plain", BODY, {"if-none-match": form.format(tag)})
    assert (answer.status, answer.body, answer.headers["etag"]) == (304, b"", tag)


@pytest.mark.parametrize("form", ["", '"other"', "other", "W/"])
def test_another_tag_gets_all(form: str) -> None:
    assert reply(200, "text/plain", BODY, {"if-none-match": form}).status == 200


def test_only_what_is_there_has_parts_and_tags() -> None:
    answer = reply(404, "text/html", BODY, {"range": "bytes=0-1", "if-none-match": "*"})
    assert (answer.status, answer.body, "etag" in answer.headers) == (404, BODY, False)


@given(st.binary(max_size=50), st.dictionaries(st.sampled_from(["range", "if-range", "if-none-match"]), st.text()))
def test_no_header_can_do_harm(body: bytes, asked: dict[str, str]) -> None:
    answer = reply(200, "text/plain", body, asked)
    assert answer.status in (200, 206, 304, 416)
    assert answer.body in body
    assert answer.headers["cache-control"] == "no-store"
