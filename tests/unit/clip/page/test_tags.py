"""Keywords: the page's lists, the most reliable first."""

from __future__ import annotations

import pytest
from lxml import html

from digest.clip.page import jsonld
from digest.clip.page.scan import scan
from digest.clip.page.tags import keywords

SHIPS = ("Ships", "Night trains")


def rules(body: str, head: str = "") -> dict[str, tuple[str, ...]]:
    page = scan(html.document_fromstring(f"<html><head>{head}</head><body>{body}</body></html>"))
    return {c.rule: c.value for c in keywords(page, jsonld.read(page.structured))}


@pytest.mark.parametrize(
    ("body", "head", "rule"),
    [
        ("", "<meta property=article:tag content=Ships><meta property=article:tag content='Night trains'>", "meta"),
        ("", "<meta name=news_keywords content='Ships, Night trains,'>", "meta"),
        (
            "",
            '<script type=application/ld+json>{"@type":"Article","keywords":"Ships; Night trains"}</script>',
            "json-ld",
        ),
        (
            "",
            '<script type=application/ld+json>{"@type":"Article","keywords":["Ships",{"name":"Night trains"}]}</script>',
            "json-ld",
        ),
        ("<a href=/tag/ships>Ships</a> <a href=/tags/night-trains>#Night trains</a>", "", "tag-links"),
        ("<a rel=tag href=/1>Ships</a> <a rel='nofollow tag' href=/2>Night trains</a>", "", "rel-tag"),
        ("<ul class=article-tags><li><a href=/1>Ships</a><li><a href=/2>Night trains</a></ul>", "", "tag-box"),
        ("", "<meta name=keywords content='Ships, Night trains, Ships'>", "meta-keywords"),
    ],
)
def test_places_of_keywords(body: str, head: str, rule: str) -> None:
    assert rules(body, head)[rule] == SHIPS


def test_what_is_no_keyword() -> None:
    assert rules(f"<a rel=tag href=/1>{'x' * 90}</a><nav><a rel=tag href=/2>News</a></nav>") == {}
