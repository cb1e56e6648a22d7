"""Quarters and weeks, and the silences between them. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from digest.dates import When

COARSE, NO_DATE = "coarse", "undated"
"""The quarter of a date that lies in no one quarter, and of no date."""


def quarter(when: When | None) -> str:
    """The quarter of a year that all of `when` lies in, by the calendar days as written: "2024-q4"."""
    if when is None:
        return NO_DATE
    first, last = when.first_day, when.last_day
    if first is None or last is None or _quarter(first) != _quarter(last):
        return COARSE
    return _quarter_name(_quarter(first))


def quarter_order(name: str) -> tuple[int, str]:
    """Quarters by time, then dates that lie in none, then no date."""
    return ((COARSE, NO_DATE).index(name) + 1 if name in (COARSE, NO_DATE) else 0, name)


class Unit(NamedTuple):
    """A way to divide time, with the parts numbered."""

    number: Callable[[date], int]
    """The part that a day lies in."""
    first: Callable[[int], date]
    """The first day of a part."""
    name: Callable[[int], str]


class Silence(NamedTuple):
    """A stretch without clippings between two that have some."""

    first: str
    """The first silent quarter or week, as in 2024-q4 or 2024-w42."""
    last: str
    length: int
    """In quarters or weeks."""
    perhaps: int
    """How many articles with coarser dates may lie in it."""


def silences(dates: Iterable[When], unit: Unit) -> list[Silence]:
    """The quarters or weeks without a clipping between the first and the last that have some; runs of them as one.

    A date that lies in no one part of the calendar, as 2024 does, breaks no silence; it is told with each that it may
    lie in.
    """
    # An open end reaches as far as the calendar does.
    spans = [(when.first_day or date.min, when.last_day or date.max) for when in dates]
    found = sorted({unit.number(first) for first, last in spans if unit.number(first) == unit.number(last)})
    firsts, lasts = sorted(first for first, _ in spans), sorted(last for _, last in spans)
    gaps = [(a + 1, b) for a, b in pairwise(found) if b > a + 1]
    return [
        Silence(
            unit.name(start),
            unit.name(stop - 1),
            stop - start,
            # Whatever does not begin too late, less what ends too early, has a day in it.
            bisect_left(firsts, unit.first(stop)) - bisect_left(lasts, unit.first(start)),
        )
        for start, stop in gaps
    ]


def _quarter(day: date) -> int:
    return day.year * 4 + (day.month - 1) // 3


def _quarter_name(number: int) -> str:
    return f"{number // 4:04d}-q{number % 4 + 1}"


def _quarter_day(number: int) -> date:
    return date(number // 4, number % 4 * 3 + 1, 1)


def _week(day: date) -> int:
    return (day.toordinal() - 1) // 7  # 1 January of the year 1 was a Monday


def _week_day(number: int) -> date:
    return date.min + timedelta(weeks=number)


def _week_name(number: int) -> str:
    year, week, _ = _week_day(number).isocalendar()
    return f"{year:04d}-w{week:02d}"


QUARTERS = Unit(_quarter, _quarter_day, _quarter_name)
WEEKS = Unit(_week, _week_day, _week_name)
