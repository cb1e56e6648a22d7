"""What a text tells to have happened: with the right date, and nothing that did not happen then."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.config import SiteConfig
from digest.dates import parse
from digest.link import connect
from digest.model import Article, Entity, EventFields, Library
from digest.review import happened
from digest.review.occurrences import Occurrence
from digest.review.unrecorded import MOST, find


def record(ident: str, name: str, group: Any) -> Entity:
    return Entity(id=ident, path=f"content/entities/{group}/{ident}.md", group=group, name=name)


RECORDS = {
    e.id: e
    for e in (
        record("hale", "Walter Hale", "people"),
        record("calder", "Irene Calder", "people"),
        record("board", "Harbour Board", "organizations"),
        record("ellery", "Port Ellery", "places"),
        record("customs", "Customs House", "places"),
    )
}


def library(body: str, date: str | None = "2017-08-10", **fields: Any) -> Library:
    article = Article(
        id="a", path="content/articles/a.md", title="A", body=body, date=parse(date) if date else None, **fields
    )
    return Library(articles={"a": article}, entities=RECORDS)


def told(body: str, date: str | None = "2017-08-10", **fields: Any) -> list[Occurrence]:
    site = connect(library(body, date, **fields), SiteConfig(), drafts=True)[0]
    events = [e for e in site.events.values() if "a" in e.articles]
    return find(site.articles["a"], site.mentions["a"], RECORDS, events, "")


STATED = [
    # 2017-08-10 is a Thursday.
    ("On Monday, Walter Hale met Irene Calder at the Customs House.", "2017-08-07", "on Monday"),
    ("Last May the Harbour Board closed the quay.", "2017-05", "last May"),
    ("The Harbour Board was founded in 1931 by two pilots.", "1931", ""),
    ("Walter Hale resigned on 3 March 2016.", "2016-03-03", ""),
    ("The Harbour Board voted for it yesterday.", "2017-08-09", "yesterday"),
    ("Walter Hale left Port Ellery last week.", "2017-07-31/2017-08-06", "last week"),
    ("The quay would stay open, Walter Hale said on Tuesday.", "2017-08-08", "on Tuesday"),
]


@pytest.mark.parametrize(("body", "when", "words"), STATED, ids=[body[:30] for body, _, _ in STATED])
def test_what_a_sentence_states(body: str, when: str, words: str) -> None:
    [found] = told(body)
    assert (found.when.edtf, found.when_words) == (when, words)


NOTHING = [
    "Walter Hale will meet Irene Calder on Monday.",
    "The Harbour Board plans to close the quay in May 2018.",
    "Walter Hale has led the Harbour Board since 2010.",
    "Walter Hale was mayor until May 2016.",
    "Walter Hale is 40 years old.",
    "Did Walter Hale leave Port Ellery on Monday?",
    "If Walter Hale sailed on Monday, nobody saw it.",
    "Walter Hale won the 2016 regatta.",
    "“On Monday we met Walter Hale,” somebody said.",
    "Copyright 2016 Harbour Board, founded at Port Ellery.",
    "Posted on 3 March 2016 by Walter Hale, who asked for comments.",
    "The quay was closed on Monday.",  # nobody known
    "Walter Hale closed the quay in the spring.",
    "Walter Hale closed the quay in the 1950s.",
    "`On Monday Walter Hale closed the quay.`",
]


@pytest.mark.parametrize("body", NOTHING)
def test_what_states_no_event_of_a_day_that_can_be_known(body: str) -> None:
    assert told(body) == []


def test_who_and_where() -> None:
    [found] = told("On Monday, Walter Hale met Irene Calder of Port Ellery at the Customs House.")
    assert (found.place, found.entities) == ("customs", ("hale", "calder"))


def test_an_undated_article_waits_with_what_is_counted_from_its_date() -> None:
    assert told("On Monday, Walter Hale met Irene Calder.", None) == []
    assert [o.when.edtf for o in told("In May 2016 Walter Hale met Irene Calder.", None)] == ["2016-05"]


def test_a_sentence_that_goes_on_has_the_date_of_the_one_before_and_says_so() -> None:
    first, second = told(
        "In May 2016, Walter Hale visited Port Ellery. His speech was broken off by a fire at the Customs House."
    )
    assert not first.inherited and second.inherited
    assert (second.when.edtf, second.headline) == (
        "2016-05",
        "Walter Hale’s speech was broken off by a fire at the Customs House",
    )
    assert second.confidence < first.confidence
    apart = told(
        "In May 2016, Walter Hale visited Port Ellery.\n\nHis speech was broken off by a fire at the Customs House."
    )
    assert len(apart) == 1


@pytest.mark.parametrize(
    "event",
    [
        EventFields(headline="Hale meets Calder", when="on Monday", entities=("hale", "calder")),
        EventFields(headline="Two of the board meet", date=parse("2017-08-07"), entities=("calder", "hale")),
        EventFields(headline="Walter Hale met Irene Calder", date=parse("2017-08-06")),
        EventFields(headline="Walter Hale met Irene Calder", when="some day"),
        EventFields(headline="They meet", date=parse("2017-08"), entities=("calder", "hale")),
    ],
)
def test_what_is_recorded_is_not_offered(event: EventFields) -> None:
    body = "On Monday, Walter Hale met Irene Calder."
    assert told(body, events=(event,)) == []
    other = EventFields(headline="It sails", date=parse("2017-08-07"))
    assert len(told(body, events=(other,))) == 1


def test_one_event_is_offered_once_and_a_statement_last() -> None:
    body = (
        "It rained, Walter Hale said on Wednesday. On Monday Walter Hale met Irene Calder.\n\n"
        "It was on Monday that Irene Calder met Walter Hale. The sun shone, Irene Calder said on Tuesday."
    )
    found = told(body, facts=("Walter Hale met Irene Calder on Monday.",))
    assert [(o.when.edtf, o.statement) for o in found] == [("2017-08-07", False), ("2017-08-09", True)]


def test_an_article_gives_no_more_than_a_few() -> None:
    body = " ".join(f"In {year} Walter Hale sank boat {year * 7}." for year in range(1990, 2015))
    assert len(told(body)) == MOST


def test_what_is_asked_can_be_taken_changed_and_turned_down() -> None:
    shelf = library("On Monday, Walter Hale met Irene Calder at the Customs House.")
    [question] = happened.ask(connect(shelf, SiteConfig())[0])
    assert [o.key for o in question.options] == ["take", "headline", "date", "no"]
    taken = {
        "headline": "Walter Hale met Irene Calder at the Customs House",
        "place": "customs",
        "entities": ["hale", "calder"],
    }
    for key, typed, expected in (
        ("take", "", taken | {"when": "on Monday"}),
        ("headline", "They meet", taken | {"when": "on Monday", "headline": "They meet"}),
        ("date", "2017-08-06", taken | {"date": "2017-08-06"}),
    ):
        edits: Any = question.settle(key, typed)
        assert edits[0].values == {("events", -1): expected}
        event = EventFields(**{k: parse(v) if k == "date" else v for k, v in edits[0].values["events", -1].items()})
        again = library(shelf.articles["a"].body, events=(event,))
        assert list(happened.ask(connect(again, SiteConfig())[0])) == [], key
    edits = question.settle("no")
    assert edits[0].values["answers", -1]["text"].startswith("2017-08-07: On Monday, Walter Hale met")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["Walter Hale", "Irene Calder", "said", "met", "on Monday", "in 2016", ",", ". ", "\n\n", "“", "”", "(", "His",
             "and", "after", "Last May", "`", "[[hale|x]]", "the", "was founded", "é", "\ufffc", "\ue000"]
        ),
        max_size=40,
    ).map(" ".join)
)  # fmt: skip
def test_nothing_raises_and_every_offer_is_complete(body: str) -> None:
    for found in told(body):
        assert found.named and found.when is not None and found.sentence
        assert len(found.headline.split()) <= 25 and "\ufffc" not in found.headline
