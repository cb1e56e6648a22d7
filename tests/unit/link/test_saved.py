"""The filter of saved timelines: every condition, any of its values, and dates that may or may not lie inside."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from digest.dates import DateError, When, parse
from digest.link.saved import Verdict, lies_in, meets
from digest.model import Article, Entity, Event, SavedTimeline

PLACES = {
    ident: Entity(id=ident, path="", name=ident, group="places", part_of=above)
    for ident, above in (("berth", "quay"), ("quay", "port"), ("port", ""), ("ring", "round"), ("round", "ring"))
}
ARTICLES = {i: Article(id=i, path="", title=i, source=source) for i, source in (("a", "gazette"), ("b", "herald"))}


def happened(**fields: Any) -> Event:
    return Event(**{"id": "e", "headline": "E", "date": None, **fields})


def saved(**fields: Any) -> SavedTimeline:
    return SavedTimeline(id="t", path="", title="T", **fields)


def verdict(event: Event, timeline: SavedTimeline) -> Verdict:
    return meets(event, timeline, ARTICLES, PLACES)


SOME = st.sampled_from(["ada", "bo", "quay", "port", "berth", "ring"])
WORDS = st.sampled_from(["vote", "Vote ", "flood", "harbour", "harbour/dues", "Harbour / Dues / Old", "town"])
DATES = st.sampled_from(["2019", "2020", "2020-02", "2020-02-03", "2020-03~", "2019-12/2020-02", "2020/..", "../2020"])
EVENTS = st.builds(
    happened,
    date=st.one_of(st.none(), DATES.map(parse)),
    place=st.one_of(st.just(""), SOME),
    entities=st.lists(SOME, max_size=2).map(tuple),
    kind=WORDS,
    articles=st.lists(st.sampled_from(["a", "b", "gone"]), max_size=2).map(tuple),
    stories=st.lists(SOME, max_size=2).map(tuple),
    tags=st.lists(WORDS, max_size=2).map(tuple),
)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "entities": SOME,
    "places": SOME,
    "stories": SOME,
    "kinds": WORDS,
    "tags": WORDS,
    "sources": st.sampled_from(["gazette", "herald"]),
}
CONDITIONS = st.fixed_dictionaries(
    {name: st.lists(values, max_size=2).map(tuple) for name, values in VALUES.items()}
    | {"period": st.one_of(st.none(), DATES.map(parse))}
)
ORDER = {"no": 0, "maybe": 1, "yes": 2}


@given(EVENTS)
def test_a_timeline_without_conditions_has_every_event(event: Event) -> None:
    assert verdict(event, saved()) == "yes"


@settings(deadline=None)
@given(EVENTS, CONDITIONS)
def test_every_condition_must_be_met(event: Event, conditions: dict[str, Any]) -> None:
    alone = [verdict(event, saved(**{name: value})) for name, value in conditions.items()]
    assert ORDER[verdict(event, saved(**conditions))] == min(ORDER[v] for v in alone)


@settings(deadline=None)
@given(EVENTS, CONDITIONS, st.data())
def test_another_value_of_a_condition_never_takes_an_event_away(
    event: Event, conditions: dict[str, Any], data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(sorted(VALUES)))
    assume(conditions[name])
    wider = {**conditions, name: (*conditions[name], data.draw(VALUES[name]))}
    assert ORDER[verdict(event, saved(**wider))] >= ORDER[verdict(event, saved(**conditions))]


@settings(deadline=None)
@given(EVENTS, CONDITIONS, st.randoms(use_true_random=False))
def test_the_order_of_values_does_not_matter(event: Event, conditions: dict[str, Any], random: Any) -> None:
    shuffled = {
        name: tuple(random.sample(value, len(value))) if name in VALUES else value for name, value in conditions.items()
    }
    assert verdict(event, saved(**shuffled)) == verdict(event, saved(**conditions))


@pytest.mark.parametrize(
    ("event", "conditions", "met"),
    [
        ({"entities": ("ada",)}, {"entities": ("bo", "ada")}, True),
        ({"place": "quay"}, {"entities": ("quay",)}, True),
        ({"place": "berth"}, {"entities": ("quay",)}, False),
        ({"place": "berth"}, {"places": ("port",)}, True),
        ({"place": "port"}, {"places": ("quay",)}, False),
        ({"place": "ring"}, {"places": ("round",)}, True),
        ({"place": "elsewhere"}, {"places": ("elsewhere",)}, True),
        ({"entities": ("quay",)}, {"places": ("quay",)}, False),
        ({"tags": ("Harbour/Dues",)}, {"tags": ("harbour",)}, True),
        ({"tags": ("harbour",)}, {"tags": ("harbour/dues",)}, False),
        ({"tags": ("harbours",)}, {"tags": ("harbour",)}, False),
        ({"kind": "Vote"}, {"kinds": ("vote",)}, True),
        ({"kind": ""}, {"kinds": ("vote",)}, False),
        ({"stories": ("dues",)}, {"stories": ("dues",)}, True),
        ({"articles": ("a", "b")}, {"sources": ("herald",)}, True),
        ({"articles": ("a",)}, {"sources": ("herald",)}, False),
        ({"articles": ("gone",)}, {"sources": ("herald",)}, False),
    ],
)
def test_what_meets_a_condition(event: dict[str, Any], conditions: dict[str, Any], met: bool) -> None:
    assert verdict(happened(**event), saved(**conditions)) == ("yes" if met else "no")


# --------------------------------------------------------------------------------------------------------------- period


@pytest.mark.parametrize(
    ("date", "period", "expected"),
    [
        ("2020-05-03", "2020", "yes"),
        ("2020-05", "2020-05/2020-06", "yes"),
        ("2020", "2020-05/2020-06", "maybe"),
        ("202X", "2020-05/2020-06", "maybe"),
        ("2020-05~", "2020", "maybe"),
        ("2020-05?", "2019", "no"),
        ("2020-05-03", "2020-06/..", "no"),
        ("2020-05-03", "../2020-06", "yes"),
        # what lasted belongs when some of it certainly fell inside
        ("2016/2019", "2017", "yes"),
        ("2016/2019", "2019-02/2019-03", "maybe"),
        ("2016/2019", "2020", "no"),
        ("2018/..", "2020", "yes"),
        ("2018/", "2020", "maybe"),
        ("2018/", "2018", "yes"),
        ("../2018", "2016", "yes"),
        ("/2018", "2016", "maybe"),
        ("/2018", "2019", "no"),
        ("2018~/2020", "2019", "maybe"),
    ],
)
def test_a_period_compares_honestly(date: str, period: str, expected: Verdict) -> None:
    assert lies_in(parse(date), parse(period)) == expected


def test_what_has_no_date_lies_in_no_period() -> None:
    assert lies_in(None, parse("2020")) == "no"


NEAR = st.dates(datetime.date(2019, 11, 1), datetime.date(2020, 3, 1))
POINTS = st.builds(lambda day, n: parse(str(day)[:n]), NEAR, st.sampled_from([10, 10, 7, 4]))
PERIODS = st.builds(lambda a, b: parse(f"{min(a, b)}/{max(a, b)}"), NEAR, NEAR)


@given(POINTS, PERIODS)
def test_a_date_is_inside_as_its_possible_days_are(date: When, period: When) -> None:
    assert date.first_day and date.last_day and period.first_day and period.last_day
    days = range(date.first_day.toordinal(), date.last_day.toordinal() + 1)
    inside = [period.first_day.toordinal() <= day <= period.last_day.toordinal() for day in days]
    assert lies_in(date, period) == ("yes" if all(inside) else "maybe" if any(inside) else "no")


@given(POINTS, POINTS, PERIODS)
def test_an_interval_belongs_as_each_of_its_possible_courses_does(begin: When, end: When, period: When) -> None:
    try:
        date = parse(f"{begin.edtf}/{end.edtf}")
    except DateError:
        assume(False)
    assert begin.first_day and begin.last_day and end.first_day and end.last_day
    assert period.first_day and period.last_day
    shortest = (min(begin.last_day, end.last_day), max(end.first_day, begin.first_day))
    extremes = [(begin.first_day, max(end.first_day, begin.first_day)), (begin.last_day, end.last_day), shortest]
    courses = [(a, b) for a, b in extremes if a <= b]
    overlap = [a <= period.last_day and period.first_day <= b for a, b in courses]
    found = lies_in(date, period)
    if found == "yes":
        assert all(overlap)
    if found == "no":
        assert not any(overlap)
