"""JSON-LD as pages write it: sorted by what it describes, and silent when it cannot be read."""

from __future__ import annotations

import pytest

from digest.clip.page.jsonld import kinds, label, plain, read


def test_articles_pages_and_sites() -> None:
    found = read(
        [
            '{"@graph":[{"@type":"WebSite","name":"Harbour Courier"},{"@type":"WebPage","name":"Ferry"},'
            '{"@type":"Article"},{"@type":["Thing","NewsArticle"],"headline":"Ferry"},'
            '{"@type":"Person","@id":"#ana","name":"Ana Cruz"}]}'
        ]
    )
    assert [label(thing) for thing in found.articles] == ["JSON-LD Thing NewsArticle", "JSON-LD Article"]
    assert [thing["name"] for thing in (*found.pages, *found.sites)] == ["Ferry", "Harbour Courier"]
    assert found.by_id["#ana"]["name"] == "Ana Cruz"


@pytest.mark.parametrize(
    "text",
    [
        '<!-- {"@type":"Article"} -->',
        '//<![CDATA[\n{"@type":"Article"}\n//]]>',
        '{"@type":"Article","x":"two\nlines"};',
        '{"@type":"Article","x":[1,],}',
        '[{"mainEntity":{"@type":"Article"}}]',
    ],
)
def test_known_ways_to_break_it(text: str) -> None:
    assert [kinds(thing) for thing in read([text]).articles] == [["Article"]]


@pytest.mark.parametrize("text", ["", "{", "[" * 5_000, "null", '"x"', "[]", '{"@type":[null]}', '{"@type":5}'])
def test_what_cannot_be_read_says_nothing(text: str) -> None:
    assert read([text]).articles == ()


@pytest.mark.parametrize(
    ("value", "text"),
    [("Night &amp;amp; ferry", "Night & ferry"), ("<p>Night</p> ferry", "Night ferry"), ("a\n b", "a b"), (5, "")],
)
def test_plain_text(value: object, text: str) -> None:
    assert plain(value) == text


def test_what_cannot_be_read_still_says_its_dates() -> None:
    broken = (
        '{"@type":"NewsArticle","headline":"The "old" ferry","datePublished":"2017-05-09","datePublished":"2018-01-01"}'
    )
    assert read([broken]).articles == ({"@type": "NewsArticle", "datePublished": "2017-05-09"},)
    assert read(['{"@type":"WebSite","name":"The "old" port","datePublished":"2017-05-09"}']) == read([])
    assert read(['{"@type":"NewsArticle","headline":"The "old" ferry"}']) == read([])
