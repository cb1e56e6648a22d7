"""How often a find is right, by its rule. Pure.

The shares of the common rules follow what was counted on narrative histories and on a mixed corpus of news, lives and
guides (`benchmarks/dates.py` writes the finds with their rules). Rules seen fewer than twenty times there, and those of
newswire, have a cautious guess below .9 or close to it.
"""

from __future__ import annotations

import re

_PLAIN = {
    "year": 0.96,
    "years": 0.96,
    "named-year": 0.93,
    "bare-era": 0.75,
    "decade": 0.94,
    "hundreds": 0.6,
    "short-decade": 0.85,
    "short-year": 0.75,
    "century": 0.84,
    "season": 0.88,
    "year-season": 0.85,
    "quarter": 0.93,
    "half": 0.9,
    "numeric": 0.92,
}
"""For words that give the whole date; every other rule has .97."""
_COUNTED = {
    "deictic": 0.95,
    "weekday": 0.92,
    "related-weekday": 0.88,
    "weekday-of-week": 0.9,
    "month-of-year": 0.93,
    "day-of-year": 0.93,
    "season-of-year": 0.85,
    "quarter-of-year": 0.92,
    "related": 0.86,
    "whole": 0.8,
    "counted": 0.82,
    "year-ago": 0.75,
    "quarter": 0.78,
    "the-quarter": 0.6,
    "half": 0.7,
    "season": 0.55,
    "related-season": 0.7,
    "related-month": 0.7,
    "day-only": 0.7,
    "holiday": 0.8,
}
"""For words that are counted from an anchor."""
_NARRATIVE = {
    "month-day": 0.94,
    "day-month": 0.95,
    "month-the-day": 0.94,
    "month": 0.93,
    "weekday": 0.6,
    "deictic": 0.3,
}
_NEWS = {"month-day": 0.92, "day-month": 0.92, "month-the-day": 0.9, "month": 0.86}
_ROUGH = re.compile(r"(?:the\s)?(?:early|late|mid|later)\b(?!.*\d{4}(?!s))")
"""A part of a decade or century: some count it as the whole, some as its years."""
_CLEAR = re.compile(r"(?:last|this|next)\s(?:year|month)")


def confidence(rule: str, said: str, *, narrative: bool, counted: bool, tense: int, habit: bool) -> float:
    """The share of finds by `rule` that are right, from 0 to 1; `said` is the text in lower case, `tense` that of
    its sentence (`reckon.tense`), `counted` whether an anchor was needed."""
    if not counted:
        sure = _PLAIN.get(rule, 0.97)
        return min(sure, 0.85) if _ROUGH.match(said) else sure
    if habit:
        return 0.6
    if narrative:
        return _NARRATIVE.get(rule, _COUNTED.get(rule, 0.8))
    if rule == "weekday":
        return 0.92 if tense < 0 else 0.82
    if rule == "related" and _CLEAR.fullmatch(said):
        return 0.92
    return _NEWS.get(rule, _COUNTED.get(rule, 0.8))
