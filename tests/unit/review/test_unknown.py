"""Names that no record has: counted over the digest, asked once each, the most frequent first, and only what is worth it."""

from __future__ import annotations

from typing import Any

import pytest

from digest.config import SiteConfig
from digest.content.change import END
from digest.dates import parse
from digest.link import connect
from digest.model import Answer, Article, Entity, Library, Source
from digest.review import unknown
from digest.review.options import Refused
from digest.review.question import Question


def told(n: int, body: str, **fields: Any) -> Article:
    return Article(
        id=f"a{n}", path=f"content/articles/a{n}.md", title="A title", body=body, date=parse("2017"), **fields
    )


def asked(*bodies: str, entities: tuple[Entity, ...] = (), language: str = "en", **shelves: Any) -> list[Question]:
    articles = {a.id: a for a in (told(n, body, language=language) for n, body in enumerate(bodies))}
    library = Library(articles=articles, entities={e.id: e for e in entities}, **shelves)
    return list(unknown.ask(connect(library, SiteConfig())[0], SiteConfig()))


HALE = Entity(id="walter-hale", path="content/entities/people/walter-hale.md", group="people", name="Walter Hale")
TEXT = "They say that Captain Irene Calder sailed."


def test_a_name_is_asked_about_once_for_the_whole_digest_with_its_sentences() -> None:
    bodies = (TEXT, "It was Irene Calder who came, said Walter Hale.", "At noon Walter Hale met Irene Calder.")
    first, second = asked(*bodies)
    assert (first.title, second.title) == ("Irene Calder", "Walter Hale")
    assert first.context[0] == f"a0: {TEXT}" and first.marked == "Irene Calder"
    assert "3 articles hold it, 3 times" in first.why and "Taken for a person" in first.why
    assert first.options[0].key == "person" and "content/entities/people/irene-calder.md" in first.options[0].label
    assert [q.title for q in asked(*bodies, entities=(HALE,))] == ["Irene Calder"]


def test_a_name_of_one_article_is_asked_about_when_it_stands_there_often() -> None:
    assert asked(TEXT) == []
    assert [q.title for q in asked(f"{TEXT} Then Irene Calder rested, and Irene Calder slept.")] == ["Irene Calder"]


def test_a_capital_says_nothing_where_every_noun_has_one() -> None:
    bodies = ("Im Archiv liegt ein Brief von Irene Calder. Der Brief ist kurz, und im Brief steht nichts.", TEXT, TEXT)
    articles = {f"a{n}": told(n, body, language="de-AT" if n == 0 else "en") for n, body in enumerate(bodies)}
    site = connect(Library(articles=articles), SiteConfig())[0]
    [question] = unknown.ask(site, SiteConfig())
    assert question.title == "Irene Calder" and "3 articles hold it" in question.why, (
        "what others show to be a name counts"
    )
    assert list(unknown.ask(site, SiteConfig(language="de"))) != [] == asked(bodies[0], language="lb")


@pytest.mark.parametrize(
    "shelves",
    [
        {"answers": (Answer(kind="unknown-name", text="Irene Calder", verdict="reject"),)},
        {"sources": {"s": Source(id="s", path="content/sources/s.md", name="Irene Calder")}},
        {"entities": (Entity(id="i", path="p", group="people", name="Calder", aliases=("Irene Calder",)),)},
    ],
)
def test_what_is_settled_is_not_asked_again(shelves: Any) -> None:
    assert asked(TEXT, TEXT, **shelves) == []


def edit(question: Question, key: str, typed: str = "") -> Any:
    edits = question.settle(key, typed)
    assert not isinstance(edits, Refused), edits
    [only] = edits
    return only


def test_it_becomes_a_record_an_alias_or_nothing() -> None:
    [question] = asked(TEXT, TEXT, entities=(HALE,))
    made = edit(question, "person")
    assert (made.action, made.path) == ("create", "content/entities/people/irene-calder.md")
    assert made.values == {("name",): "Irene Calder"}
    assert edit(question, "place").path == "content/entities/places/irene-calder.md"
    assert edit(question, "alias", "walter-hale").values == {("aliases", END): "Irene Calder"}
    renamed = edit(question, "name", "Irena Calder")
    assert renamed.path.endswith("/irena-calder.md")
    assert renamed.values == {("name",): "Irena Calder", ("aliases",): ["Irene Calder"]}
    assert isinstance(question.settle("name", "Irene  Calder"), Refused)
    assert isinstance(question.settle("alias", "nobody"), Refused)
    refused = edit(question, "no").values["answers", END]
    assert refused == {"kind": "unknown-name", "text": "Irene Calder", "verdict": "reject"}


def test_what_is_likely_another_name_is_offered_first() -> None:
    board = Entity(
        id="board", path="content/entities/organizations/board.md", group="organizations", name="Harbour Board"
    )
    [question] = asked("They asked the HB at noon.", "We wrote to the HB at one.", entities=(board,))
    assert question.title == "HB" and question.options[0].key == "alias-board"
    assert edit(question, "alias-board").path == board.path


def test_an_id_never_meets_another() -> None:
    taken = Entity(id="irene-calder", path="p", group="things", name="A ship")
    [question] = asked(TEXT, TEXT, entities=(taken,))
    assert edit(question, "person").path == "content/entities/people/irene-calder-2.md"


def test_a_large_digest_gives_a_list_that_a_person_can_work_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unknown, "NEWEST", 2)
    monkeypatch.setattr(unknown, "SPREAD", 2)
    monkeypatch.setattr(unknown, "MOST", 3)
    names = ["Irene Calder", "Walter Hale", "Ada Crane", "Tom Birch"]
    bodies = [f"{TEXT} They met {', '.join(names[:n])} there." for n in (1, 2, 3, 4, 2, 3, 4, 4, 4, 4)]
    found = asked(*bodies)
    assert len(found) == 3 and found[0].title == "Irene Calder"
    assert "10 articles hold it, 20 times" in found[0].why, "what was found in a sample is counted in all"


def test_a_word_that_is_a_part_of_many_names_is_none() -> None:
    assert asked("They asked the Ministry to wait.", "Nobody at the Ministry could say.") == []


def test_a_word_that_only_opens_sentences_and_what_code_says_are_no_names() -> None:
    assert asked("Stallholders left.", "Stallholders came.", "`Irene Calder`", "`Irene Calder` [[Irene Calder]]") == []
