"""The page of an article: what is related to it, and the offices of those it names."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from digest.dates import parse
from digest.model import Position, Story
from digest.site.articles import apart
from tests.unit.site.made import article, entity, make, quote, record

MAYOR = Position(title="Mayor", organization="", since=parse("2016-11-01"), until=parse("2024-11-18"))
CHAIR = Position(title="Chair", organization="", since=parse("2025-01-13"))
ADA = entity("ada", "Ada Alder", kind="clockmaker", positions=(CHAIR, MAYOR))
OTHERS = [article(f"other{n}") for n in range(8)]


@pytest.mark.parametrize(
    ("days", "wanted"),
    [
        (None, ("", 0)), (0, ("same", 0)), (1, ("days", 1)), (-14, ("days", 14)), (15, ("weeks", 2)),
        (-59, ("weeks", 8)), (60, ("months", 2)), (699, ("months", 23)), (700, ("years", 2)), (-3650, ("years", 10)),
    ],
)  # fmt: skip
def test_how_far_apart_in_words_that_fit(days: int | None, wanted: tuple[str, int]) -> None:
    assert apart(days) == wanted


def test_related_articles_say_why() -> None:
    made = make(
        ADA,
        record(Story, "dues", title="The dues"),
        article("one", "Ada Alder.", date="2024-03-05", story="dues", tags=("harbour/dues",)),
        article("two", "Ada Alder.", date="2024-03-07", tags=("harbour/dues",)),
        article("three", date="2024-03-08", story="dues"),
        article("four", date="2024-08-08", story="dues", tags=("harbour/dues",)),
        article("five", date="2021-08-08", tags=("harbour/dues",)),
        *OTHERS,
    )
    found = made.view("articles/one/").related
    assert [
        ([e.label for e in r.entities], r.story, r.tag and r.tag.href, r.apart, r.count, r.later, r.card.id)
        for r in found
    ] == [
        (["Ada Alder"], False, "/sub/tags/harbour/dues/", "days", 2, True, "two"),
        ([], True, "/sub/tags/harbour/dues/", "months", 5, True, "four"),
        ([], False, "/sub/tags/harbour/dues/", "", 0, False, "five"),
    ]


def test_a_change_elsewhere_changes_no_view() -> None:
    """Ranks and coarse reasons, no scores: an article that has nothing to do with these leaves their pages alone."""
    records = [ADA, *OTHERS, *(article(i, "Ada Alder.", date=f"2024-03-0{n}") for n, i in enumerate("abc", 1))]
    before, after = make(*records), make(*records, article("new", "Nobody.", date="2024-03-09"))
    for ident in "ab":
        assert before.view(f"articles/{ident}/") == after.view(f"articles/{ident}/")
    beside = after.view("articles/c/")
    assert beside.newer.id == "new"
    assert before.view("articles/c/") == msgspec.structs.replace(beside, newer=None)


@pytest.mark.parametrize(
    ("date", "office"),
    [("2020-05-05", "Mayor"), ("2024-12-01", "clockmaker"), ("2025-02", "Chair"), ("2025-01", "clockmaker"),
     (None, "clockmaker")],
)  # fmt: skip
def test_who_is_named_is_named_with_the_office_held_then(date: str | None, office: str) -> None:
    """Where no office is certain, the record's own word for the entity stays."""
    view = make(ADA, article("one", "Ada Alder.", **({"date": date} if date else {}))).view("articles/one/")
    assert [e.link.note for s in view.entities for e in s.entries] == [office]


@pytest.mark.parametrize(
    ("fields", "when", "office"),
    [
        ({}, None, "Chair"),
        ({"date": "2020"}, "2020", "Mayor"),
        ({"date": "2024"}, "2024", ""),
        ({"when": "on Monday"}, "2026-03-02", "Chair"),
    ],
)
def test_who_is_quoted_held_the_office_of_the_day_of_the_words(fields: Any, when: str | None, office: str) -> None:
    made = make(ADA, article("one", date="2026-03-04", quotes=(quote("It is late.", "ada", **fields),)))
    [shown] = made.view("articles/one/").quotes
    assert (shown.when, shown.speaker.note) == (parse(when) if when else None, office)
    assert shown.speaker.href == "/sub/people/ada/"


def test_who_has_no_record_is_linked_to_what_is_quoted_of_them() -> None:
    made = make(ADA, article("one", quotes=(quote("It is late.", "Nell  Varga"), quote("Yes.", "Ada"))))
    assert [(q.speaker.label, q.speaker.href) for q in made.view("articles/one/").quotes] == [
        ("Nell Varga", "/sub/quotes/nell-varga/"),
        ("Ada Alder", "/sub/people/ada/"),
    ]
    assert {"quotes/nell-varga/index.html", "quotes/ada/index.html"} <= set(made.outputs)
