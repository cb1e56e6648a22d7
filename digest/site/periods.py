"""Dates as a timeline reads them: order, headings, the pauses between them, how far apart they lie. Pure."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from statistics import median_low
from typing import NamedTuple

import msgspec

from digest.dates import Point, When, from_date, interval
from digest.site.views import Lag, Unit

LONG = 6
"""A pause is at least so many times as long as the timeline's middle distance between beginnings. Of events that fall
by chance, one distance in 2**6 is: what is shown as a pause is seldom nothing but chance. The middle one is taken, not
the mean, because the pauses themselves make the mean longer."""
SHORTEST = 30
"""Days that a pause has at least: where something is recorded daily, a quiet fortnight is no news."""

UNDATED = "undated"
"""What stands for the year of what has no date."""

_DAY = datetime.timedelta(days=1)
_REMEMBERED = 16_384
"""Dates of which the functions below remember what they are: the same event stands in many timelines."""
_NEVER = Point(1)
"""For the type checker only: every date has one point at least."""


class Span(NamedTuple):
    """Calendar days, the last included."""

    first: datetime.date
    last: datetime.date


@lru_cache(maxsize=_REMEMBERED)
def span(when: When) -> Span:
    """All days that a date may mean; of an interval without one end, those of its other end.

    What lies beyond Python's calendar stands at its edge: the first day of the year 1, the last of 9999.
    """
    return Span(_day((when.start or when.end or _NEVER).first), _day((when.end or when.start or _NEVER).last))


def in_calendar(when: When) -> bool:
    """Whether all its known days lie in the years 1 to 9999, so that distances from it can be counted."""
    points = [point for point in (when.start, when.end) if point]
    return all(point.first_day and point.last_day for point in points)


def _day(number: int) -> datetime.date:
    return datetime.date.fromordinal(min(max(number, 1), datetime.date.max.toordinal()))


# ---------------------------------------------------------------------------------------------------------------- order


def heading(when: When, months: bool = False) -> When:
    """The year that a date is listed under, or the decade where no more is known; with `months` the month or the year.

    What has no beginning stands where it ended: the one thing that is known of it.
    """
    point = when.start or when.end or _NEVER
    if point.unspecified in ("X", "XX"):
        return When(Point(point.year, unspecified=point.unspecified))
    return When(Point(point.year, point.month if months else None))


@lru_cache(maxsize=_REMEMBERED)
def reading_order(when: When, months: bool = False) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """A key for the order of a list: by headings, below each by beginnings; of two that begin alike the longer first.

    A year stands before its months and a month before its days, since all of it may come before them.
    """
    begun = When(when.end) if when.start is None else when
    return heading(when, months).sort_key, begun.sort_key


@lru_cache(maxsize=_REMEMBERED)
def section(when: When | None) -> str:
    """The name of a date's year in addresses: "2017", "1990s", "1800-1899", "-0043", "undated"."""
    if when is None:
        return UNDATED
    point = heading(when).start or _NEVER
    if point.unspecified == "XX":
        return f"{_four(point.year)}-{_four(point.year + 99)}"
    return f"{_four(point.year)}{'s' if point.unspecified else ''}"


def _four(year: int) -> str:
    """A year of four digits at least; a sign before it is none of them."""
    return f"-{-year:04d}" if year < 0 else f"{year:04d}"


@lru_cache(maxsize=_REMEMBERED)
def section_anchor(head: When) -> str:
    """The anchor of a heading: "_year-2017", "_month-2017-05"."""
    return f"_month-{head.edtf}" if head.month else f"_year-{section(head)}"


def days_only(when: When) -> When:
    """A date without its times of day."""
    start, end = (
        p and msgspec.structs.replace(p, minute=None, second=None, offset=None) for p in (when.start, when.end)
    )
    return msgspec.structs.replace(when, start=start, end=end)


# --------------------------------------------------------------------------------------------------------------- pauses


def pauses(whens: Iterable[When]) -> list[Span]:
    """The stretches, long for these dates, in which none of them lies or may lie.

    An interval counts with its beginning and its end; what only goes on is nothing new. See LONG and SHORTEST.
    """
    dates = [when for when in whens if in_calendar(when)]
    begins = sorted({span(when).first for when in dates})
    distances = [(b - a).days for a, b in pairwise(begins)]
    if len(distances) < 2:
        return []  # one distance is as long as it is: there is nothing to compare it with
    least = max(SHORTEST, LONG * median_low(distances))
    taken = sorted({s for when in dates for s in _moments(when)})
    found, reached = [], taken[0].last
    for first, last in taken[1:]:
        if (first - reached).days - 1 >= least:
            found.append(Span(reached + _DAY, first - _DAY))
        reached = max(reached, last)
    return found


def _moments(when: When) -> list[Span]:
    """The days on which something may have happened: those of a date, those of both ends of an interval."""
    return [Span(_day(point.first), _day(point.last)) for point in (when.start, when.end) if point]


def as_when(days: Span) -> When:
    """Days as a date: one, or an interval."""
    first, last = from_date(days.first), from_date(days.last)
    return first if first == last else interval(first, last)


def lasts(when: When, until: datetime.date) -> bool:
    """Whether something that began before `until` still goes on then: an interval that ends later, or has not ended."""
    return when.is_interval and (when.open_end or (when.end is not None and when.end.last >= until.toordinal()))


# ------------------------------------------------------------------------------------------------------------ distances


def length(first: datetime.date, until: datetime.date) -> tuple[int, Unit]:
    """How long it is from a day to another, in whole units: days; from two months on months, then years."""
    months = (until.year - first.year) * 12 + until.month - first.month - (until.day < first.day)
    if months >= 24:
        return months // 12, "year"
    return (months, "month") if months >= 2 else ((until - first).days, "day")


def lag(event: When, report: When) -> Lag:
    """How long after an event it was reported, by calendar days; after the end of what lasted. Never guessed.

    With dates that are not known to the day it is "at least" so long; where they meet, or are in doubt, it is unknown.
    """
    if any(when.approximate or when.uncertain or not in_calendar(when) for when in (event, report)):
        return Lag(kind="unknown")
    told = span(report)
    begin, end = event.start, event.end if event.is_interval else event.start
    if end is not None and not event.open_end and told.first > _day(end.last):
        count, unit = length(_day(end.last), told.first)
        return Lag(kind="after", exact=_to_the_day(end) and told.first == told.last, count=count, unit=unit)
    if begin is not None and told.last < _day(begin.first):
        count, unit = length(told.last, _day(begin.first))
        return Lag(kind="before", exact=_to_the_day(begin) and told.first == told.last, count=count, unit=unit)
    if not event.is_interval:
        same = told.first == told.last and Span(told.first, told.last) == span(event)
        return Lag(kind="same" if same else "unknown")
    begun = _day(begin.last) <= told.first if begin else event.open_start
    goes_on = told.last <= _day(end.first) if end else event.open_end
    return Lag(kind="during" if begun and goes_on else "unknown")


def _to_the_day(point: Point) -> bool:
    return point.day is not None
