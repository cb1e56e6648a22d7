"""Dates as a timeline reads them: their order and headings, what is a pause, how far apart two dates lie."""

from __future__ import annotations

import datetime
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.dates import DateError, When, parse
from digest.site.periods import (
    SHORTEST,
    Span,
    as_when,
    heading,
    lag,
    lasts,
    length,
    pauses,
    reading_order,
    section,
    span,
)
from digest.site.views import Lag
from tests.unit.site.test_strips import INTERVALS, POINTS


def _parsed(text: str) -> When | None:
    try:
        return parse(text)
    except DateError:
        return None


ANY = st.one_of(POINTS, INTERVALS).map(_parsed).filter(lambda when: when is not None)
SOME = st.lists(ANY, max_size=40)

# ---------------------------------------------------------------------------------------------------------------- order


def test_a_list_reads_from_the_wide_to_the_narrow_and_by_beginnings() -> None:
    dates = [
        "199X",
        "1990/2005",
        "1990",
        "2016/2019",
        "2017",
        "2017-01",
        "2017-01-01",
        "../2017-05",
        "2017-05-02",
        "2018/..",
    ]
    assert [w.edtf for w in sorted(map(parse, reversed(dates)), key=reading_order)] == dates


@pytest.mark.parametrize(
    ("date", "name", "month"),
    [
        ("2017-05-03T10:00Z", "2017", "2017-05"),
        ("2017", "2017", "2017"),
        ("199X~", "1990s", "199X"),
        ("0044-03-15", "0044", "0044-03"),
        ("2016-02/2019", "2016", "2016-02"),
        ("../2017-05", "2017", "2017-05"),
        ("199X/2003", "1990s", "199X"),
        ("-0043-03-15", "-0043", "-0043-03"),
        ("0000", "0000", "0000"),
        ("-01XX", "-0199--0100", "-01XX"),
        ("Y-12000", "-12000", "Y-12000"),
    ],
)
def test_the_heading_of_a_date(date: str, name: str, month: str) -> None:
    assert section(parse(date)) == name
    assert heading(parse(date), months=True).edtf == month


def test_what_has_no_date_has_a_section_too() -> None:
    assert section(None) == "undated"


@given(SOME, st.booleans())
def test_each_heading_comes_once_and_beginnings_never_go_back(dates: list[When], months: bool) -> None:
    ordered = sorted(dates, key=lambda when: reading_order(when, months))
    heads = [head for head, _ in groupby(ordered, key=lambda when: heading(when, months))]
    assert len(heads) == len(set(heads))
    begins = [span(when).first for when in ordered]
    if not months:
        assert begins == sorted(begins)


# --------------------------------------------------------------------------------------------------------------- pauses


def quiet(*dates: str) -> list[str]:
    return [as_when(pause).edtf for pause in pauses(map(parse, dates))]


WEEKLY = [f"2024-01-{day:02d}" for day in (1, 8, 15, 22, 29)]


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ((), []),
        (("2020", "2024"), []),
        (WEEKLY, []),
        ((*WEEKLY, "2024-02-29"), []),
        ((*WEEKLY, "2024-03-13"), ["2024-01-30/2024-03-12"]),
        ((*WEEKLY, "2024-09-01"), ["2024-01-30/2024-08-31"]),
        ((*WEEKLY, "2024", "2024-09-01"), []),
        ((*WEEKLY, "2024-03~", "2024-09-01"), ["2024-04-01/2024-08-31"]),
        ((*WEEKLY, "2024-01/2024-04-30", "2024-09-01"), ["2024-02-01/2024-04-29", "2024-05-01/2024-08-31"]),
        ((*WEEKLY, "2024-01/..", "2024-09-01"), ["2024-02-01/2024-08-31"]),
        (("2000", "2004", "2008", "2012"), []),
        (("1874-05-01", "2024-01-01", "2024-01-02", "2024-01-03"), ["1874-05-02/2023-12-31"]),
        (("0001-01-01", "0001-01-02", "0001-01-03", "9999-12-31"), ["0001-01-04/9999-12-30"]),
    ],
)
def test_pauses(dates: tuple[str, ...], expected: list[str]) -> None:
    assert quiet(*dates) == expected


@given(SOME)
def test_in_a_pause_nothing_can_have_happened(dates: list[When]) -> None:
    found = pauses(dates)
    for pause in found:
        assert (pause.last - pause.first).days + 1 >= SHORTEST
        for when in dates:
            for point in (when.start, when.end):
                assert not point or point.last_day < pause.first or point.first_day > pause.last
    assert pauses(reversed(dates)) == found


@given(SOME, st.integers(1, 3))
def test_what_happens_twice_makes_no_other_pauses(dates: list[When], times: int) -> None:
    assert pauses(dates * times) == pauses(dates)


@pytest.mark.parametrize(
    ("date", "day", "still"),
    [
        ("2018/2020", "2020-12-31", True),
        ("2018/2020", "2021-01-01", False),
        ("2018/..", "2999-01-01", True),
        ("2018/", "2019-01-01", False),
        ("201X", "2015-01-01", False),
    ],
)
def test_what_still_goes_on(date: str, day: str, still: bool) -> None:
    assert lasts(parse(date), datetime.date.fromisoformat(day)) == still


# ------------------------------------------------------------------------------------------------------------ distances


@pytest.mark.parametrize(
    ("first", "until", "expected"),
    [
        ("2024-01-01", "2024-01-02", (1, "day")),
        ("2024-01-31", "2024-03-30", (59, "day")),
        ("2024-01-31", "2024-03-31", (2, "month")),
        ("2024-01-01", "2025-12-31", (23, "month")),
        ("2024-01-01", "2026-01-01", (2, "year")),
        ("0001-01-01", "9999-12-31", (9998, "year")),
    ],
)
def test_lengths_are_whole_units(first: str, until: str, expected: tuple[int, str]) -> None:
    assert length(datetime.date.fromisoformat(first), datetime.date.fromisoformat(until)) == expected


@pytest.mark.parametrize(
    ("event", "report", "expected"),
    [
        ("2017-08-07", "2017-08-07", Lag(kind="same")),
        ("2017-08-07T10:00Z", "2017-08-07T23:00+08:00", Lag(kind="same")),
        ("2017-08-07", "2017-08-10", Lag(kind="after", count=3)),
        ("2017-05", "2017-06-10", Lag(kind="after", exact=False, count=10)),
        ("2017-05-01", "2017-08", Lag(kind="after", exact=False, count=3, unit="month")),
        ("2017-05", "2017-05-23", Lag(kind="unknown")),
        ("2017-05", "2017-05", Lag(kind="unknown")),
        ("2017-08-10", "2017-08-07", Lag(kind="before", count=3)),
        ("2019", "2017-08-07", Lag(kind="before", exact=False, count=16, unit="month")),
        ("2017-05-01~", "2017-08-07", Lag(kind="unknown")),
        ("2017-05-01", "2017-08-07?", Lag(kind="unknown")),
        ("2016/2019", "2017-08-07", Lag(kind="during")),
        ("2016/..", "2017-08-07", Lag(kind="during")),
        ("../2019", "2017-08-07", Lag(kind="during")),
        ("2016/", "2017-08-07", Lag(kind="unknown")),
        ("2016/2017", "2017-08-07", Lag(kind="unknown")),
        ("2017-08-01/2017-08-05", "2017-08-07", Lag(kind="after", count=2)),
        ("2017-08-09/..", "2017-08-07", Lag(kind="before", count=2)),
    ],
)
def test_how_long_after_it_was_reported(event: str, report: str, expected: Lag) -> None:
    assert lag(parse(event), parse(report)) == expected


DAYS = st.dates(datetime.date(1, 1, 1), datetime.date(9999, 12, 31))


@given(DAYS, DAYS, st.sampled_from([4, 7, 10]), st.sampled_from([4, 7, 10]))
def test_a_lag_never_says_more_than_is_known(happened: datetime.date, told: datetime.date, a: int, b: int) -> None:
    found = lag(parse(str(happened)[:a]), parse(str(told)[:b]))
    if found.kind == "after":
        assert happened < told
    if found.kind == "before":
        assert told < happened
    if found.kind == "same":
        assert happened == told
    if found.kind in ("after", "before"):
        few = min(happened, told), max(happened, told)
        days = {"day": 1, "month": 28, "year": 365}[found.unit] * found.count
        assert days <= (few[1] - few[0]).days
    assert isinstance(as_when(Span(happened, happened)), When)
