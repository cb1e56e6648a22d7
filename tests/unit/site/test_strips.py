"""The picture of a timeline: everything inside it, nothing over anything else while there are rows."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from digest.dates import DateError, parse
from digest.site.strips import MARGIN, MONTH_ROOM, NARROWEST, ROWS, WIDTH, YEAR_ROOM, strip
from digest.site.views import EventItem, Strip

DAYS = st.dates().map(str)
MONTHS = DAYS.map(lambda day: day[:7])
YEARS = DAYS.map(lambda day: day[:4])
NEAR = st.integers(1, 28).map(lambda n: f"2024-02-{n:02d}")
POINTS = st.one_of(
    DAYS, MONTHS, YEARS, NEAR, st.sampled_from(["199X", "2017-XX~", "2024-02-03T10:00+08:00", "9999", "0001"])
)
INTERVALS = st.tuples(
    st.one_of(POINTS, st.sampled_from(["..", ""])), st.one_of(POINTS, st.sampled_from(["..", ""]))
).map("/".join)


def item(n: int, when: str | None, headline: str = "It happens") -> EventItem:
    return EventItem(
        id=f"event {n}é",
        headline=headline,
        when=parse(when) if when else None,
        said="",
        pending=False,
        kind="",
        place=None,
        entities=(),
        reports=(),
        stories=(),
    )


def drawn(*dates: str | None) -> Strip | None:
    return strip(item(n, date) for n, date in enumerate(dates))


def picture(*dates: str) -> Strip:
    found = drawn(*dates)
    assert found is not None
    return found


@settings(deadline=None)
@given(st.lists(st.one_of(POINTS, INTERVALS), min_size=2, max_size=30))
def test_marks_and_ticks_lie_inside_and_marks_of_a_row_apart(dates: list[str]) -> None:
    try:
        found = drawn(*dates)
    except DateError:
        assume(False)
    if found is None:
        spans = {(parse(date).first_day, parse(date).last_day) for date in dates}
        assert len({day for span in spans for day in span if day}) == 1, "only a single day makes no picture"
        return
    assert len(found.marks) == len(dates)
    rows: dict[int, list[Any]] = {}
    for mark in found.marks:
        assert mark.x >= MARGIN - 0.1 and mark.x + mark.width <= WIDTH - MARGIN + 0.1
        assert mark.width >= NARROWEST and 0 <= mark.row < ROWS
        assert found.baseline - (mark.row + 1) * found.row_height >= 0
        rows.setdefault(mark.row, []).append(mark)
    if len(rows) < ROWS:
        for marks in rows.values():
            assert all(a.x + a.width <= b.x for a, b in pairwise(marks))
    assert found.baseline < found.height and found.width == WIDTH
    assert found.ticks and all(MARGIN <= tick.x < WIDTH for tick in found.ticks)
    assert all(a.x < b.x and a.when.sort_key < b.when.sort_key for a, b in pairwise(found.ticks))


@settings(deadline=None)
@given(st.lists(POINTS, min_size=2, max_size=12))
def test_marks_stand_in_the_order_of_their_days(dates: list[str]) -> None:
    found = drawn(*dates, "2024-02-03", "2024-02-04")
    assert found is not None
    dates = [*dates, "2024-02-03", "2024-02-04"]
    firsts = [mark.when.first_day for mark in found.marks if mark.when]
    assert firsts == sorted(parse(date).first_day for date in dates)


@pytest.mark.parametrize("dates", [(), ("2024",), ("2024", None), ("2024-02-03", "2024-02-03T10:00Z")])
def test_what_has_no_span_makes_no_picture(dates: tuple[str | None, ...]) -> None:
    assert drawn(*dates) is None


def test_a_mark_spans_all_that_is_not_known() -> None:
    year, month, day = picture("2024", "2024-02", "2024-02-03").marks
    assert (year.x, year.width) == (MARGIN, WIDTH - 2 * MARGIN)
    assert year.width > month.width > day.width
    assert len({year.row, month.row, day.row}) == 3
    assert month.x <= day.x <= month.x + month.width


def test_a_decade_is_ten_years_wide() -> None:
    decade, year = picture("199X", "1995").marks
    assert decade.width == pytest.approx(10 * year.width, rel=0.01)


@pytest.mark.parametrize(
    ("date", "uncertain"),
    [
        ("2024", False),
        ("2024~", True),
        ("2024?", True),
        ("2024/..", True),
        ("../2024", True),
        ("2023/2024", False),
        ("2024/", True),
    ],
)
def test_doubt_and_open_ends_show(date: str, uncertain: bool) -> None:
    assert next(m.uncertain for m in picture(date, "2020").marks if m.when == parse(date)) == uncertain


@pytest.mark.parametrize("date", ["2024/..", "../2024", "2024/"])
def test_an_open_interval_is_drawn_at_the_end_that_is_known(date: str) -> None:
    found = picture(date, "2020-01-01", "2028-01-01")
    known = next(m for m in found.marks if m.when == parse(date))
    year = next(m for m in picture("2024", "2020-01-01", "2028-01-01").marks if m.when == parse("2024"))
    assert (known.x, known.width) == (year.x, year.width)


def test_more_events_at_once_than_rows_are_all_drawn() -> None:
    found = picture(*["2024-02-03"] * 30, "2024-02-04")
    assert len(found.marks) == 31
    assert {m.row for m in found.marks} == set(range(ROWS))


def test_a_mark_leads_to_its_event_and_says_what_it_is() -> None:
    found = strip([item(1, "2024", "The <quay>"), item(2, "2025")])
    assert found is not None
    assert (found.marks[0].href, found.marks[0].title, found.marks[0].when) == (
        "#event%201%C3%A9",
        "The <quay>",
        parse("2024"),
    )
    assert (found.first, found.last) == (parse("2024-01-01"), parse("2025-12-31"))


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        ("2024-01-01", "2024-03-31", ["2024-01", "2024-02", "2024-03"]),
        ("2024-01-30", "2024-03-31", ["2024-02", "2024-03"]),
        ("2015-12-31", "2024-12-31", [str(year) for year in range(2016, 2025)]),
        ("2024-02-03", "2024-02-04", ["2024-02"]),
    ],
)
def test_ticks_that_have_room(first: str, last: str, labels: list[str]) -> None:
    assert [tick.when.edtf for tick in picture(first, last).ticks] == labels


@settings(deadline=None)
@given(st.dates(), st.dates())
def test_labels_never_touch(one: Any, other: Any) -> None:
    assume(one != other)
    ticks = picture(str(one), str(other)).ticks
    room = (MONTH_ROOM if ticks[0].when.month else YEAR_ROOM) - 0.1
    assert 1 <= len(ticks) <= 24
    assert all(b.x - a.x >= room for a, b in pairwise(ticks))
    assert WIDTH - ticks[-1].x >= room
