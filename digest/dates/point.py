"""One date as it was written: a year, a season, a month, a day or an instant, with its doubt and its own offset. Pure.

The part of `digest.dates` that knows nothing of intervals; import its names from there.

Years are astronomical, as in ISO 8601: 0 is 1 BC, -43 is 44 BC. Days are counted in the Gregorian calendar, carried on
in both directions; a date before the year 1 is the one written, so that it may be a leap day of the Julian calendar.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

import msgspec

Precision = Literal["century", "decade", "year", "season", "month", "day", "instant"]
"""A quarter or half of a year is as precise as a season."""

MAX_OFFSET = 14 * 60
"""The widest offset in use, in minutes (Pacific/Kiritimati)."""
LAST_DAY = date.max.toordinal()
"""The last day that Python's calendar holds, as a day number; the first is 1."""

POINT_FORM = re.compile(
    r"(-?[0-9]{2}(?:[0-9][0-9X]|XX))"
    r"(?:-([0-9]{2}|XX)(?:-([0-9]{2}|XX)(?:[T ]([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?(Z|[+-][0-9]{2}:[0-9]{2})?)?)?)?"
    r"([?~%])?"
)
"""The form of one date; what it matches may still be impossible, as 2024-02-30 is."""
LONG_FORM = re.compile(r"Y(-?[1-9][0-9]{4,8})([?~%])?")
"""A year of more than four digits."""
UNSPECIFIED: tuple[Literal["-XX-XX"], Literal["-XX"]] = ("-XX-XX", "-XX")
PRECISIONS: tuple[Precision, ...] = ("century", "decade", "year", "season", "month", "day", "instant")
"""From the least to the most precise."""
SEASONS: dict[int, tuple[int, int]] = {21: (3, 12), 22: (1, 15), 23: (3, 12), 24: (1, 15)}
SEASONS |= {33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12), 40: (1, 6), 41: (7, 12)}
"""First and last month of EDTF's spring to winter, quarters and halves; the next year's months count on from 13.

A season is written without its hemisphere, and may begin by the calendar or by the sun. So it holds every month that
either may mean: spring and autumn from March to December, summer and winter from January to the March that follows.
"""

_BEFORE_MONTH = (0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)


class DateError(ValueError):
    """Text that is no date. `message` says what was found and expected, `hint` what to write instead."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class Point(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """One date, as precise as it was written. Built by `parse` and the `from_` functions, which check it."""

    year: int
    """Astronomical; of a decade or century, its earliest year."""
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
    unspecified: Literal["", "X", "XX", "-XX", "-XX-XX"] = ""
    """The digits that were written as X, at the end: 199X, 19XX, 2017-XX, 2017-XX-XX."""
    season: int | None = None
    """A part of the year, by EDTF's number: 21 to 24 spring to winter, 33 to 36 quarters, 40 and 41 halves."""

    @property
    def precision(self) -> Precision:
        """What is known of it; 2017-XX is as precise as 2017."""
        if self.minute is not None:
            return "instant"
        if self.day is not None:
            return "day"
        if self.month is not None:
            return "month"
        if self.season is not None:
            return "season"
        return "century" if self.unspecified == "XX" else "decade" if self.unspecified == "X" else "year"

    @property
    def first(self) -> int:
        """The earliest calendar day it may mean, as written (in its own offset), as a day number: 1 is 0001-01-01."""
        if self.season is not None:
            return day_number(self.year, SEASONS[self.season][0], 1)
        return day_number(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> int:
        """The latest calendar day it may mean, as written (in its own offset), as a day number."""
        if self.day is not None:
            return day_number(self.year, self.month or 1, self.day)
        if self.month is not None or self.season is not None:
            month = self.month or SEASONS[self.season or 21][1]
            return day_number(self.year + month // 12, month % 12 + 1, 1) - 1
        return day_number(self.year + {"X": 10, "XX": 100}.get(self.unspecified, 1), 1, 1) - 1

    @property
    def first_day(self) -> date | None:
        """`first` as a date; None outside the years 1 to 9999, which Python's calendar ends at."""
        return date.fromordinal(self.first) if 1 <= self.first <= LAST_DAY else None

    @property
    def last_day(self) -> date | None:
        """`last` as a date; None outside the years 1 to 9999."""
        return date.fromordinal(self.last) if 1 <= self.last <= LAST_DAY else None

    @property
    def iso(self) -> str:
        """Without doubt and unspecified digits, valid in HTML's `<time datetime>`; "" for what that has no form for:
        a season, a decade, a century, a year before 1 or after 9999."""
        if self.unspecified in ("X", "XX") or self.season is not None or not 1 <= self.year <= 9999:
            return ""
        return self._written

    @property
    def _written(self) -> str:
        text = year_text(self.year)
        if self.month is not None or self.season is not None:
            text += f"-{self.month or self.season:02d}"
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
        if self.unspecified in ("X", "XX"):
            known = 4 - len(self.unspecified)
            digits = abs(self.year) // 10 ** len(self.unspecified)
            text = f"{'-' if self.year < 0 else ''}{digits:0{known}d}{self.unspecified}"
        else:
            text = self._written + self.unspecified
        return text + ("", "~", "?", "%")[self.approximate + 2 * self.uncertain]

    @property
    def span(self) -> tuple[int, int]:
        """The first and last second it may mean, counted from year 1: in UTC if its offset is known, else as written.

        18:43 means 18:43:00 to 18:43:59.
        """
        first = self.first * 86_400
        if self.minute is None:
            return first, self.last * 86_400 + 86_399
        first += (self.minute - (self.offset or 0)) * 60 + (self.second or 0)
        return first, first + (59 if self.second is None else 0)

    def _shape(self) -> int:
        # Tells apart, for sorting only, points that start at the same second: how they were written.
        kind = (PRECISIONS.index(self.precision) * 8 + len(self.unspecified)) * 64 + (self.season or 0)
        written = (self.second is not None) + 2 * self.approximate + 4 * self.uncertain
        return (kind * 8 + written) * 4096 + (0 if self.offset is None else self.offset + MAX_OFFSET + 1)


# ------------------------------------------------------------------------------------------------------ the calendar


def is_leap(year: int) -> bool:
    """Whether the Gregorian calendar, carried on in both directions, has a leap day in `year`."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def day_number(year: int, month: int, day: int) -> int:
    """The days from 0001-01-01, which is 1: `date.toordinal` for any year."""
    before = year - 1
    leap = month > 2 and is_leap(year)
    return before * 365 + before // 4 - before // 100 + before // 400 + _BEFORE_MONTH[month] + leap + day


def days_in(year: int, month: int) -> int:
    """How many days a month has; before the year 1, every fourth February has 29, as in the Julian calendar."""
    if month == 2:
        return 29 if (year % 4 == 0 if year <= 0 else is_leap(year)) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def year_text(year: int) -> str:
    """A year as EDTF writes it: 0044, -0043, Y10000."""
    if abs(year) > 9999:
        return f"Y{year}"
    return f"-{-year:04d}" if year < 0 else f"{year:04d}"


def _offset_text(offset: int | None) -> str:
    if not offset:
        return "" if offset is None else "Z"
    return f"{'-' if offset < 0 else '+'}{abs(offset) // 60:02d}:{abs(offset) % 60:02d}"


# -------------------------------------------------------------------------------------------------------------- reading


def read_point(text: str) -> Point | None:
    """The point that `text` writes; None when it has another form, or names a day or time that does not exist."""
    match = POINT_FORM.fullmatch(text)
    if match is None:
        return _long_year(text)
    year, month, day, hour, minute, second, zone, doubt = match.groups()
    approximate, uncertain = doubt in ("~", "%"), doubt in ("?", "%")
    if "X" in text:
        return _unspecified(text.rstrip("?~%"), approximate, uncertain)
    y, m, d = int(year), int(month) if month else None, int(day) if day else None
    if y == 0 and year != "0000":
        return None
    if m is not None and not 1 <= m <= 12:
        if m not in SEASONS or d is not None:
            return None
        return Point(y, approximate=approximate, uncertain=uncertain, season=m)
    # Every month has 28 days; only beyond them is the calendar asked.
    if d is not None and m is not None and not 1 <= d <= 28 and not 1 <= d <= days_in(y, m):
        return None
    if hour is None:
        return Point(y, m, d, None, None, None, approximate, uncertain)
    clock, seconds, offset = int(hour) * 60 + int(minute), int(second) if second else None, None
    if y < 1 or hour > "23" or minute > "59" or (second and second > "59"):
        return None
    if zone:
        offset = 0 if zone == "Z" else int(zone[1:3]) * 60 + int(zone[4:])
        # ISO 8601 has no -00:00: in RFC 3339 it means that the zone is not known, which is said by leaving it out.
        if zone[4:] > "59" or offset > MAX_OFFSET or zone == "-00:00":
            return None
        offset = -offset if zone[0] == "-" else offset
    return Point(y, m, d, clock, seconds, offset, approximate, uncertain)


def _long_year(text: str) -> Point | None:
    match = LONG_FORM.fullmatch(text)
    if match is None:
        return None
    return Point(int(match[1]), approximate=match[2] in ("~", "%"), uncertain=match[2] in ("?", "%"))


def _unspecified(text: str, approximate: bool, uncertain: bool) -> Point | None:
    """The point with unspecified digits that `text` writes: they may only stand at the end, in whole parts of a date,
    or as the last one or two of a year."""
    digits = text.rstrip("X")
    if not digits.endswith("-"):
        cut: Literal["X", "XX"] = "X" if len(text) - len(digits) == 1 else "XX"
        if "X" in digits or not digits.lstrip("-").isdigit():
            return None
        years = 10 ** len(cut)
        first = -abs(int(digits)) * years - years + 1 if text[0] == "-" else int(digits) * years
        return Point(first, approximate=approximate, uncertain=uncertain, unspecified=cut)
    for suffix in UNSPECIFIED:
        if text.endswith(suffix):
            known = None if "X" in text.removesuffix(suffix) else read_point(text.removesuffix(suffix))
            if known is None or known.season is not None:
                return None
            return Point(known.year, known.month, None, None, None, None, approximate, uncertain, suffix)
    return None
