"""Events: when they happened, who reported them, and what the reports disagree on."""

from __future__ import annotations

from typing import Any

import pytest

from digest.dates import When, parse
from digest.link.timeline import collect, dated, event_id
from digest.model import Article, Event, EventFields, Mention, SharedEvent


def event(headline: str = "It happens", **fields: Any) -> EventFields:
    return EventFields(headline=headline, **fields)


def article(ident: str, *events: EventFields, date: str | None = "2017-08-08", **fields: Any) -> Article:
    return Article(
        id=ident,
        path=f"content/articles/{ident}.md",
        title=ident,
        date=parse(date) if date else None,
        events=events,
        **fields,
    )


def shared(ident: str, date: str | None = None, **fields: Any) -> SharedEvent:
    return SharedEvent(id=ident, path="p", headline="Shared", date=parse(date) if date else None, **fields)


def gathered(*articles: Article, events: tuple[SharedEvent, ...] = (), named: tuple[Mention, ...] = ()) -> Any:
    found, problems = collect(
        {a.id: a for a in articles},
        {e.id: e for e in events},
        {a.id: tuple(m for m in named if m.article == a.id) for a in articles},
        lambda _: "",
    )
    return found, [(p.path.rsplit("/", 1)[1], p.key, p.code) for p in problems]


def only(found: dict[str, Event]) -> Event:
    [value] = found.values()
    return value


@pytest.mark.parametrize(
    "told, report, date, pending",
    [
        (event(date=parse("2017-08-07")), "2017-08-08", "2017-08-07", False),
        (event(date=parse("2017-05")), None, "2017-05", False),
        (event(when="on Monday"), "2017-08-08", "2017-08-07", False),
        (event(when="last May"), "2017-08-08", "2017-05", False),
        (event(when="on Monday"), None, None, True),
        (event(when="August 7, 2017"), None, "2017-08-07", False),
        (event(when="on Monday"), "2017-08", None, False),
        (event(when="some day"), "2017-08-08", None, False),
        (event(), "2017-08-08", None, False),
    ],
)
def test_when_an_event_happened(told: EventFields, report: str | None, date: str | None, pending: bool) -> None:
    found = dated(told, parse(report) if report else None, "")
    assert (found.date.edtf if found.date else None, found.pending) == (date, pending)
    assert found.said == told.when
    assert bool(found.rule) == (found.date is not None and bool(told.when))
    if report and found.rule:
        assert found.rule.endswith(f"counted from {report}")


def test_an_event_lasts_under_its_own_id() -> None:
    assert event_id("a", event("Ministers meet!")) == "a--ministers-meet"
    assert event_id("Two Words", event("x")) == "two-words--x", "it is an anchor: no white space"
    assert event_id("a", event("x", id="own")) == "own"
    assert event_id("a", event("x", id="own", event="shared")) == "shared"
    assert len(event_id("a" * 80, event("long " * 200)).encode()) <= 162


def test_what_an_article_tells() -> None:
    told = event(when="on Monday", place="manila", entities=("lavrov",), kind="meeting")
    named = (
        Mention(article="a", field="events[0]", start=0, end=2, entity="asean", rule="name", sentence=(0, 2)),
        Mention(article="a", field="events[0]", start=0, end=0, entity="manila", rule="listed", sentence=(0, 0)),
        Mention(article="a", field="events[1]", start=0, end=2, entity="other", rule="name", sentence=(0, 2)),
        Mention(article="a", field="body", start=0, end=2, entity="other", rule="name", sentence=(0, 2)),
    )
    found, problems = gathered(article("a", told, story="s", tags=("t",)), named=named)
    assert only(found) == Event(
        id="a--it-happens",
        headline="It happens",
        date=parse("2017-08-07"),
        said="on Monday",
        rule=only(found).rule,
        place="manila",
        entities=("lavrov", "asean"),
        kind="meeting",
        articles=("a",),
        stories=("s",),
        tags=("t",),
    )
    assert problems == []


def test_a_shared_event_gathers_its_reports_in_their_order() -> None:
    cited = event("", event="e", entities=("x",), kind="talks")
    found, problems = gathered(
        article("first", cited, story="s", tags=("t", "u")),
        article("second", event("Other words", event="e", place="manila", entities=("y", "x")), tags=("u", "v")),
        events=(shared("e", "2017-08-07", tags=("t",), story="r"),),
    )
    told = only(found)
    assert (told.headline, told.date, told.place, told.kind) == ("Shared", parse("2017-08-07"), "manila", "talks")
    assert (told.articles, told.entities) == (("first", "second"), ("x", "y"))
    assert (told.stories, told.tags) == (("r", "s"), ("t", "u", "v"))
    assert problems == []


@pytest.mark.parametrize(
    "second, differs",
    [
        ("2017-08-07", False),
        ("2017-08", False),
        ("2017-08-07T10:00+08:00", False),
        ("2017-08-06", True),
        ("2018", True),
        ("2017-08~", False),
    ],
)
def test_reports_that_disagree_on_the_day(second: str, differs: bool) -> None:
    found, problems = gathered(
        article("a", event(id="e", date=parse("2017-08-07"))), article("b", event("Other", id="e", date=parse(second)))
    )
    assert only(found).date == parse("2017-08-07")
    assert problems == ([("b.md", "events[0]", "event-differs")] if differs else [])


def test_a_later_report_fills_what_is_missing_with_its_own_words() -> None:
    waiting = article("undated", event(id="e", when="on Monday"), date=None)
    told = article("dated", event("Words", id="e", when="last May", place="manila"))
    found, _ = gathered(waiting, told)
    filled = only(found)
    assert (filled.headline, filled.date, filled.said, filled.pending) == (
        "It happens",
        parse("2017-05"),
        "last May",
        False,
    )
    assert filled.rule and filled.place == "manila"
    still, _ = gathered(waiting, article("b", event(id="e"), date=None))
    assert (only(still).said, only(still).pending) == ("on Monday", True)


def test_words_that_give_no_date_are_named() -> None:
    found, problems = gathered(article("a", event("One"), event("Two", when="some day")))
    assert [e.date for e in found.values()] == [None, None]
    assert problems == [("a.md", "events[1].when", "unresolved-date")]


def test_the_timeline_is_by_date_the_undated_last() -> None:
    dates: list[When | None] = [parse(d) for d in ("2017-08-08", "2017", "2016-01-01/2016-02-01", "199X")]
    found, _ = gathered(
        article("a", *(event(f"E{n}", date=d) for n, d in enumerate([*dates, None]))),
        events=(shared("b"), shared("c", "2000")),
    )
    assert [e.headline for e in found.values()] == ["E3", "Shared", "E2", "E1", "E0", "E4", "Shared"]


def test_two_events_of_one_article_with_one_headline_are_one_and_say_so() -> None:
    found, problems = gathered(article("a", event(date=parse("2017-01-01")), event(date=parse("2017-02-01"))))
    assert len(found) == 1
    assert problems == [("a.md", "events[1]", "event-differs")]
