"""What the pictures of a timeline share: days on a line, the labels below it, the eras behind it. Pure."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple
from unicodedata import east_asian_width

from digest.dates import Point, When, from_date
from digest.model import Era
from digest.site.periods import Span
from digest.site.views import Band, Tick
from digest.text import one_line

WIDTH, MARGIN = 960.0, 12.0
LABELS = 28.0
"""Room below the axis for the ticks' labels."""
DAY_ROOM, MONTH_ROOM, YEAR_ROOM = 150.0, 140.0, 44.0
"""What the label of a day, a month or a year needs."""
SHORT = 62
"""Days of a timeline below which its first and last day are its only ticks."""
LANES, LANE = 3, 20.0
"""How many eras are drawn over each other at most, and how high the row of a label is. The list has all eras."""
LETTER, WIDE_LETTER, NAME = 8.8, 16.5, 32
"""The room of a letter, of a wide one (as in Chinese), and how many letters of a name are drawn."""


class Scale(NamedTuple):
    """Days to the units of a picture."""

    first: datetime.date
    last: datetime.date
    unit: float
    """The room of a day."""

    def at(self, day: datetime.date) -> float:
        """Where a day begins; one before the first stands at the edge."""
        return MARGIN + max(0, (day - self.first).days) * self.unit

    def stretch(self, days: Span) -> tuple[float, float] | None:
        """Where days begin and end, to a tenth, as far as they are in the picture; None for those that are not."""
        first, last = max(days.first, self.first), min(days.last, self.last)
        return None if last < first else (round(self.at(first), 1), round(self.at(last) + self.unit, 1))


def scaled(first: datetime.date, last: datetime.date) -> Scale:
    """The scale of a picture from one day to another."""
    return Scale(first, last, (WIDTH - 2 * MARGIN) / ((last - first).days + 1))


# ----------------------------------------------------------------------------------------------------------------- eras


def reach(era: Era) -> Span:
    """The days of an era; without a beginning or end it reaches as far as the calendar."""
    return Span(era.period.first_day or datetime.date.min, era.period.last_day or datetime.date.max)


def during(eras: Iterable[Era], days: Span) -> list[Era]:
    """The eras of which some of these days are part, in the order of their beginnings; each once."""
    found = [era for era in dict.fromkeys(eras) if reach(era).first <= days.last and reach(era).last >= days.first]
    return sorted(found, key=lambda era: (*era.period.sort_key, era.name))


def bands(eras: Iterable[Era], scale: Scale) -> tuple[Band, ...]:
    """The eras that the picture shows, in the order of their beginnings.

    Each takes the highest row that is free over all its time and its label. One that finds none is left to the list, so
    that no more than LANES shades lie over each other; eras that are given first go first.
    """
    rows: list[list[tuple[float, float]]] = [[] for _ in range(LANES)]
    made: list[Band] = []
    for era in dict.fromkeys(eras):
        place, label = scale.stretch(reach(era)), _shortened(one_line(era.name))
        if place is None:
            continue
        x, right = place
        begin = min(x, WIDTH - _room(label))
        end = max(right, begin + _room(label))
        lane = next((n for n, row in enumerate(rows) if all(end <= a or b <= begin for a, b in row)), None)
        if lane is None:
            continue
        rows[lane].append((begin, end))
        band = Band(
            x=x,
            width=round(right - x, 1),
            name=one_line(era.name),
            when=era.period,
            label=label,
            label_x=round(x + 3, 1) if begin == x else WIDTH - 3,
            anchor="start" if begin == x else "end",
            lane=lane,
        )
        made.append(band)
    return tuple(sorted(made, key=lambda band: (band.x, band.lane)))


def lanes(drawn: Iterable[Band]) -> int:
    """How many rows the labels take."""
    return max((band.lane + 1 for band in drawn), default=0)


def _shortened(name: str) -> str:
    return name if len(name) <= NAME else name[: NAME - 1].rstrip() + "…"


def _room(label: str) -> float:
    return 6 + sum(WIDE_LETTER if east_asian_width(c) in "WF" else LETTER for c in label)


# ---------------------------------------------------------------------------------------------------------------- ticks


def ticks(scale: Scale) -> Iterator[Tick]:
    """Both ends, and between them as many beginnings of months or years as have room; every tick has its label."""
    for room, whens in _divisions(scale.first, scale.last):
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
