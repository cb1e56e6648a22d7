"""What is recorded already is not asked about as new: in the article itself never, of another article as what it is."""

from __future__ import annotations

from typing import Any

import pytest

from digest.config import SiteConfig
from digest.dates import parse
from digest.link import connect
from digest.model import Article, Entity, EventFields, Library, SharedEvent
from digest.review import happened
from digest.review.question import Question

PEOPLE = {"hale": "Walter Hale", "calder": "Irene Calder", "pryce": "Ada Pryce"}
ENTITIES = {
    **{i: Entity(id=i, path=f"content/entities/people/{i}.md", group="people", name=n) for i, n in PEOPLE.items()},
    "board": Entity(
        id="board", path="content/entities/organizations/board.md", group="organizations", name="Quay Board"
    ),
    "loft": Entity(id="loft", path="content/entities/places/loft.md", group="places", name="Net Loft"),
}


def article(body: str, *events: EventFields, ident: str = "a") -> Article:
    # 2017-08-10 is a Thursday.
    path = f"content/articles/{ident}.md"
    return Article(id=ident, path=path, title=ident, body=body, date=parse("2017-08-10"), events=events)


def event(headline: str = "", **fields: Any) -> EventFields:
    given = {k: parse(v) if k == "date" else v for k, v in fields.items()}
    return EventFields(headline=headline, **given)


def asked(*articles: Article, shared: tuple[SharedEvent, ...] = ()) -> list[Question]:
    library = Library(articles={a.id: a for a in articles}, entities=ENTITIES, events={e.id: e for e in shared})
    return list(happened.ask(connect(library, SiteConfig())[0]))


@pytest.mark.parametrize(
    ("body", "recorded"),
    [
        # The sentence is its evidence, though it names nobody who took part.
        ("Walter Hale sailed, for the first time since she was laid up in May 2016.",
         event("The launch is laid up", date="2016-05", entities=("board",))),
        # Its words without the names, whoever is named.
        ("A crane fell near Walter Hale on Monday.", event("The crane of Ada Pryce falls", when="on Monday")),
        ("The vote was taken by the Quay Board on Monday.",
         event("They vote to stop all work under cranes", when="on Monday", entities=("board", "hale"))),
        # Other words, but its day and nobody else.
        ("Walter Hale learned yesterday that no boat would leave.",
         event("The screens show nothing", when="yesterday", entities=("hale", "board"))),
        ("The Quay Board has this month looked at all of them.",
         event("Two people inspect the hangers", date="2017-08", entities=("board", "pryce"))),
        ("Nine men of the Quay Board were lost in 1893.", event("A ship goes down", date="1893-11-17", entities=("board",))),
    ],
)  # fmt: skip
def test_what_the_article_records_in_other_words(body: str, recorded: EventFields) -> None:
    assert asked(article(body, recorded)) == []
    assert len(asked(article(body))) == 1, "but for the record it would be asked about"


@pytest.mark.parametrize(
    "recorded",
    [
        event("Hale sails", date="2017-08-01", entities=("hale",)),
        event("The board votes", when="on Monday", entities=("board",)),
        # What goes on for long has no day that would tell.
        event("Hale is harbour master", date="2010/2018", entities=("hale", "calder", "board")),
        event("The regatta", date="2017-08/..", entities=("hale", "calder")),
        event("It is late", when="on some day", entities=("hale", "calder")),
    ],
)
def test_what_is_another_event(recorded: EventFields) -> None:
    assert len(asked(article("On Monday Walter Hale met Irene Calder at the Net Loft.", recorded))) == 1


def test_a_record_of_one_sentence_does_not_hide_another_of_its_day() -> None:
    body = "On Monday Walter Hale met Irene Calder. Walter Hale resigned on Monday."
    assert len(asked(article(body))) == 2
    met = event("Hale meets Calder", when="on Monday", entities=("hale", "calder"))
    [question] = asked(article(body, met))
    assert question.context == ("Walter Hale resigned on Monday.",)


@pytest.mark.parametrize(
    "body",
    [
        "NET LOFT, Aug. 9 (Agency) - The Quay Board is asleep.",
        "Walter Hale voted at the Net Loft, and not on Thursday.",
    ],
)
def test_what_dates_no_event(body: str) -> None:
    assert asked(article(body)) == []


@pytest.mark.parametrize("day", ["today", "on Monday"])
def test_a_day_of_years_ago_is_no_day_of_this_week(day: str) -> None:
    [question] = asked(article(f"Two years ago {day} Walter Hale closed the quay."))
    assert question.text.startswith("was this an event? 2015: ")


def test_a_dateline_is_no_part_of_what_happened() -> None:
    [question] = asked(article("NET LOFT, Aug. 9 (Agency) — Walter Hale left the Quay Board on Monday."))
    assert question.options[0].label.startswith("“Walter Hale left the Quay Board”, 2017-08-07")


LEASE = "The lease of the Net Loft ended on 31 July."


@pytest.mark.parametrize(
    ("headline", "date", "place", "like"),
    [
        ("The lease of the loft runs out", "2017-07-31", "loft", True),
        ("A lease ends", "2017-07", "loft", True),
        ("A lease ends", "2017-07-31", "", False),
        ("A lease ends", "2017-07-30", "loft", False),
        ("A lease ends", "2017", "loft", False),
        ("A lamp is lit by the board", "2017-07-31", "loft", False),
    ],
)
def test_what_another_article_records_is_asked_about_as_that(headline: str, date: str, place: str, like: bool) -> None:
    other = article("It is late.", event(headline, date=date, place=place, id="it"), ident="b")
    [question] = asked(article(LEASE), other)
    assert (question.options[0].key == "same") == like
    assert question.text.startswith(f"is this “{headline}” (it)?" if like else "was this an event?")
    assert question.others == (("content/articles/b.md",) if like else ())
    assert any(line.startswith(headline) for line in question.context) == like


def test_it_is_that_event() -> None:
    told = event("A lease ends", date="2017-07-31", place="loft", id="it")
    [question] = asked(article(LEASE), article("It is late.", told, ident="b"))
    edits: Any = question.settle("same")
    assert [(e.path, e.action) for e in edits] == [
        ("content/events/it.md", "create"), ("content/articles/b.md", "change"), ("content/articles/a.md", "change"),
    ]  # fmt: skip
    assert edits[2].values == {("events", -1): {"event": "it"}}
    shared = SharedEvent(
        id="it", path="content/events/it.md", headline="A lease ends", date=parse("2017-07-31"), place="loft"
    )
    [question] = asked(article(LEASE), shared=(shared,))
    edits = question.settle("same")
    assert [(e.path, e.values) for e in edits] == [("content/articles/a.md", {("events", -1): {"event": "it"}})]
    assert asked(article(LEASE, event(event="it")), shared=(shared,)) == []
