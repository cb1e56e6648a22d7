"""What stands between the lines of a timeline: pauses in which nothing is recorded, and the eras that begin. Pure."""

from __future__ import annotations

import datetime
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from digest.model import Era
from digest.site.periods import Span, as_when, length
from digest.site.views import Aside
from digest.text import one_line

_DAY = datetime.timedelta(days=1)


class Lines(NamedTuple):
    """A section of a list: the first day of its heading, and the day by which each of its lines is ordered."""

    first: datetime.date
    days: Sequence[datetime.date]


def nearby(quiet: Iterable[Span], days: Span) -> list[Span]:
    """The pauses in these days, beside them, or over an end of them: the pages on both sides of a pause show it."""
    first, last = days.first.toordinal() - 1, days.last.toordinal() + 1
    return [pause for pause in quiet if pause.first.toordinal() <= last and pause.last.toordinal() >= first]


def between(sections: Sequence[Lines], quiet: Iterable[Span], eras: Iterable[Era]) -> list[tuple[Aside, ...]]:
    """What stands in each section: a pause behind what came before it, an era before the first line of its time.

    An era that begins before all lines stands first; one that begins in a later year than a section's last line stands
    there only if the next section is of a later year yet.
    """
    starts = [0, *accumulate(len(section.days) for section in sections)]
    days = [day for section in sections for day in section.days]
    notes: list[tuple[datetime.date, int, Aside]] = []
    for pause in quiet:
        count, unit = length(pause.first, pause.last + _DAY)
        at = bisect_right(days, pause.first)
        notes.append((pause.first, at, Aside(before=0, era="", when=as_when(pause), count=count, unit=unit)))
    for era in eras:
        begin = era.period.first_day or datetime.date.min
        notes.append((begin, bisect_left(days, begin), Aside(before=0, era=one_line(era.name), when=era.period)))
    found: list[list[Aside]] = [[] for _ in sections]
    for begin, at, aside in sorted(notes, key=lambda note: (note[1], note[0], note[2].era)):
        n = max(0, bisect_left(starts, at) - 1)  # the section of the line before it
        if aside.era and at == starts[n + 1] and n + 1 < len(sections) and begin >= sections[n + 1].first:
            n += 1
        found[n].append(
            Aside(before=at - starts[n], era=aside.era, when=aside.when, count=aside.count, unit=aside.unit)
        )
    return [tuple(asides) for asides in found]
