"""The words that dates are said with, in English: names and numbers, and the pieces of patterns made from them."""

from __future__ import annotations

import re
from collections.abc import Iterable

MONTH_NUMBERS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}
WEEKDAYS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "monday mon",
            "tuesday tue tues",
            "wednesday wed",
            "thursday thu thur thurs",
            "friday fri",
            "saturday sat",
            "sunday sun",
        )
    )
    for name in names.split()
}
SEASONS: dict[str, int] = {"spring": 21, "springtime": 21, "summer": 22, "summertime": 22}
SEASONS |= {"autumn": 23, "fall": 23, "winter": 24, "wintertime": 24}
"""EDTF's numbers for seasons that no hemisphere is known of."""

_ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
NUMBERS: dict[str, int] = {word: n for n, word in enumerate(f"zero {_ONES} eighteen nineteen twenty".split())}
NUMBERS |= {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
NUMBERS |= {"a": 1, "an": 1, "a couple of": 2, "a dozen": 12}
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first"
)
ORDINALS: dict[str, int] = {word: n for n, word in enumerate(_ORDINALS.split(), 1)}
DECADES: dict[str, int] = {"twenties": 2, "thirties": 3, "forties": 4, "fifties": 5, "sixties": 6}
DECADES |= {"seventies": 7, "eighties": 8, "nineties": 9}


HOLIDAYS: dict[str, tuple[int, int]] = {
    "new year's day": (1, 1),
    "valentine's day": (2, 14),
    "st. patrick's day": (3, 17),
    "halloween": (10, 31),
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "christmas": (12, 25),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
}
"""Month and day, where that is the same everywhere."""


def any_of(words: Iterable[str]) -> str:
    """A pattern for one of `words`, the longest first."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word) for word in longest_first).replace(r"\ ", r"\s")


def _or_short(words: dict[str, int]) -> str:
    # "sept" is short; a period after a full name ends the sentence.
    full = [word for word in words if len(word) > 4 or word in ("may", "june", "july")]
    return rf"(?:(?:{any_of(full)})\b|(?:{any_of(set(words) - set(full))})\b\.?)"


MONTH = _or_short(MONTH_NUMBERS)
WEEKDAY = _or_short(WEEKDAYS)
SEASON = rf"(?:{any_of(SEASONS)})\b"
NUMBER = rf"(?:\d{{1,3}}|{any_of(NUMBERS)})"
ORD = r"(?:st|nd|rd|th)?"
ERA = r"(?:b\.c\.e\.|b\.c\.?|bce?\b|a\.d\.|ad\b|c\.e\.|ce\b)"


def number(text: str) -> int:
    """The number that a matched `NUMBER` says."""
    return int(text) if text.isdigit() else NUMBERS[text]


def month(text: str) -> int:
    """The month that a matched `MONTH` names."""
    return MONTH_NUMBERS[text.rstrip(".")]


def weekday(text: str) -> int:
    """The weekday, Monday being 0, that a matched `WEEKDAY` names."""
    return WEEKDAYS[text.rstrip(".")]
