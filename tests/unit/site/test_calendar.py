"""The calendar, judged by the icalendar library: events that have a day to begin on, and only what is known of them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import icalendar
import pytest
from hypothesis import example as case
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.model import SharedEvent
from digest.site.calendar import icalendar as written
from digest.site.views import CalendarEntry, CalendarView
from digest.text import one_line, without_forbidden
from tests.unit.site.made import EXAMPLES, article, entity, event, example, make, record

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=100)


def read(data: bytes) -> list[Any]:
    return list(icalendar.Calendar.from_ical(data).walk("VEVENT"))


def one(when: str, **config: Any) -> Any:
    """The calendar's entry for one event, reported by nobody."""
    (found,) = read(make(record(SharedEvent, "storm", headline="A storm", date=when), **config).file("timeline.ics"))
    return found


def assert_sound(data: bytes) -> None:
    """What RFC 5545 asks of every file."""
    assert data.endswith(b"END:VCALENDAR\r\n") and b"\n" not in data.replace(b"\r\n", b"")
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()  # no character torn


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_examples_have_calendars_that_another_program_reads(name: str) -> None:
    made = example(name)
    assert_sound(made.file("timeline.ics"))
    calendar = icalendar.Calendar.from_ical(made.file("timeline.ics"))
    entries = read(made.file("timeline.ics"))
    dated = [e for e in made.site.events.values() if e.date and e.date.first_day]
    assert [str(e["SUMMARY"]) for e in entries] == [made.cards.event(e).headline for e in dated]
    assert len({str(e["UID"]) for e in entries}) == len(entries) > 5
    assert (str(calendar["VERSION"]), str(calendar["X-WR-CALNAME"])) == ("2.0", made.config.title)
    for entry in entries:
        assert entry["DTSTAMP"].dt.tzinfo is not None
        assert str(entry["URL"]).startswith(f"{made.config.base_url.rstrip('/')}/timeline/#")
        if "DTEND" in entry:
            assert type(entry["DTEND"].dt) is type(entry["DTSTART"].dt) and entry["DTEND"].dt > entry["DTSTART"].dt


@pytest.mark.parametrize(
    ("when", "start", "end"),
    [
        ("2024-03-05", date(2024, 3, 5), date(2024, 3, 6)),
        ("2024-02~", date(2024, 2, 1), date(2024, 3, 1)),
        ("2024", date(2024, 1, 1), date(2025, 1, 1)),
        ("199X", date(1990, 1, 1), date(2000, 1, 1)),
        ("2024-03-05/2024-03-07", date(2024, 3, 5), date(2024, 3, 8)),
        ("2024-03/..", date(2024, 3, 1), date(2024, 4, 1)),
        ("0987-01-01", date(987, 1, 1), date(987, 1, 2)),
        ("9999", date(9999, 1, 1), None),
        ("2024-03-05T10:30", date(2024, 3, 5), date(2024, 3, 6)),
        ("2024-03-05T10:30+08:00", datetime(2024, 3, 5, 2, 30, tzinfo=UTC), None),
        ("2024-03-05T22:30:05-05:00", datetime(2024, 3, 6, 3, 30, 5, tzinfo=UTC), None),
        ("2024-03-05T10:30Z", datetime(2024, 3, 5, 10, 30, tzinfo=UTC), None),
        ("2024-03-05T10:30Z~", datetime(2024, 3, 5, 10, 30, tzinfo=UTC), None),
        ("0987-01-01T10:00Z", datetime(987, 1, 1, 10, tzinfo=UTC), None),
        (
            "2024-03-05T10:00Z/2024-03-05T12:00Z",
            datetime(2024, 3, 5, 10, tzinfo=UTC),
            datetime(2024, 3, 5, 12, tzinfo=UTC),
        ),
        ("2024-03-05T10:00Z/2024-03-05T10:00Z", datetime(2024, 3, 5, 10, tzinfo=UTC), None),
        ("2024-03-05T10:00Z/2024-03-06", date(2024, 3, 5), date(2024, 3, 7)),
        ("2024-03-05T10:00/2024-03-05T12:00", date(2024, 3, 5), date(2024, 3, 6)),
        ("2024-03-05T10:00Z/..", datetime(2024, 3, 5, 10, tzinfo=UTC), None),
    ],
)
def test_only_what_is_known_and_all_of_it(when: str, start: Any, end: Any) -> None:
    entry = one(when)
    assert entry["DTSTART"].dt == start
    assert (entry["DTEND"].dt if "DTEND" in entry else None) == end


@pytest.mark.parametrize("when", ["../2024", "/2024-03-05"])
def test_an_event_without_a_day_to_begin_on_is_left_out(when: str) -> None:
    assert not read(make(record(SharedEvent, "storm", headline="A storm", date=when)).file("timeline.ics"))


def test_pending_and_undated_events_are_left_out() -> None:
    made = make(article("one", events=(event("Later", when="last week"), event("Some day"))))
    assert len(made.site.events) == 2
    assert not read(made.file("timeline.ics"))


def test_an_entry_says_where_and_who_reported_it() -> None:
    made = make(
        entity("quay", "Quay; 4, the old \\ one", "places"),
        article(
            "one",
            date="2024-03-05T10:00+08:00",
            events=(event("A vote, at last; yes", date="2024-03-04", place="quay", id="vote é"),),
        ),
        article("two", date="2024-03-07", events=(event("", id="vote é"),), source="gazette"),
    )
    (entry,) = read(made.file("timeline.ics"))
    assert b"\r\nSUMMARY:A vote\\, at last\\; yes\r\n" in made.file("timeline.ics")
    assert str(entry["SUMMARY"]) == "A vote, at last; yes"
    day, place, reporters = str(entry["DESCRIPTION"]).split("\n")
    assert "March 2024" in day and place == "at Quay; 4, the old \\ one" and "The Gazette" in reporters
    assert str(entry["URL"]) == "https://site.example/sub/timeline/#vote%20%C3%A9"
    assert str(entry["UID"]) == "vote é@site.example"
    assert entry["DTSTAMP"].dt == datetime(2024, 3, 7, tzinfo=UTC)


def test_the_stamp_is_never_the_clock() -> None:
    assert one("2024-03-05")["DTSTAMP"].dt == datetime(2024, 3, 5, tzinfo=UTC)
    assert one("0987")["DTSTAMP"].dt == datetime(987, 1, 1, tzinfo=UTC)


def test_without_base_url_there_is_still_a_calendar() -> None:
    entry = one("2024", base_url="")
    assert "URL" not in entry and str(entry["UID"]) == "storm@digest"


@settings(deadline=None, max_examples=50)
@given(TEXT, TEXT, TEXT)
@case("a" * 400, "é" * 200, "新" * 150)
@case("a;b,c\\n", "\\;\\,", "\n\n;")
def test_any_text_is_folded_between_characters_and_comes_back(name: str, summary: str, description: str) -> None:
    entry = CalendarEntry(
        uid=f"{summary}@x",
        summary=summary,
        description=description,
        start="20240305",
        end="",
        url="",
        stamp="20240305T000000Z",
    )
    data = written(CalendarView(name=name, language="en", entries=(entry,)))
    assert_sound(data)
    (found,) = read(data)
    for key, text in (("SUMMARY", summary), ("DESCRIPTION", description)):
        wanted = "\n".join(without_forbidden(line) for line in text.splitlines())
        assert str(found.get(key, "")) == wanted
    calendar = icalendar.Calendar.from_ical(
        data.replace(b"X-WR-CALNAME:", b"DESCRIPTION:")
    )  # a text that is known as such
    assert str(calendar["DESCRIPTION"]) == without_forbidden(one_line(name))
