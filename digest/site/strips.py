"""A timeline as a picture, laid out on the server: events as spans in rows, none ever covering another. Pure."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from digest.dates import Point, When, from_date, interval
from digest.site.urls import anchor
from digest.site.views import EventItem, Mark, Strip, Tick

WIDTH, MARGIN = 960.0, 12.0
ROW, ROWS = 16.0, 8
GAP = 2.0
"""A mark is drawn by so much narrower than its place, so that neighbours of a row stay apart."""
LABELS = 28.0
"""Room below the axis for the ticks' labels."""
NARROWEST, DIGIT = 10.0, 9.0
"""The place of a mark is never narrower, so that it can be seen and hit; one that stands for several events has room
for the digits of their number. Spans longer than this are drawn to scale."""
DAY_ROOM, MONTH_ROOM, YEAR_ROOM = 150.0, 140.0, 44.0
"""What the label of a day, a month or a year needs."""
SHORT = 62
"""Days of a timeline below which its first and last day are its only ticks."""


class _Span(NamedTuple):
    """One event, or several that are drawn as one mark."""

    begin: datetime.date
    end: datetime.date
    event: EventItem
    """The first of them."""
    when: When
    """Of one event, its date."""
    fields: int
    """To what all of them are known: 1 for years (and decades), 2 for months, 3 for days."""
    uncertain: bool
    """Whether all of them are."""
    number: int = 1
    """How many they are."""

    @property
    def days(self) -> int:
        return (self.end - self.begin).days + 1


class _Scale(NamedTuple):
    """Days to the strip's units."""

    first: datetime.date
    unit: float

    def at(self, day: datetime.date) -> float:
        """Where a day begins; one before the first stands at the edge."""
        return MARGIN + max(0, (day - self.first).days) * self.unit

    def place(self, span: _Span) -> tuple[float, float]:
        """Where the place of the span's mark begins and ends, to a tenth."""
        least = NARROWEST if span.number == 1 else NARROWEST + DIGIT * len(str(span.number))
        width = max(least, span.days * self.unit)
        x = min(self.at(span.begin), WIDTH - MARGIN - width)
        return round(x, 1), round(x + width, 1)


def strip(events: Iterable[EventItem]) -> Strip | None:
    """The picture of a timeline; None for fewer than two events, and where all have the same span."""
    drawn = (span for e in events if e.when and (span := _span(e, e.when)))
    spans = sorted(drawn, key=lambda s: (s.begin, -s.days))
    if len({(s.begin, s.end) for s in spans}) < 2:
        return None
    first, last = spans[0].begin, max(s.end for s in spans)
    scale = _Scale(first, (WIDTH - 2 * MARGIN) / ((last - first).days + 1))
    rows = _rows(spans, scale)
    placed = sorted(((n, s) for n, row in enumerate(rows) for s in row), key=lambda p: (p[1].begin, -p[1].days, p[0]))
    return Strip(
        width=WIDTH,
        height=len(rows) * ROW + LABELS,
        baseline=len(rows) * ROW,
        row_height=ROW,
        marks=tuple(_mark(span, row, scale) for row, span in placed),
        ticks=tuple(_ticks(last, scale)),
        first=from_date(first),
        last=from_date(last),
    )


# ---------------------------------------------------------------------------------------------------------------- marks


def _span(event: EventItem, when: When) -> _Span | None:
    """What to draw: all days that a date may mean, and of an interval without one end, the other end; None for what
    the calendar of the years 1 to 9999 does not hold."""
    known = [point for point in (when.start, when.end) if point]
    begin, end = known[0].first_day, known[-1].last_day
    if begin is None or end is None:
        return None
    return _Span(
        begin=begin,
        end=end,
        event=event,
        when=when,
        fields={"century": 1, "decade": 1, "year": 1, "season": 1, "month": 2}.get(when.precision, 3),
        uncertain=when.approximate or when.uncertain or when.first_day is None or when.last_day is None,
    )


def _rows(spans: Iterable[_Span], scale: _Scale) -> list[list[_Span]]:
    """The spans, in the order of their beginnings, each in the lowest row that is free there.

    One that finds no free row is joined with the mark that becomes narrowest, rather with one that is joined already.
    """

    def cost(row: list[_Span], span: _Span) -> tuple[float, int]:
        return max(NARROWEST + 3 * DIGIT, _joined(row[-1], span).days * scale.unit), -row[-1].number

    rows: list[list[_Span]] = []
    for span in spans:
        x, _ = scale.place(span)
        row = next((row for row in rows if scale.place(row[-1])[1] <= x), None)
        if row is None and len(rows) < ROWS:
            rows.append(row := [])
        if row is None:
            row = min(reversed(rows), key=lambda row: cost(row, span))
            span = _joined(row.pop(), span)
            # At the right edge the wider mark grows to the left; what it would cover there becomes a part of it.
            while row and scale.place(row[-1])[1] > scale.place(span)[0]:
                span = _joined(row.pop(), span)
        row.append(span)
    return rows


def _joined(one: _Span, other: _Span) -> _Span:
    """One span for both; `one` began first."""
    return one._replace(
        end=max(one.end, other.end),
        fields=min(one.fields, other.fields),
        uncertain=one.uncertain and other.uncertain,
        number=one.number + other.number,
    )


def _mark(span: _Span, row: int, scale: _Scale) -> Mark:
    x, right = scale.place(span)
    return Mark(
        x=x,
        width=round(right - x - GAP, 1),
        row=row,
        href=anchor(span.event.id),
        title=span.event.headline,
        when=span.when if span.number == 1 else _between(span),
        uncertain=span.uncertain,
        count=span.number,
    )


def _between(span: _Span) -> When:
    """From the first of several events to the last, as exactly as the least exact of them is known."""
    begin, end = (
        When(Point(day.year, day.month if span.fields > 1 else None, day.day if span.fields > 2 else None))
        for day in (span.begin, span.end)
    )
    return begin if begin == end else interval(begin, end)


# ---------------------------------------------------------------------------------------------------------------- ticks


def _ticks(last: datetime.date, scale: _Scale) -> Iterator[Tick]:
    """Both ends, and between them as many beginnings of months or years as have room; every tick has its label."""
    for room, whens in _divisions(scale.first, last):
        head, *inner, tail = [(scale.at(day), when) for when in whens if (day := when.first_day)]
        if any(right[0] - left[0] < room for left, right in pairwise(inner)):
            continue
        if inner and inner[0][0] - head[0] < room and _mostly_before(head[1], scale.first):
            head, *inner = inner
        fits = tail[0] + room <= WIDTH
        until = tail[0] if fits else tail[0] - room
        inner = [tick for tick in inner if tick[0] - head[0] >= room and tick[0] + room <= until]
        yield from (Tick(x=round(x, 1), when=when) for x, when in (head, *inner))
        yield Tick(x=round(tail[0], 1), when=tail[1], anchor="start" if fits else "end")
        return


def _mostly_before(when: When, day: datetime.date) -> bool:
    """Whether more of a year or month lies before a day than after it."""
    first, last = when.first_day or day, when.last_day or day
    return day - first > last - day


def _divisions(first: datetime.date, last: datetime.date) -> Iterator[tuple[float, list[When]]]:
    """First and last day; every 1, 2, 3, 6 months; every 1, 2, 5, 10, … years: the room of a label, and ever fewer.

    The first and the last of each are those in which the timeline begins and ends.
    """
    if (last - first).days < SHORT:
        yield DAY_ROOM, [from_date(first), from_date(last)]
        return
    begin, end = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    for step in (1, 2, 3, 6) if end - begin < 48 else ():
        months = [begin, *range(begin - begin % step + step, end, step), end]
        yield MONTH_ROOM, [When(Point(m // 12, m % 12 + 1)) for m in months]
    for step in (n * 10**power for power in range(5) for n in (1, 2, 5)):
        years = [first.year, *range(first.year - first.year % step + step, last.year, step), last.year]
        yield YEAR_ROOM, [When(Point(year)) for year in years]
