"""Events of different articles that seem to be one."""

from __future__ import annotations

from typing import Any

import pytest

from digest.dates import parse
from digest.link.same_event import MOST_IN_BLOCK, find
from digest.model import Entity, Event

ENTITIES = {
    ident: Entity(id=ident, path="p", group="people", name=name)
    for ident, name in {"pryce": "Ada Pryce", "brask": "Teodor Brask", "board": "Harbour Board", "elm": "Elm"}.items()
}


def event(ident: str, headline: str, date: str | None = "2024-03-04", **fields: Any) -> Event:
    fields = {"articles": (f"of-{ident}",), **fields}
    return Event(id=ident, headline=headline, date=parse(date) if date else None, **fields)


def pairs(*events: Event, shared: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    return [(p.first, p.second) for p in find(events, ENTITIES, shared)]


TWO = {"entities": ("pryce", "brask")}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (event("a", "Pryce and Brask meet", **TWO), event("b", "Brask meets Pryce in Elm", **TWO)),
        (event("a", "Pryce and Brask meet", kind="talks", **TWO), event("b", "A chat of two", kind="talks", **TWO)),
        (
            event("a", "Pryce closes the quay", entities=("pryce",)),
            event("b", "The quay is closed", entities=("pryce",)),
        ),
        (event("a", "A bell falls into the harbour"), event("b", "The bell fell in the harbour")),
        (event("a", "Pryce and Brask meet", "2024-03", **TWO), event("b", "Brask meets Pryce", "2024-03-09", **TWO)),
        (event("a", "Pryce and Brask meet", "2024-03-04T10:00", **TWO), event("b", "Brask meets Pryce", **TWO)),
    ],
)
def test_what_agrees_is_asked_about(one: Event, other: Event) -> None:
    assert pairs(one, other) == [("a", "b")]
    assert all(pair.why for pair in find((one, other), ENTITIES))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (event("a", "Pryce and Brask meet", **TWO), event("b", "Brask meets Pryce", "2024-03-05", **TWO)),
        (event("a", "Pryce and Brask meet", **TWO), event("b", "Brask meets Pryce", None, **TWO)),
        (event("a", "Pryce and Brask meet", "2024", **TWO), event("b", "Brask meets Pryce", "2024", **TWO)),
        (event("a", "Pryce and Brask meet", **TWO), event("b", "Brask sues Pryce", **TWO)),
        (event("a", "Pryce closes the quay", entities=("pryce",)), event("b", "Pryce resigns", entities=("pryce",))),
        (event("a", "Pryce votes", entities=("pryce",)), event("b", "Brask votes", entities=("brask",))),
        (event("a", "They meet in Elm", place="elm", **TWO), event("b", "They meet", place="moor", **TWO)),
        (event("a", "Pryce and Brask meet", **TWO), event("b", "Brask meets Pryce", articles=("of-a",), **TWO)),
        (event("a", "Pryce and Brask meet", **TWO), event("b", "Brask meets Pryce", articles=(), **TWO)),
        (event("a", "A vote"), event("b", "A vote")),
    ],
)
def test_what_does_not_is_left_alone(one: Event, other: Event) -> None:
    assert pairs(one, other) == []


def test_the_event_with_a_file_stays_and_two_with_files_are_the_curators() -> None:
    a, b = event("a", "Pryce and Brask meet", **TWO), event("b", "Brask meets Pryce", **TWO)
    assert pairs(a, b, shared=("b",)) == [("b", "a")]
    assert pairs(a, b, shared=("a",)) == [("a", "b")]
    assert pairs(a, b, shared=("a", "b")) == []


def test_of_two_articles_an_event_has_one_counterpart() -> None:
    meeting = event("a", "Pryce and Brask meet in the net loft", **TWO)
    near = event("b", "Brask and Pryce meet in the loft", articles=("x",), **TWO)
    less = event("c", "After they meet, Pryce and Brask sign", articles=("x",), **TWO)
    assert pairs(meeting, less) == [("a", "c")]
    assert pairs(meeting, near, less) == [("a", "b")]


def test_three_articles_with_one_event_are_three_pairs() -> None:
    events = [event(name, "Brask meets Pryce", **TWO) for name in "abc"]
    assert pairs(*events) == [("a", "b"), ("a", "c"), ("b", "c")]


def test_what_everything_shares_tells_nothing_and_costs_nothing() -> None:
    events = [event(f"e{n}", "Brask meets Pryce", **TWO) for n in range(MOST_IN_BLOCK * 100)]
    assert pairs(*events) == []
