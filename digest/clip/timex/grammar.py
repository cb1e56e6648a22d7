"""The grammar: which words open a date, and the rules that are tried there, in order.

A rule is its name, its pattern (for text in lower case) and what makes its match a `Said`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from digest.clip.timex import making
from digest.clip.timex.making import LAST, NEXT, Make
from digest.clip.timex.words import (
    DECADES,
    ERA,
    HOLIDAYS,
    MONTH,
    MONTH_NUMBERS,
    NUMBER,
    NUMBERS,
    ORD,
    ORDINALS,
    SEASON,
    WEEKDAY,
    WEEKDAYS,
    any_of,
)

# ------------------------------------------------------------------------------------------------------------ pieces

_Y = r"[12]\d{3}(?!\d|,\d{3}|\.\d|[e-z]|[a-d]\w)"
_YEAR = rf"(?P<y>{_Y})"
_OLD = rf"(?P<by>\d{{1,4}})\s?(?P<era>{ERA})"
_SHORT = r"'(?P<yy>\d\d)\b"
_EARLY = r"(?P<y3>\d{3})"
_YEAR_AFTER_DAY = (
    rf"(?:(?:,?\s{{1,2}}(?:of\s)?(?:the\syear\s)?|,|-){_YEAR}|,?\s{_SHORT}|,?\s{_OLD}"
    rf"|,?\s(?:of\s)?{_EARLY}(?=[;)]|\.\s|,\s|$|\s[–-]\s))?"
)
_YEAR_AFTER_MONTH = rf"(?:{_YEAR}|{_SHORT}|{_OLD}|of\s{_EARLY}(?=[;,.)]))"
_ALSO = r",\s?(?=\d\d?(?:st|nd|rd|th)?(?:,|;|\.\s|\s(?:and|to|[a-z]{3,9}\s[12]\d{3})\b))"
"""A comma between two days of a month: "May 3, 5 and 7", and not "since Jan. 1, 20 men"."""
_TO = (
    rf"\s?(?:-|–|—|/|{_ALSO}|,\s?and\s"
    r"|\s(?:to|and|or|until|till|through|until\sthe|and\sthe|to\sthe)\s)\s?"
)
_D1 = rf"(?P<d1>\d{{1,2}}){ORD}"
_D2 = rf"(?P<d2>\d{{1,2}}){ORD}"
_M = rf"(?P<m>{MONTH})"
_UNITS = "day|weekend|week|fortnight|month|quarter|year|decade|century"
_UNIT = rf"(?P<unit>{_UNITS})"
_PART_OF_DAY = r"(?:\s(?:morning|afternoon|evening|night|nights?))?"
_NTH = rf"(?P<n>\d\d?(?=st|nd|rd|th)|{any_of(ORDINALS)})(?:(?<=\d)(?:st|nd|rd|th))?"
_WAY = any_of([*LAST, *NEXT, "this", "that", "same", "that same", "this same", "current", "the same"])
_THAT = (
    r"(?P<way>(?:the\s|that\s|this\s)?(?:last|past|previous|preceding|this|next|following|coming|same|that|current))"
)
_CLOSED = r"(?=[,.;:)])"
_STOPS = r"(?=[,.;:)]|\s(?:in|at|by|and|when|was|were|had|but|saw|(?:he|she|it|they|we|there)\s(?:had|was|were))\b)"
_STEP = rf"(?P<way>ago|later|earlier|(?:before|after){_CLOSED}|hence|from\snow|from\stoday|thereafter)\b"
_NTH_PART = (
    r"(?P<n>\d(?:st|nd|rd|th)|first|second|third|fourth|final|last(?=\s\w+\sof))"
    r"[-\s](?:fiscal[-\s])?(?P<kind>quarter|half)"
)
_WHICH = r"(?P<way>the|that|this)\s(?P<unit>year|month|week|decade|quarter|century)\b"
_HOLIDAY = any_of(HOLIDAYS).replace("'", "['’]")

# ------------------------------------------------------------------------------------------------------------- rules


class Rule(NamedTuple):
    name: str
    pattern: re.Pattern[str]
    make: Make


def _rule(name: str, pattern: str, make: Make) -> Rule:
    return Rule(name, re.compile(pattern), make)


_CENTURY = _rule("century", rf"{_NTH}[-\s]+centur(?:y|ies)(?:,?\s(?P<era>{ERA}))?", making.century)
_CENTURY_TOO = _rule(  # "the 18th and 19th centuries"
    "century",
    rf"{_NTH}(?P<era>)(?=(?:\s(?:and|to|or)\s|\s?[-–]\s?)(?:the\s)?(?:\d|{any_of(ORDINALS)})\S*\scenturies)",
    making.century,
)
_QUARTERS = [
    _rule("quarter-of-year", rf"{_NTH_PART}\s(?:of\s)?(?:{_THAT}|the)\s(?P<unit>year)\b", making.of_year),
    _rule("quarter", rf"{_NTH_PART}(?:(?:,?\sof|,)?\s{_YEAR})?\b", making.part_of_year),
]

RULES: dict[str, list[Rule]] = {
    "digit": [
        _rule("attacks", r"9/11(?![/\d])", making.attacks),
        _rule("iso", r"(?P<y>\d{4})(?P<sep>[-/])(?P<mm>\d\d)(?P=sep)(?P<dd>\d\d)(?!\d|[/-]\d)", making.iso),
        _rule(
            "numeric", r"(?P<a>\d\d?)(?P<sep>[/.])(?P<b>\d\d?)(?P=sep)(?P<yyyy>\d{4}|\d\d)(?!\d|[./]\d)", making.numeric
        ),
        _rule("numeric-short", r"(?P<a>\d\d?)/(?P<b>\d\d?)(?![\w/%]|[.,-]\d)", making.numeric_short),
        _rule("day-of-year", rf"(?P<d>\d\d?){ORD}\s(?:of\s)?{_M}\s(?:of\s)?{_THAT}\s(?P<unit>year)\b", making.of_year),
        _rule(
            "day-month",
            rf"{_D1}(?:{_TO}{_D2})?,?(?:\s|-|(?=[a-z]))(?:of\s|day\sof\s)?{_M}{_YEAR_AFTER_DAY}",
            making.day_month,
        ),
        _CENTURY,
        _CENTURY_TOO,
        _rule("decade", rf"(?P<n>\d\d)0['’]?s\s(?P<era>{ERA})", making.decade),
        _rule("decade", r"(?P<n>[12]\d\d)0['’]?s\b(?P<era>)", making.decade),
        _rule("year-season", rf"{_YEAR}\s(?P<s>{SEASON})(?!\s(?:olympi|games|paralympi))", making.season),
        _rule("short-decade", r"(?P<n>[2-9])0s\b", making.short_decade),
        _rule("years", rf"(?P<a>\d{{1,4}})\s?(?:-|–|—|to|and)\s?(?P<b>\d{{1,4}})\s?(?P<era>{ERA})", making.years),
        _rule("year-era", rf"(?P<n>\d{{1,4}})\s?(?P<era>{ERA})", making.year_era),
        _rule("years", r"(?P<a>[12]\d{3})\s?[-–—/]\s?(?P<b>[12]\d{3}|\d\d)(?![\d:,]\d|\d|-|/)", making.years),
        *_QUARTERS,
        _rule("counted", rf"(?P<n>\d{{1,3}})[-\s]{_UNIT}s?\s{_STEP}", making.counted),
        _rule("day-only", r"(?P<d>\d\d?)(?:st|nd|rd|th)\b", making.day_only),
        _rule("year", _YEAR, making.year),
        _rule("bare-era", r"(?P<y>\d{3})(?![\d,.:%]\d|\d|%)", making.year),
    ],
    "month": [
        _rule("month-of-year", rf"{_M}(?:\s(?P<d>\d\d?){ORD})?,?\s(?:of\s)?{_THAT}\s(?P<unit>year)\b", making.of_year),
        _rule(
            "attacks",
            r"(?:sept\.|september)\s11(?:th)?(?=\s(?:terror\w*\s)?(?:attack|hijack|terrorist|commission|memorial))",
            making.attacks,
        ),
        _rule(
            "month-day",
            rf"{_M}\s?{_D1}(?![\d:]|[.,]\d|%|-year|\smillion|\spercent)"
            rf"(?:{_TO}{_D2}(?!\d|:\d|\s(?:{MONTH})|,\d{{3}}))?{_YEAR_AFTER_DAY}",
            making.day_month,
        ),
        _rule("month-the-day", rf"{_M}\sthe\s{_D1}(?:,?\s{_YEAR})?\b", making.day_month),
        _rule("month-year", rf"{_M}(?:,?\s(?:of\s)?|-){_YEAR_AFTER_MONTH}", making.month_year),
        _rule("month", _M, making.month),
    ],
    "weekday": [
        _rule("weekday-of-week", rf"(?P<w>{WEEKDAY}),?\s(?:of\s)?{_THAT}\s(?P<unit>week)\b", making.of_year),
        _rule("weekday", rf"(?P<w>{WEEKDAY}){_PART_OF_DAY}", making.weekday),
    ],
    "season": [
        _rule("season-of-year", rf"(?P<s>{SEASON})\s(?:of\s)?{_THAT}\s(?P<unit>year)\b", making.of_year),
        _rule(
            "season",
            rf"(?P<s>{SEASON})(?:,?\s(?:of\s|in\s)?{_YEAR}(?:\s?[-–/]\s?\d{{2,4}}(?!\d))?|\s(?:of\s)?{_OLD})?",
            making.season,
        ),
    ],
    "related": [
        _rule("deictic", r"(?P<way>last\snight|the\sday\s(?:before\syesterday|after\stomorrow))\b", making.deictic),
        _rule(
            "weekday-before-last",
            rf"the\s(?:(?P<w>{WEEKDAY})|{_UNIT})\s(?P<way>before\slast|after\snext)\b",
            making.before_last,
        ),
        *_QUARTERS,
        _rule(
            "related",
            rf"(?P<way>{_WAY})\s(?:{_UNIT}|(?P<w>{WEEKDAY}){_PART_OF_DAY}|{_M}(?:\s(?P<d>\d\d?)\b(?!,\d))?"
            rf"|(?P<s>{SEASON}))\b(?!-)",
            making.related,
        ),
        _rule(
            "counted", rf"the(?P<n>)\s(?P<unit>day)\s(?P<way>before|after|earlier|following)\b{_STOPS}", making.counted
        ),
        _rule("related", r"(?P<way>that\svery|the\svery\ssame)\s(?P<unit>day)\b", making.related),
        _rule(
            "related",
            r"(?P<way>following|next|previous|preceding|that|that\ssame)\s(?P<unit>morning|evening|night)\b",
            making.related,
        ),
    ],
    "ordinal": [_CENTURY, _CENTURY_TOO, *_QUARTERS],
    "day": [_rule("deictic", rf"(?P<way>yesterday|today|tonight|tomorrow){_PART_OF_DAY}\b", making.deictic)],
    "counted": [
        _rule(
            "week-from",
            rf"(?P<n>{NUMBER})[-\s]weeks?\s(?:from|on)\s(?:(?P<way>next|this)\s)?(?P<w>{WEEKDAY})\b",
            making.week_from,
        ),
        _rule("counted", rf"(?P<n>{NUMBER})[-\s](?:full\s)?{_UNIT}s?\s{_STEP}", making.counted),
        _rule(
            "year-ago",
            rf"year(?:-(?P<way>ago|earlier|before)|\s(?P<why>ago|earlier|before{_CLOSED}))\b"
            r"(?:\s(?P<unit>quarter|month|week)|\speriod)?\b",
            making.year_ago,
        ),
        _rule("counted", rf"(?P<n>an?|one)[-\s]{_UNIT}[-\s](?P<way>ago|earlier)\b", making.counted),
        _rule("counted", rf"the(?P<n>)\s{_UNIT}\s(?P<way>before|after|earlier)\b{_STOPS}", making.counted),
    ],
    "era": [
        _rule("year-era", r"(?P<era>a\.?d\.?)\s?(?P<n>\d{1,4})\b", making.year_era),
        _rule("named-year", r"year\s(?P<y>\d{1,4})\b(?![,.:%]\d)", making.year),
    ],
    "part": [
        _rule(
            "whole",
            rf"(?:(?:end|beginning|start|middle|close|rest|remainder|part|half)\sof|(?:late|later|early|earlier)\sin)"
            rf"\s{_WHICH}",
            making.whole,
        ),
    ],
    "short": [
        _rule("short-decade", r"['’](?P<n>[2-9])0s\b", making.short_decade),
        _rule("short-year", r"['’](?P<n>\d\d)\b(?!['’\w])", making.short_year),
    ],
    "holiday": [_rule("holiday", rf"(?P<n>{_HOLIDAY})(?:,?\s(?:of\s|in\s)?{_YEAR})?", making.holiday)],
    "the": [
        _rule("related", r"(?P<way>the)\s(?P<unit>weekend)\b(?!-)", making.related),
        _rule(
            "the-quarter", r"(?:the|latest|most\srecent)\squarter\b(?!-|\sof|\smile|\sfinal|\scentury)", making.quarter
        ),
        _rule("whole", r"(?P<way>)(?P<unit>year)(?:['’]s\s|[-\s])end\b(?!-)", making.whole),
    ],
    "letter": [_rule("quarter", rf"q(?P<n>[1-4])(?P<kind>)(?:\s(?:of\s)?{_YEAR})?\b", making.part_of_year)],
    "nineties": [_rule("short-decade", rf"(?P<n>{any_of(DECADES)})\b", making.short_decade)],
}

_OPENERS = {
    "digit": r"\d",
    "month": rf"(?:{any_of(MONTH_NUMBERS)})\b",
    "weekday": rf"(?:{any_of(WEEKDAYS)})\b",
    "related": rf"(?:{_WAY})\s(?={_UNITS}|{WEEKDAY}|{MONTH}|{SEASON}|night|morning|evening|(?:same|past|coming)\s|very)"
    rf"|the\sday\b|the\s(?:{WEEKDAY}|{_UNITS})\s(?:before\slast|after\snext)\b",
    "season": SEASON,
    "day": r"(?:yesterday|today|tonight|tomorrow)\b",
    "era": r"a\.?d\.?\s?\d|year\s\d",
    "ordinal": rf"(?:{any_of(ORDINALS)}|final)[-\s](?:fiscal[-\s])?(?:centur|quarter|half|and\s|to\s)",
    "counted": rf"(?:{any_of(set(NUMBERS) - {'zero'})})[-\s](?:full\s)?(?:{_UNITS})s?\b|year[-\s](?:ago|earlier|before)"
    rf"|the\s(?:{_UNITS})\s(?:before|after|earlier)",
    "part": r"(?:end|beginning|start|middle|close|rest|remainder|part|half)\sof\s(?:the|that|this)\s"
    r"|(?:late|later|early|earlier)\sin\s(?:the|that|this)\s",
    "short": r"['’]\d\d",
    "letter": r"q[1-4]\b",
    "holiday": rf"(?:{_HOLIDAY})\b",
    "the": r"the\sweekend|(?:the|latest|most\srecent)\squarter\b|year(?:['’]s\s|[-\s])end\b",
    "nineties": rf"(?:{any_of(DECADES)})\b",
}
OPENS = re.compile(rf"(?<!\w)(?:{'|'.join(f'(?P<{kind}>{pattern})' for kind, pattern in _OPENERS.items())})")
"""Finds what may open a date; the name of its last group is the key in `RULES`."""
