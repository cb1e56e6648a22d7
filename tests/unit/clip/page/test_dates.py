"""Dates: what a page says and shows, which of them agree, and what its address and its data hold."""

from __future__ import annotations

import pytest
from lxml import html

from digest.clip.metadata import Candidate
from digest.clip.page import jsonld
from digest.clip.page.dates import day_of, is_told, machine_date, published, updated, url_day, weighed
from digest.clip.page.scan import Scan, near, scan
from digest.dates import parse

LD = '<script type=application/ld+json>{{"@type":"NewsArticle","datePublished":"{}","dateModified":"{}"}}</script>'


def scanned(body: str, head: str = "", language: str = "") -> Scan:
    return scan(
        html.document_fromstring(f"<html lang={language or 'en'}><head>{head}</head><body>{body}</body></html>")
    )


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
        ("<h1>Ferry</h1><p>Ana Cruz, our woman on the quay, 9 May 2017</p>", "", "near-worded", "2017-05-09"),
        ("<p>9 May 2017</p>" + "<p>menu</p>" * 5 + "<h1>Ferry</h1>", "", "above-far", "2017-05-09"),
        ("<h1>Ferry</h1>" + "<p>boat</p>" * 12 + "<p>9 May 2017</p>", "", "near-on", "2017-05-09"),
        ("<h1>Ferry</h1>" + "<p>boat</p>" * 30 + "<p>9 May 2017</p>", "", "near-far", "2017-05-09"),
        ("", "<title>Ferry | Port Gazette | 09.05.2017</title>", "title-day", "2017-05-09"),
        ("<i class=fa-calendar></i> 9 May 2017", "", "marked", "2017-05-09"),
        ("<i class=fa-calendar></i><span>9 May 2017</span>", "", "marked", "2017-05-09"),
        ("<relative-time datetime=2017-05-09T10:00:00Z></relative-time>", "", "marked", "2017-05-09T10:00Z"),
        ("<b class=timestamp data-timestamp=1494324000000>soon</b>", "", "marked", "2017-05-09"),
        ("<bsp-timestamp data-timestamp=1494324000000></bsp-timestamp>", "", "marked", "2017-05-09"),
        ("<abbr class=published title=2017-05-09T10:00>Tuesday</abbr>", "", "marked", "2017-05-09T10:00"),
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
        "<b class=date data-id=1494324000>soon</b>",
    ],
)
def test_dates_that_are_not_the_articles(body: str) -> None:
    assert rules(body) == {}


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("article:published_time", "meta-published"),
        ("DC.date.issued", "meta-published"),
        ("pubdate", "meta-published"),
        ("og:publish_date", "meta-published"),
        ("datePublished", "meta-told"),
        ("publish_time", "meta-told"),
        ("weibo:article:create_at", "meta-told"),
        ("created", "meta-date"),
        ("DC.Date", "meta-date"),
        ("article:modified_time", None),
        ("last_published_updated", None),
        ("article:expiration_time", None),
        ("event_start_date", None),
        ("video:release_date", None),
        ("generator", None),
    ],
)
def test_meta_tags_by_their_names(name: str, rule: str | None) -> None:
    assert list(rules("", f"<meta name='{name}' content=2017-05-09>")) == ([rule] if rule else [])


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2017-05-09T10:00:00+02:00", "2017-05-09T10:00+02:00"),
        ("20170509", "2017-05-09"),
        ("1494324000", "2017-05-09"),
        ("1494324000123", "2017-05-09"),
        ("Tue, 09 May 2017 10:00:00 GMT", "2017-05-09T10:00Z"),
        ("9 мая 2017", "2017-05-09"),
        ("12345", None),
        ("soon", None),
        ("on 9 May 2017 " + "x" * 60, None),
    ],
)
def test_dates_for_machines(value: str, day: str | None) -> None:
    found = machine_date(value)
    assert (found.edtf if found else None) == day


def test_metadata_may_hold_a_list_or_an_object() -> None:
    for value in ('["2017-05-09"]', '{"@value":"2017-05-09"}', "1494324000000"):
        head = f'<script type=application/ld+json>{{"@type":"Article","datePublished":{value}}}</script>'
        assert rules("", head) == {"ld-published": "2017-05-09"}


@pytest.mark.parametrize(
    ("language", "url", "day"),
    [
        ("en-US", "https://port.example/", "2017-05-09"),
        ("en-GB", "https://port.example/", "2017-09-05"),
        ("en", "https://port.com/", "2017-05-09"),
        ("en", "https://port.co.uk/", "2017-09-05"),
        ("fr", "https://port.com/", "2017-09-05"),
    ],
)
def test_the_order_of_day_and_month(language: str, url: str, day: str) -> None:
    page = scanned("<b class=date>05/09/2017</b>", "<meta name=pubdate content='05/09/2017 10:20'>", language)
    assert [day_of(c.value) for c in published(page, jsonld.read(()), [], [url])] == [day, day]


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://port.example/2017/05/09/ferry", "2017-05-09"),
        ("https://port.example/2017/5/9/ferry", "2017-05-09"),
        ("https://port.example/ferry-2017-05-09", "2017-05-09"),
        ("https://port.example/20170509-ferry", "2017-05-09"),
        ("https://port.example/2017/may/09/ferry", "2017-05-09"),
        ("https://port.example/2017-05/09/content_1", "2017-05-09"),
        ("https://port.example/201705/t20170509_1.html", "2017-05-09"),
        ("https://port.example/sea/2017/05/170509-ferry/", "2017-05-09"),
        ("https://port.example/2003/05/20030509_ferry.html", "2003-05-09"),
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
    assert weighed(found).candidates[0].value.edtf == "2017-05-09"


@pytest.mark.parametrize(
    ("others", "why"),
    [
        ([], "near: 3.0"),
        ([("2017-05-11", "meta-date")], "near: 3.8, the next 1.2"),  # the earliest
        ([("2017-05-09T10:00Z", "meta-told")], "near + meta-told: 5.4"),  # told with its time
        ([("2017-05-09T00:00Z", "meta-told")], "near + meta-told: 4.5"),
        ([("2017-05-09", "later")], "near + later: 3.3"),
        ([("2017-05-09", "updated"), ("2017-05-08", "meta-told")], "near + updated: 2.4, the next 2.3"),  # changed
    ],
)
def test_how_a_day_stands_to_the_others(others: list[tuple[str, str]], why: str) -> None:
    found = [Candidate(parse(day), "somewhere", rule) for day, rule in [("2017-05-09", "near"), *others]]
    assert weighed(found).why == why


def test_old_days_count_where_metadata_tell_them() -> None:
    def first(rule: str) -> int:
        return len(weighed([Candidate(parse("1912-04-15"), "somewhere", rule)]).candidates)

    assert (first("ld-published"), first("date-line"), first("htmldate")) == (1, 0, 0)


def test_changes() -> None:
    page = scanned("<i class=last-updated>12 May 2017</i>", LD.format("2017-05-09", "2017-05-11"))
    found = list(updated(page, jsonld.read(page.structured), []))
    assert [(c.value.edtf, c.rule) for c in found] == [("2017-05-11", "ld-modified"), ("2017-05-12", "marked-update")]
    assert not is_told(found) and is_told(published(page, jsonld.read(page.structured), [], []))
