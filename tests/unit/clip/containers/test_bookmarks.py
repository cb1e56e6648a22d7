"""Bookmarks and lists of feeds: nothing in them is fetched."""

from __future__ import annotations

import json

from digest.clip import Draft, Options, drafts
from digest.errors import Problem

BOOKMARKS = b"""<!DOCTYPE NETSCAPE-Bookmark-file-1>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<TITLE>Bookmarks</TITLE>
<H1>Bookmarks</H1>
<DL><p>
    <DT><H3 PERSONAL_TOOLBAR_FOLDER="true">Bar</H3>
    <DL><p>
        <DT><H3>Ferries</H3>
        <DL><p>
            <DT><A HREF="https://courier.example/ferry?utm_source=x" ADD_DATE="1502189000" TAGS="sea,boats">Night ferry &amp; boat</A>
        </DL><p>
        <DT><A HREF="javascript:alert(1)" ADD_DATE="1502189000">script</A>
        <DT><A HREF="https://courier.example/tide"></A>
    </DL><p>
</DL><p>"""
OPML = b"""<?xml version="1.0"?><opml version="2.0"><body><outline text="News">
<outline type="rss" text="HC" xmlUrl="https://courier.example/feed.xml"/>
<outline type="rss" text="HC" xmlUrl="https://courier.example/feed.xml"/></outline></body></opml>"""


def test_each_link_to_the_web_is_a_clipping_without_text() -> None:
    ferry, tide = drafts("b.html", BOOKMARKS, {}, Options())
    assert isinstance(ferry, Draft) and isinstance(tide, Draft)
    assert ferry.name == "b.html#1" and ferry.body == "" and ferry.media_type == "application/json"
    assert {key: ferry.meta[key] for key in ("title", "url", "captured", "keywords")} == {
        "title": "Night ferry & boat",
        "url": "https://courier.example/ferry",
        "captured": "2017-08-08T10:43Z",
        "keywords": ["sea", "boats", "Ferries"],
    }
    assert tide.meta["title"] == tide.meta["url"] == "https://courier.example/tide"


def test_the_kept_record_gives_the_bookmark_again() -> None:
    ferry = next(drafts("b.html", BOOKMARKS, {}, Options()))
    assert isinstance(ferry, Draft) and json.loads(ferry.raw)["title"] == "Night ferry & boat"
    (again,) = drafts("x", ferry.raw, {}, Options())
    assert isinstance(again, Draft) and again.raw == ferry.raw
    assert all(again.meta[key] == ferry.meta[key] for key in ("title", "url", "captured", "keywords"))


def test_a_file_without_links() -> None:
    (found,) = drafts("b.html", b"<!DOCTYPE NETSCAPE-Bookmark-file-1><DL>", {}, Options())
    assert isinstance(found, Problem) and found.code == "no-article"


def test_a_list_of_feeds_is_named_and_left_alone() -> None:
    (found,) = drafts("a.opml", OPML, {}, Options())
    assert isinstance(found, Problem) and (found.code, found.severity) == ("feed-list", "warning")
    assert "1 feed;" in found.message and "https://courier.example/feed.xml" in found.hint
    (found,) = drafts("a.opml", b"<opml><body/></opml>", {}, Options())
    assert isinstance(found, Problem) and "no feed" in found.message
