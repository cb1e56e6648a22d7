"""What a container says is weighed: after the caller's word, before the text's."""

from __future__ import annotations

from digest.clip.draft import Evidence, Options, Page
from digest.clip.given import Given, fetched, with_given
from digest.clip.metadata import Candidate
from digest.dates import parse
from digest.model import Source

PAGE = Page(
    importer="text/1",
    title="Ferry",
    date=parse("2017-08-09"),
    language="en",
    source="courier",
    evidence=(
        Evidence("date", "2017-08-09", "line 3", "date-line"),
        Evidence("source", "HC", "page metadata", "site-name"),
    ),
)
SOURCES = {"courier": Source(id="courier", path="s.md", name="Harbour Courier", time_zone="Asia/Manila")}


def told(date: str = "2017-08-08T18:43") -> Given:
    return Given(date=Candidate(parse(date), "feed entry date", "feed"))


def test_the_container_wins_over_the_text_and_the_text_is_told_why() -> None:
    page = with_given(PAGE, told(), Options(), SOURCES)
    assert page.date == parse("2017-08-08T18:43+08:00")
    assert [(e.value, e.chosen) for e in page.evidence if e.field == "date"] == [
        ("2017-08-08T18:43", True),
        ("2017-08-09", False),
    ]


def test_the_caller_wins_over_the_container() -> None:
    page = with_given(PAGE, told(), Options(date=parse("2017-08-09")), SOURCES)
    assert page.date == PAGE.date
    assert [(e.value, e.chosen) for e in page.evidence if e.field == "date"] == [
        ("2017-08-09", True),
        ("2017-08-08T18:43", False),
    ]


def test_a_language_that_the_text_contradicts_is_not_taken() -> None:
    for language, expected in (("de", "en"), ("en-GB", "en-GB")):
        given = Given(language=Candidate(language, "feed language", "feed"))
        assert with_given(PAGE, given, Options(), {}).language == expected


def test_a_page_knows_its_address_better_than_its_archive() -> None:
    given = Given(url=Candidate("https://mirror.example/a", "WARC record", "warc"))
    own = Page(importer="html/1", title="Ferry", url="https://courier.example/a")
    assert with_given(own, given, Options(), {}).url == "https://courier.example/a"
    assert with_given(Page(importer="html/1", title="Ferry"), given, Options(), {}).url == "https://mirror.example/a"


def test_an_update_at_the_same_moment_is_none() -> None:
    given = Given(date=told().date, updated=told().date)
    assert with_given(PAGE, given, Options(), SOURCES).updated is None


def test_the_source_is_said_to_be_from_the_container() -> None:
    given = Given(site=Candidate("HC", "feed title", "feed"))
    assert [e.where for e in with_given(PAGE, given, Options(), {}).evidence if e.field == "source"] == ["feed title"]


def test_nothing_given_changes_nothing() -> None:
    assert with_given(PAGE, Given(), Options(), {}) == PAGE


def test_an_address_tells_the_source_that_the_page_did_not() -> None:
    records = {
        "courier": Source(id="courier", path="s.md", name="HC", url="https://courier.example/", time_zone="Asia/Manila")
    }
    given = Given(url=Candidate("https://www.courier.example/a", "WARC record", "warc"), date=told().date)
    page = with_given(Page(importer="html/1", title="Ferry", source={"name": "Courier"}), given, Options(), records)
    assert page.source == "courier" and page.date == parse("2017-08-08T18:43+08:00")


def test_a_fetched_page_is_from_its_address_and_an_entry_of_a_fetched_feed_is_not() -> None:
    options = Options(url="https://courier.example/a", captured=parse("2024-03-06"))
    whole, entry = fetched(Given(), options, whole=True), fetched(Given(), options, whole=False)
    assert whole.urls == ["https://courier.example/a"] and entry.urls == []
    assert whole.captured == entry.captured is not None
    assert fetched(Given(captured=told().date), options, whole=True).captured == told().date
    assert fetched(Given(), Options(), whole=True) == Given()
