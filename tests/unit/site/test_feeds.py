"""Feeds and the sitemap, judged by feedparser and an XML parser."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import UTC, datetime
from typing import Any

import feedparser
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.dates import parse
from digest.model import Correction
from digest.site.feeds import NEWEST, atom, feed_view, sitemap, sitemap_view
from digest.site.urls import file_path
from digest.site.views import FeedView
from tests.unit.site.made import EXAMPLES, article, example, make

ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = "a <b>bold</b> & \"quoted\" ]]> 'title' \u2028 é"
TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


def read(made: Any) -> Any:
    found = feedparser.parse(made.file("feed.xml"))
    assert not found.bozo, found.get("bozo_exception")
    return found


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_examples_have_feeds_that_a_feed_reader_takes(name: str) -> None:
    made, found = example(name), read(example(name))
    dated = [a for a in made.site.articles.values() if a.date]
    assert (found.version, found.feed.title, found.feed.language) == ("atom10", made.config.title, made.config.language)
    titles = [made.cards.article(a.id).title.replace("<", "‹").replace(">", "›") for a in dated[:NEWEST]]
    assert [e.title for e in found.entries] == titles
    assert len({e.id for e in found.entries}) == len(found.entries)
    for entry in found.entries:
        assert entry.id == entry.link and entry.link.startswith(made.config.base_url)
        assert datetime.fromisoformat(entry.published) <= datetime.fromisoformat(entry.updated)


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_rfc_4287_asks_for(name: str) -> None:
    root = ET.fromstring(example(name).file("feed.xml"))
    for element, needs in [
        (root, ("id", "title", "updated", "author")),
        *((e, ("id", "title", "updated")) for e in root.iter(f"{ATOM}entry")),
    ]:
        for tag in needs:
            assert len(element.findall(ATOM + tag)) == 1, tag
    for stamp in (e for tag in ("updated", "published") for e in root.iter(ATOM + tag)):
        assert stamp.text and datetime.fromisoformat(stamp.text).tzinfo is not None
    (own,) = [e for e in root.findall(f"{ATOM}link") if e.get("rel") == "self"]
    assert own.get("href") == f"{example(name).config.base_url.rstrip('/')}/feed.xml"


def test_an_entry_says_who_what_and_when() -> None:
    made = make(
        article(
            "one",
            "Body.",
            title=HOSTILE,
            date="2024-03-05T10:00+08:00",
            updated="2024-03-06",
            summary="Ours & <more>.",
            url="https://gazette.example/?a=1&b=2",
            tags=("harbour/dues", "town"),
            language="ar",
            corrections=(Correction(date=parse("2024-03-09T12:00Z"), text="."),),
        ),
        author="The editors",
        subtitle="Small",
        time_zone="Asia/Manila",
    )
    found = read(made)
    (entry,) = found.entries
    assert (found.feed.author, found.feed.subtitle) == ("The editors", "Small")
    assert entry.title == "a ‹b›bold‹/b› & \"quoted\" ]]› 'title' é"
    assert (entry.published, entry.updated) == ("2024-03-05T02:00:00Z", "2024-03-09T12:00:00Z")
    assert found.feed.updated == entry.updated
    assert (entry.summary, entry.author) == ("Ours & ‹more›.", "The Gazette")
    assert [t.term for t in entry.tags] == ["dues", "town"]
    assert {link.rel: link.href for link in entry.links} == {
        "alternate": "https://site.example/sub/articles/one/",
        "via": "https://gazette.example/?a=1&b=2",
    }
    assert made.view("feed.xml").items[0].language == "ar"
    assert b'<entry xml:lang="ar">' in made.file("feed.xml")


@pytest.mark.parametrize(
    ("date", "zone", "stamp"),
    [
        ("2024-03-05", "Asia/Manila", "2024-03-04T16:00:00Z"),
        ("2024-03-05T10:00", "UTC", "2024-03-05T10:00:00Z"),
        ("199X", "UTC", "1990-01-01T00:00:00Z"),
        ("0987-01", "UTC", "0987-01-01T00:00:00Z"),
        ("2024-03/..", "UTC", "2024-03-01T00:00:00Z"),
        ("0001-01-01", "Asia/Tokyo", "0001-01-01T00:00:00Z"),
    ],
)
def test_a_date_becomes_the_instant_it_begins_with(date: str, zone: str, stamp: str) -> None:
    (item,) = make(article("one", date=date), time_zone=zone).view("feed.xml").items
    assert item.published == item.updated == stamp
    assert datetime.fromisoformat(stamp).tzinfo == UTC


def test_the_undated_and_those_without_a_start_are_left_out() -> None:
    made = make(article("one"), article("two", date="../2024"), article("three", date="2024"))
    assert [i.id for i in made.view("feed.xml").items] == ["https://site.example/sub/articles/three/"]


def test_an_empty_feed_is_a_feed() -> None:
    found = read(make())
    assert (found.entries, found.feed.updated) == ([], "1970-01-01T00:00:00Z")


def test_the_newest_come_first_and_the_older_not_at_all() -> None:
    made = make(*(article(f"a{n:02d}", date=f"2024-01-{n:02d}") for n in range(1, 31)))
    assert [i.url[-4:-1] for i in made.view("feed.xml").items] == [f"a{n:02d}" for n in range(30, 30 - NEWEST, -1)]


def test_without_base_url_there_is_neither_feed_nor_sitemap_and_the_curator_is_told() -> None:
    made = make(article("one", date="2024"), base_url="")
    assert not {"feed.xml", "sitemap.xml"} & set(made.outputs)
    assert made.plan.site_view.feed.href == ""
    (problem,) = made.plan.problems
    assert (problem.code, problem.severity) == ("no-base-url", "warning")


@settings(deadline=None)
@given(TEXT, TEXT)
def test_any_text_makes_well_formed_xml_and_comes_back(title: str, summary: str) -> None:
    item = make(article("one", date="2024")).view("feed.xml").items[0]
    hostile = msgspec.structs.replace(
        item, title=title, summary=summary, source=title, categories=(summary,), source_url=title
    )
    view = FeedView(
        id="https://x.example/",
        title=title,
        subtitle=summary,
        url="https://x.example/feed.xml",
        home="https://x.example/",
        author=title,
        language="en",
        updated="2024-01-01T00:00:00Z",
        items=(hostile,),
    )
    root = ET.fromstring(atom(view))
    entry = root.find(f"{ATOM}entry")
    assert entry is not None
    kept = entry.findtext(f"{ATOM}title") or ""
    assert "<" not in kept and ">" not in kept
    if title.isprintable():
        assert kept == title.replace("<", "‹").replace(">", "›")


# ------------------------------------------------------------------------------------------------------------- sitemap


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_sitemap_names_every_page_once(name: str) -> None:
    made = example(name)
    listed = [e.text or "" for e in ET.fromstring(made.file("sitemap.xml")).iter() if e.tag.endswith("loc")]
    pages = {p for p in made.outputs if p.endswith(".html") and p != "404.html"}
    assert set(listed) == {made.urls.absolute(p.removesuffix("index.html")) for p in pages}
    assert len(listed) == len(set(listed)) and listed == sorted(listed)


@pytest.mark.parametrize(
    ("fields", "day"),
    [
        ({"date": "2024-03-05T23:30-05:00"}, "2024-03-05"),
        ({"date": "2024-03"}, ""),
        ({}, ""),
        ({"date": "2024-03-01/2024-03-04"}, ""),
        ({"date": "2024-03-05", "updated": "2024-03-09"}, "2024-03-09"),
        ({"updated": "2024"}, ""),
        ({"date": "2024", "corrections": (Correction(date=parse("2024-04-01"), text="."),)}, "2024-04-01"),
    ],
)
def test_the_day_of_the_last_change(fields: dict[str, Any], day: str) -> None:
    view = make(article("one", **fields)).view("sitemap.xml")
    assert dict(view.urls)["https://site.example/sub/articles/one/"] == day
    assert dict(view.urls)["https://site.example/sub/"] == ""
    assert (f"<lastmod>{day}</lastmod>".encode() in sitemap(view)) == bool(day)


def test_views_are_made_from_cards_alone() -> None:
    made = make(article("one", date="2024"))
    assert feed_view(made.cards) == made.view("feed.xml")
    assert sitemap_view(made.cards, [("a/", None)]).urls == (("https://site.example/sub/a/", ""),)
    assert file_path("articles/one/") in made.outputs
