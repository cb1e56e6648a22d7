"""Plain text: characters, lines, and the whole way to a page."""

from __future__ import annotations

from digest.clip.draft import Options, Page
from digest.clip.text import read, zoned
from digest.dates import parse
from digest.model import Source

LONG = "The night ferry sailed again on Tuesday, nine years after the line was closed for want of passengers."
SOURCE = Source(id="courier", path="content/sources/courier.md", name="Harbour Courier", time_zone="Asia/Manila")


def page(text: str, **options: object) -> Page:
    return read("page.txt", text, {"courier": SOURCE}, Options(**options))  # type: ignore[arg-type]


def test_quotes_stay_as_written() -> None:
    body = f"“It’s ‘late’,” she said—twice. {LONG}"
    assert page(f"A title of the clipping\n\n{body}").body == body


def test_the_callers_word_wins_over_the_text() -> None:
    found = page(
        f"A title of the clipping\n\nAugust 9, 2017\n\n{LONG}", date=parse("2018-01-01T10:00"), source="courier"
    )
    assert found.date and found.date.edtf == "2018-01-01T10:00+08:00"
    losers = [(e.value, e.where) for e in found.evidence if e.field == "date" and not e.chosen]
    assert losers == [("2017-08-09", "line 3")]


def test_nothing_is_invented() -> None:
    found = page(f"A title of the clipping\n\n{LONG}")
    assert (found.date, found.source, found.authors, found.desk, found.keywords, found.url) == (
        None,
        "",
        (),
        "",
        (),
        "",
    )


def test_the_dateline_of_the_story_dates_it_and_stays() -> None:
    found = page(f"A title of the clipping\n\nPORT VARN, Aug. 9, 2017 — {LONG}")
    assert found.date and found.date.edtf == "2017-08-09" and found.body.startswith("PORT VARN")


def test_an_address_below_the_article_is_its_url() -> None:
    found = page(f"A title of the clipping\n\n{LONG}\n\nRead more: https://news.example/a?utm_source=x&id=3#top")
    assert found.url == "https://news.example/a?id=3"


def test_a_zone_nobody_knows_gives_no_offset() -> None:
    when = parse("2017-08-08T18:43")
    assert zoned(when, "Nowhere/Land") == when and zoned(None, "UTC") is None


def test_an_outlet_on_record_is_no_author() -> None:
    found = page(f"Ferry sinks off Tollen\n\nBy Harbour Courier\n\n15 October 2019\n\n{LONG}")
    assert found.authors == () and found.date and found.date.edtf.startswith("2019-10-15")
