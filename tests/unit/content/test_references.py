"""Ties between records: every id that is named has a record, and values do not contradict each other."""

from __future__ import annotations

from typing import Any

import pytest

from digest.content.references import Hints, check, zone_exists
from digest.dates import parse
from digest.model import Article, Edition, Entity, EventFields, Library, Position, Quote, SharedEvent, Source, Story


def article(**fields: Any) -> Article:
    return Article(id="a", path="content/articles/a.md", title="A", **fields)


def entity(ident: str, **fields: Any) -> Entity:
    return Entity(id=ident, path=f"content/entities/places/{ident}.md", group="places", name=ident.title(), **fields)


def found(*records: Any, unread: dict[str, set[str]] | None = None) -> list[tuple[str, str, str]]:
    """(key, code, severity) of each problem of a library with these records, and Manila."""
    shelves: dict[type, str] = {
        Article: "articles", Entity: "entities", Source: "sources", Story: "stories", Edition: "editions", SharedEvent: "events"
    }  # fmt: skip
    given: dict[str, dict[str, Any]] = {"entities": {"manila": entity("manila")}}
    for record in records:
        given.setdefault(shelves[type(record)], {})[record.id] = record
    problems = check(Library(**given), unread)
    return [(p.key, p.code, p.severity) for p in problems]


def test_what_is_sound() -> None:
    assert (
        found(
            article(
                source="inquirer",
                story="s",
                entities=("manila",),
                prefer={"M": "manila"},
                also_reported_by=("a",),
                events=(
                    EventFields(event="e"),
                    EventFields(headline="H", place="manila", entities=("manila",), when="on Monday"),
                ),
                quotes=(Quote(text="Short", speaker="Somebody without a record"),),
            ),
            Source(id="inquirer", path="p", name="I", time_zone="Asia/Manila", cut=(r"^READ:.*", r"[[a]")),
            Story(id="s", path="p", title="S"),
            Edition(id="1", path="p", number=1, period=parse("2017"), articles=("a",)),
            SharedEvent(id="e", path="p", headline="H", story="s", place="manila", entities=("manila",)),
            entity("luzon", part_of="manila", positions=(Position(title="T", organization="manila"),)),
        )
        == []
    )


def test_what_is_unknown_stops_a_build_unless_a_record_may_come_later() -> None:
    assert found(
        article(
            source="none",
            story="none",
            entities=("manila", "none"),
            prefer={"S. X": "none"},
            also_reported_by=("none",),
            events=(EventFields(headline="H", event="none", place="none", entities=("none",)),),
        )
    ) == [
        ("story", "unknown-story", "error"),
        ("source", "unknown-source", "warning"),
        ("entities[1]", "unknown-entity", "warning"),
        ("prefer.S. X", "unknown-entity", "error"),
        ("also_reported_by[0]", "unknown-article", "error"),
        ("events[0].event", "unknown-event", "error"),
        ("events[0].place", "unknown-entity", "warning"),
        ("events[0].entities[0]", "unknown-entity", "warning"),
    ]


def test_ties_of_other_records() -> None:
    assert found(
        Edition(id="1", path="p", number=1, period=parse("2017"), articles=("none",)),
        SharedEvent(id="e", path="p", headline="H", story="none", place="none", entities=("none",)),
        entity("luzon", part_of="none", positions=(Position(title="T", organization="none"),)),
    ) == [
        ("part_of", "unknown-entity", "error"),
        ("positions[0].organization", "unknown-entity", "error"),
        ("articles[0]", "unknown-article", "error"),
        ("story", "unknown-story", "error"),
        ("place", "unknown-entity", "error"),
        ("entities[0]", "unknown-entity", "warning"),
    ]


def test_a_record_with_mistakes_of_its_own_is_not_unknown() -> None:
    assert found(article(story="s", entities=("x",)), unread={"story": {"s"}, "entity": {"x"}}) == []


def test_events() -> None:
    both = EventFields(headline="H", date=parse("2017"), when="on Monday")
    nameless = EventFields(headline=" ", place="manila")
    assert found(
        article(events=(both, nameless, EventFields(event="e"))), SharedEvent(id="e", path="p", headline="H")
    ) == [
        ("events[0].when", "date-and-when", "error"),
        ("events[1]", "missing-key", "error"),
    ]
    quotes = (Quote(text="x", speaker="a"), Quote(text="x", speaker="a", date=both.date, when="today"))
    assert found(article(quotes=quotes)) == [("quotes[1].when", "date-and-when", "error")]


def test_who_is_part_of_itself() -> None:
    circle = [entity("a", part_of="b"), entity("b", part_of="c"), entity("c", part_of="a")]
    tail, alone = entity("x", part_of="a"), entity("self", part_of="self")
    problems = check(Library(entities={e.id: e for e in [tail, *circle, alone]}))
    assert {(p.path.rsplit("/", 1)[1], p.code) for p in problems} == {
        ("a.md", "circle"), ("b.md", "circle"), ("c.md", "circle"), ("self.md", "circle"),
    }  # fmt: skip


def test_a_long_chain_is_followed_once() -> None:
    """Following it from each of its members takes minutes."""
    chain = {f"e{n}": entity(f"e{n}", part_of=f"e{n + 1}" if n < 20_000 else "e10000") for n in range(20_001)}
    assert len(check(Library(entities=chain))) == 10_001


@pytest.mark.parametrize(
    "rule", ["(", "*", "[", "a{2,1}", "(?P<n>", "(" * 9_000, "a{99999999999}"], ids=lambda r: r[:10]
)
def test_cut_rules_that_are_no_regular_expressions(rule: str) -> None:
    assert found(Source(id="s", path="p", name="S", cut=("^ok$", rule))) == [("cut[1]", "bad-rule", "error")]


def test_time_zones() -> None:
    assert found(Source(id="s", path="p", name="S", time_zone="Asia/Manilla")) == [
        ("time_zone", "wrong-value", "error")
    ]
    assert zone_exists("Asia/Manila") and zone_exists("UTC")
    for name in ("", "Nowhere", "../../etc/passwd", "/etc/passwd", "Asia", "a\0b", "x" * 5000, "Asia/Manila\n"):
        assert not zone_exists(name)


def test_hints_among_few_and_among_many() -> None:
    assert Hints({"manila", "moscow"}).near("Manilla") == "did you mean “manila”?"
    assert Hints({"manila", "moscow"}).near("zzz") == "known: manila, moscow"
    assert Hints(set()).near("x") == ""
    many = Hints({f"report-{n:05}" for n in range(50_000)} | {"alan-peter-cayetano", "東京"})
    assert many.near("alan-peter-cayetno") == "did you mean “alan-peter-cayetano”?"
    assert many.near("zzz-cayetano") == ""
    assert many.near("qqqq") == ""
    assert many.near("x" * 100_000) == many.near("") == ""


def test_hints_for_thousands_of_unknown_ids_come_in_time() -> None:
    hints = Hints({f"the-report-number-{n}" for n in range(20_000)})
    assert {hints.near(f"teh-report-number-{n}") == "" for n in range(300)} == {False}
