"""A timeline as a picture, laid out on the server: events as spans in rows, none ever covering another. Pure."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from digest.dates import Point, When, from_date, interval
from digest.model import Era
from digest.site import periods
from digest.site.periods import Span
from digest.site.scale import LABELS, LANE, MARGIN, WIDTH, Scale, bands, lanes, scaled, ticks
from digest.site.urls import anchor
from digest.site.views import EventItem, Mark, Stretch, Strip

ROW, ROWS = 16.0, 8
GAP = 2.0
"""A mark is drawn by so much narrower than its place, so that neighbours of a row stay apart."""
NARROWEST, DIGIT = 10.0, 9.0
"""The place of a mark is never narrower, so that it can be seen and hit; one that stands for several events has room
for the digits of their number. Spans longer than this are drawn to scale."""
BEYOND = 4
"""How many times as long as all beginnings together the ends of intervals may reach. What lasts for ages runs out of
the picture, which would else be of nothing but it."""


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


def strip(
    events: Iterable[EventItem],
    *,
    date: Callable[[EventItem], When | None] = lambda event: event.when,
    address: Callable[[EventItem], str] = lambda event: anchor(event.id),
    eras: Sequence[Era] = (),
    pauses: Iterable[Span] = (),
) -> Strip | None:
    """The picture of a timeline; None for fewer than two events, and where all have the same span.

    `date` says by what an event is drawn, `address` where its mark leads; the eras stand behind it, and where the
    pauses are, the axis shows it.
    """
    spans = sorted(
        (_span(e, when) for e in events if (when := date(e)) and periods.in_calendar(when)),
        key=lambda s: (s.begin, -s.days),
    )
    if len({(s.begin, s.end) for s in spans}) < 2:
        return None
    scale = scaled(spans[0].begin, _last(spans))
    rows = _rows(spans, scale)
    placed = sorted(((n, s) for n, row in enumerate(rows) for s in row), key=lambda p: (p[1].begin, -p[1].days, p[0]))
    behind = bands(eras, scale)
    baseline = lanes(behind) * LANE + len(rows) * ROW
    return Strip(
        width=WIDTH,
        height=baseline + LABELS,
        baseline=baseline,
        row_height=ROW,
        marks=tuple(_mark(span, row, scale, address) for row, span in placed),
        ticks=tuple(ticks(scale)),
        first=from_date(scale.first),
        last=from_date(scale.last),
        bands=behind,
        lanes=lanes(behind),
        pauses=tuple(
            Stretch(x=place[0], width=round(place[1] - place[0], 1))
            for pause in pauses
            if (place := scale.stretch(pause))
        ),
    )


# ---------------------------------------------------------------------------------------------------------------- marks


def _span(event: EventItem, when: When) -> _Span:
    """What to draw: all days that a date may mean, and of an interval without one end, the other end."""
    begin, end = periods.span(when)
    return _Span(
        begin=begin,
        end=end,
        event=event,
        when=when,
        fields={"century": 1, "decade": 1, "year": 1, "season": 1, "month": 2}.get(when.precision, 3),
        uncertain=when.approximate or when.uncertain or when.first_day is None or when.last_day is None,
    )


def _last(spans: Sequence[_Span]) -> datetime.date:
    """The last day of the picture; see BEYOND."""
    begun = max(periods.span(When(s.when.start)).last if s.when.is_interval and s.when.start else s.end for s in spans)
    furthest = begun.toordinal() + BEYOND * ((begun - spans[0].begin).days + 1)
    return datetime.date.fromordinal(min(furthest, max(s.end for s in spans).toordinal()))


def _place(span: _Span, scale: Scale) -> tuple[float, float]:
    """Where the place of the span's mark begins and ends, to a tenth."""
    least = NARROWEST if span.number == 1 else NARROWEST + DIGIT * len(str(span.number))
    width = max(least, ((min(span.end, scale.last) - span.begin).days + 1) * scale.unit)
    x = min(scale.at(span.begin), WIDTH - MARGIN - width)
    return round(x, 1), round(x + width, 1)


def _rows(spans: Iterable[_Span], scale: Scale) -> list[list[_Span]]:
    """The spans, in the order of their beginnings, each in the lowest row that is free there.

    One that finds no free row is joined with the mark that becomes narrowest, rather with one that is joined already.
    """

    def cost(row: list[_Span], span: _Span) -> tuple[float, int]:
        days = (max(row[-1].end, span.end) - row[-1].begin).days + 1
        return max(NARROWEST + 3 * DIGIT, days * scale.unit), -row[-1].number

    rows: list[list[_Span]] = []
    ends: list[float] = []  # of the last mark of each row
    for span in spans:
        x, right = _place(span, scale)
        n = next((n for n, end in enumerate(ends) if end <= x), len(rows))
        if n == len(rows) < ROWS:
            rows.append([])
            ends.append(right)
        elif n == len(rows):
            n = min(reversed(range(ROWS)), key=lambda n: cost(rows[n], span))
            span = _joined(rows[n].pop(), span)
            x, right = _place(span, scale)
            # At the right edge the wider mark grows to the left; what it would cover there becomes a part of it.
            while rows[n] and _place(rows[n][-1], scale)[1] > x:
                span = _joined(rows[n].pop(), span)
                x, right = _place(span, scale)
        rows[n].append(span)
        ends[n] = right
    return rows


def _joined(one: _Span, other: _Span) -> _Span:
    """One span for both; `one` began first."""
    return one._replace(
        end=max(one.end, other.end),
        fields=min(one.fields, other.fields),
        uncertain=one.uncertain and other.uncertain,
        number=one.number + other.number,
    )


def _mark(span: _Span, row: int, scale: Scale, address: Callable[[EventItem], str]) -> Mark:
    x, right = _place(span, scale)
    return Mark(
        x=x,
        width=round(right - x - GAP, 1),
        row=row,
        href=address(span.event),
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
