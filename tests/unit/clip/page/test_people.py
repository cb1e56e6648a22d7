"""Authors: where names stand, and what is cleaned from round them."""

from __future__ import annotations

import pytest
from lxml import html

from digest.clip.draft import Line
from digest.clip.metadata import Candidate
from digest.clip.page import jsonld
from digest.clip.page.people import authors, key, shape, split, unique, without_authors
from digest.clip.page.scan import near, scan


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Ana Cruz and Ben Ito, Staff Writers", ["Ana Cruz", "Ben Ito"]),
        ("Von Ana Cruz | 9. Mai 2017", ["Ana Cruz"]),
        ("Written by: Ana Cruz, Senior Editor", ["Ana Cruz"]),
        ("Ana Cruz • 5 min read", ["Ana Cruz"]),
        ("Ana Cruz; Ben Ito / Cleo Park", ["Ana Cruz", "Ben Ito", "Cleo Park"]),
        ("Ana Cruz (ana@port.example)", ["Ana Cruz"]),
        ("Ana Cruz, PhD", ["Ana Cruz"]),
        ("Posted by harbourmaster", ["harbourmaster"]),
        ("Ana Cruz View all posts", ["Ana Cruz"]),
        ("Author: Ana Cruz", ["Ana Cruz"]),
        ("Ana Cruz Senior Harbour Reporter", ["Ana Cruz"]),
        ("The Courier staff reporter", ["The Courier staff reporter"]),
        ("Posted by harbourmaster on 9 May 2017", ["harbourmaster"]),
        ("admin", []),
        ("https://port.example/ana", []),
        ("Staff Writer", []),
        ("Updated 9 May 2017", []),
        ("", []),
    ],
)
def test_names_in_a_byline(text: str, names: list[str]) -> None:
    assert split(text) == names


def rules(body: str, head: str = "", sites: tuple[str, ...] = ()) -> dict[str, tuple[str, ...]]:
    page = scan(html.document_fromstring(f"<html><head>{head}</head><body>{body}</body></html>"))
    heading = next(iter(page.of("heading")), None)
    beside = near(heading.element) if heading else []
    found = authors(page, jsonld.read(page.structured), beside, heading.place if heading else 0, sites)
    return {c.rule: c.value for c in reversed(list(found))}


def ld(author: str) -> str:
    return f'<script type=application/ld+json>[{{"@type":"Article","author":{author}}},{{"@type":"Person","@id":"#a","name":"Ana Cruz"}}]</script>'


@pytest.mark.parametrize(
    ("body", "head", "rule"),
    [
        ("", ld('"Ana Cruz"'), "ld-author"),
        ("", ld('[{"@type":"Person","name":"By Ana Cruz"}]'), "ld-author"),
        ("", ld('{"@id":"#a"}'), "ld-author"),
        ("", ld('{"@type":"Organization","name":"Ana Cruz"}'), "ld-org"),
        ("", "<meta name=author content='Ana Cruz'>", "meta-author"),
        ("", "<meta name=citation_author content='Cruz, Ana'>", "meta-citation"),
        (
            "",
            "<meta name=twitter:label1 content='Written by'><meta name=twitter:data1 content='Ana Cruz'>",
            "meta-labelled",
        ),
        ("<i itemprop=author>Ana Cruz</i>", "", "itemprop"),
        ("<a rel=author href=/a>Ana Cruz</a>", "", "rel"),
        ("<i class=author-name>Ana Cruz</i>", "", "name-class"),
        ("<i class=byline>By Ana Cruz</i>", "", "byline"),
        ("<i class=author>Ana Cruz</i>", "", "author-class"),
        ("<a href=/people/ana-cruz>Ana Cruz</a>", "", "link"),
        ("<i class=reporter>Ana Cruz</i>", "", "loose"),
        ("<aside><i class=author>Ana Cruz</i></aside>", "", "author-class-outside"),
        ("<h1>Ferry</h1><p>By Ana Cruz</p>", "", "near"),
    ],
)
def test_places_of_authors(body: str, head: str, rule: str) -> None:
    assert rules(body, head)[rule] == ("Ana Cruz",)


def test_neighbouring_elements_are_one_byline() -> None:
    found = rules("<p><a rel=author href=/a>Ana Cruz</a> and <a rel=author href=/b>Ben Ito</a></p>")
    assert found["rel"] == ("Ana Cruz", "Ben Ito")


def test_names_once_each_in_ordinary_letters() -> None:
    assert unique(["ANA CRUZ", "Ana Cruz", "ana-cruz", "Ben Ito"]) == ("Ana Cruz", "Ben Ito")
    assert key(("Ana Cruz", "B. Ito")) == key(("B Ito", "ANA CRUZ"))


@pytest.mark.parametrize(
    ("names", "shapes"),
    [
        (("Ana Cruz",), set()),
        (("harbourmaster",), {"one-word", "lower-case"}),
        (("Ana Cruz", "Ben Ito"), {"several"}),
        (("The Old Harbour Desk 7",), {"four-words", "digit"}),
    ],
)
def test_looks_of_names(names: tuple[str, ...], shapes: set[str]) -> None:
    assert set(shape(names)) == shapes


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ('[{"@type":"Person","name":"Ana Cruz"},{"@type":"Organization","name":"Port Gazette"}]', ("Ana Cruz",)),
        ('["Ana Cruz", "PORT GAZETTE"]', ("Ana Cruz",)),
        # Another outlet is credited, and so is the own one where nobody else is.
        (
            '[{"@type":"Person","name":"Ana Cruz"},{"@type":"Organization","name":"Harbour Wire"}]',
            ("Ana Cruz", "Harbour Wire"),
        ),
        ('["Port Gazette"]', ("Port Gazette",)),
    ],
)
def test_an_outlet_among_its_writers_is_no_author(author: str, names: tuple[str, ...]) -> None:
    assert rules("", ld(author), ("Port Gazette",))["ld-author"] == names


SENTENCE = "The night ferry sailed again on Tuesday, and the people of the port were there to see it and to wave."


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("Ana Cruz", True),
        ("By Ana Cruz and Ben Ito", True),
        ("Ana Cruz is a clever mayor", False),
        ("Ana Cruz, Cleo Park", False),
        ("By", False),
        (SENTENCE, False),
    ],
)
def test_lines_of_authors(text: str, moved: bool) -> None:
    authors = [Candidate(("Ana Cruz", "Ben Ito"), "p", "near")]
    lines = [Line(1, text), Line(2, SENTENCE), Line(3, "Ana Cruz")]
    kept, gone = without_authors(lines, authors)
    assert [piece.line for piece in gone] == [1] * moved and len(kept) + len(gone) == 3
    assert without_authors(lines, []) == (lines, [])
