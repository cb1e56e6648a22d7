"""Dates: what a page says and shows, which of them agree, and what its address and its data hold."""

from __future__ import annotations

import pytest
from lxml import html

from digest.clip.metadata import weigh
from digest.clip.page import jsonld
from digest.clip.page.dates import WEIGHTS, by_looks, day_of, in_source, is_told, published, updated, url_day
from digest.clip.page.scan import Scan, near, scan

LD = '<script type=application/ld+json>{{"@type":"NewsArticle","datePublished":"{}","dateModified":"{}"}}</script>'


def scanned(body: str, head: str = "") -> Scan:
    return scan(html.document_fromstring(f"<html><head>{head}</head><body>{body}</body></html>"))


def rules(body: str, head: str = "", url: str = "") -> dict[str, str]:
    """Rule -> the first date it found."""
    page = scanned(body, head)
    heading = next(iter(page.of("heading")), None)
    found = published(page, jsonld.read(page.structured), near(heading.element) if heading else [], [url])
    return {c.rule: c.value.edtf for c in reversed(list(found))}


@pytest.mark.parametrize(
    ("body", "head", "rule", "date"),
    [
        ("", LD.format("2017-05-09T07:05:00+08:00", ""), "ld-published", "2017-05-09T07:05+08:00"),
        ("", "<meta property=article:published_time content=2017-05-09>", "meta-published", "2017-05-09"),
        ("", "<meta name=date content=2017-05-09>", "meta-date", "2017-05-09"),
        ("<i itemprop=datePublished content=2017-05-09>May</i>", "", "itemprop", "2017-05-09"),
        ("<article><time>9 May 2017</time></article>", "", "time", "2017-05-09"),
        ("<b class=post-date>9 May 2017</b>", "", "marked", "2017-05-09"),
        ("<b class=post-date>9 May 2017</b><b class=date>10 May 2017</b>", "", "later", "2017-05-10"),
        ("<aside><time>9 May 2017</time></aside>", "", "outside", "2017-05-09"),
        ("<time class=modified>9 May 2017</time>", "", "updated", "2017-05-09"),
        ("<h1>Ferry</h1><p>9 May 2017 by Ana Cruz</p>", "", "near", "2017-05-09"),
        ("<p>9 May 2017</p><h1>Ferry</h1>", "", "above", "2017-05-09"),
        ("<h1>Ferry</h1><p>Updated 9 May 2017</p>", "", "updated", "2017-05-09"),
    ],
)
def test_places_of_dates(body: str, head: str, rule: str, date: str) -> None:
    assert rules(body, head)[rule] == date


@pytest.mark.parametrize(
    "body",
    [
        "<b class=todays-date>9 May 2017</b>",
        "<h1>Ferry</h1><p>The boat that was built on 9 May 2017 sails again tonight with sixty guests on board</p>",
        "<time>9 May 1912</time>",
    ],
)
def test_dates_that_are_not_the_articles(body: str) -> None:
    assert rules(body) == {}


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://port.example/2017/05/09/ferry", "2017-05-09"),
        ("https://port.example/2017/5/9/ferry", "2017-05-09"),
        ("https://port.example/ferry-2017-05-09", "2017-05-09"),
        ("https://port.example/20170509-ferry", "2017-05-09"),
        ("https://port.example/2017/13/41/ferry", None),
        ("https://port.example/120170509", None),
        ("https://port.example/ferry?d=2017-05-09", None),
    ],
)
def test_days_in_addresses(url: str, day: str | None) -> None:
    found = url_day(url)
    assert (found.edtf if found else None) == day


def test_what_agrees_outweighs_a_lonely_word() -> None:
    page = scanned("<time>9 May 2017</time>", "<meta name=date content=2017-05-11>")
    found = published(page, jsonld.read(()), [], ["https://port.example/2017/05/09/"])
    assert weigh(found, WEIGHTS, day_of).candidates[0].value.edtf == "2017-05-09"


def test_changes() -> None:
    page = scanned("<i class=last-updated>12 May 2017</i>", LD.format("2017-05-09", "2017-05-11"))
    found = list(updated(page, jsonld.read(page.structured), []))
    assert [(c.value.edtf, c.rule) for c in found] == [("2017-05-11", "ld-modified"), ("2017-05-12", "marked-update")]
    assert not is_told(found) and is_told(published(page, jsonld.read(page.structured), [], []))


@pytest.mark.parametrize(
    "text",
    [
        'x = {"datePublished": "2017-05-09T10:00:00Z"}',
        "props='{&quot;publishedAt&quot;:&quot;2017-05-09&quot;}'",
        r'"{\"published_at\":\"2017-05-09 10:00\"}"',
        '{first_published: "2017-05-09"}',
    ],
)
def test_dates_in_the_pages_data(text: str) -> None:
    assert [day_of(c.value) for c in in_source(text)] == ["2017-05-09"]
    assert list(in_source("published: soon")) == []


def test_the_looks_of_a_page() -> None:
    tree = html.document_fromstring("<html><body><div><p>x</p></div><p>Posted: 2017-05-09</p></body></html>")
    assert [c.value.edtf for c in by_looks(tree, "2199-12-31")] == ["2017-05-09"]
    assert list(by_looks(html.document_fromstring("<p>x</p>"), "2199-12-31")) == []
