"""From what is said to a date: steps from an anchor, and the missing parts of a date. Pure."""

from __future__ import annotations

import re
from datetime import date, timedelta

import msgspec

from digest.clip.timex.making import Said
from digest.dates.point import days_in


class Ref(msgspec.Struct, frozen=True):
    """What is counted from: a year, perhaps with month and day."""

    year: int
    month: int | None = None
    day: int | None = None
    season: int | None = None

    @property
    def edtf(self) -> str:
        return edtf(self.year, self.month or self.season, self.day)

    @property
    def date(self) -> date | None:
        """The day; None when it is not known, or lies outside the calendar's years 1 to 9999."""
        if self.month is None or self.day is None or not 1 <= self.year <= 9999:
            return None
        return date(self.year, self.month, self.day)


def edtf(year: int, month: int | None = None, day: int | None = None) -> str:
    """The EDTF text of a date; "" for one that does not exist."""
    if not -9999 <= year <= 9999:
        return ""
    text = f"-{-year:04d}" if year < 0 else f"{year:04d}"
    if month is None:
        return text
    if day is None:
        return f"{text}-{month:02d}"
    if not 1 <= day <= days_in(year, month):
        return ""
    return f"{text}-{month:02d}-{day:02d}"


def month_step(ref: Ref, by: int) -> str:
    if ref.month is None:
        return ""
    index = ref.year * 12 + ref.month - 1 + by
    return edtf(index // 12, index % 12 + 1)


def day_step(day: date | None, by: int) -> str:
    try:
        return (day + timedelta(days=by)).isoformat() if day else ""
    except OverflowError:
        return ""


def week_step(day: date | None, by: int) -> str:
    """The week, Monday to Sunday, that lies `by` weeks from that of `day`."""
    if day is None:
        return ""
    first, last = day_step(day, 7 * by - day.weekday()), day_step(day, 7 * by - day.weekday() + 6)
    return f"{first}/{last}" if first and last else ""


def weekend_step(day: date | None, by: int) -> str:
    if day is None:
        return ""
    first, last = day_step(day, 7 * by + 5 - day.weekday()), day_step(day, 7 * by + 6 - day.weekday())
    return f"{first}/{last}" if first and last else ""


def quarter_step(ref: Ref, by: int) -> str:
    if ref.month is None:
        return ""
    index = ref.year * 4 + (ref.month - 1) // 3 + by
    return edtf(index // 4, 33 + index % 4)


def decade(first: int) -> str:
    if first < 0:
        return f"{edtf(first - 8)}/{edtf(first + 1)}"
    return f"{first // 10:03d}X" if 0 < first < 10_000 else ""


def century(number: int) -> str:
    """`number` counts from 0 for the years 1 to 99; negative before Christ, -1 for the century that ends in 1 BC."""
    if number >= 0:
        return f"{number:02d}XX" if number < 100 else ""
    return f"-{-number - 1:02d}XX"


def step(said: Said, ref: Ref, by: int) -> str:
    """`by` units from `ref`; "" when `ref` is not known well enough."""
    unit = said.unit
    if unit == "day":
        return day_step(ref.date, by)
    if unit == "week":
        return week_step(ref.date, by)
    if unit == "weekend":
        return weekend_step(ref.date, by)
    if unit == "month":
        return month_step(ref, by)
    if unit == "quarter":
        return quarter_step(ref, by)
    if unit == "decade":
        return (
            edtf(ref.year + 10 * by)
            if said.rule == "counted"
            else decade(ref.year // 10 * 10 + 10 * by)
            if ref.year > 0
            else ""
        )
    if unit == "century":
        return (
            edtf(ref.year + 100 * by)
            if said.rule == "counted"
            else century(ref.year // 100 + by)
            if ref.year > 0
            else ""
        )
    return edtf(ref.year + by)


def weekday_in(said: Said, ref: Ref, first: int) -> str:
    """The weekday among the seven days that begin `first` days from the anchor."""
    day = ref.date
    if day is None or said.weekday is None:
        return ""
    try:
        start = day + timedelta(days=first)
    except OverflowError:
        return ""
    return day_step(start, (said.weekday - start.weekday()) % 7)


def month_near(number: int, ref: Ref, first: int) -> int:
    """The year of the month `number` among the twelve that begin `first` months from the anchor's."""
    index = ref.year * 12 + (ref.month or 1) - 1 + first
    ahead = (number - 1 - index) % 12
    return (index + ahead) // 12


SEASON_START = {21: 3, 22: 6, 23: 9, 24: 12, 33: 1, 34: 4, 35: 7, 36: 10, 40: 1, 41: 7}
"""The month that a season, quarter or half begins with."""

_FUTURE = re.compile(
    r"\b(?:will|'ll|won't|shall|would(?!\snot)|plans?|planned|planning|scheduled|set\sfor|expects?|expected|due|upcoming|ahead\sof|going\sto|"
    r"(?:is|are|set|to|agree[ds]?|vow(?:s|ed)|pledge[ds]?|promise[ds]?|likely|ready|poised|about|invited|ordered|urged)\sto(?=\s[a-z])|to\sbe|"
    r"could(?!\snot)|may|might|should|must|intends?|hopes?|slated|prepar\w+|takes?\seffect|effective|begin|starts|begins|opens)\b"
)
_PAST = re.compile(
    r"\b(?<!\bbe\s)(?<!\bis\s)(?<!\bare\s)(?:was|were|had|has|have|did|said|told|came|went|took|made|began|fell|rose|won|lost|killed|"
    r"died|announced|reported|closed|ended|left|met|held|gave|found|saw|sent|got|became|since|[a-z]{3,}ed)\b"
)
_SCHEDULED = re.compile(
    r"\b(?:goe?s?\sto\sthe\spolls|takes?\splace|kicks?\soff|goe?s\son|gets?\sunder\s?way|heads?\sto|faces?|hosts?|plays|meets?|"
    r"turns\s\d+|travels?|arrives?|leaves|departs|resumes?|reopens?|expires?|premieres|airs|flies|sails?|concludes)\b"
)
_FOR = re.compile(r"\b(?:for|(not\b.{0,60}?)?until|till)\s(?:late\s|early\s)?$")
_IS = re.compile(r"\b(?:is|are|comes|runs|opens|starts|begins|ends|resumes?)\s(?:on\s)?$")
_STOP = re.compile(r"[.!?;]\s|\n|[\"“”]")


def tense(text: str, low: str, start: int, end: int) -> int:
    """1 when the sentence speaks of what is still to come, -1 of what has been, 0 when it does not say.

    The verb that stands nearest before the words decides, else the first one after them. A word with a capital is a
    name: "Mohamed", "May".
    """
    return _tense_before(text, low, start) or _tense_after(text, low, end)


def _tense_before(text: str, low: str, start: int) -> int:
    if _IS.search(low, max(0, start - 16), start):
        return 1
    begin = max(0, start - 160)
    begin = max((m.end() for m in _STOP.finditer(low, begin, start)), default=begin)
    future = max((m.end() for m in _FUTURE.finditer(low, begin, start) if text[m.start()].islower()), default=-1)
    past = max((m.end() for m in _PAST.finditer(low, begin, start) if text[m.start()].islower()), default=-1)
    return 0 if future == past else 1 if future > past else -1


def _tense_after(text: str, low: str, end: int) -> int:
    stop = end + 90
    if (cut := _STOP.search(low, end, stop)) is not None:
        stop = cut.start()
    first = min((m.start() for m in _FUTURE.finditer(low, end, stop) if text[m.start()].islower()), default=stop)
    other = min((m.start() for m in _PAST.finditer(low, end, stop) if text[m.start()].islower()), default=stop)
    return 0 if first == other else 1 if first < other else -1


def weekday_tense(text: str, low: str, start: int, end: int) -> int:
    """Like `tense`, for a weekday: "a hearing for Monday", "until Friday", "voters go to the polls Sunday"."""
    ahead = _FOR.search(low, max(0, start - 80), start)
    if ahead is not None and not ahead[1]:
        return 1
    before = _tense_before(text, low, start)
    if not before and _SCHEDULED.search(low, max(0, start - 80), start):
        return 1
    return before or _tense_after(text, low, end)
