"""What waits for the curator: asked once for each thing that only a person can decide."""

from __future__ import annotations

from typing import Any

from digest.config import SiteConfig
from digest.dates import parse
from digest.link import connect
from digest.model import Article, Entity, EventFields, Library, SharedEvent
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
