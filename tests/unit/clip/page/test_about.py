"""What a page says about itself, in order of trust."""

from __future__ import annotations

import pytest
from lxml import html

from digest.clip.page.about import About, about, is_person


def said(head: str, body: str = "", lang: str = "") -> About:
    return about(html.document_fromstring(f"<html {lang}><head>{head}</head><body>{body}</body></html>"))


def ld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


def test_json_ld_in_a_graph() -> None:
    found = said(
        ld(
            '{"@graph":[{"@type":"WebSite","name":"x"},{"@type":["NewsArticle"],"headline":"Night &amp; ferry",'
            '"datePublished":'
            '"2017-08-09T07:05:00+08:00","author":{"name":"By Ana Cruz and Ben Ito"},'
            '"keywords":"a, b","inLanguage":"en-us"}]}'
        )
    )
    assert [c.value for c in found.titles] == ["Night & ferry"]
    assert [c.value.edtf for c in found.dates] == ["2017-08-09T07:05+08:00"]
    assert [c.value for c in found.authors] == [("Ana Cruz", "Ben Ito")]
    assert [c.value for c in found.keywords] == [("a", "b")]
    assert [c.value for c in found.languages] == ["en-US"]


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        "null",
        '"x"',
        "[" * 5_000,
        '{"@type":"Article","author":5,"headline":[],"keywords":{"a":1}}',
        '{"@type":[null]}',
    ],
)
def test_broken_json_ld_says_nothing(text: str) -> None:
    found = said(ld(text))
    assert not found.titles and not found.authors


def test_meta_tags_and_elements() -> None:
    found = said(
        '<meta property="og:title" content="Night ferry"><meta name="author" content="Ana Cruz; admin">'
        '<meta property="article:published_time" content="2017-08-09"><meta property="article:tag" content="a">'
        '<meta property="article:tag" content="b"><meta property="og:site_name" content="Harbour Courier">'
        "<title>Night ferry | HC</title>"
        '<link rel="canonical" href="/relative"><meta property="og:url" content="https://news.example/a?utm_x=1">',
        '<time datetime="2017-08-10" class="updated">10 Aug</time><time datetime="2017-08-09">9 Aug</time>',
        "lang='de_AT.utf8'",
    )
    assert [c.value for c in found.titles] == ["Night ferry", "Night ferry | HC"]
    assert [c.value for c in found.authors] == [("Ana Cruz",)]
    assert [c.rule for c in found.dates] == ["meta", "time-element"]
    assert [c.value.edtf for c in found.updates] == ["2017-08-10"]
    assert [c.value for c in found.urls] == ["https://news.example/a"]
    assert found.keywords[0].value == ("a", "b") and found.sites == ("Harbour Courier",)
    assert [c.value for c in found.languages] == ["de-AT"]


def test_the_heading_that_readers_see_comes_first_when_another_place_agrees() -> None:
    found = said("<title>Night ferry returns today - HC</title>", "<h1>Night ferry returns today</h1>")
    assert next((c.value, c.rule) for c in found.titles) == ("Night ferry returns today", "heading")


def test_the_address_that_a_browser_wrote_into_the_page() -> None:
    tree = html.document_fromstring("<!-- saved from url=(0024)https://news.example/a --><html><body>x</body></html>")
    assert [c.value for c in about(tree).urls] == ["https://news.example/a"]


def test_what_is_no_person() -> None:
    assert is_person("Ana Cruz") and not any(map(is_person, ["admin", "https://x.example", "a@b.example", " "]))
