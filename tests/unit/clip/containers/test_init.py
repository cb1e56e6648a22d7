"""Laws that hold for every container: any bytes give clippings or problems, and a kept piece gives its clipping again."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digest.clip import Draft, Options, drafts
from digest.clip.containers import READERS, pieces
from digest.clip.containers.kind import kind_of
from digest.errors import Problem

TEXT = "The night ferry sailed again on Tuesday, nine years after the line was closed for want of passengers."
SAMPLES = {
    "feed": f"<rss version='2.0'><channel><title>HC</title><item><title>Night ferry</title><description>{TEXT}</description></item></channel></rss>",
    "opml": "<opml><body><outline xmlUrl='https://courier.example/feed'/></body></opml>",
    "mail": f"From: Ana Cruz <ana@courier.example>\nSubject: Night ferry\nDate: Tue, 08 Aug 2017 18:43:00 +0800\n\n{TEXT}\n",
    "mbox": f"From ana@courier.example Tue Aug  8 18:43:00 2017\nFrom: Ana Cruz <ana@courier.example>\nSubject: Night ferry\n\n{TEXT}\n",
    "json": json.dumps([{"title": "Night ferry", "text": TEXT}]),
    "table": f'title,url,text\nNight ferry,https://courier.example/f,"{TEXT}"\n',
    "bookmarks": "<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><DT><A HREF='x' HREF=\"https://courier.example/f\">Night ferry</A></DL>",
    "warc": (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://courier.example/f\r\nWARC-Date: 2017-08-08T10:43:00Z\r\n"
        "Content-Type: application/http\r\nContent-Length: 216\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
        f"<html><body><h1>Night ferry returns today</h1><p>{TEXT}</p></body></html>\r\n\r\n"
    ),
}


def test_there_is_a_sample_of_every_kind() -> None:
    assert set(SAMPLES) == set(READERS)
    assert {kind_of(text.encode()) for text in SAMPLES.values()} == set(READERS)


@pytest.mark.parametrize("kind", sorted(set(SAMPLES) - {"opml"}))
def test_a_kept_piece_gives_its_clipping_again(kind: str) -> None:
    (made,) = drafts("a", SAMPLES[kind].encode(), {}, Options())
    assert isinstance(made, Draft), made
    (again,) = drafts("a", made.raw, {}, Options())
    assert isinstance(again, Draft) and again.raw == made.raw and again.body == made.body
    assert again.meta["title"] == made.meta["title"]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(SAMPLES)), st.integers(0, 400), st.integers(0, 40), st.binary(max_size=12))
def test_a_damaged_file_gives_clippings_or_named_problems(kind: str, at: int, gone: int, put: bytes) -> None:
    data = SAMPLES[kind].encode()
    found = list(drafts("a", data[:at] + put + data[at + gone :], {}, Options()))
    assert found
    for made in found:
        name = made.name if isinstance(made, Draft) else made.path
        assert name == "a" or name.startswith("a#")


def test_a_page_is_itself() -> None:
    (found,) = pieces("a.html", b"<html></html>", Options())
    assert not isinstance(found, Problem) and found.raw == b"<html></html>" and found.form == "page"


def test_the_size_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("digest.clip.containers.MAX_CONTAINER", 10)
    (found,) = pieces("a", b"12345678901", Options())
    assert isinstance(found, Problem) and found.code == "too-large"
