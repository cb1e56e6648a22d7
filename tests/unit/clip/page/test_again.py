"""The second look for a date: the page's data, lines of their own, openings, scripts, and htmldate."""

from __future__ import annotations

import pytest
from lxml import html

from digest.clip.page.again import by_looks, in_source
from digest.clip.page.dates import day_of


@pytest.mark.parametrize(
    "text",
    [
        'x = {"datePublished": "2017-05-09T10:00:00Z"}',
        "props='{&quot;publishedAt&quot;:&quot;2017-05-09&quot;}'",
        r'"{\"published_at\":\"2017-05-09 10:00\"}"',
        '{first_published: "2017-05-09"}',
        "var datePublished = new Date('2017-05-09T10:00');",
        "var pubDate = '2017/05/09';",
        '{"publicationDate":"20170509"}',
        '{"publishedAt":1494324000000}',
        '{"publish_date":1494324000}',
    ],
)
def test_dates_in_the_pages_data(text: str) -> None:
    assert [day_of(c.value) for c in in_source(text)] == ["2017-05-09"]


@pytest.mark.parametrize(
    "text", ["published: soon", '"publisher": "2017"', '"publishedAt": 12', '"updated":"2017-05-09"']
)
def test_data_without_a_date(text: str) -> None:
    assert list(in_source(text)) == []


def looked(body: str, language: str = "en") -> dict[str, str]:
    """Rule -> date, without htmldate's."""
    tree = html.document_fromstring(f"<html lang={language}><body>{body}</body></html>")
    return {c.rule: c.value.edtf for c in by_looks(tree, "2199-12-31") if c.rule != "htmldate"}


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("<div>9 May 2017</div>", {"alone": "2017-05-09"}),
        ("<div>05.16.2017</div>", {"alone": "2017-05-16"}),
        ("<p>(9 May 2017) The ferry that was built by the men of the harbour sails.</p>", {"opening": "2017-05-09"}),
        ("<p>The ferry that was built by the men of the harbour on 9 May 2017 sails.</p>", {}),
        ("<td><script>showDate('2017/05/09 10:20')</script></td>", {"script": "2017-05-09T10:20"}),
        ("<script>show('2017/05/09', '2017/05/10')</script>", {}),
        ("<a>9 May 2017</a><aside><div>9 May 2017</div></aside>", {}),
        ("<div>9 May 2017</div><div>10 May 2017</div>", {"alone": "2017-05-09"}),
    ],
)
def test_days_in_the_text(body: str, found: dict[str, str]) -> None:
    assert looked(body) == found


def test_the_looks_of_a_page() -> None:
    tree = html.document_fromstring("<html><body><div><p>x</p></div><p>Posted: 2017-05-09</p></body></html>")
    assert {c.rule: c.value.edtf for c in by_looks(tree, "2199-12-31")}["htmldate"] == "2017-05-09"
    assert list(by_looks(html.document_fromstring("<p>x</p>"), "2199-12-31")) == []
