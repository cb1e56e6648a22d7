"""One phrase that is a date ("on Wednesday", "last month"), resolved against the day the text appeared.

What a curator writes as `when:` is read more strictly than a text: all of the words must belong to the date. `RULES`
are tried first: named, ordered, each asking how exactly the anchor must be known. What a rule cannot know it does not
guess: against an anchor that is only a month, "on Wednesday" is no date, while "last month" is one. The
readings follow news usage in English: a bare weekday is the latest one, a bare month or "May 5" the nearest one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal

import msgspec

from digest.clip.dateline import stamps
from digest.clip.timex.words import MONTH, NUMBER, WEEKDAY, month, number, weekday
from digest.dates import DateError, Point, When, parse, read

Needs = Literal["nothing", "year", "month", "day"]
_LEVEL: dict[str, int] = {"nothing": 0, "century": 0, "decade": 0, "year": 1, "season": 1, "month": 2, "day": 3}

MAX_SAID = 120
"""Longer words, in code points, are a sentence, not a date."""

_W = rf"(?P<weekday>{WEEKDAY})"
_M = rf"(?P<month>{MONTH})"
_N = rf"(?P<n>{NUMBER})"
_PART = r"(?:,? (?:early |late |before |after )?(?:morning|afternoon|evening|night|noon|midnight|dawn))?"

# Words that leave a date as it is: "earlier on Monday" is that Monday, "late last year" lies in it.
_BEFORE = re.compile(
    r"(?:(?:earlier|later|early|late|only|just|back|sometime|the (?:morning|afternoon|evening|"
    r"night|end|start|beginning|middle) of|mid-?|on|in|during|of|at) ?)+\b"
)
_AFTER = re.compile(r"(?:,? local time| alone)$")


class Resolved(msgspec.Struct, frozen=True):
    """A date that words mean, and how it was found."""

    when: When
    rule: str
    """The name of the rule in `RULES`."""


class _Rule(msgspec.Struct, frozen=True):
    name: str
    pattern: re.Pattern[str]
    needs: Needs
    """The least precision of the anchor."""
    find: Callable[[re.Match[str], date], str]
    """(match, the anchor's first day) -> EDTF, or "" when the words give no date after all."""


def resolve(said: str, anchor: When | None, country: str = "") -> Resolved | None:
    """The date that `said` means in a text of the date `anchor`; None when it cannot be known. Case does not count.

    The calendar day of the anchor is the one written, in its own offset. A doubtful anchor ("2017-08~") makes what is
    counted from it as doubtful. An interval anchors nothing. `country` (ISO 3166-1) is the outlet's: it tells whether
    3/4 is in March or in April; without it that is no date.
    """
    words = " ".join(said.casefold().replace("’", "'").split()).strip(" ,;:.!?()\"'“”")
    if not words or len(words) > MAX_SAID:
        return None
    day = anchor.first_day if anchor is not None and not anchor.is_interval else None
    level = _LEVEL.get(anchor.precision, 3) if anchor is not None and day is not None else 0
    words = _AFTER.sub("", words)
    forms = dict.fromkeys((words, _BEFORE.sub("", words, count=1) if _BEFORE.match(words) else words))
    for form in forms:
        for rule in RULES:
            match = rule.pattern.fullmatch(form)
            if match is None:
                continue
            if level < _LEVEL[rule.needs]:
                return None
            when = _when(rule, match, day or date.min, anchor if rule.needs != "nothing" else None)
            if when is not None:
                return Resolved(when, rule.name)
    return _whole(said, anchor, country)


def _whole(said: str, anchor: When | None, country: str) -> Resolved | None:
    """By the rules for texts, when they find one date and it is all that `said` says."""
    from digest.clip.timex.finding import find  # the phrases that curators write are mostly in RULES

    found = find(said.strip(), anchor, "news", country)
    if len(found) != 1 or not found[0].value or found[0].contradiction or found[0].alternatives:
        return None
    rest = f"{said.strip()[: found[0].start]} {said.strip()[found[0].end :]}".casefold().strip(" ,;:.!?()\"'“”")
    when = read(found[0].value)
    if when is None or not (not rest or _BEFORE.fullmatch(rest)):
        return None
    return Resolved(_doubted(when, anchor if found[0].anchor else None), found[0].rule)


def _when(rule: _Rule, match: re.Match[str], day: date, anchor: When | None) -> When | None:
    try:
        edtf = rule.find(match, day)
        found = parse(edtf) if edtf else None
    except (DateError, ValueError, OverflowError):
        return None
    return found and _doubted(found, anchor)


def _doubted(found: When, anchor: When | None) -> When:
    """`found` with the doubt of what it was counted from."""
    if anchor is None or not (anchor.approximate or anchor.uncertain):
        return found
    return msgspec.structs.replace(found, start=_doubt(found.start, anchor), end=_doubt(found.end, anchor))


def _doubt(point: Point | None, anchor: When) -> Point | None:
    if point is None:
        return None
    sign = "%" if anchor.approximate and anchor.uncertain else "~" if anchor.approximate else "?"
    return parse(point.edtf.rstrip("?~%") + sign).start


# ------------------------------------------------------------------------------------------------------- arithmetic


def _days(day: date, by: int) -> str:
    return (day + timedelta(days=by)).isoformat()


def _month(day: date, by: int) -> str:
    index = day.year * 12 + day.month - 1 + by
    return f"{index // 12:04d}-{index % 12 + 1:02d}"


def _week(day: date, by: int) -> str:
    monday = day + timedelta(days=7 * by - day.weekday())
    return f"{monday.isoformat()}/{_days(monday, 6)}"


def _weekend(day: date, by: int) -> str:
    saturday = day + timedelta(days=7 * by + 5 - day.weekday())
    return f"{saturday.isoformat()}/{_days(saturday, 1)}"


def _year(day: date, by: int) -> str:
    return f"{day.year + by:04d}"


_SPANS: dict[str, Callable[[date, int], str]] = {
    "day": _days,
    "week": _week,
    "month": _month,
    "year": _year,
    "weekend": _weekend,
}


def _span(match: re.Match[str], day: date, by: int) -> str:
    return _SPANS[match["unit"]](day, by)


def _weekday(match: re.Match[str], day: date, first: int) -> str:
    """The day of that name among the seven days that begin `first` days from the anchor."""
    start = day + timedelta(days=first)
    return _days(start, (weekday(match["weekday"]) - start.weekday()) % 7)


def _in_this_week(match: re.Match[str], day: date) -> str:
    return _days(day, weekday(match["weekday"]) - day.weekday())


def _named_month(match: re.Match[str], day: date, first: int) -> str:
    """The month of that name among the twelve that begin `first` months from the anchor's."""
    ahead = (month(match["month"]) - day.month - first) % 12
    return _month(day, first + ahead)


def _nearest_day(match: re.Match[str], day: date) -> str:
    found = _named_month(match, day, -6)
    return f"{found}-{int(match['day']):02d}"


def _weekend_past(day: date) -> str:
    """The weekend that is on, or else the last one."""
    return _weekend(day, 0 if day.weekday() >= 5 else -1)


def _full_date(match: re.Match[str], _: date) -> str:
    found = stamps(match.string)
    return found[0].when.edtf if len(found) == 1 else ""


def _rule(name: str, pattern: str, needs: Needs, find: Callable[[re.Match[str], date], str]) -> _Rule:
    return _Rule(name, re.compile(pattern), needs, find)


_ORD = r"(?P<day>[12]?\d|3[01]|0[1-9])(?:st|nd|rd|th)?"
_WD = rf"(?:{_W.replace('?P<weekday>', '?:')},? )?"

RULES: tuple[_Rule, ...] = (
    _rule(
        "full-date",
        rf"{_WD}(?:the )?(?:\d{{1,2}}\S*(?: of)? [a-z]{{3,9}}\.?,? \d{{4}}|[a-z]{{3,9}}\.? "
        rf"\d{{1,2}}\S*,? \d{{4}}|\d{{4}}-\d\d-\d\d)",
        "nothing",
        _full_date,
    ),
    _rule(
        "month-and-year",
        rf"{_M},?(?: of)? (?P<year>(?:1[5-9]|20)\d\d)",
        "nothing",
        lambda m, d: f"{m['year']}-{month(m['month']):02d}",
    ),
    _rule("year", r"(?:the year )?(?P<year>(?:1[5-9]|20)\d\d)", "nothing", lambda m, d: m["year"]),
    _rule("decade", r"the (?P<year>(?:1[5-9]|20)\d)0'?s", "nothing", lambda m, d: m["year"] + "X"),
    _rule("today", r"today|tonight|the same day|this (?:morning|afternoon|evening)", "day", lambda m, d: _days(d, 0)),
    _rule("day-before-yesterday", r"(?:the )?day before yesterday", "day", lambda m, d: _days(d, -2)),
    _rule(
        "yesterday",
        rf"yesterday{_PART}|last night|(?:the|a) (?:previous|prior) day|the day before|(?:a|one) day "
        r"(?:earlier|before)",
        "day",
        lambda m, d: _days(d, -1),
    ),
    _rule("day-after-tomorrow", r"(?:the )?day after tomorrow", "day", lambda m, d: _days(d, 2)),
    _rule(
        "tomorrow", rf"tomorrow{_PART}|the (?:next|following) day|(?:a|one) day later", "day", lambda m, d: _days(d, 1)
    ),
    _rule("last-weekday", rf"(?:last|past|the previous) {_W}{_PART}", "day", lambda m, d: _weekday(m, d, -7)),
    _rule(
        "next-weekday",
        rf"(?:next|this coming|the coming|coming|the following) {_W}{_PART}",
        "day",
        lambda m, d: _weekday(m, d, 1),
    ),
    _rule(
        "weekday-of-week",
        rf"{_W} (?:of )?(?P<which>last|this|next) week",
        "day",
        lambda m, d: _in_this_week(m, d + timedelta(days=7 * {"last": -1, "this": 0, "next": 1}[m["which"]])),
    ),
    _rule("this-weekday", rf"this {_W}{_PART}", "day", lambda m, d: _in_this_week(m, d)),
    _rule("weekday", rf"{_W}{_PART}", "day", lambda m, d: _weekday(m, d, -6)),
    _rule(
        "last-weekend",
        r"(?:last|the past|this past) weekend|over the weekend|the weekend",
        "day",
        lambda m, d: _weekend_past(d),
    ),
    _rule("this-weekend", r"this (?:coming )?weekend", "day", lambda m, d: _weekend(d, 0)),
    _rule("next-weekend", r"next weekend", "day", lambda m, d: _weekend(d, 1)),
    _rule("last-week", r"(?:last|the previous) (?P<unit>week)", "day", lambda m, d: _span(m, d, -1)),
    _rule("this-week", r"(?:this|the current) (?P<unit>week)", "day", lambda m, d: _span(m, d, 0)),
    _rule("next-week", r"(?:next|the following|the coming) (?P<unit>week)", "day", lambda m, d: _span(m, d, 1)),
    _rule("last-month", r"(?:last|the previous) (?P<unit>month)", "month", lambda m, d: _span(m, d, -1)),
    _rule("this-month", r"(?:this|the current) (?P<unit>month)", "month", lambda m, d: _span(m, d, 0)),
    _rule("next-month", r"(?:next|the following|the coming) (?P<unit>month)", "month", lambda m, d: _span(m, d, 1)),
    _rule("last-year", r"(?:last|the previous) (?P<unit>year)", "year", lambda m, d: _span(m, d, -1)),
    _rule("this-year", r"(?:this|the current) (?P<unit>year)", "year", lambda m, d: _span(m, d, 0)),
    _rule("next-year", r"(?:next|the following|the coming) (?P<unit>year)", "year", lambda m, d: _span(m, d, 1)),
    _rule(
        "month-of-year",
        rf"{_M} (?:of )?(?P<which>last|this|next) year",
        "year",
        lambda m, d: f"{d.year + {'last': -1, 'this': 0, 'next': 1}[m['which']]:04d}-{month(m['month']):02d}",
    ),
    _rule("last-named-month", rf"(?:last|this past) {_M}", "month", lambda m, d: _named_month(m, d, -12)),
    _rule("next-named-month", rf"(?:next|this coming) {_M}", "month", lambda m, d: _named_month(m, d, 1)),
    _rule("this-named-month", rf"this {_M}", "year", lambda m, d: f"{d.year:04d}-{month(m['month']):02d}"),
    _rule("month-and-day", rf"{_WD}{_M} {_ORD}", "month", _nearest_day),
    _rule("day-and-month", rf"{_WD}(?:the )?{_ORD}(?: of)? {_M}", "month", _nearest_day),
    _rule("named-month", _M, "month", lambda m, d: _named_month(m, d, -6)),
    _rule(
        "days-ago", rf"{_N} (?P<unit>day)s? (?:ago|earlier|before)", "day", lambda m, d: _span(m, d, -number(m["n"]))
    ),
    _rule("weeks-ago", rf"{_N} (?P<unit>week)s? ago", "day", lambda m, d: _span(m, d, -number(m["n"]))),
    _rule("months-ago", rf"{_N} (?P<unit>month)s? ago", "month", lambda m, d: _span(m, d, -number(m["n"]))),
    _rule("years-ago", rf"{_N} (?P<unit>year)s? ago", "year", lambda m, d: _span(m, d, -number(m["n"]))),
    _rule(
        "days-ahead",
        rf"(?:in )?{_N} (?P<unit>day)s?(?: from now| hence)",
        "day",
        lambda m, d: _span(m, d, number(m["n"])),
    ),
    _rule(
        "weeks-ahead",
        rf"(?:in )?{_N} (?P<unit>week)s?(?: from now| hence)",
        "day",
        lambda m, d: _span(m, d, number(m["n"])),
    ),
)
"""The first rule that matches decides."""
