"""Dates as texts say them. 8 August 2017 was a Tuesday, 4 January 2017 a Wednesday."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.clip.timex.phrase import MAX_SAID, RULES, Resolved, resolve
from digest.dates import from_date, parse

AUGUST = "2017-08-08T18:43+08:00"
JANUARY = "2017-01-04"

CASES = [
    (AUGUST, "today", "2017-08-08", "today"),
    (AUGUST, "this morning", "2017-08-08", "today"),
    (AUGUST, "yesterday", "2017-08-07", "yesterday"),
    (AUGUST, "the previous day", "2017-08-07", "yesterday"),
    (AUGUST, "yesterday afternoon", "2017-08-07", "yesterday"),
    (AUGUST, "the day before yesterday", "2017-08-06", "day-before-yesterday"),
    (AUGUST, "tomorrow", "2017-08-09", "tomorrow"),
    (AUGUST, "the day after tomorrow", "2017-08-10", "day-after-tomorrow"),
    (AUGUST, "on Monday", "2017-08-07", "weekday"),
    (AUGUST, "on Tuesday", "2017-08-08", "weekday"),
    (AUGUST, "ON WEDNESDAY", "2017-08-02", "weekday"),
    (AUGUST, "late on Monday night", "2017-08-07", "weekday"),
    (JANUARY, "on Wednesday", "2017-01-04", "weekday"),
    (AUGUST, "last Tuesday", "2017-08-01", "last-weekday"),
    (AUGUST, "last Monday", "2017-08-07", "last-weekday"),
    (AUGUST, "next Tuesday", "2017-08-15", "next-weekday"),
    (AUGUST, "this coming Friday", "2017-08-11", "next-weekday"),
    (AUGUST, "this Friday", "2017-08-11", "this-weekday"),
    (AUGUST, "Wednesday last week", "2017-08-02", "weekday-of-week"),
    (AUGUST, "over the weekend", "2017-08-05/2017-08-06", "last-weekend"),
    ("2017-08-06", "over the weekend", "2017-08-05/2017-08-06", "last-weekend"),
    (AUGUST, "this weekend", "2017-08-12/2017-08-13", "this-weekend"),
    (AUGUST, "next weekend", "2017-08-19/2017-08-20", "next-weekend"),
    (AUGUST, "last week", "2017-07-31/2017-08-06", "last-week"),
    (JANUARY, "last week", "2016-12-26/2017-01-01", "last-week"),
    (AUGUST, "this week", "2017-08-07/2017-08-13", "this-week"),
    (AUGUST, "next week", "2017-08-14/2017-08-20", "next-week"),
    (AUGUST, "last month", "2017-07", "last-month"),
    (JANUARY, "last month", "2016-12", "last-month"),
    ("2017-08", "last month", "2017-07", "last-month"),
    ("2017-08~", "last month", "2017-07~", "last-month"),
    (AUGUST, "at the end of this month", "2017-08", "this-month"),
    ("2017-12-31", "next month", "2018-01", "next-month"),
    ("2017", "last year", "2016", "last-year"),
    (AUGUST, "this year", "2017", "this-year"),
    (AUGUST, "next year", "2018", "next-year"),
    (AUGUST, "March last year", "2016-03", "month-of-year"),
    (AUGUST, "last May", "2017-05", "last-named-month"),
    (AUGUST, "last August", "2016-08", "last-named-month"),
    (AUGUST, "next May", "2018-05", "next-named-month"),
    (AUGUST, "this May", "2017-05", "this-named-month"),
    (AUGUST, "in May", "2017-05", "named-month"),
    (AUGUST, "in December", "2017-12", "named-month"),
    (JANUARY, "in December", "2016-12", "named-month"),
    (AUGUST, "Aug. 7", "2017-08-07", "month-and-day"),
    (AUGUST, "on Monday, August 7", "2017-08-07", "month-and-day"),
    (JANUARY, "Dec. 28", "2016-12-28", "month-and-day"),
    ("2016-12-20", "January 5", "2017-01-05", "month-and-day"),
    (AUGUST, "on the 7th of August", "2017-08-07", "day-and-month"),
    (AUGUST, "3 days ago", "2017-08-05", "days-ago"),
    (AUGUST, "two weeks ago", "2017-07-24/2017-07-30", "weeks-ago"),
    ("2017-08", "a month ago", "2017-07", "months-ago"),
    ("2017", "five years ago", "2012", "years-ago"),
    (AUGUST, "in three days from now", "2017-08-11", "days-ahead"),
    (AUGUST, "two weeks from now", "2017-08-21/2017-08-27", "weeks-ahead"),
    (None, "Monday, Aug. 7, 2017", "2017-08-07", "full-date"),
    (None, "in May 2016", "2016-05", "month-and-year"),
    (None, "in 2016", "2016", "year"),
    (None, "in the 1990s", "199X", "decade"),
]


@pytest.mark.parametrize(("anchor", "said", "edtf", "rule"), CASES)
def test_resolved(anchor: str | None, said: str, edtf: str, rule: str) -> None:
    assert resolve(said, parse(anchor) if anchor else None) == Resolved(parse(edtf), rule)


@pytest.mark.parametrize(
    ("anchor", "said"),
    [
        ("2017-08", "on Wednesday"),
        ("2017-08", "yesterday"),
        ("2017-08", "last week"),
        ("2017", "last month"),
        ("2017", "Aug. 7"),
        (None, "on Wednesday"),
        (None, "last month"),
        ("2017-08-01/2017-08-05", "yesterday"),
        ("0001-01-01", "yesterday"),
        (AUGUST, "Feb. 30"),
        (AUGUST, "a few days ago"),
        (AUGUST, "since Monday"),
        (AUGUST, "Monday or Tuesday"),
        (AUGUST, "soon"),
        (AUGUST, ""),
        (AUGUST, "yesterday " * MAX_SAID),
    ],
)
def test_what_cannot_be_known_is_no_date(anchor: str | None, said: str) -> None:
    assert resolve(said, parse(anchor) if anchor else None) is None


@pytest.mark.parametrize(
    ("said", "country", "edtf"),
    [
        ("3/4", "us", "2017-03-04"),
        ("on 3/4", "GB", "2017-04-03"),
        ("3/4/2016", "us", "2016-03-04"),
        ("3/4/2016", "gb", "2016-04-03"),
        ("3/20", "", "2017-03-20"),
        ("the summer of 1989", "", "1989-22"),
        ("the second quarter", "", "2017-34"),
        ("the 19th century", "", "18XX"),
        ("44 BC", "", "-0043"),
        ("the 2nd century BC", "", "-01XX"),
        ("a week from Tuesday", "", "2017-08-22"),
        ("the week before last", "", "2017-07-24/2017-07-30"),
    ],
)
def test_words_that_only_the_rules_for_texts_know(said: str, country: str, edtf: str) -> None:
    resolved = resolve(said, parse(AUGUST), country)
    assert resolved is not None and resolved.when.edtf == edtf


@pytest.mark.parametrize("said", ["3/4", "3/4/2016", "the day before the vote", "the turn of the century"])
def test_what_is_not_told_apart_or_hangs_on_something_else_is_no_date(said: str) -> None:
    assert resolve(said, parse(AUGUST)) is None


def test_every_rule_has_a_case() -> None:
    assert {rule.name for rule in RULES} == {rule for *_, rule in CASES}


WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


@given(st.dates(), st.sampled_from(range(7)))
def test_a_weekday_is_the_latest_one(day, number) -> None:  # type: ignore[no-untyped-def]
    found = resolve(f"on {WEEKDAYS[number]}", from_date(day))
    if found is None:
        assert day.toordinal() < 8
        return
    first = found.when.first_day
    assert first is not None and first.weekday() == number and 0 <= (day - first).days < 7


@given(
    st.text(max_size=40)
    | st.from_regex(
        re.compile(r"(last|next|in|on)? ?(\d{1,3}|two|a) (days|weeks|months|years)( ago)?"), fullmatch=True
    ),
    st.dates(),
)
def test_never_raises(said, day) -> None:  # type: ignore[no-untyped-def]
    assert resolve(said, from_date(day)) is None or resolve(said, from_date(day))
