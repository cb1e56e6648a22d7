"""Editions by hand and by week: which there are, what each holds, and that what is named once is named for good."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.dates import compare, from_date, interval, parse, week_of
from digest.link import oldest_first
from digest.link.editions import gather, in_order, whole_week
from digest.model import Article, Edition


def article(ident: str, when: str | None) -> Article:
    return Article(id=ident, path=f"content/articles/{ident}.md", title=ident, date=parse(when) if when else None)


def edition(ident: str, period: str, number: int | None = 1, articles: tuple[str, ...] = ()) -> Edition:
    return Edition(id=ident, path=f"{ident}.md", number=number, period=parse(period), articles=articles)


def gathered(
    dates: dict[str, str | None], *by_hand: Edition, weeks: bool = True
) -> tuple[dict[str, Edition], dict[str, tuple[str, ...]]]:
    articles = {a.id: a for a in oldest_first(article(i, when) for i, when in dates.items())}
    return gather({e.id: e for e in by_hand}, articles, weeks)


def chosen(dates: dict[str, str | None], *by_hand: Edition, weeks: bool = True) -> dict[str, tuple[str, ...]]:
    return gathered(dates, *by_hand, weeks=weeks)[1]


def test_each_week_with_articles_has_an_edition_of_its_own() -> None:
    editions, inside = gathered({
        "mon": "2024-10-14", "sun": "2024-10-20T23:59-03:00", "next": "2024-10-21T00:01+14:00", "late": "2025-03-10",
    })  # fmt: skip
    assert inside == {"2024-w42": ("mon", "sun"), "2024-w43": ("next",), "2025-w11": ("late",)}
    week = editions["2024-w42"]
    assert (week.period, week.number, week.title, week.path) == (parse("2024-10-14/2024-10-20"), None, "", "")


@pytest.mark.parametrize(
    ("day", "week", "period"),
    [
        ("2024-12-30", "2025-w01", "2024-12-30/2025-01-05"),
        ("2021-01-03", "2020-w53", "2020-12-28/2021-01-03"),
        ("0001-01-01", "0001-w01", "0001-01-01/0001-01-07"),
        ("9999-12-31", "9999-w52", "9999-12-27/9999-12-31"),
        ("2024-10-16~", "2024-w42", "2024-10-14/2024-10-20"),
        ("2024-10-16/2024-10-17", "2024-w42", "2024-10-14/2024-10-20"),
    ],
)
def test_a_week_is_the_iso_week_of_the_day_as_written(day: str, week: str, period: str) -> None:
    editions, inside = gathered({"a": day})
    assert inside == {week: ("a",)} and editions[week].period == parse(period)


@pytest.mark.parametrize("when", [None, "2024", "2024-10", "202X", "2024-10-20/2024-10-21", "2024-10-14/..", "../2024"])
def test_what_is_not_dated_to_one_week_is_in_none(when: str | None) -> None:
    assert chosen({"a": when}) == {}


def test_with_files_alone_no_week_is_made() -> None:
    assert gathered({"a": "2024-10-14"}, weeks=False) == ({}, {})
    one = edition("one", "2024-10")
    assert gathered({"a": "2024-10-14"}, one, weeks=False) == ({"one": one}, {"one": ("a",)})


def test_an_edition_by_hand_wins_for_its_period() -> None:
    month = edition("october", "2024-10")
    assert chosen({"a": "2024-10-14", "b": "2024-10-31", "c": "2024-11-01"}, month) == {
        "october": ("a", "b"), "2024-w44": ("c",),
    }  # fmt: skip
    some = edition("october", "2024-10", articles=("b",))
    assert chosen({"a": "2024-10-14", "b": "2024-10-31"}, some) == {"october": ("b",)}


@pytest.mark.parametrize("ident", ["2024-w42", "2024-W42"])
def test_a_file_with_the_id_of_a_week_takes_its_place(ident: str) -> None:
    days = edition(ident, "2024-10-14/2024-10-18", None)
    assert chosen({"a": "2024-10-14", "sat": "2024-10-19"}, days) == {ident: ("a",)}


@pytest.mark.parametrize(
    ("period", "week"),
    [
        ("2024-10-14/2024-10-20", "2024-w42"),
        ("2024-10-14T00:00Z/2024-10-20T10:00Z", "2024-w42"),
        ("2024-10-13/2024-10-19", None),
        ("2024-10-14/2024-10-27", None),
        ("2024-10-14", None),
        ("2024-10-14/..", None),
        ("../2024-10-20", None),
    ],
)
def test_which_period_is_a_week(period: str, week: str | None) -> None:
    assert whole_week(parse(period)) == week


@pytest.mark.parametrize(
    ("editions", "order"),
    [
        ([("a", "2024-10", 2), ("b", "2024-09", 1)], "ba"),
        ([("a", "2024-10", 1), ("b", "2024-09", 2)], "ab"),  # numbers before periods
        ([("a", "2024-10", 1), ("b", "2017", 2), ("c", "2024-11", 3), ("w", "2024-10-28/2024-11-03", None)], "abwc"),
        ([("w", "2024-10-07/2024-10-13", None), ("a", "2024-10", 1), ("x", "2023-10-02/2023-10-08", None)], "xwa"),
        ([("a", "2024-10/..", 1), ("w", "2024-10-28/2024-11-03", None)], "wa"),
        ([("b", "2024", 1), ("a", "2024", 1)], "ab"),
    ],
)
def test_the_order_goes_by_number_and_by_period(editions: list[tuple[str, str, int | None]], order: str) -> None:
    made = [edition(*fields) for fields in editions]
    assert "".join(e.id for e in in_order(made)) == "".join(e.id for e in in_order(made[::-1])) == order


# ---------------------------------------------------------------------------------------------------------------- laws

DAYS = st.dates(date(2024, 9, 1), date(2025, 2, 1))
SPANS = st.builds(lambda day, n: interval(from_date(day), from_date(day + timedelta(days=n))).edtf, DAYS, st.integers(0, 40))  # fmt: skip
DATES = st.none() | DAYS.map(date.isoformat) | SPANS | st.sampled_from(["2024", "2024-10", "2024-10-14T10:00+09:00"])
ARTICLES = st.dictionaries(st.sampled_from([f"a{n}" for n in range(12)]), DATES, max_size=12)
BY_HAND = st.lists(st.builds(edition, st.sampled_from("xyz"), SPANS, st.none() | st.integers(1, 3)), max_size=3, unique_by=lambda e: e.id)  # fmt: skip


@given(ARTICLES, BY_HAND)
def test_every_article_of_one_week_is_in_one_edition_by_date(dates: dict[str, Any], by_hand: list[Edition]) -> None:
    editions, inside = gathered(dates, *by_hand)
    assert list(editions) == sorted(editions) and set(editions) == set(inside)
    for ident, when in dates.items():
        day = parse(when) if when else None
        covering = [e.id for e in by_hand if day and compare(day, e.period) in ("within", "equal")]
        week = week_of(day) if day else None
        expected = covering or ([week] if week else [])
        assert sorted(e for e, ids in inside.items() if ident in ids) == sorted(expected)
    for made in editions.values():
        if made not in by_hand:
            assert inside[made.id] and made.number is None and whole_week(made.period) == made.id


@given(ARTICLES, BY_HAND, DATES)
def test_what_arrives_late_renames_nothing(dates: dict[str, Any], by_hand: list[Edition], late: str | None) -> None:
    before, inside = gathered(dates, *by_hand)
    after, then = gathered({**dates, "late": late}, *by_hand)
    assert before.items() <= after.items() and len(after) - len(before) <= 1
    assert all(tuple(i for i in then[e] if i != "late") == ids for e, ids in inside.items())


@given(st.lists(st.builds(edition, st.uuids().map(str), SPANS, st.none() | st.integers(1, 9)), max_size=8))
def test_no_number_stands_before_a_lower_one(editions: list[Edition]) -> None:
    ordered = in_order(editions)
    numbers = [e.number for e in ordered if e.number is not None]
    ends = [e.period.last_day for e in ordered if e.number is None and e.period.last_day]
    assert {e.id for e in ordered} == {e.id for e in editions} and len(ordered) == len(editions)
    assert numbers == sorted(numbers) and ends == sorted(ends)
