"""What text that is no date most likely means, and how to write that. Pure; `dates.parse` loads it when it refuses."""

from __future__ import annotations

import re
from collections.abc import Callable

from digest.dates import FORMS, NO_DATE, iso_week, read, swapped
from digest.dates.point import POINT_FORM, DateError, days_in

Match = re.Match[str]
Guess = Callable[[Match], list[str]]

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_NAMES, 1)}
_MONTH = rf"({'|'.join(_NAMES)})[a-z]{{0,6}}\.?"
_CLOCK = r"[T ][0-9]{1,2}:[0-9]{2}"


def explain(text: str) -> tuple[str, str]:
    """Message (what was found, what was expected) and hint (what to write) for `text`, which `dates.read` refused."""
    ends = text.split("/")
    forms = [POINT_FORM.fullmatch(end) for end in ends]
    known = [form is not None or (end in NO_DATE and len(ends) == 2) for end, form in zip(ends, forms, strict=True)]
    if len(ends) <= 2 and all(known):
        if not any(forms):
            return f"“{text}” is an interval without any date", "give at least one end, as in 2017-08/.."
        return next((_impossible(form) for form in forms if form and not read(form[0])), None) or swapped(text)
    found = meant(text)
    if not found and len(ends) == 2:
        both = [end if end in NO_DATE or read(end) else next(iter(meant(end)), "?") for end in ends]
        found = _dates(["/".join(both)])
    if found:
        return f"“{_shown(text)}” is not written as a date", f"write it as {' or '.join(found)}"
    if any(re.match(r"-[0-9]|[Yy]-?[0-9]|[0-9]{5}", end) for end in ends):
        return f"“{_shown(text)}” has no year that is understood", _YEARS
    return f"“{_shown(text)}” is not a date", FORMS


_YEARS = "write years before Christ as 0000 (1 BC) and -0043 (44 BC), years of five digits and more as Y12017"


def meant(text: str) -> list[str]:
    """The dates, in EDTF, that `text` most likely means; none when nothing is likely."""
    for pattern, guess in _GUESSES:
        if (match := pattern.fullmatch(text)) and (found := _dates(guess(match))):
            return found
    return []


def _shown(text: str) -> str:
    # A report is read in a terminal and as JSON: neither gets control characters or lone surrogates.
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


def _dates(texts: list[str]) -> list[str]:
    return [when.edtf for text in texts if (when := read(text))]


# ---------------------------------------------------------------------------------------------- what people write


def _parts(*order: int) -> Guess:
    """Join the numbered groups of a match as year-month-day; month names become numbers."""

    def guess(match: Match) -> list[str]:
        numbers = [_MONTHS.get(match[n].lower()) or int(match[n]) for n in order]
        return ["-".join(f"{number:0{2 if place else 4}d}" for place, number in enumerate(numbers))]

    return guess


def _either(match: Match) -> list[str]:
    # 25/12/2017 has one reading, 03/04/2017 has two: the curator knows which.
    return list(dict.fromkeys(_parts(3, 2, 1)(match) + _parts(3, 1, 2)(match)))


def _moment(match: Match) -> list[str]:
    hour = int(match[2]) if match[4] is None else int(match[2]) % 12 + 12 * (match[4].lower() == "p")
    return [f"{day}T{hour:02d}:{match[3]}" for day in _dates([match[1]]) or meant(match[1])]


def _week(match: Match) -> list[str]:
    try:
        return [iso_week(f"{match[1]}-w{match[2]}").edtf]
    except DateError:
        return []


_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}


def _before_christ(match: Match) -> list[str]:
    """ "44 BC" is one year; who writes -44 may count the year 0 or not."""
    year = int(match[1] or match[2]) - 1
    return [f"-{year:04d}" if year else "0000", *([f"-{year + 1:04d}"] if match[1] else [])]


GUESSES: tuple[tuple[str, Guess], ...] = (
    (r"\s*(\S.*?)\s*", lambda m: [m[1]]),
    (r"([0-9]{4})([0-9]{2})([0-9]{2})", _parts(1, 2, 3)),
    (r"([0-9]{4})[-./ ]([0-9]{1,2})[-./ ]([0-9]{1,2})", _parts(1, 2, 3)),
    (r"([0-9]{4})[-./]([0-9]{1,2})", _parts(1, 2)),
    (r"([0-9]{1,2})[-./ ]([0-9]{1,2})[-./ ]([0-9]{4})", _either),
    (r"([0-9]{1,2})[-./ ]([0-9]{4})", _parts(2, 1)),
    (rf"{_MONTH} ([0-9]{{1,2}})(?:st|nd|rd|th)?,? ([0-9]{{4}})", _parts(3, 1, 2)),
    (rf"([0-9]{{1,2}})(?:st|nd|rd|th|\.)? (?:of )?{_MONTH},? ([0-9]{{4}})", _parts(3, 2, 1)),
    (rf"{_MONTH},? ([0-9]{{4}})", _parts(2, 1)),
    (r"([0-9]{4})-?w([0-9]{2})", _week),
    (r"(?:c\.?|ca\.?|circa|about) ?([0-9].*)", lambda m: [m[1] + "~"]),
    (r"([0-9]{3})0['’]?s", lambda m: [m[1] + "X"]),
    (r"([0-9]{1,2})(?:st|nd|rd|th) century", lambda m: [f"{int(m[1]) - 1:02d}XX"]),
    (r"-([0-9]{1,4})|([0-9]{1,4}) ?(?:bce?|b\.c\.(?:e\.)?)", _before_christ),
    (r"(?:ad|a\.d\.) ?([0-9]{1,4})|([0-9]{1,4}) ?(?:ad|ce|a\.d\.|c\.e\.)", lambda m: [f"{int(m[1] or m[2]):04d}"]),
    (r"([0-9]{5,9})", lambda m: [f"Y{m[1]}"]),
    (
        r"(?:the )?(spring|summer|autumn|fall|winter)(?: of|,)? ([0-9]{4})",
        lambda m: [f"{m[2]}-{_SEASONS[m[1].lower()]}"],
    ),
    (r"q([1-4])[ -]?([0-9]{4})", lambda m: [f"{m[2]}-{32 + int(m[1])}"]),
    (r"([0-9]{4})[ -]?q([1-4])", lambda m: [f"{m[1]}-{32 + int(m[2])}"]),
    (r"(?:since|from) ([0-9].*)", lambda m: [m[1] + "/.."]),
    (r"(?:until|till) ([0-9].*)", lambda m: ["../" + m[1]]),
    (r"([0-9]{4})-([0-9]{4})", lambda m: [f"{m[1]}/{m[2]}"]),
    (r"([0-9].*?)(?: ?[–—] ?| to | - )([0-9].*)", lambda m: [f"{m[1]}/{m[2]}"]),
    (rf"([^T ]+{_CLOCK}(?::[0-9]{{2}})?)\.[0-9]+(.*)", lambda m: [m[1] + m[2].upper()]),
    (rf"([^T ]+{_CLOCK}(?::[0-9]{{2}})?) ?([+-][0-9]{{2}}):?([0-9]{{2}})?", lambda m: [f"{m[1]}{m[2]}:{m[3] or '00'}"]),
    (rf"([^T ]+)({_CLOCK}(?::[0-9]{{2}})?) ?(?:z|UTC|GMT)", lambda m: [m[1] + m[2].upper() + "Z"]),
    (r"(.+?),?(?: at)?[T ]+([0-9]{1,2}):([0-9]{2})(?: ?([ap])\.?m\.?)?", _moment),
)
"""Forms that people write, in the order they are tried, and what each may stand for. Case is ignored."""
_GUESSES = tuple((re.compile(pattern, re.IGNORECASE | re.DOTALL | re.ASCII), guess) for pattern, guess in GUESSES)


# ------------------------------------------------------------------------------------------------ impossible dates


def _impossible(match: Match) -> tuple[str, str]:
    """Message and hint for what has the form of a date and yet is none."""
    text, year, month, day = match[0], match[1], match[2], match[3]
    if year == "-0000":
        return f"“{text}” has the year -0000, which is none", "write 0000 for 1 BC, -0001 for 2 BC"
    if "X" in text:
        return f"“{text}” has an X before digits that are known", "write 199X, 19XX, 2017-XX or 2017-08-XX"
    if not 1 <= int(month) <= 12:
        return f"“{text}” has the month {month}; months run from 01 to 12", _month_hint(match)
    days = days_in(int(year), int(month))
    if not 1 <= int(day) <= days:
        return (
            f"“{text}” has the day {day}; {year}-{month} has 01 to {days}",
            f"write a day from {year}-{month}-01 to {year}-{month}-{days}, or {year}-{month} if it is not known",
        )
    return _impossible_time(match)


def _impossible_time(match: Match) -> tuple[str, str]:
    text, hour, minute, second, zone = match[0], match[4], match[5], match[6], match[7]
    if int(match[1]) < 1:
        return f"“{text}” has a time of day in a year before 0001", "write the day alone"
    if second == "60":
        return f"“{text}” has a leap second (:60), which is not understood", "write :59 instead"
    if hour == "24" and minute == "00":
        return f"“{text}” has the hour 24; a day ends at 23:59:59", "write 00:00 of the next day"
    if hour > "23" or minute > "59" or (second or "") > "59":
        return f"“{text}” has no time from 00:00:00 to 23:59:59", "write the time as in 18:43 or 18:43:05"
    return (
        f"“{text}” has the offset {zone}; offsets from UTC run from -14:00 to +14:00, and UTC itself is Z",
        "write hours and minutes as in +08:00 or -03:30, or leave it out if it is not known",
    )


_MONTHS_OF = {25 + n: (3 + 3 * n, 5 + 3 * n) for n in range(4)} | {29 + n: (9 + 3 * n, 11 + 3 * n) for n in range(2)}
_MONTHS_OF |= {31: (3, 5), 32: (6, 8)} | {37 + n: (1 + 4 * n, 4 + 4 * n) for n in range(3)}
"""EDTF's seasons of the northern and the southern half of the earth, and thirds of a year."""


def _month_hint(match: Match) -> str:
    # In EDTF the months 21 to 41 are parts of a year. Those of one hemisphere and thirds are written by their months.
    year, month, day = match[1], int(match[2]), match[3]
    if day is None and month in _MONTHS_OF:
        first, last = _MONTHS_OF[month]
        until = f"{year}-{last:02d}" if last <= 12 else f"{int(year) + 1:04d}-{last - 12:02d}"
        return f"write the months that are meant, as in {year}-{first:02d}/{until}"
    if 21 <= month <= 41 and day is not None:
        return f"write the season, quarter or half without a day: {year}-{month}"
    turned = _dates([f"{year}-{day}-{month:02d}"]) if day else _dates([f"{year}/{year[:2]}{month:02d}"])
    return f"write {turned[0]} if that is meant" if turned else FORMS
