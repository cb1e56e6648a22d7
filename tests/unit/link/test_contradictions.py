"""What the reports of one event say differently. Cases are data (tests/cases/contradictions): two reports, and what
they differ on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from digest.config import SiteConfig
from digest.dates import parse
from digest.link import connect
from digest.link.contradictions import BOTH, Reports, text_of
from digest.model import Answer, Article, Difference, Entity, EventFields, Library, SharedEvent, Site

FOLDER = Path(__file__).parents[2] / "cases" / "contradictions"
PRYCE = Entity(id="pryce", path="p", group="people", name="Ada Pryce")
FIRE = SharedEvent(id="fire", path="content/events/fire.md", headline="A fire breaks out in the net loft")


def cases(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8"))
    return found


def report(ident: str, body: str, date: str = "2024-03-05", when: str = "2024-03-04", **fields: Any) -> Article:
    told = EventFields(event="fire", entities=("pryce",), date=parse(when) if when else None)
    given = {"title": "Elm news", "date": parse(date), "events": (told,)} | fields
    return Article(id=ident, path=f"content/articles/{ident}.md", body=body, **given)


def site(*articles: Article, answers: tuple[Answer, ...] = (), fire: SharedEvent = FIRE, **config: Any) -> Site:
    library = Library(
        articles={a.id: a for a in articles}, entities={"pryce": PRYCE}, events={"fire": fire}, answers=answers
    )
    return connect(library, SiteConfig(**config))[0]


def differences(*articles: Article, language: str = "en", fire: SharedEvent = FIRE) -> list[Difference]:
    made = site(*articles, fire=fire)
    return Reports(made.articles, made.mentions, made.library.entities, lambda _: "", language).find(
        made.events["fire"]
    )


@pytest.mark.parametrize("case", cases("numbers"), ids=lambda c: f"{c['first'][-40:]} | {c['second'][-40:]}")
def test_numbers(case: dict[str, Any]) -> None:
    found = differences(report("a", case["first"]), report("b", case["second"]))
    assert [f"{d.about}: {d.first.words} / {d.second.words}" for d in found] == case["differ"]
    for d in found:
        assert (d.event, d.kind, d.first.article, d.second.article, d.right) == ("fire", "number", "a", "b", "")
        for claim, body in ((d.first, case["first"]), (d.second, case["second"])):
            assert claim.evidence and claim.words in body[slice(*claim.evidence.sentence)]
    turned = differences(report("a", case["second"]), report("b", case["first"]))
    assert len(turned) == len(found)
    assert differences(report("a", case["first"]), report("b", case["first"])) == []


@pytest.mark.parametrize("case", cases("titles"), ids=lambda c: f"{c['first']} | {c['second']}")
def test_titles(case: dict[str, Any]) -> None:
    found = differences(report("a", case["first"]), report("b", case["second"]))
    assert [f"{d.first.words} / {d.second.words}" for d in found] == ([case["differ"]] if case["differ"] else [])
    assert all((d.kind, d.about) == ("title", "pryce") for d in found)
    assert differences(report("a", case["first"]), report("b", case["second"], date="2024-05-05")) == []


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("2024-03-04", "2024-03-05", True),
        ("2024-03-04", "2024-03", False),
        ("2024-03-04", "2024-03-04T10:00+01:00", False),
        ("2024-03", "2024-04", True),
        ("2024-03-04", "", False),
    ],
)
def test_dates(one: str, other: str, differ: bool) -> None:
    found = differences(report("a", "", when=one), report("b", "", when=other))
    assert [(d.kind, d.first.words, d.second.words) for d in found] == ([("date", one, other)] if differ else [])


A, B = (report(n, f"A fire broke out in the net loft. {s} people were injured.") for n, s in (("a", "12"), ("b", "15")))


def test_reports_in_other_languages_say_nothing() -> None:
    assert len(differences(A, B)) == 1
    assert differences(A, msgspec.structs.replace(B, language="fil")) == []
    assert differences(A, B, language="de") == []
    assert len(differences(*(msgspec.structs.replace(x, language="en-PH") for x in (A, B)), language="de")) == 1


def test_one_difference_is_told_once_however_many_report_it() -> None:
    others = [msgspec.structs.replace(B, id=f"c{n}") for n in range(5)]
    found = differences(A, B, *others)
    assert [(d.first.article, d.second.article) for d in found] == [("a", "b")]


def test_the_curators_facts_count_where_the_article_tells_nothing_else() -> None:
    told = report("a", "", facts=("A fire broke out in the net loft.", "It injured 12 people."))
    assert [d.first.words for d in differences(told, B)] == ["injured 12 people"]
    more = (*told.events, EventFields(headline="A vote", date=parse("2024-03-01")))
    assert differences(msgspec.structs.replace(told, events=more), B) == []


def answer(difference: Difference, verdict: Any, value: str = "") -> Answer:
    return Answer(kind="contradiction", text=text_of(difference), verdict=verdict, value=value)


@pytest.mark.parametrize(
    ("verdict", "value", "shown"),
    [("accept", BOTH, [""]), ("accept", "a", ["a"]), ("accept", "b", ["b"]), ("accept", "x", [""]), ("reject", "", [])],
)
def test_only_what_was_decided_is_part_of_the_event(verdict: Any, value: str, shown: list[str]) -> None:
    (found,) = differences(A, B)
    assert site(A, B).events["fire"].differences == ()
    decided = site(A, B, answers=(answer(found, verdict, value),)).events["fire"].differences
    assert [d.right for d in decided] == shown
    other = msgspec.structs.replace(B, body=B.body.replace("15", "16"))
    assert site(A, other, answers=(answer(found, verdict, value),)).events["fire"].differences == ()


def test_the_date_of_the_report_that_is_right_is_the_events() -> None:
    one, other = report("a", "", when="2024-03-04"), report("b", "", when="2024-03-02")
    (found,) = differences(one, other)
    assert site(one, other).events["fire"].date == parse("2024-03-04")
    assert site(one, other, answers=(answer(found, "accept", BOTH),)).events["fire"].date == parse("2024-03-04")
    assert site(one, other, answers=(answer(found, "accept", "b"),)).events["fire"].date == parse("2024-03-02")
    dated = msgspec.structs.replace(FIRE, date=parse("2024-03-04"))
    assert site(one, other, answers=(answer(found, "accept", "b"),), fire=dated).events["fire"].date == dated.date


def test_dates_that_were_judged_are_no_problem_any_more() -> None:
    one, other = report("a", "", when="2024-03-04"), report("b", "", when="2024-03-02")
    (found,) = differences(one, other)

    def problems(*answers: Answer) -> list[str]:
        library = Library(articles={"a": one, "b": other}, events={"fire": FIRE}, answers=answers)
        return [p.code for p in connect(library, SiteConfig())[1] if p.code == "event-differs"]

    assert problems() == ["event-differs"]
    assert problems(answer(found, "accept", BOTH)) == problems(answer(found, "reject")) == []


@pytest.mark.parametrize("count", [0, 1, 3_000])
def test_a_text_of_nothing_but_numbers_is_read_in_time(count: int) -> None:
    body = "A fire broke out in the net loft. " + " ".join(f"{n} people were injured." for n in range(count))
    flat = "A fire broke out in the net loft with " + ", ".join(f"{n} injured" for n in range(count))
    assert len(differences(report("a", body), report("b", flat))) <= 1
