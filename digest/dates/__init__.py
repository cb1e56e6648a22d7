"""Partial dates as values: a subset of EDTF (ISO 8601-2:2019, annex A; loc.gov/standards/datetime). Pure.

    parse            text as a curator writes it -> When, or a DateError that shows the right form
    When, Point      the values; they keep what was written: precision, doubt, the instant's own offset
    compare          how the spans of two dates lie to each other; When.sort_key puts any mix in one order
    with_zone        a local time gets its offset; like to_utc it needs an IANA zone, which nothing else here does
    display          words for readers, in their language (digest.dates.words)

What is understood: 2017, 2017-08, 2017-08-08, 2017-08-08T18:43[:05][Z|+08:00], 199X, 19XX, 2017-XX, 2017-08-XX;
seasons (2017-21 to 2017-24, spring to winter), quarters (2017-33 to 2017-36) and halves (2017-40, 2017-41); years
before Christ (0000 is 1 BC, -0043 is 44 BC) and long ones (Y12017), both without times of day; each with `?`
(uncertain), `~` (approximate) or `%` (both); `a/b`, and with `..` for an open end, nothing for an unknown one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache
from math import inf
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec

from digest.dates.point import LAST_DAY, MAX_OFFSET, PRECISIONS, DateError, Point, Precision, read_point

__all__ = [
    "FORMS",
    "MAX_LENGTH",
    "WORDS",
    "DateError",
    "Point",
    "Precision",
    "Relation",
    "When",
    "compare",
    "display",
    "from_date",
    "from_datetime",
    "interval",
    "iso_week",
    "parse",
    "read",
    "to_utc",
    "week_of",
    "with_zone",
]

Relation = Literal["before", "after", "within", "contains", "overlaps", "equal"]

MAX_LENGTH = 64
"""Longer text, in code points, is no date; the longest one has 53."""
FORMS = "write 2017, 2017-08, 2017-08-08 or 2017-08-08T18:43+08:00"

WORDS: Mapping[str, str] = {
    "date.about": "about {date}",
    "date.uncertain": "{date}?",
    "date.decade": "{date}s",
    "date.century.one": "{date}st century",
    "date.century.two": "{date}nd century",
    "date.century.few": "{date}rd century",
    "date.century.other": "{date}th century",
    "date.spring": "spring {date}",
    "date.summer": "summer {date}",
    "date.autumn": "autumn {date}",
    "date.winter": "winter {date}",
    "date.quarter.1": "first quarter of {date}",
    "date.quarter.2": "second quarter of {date}",
    "date.quarter.3": "third quarter of {date}",
    "date.quarter.4": "fourth quarter of {date}",
    "date.half.1": "first half of {date}",
    "date.half.2": "second half of {date}",
    "date.since": "since {date}",
    "date.until": "until {date}",
    "date.unknown_end": "from {date}, unknown end",
    "date.unknown_start": "unknown start, to {date}",
}
"""The words of `display` in English, by message key; a message catalogue may hold others.

Of `date.century` each language needs those of its ordinal numbers' forms (Unicode CLDR) that it has.
"""

NO_DATE = ("", "..")
"""What stands for an unknown and for an open end."""
_AFTER_ALL = 10**12
"""A day number after every date's."""
_WEEK = re.compile(r"([0-9]{4})-[Ww]([0-9]{2})")


class When(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A point in time or an interval, as it was written; what every date in a digest is. Built by `parse`."""

    start: Point | None = None
    """The point; of an interval, its start. None when that is open or unknown."""
    end: Point | None = None
    """The end of an interval, included in it; None when that is open or unknown, and for a point."""
    is_interval: bool = False
    open_start: bool = False
    """`../b`: it has no start. An interval with neither this nor `start` has an unknown one: `/b`."""
    open_end: bool = False
    """`a/..`: it has no end, or not yet. An interval with neither this nor `end` has an unknown one: `a/`."""

    @property
    def edtf(self) -> str:
        """The canonical text: `parse(when.edtf) == when`."""
        left = self.start.edtf if self.start else ".." if self.open_start else ""
        if not self.is_interval:
            return left
        return left + "/" + (self.end.edtf if self.end else ".." if self.open_end else "")

    @property
    def precision(self) -> Precision:
        """What is known of it; of an interval, the less precise of its known ends."""
        return min((p.precision for p in (self.start, self.end) if p), key=PRECISIONS.index)

    @property
    def approximate(self) -> bool:
        """Whether it, or an end of it, is marked `~` or `%`."""
        return any(p.approximate for p in (self.start, self.end) if p)

    @property
    def uncertain(self) -> bool:
        """Whether it, or an end of it, is marked `?` or `%`."""
        return any(p.uncertain for p in (self.start, self.end) if p)

    @property
    def first_day(self) -> date | None:
        """The earliest calendar day it may mean, as written; None where the start is open or unknown, and outside the
        years 1 to 9999."""
        return self.start.first_day if self.start else None

    @property
    def last_day(self) -> date | None:
        """The latest calendar day it may mean, as written; None where the end is open or unknown, and outside the
        years 1 to 9999."""
        last = self.end if self.is_interval else self.start
        return last.last_day if last else None

    @property
    def year(self) -> int | None:
        """The year it starts in, astronomical; None for a decade or century and where the start is open or unknown."""
        return self.start.year if self.start and self.start.unspecified not in ("X", "XX") else None

    @property
    def month(self) -> int | None:
        """The month it starts in, 1 to 12; None where that is not known."""
        return self.start.month if self.start else None

    @property
    def iso(self) -> str:
        """A value for HTML's `<time datetime>`; "" for an interval and what else that has no form for (`Point.iso`)."""
        return self.start.iso if self.start and not self.is_interval else ""

    @property
    def sort_key(self) -> tuple[int, ...]:
        """A key that puts any mix in one total order; equal keys mean equal values.

        First what has no start (open, then unknown), by its end. Then by first day; of those with one first day the
        longer comes first (a year, its first month, that month's first day). Then the instants of that day: local
        times, by the clock, then those with an offset, by UTC. The two kinds cannot be interleaved: 05:00Z, 07:00 and
        10:00+08:00 would each come before the next, and the last before the first.
        """
        return _sort_key(self)


@lru_cache(maxsize=16_384)
def _sort_key(when: When) -> tuple[int, ...]:
    start, end = when.start, when.end if when.is_interval else when.start
    shape = (when.is_interval, start._shape() if start else 0, end._shape() if end else int(when.open_end))
    last, last_second = (end.last, end.span[1]) if end else (_AFTER_ALL, 0)
    if start is None:
        return (-_AFTER_ALL, 0 if when.open_start else 1, 0, last, last_second, *shape)
    timed = 0 if start.minute is None else 1 if start.offset is None else 2
    return (start.first, timed, start.span[0], -last, -last_second, *shape)


# -------------------------------------------------------------------------------------------------- reading text


@lru_cache(maxsize=16_384)
def parse(text: str) -> When:
    """The date that `text` writes (see the module for the forms); DateError for anything else."""
    if len(text) > MAX_LENGTH:
        raise DateError(f"{len(text)} characters are too long for a date ({MAX_LENGTH} at most)", FORMS)
    when = read(text)
    if when is None:
        from digest.dates.hints import explain  # a site without mistakes never loads it

        raise DateError(*explain(text))
    return when


def read(text: str) -> When | None:
    """Like `parse`, but None for what is no date, without saying why."""
    left, slash, right = text.partition("/")
    if not slash:
        point = read_point(text)
        return When(point) if point else None
    start, end = read_point(left), read_point(right)
    if (start is None and left not in NO_DATE) or (end is None and right not in NO_DATE) or start is end is None:
        return None
    when = When(start, end, True, left == "..", right == "..")
    return None if _swapped(when) else when


def _swapped(when: When) -> bool:
    """Whether its end lies before its start: in days as written, or as instants where those compare."""
    start, end = when.start, when.end
    if start is None or end is None:
        return False
    if end.last < start.first:
        return True
    timed = start.minute is not None and end.minute is not None
    return timed and (start.offset is None) == (end.offset is None) and end.span[1] < start.span[0]


def _checked(when: When) -> When:
    if _swapped(when):
        raise DateError(*swapped(when.edtf))
    return when


def swapped(text: str) -> tuple[str, str]:
    """Message and hint for the interval `text`, whose end lies before its start."""
    left, _, right = text.partition("/")
    return f"“{text}” ends before it starts", f"swap the ends if {right}/{left} is meant"


# ------------------------------------------------------------------------------------------------ making and comparing


def from_date(day: date) -> When:
    """The calendar day `day`."""
    return When(Point(day.year, day.month, day.day))


def from_datetime(moment: datetime) -> When:
    """The instant `moment`, with its own offset (to the minute) if it has one; no seconds when they are zero.

    DateError for an offset beyond 14 hours.
    """
    offset = _minutes(moment.utcoffset())
    if offset is not None and abs(offset) > MAX_OFFSET:
        raise DateError(f"{moment.isoformat()} has an offset beyond 14 hours", "give it in UTC")
    clock = moment.hour * 60 + moment.minute
    return When(Point(moment.year, moment.month, moment.day, clock, moment.second or None, offset))


def interval(a: When, b: When) -> When:
    """From the start of `a` to the end of `b`, each with its open or unknown end. DateError when `b` ends before."""
    end, open_end = (b.end, b.open_end) if b.is_interval else (b.start, False)
    if a.start is None and end is None:
        raise DateError("an interval without any date", "give at least one end, as in 2017-08/..")
    return _checked(When(a.start, end, True, a.open_start, open_end))


def iso_week(text: str) -> When:
    """The ISO 8601 week "2017-w32" as the interval from its Monday to its Sunday; DateError for any other text."""
    match = _WEEK.fullmatch(text)
    try:
        if match:
            year, week = int(match[1]), int(match[2])
            return interval(*(from_date(date.fromisocalendar(year, week, day)) for day in (1, 7)))
    except (ValueError, OverflowError):
        pass
    raise DateError(f"“{text[:MAX_LENGTH]}” is no week", "write year and ISO week from 01 to 52 or 53, as in 2017-w32")


def week_of(when: When) -> str | None:
    """The ISO 8601 week that all of `when` lies in, as "2017-w32"; None when there is no one such week."""
    first, last = when.first_day, when.last_day
    if first is None or last is None or first.isocalendar()[:2] != last.isocalendar()[:2]:
        return None
    year, week, _ = first.isocalendar()
    return f"{year:04d}-w{week:02d}"


def compare(a: When, b: When) -> Relation:
    """How the span of `a` lies to the span of `b`: "before" means that `a` ends before `b` starts.

    Spans are calendar days as written, and unknown ends reach as far as open ones; but where every end of both is an
    instant with an offset, spans are seconds (18:43 is a minute long).
    """
    exact = all(p is None or p.offset is not None for w in (a, b) for p in (w.start, w.end))
    (a1, a2), (b1, b2) = _bounds(a, exact), _bounds(b, exact)
    if a2 < b1 or b2 < a1:
        return "before" if a2 < b1 else "after"
    if (a1, a2) == (b1, b2):
        return "equal"
    if a1 >= b1 and a2 <= b2:
        return "within"
    return "contains" if a1 <= b1 and a2 >= b2 else "overlaps"


def _bounds(when: When, exact: bool) -> tuple[float, float]:
    start, end = when.start, when.end if when.is_interval else when.start
    if exact:
        return start.span[0] if start else -inf, end.span[1] if end else inf
    return start.first if start else -inf, end.last if end else inf


# ----------------------------------------------------------------------------------------------------------- zones


def with_zone(when: When, zone: str) -> When:
    """`when` with the offset that the IANA zone `zone` had at each local time in it; all else stays as it is.

    A local time that came twice is the first; one that a clock change left out takes the offset before it (PEP 495,
    fold 0). An offset beyond 14 hours (mean times before the date line moved, as in Alaska) is not given. DateError for
    an unknown zone, and when an interval then ends before it starts.
    """
    rules = _zone(zone)

    def given(point: Point | None) -> Point | None:
        if point is None or point.minute is None or point.offset is not None:
            return point
        offset = _minutes(rules.utcoffset(_clock_of(point)))
        if offset is None or abs(offset) > MAX_OFFSET:
            return point
        return msgspec.structs.replace(point, offset=offset)

    start, end = given(when.start), given(when.end)
    if start is when.start and end is when.end:
        return when
    return _checked(msgspec.structs.replace(when, start=start, end=end))


def to_utc(when: When, default_zone: str) -> datetime | None:
    """The start of `when` in UTC, for feeds; None when it is open or unknown, and outside the years 1 to 9999.

    A year, month or day starts at midnight of its first day, and a time without offset is read, in `default_zone`
    (IANA). Kept inside the years 1 to 9999. DateError for an unknown zone.
    """
    rules = _zone(default_zone)
    if when.start is None or not 1 <= when.start.first <= LAST_DAY:
        return None
    local = _clock_of(when.start)
    offset = when.start.offset
    aware = local.replace(tzinfo=rules if offset is None else timezone(timedelta(minutes=offset)))
    try:
        return aware.astimezone(UTC)
    except OverflowError:
        return local.replace(tzinfo=UTC)


def _clock_of(point: Point) -> datetime:
    day, minute = date.fromordinal(point.first), point.minute or 0
    return datetime(day.year, day.month, day.day, minute // 60, minute % 60, point.second or 0)


def _minutes(offset: timedelta | None) -> int | None:
    return None if offset is None else round(offset.total_seconds() / 60)


def _zone(name: str) -> ZoneInfo:
    """The IANA zone `name`: the only place that reads zone data."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # no such file, a path that leaves the folder, a folder such as America
        message = f"“{name[:MAX_LENGTH]}” is no time zone that is known here"
        raise DateError(message, "write an IANA name, as in Asia/Manila") from None


# ----------------------------------------------------------------------------------------------------------- words


def display(when: When, locale: str, words: Mapping[str, str] = WORDS) -> str:
    """`when` for readers in the language `locale` (a BCP 47 tag): "8 August 2017, 18:43", "about August 2017".

    `words` holds the message keys of `WORDS`, each text with `{date}` in it; a key it lacks is taken from there.
    """
    from digest.dates.words import display as localised  # it loads Babel, which a build without changes does without

    return localised(when, locale, words)
