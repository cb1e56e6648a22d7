"""A timeline as a picture, laid out on the server: events as spans, rows so that none covers another. Pure."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from itertools import pairwise

from digest.dates import When, from_date, parse
from digest.site.urls import anchor
from digest.site.views import EventItem, Mark, Strip, Tick

WIDTH, MARGIN = 960.0, 12.0
ROW, ROWS = 14.0, 8
LABELS = 28.0
"""Room below the axis for the ticks' labels."""
NARROWEST = 8.0
"""A mark is never drawn narrower, so that it can be seen and hit; spans longer than this are drawn to scale."""
MONTH_ROOM, YEAR_ROOM = 112.0, 48.0
"""What the label of a month or of a year needs: the next tick is never nearer."""


def strip(events: Iterable[EventItem]) -> Strip | None:
    """The picture of a timeline; None for fewer than two events, and where all fall on one day."""
    dated = [(e, when, *_days(when)) for e in events if (when := e.when) is not None]
    if len(dated) < 2:
        return None
    first, last = min(d[2] for d in dated), max(d[3] for d in dated)
    if first == last:
        return None
    scale = (WIDTH - 2 * MARGIN) / ((last - first).days + 1)
    free = [0.0] * ROWS
    marks = []
    for event, when, begin, end in sorted(dated, key=lambda d: (d[2], d[3], d[0].id)):
        x = MARGIN + (begin - first).days * scale
        width = max(NARROWEST, ((end - begin).days + 1) * scale)
        x = min(x, WIDTH - MARGIN - width)
        row = next((n for n in range(ROWS) if free[n] <= x), min(range(ROWS), key=lambda n: free[n]))
        free[row] = x + width + 2
        marks.append(
            Mark(
                x=round(x, 1),
                width=round(width, 1),
                row=row,
                href=anchor(event.id),
                title=event.headline,
                when=when,
                uncertain=when.approximate or when.uncertain or when.first_day is None or when.last_day is None,
            )
        )
    height = (max(m.row for m in marks) + 1) * ROW
    return Strip(
        width=WIDTH,
        height=height + LABELS,
        baseline=height,
        row_height=ROW,
        marks=tuple(marks),
        ticks=tuple(_ticks(first, last, scale)),
        first=from_date(first),
        last=from_date(last),
    )


def _days(when: When) -> tuple[datetime.date, datetime.date]:
    """The first and last day to draw: all that a date may mean, and of an interval without one end, the other end."""
    known = [point for point in (when.start, when.end) if point]
    return known[0].first_day, known[-1].last_day


def _ticks(first: datetime.date, last: datetime.date, scale: float) -> Iterator[Tick]:
    """The beginnings of months or years, as many as have room for their labels; the first may stand for `first`."""
    for room, begins in _divisions(first, last):
        if len(begins) * room > WIDTH + room:
            continue
        whens = [parse(text) for text in begins]
        ticks = [(MARGIN + max(0, (day - first).days) * scale, when) for when in whens if (day := when.first_day)]
        if len(ticks) > 1 and ticks[1][0] - ticks[0][0] < room:
            del ticks[0]
        ticks = [tick for tick in ticks if tick[0] + room <= WIDTH]
        if all(right - left >= room for (left, _), (right, _) in pairwise(ticks)):
            yield from (Tick(x=round(x, 1), when=when, anchor="start") for x, when in ticks)
            return


def _divisions(first: datetime.date, last: datetime.date) -> Iterator[tuple[float, list[str]]]:
    """Every 1, 2, 3, 6 months; every 1, 2, 5, 10, 20, … years: ever fewer beginnings, with the room each needs."""
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    for step in (1, 2, 3, 6) if len(months) < 100 else ():
        aligned = [months[0], *(m for m in months[1:] if m % step == 0)]
        yield MONTH_ROOM, [f"{m // 12:04d}-{m % 12 + 1:02d}" for m in aligned]
    for step in (n * 10**power for power in range(5) for n in (1, 2, 5)):
        yield YEAR_ROOM, [f"{y:04d}" for y in range(first.year, last.year + 1) if y == first.year or y % step == 0]
