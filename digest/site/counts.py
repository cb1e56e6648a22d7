"""How many events there are in each month or year, as a picture: for a timeline too long for one page. Pure."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence

from digest.dates import Point, When, from_date, interval
from digest.model import Era
from digest.site.periods import Span, heading, span
from digest.site.scale import LABELS, LANE, WIDTH, Scale, bands, lanes, scaled, ticks
from digest.site.views import Column, Counts

HIGHEST, LOWEST = 96.0, 2.0
GAP = 1.0
MONTHS = 72
"""Months of a timeline up to which it has a column for each; a longer one has them for years."""
YEARS = 120
"""Columns of years; where there would be more, each stands for 2, 5, 10, … years."""


def counts(dates: Iterable[When], address: Callable[[When], str], eras: Sequence[Era] = ()) -> Counts | None:
    """Columns of events by their beginnings; `address` is where the section of a date stands. None for a single column.

    An event that is known less exactly than a column is wide is counted in a column of its own kind, as wide as what is
    known of it.
    """
    items = list(dates)
    begun = [span(heading(when, months=True)) for when in items]
    if not begun:
        return None
    first, last = min(b.first for b in begun), max(b.last for b in begun)
    step = _step(first, last)
    found: dict[Span, list[When]] = {}
    for when in items:
        found.setdefault(_bucket(when, step), []).append(when)
    if len(found) < 2:
        return None
    scale = scaled(min(b.first for b in found), max(b.last for b in found))
    most = max(len(whens) for whens in found.values())
    ordered = sorted(found.items(), key=lambda item: (item[0].first, -item[0].last.toordinal()))
    columns = [_column(days, len(whens), address(whens[0]), scale, most, _wide(days, step)) for days, whens in ordered]
    behind = bands(eras, scale)
    baseline = lanes(behind) * LANE + HIGHEST
    return Counts(
        width=WIDTH,
        height=baseline + LABELS,
        baseline=baseline,
        columns=(*(c for c in columns if c.wide), *(c for c in columns if not c.wide)),
        ticks=tuple(ticks(scale)),
        bands=behind,
        lanes=lanes(behind),
        first=from_date(scale.first),
        last=from_date(scale.last),
    )


def _step(first: datetime.date, last: datetime.date) -> int:
    """How many years a column stands for; 0 for columns of months."""
    if (last.year - first.year) * 12 + last.month - first.month < MONTHS:
        return 0
    years = last.year - first.year + 1
    steps = (n * factor for factor in (1, 10, 100, 1000) for n in (1, 2, 5))
    return next(step for step in steps if years <= YEARS * step)


def _bucket(when: When, step: int) -> Span:
    """The month, year or years that an event is counted in."""
    days = span(heading(when, months=step == 0))
    if step <= 1 or days.last.year // step > days.first.year // step:
        return days
    year = days.first.year // step * step
    return Span(datetime.date(max(year, 1), 1, 1), datetime.date(min(year + step - 1, 9999), 12, 31))


def _wide(days: Span, step: int) -> bool:
    """Whether a bucket is wider than those of events that are known exactly enough."""
    if step == 0:
        return (days.first.year, days.first.month) != (days.last.year, days.last.month)
    return days.last.year - days.first.year >= step


def _column(days: Span, count: int, href: str, scale: Scale, most: int, wide: bool) -> Column:
    x, right = scale.stretch(days) or (0.0, 0.0)
    return Column(
        x=x,
        width=round(max(right - x - GAP, GAP), 1),
        height=round(max(LOWEST, HIGHEST * count / most), 1),
        href=href,
        when=_named(days),
        count=count,
        wide=wide,
    )


def _named(days: Span) -> When:
    """The month, the year, or from year to year."""
    first, last = days
    if first.year == last.year:
        return When(Point(first.year, first.month if first.month == last.month else None))
    return interval(When(Point(first.year)), When(Point(last.year)))
