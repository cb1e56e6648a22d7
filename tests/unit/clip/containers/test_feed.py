"""Feeds of every format, written by hand: each entry is a clipping, and the same entry is always the same bytes."""

from __future__ import annotations

import json

import feedparser
import pytest

from digest.clip import Draft, Options, drafts
from digest.clip.containers import Piece, pieces
from digest.clip.containers.feed import MAX_TAGS
from digest.errors import Problem

TEXT = "The night ferry sailed again on Tuesday, nine years after the line was closed for want of passengers."
ITEM = f"""<item>
  <title>Night ferry &amp;amp; boat return</title>
  <link>https://courier.example/ferry?utm_source=rss</link>
  <pubDate>Tue, 08 Aug 2017 18:43:00 +0800</pubDate>
  <dc:creator>Ana Cruz and Ben Ito</dc:creator>
  <category>sea</category><category>ferries</category>
  <description>Short.</description>
  <content:encoded><![CDATA[<h1>Night ferry &amp; boat return</h1><p>{TEXT}</p><ul><li>One ship</li></ul>
    <p>The post Night ferry appeared first on Harbour Courier.</p>]]></content:encoded>
</item>"""
RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Harbour Courier</title><link>https://courier.example/</link><language>en-us</language>{}</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Harbour Courier</title>
<link href="https://courier.example/"/><author><name>Ana Cruz</name></author>
<entry><title type="html">Night &lt;em&gt;ferry&lt;/em&gt;</title><link href="/ferry"/><id>tag:courier.example,2017:1</id>
<published>2017-08-08T18:43:00+08:00</published><updated>2017-08-09T09:00:00+08:00</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{TEXT}</p></div></content></entry>
<entry><title>Tide table</title><link href="https://courier.example/tide"/><updated>2017-08-09T09:00:00+08:00</updated>
<summary>High water at <![CDATA[six & eight]]>.</summary></entry></feed>"""
RDF = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://courier.example/"><title>Harbour Courier</title></channel>
<item rdf:about="https://courier.example/ferry"><title>Night ferry</title><link>https://courier.example/ferry</link>
<dc:date>2017-08-08T18:43+08:00</dc:date><dc:creator>Ana Cruz</dc:creator><description>{TEXT}</description></item></rdf:RDF>"""
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1",
    "title": "Harbour Courier",
    "items": [
        {
            "id": "1",
            "url": "https://courier.example/ferry",
            "title": "Night ferry",
            "content_html": f"<p>{TEXT}</p>",
            "date_published": "2017-08-08T18:43:00+08:00",
            "author": {"name": "Ana Cruz"},
            "tags": ["sea"],
        },
        "no item",
    ],
}


def read(data: str | bytes) -> list[Draft | Problem]:
    return list(drafts("feed.xml", data if isinstance(data, bytes) else data.encode(), {}, Options()))


def first(data: str | bytes) -> Draft:
    made = read(data)[0]
    assert isinstance(made, Draft), made
    return made


def test_an_entry_of_rss_with_everything_in_it() -> None:
    made = first(RSS.format(ITEM))
    assert made.name == "feed.xml#1" and made.media_type == "application/feed+json"
    assert {
        key: made.meta.get(key) for key in ("title", "date", "source", "url", "authors", "language", "keywords")
    } == {
        "title": "Night ferry & boat return",
        "date": "2017-08-08T18:43+08:00",
        "source": {"name": "Harbour Courier"},
        "url": "https://courier.example/ferry",
        "authors": ["Ana Cruz", "Ben Ito"],
        "language": "en-US",
        "keywords": ["sea", "ferries"],
    }
    assert made.body == f"{TEXT}\n\n- One ship"
    assert [(cut.rule, cut.text[:8]) for cut in made.cuts] == [
        ("repeated-title", "Night fe"),
        ("feed-furniture", "The post"),
    ]
    told = {item.field: item.where for item in made.evidence if item.chosen}
    assert told["date"] == "feed entry date_published" and told["source"] == "feed title"


def test_atom_keeps_both_dates_and_the_feeds_author() -> None:
    ferry, tide = read(ATOM)
    assert isinstance(ferry, Draft) and isinstance(tide, Draft)
    assert (ferry.meta["title"], ferry.meta["url"]) == ("Night ferry", "https://courier.example/ferry")
    assert (ferry.meta["date"], ferry.meta["updated"]) == ("2017-08-08T18:43+08:00", "2017-08-09T09:00+08:00")
    assert ferry.meta["authors"] == ["Ana Cruz"] and ferry.body == TEXT
    assert tide.meta["date"] == "2017-08-09T09:00+08:00" and "updated" not in tide.meta
    assert tide.body == "High water at six & eight."


def test_rss_1_and_json_feed() -> None:
    for made in (first(RDF), first(json.dumps(JSON_FEED))):
        assert (made.meta["title"], made.meta["date"]) == ("Night ferry", "2017-08-08T18:43+08:00")
        assert made.meta["authors"] == ["Ana Cruz"] and made.body == TEXT


@pytest.mark.parametrize("version", ["0.90", "0.91", "0.92", "0.93", "0.94", "2.0"])
def test_old_rss_without_dates(version: str) -> None:
    feed = f'<rss version="{version}"><channel><title>HC</title><item><title>Night ferry</title><link>https://courier.example/f</link><description>{TEXT}</description></item></channel></rss>'
    made = first(feed)
    assert made.meta["title"] == "Night ferry" and "date" not in made.meta and made.body == TEXT


def test_an_entry_is_the_same_bytes_in_a_longer_feed() -> None:
    newer = "<item><title>Later</title><link>https://courier.example/later</link></item>"
    alone, among = first(RSS.format(ITEM)), read(RSS.format(newer + ITEM))[1]
    assert isinstance(among, Draft) and among.name == "feed.xml#2"
    assert alone.raw == among.raw


def test_the_kept_entry_is_a_feed_and_gives_the_same_entry() -> None:
    made = first(RSS.format(ITEM))
    again = first(made.raw)
    assert again.raw == made.raw and again.body == made.body
    assert {k: v for k, v in again.meta.items() if k != "clipping"} == {
        k: v for k, v in made.meta.items() if k != "clipping"
    }
    assert json.loads(made.raw)["items"][0]["date_published"] == "2017-08-08T18:43:00+08:00"


def test_an_entry_with_a_title_and_an_address_needs_no_text() -> None:
    made = first(RSS.format("<item><title>Night ferry</title><link>https://courier.example/f</link></item>"))
    assert made.body == "" and made.meta["url"] == "https://courier.example/f"


def test_an_entry_without_a_title_takes_it_from_its_text() -> None:
    made = first(RSS.format(f"<item><link>https://courier.example/f</link><description>{TEXT}</description></item>"))
    assert str(made.meta["title"]).startswith("The night ferry sailed again")


def test_one_empty_entry_does_not_stop_the_next() -> None:
    found = read(RSS.format("<item></item>" + ITEM))
    assert isinstance(found[0], Problem) and found[0].path == "feed.xml#1" and found[0].code == "no-article"
    assert isinstance(found[1], Draft)


def test_a_date_that_is_none_leaves_its_place_to_the_other() -> None:
    made = first(ATOM.replace("2017-08-08T18:43:00+08:00", "2017-08-32T18:43:00Z"))
    assert made.meta["date"] == "2017-08-09T09:00+08:00" and "updated" not in made.meta
    assert first(made.raw).raw == made.raw


@pytest.mark.parametrize("break_", ["</channel>", "</rss>", "&amp;"])
def test_a_feed_that_is_not_well_formed_is_read_all_the_same(break_: str) -> None:
    assert first(RSS.format(ITEM).replace(break_, "", 1)).meta["date"] == "2017-08-08T18:43+08:00"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_encodings(encoding: str) -> None:
    feed = RSS.format(ITEM).replace('encoding="utf-8"', f'encoding="{encoding}"').replace("ferry", "fährü")
    assert first(feed.encode(encoding)).meta["title"] == "Night fährü & boat return"


def test_entities_do_not_grow() -> None:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">\n' for n in range(1, 10))
    bomb = f'<?xml version="1.0"?>\n<!DOCTYPE rss [\n<!ENTITY a0 "ha">\n{entities}<!ENTITY long "{"x" * 5000}">\n]>'
    feed = RSS.format(
        f"<item><title>Night &a9; ferry</title><description>{'&long;' * 1000} {TEXT}</description></item>"
    )
    found = list(pieces("feed.xml", (bomb + feed.split("?>", 1)[1]).encode(), Options()))
    assert all(isinstance(piece, Problem) or len(piece.raw) < 20_000 for piece in found)


def test_what_is_too_large_for_the_parser_is_named() -> None:
    (found,) = read(RSS.format("<item>" * (MAX_TAGS + 1)))
    assert isinstance(found, Problem) and found.code == "too-large"


def test_no_text_of_a_feed_is_an_address_or_a_file_to_open(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **more: object) -> None:
        raise AssertionError("the network")

    monkeypatch.setattr(feedparser.http, "get", refuse)
    (found,) = pieces("feed.xml", b"<rss><channel></channel></rss>", Options())
    assert isinstance(found, Problem) and found.code == "no-article"


def test_pieces_of_a_feed_are_fragments() -> None:
    (found,) = pieces("feed.xml", RSS.format(ITEM).encode(), Options())
    assert isinstance(found, Piece) and found.form == "fragment"
