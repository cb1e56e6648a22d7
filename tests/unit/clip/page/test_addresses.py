"""The address of a page: its own, wherever its text was first."""

from __future__ import annotations

import pytest
from lxml import html

from digest.clip.page import jsonld
from digest.clip.page.addresses import addresses
from digest.clip.page.scan import scan

A = "https://port.example/news/the-night-ferry"
CANONICAL = f'<link rel=canonical href="{A}?utm_source=x">'


def og(url: str) -> str:
    return f"<meta property=og:url content={url}>"


@pytest.mark.parametrize(
    ("head", "body", "text", "url", "rule"),
    [
        (CANONICAL, "", "", A, "canonical"),
        (f"<link rel=canonical href=https://port.example/>{CANONICAL}", "", "", A, "canonical"),
        ("<link rel=canonical href=//port.example/news/the-night-ferry>", "", "", A, "canonical"),
        (
            f"<link rel=canonical href=/news/the-night-ferry>{og('https://port.example/x')}",
            "",
            "",
            A,
            "canonical",
        ),
        ("<link rel=canonical href='https://[x'>" + og(A), "", "", A, "og-url"),
        # The page was saved from its own site; a short link and another host of one site are no other site.
        (og(A) + "<link rel=canonical href=https://first.example/ferry>", "", "", A, "og-url"),
        (CANONICAL + og("https://po.example/x1"), "", "", A, "canonical"),
        (CANONICAL + og("https://social.port.example/news/the-night-ferry"), "", "", A, "canonical"),
        (CANONICAL, "", "<!-- saved from url=(0042)https://port.example/saved-from-here -->", None, "saved-from"),
        (f'<script type=application/ld+json>{{"@type":"Article","url":"{A}#top"}}</script>', "", "", A, "json-ld"),
        (f"<base href={A}>", "", "", A, "base"),
        ("<base href=https://port.example/>", "", "", "", ""),
        (
            "",
            "<a href='https://s.example/sharer?u=https%3A%2F%2Fport.example%2Fnews%2Fthe-night-ferry'>",
            "",
            A,
            "self-links",
        ),
        ("", f"<a href='{A}#1'></a><a href='{A}#2'></a><a href='https://other.example/b#x'></a>", "", A, "self-links"),
        ("", "<a href='https://a.example/b#1'></a><a href='https://other.example/b#x'></a>", "", "", ""),
    ],
)
def test_the_pages_own_address(head: str, body: str, text: str, url: str | None, rule: str) -> None:
    tree = html.document_fromstring(f"<html><head>{head}</head><body>{body}</body></html>")
    page = scan(tree)
    found = addresses(tree, text, page, jsonld.read(page.structured))[:1]
    wanted = "https://port.example/saved-from-here" if url is None else url
    assert [(c.value, c.rule) for c in found] == ([(wanted, rule)] if wanted else [])
