"""A timeline as a picture, laid out on the server: events as spans, rows so that none covers another. Pure."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from digest.dates import When, from_date, parse
from digest.site.views import EventItem, Mark, Strip, Tick

WIDTH, MARGIN = 960.0, 12.0
ROW, ROWS = 14.0, 8
LABELS = 28.0
"""Room below the axis for the ticks' labels."""
NARROWEST = 8.0
"""A mark is never drawn narrower, so that it can be seen and hit; spans longer than this are drawn to scale."""
MOST_TICKS = 12


def strip(events: Iterable[EventItem]) -> Strip | None:
    """The picture of a timeline; None with fewer than two events that have a day to begin and a day to end."""
    dated = [(e, when, *_days(when)) for e in events if (when := e.when) is not None]
    if len(dated) < 2:
        return None
    first, last = min(d[2] for d in dated), max(d[3] for d in dated)
    scale = (WIDTH - 2 * MARGIN) / max(1, (last - first).days + 1)
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
                href=f"#{event.id}",
                title=event.headline,
                when=when,
                uncertain=when.approximate or when.uncertain or when.first_day is None or when.last_day is None,
            )
        )
    height = (max(m.row for m in marks) + 1) * ROW
    ticks = tuple(
        Tick(x=round(MARGIN + max(0, (day - first).days) * scale, 1), when=when, anchor="start")
        for day, when in _ticks(first, last)
    )
    return Strip(
        width=WIDTH,
        height=height + LABELS,
        baseline=height,
        row_height=ROW,
        marks=tuple(marks),
        ticks=ticks,
        first=from_date(first),
        last=from_date(last),
    )


def _days(when: When) -> tuple[datetime.date, datetime.date]:
    """The first and last day a date may mean; an open end is drawn as a single day at the end that is known."""
    known = when.first_day or when.last_day or datetime.date.min
    return when.first_day or known, when.last_day or known


def _ticks(first: datetime.date, last: datetime.date) -> Iterator[tuple[datetime.date, When]]:
    """The beginnings of months or years between two days, few enough to be read; the first one stands for `first`."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    step = next((s for s in (1, 2, 3, 6) if months / s <= MOST_TICKS), 0)
    if step and months > 0:
        for n in range(0, months, step):
            year, month = divmod(first.year * 12 + first.month - 1 + n, 12)
            yield datetime.date(year, month + 1, 1), parse(f"{year:04d}-{month + 1:02d}")
        return
    years = last.year - first.year + 1
    every = max(1, -(-years // MOST_TICKS))
    for year in range(first.year, last.year + 1, every):
        yield datetime.date(year, 1, 1), parse(f"{year:04d}")
