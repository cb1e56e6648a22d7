"""What waits for the curator: asked once for each thing that only a person can decide."""

from __future__ import annotations

from typing import Any

import pytest

from digest.config import SiteConfig
from digest.dates import parse
from digest.link import connect
from digest.model import Answer, Article, Entity, EventFields, Library, SharedEvent
from digest.review import Question, questions


def article(ident: str = "a", **fields: Any) -> Article:
    given = {"title": "A title", "date": parse("2017-08-08")} | fields
    return Article(id=ident, path=f"content/articles/{ident}.md", **given)


def asked(
    *articles: Article, entities: tuple[Entity, ...] = (), events: tuple[SharedEvent, ...] = ()
) -> list[Question]:
    library = Library(
        articles={a.id: a for a in articles}, entities={e.id: e for e in entities}, events={e.id: e for e in events}
    )
    site, _, ambiguous = connect(library, SiteConfig(), drafts=True)
    return questions(site, ambiguous)


def kinds(*articles: Article, **other: Any) -> list[tuple[str, str]]:
    return [(q.path.rsplit("/", 1)[1], q.kind) for q in asked(*articles, **other)]


def test_a_finished_article_asks_nothing() -> None:
    assert kinds(article(events=(EventFields(headline="It happens", when="on Monday"),))) == []
    assert kinds(article(date=parse("2017-08-08T18:43+08:00"))) == []
    assert kinds(article(date=parse("2017-08"))) == []


def test_what_an_article_leaves_open() -> None:
    assert kinds(article(date=None)) == [("a.md", "undated")]
    assert kinds(article(date=parse("2017-08-08T18:43"))) == [("a.md", "no-zone")]
    assert kinds(article(status="inbox")) == [("a.md", "inbox")]


def test_what_events_leave_open() -> None:
    waiting = EventFields(headline="It happens", when="on Monday")
    unknown = EventFields(headline="It happens some day")
    assert kinds(article(date=None, events=(waiting,))) == [("a.md", "pending-date"), ("a.md", "undated")]
    assert kinds(article(events=(unknown,))) == [("a.md", "unknown-date")]


def test_an_event_that_nobody_reports_asks_nothing() -> None:
    event = SharedEvent(id="e", path="content/events/e.md", headline="It happens")
    assert asked(events=(event,)) == []


def test_a_name_that_two_share_is_asked_about_with_both_answers() -> None:
    two = tuple(
        Entity(id=ident, path=f"content/entities/people/{ident}.md", group="people", name="Ana Cruz")
        for ident in ("x", "y")
    )
    [question] = asked(article(body="Ana Cruz and Ana Cruz."), entities=two)
    assert question.kind == "ambiguous-name"
    assert "x or y" in question.text
    assert "prefer: {Ana Cruz: x}" in question.hint and "deny: [Ana Cruz]" in question.hint
    assert asked(article(body="Ana Cruz.", prefer={"Ana Cruz": "y"}), entities=two) == []
    assert asked(article(body="Ana Cruz.", deny=("Ana Cruz",)), entities=two) == []


def test_questions_come_by_file() -> None:
    found = kinds(article("b", date=None), article("a", status="inbox", date=None))
    assert found == [("a.md", "inbox"), ("a.md", "undated"), ("b.md", "undated")]


# -------------------------------------------------------------------------------------------------------- duplicates

STORY = (
    "The harbour council of Port Ellery voted on Monday to close the old fish market for two years, after engineers "
    "found that the piles below its eastern hall had rotted further than anybody had thought. Stallholders will move "
    "to a row of sheds behind the customs house until the end of the following summer."
)


def told(ident: str, day: int = 1, **fields: Any) -> Article:
    return article(ident, date=parse(f"2017-08-{day:02}"), body=STORY, **fields)


def duplicates(*articles: Article, answers: tuple[Answer, ...] = ()) -> list[Question]:
    library = Library(articles={a.id: a for a in articles}, answers=answers)
    site, _, _ = connect(library, SiteConfig(), drafts=True)
    return [q for q in questions(site) if q.kind == "duplicate"]


def said(text: str, verdict: Any = "reject", kind: str = "duplicate") -> Answer:
    return Answer(kind=kind, text=text, verdict=verdict)


def test_a_copy_is_asked_about_in_the_file_of_the_earlier_article() -> None:
    [question] = duplicates(told("a", 2), told("b", 1, title="Market to close"))
    assert question.path == "content/articles/b.md"
    assert "“Market to close”" in question.text and "a (" in question.text
    assert "also_reported_by: [a]" in question.hint
    assert "{kind: duplicate, text: a, verdict: reject}" in question.hint


def test_the_copies_of_one_article_are_one_question() -> None:
    [question] = duplicates(told("a"), told("b"), told("c"))
    assert "also_reported_by: [b, c]" in question.hint


def test_what_is_listed_already_stays_listed() -> None:
    [question] = duplicates(told("a", also_reported_by=("b",)), told("b"), told("c"))
    assert question.path.endswith("/a.md") and "also_reported_by: [b, c]" in question.hint


def test_an_id_that_yaml_would_misread_is_quoted() -> None:
    [question] = duplicates(told("a"), told("b, c"))
    assert 'also_reported_by: ["b, c"]' in question.hint and 'text: "b, c"' in question.hint


def test_copies_in_the_inbox_are_asked_about() -> None:
    assert len(duplicates(told("a"), told("b", status="inbox"))) == 1


@pytest.mark.parametrize(
    ("a", "b", "c"),
    [
        ({"also_reported_by": ("b", "c")}, {}, {}),
        ({"also_reported_by": ("b",)}, {"also_reported_by": ("c",)}, {}),
        ({}, {"also_reported_by": ("a",)}, {"also_reported_by": ("b",)}),
        ({"answers": (said("b", "accept"), said("c", "accept"))}, {}, {}),
        ({"also_reported_by": ("b",), "answers": (said("c"),)}, {}, {}),
        ({"answers": (said("b"), said("c"))}, {"answers": (said("c"),)}, {}),
        ({}, {"answers": (said("a"),)}, {"answers": (said("a"), said("b"))}),
        # Neither is a copy of the other's copy.
        ({}, {"also_reported_by": ("c",), "answers": (said("a"),)}, {}),
        ({"also_reported_by": ("c",)}, {"answers": (said("c"),)}, {}),
    ],
)
def test_what_is_answered_is_not_asked_again(a: dict[str, Any], b: dict[str, Any], c: dict[str, Any]) -> None:
    assert duplicates(told("a", **a), told("b", **b), told("c", **c)) == []


@pytest.mark.parametrize("text", ["a b", "b a", "b, a"])
def test_an_answer_across_articles_counts(text: str) -> None:
    assert duplicates(told("a"), told("b"), answers=(said(text),)) == []
    assert duplicates(told("a"), told("b"), answers=(said(text, "accept"),)) == []


def test_another_answer_does_not_count() -> None:
    for answer in (said("x"), said("b", kind="date"), said("b", "edit"), said("")):
        assert len(duplicates(told("a", answers=(answer,)), told("b"), answers=(said("a"), said("")))) == 1


def test_after_one_copy_is_denied_the_rest_is_still_asked() -> None:
    [question] = duplicates(told("a", answers=(said("b"),)), told("b"), told("c"))
    assert question.path.endswith("/a.md") and "also_reported_by: [c]" in question.hint
    assert duplicates(told("a", answers=(said("b"),), also_reported_by=("c",)), told("b"), told("c")) == []
    [question] = duplicates(told("a", answers=(said("b"), said("c"))), told("b"), told("c"))
    assert question.path.endswith("/b.md") and "also_reported_by: [c]" in question.hint
