"""The outlet's country decides which of two figures is the day, wherever words for a date are read."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from digest.config import SiteConfig
from digest.dates import parse
from digest.link import connect
from digest.link.outlets import by_name, countries, outlets
from digest.link.quotes import problems, register
from digest.model import Article, Entity, EventFields, Library, Quote, SharedEvent, Site, Source, SourceName
from digest.review import Question, questions
from tests.support import ROOT

CASES = yaml.load((ROOT / "tests/cases/outlets/day-and-month.yaml").read_text("utf-8"), yaml.BaseLoader)
SOURCES = {
    ident: Source(id=ident, path=f"content/sources/{ident}.md", name=name, country=country)
    for ident, name, country in (
        ("tribune", "The Elm Tribune", "us"),
        ("herald", "Herald", "GB"),
        ("echo", "Echo", "US"),
        ("other-echo", "ECHO", "GB"),
        ("log", "Log", ""),
    )
}
ADA = Entity(id="ada", path="content/entities/people/ada.md", group="people", name="Ada Alder")
OF = {"tribune": ["tribune", "the elm  tribune"], "herald": ["herald", "HERALD"], "none": ["", "log", "Echo", "Nobody"]}
"""Ways to name an outlet; those of more than one word, or in capitals, are a name without a record's id."""


def source(written: str) -> str | SourceName:
    return written if written in ("", *SOURCES) else SourceName(name=written)


def article(ident: str, written: str, **fields: Any) -> Article:
    path = f"content/articles/{ident}.md"
    given: dict[str, Any] = {"title": ident, "date": parse("2024-06-10"), "source": source(written)} | fields
    return Article(id=ident, path=path, **given)


def connected(*articles: Article, **fields: Any) -> Site:
    library = Library(articles={a.id: a for a in articles}, sources=SOURCES, entities={"ada": ADA}, **fields)
    return connect(library, SiteConfig())[0]


def asked(site: Site, kind: str) -> list[Question]:
    return [q for q in questions(site) if q.kind == kind]


def test_the_record_of_an_outlet() -> None:
    outlet, country = outlets(SOURCES), countries(SOURCES)
    found = {w: outlet(article("a", w)) for written in OF.values() for w in written}
    assert [w for w, record in found.items() if record is SOURCES["tribune"]] == OF["tribune"]
    assert [w for w, record in found.items() if record is SOURCES["herald"]] == OF["herald"]
    assert country(article("a", "Tribune")) == "" == country(article("a", "Echo")), "of two it is nobody's"
    assert set(by_name(SOURCES.values())) == {"the elm tribune", "herald", "log"}


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["said"])
@pytest.mark.parametrize(("whose", "written"), [(whose, w) for whose, names in OF.items() for w in names])
def test_one_way_everywhere(case: dict[str, str], whose: str, written: str) -> None:
    said, date = case["said"], case.get(whose, "")
    told = article("a", written, events=(EventFields(headline="It is late", when=said),),
                   quotes=(Quote(text="It is late.", speaker="ada", when=said),))  # fmt: skip
    site = connected(told)
    [event] = site.events.values()
    [saying] = register(site.articles.values(), site.library.entities, countries(SOURCES))
    assert [d.edtf if d else "" for d in (event.date, saying.date)] == [date, date]
    assert [p.code for p in problems([told], countries(SOURCES))] == ([] if date else ["unresolved-date"])
    assert bool(asked(site, "unknown-date")) == (not date)


def test_two_outlets_contradict_each_other_by_their_own_readings() -> None:
    told = EventFields(event="fire", when="on 04/05/2024")
    fire = SharedEvent(id="fire", path="content/events/fire.md", headline="A fire breaks out")
    american, british = article("a", "tribune", events=(told,)), article("b", "Herald", events=(told,))
    site = connected(american, british, events={"fire": fire})
    [question] = asked(site, "contradiction")
    assert "“2024-04-05” in a, “2024-05-04” in b" in question.text
    assert (
        asked(connected(american, article("c", "tribune", events=(told,)), events={"fire": fire}), "contradiction")
        == []
    )


@pytest.mark.parametrize(
    ("written", "date"), [("tribune", "2024-04-05"), ("the Elm Tribune", "2024-04-05"), ("herald", "2024-05-04")]
)
def test_the_reviews_questions_read_them_so_too(written: str, date: str) -> None:
    [question] = asked(connected(article("a", written, body="Ada Alder resigned on 04/05/2024.")), "event")
    assert date in question.text
    [question] = asked(connected(article("b", written, body="Elm, 04/05/2024. It is late.", date=None)), "undated")
    assert next(o.label for o in question.options).startswith(date)
