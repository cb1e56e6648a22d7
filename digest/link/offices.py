"""The office somebody held at a time, from the positions in their record. Pure."""

from __future__ import annotations

from digest.dates import Point, When
from digest.model import Entity, Position

_ABOUT = {"century": 36525, "decade": 3653, "year": 366, "season": 92, "month": 31}
"""By how many days a date marked "about" may be wrong: one of its own units, and of a day a week."""


def held(entity: Entity, when: When | None) -> tuple[Position, ...]:
    """The positions that were certainly held all through `when`, in the record's order.

    A beginning counts from the last day it may mean, an end up to the first: of an office held from 2017, nothing is
    certain within 2017. A position without `until` goes on; one without `since` began at no known time, and a date
    marked `?` may be any, so neither is ever certain.
    """
    first, last = (when.first_day, when.last_day) if when and not when.uncertain else (None, None)
    if when is None or first is None or last is None:
        return ()
    begins, ends = first.toordinal(), last.toordinal()
    slack = max((_slack(p) for p in (when.start, when.end) if p), default=0)
    return tuple(p for p in entity.positions if _began(p.since, begins, slack) and _goes_on(p.until, ends, slack))


def _began(since: When | None, day: int, slack: int) -> bool:
    """Whether what begins at `since` has certainly begun on `day`."""
    latest = (since.end if since.is_interval else since.start) if since else None
    return latest is not None and not latest.uncertain and day - latest.last >= slack + _slack(latest)


def _goes_on(until: When | None, day: int, slack: int) -> bool:
    """Whether what ends at `until` certainly lasts to `day`."""
    if until is None:
        return True
    earliest = until.start
    return earliest is not None and not earliest.uncertain and earliest.first - day >= slack + _slack(earliest)


def by_time(positions: tuple[Position, ...]) -> tuple[Position, ...]:
    """Positions by when they began, else ended, the latest first; those without a date last, as they stand."""
    dated = [(when.sort_key, -n) for n, p in enumerate(positions) if (when := p.since or p.until)]
    order = [-n for _, n in sorted(dated, reverse=True)]
    return tuple(positions[n] for n in order) + tuple(p for p in positions if not (p.since or p.until))


def _slack(point: Point) -> int:
    """The days by which an approximate date may be off."""
    return _ABOUT.get(point.precision, 7) if point.approximate else 0
