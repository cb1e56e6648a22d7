"""Records that seem to be one are asked about; those that the curator tells apart are not."""

from __future__ import annotations

from typing import Any

import pytest

from digest.config import SiteConfig
from digest.link import connect
from digest.model import Answer, Article, Entity, Library
from digest.review.merges import ask
from digest.review.question import Question


def record(ident: str, name: str, group: Any = "people", **fields: Any) -> Entity:
    return Entity(id=ident, path=f"content/entities/{group}/{ident}.md", group=group, name=name, **fields)


def asked(*records: Entity, body: str = "", answers: tuple[Answer, ...] = ()) -> list[Question]:
    articles = {"a": Article(id="a", path="content/articles/a.md", title="A", body=body)}
    library = Library(articles=articles, entities={r.id: r for r in records}, answers=answers)
    return list(ask(connect(library, SiteConfig())[0], SiteConfig(), ()))


def test_the_fuller_and_more_frequent_record_is_offered_as_the_one_that_stays() -> None:
    two = record("w-hale", "W. Hale"), record("walter-hale", "Walter Hale")
    [question] = asked(*two)
    assert [o.key for o in question.options] == ["into-walter-hale", "into-w-hale", "different"]
    assert (question.path, question.others) == (
        "content/entities/people/w-hale.md",
        ("content/entities/people/walter-hale.md",),
    )
    [question] = asked(*two, body="W. Hale came.")
    assert question.options[0].key == "into-w-hale" and question.options[2].rejects


@pytest.mark.parametrize(
    "records",
    [
        (record("a", "Maren Hale"), record("b", "Petra Hale")),
        # An alias that both have at times is no sign of one person.
        (record("a", "Maren Hale", aliases=("Mayor Hale",)), record("b", "Petra Hale", aliases=("Mayor Hale",))),
        (record("a", "Harbour Board", "organizations"), record("b", "Harbour Board", "places")),
        (record("a", "Harbour Board", "organizations"), record("b", "The Harbour Board", "organizations", part_of="a")),
    ],
)
def test_what_is_two_is_not_asked_about(records: tuple[Entity, ...]) -> None:
    assert asked(*records) == []


@pytest.mark.parametrize("text", ["w-hale walter-hale", "walter-hale w-hale"])
def test_what_was_told_apart_is_not_asked_again(text: str) -> None:
    two = record("w-hale", "W. Hale"), record("walter-hale", "Walter Hale")
    assert asked(*two, answers=(Answer(kind="merge", text=text, verdict="reject"),)) == []
    assert len(asked(*two, answers=(Answer(kind="merge", text="w-hale", verdict="reject"),))) == 1
