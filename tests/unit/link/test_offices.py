"""The office somebody held at a time: only what is certain."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from digest.dates import When, parse
from digest.link.offices import by_time, held
from digest.model import Entity, Position
from tests.support import ROOT

CASES = yaml.load((ROOT / "tests/cases/offices/held.yaml").read_text("utf-8"), yaml.BaseLoader)


def position(title: str = "Mayor", since: str = "", until: str = "") -> Position:
    return Position(title=title, since=parse(since) if since else None, until=parse(until) if until else None)


def person(*positions: Position) -> Entity:
    return Entity(id="ada", path="ada.md", group="people", name="Ada Alder", positions=positions)


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.get('since')}--{c.get('until')}--{c['when']}")
def test_what_was_certainly_held(case: dict[str, Any]) -> None:
    one = position(since=case.get("since", ""), until=case.get("until", ""))
    assert held(person(one), parse(case["when"])) == ((one,) if case["held"] == "true" else ())


def test_nothing_is_held_at_no_known_time() -> None:
    assert held(person(position(since="2010")), None) == ()


def test_several_offices_are_held_at_once_in_the_order_of_the_record() -> None:
    chair, mayor, past = position("Chair", "2015"), position("Mayor", "2010"), position("Clerk", "2001", "2009")
    assert held(person(chair, past, mayor), parse("2017-01-01")) == (chair, mayor)


def test_positions_by_time_the_latest_first() -> None:
    first, second = position("Clerk", "2001", "2009"), position("Mayor", "2010")
    ended, unknown, other = position("Usher", "", "1999"), position("Patron"), position("Friend")
    assert by_time((unknown, first, ended, second, other)) == (second, first, ended, unknown, other)


days = st.dates().map(lambda d: parse(f"{d.year:04d}-{d.month:02d}-{d.day:02d}"))
whens = st.one_of(
    days,
    st.sampled_from(
        [parse(t) for t in ("2017", "199X", "2017-08~", "2017?", "../2017", "2017/..", "/2017", "2016/2018")]
    ),
)


@given(st.lists(st.tuples(st.none() | whens, st.none() | whens), max_size=4), whens)
def test_what_is_held_over_a_time_is_held_on_each_of_its_days(spans: list[Any], when: When) -> None:
    entity = person(*(Position(title=str(n), since=s, until=u) for n, (s, u) in enumerate(spans)))
    found = held(entity, when)
    for day in (when.first_day, when.last_day):
        if found and day:
            assert set(found) <= set(held(entity, parse(day.isoformat())))
    assert sorted(by_time(entity.positions), key=lambda p: p.title) == sorted(entity.positions, key=lambda p: p.title)
