"""The picture of a timeline: everything in it, everything inside it, and nothing ever over anything else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from digest.dates import DateError, parse
from digest.site.periods import Span
from digest.site.scale import DAY_ROOM, LANE, MARGIN, MONTH_ROOM, WIDTH, YEAR_ROOM
from digest.site.strips import GAP, NARROWEST, ROW, ROWS, strip
from digest.site.views import EventItem, Mark, Strip, Tick
from tests.unit.site.made import era

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


CROWD = st.one_of(NEAR, NEAR.map(lambda day: f"{day}~"), st.sampled_from(["1874", "2024", "2024-02", "2024-03"]))
"""Many events in few days, and one that is far away."""


def item(n: int, when: str | None, headline: str = "") -> EventItem:
    return EventItem(
        id=f"event {n}é",
        headline=headline or str(n),
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


def same_spans(dates: Iterable[str]) -> bool:
    """Whether all dates are drawn from the same day to the same day."""
    known = [[point for point in (when.start, when.end) if point] for when in map(parse, dates)]
    return len({(points[0].first, points[-1].last) for points in known}) < 2


def by_row(marks: Iterable[Mark]) -> list[list[Mark]]:
    rows: dict[int, list[Mark]] = {}
    for mark in sorted(marks, key=lambda m: m.x):
        rows.setdefault(mark.row, []).append(mark)
    return list(rows.values())


@settings(deadline=None)
@given(st.one_of(st.lists(st.one_of(POINTS, INTERVALS), max_size=60), st.lists(CROWD, max_size=200)))
def test_every_event_is_drawn_once_and_no_mark_covers_another(dates: list[str]) -> None:
    try:
        found = drawn(*dates)
    except DateError:
        assume(False)
    if found is None:
        assert same_spans(dates)
        return
    assert sum(mark.count for mark in found.marks) == len(dates)
    assert len({mark.href for mark in found.marks}) == len(found.marks)
    for mark in found.marks:
        assert mark.count >= 1
        assert mark.x >= MARGIN - 0.1 and mark.x + mark.width <= WIDTH - MARGIN + 0.1
        assert mark.width >= NARROWEST - GAP - 0.1 and 0 <= mark.row < ROWS
        assert found.baseline - (mark.row + 1) * found.row_height >= 0
    for row in by_row(found.marks):
        assert all(a.x + a.width < b.x for a, b in pairwise(row))
    assert found.baseline < found.height and found.width == WIDTH


@settings(deadline=None)
@given(st.lists(POINTS, min_size=2, max_size=40))
def test_marks_stand_in_the_order_of_their_days(dates: list[str]) -> None:
    found = picture(*dates, "2024-02-03", "2024-02-04")
    firsts = [mark.when.first_day for mark in found.marks if mark.count == 1]
    assert firsts == sorted(day for day in firsts if day)


@settings(deadline=None)
@given(st.lists(CROWD, min_size=2, max_size=100))
def test_a_mark_for_several_spans_them_and_leads_to_the_first(dates: list[str]) -> None:
    found = drawn(*dates)
    assume(found is not None)
    assert found is not None
    for mark in found.marks:
        first = parse(dates[int(mark.title)])
        assert mark.when.first_day and first.first_day and mark.when.last_day and first.last_day
        assert mark.when.first_day <= first.first_day <= first.last_day <= mark.when.last_day
        assert mark.href == f"#event%20{mark.title}%C3%A9"
        if mark.count == 1:
            assert mark.when == first
        else:
            assert not mark.when.approximate and mark.when.precision != "instant"


@pytest.mark.parametrize(
    "dates",
    [
        (),
        ("2024",),
        ("2024", None),
        ("2024-02-03", "2024-02-03T10:00Z"),
        ("2017-05", "2017-05", "2017-05~"),
        ("2017-05", "2017-05-01/2017-05-31"),
        ("2017/..", "2017"),
    ],
)
def test_what_has_no_span_makes_no_picture(dates: tuple[str | None, ...]) -> None:
    assert drawn(*dates) is None


def test_a_mark_spans_all_that_is_not_known() -> None:
    year, month, day = picture("2024", "2024-02", "2024-02-03").marks
    assert (year.x, year.width) == (MARGIN, WIDTH - 2 * MARGIN - GAP)
    assert year.width > month.width > day.width
    assert len({year.row, month.row, day.row}) == 3
    assert month.x <= day.x <= month.x + month.width


def test_a_decade_is_ten_years_wide() -> None:
    decade, year = picture("199X", "1995").marks
    assert decade.width == pytest.approx(10 * (year.width + GAP), rel=0.01)


@pytest.mark.parametrize(
    "dates", [("2017-08-07", "2017-08-08", "2017-08-09"), ("2017-01", "2017-02"), ("2015", "2016")]
)
def test_what_follows_without_a_pause_stands_in_one_row(dates: tuple[str, ...]) -> None:
    assert {mark.row for mark in picture(*dates).marks} == {0}


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


def test_what_lasts_for_ages_runs_out_of_the_picture() -> None:
    found = picture("2020-01-01/9999", "2020-02-01", "2020-12-31")
    ages, first, last = found.marks
    assert ages.x == MARGIN and ages.x + ages.width == WIDTH - MARGIN - GAP
    assert ages.when == parse("2020-01-01/9999")
    assert last.x - first.x > 100
    assert found.last.last_day and found.last.last_day.year < 2026


def test_a_mark_leads_where_it_is_told_and_is_drawn_by_the_date_that_is_asked_for() -> None:
    events = [item(1, "2020"), item(2, "2021"), item(3, None)]
    dates = {"1": parse("2024-02"), "2": parse("2024-01")}
    found = strip(events, date=lambda e: dates.get(e.headline), address=lambda e: f"/t/{e.headline}")
    assert found
    assert [(m.href, m.when.edtf) for m in found.marks] == [("/t/2", "2024-01"), ("/t/1", "2024-02")]


def test_a_pause_is_an_empty_part_of_the_axis() -> None:
    events = [item(1, "2020-01-01"), item(2, "2020-12-31")]
    quiet = [Span(dt.date(2020, 1, 2), dt.date(2020, 12, 30)), Span(dt.date(1999, 1, 1), dt.date(1999, 2, 1))]
    found = strip(events, pauses=quiet, eras=[era("The year", "2020")])
    assert found and len(found.pauses) == 1
    assert found.marks[0].x < found.pauses[0].x and found.pauses[0].width > 900
    assert found.lanes == 1 and found.baseline == LANE + ROW


def test_what_finds_no_row_is_one_mark_that_says_for_how_many_it_stands() -> None:
    found = picture("1874", *[f"2024-10-{day:02d}" for day in range(1, 21)], "2025-03")
    old, *marks = found.marks
    assert (old.count, old.when) == (1, parse("1874"))
    assert [m.count for m in marks] == [1] * (ROWS - 1) + [21 - (ROWS - 1)]
    assert {m.row for m in marks} == set(range(ROWS))
    assert (marks[-1].when, marks[-1].title) == (parse("2024-10/2025-03"), "8")


def test_a_wide_mark_at_the_right_edge_takes_in_what_it_would_cover() -> None:
    found = picture("1000", *["2024-01"] * 8, *["2026-01"] * 8, *["2030-01"] * 400)
    assert sum(m.count for m in found.marks) == 417
    assert max(m.count for m in found.marks) >= 393
    assert all(a.x + a.width < b.x for row in by_row(found.marks) for a, b in pairwise(row))


def test_doubt_of_several_shows_where_all_are_in_doubt() -> None:
    sure = picture("1874", *["2024-02-03~"] * 20, "2024-02-03")
    unsure = picture("1874", *["2024-02-03~"] * 20)
    assert not next(m for m in sure.marks if m.count > 1).uncertain
    assert next(m for m in unsure.marks if m.count > 1).uncertain


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
        ("2024-01-30", "2024-04-30", ["2024-02", "2024-03", "2024-04"]),
        ("2015-12-31", "2024-12-31", [str(year) for year in range(2016, 2025)]),
        ("2024-02-03", "2024-02-04", ["2024-02-03", "2024-02-04"]),
        ("2017-05", "2017-05-28", ["2017-05-01", "2017-05-31"]),
        ("2016-12", "2017-08-08", ["2016-12", "2017-03", "2017-05", "2017-08"]),
        ("1874", "2025-03-10", ["1874", *map(str, range(1890, 2020, 10)), "2025"]),
    ],
)
def test_ticks_that_have_room(first: str, last: str, labels: list[str]) -> None:
    assert [tick.when.edtf for tick in picture(first, last).ticks] == labels


def extent(tick: Tick) -> tuple[float, float]:
    """Where a label stands, as wide as any of its kind may be."""
    room = DAY_ROOM if tick.when.precision == "day" else MONTH_ROOM if tick.when.month else YEAR_ROOM
    return (tick.x, tick.x + room) if tick.anchor == "start" else (tick.x - room, tick.x)


@settings(deadline=None)
@given(st.one_of(st.dates(), NEAR), st.one_of(st.dates(), NEAR))
def test_labels_never_touch_and_the_right_end_has_one(one: Any, other: Any) -> None:
    assume(str(one) != str(other))
    found = picture(str(one), str(other))
    ticks = found.ticks
    assert 2 <= len(ticks) <= 21
    assert all(a.x < b.x and a.when.sort_key < b.when.sort_key for a, b in pairwise(ticks))
    assert all(extent(a)[1] <= extent(b)[0] + 0.2 for a, b in pairwise(ticks))
    assert all(extent(tick)[0] >= 0 and extent(tick)[1] <= WIDTH + 0.1 for tick in ticks)
    end = ticks[-1].when
    assert end.first_day and end.last_day and found.last.last_day
    assert end.first_day <= found.last.last_day <= end.last_day
