"""The sentence by which an article reports an event."""

from __future__ import annotations

from typing import Any

import pytest

from digest.config import SiteConfig
from digest.dates import parse
from digest.link import connect
from digest.link.evidence import MOST_EVENTS
from digest.model import Article, Entity, EventFields, Evidence, Library, SharedEvent

BODY = (
    "The Gannet Bridge was closed to all traffic on Monday. Teodor Brask, its engineer, ordered the barriers down. "
    "The bridge opened in 1931.\n\nOn Monday Brask went home. The lease of the quay runs out on 31 December. "
    "Port Elm carries on. The board met the mayor, who carried a lamp."
)
ENTITIES = {
    "brask": Entity(id="brask", path="p", group="people", name="Teodor Brask"),
    "bridge": Entity(id="bridge", path="p", group="things", name="Gannet Bridge"),
    "elm": Entity(id="elm", path="p", group="places", name="Port Elm"),
}


def found(told: EventFields, body: str = BODY, event: SharedEvent | None = None, **fields: Any) -> list[str]:
    """The field and the sentence of each piece of evidence."""
    article = Article(id="a", path="p", title="T", date=parse("2024-10-15"), body=body, events=(told,), **fields)
    events = {event.id: event} if event else {}
    library = Library(articles={"a": article}, entities=ENTITIES, events=events)
    made = connect(library, SiteConfig())[0].events.values()
    return [f"{e.field}: {_text(article, e)}" for event in made for e in event.evidence]


def _text(article: Article, proof: Evidence) -> str:
    name, _, number = proof.field.partition("[")
    text = article.facts[int(number[:-1])] if name == "facts" else getattr(article, name)
    return str(text[slice(*proof.sentence)])


def event(headline: str, **fields: Any) -> EventFields:
    return EventFields(headline=headline, **fields)


CLOSED, OPENED = "body: The Gannet Bridge was closed to all traffic on Monday.", "body: The bridge opened in 1931."
LEASE = "body: The lease of the quay runs out on 31 December."


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (event("The Gannet Bridge closes to traffic", when="on Monday"), [CLOSED]),
        (event("The Gannet Bridge closes to traffic", entities=("bridge",)), [CLOSED]),
        (event("Traffic closes", date=parse("2024-10-14")), [CLOSED]),
        (event("Opening of the bridge", date=parse("1931")), [OPENED]),
        (event("The lease of Quay 4 ends", date=parse("2024-12-31")), [LEASE]),
        (event("The board meets the mayor"), ["body: The board met the mayor, who carried a lamp."]),
        # What only the date, or only a name, or only one word speaks for is no evidence.
        (event("Brask debates the budget", when="on Monday"), []),
        (event("Brask dies", entities=("brask",)), []),
        (event("The lamp fails"), []),
        (event("The quays are carried off", when="on Monday"), []),
        (event("A storm", date=parse("1931")), []),
    ],
)
def test_the_sentence_that_fits_or_none(told: EventFields, expected: list[str]) -> None:
    assert found(told) == expected


def test_facts_and_the_summary_come_after_the_body() -> None:
    told = event("The Gannet Bridge closes to traffic", when="on Monday")
    facts = ("Nothing else.", "The Gannet Bridge was closed to traffic.")
    assert found(told, facts=facts) == [CLOSED]
    assert found(told, body="Words.", facts=facts) == ["facts[1]: The Gannet Bridge was closed to traffic."]
    assert found(told, body="", summary="They closed it to traffic on Monday.") == [
        "summary: They closed it to traffic on Monday."
    ]
    assert found(told, body="") == []


def test_the_names_of_a_shared_event_are_no_words_of_it() -> None:
    shared = SharedEvent(
        id="closing", path="p", headline="The Gannet Bridge is closed to traffic", entities=("bridge",),
        date=parse("2024-10-14"),
    )  # fmt: skip
    told = EventFields(event="closing")
    assert found(told, event=shared) == [CLOSED]
    assert found(told, body="One lane of the Gannet Bridge is open, with lights.", event=shared) == []


def test_what_stands_in_another_language_has_no_evidence_by_chance() -> None:
    assert found(event("The Gannet Bridge closes", when="on Monday"), body="Ang tulay ay isinara noong Lunes.") == []


def test_an_article_tells_an_event_by_one_sentence() -> None:
    twice = (event("The Gannet Bridge closes to traffic", id="x", when="on Monday"),) * 2
    article = Article(id="a", path="p", title="T", date=parse("2024-10-15"), body=BODY, events=twice)
    made = connect(Library(articles={"a": article}), SiteConfig())[0].events["x"]
    assert [(e.article, e.field) for e in made.evidence] == [("a", "body")]


def test_an_article_with_thousands_of_events_is_read_in_time() -> None:
    events = tuple(event(f"Ship{n} meets storm{n}", date=parse("2024-10-14")) for n in range(5_000))
    body = " ".join(f"Ship{n} met storm{n}." for n in range(5_000))
    article = Article(id="a", path="p", title="T", date=parse("2024-10-15"), body=body, events=events)
    made = connect(Library(articles={"a": article}), SiteConfig())[0].events
    assert len(made) == 5_000
    assert 0 < sum(bool(e.evidence) for e in made.values()) <= MOST_EVENTS


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("-0043", "44 BC"), ("-0043", "44 B.C."), ("-0043-03", "March 44 BCE"), ("-0043-03-15", "15 March"),
        ("0000", "1 BC"), ("Y-12000", "12,001 BC"), ("Y-12000", "12001 BC"), ("0079", "AD 79"), ("0079", "in 79"),
        ("0079", "79 CE"), ("0800", "A.D. 800"), ("1066", "1066"), ("Y12017", "12017"), ("Y12017", "12,017"),
        ("18XX", "the 19th century"), ("18XX", "the nineteenth century"), ("18XX", "the 1800s"), ("20XX", "the 21st century"),
        ("-01XX", "the 2nd century BC"), ("-01XX", "the second century BC"), ("00XX", "the 1st century"),
        ("195X", "the 1950s"), ("1931", "1931"), ("1931-06", "June 1931"), ("2017-22", "the summer of 2017"),
    ],
)  # fmt: skip
def test_ways_to_write_when(date: str, words: str) -> None:
    told = f"The quay went dark, {words}."
    assert found(event("A quay is lit", date=parse(date)), body=f"The quay is old. {told} Nobody came.") == [
        f"body: {told}"
    ]


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("-0043", "-43"), ("-0043", "43"), ("-0043", "44"), ("-0043", "44 AD"), ("-0043", "144 BC"), ("-0043", "43 BC"),
        ("0000", "0"), ("0044", "44 BC"), ("0079", "79"), ("0079", "of 79 feet"), ("18XX", "1800"),
        ("18XX", "the 18th century"), ("-01XX", "the 2nd century"), ("004X", "the 40s"), ("-004X", "-49s"),
    ],
)  # fmt: skip
def test_what_is_no_way_to_write_when(date: str, words: str) -> None:
    body = f"The quay is old. The quay went dark, {words}. Nobody came."
    assert found(event("A quay is lit", date=parse(date)), body=body) == []


@pytest.mark.parametrize("date", ["0001", "9999", "195X", "../1931", "1931/..", "2024-10-14T06:40-03:00"])
def test_no_date_is_too_odd(date: str) -> None:
    try:
        when = parse(date)
    except ValueError:
        pytest.skip("no date of ours")
    assert found(event("Nobody comes", date=when)) == []
