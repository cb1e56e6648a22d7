"""Candidates, titles, addresses, sources and names."""

from __future__ import annotations

import pytest

from digest.clip.metadata import (
    Candidate,
    canonical_url,
    choose,
    copyright_name,
    find_source,
    split_list,
    weigh,
)
from digest.model import Source

COURIER = Source(
    id="courier",
    path="s/courier.md",
    name="Harbour Courier",
    url="https://www.courier.example/",
    marks=("HC Media Group",),
)
TIDES = Source(id="tides", path="s/tides.md", name="Tides", url="https://tides.example")
SOURCES = {"courier": COURIER, "tides": TIDES}


def test_the_first_candidate_wins_and_the_others_are_told_why() -> None:
    value, evidence = choose(
        "title", [Candidate("A b", "line 1", "x"), Candidate("a B", "h1", "y"), Candidate("C", "meta", "z")]
    )
    assert value == "A b"
    assert [(e.value, e.chosen, e.why) for e in evidence] == [
        ("A b", True, "x is trusted most"),
        ("a B", False, "agrees"),
        ("C", False, "x is trusted more"),
    ]
    assert choose("title", []) == (None, [])


def test_what_more_places_agree_on_comes_first() -> None:
    found = [
        Candidate("Ferry", "a", "strong"),
        Candidate("Night boat", "b", "fair"),
        Candidate("NIGHT BOAT", "c", "weak"),
        Candidate("Night boat", "d", "fair"),
    ]
    weights = {"strong": 2.0, "fair": 1.5, "weak": 1.0, "short": -0.5}
    weighed = weigh(found, weights, str.casefold)
    assert [c.value for c in weighed.candidates] == ["Night boat", "Night boat", "NIGHT BOAT", "Ferry"]
    assert (weighed.support, weighed.rules) == (2.5, frozenset({"fair", "weak"}))
    assert weighed.why == "fair + weak: 2.5, the next 2.0"
    assert weigh(found[:1], weights, str.casefold, lambda value: ["short"]).support == 1.5
    assert weigh([], weights, str.casefold).candidates == ()


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://News.Example/a?utm_source=x&id=3&fbclid=y#top", "https://news.example/a?id=3"),
        ("http://news.example:80", "http://news.example/"),
        ("https://user:pass@news.example:8443/a b", "https://news.example:8443/a%20b"),
        ("https://news.example/порт", "https://news.example/%D0%BF%D0%BE%D1%80%D1%82"),
        ("javascript:alert(1)", ""),
        ("ftp://news.example/a", ""),
        ("https://", ""),
        ("https://[::1/x", ""),
        ("about:blank", ""),
        ("/relative", ""),
    ],
)
def test_addresses(address: str, expected: str) -> None:
    assert canonical_url(address) == expected


@pytest.mark.parametrize(
    ("text", "copyrights", "urls", "names", "option", "value", "rule"),
    [
        ("", [], ["https://news.courier.example/a"], [], "", "courier", "source-address"),
        ("by HC Media Group", [], [], [], "", "courier", "source-mark"),
        ("", ["© 2017 Tides | All rights reserved"], [], [], "", "tides", "source-copyright"),
        ("", [], [], ["HARBOUR COURIER"], "", "courier", "source-name"),
        ("by HC Media Group", [], [], [], "tides", "tides", "given"),
        ("", ["© 2017-2024 Port Gazette. All rights reserved"], [], [], "", {"name": "Port Gazette"}, "copyright-name"),
        ("", [], [], ["Port Gazette"], "", {"name": "Port Gazette"}, "site-name"),
        ("about tides and couriers", [], ["https://nottides.example"], [], "", "", ""),
    ],
)
def test_sources(
    text: str, copyrights: list[str], urls: list[str], names: list[str], option: str, value: object, rule: str
) -> None:
    found = find_source(text, copyrights, urls, names, SOURCES, option)
    assert found.value == value
    assert (found.evidence[0].rule if found.evidence else "") == rule
    assert found.record is (SOURCES.get(value) if isinstance(value, str) else None)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("© Copyright 1997-2024 INQUISITOR.net | All Rights Reserved", "INQUISITOR.net"),
        ("Copyright 2020 Harbour Media, Inc.", "Harbour Media"),
        ("(c) 2019 by The Port Gazette. All rights reserved.", "The Port Gazette"),
        ("All rights reserved.", ""),
        ("© 2024", ""),
    ],
)
def test_names_in_copyright_lines(line: str, name: str) -> None:
    assert copyright_name(line) == name


@pytest.mark.parametrize(
    ("text", "parts"), [("a, b, a", ("a", "b")), ("a; b, c", ("a", "b, c")), ("#x | y", ("x", "y")), (" ,, ", ())]
)
def test_lists(text: str, parts: tuple[str, ...]) -> None:
    assert split_list(text) == parts
