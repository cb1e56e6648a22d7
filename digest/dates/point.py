"""One date as it was written: a year, month, day or instant, with its doubt and its own offset. Pure.

The part of `digest.dates` that knows nothing of intervals; import its names from there.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import Literal

import msgspec

Precision = Literal["decade", "year", "month", "day", "instant"]

MAX_OFFSET = 14 * 60
"""The widest offset in use, in minutes (Pacific/Kiritimati)."""

POINT_FORM = re.compile(
    r"([0-9]{3}[0-9X])"
    r"(?:-([0-9]{2}|XX)(?:-([0-9]{2}|XX)(?:[T ]([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?(Z|[+-][0-9]{2}:[0-9]{2})?)?)?)?"
    r"([?~%])?"
)
"""The form of one date; what it matches may still be impossible, as 2024-02-30 is."""
UNSPECIFIED: tuple[Literal["-XX-XX"], Literal["-XX"]] = ("-XX-XX", "-XX")
PRECISIONS: tuple[Precision, ...] = ("decade", "year", "month", "day", "instant")
"""From the least to the most precise."""


class DateError(ValueError):
    """Text that is no date. `message` says what was found and expected, `hint` what to write instead."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class Point(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """One date, as precise as it was written. Built by `parse` and the `from_` functions, which check it."""

    year: int
    """1 to 9999; of a decade, its first year."""
    month: int | None = None
    day: int | None = None
    minute: int | None = None
    """Minutes since midnight, in the point's own offset; None for a date without a time."""
    second: int | None = None
    """0 to 59; None when no seconds were written."""
    offset: int | None = None
    """Minutes east of UTC; None for a local time whose zone is not known."""
    approximate: bool = False
    uncertain: bool = False
    unspecified: Literal["", "X", "-XX", "-XX-XX"] = ""
    """The digits that were written as X, at the end: 199X, 2017-XX, 2017-XX-XX."""

    @property
    def precision(self) -> Precision:
        """What is known of it; 2017-XX is as precise as 2017."""
        if self.minute is not None:
            return "instant"
        if self.day is not None:
            return "day"
        if self.month is not None:
            return "month"
        return "decade" if self.unspecified == "X" else "year"

    @property
    def first_day(self) -> date:
        """The earliest calendar day it may mean, as written (in its own offset)."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> date:
        """The latest calendar day it may mean, as written (in its own offset)."""
        if self.day is not None:
            return date(self.year, self.month or 1, self.day)
        if self.month is not None:
            return date(self.year, self.month, monthrange(self.year, self.month)[1])
        return date(self.year + 9 if self.unspecified == "X" else self.year, 12, 31)

    @property
    def iso(self) -> str:
        """Without doubt and unspecified digits, valid in HTML's `<time datetime>`; "" for a decade."""
        if self.unspecified == "X":
            return ""
        text = f"{self.year:04d}"
        if self.month is not None:
            text += f"-{self.month:02d}"
        if self.day is not None:
            text += f"-{self.day:02d}"
        if self.minute is not None:
            text += f"T{self.minute // 60:02d}:{self.minute % 60:02d}"
            text += "" if self.second is None else f":{self.second:02d}"
            text += _offset_text(self.offset)
        return text

    @property
    def edtf(self) -> str:
        """Its canonical text: `T` before a time, `Z` for UTC, one mark of doubt."""
        text = f"{self.year // 10:03d}X" if self.unspecified == "X" else self.iso + self.unspecified
        doubt = self.approximate + 2 * self.uncertain
        return text + ("", "~", "?", "%")[doubt]

    @property
    def span(self) -> tuple[int, int]:
        """The first and last second it may mean, counted from year 1: in UTC if its offset is known, else as written.

        18:43 means 18:43:00 to 18:43:59.
        """
        first = self.first_day.toordinal() * 86_400
        if self.minute is None:
            return first, self.last_day.toordinal() * 86_400 + 86_399
        first += (self.minute - (self.offset or 0)) * 60 + (self.second or 0)
        return first, first + (59 if self.second is None else 0)

    def _shape(self) -> int:
        # Tells apart, for sorting only, points that start at the same second: how they were written.
        kind = PRECISIONS.index(self.precision) * 8 + len(self.unspecified)
        written = (self.second is not None) + 2 * self.approximate + 4 * self.uncertain
        return (kind * 8 + written) * 4096 + (0 if self.offset is None else self.offset + MAX_OFFSET + 1)


def _offset_text(offset: int | None) -> str:
    if not offset:
        return "" if offset is None else "Z"
    return f"{'-' if offset < 0 else '+'}{abs(offset) // 60:02d}:{abs(offset) % 60:02d}"


def read_point(text: str) -> Point | None:
    """The point that `text` writes; None when it has another form, or names a day or time that does not exist."""
    match = POINT_FORM.fullmatch(text)
    if match is None:
        return None
    year, month, day, hour, minute, second, zone, doubt = match.groups()
    approximate, uncertain = doubt in ("~", "%"), doubt in ("?", "%")
    if "X" in text:
        return _unspecified(text.rstrip("?~%"), approximate, uncertain)
    y, m, d = int(year), int(month) if month else None, int(day) if day else None
    if y == 0 or (m is not None and not 1 <= m <= 12):
        return None
    # Every month has 28 days; only beyond them is the calendar asked.
    if d is not None and m is not None and not 1 <= d <= 28 and not 1 <= d <= monthrange(y, m)[1]:
        return None
    if hour is None:
        return Point(y, m, d, None, None, None, approximate, uncertain)
    clock, seconds, offset = int(hour) * 60 + int(minute), int(second) if second else None, None
    if hour > "23" or minute > "59" or (second and second > "59"):
        return None
    if zone:
        offset = 0 if zone == "Z" else int(zone[1:3]) * 60 + int(zone[4:])
        # ISO 8601 has no -00:00: in RFC 3339 it means that the zone is not known, which is said by leaving it out.
        if zone[4:] > "59" or offset > MAX_OFFSET or zone == "-00:00":
            return None
        offset = -offset if zone[0] == "-" else offset
    return Point(y, m, d, clock, seconds, offset, approximate, uncertain)


def _unspecified(text: str, approximate: bool, uncertain: bool) -> Point | None:
    """The point with unspecified digits that `text` writes: they may only stand at the end, in whole parts."""
    if text[3:] == "X":
        decade = int(text[:3]) * 10  # the first, 000X, would hold a year 0
        return Point(decade, approximate=approximate, uncertain=uncertain, unspecified="X") if decade else None
    for suffix in UNSPECIFIED:
        if text.endswith(suffix):
            known = None if "X" in text.removesuffix(suffix) else read_point(text.removesuffix(suffix))
            return known and Point(known.year, known.month, None, None, None, None, approximate, uncertain, suffix)
    return None
