"""What a page says about itself, in order of trust."""

from __future__ import annotations

import pytest
from lxml import html

from digest.clip.page.about import About, about


def said(head: str, body: str = "", lang: str = "", text: str = "") -> About:
    return about(html.document_fromstring(f"<html {lang}><head>{head}</head><body>{body}</body></html>"), text)


def ld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


def test_json_ld_in_a_graph() -> None:
    found = said(
        ld(
            '{"@graph":[{"@type":"WebSite","name":"Harbour Courier"},{"@type":["NewsArticle"],'
            '"headline":"Night &amp; ferry","datePublished":"2017-08-09T07:05:00+08:00",'
            '"author":{"name":"By Ana Cruz and Ben Ito"},"keywords":"a, b","inLanguage":"en-us"}]}'
        )
    )
    assert [c.value for c in found.titles] == ["Night & ferry"]
    assert [c.value.edtf for c in found.dates] == ["2017-08-09T07:05+08:00"]
    assert [c.value for c in found.authors] == [("Ana Cruz", "Ben Ito")]
    assert [c.value for c in found.keywords] == [("a", "b")]
    assert [c.value for c in found.languages] == ["en-US"]
    assert found.sites == ("Harbour Courier",)


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[" * 5_000,
        '{"@type":"Article","author":5,"headline":[],"keywords":{"a":1},"publisher":[null],"url":7}',
        '{"@type":"Article","author":[[[]]],"mainEntityOfPage":["x"],"datePublished":{}}',
    ],
)
def test_broken_json_ld_says_nothing(text: str) -> None:
    found = said(ld(text))
    assert not found.titles and not found.authors and not found.dates and not found.urls


def test_the_headline_tells_where_to_look_for_the_rest() -> None:
    found = said(
        "<title>Night ferry returns today - HC</title>",
        "<h1>Night ferry returns today</h1><p>By Ana Cruz</p><p>9 August 2017</p>",
    )
    assert found.titles[0].value == "Night ferry returns today" and "h1-only" in found.why_title
    assert [(c.value, c.rule) for c in found.authors] == [(("Ana Cruz",), "near")]
    assert [(c.value.edtf, c.rule) for c in found.dates] == [("2017-08-09", "near")]


# ------------------------------------------------------------------------------------------------- sites and languages


@pytest.mark.parametrize(
    ("head", "names"),
    [
        ("<meta property=og:site_name content='Harbour Courier'>", ("Harbour Courier",)),
        (
            "<meta property=og:site_name content=courier.example>"
            + ld('{"@type":"Article","publisher":{"name":"Harbour Courier"}}'),
            ("Harbour Courier", "courier.example"),
        ),
        (
            ld(
                '[{"@type":"Article","publisher":{"@id":"#o"}},{"@type":"Organization","@id":"#o",'
                '"name":"Harbour Courier"}]'
            ),
            ("Harbour Courier",),
        ),
        (
            "<title>Night ferry returns – Harbour Courier</title><meta property=og:title content='Night ferry returns'>",
            ("Harbour Courier",),
        ),
        (
            "<title>Night ferry</title><meta property=og:site_name content='Courier - Harbour Media Ltd'>",
            ("Courier",),
        ),
        ("<meta property=og:url content=https://www.courier.example/news/night-ferry>", ("courier.example",)),
        ("<title>Night ferry returns</title>", ()),
    ],
)
def test_names_of_the_site(head: str, names: tuple[str, ...]) -> None:
    assert said(head).sites == names


def test_the_copyright_line_names_the_site() -> None:
    assert said("", "<footer>© 2017 Harbour Courier</footer>").sites == ("Harbour Courier",)


@pytest.mark.parametrize(
    ("head", "lang", "codes"),
    [
        ("", "lang=de_AT.utf8", ["de-AT"]),
        ("<meta property=og:locale content=fr_FR>", "lang=en", ["en", "fr-FR"]),
        ("<meta http-equiv=content-language content='pt, en'>", "lang=und", ["pt"]),
        ("", "lang=5", []),
    ],
)
def test_languages(head: str, lang: str, codes: list[str]) -> None:
    assert [c.value for c in said(head, lang=lang).languages] == codes
