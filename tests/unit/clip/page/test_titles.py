"""Titles: many places, one headline, and the heading that shows it."""

from __future__ import annotations

import pytest
from lxml import html

from digest.clip.metadata import weigh
from digest.clip.page import jsonld
from digest.clip.page.scan import Scan, scan
from digest.clip.page.titles import WEIGHTS, heading, key, shape, titles

HEADLINE = "Night ferry returns to the strait"
OTHER = "The ferry that nobody had asked for"


def scanned(body: str, head: str = "") -> Scan:
    return scan(html.document_fromstring(f"<html><head>{head}</head><body>{body}</body></html>"))


def chosen(body: str, head: str = "") -> str:
    page = scanned(body, head)
    found = titles(page, jsonld.read(page.structured), ["Harbour Courier"])
    weighed = weigh(found, WEIGHTS, key, lambda title: shape(title, {key("Harbour Courier")}))
    return weighed.candidates[0].value if weighed.candidates else ""


@pytest.mark.parametrize(
    ("body", "head"),
    [
        (f"<h1>{HEADLINE}</h1>", ""),
        ("", f"<title>{HEADLINE} | Harbour Courier</title>"),
        ("<h1>Harbour Courier</h1>", f"<title>{HEADLINE} - Harbour Courier</title>"),
        (f"<h1>{HEADLINE}</h1><h1>{OTHER}</h1>", f"<title>{HEADLINE}</title>"),
        (f"<aside><h1>{OTHER}</h1></aside><article><h1>{HEADLINE}</h1></article>", ""),
        (f"<h1>{HEADLINE}</h1>", f"<meta property=og:title content='{HEADLINE}'><title>{OTHER}</title>"),
        (f"<h2>{OTHER}</h2>", f"<meta property=og:title content='{HEADLINE} – Harbour Courier'>"),
        (
            f"<h1>{OTHER}</h1>",
            f"<meta property=og:title content='{HEADLINE}'><script type=application/ld+json>"
            f'{{"@type":"NewsArticle","headline":"{HEADLINE}"}}</script>',
        ),
    ],
)
def test_the_best_supported_title_wins(body: str, head: str) -> None:
    assert chosen(body, head) == HEADLINE


def test_a_heading_is_cut_only_at_a_known_name() -> None:
    assert chosen("<h1>Ferry: fast and cheap with the new boats - part two</h1>").endswith("part two")
    assert chosen(f"<h1>{HEADLINE} | Harbour Courier</h1>") == HEADLINE


def test_the_heading_of_a_title() -> None:
    page = scanned(f"<h1>Harbour Courier</h1><h2>{HEADLINE}!</h2>")
    for title, tag in ((HEADLINE, "h2"), (OTHER, "h1")):
        found = heading(page, title)
        assert found is not None and found.tag == tag
    assert heading(scanned("<p>x</p>"), HEADLINE) is None
