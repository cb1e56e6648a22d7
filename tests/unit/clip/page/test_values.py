"""The front matter of a page: what it says, what its text says, and the caller's word above both."""

from __future__ import annotations

import pytest
from lxml import html

from digest.clip.draft import Options, Page
from digest.clip.metadata import Candidate
from digest.clip.page.about import About
from digest.clip.page.values import headline_of, said_by, with_values
from digest.dates import parse
from digest.model import Source

TEXT = "The night ferry sailed again on Tuesday, and the people of the port were there to see it and to wave."
GERMAN = "Die Fähre fährt wieder, und die Leute am Hafen sind froh, dass sie nicht mehr auf das Boot warten müssen."


def page(**keys: object) -> Page:
    return Page(**({"importer": "x", "title": ""} | keys))  # type: ignore[arg-type]


def dates(*pairs: tuple[str, str]) -> About:
    return About(dates=tuple(Candidate(parse(date), "page", rule) for date, rule in pairs))


def finished(said: About, plain: Page | None = None, body: str = TEXT, options: Options | None = None) -> Page:
    sources = {"courier": Source(id="courier", path="x", name="Courier", time_zone="Asia/Manila")}
    return with_values(plain or page(), said, body, sources, options or Options(), "Night ferry")


@pytest.mark.parametrize(
    ("said", "date"),
    [
        (dates(("2017-08-09", "ld-published"), ("2017-08-10", "later")), "2017-08-09"),
        # What agrees outweighs one place, and the fullest form of the day is kept.
        (
            dates(("2017-08-08T23:00Z", "ld-published"), ("2017-08-09", "url-day"), ("2017-08-09T07:00", "near")),
            "2017-08-09T07:00",
        ),
        (dates(("2017-08-09T07:00", "near"), ("2017-08-09T07:00+08:00", "time")), "2017-08-09T07:00+08:00"),
        # A mere guess is written as one.
        (dates(("2017-08-09T07:00", "htmldate")), "2017-08-09?"),
        (dates(("2017-08-09", "outside")), ""),
        (dates(), ""),
    ],
)
def test_the_date(said: About, date: str) -> None:
    found = finished(said)
    assert (found.date.edtf if found.date else "") == date


def test_the_caller_comes_first() -> None:
    found = finished(dates(("2017-08-09", "ld-published")), options=Options(date=parse("2016")))
    assert found.date == parse("2016")
    assert [(e.value, e.chosen) for e in found.evidence if e.field == "date"] == [("2016", True), ("2017-08-09", False)]


def test_the_texts_own_values_join_in() -> None:
    found = finished(
        About(), page(date=parse("2017-08-09"), authors=("Ana Cruz",), keywords=("ships",), url="https://a.example/")
    )
    assert (found.date, found.authors, found.keywords) == (parse("2017-08-09"), ("Ana Cruz",), ("ships",))
    assert found.url == "https://a.example/"


def test_a_local_time_takes_the_sources_zone() -> None:
    found = finished(dates(("2017-08-09T07:00", "near")), page(source="courier"))
    assert found.date == parse("2017-08-09T07:00+08:00")


def test_a_change_on_the_day_of_publication_to_the_minute_is_none() -> None:
    when = Candidate(parse("2017-08-09T07:00Z"), "page", "ld-modified")
    later = Candidate(parse("2017-08-10"), "page", "ld-modified")
    told = About(dates=(Candidate(when.value, "page", "ld-published"),), updates=(when,))
    assert finished(told).updated is None
    assert finished(About(dates=told.dates, updates=(later,))).updated == parse("2017-08-10")


def test_the_texts_own_language_wins_over_the_template() -> None:
    said = About(languages=(Candidate("en", "html lang", "html-lang"), Candidate("de-AT", "meta", "meta")))
    assert finished(said).language == "en"
    assert finished(said, body=GERMAN).language == "de-AT"


def test_authors_are_weighed() -> None:
    said = About(
        authors=(
            Candidate(("harbourcourier",), "meta", "meta-author"),
            Candidate(("Ana Cruz",), "a", "rel"),
            Candidate(("Ana Cruz",), "p", "near"),
        )
    )
    found = finished(said)
    assert found.authors == ("Ana Cruz",)
    assert next(e.why for e in found.evidence if e.field == "authors").startswith("rel + near: 3.2, the next")


def test_a_title_that_the_page_does_not_give() -> None:
    assert headline_of(About(), {}, Options(), []) == ""
    found = finished(About(titles=(Candidate("Other", "h1", "h1-only"),)))
    assert [(e.value, e.chosen) for e in found.evidence if e.field == "title"] == [
        ("Night ferry", True),
        ("Other", False),
    ]


def test_data_and_looks_are_asked_when_nothing_else_tells() -> None:
    tree = html.document_fromstring("<html><body><h1>Ferry</h1><p>x</p></body></html>")
    assert [c.rule for c in said_by(tree, '{"publishedAt":"2017-08-09"}').dates] == ["source-json"]
    looks = html.document_fromstring("<html><body><div><p>x</p></div><p>Posted: 2017-05-09</p></body></html>")
    assert [c.rule for c in said_by(looks).dates] == ["alone", "htmldate"]
