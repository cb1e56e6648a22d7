"""Dates in words for readers, in the order and with the month names of their language (Unicode CLDR, by Babel)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, time
from functools import lru_cache
from typing import NamedTuple

from babel import Locale, UnknownLocaleError
from babel.dates import DateTimePattern, parse_pattern

from digest.dates import WORDS, When
from digest.dates.point import Point

DEFAULT_LOCALE = "en_GB"
"""For plain `en`, whose own CLDR order is the American one, and for languages that CLDR does not have."""


class _Patterns(NamedTuple):
    """How one language writes dates; made once a language, because reading CLDR data takes milliseconds."""

    locale: Locale
    points: dict[str, DateTimePattern]
    """By what is known: year, month, day."""
    time: DateTimePattern
    joined: str
    """A day and a time: "{1}, {0}" with the day as {1}."""
    spans: dict[tuple[str, str], tuple[DateTimePattern, DateTimePattern]]
    """By precision and the largest part that differs (y, M, d): what is written of the start and of the end."""
    between: str
    """Any two dates: "{0} – {1}"."""
    eras: dict[str, str]
    """Patterns of years before Christ, by what is known; and under "from" and "to", of a span of years."""
    names: tuple[str, str]
    """What years before and after Christ are called: BC, AD."""


def display(when: When, locale: str, words: Mapping[str, str]) -> str:
    """See `dates.display`."""
    patterns = _patterns(locale)
    start, end = when.start, when.end
    if not when.is_interval:
        return _point(start, patterns, words) if start else ""
    if start and end:
        return _span(start, end, patterns, words)
    if start:
        return _word(words, "date.since" if when.open_end else "date.unknown_end", _point(start, patterns, words))
    key = "date.until" if when.open_start else "date.unknown_start"
    return _word(words, key, _point(end, patterns, words) if end else "")


def _word(words: Mapping[str, str], key: str, text: str) -> str:
    return (words.get(key) or WORDS[key]).replace("{date}", text)


def _point(point: Point, patterns: _Patterns, words: Mapping[str, str], era: bool = False) -> str:
    """One date; with `era`, a year after Christ says so."""
    text = _day(point, patterns, era)
    if point.unspecified == "XX":
        text = _century(point, patterns, words)
    elif point.unspecified == "X" and point.year > 0:
        text = _word(words, "date.decade", str(point.year))
    elif point.unspecified == "X":
        text = _span(Point(point.year), Point(point.year + 9), patterns, words)
    elif point.season is not None:
        text = _part_of_year(point, patterns, words)
    elif point.minute is not None:
        text = patterns.joined.replace("{1}", text).replace("{0}", _time(point, patterns))
    if point.approximate:
        text = _word(words, "date.about", text)
    return _word(words, "date.uncertain", text) if point.uncertain else text


def _century(point: Point, patterns: _Patterns, words: Mapping[str, str]) -> str:
    number = abs(point.year) // 100 + 1
    key = f"date.century.{patterns.locale.ordinal_form(number)}"
    if words.get(key, WORDS.get(key)) == WORDS.get(
        key
    ):  # not translated: the words are English, and so are their forms
        key = f"date.century.{Locale.parse(DEFAULT_LOCALE).ordinal_form(number)}"
    text = _word(words, key, str(number))
    return f"{text} {patterns.names[0]}" if point.year < 0 else text


def _part_of_year(point: Point, patterns: _Patterns, words: Mapping[str, str]) -> str:
    """A season, quarter or half; CLDR has quarters, for languages whose catalogue does not have them."""
    season = point.season or 0
    key = f"date.{_SEASONS[season]}"
    plain = words.get(key, WORDS[key]) == WORDS[key]
    if 33 <= season <= 36 and plain and patterns.locale.language != "en" and point.year > 0:
        pattern = str(patterns.locale.datetime_skeletons.get("yQQQQ") or "QQQQ y")
        return _far(pattern, Point(point.year, 3 * (season - 32)), patterns)
    return _word(words, key, _day(point, patterns))


_SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter", 40: "half.1", 41: "half.2"}
_SEASONS |= {32 + n: f"quarter.{n}" for n in range(1, 5)}


def _day(point: Point, patterns: _Patterns, era: bool = False) -> str:
    """The year, month or day of a point; Python's calendar ends where years have no or more than four digits."""
    kind = "day" if point.day is not None else "month" if point.month is not None else "year"
    if 1 <= point.year <= 9999 and not era:
        day = date(point.year, point.month or 1, point.day or 1)
        return patterns.points[kind].apply(day, patterns.locale)
    pattern = patterns.eras[kind] if point.year < 1 or era else str(patterns.points[kind].pattern)
    return _far(pattern, point, patterns)


def _far(pattern: str, point: Point, patterns: _Patterns) -> str:
    """A pattern for a year that no `date` has: the year and the era stand in it as they are."""
    year = str(1 - point.year if point.year < 1 else point.year)
    marked = re.sub(r"'[^']*'|G+|y+", lambda match: _MARKS.get(match[0][0], match[0]), pattern)
    written = parse_pattern(marked).apply(date(2000, point.month or 1, point.day or 1), patterns.locale)
    return written.replace(_MARKS["G"], patterns.names[point.year > 0]).replace(_MARKS["y"], year)


_MARKS = {"G": "\ue000", "y": "\ue001"}
"""Signs that mean nothing in a pattern."""


def _time(point: Point, patterns: _Patterns) -> str:
    minute = point.minute or 0
    return patterns.time.apply(time(minute // 60, minute % 60), patterns.locale)


def _span(start: Point, end: Point, patterns: _Patterns, words: Mapping[str, str]) -> str:
    """Both ends, without saying twice what they share: "7–13 August 2017"."""
    if start == end:
        return _point(start, patterns, words)
    plain = not (start.approximate or start.uncertain or end.approximate or end.uncertain)
    if (
        plain
        and start.precision == end.precision == "year"
        and max(start.year, end.year) < 1
        and start.year != end.year
    ):
        return _far(patterns.eras["from"], start, patterns) + _far(patterns.eras["to"], end, patterns)
    if start.year < 1 <= end.year:
        return _between(patterns, _point(start, patterns, words), _point(end, patterns, words, era=True))
    a, b = start.first_day, end.first_day
    if plain and a and b and start.precision == end.precision and start.precision in _SHARED:
        if start.precision == "instant" and a == b and start.offset == end.offset:
            clocks = _between(patterns, _time(start, patterns), _time(end, patterns))
            return patterns.joined.replace("{1}", _day(start, patterns)).replace("{0}", clocks)
        if a == b and start.precision != "instant":
            return _day(start, patterns)
        found = patterns.spans.get((start.precision, _differs(a, b)))
        if found:
            return found[0].apply(a, patterns.locale) + found[1].apply(b, patterns.locale)
    return _between(patterns, _point(start, patterns, words), _point(end, patterns, words))


_SHARED = ("year", "month", "day", "instant", "decade")
"""Precisions at which two dates of one first day are the same, or are written together."""


def _between(patterns: _Patterns, a: str, b: str) -> str:
    between = patterns.between
    if patterns.locale.language == "en" and len((a + b).split()) == 1:
        between = between.replace(" ", "")
    return between.replace("{0}", a).replace("{1}", b)


def _differs(a: date, b: date) -> str:
    return "y" if a.year != b.year else "M" if a.month != b.month else "d"


@lru_cache(maxsize=64)
def _patterns(tag: str) -> _Patterns:
    """The patterns of the language `tag`; of the longest part of the tag that CLDR has."""
    locale = _locale(tag)
    skeletons = locale.datetime_skeletons
    spans: dict[tuple[str, str], tuple[DateTimePattern, DateTimePattern]] = {}
    for precision, skeleton in (("year", "y"), ("month", "yMMMM"), ("day", "yMMMd")):
        for part, pieces in (locale.interval_formats.get(skeleton) or {}).items():
            if len(pieces) == 2:
                left, right = (_long(piece) for piece in pieces)
                if locale.language == "en" and " " not in left.removesuffix(" – "):
                    # English sets a dash between two words close: August–October, but 30 July – 2 August.
                    left = left.replace(" ", "")
                spans[precision, part] = (parse_pattern(left), parse_pattern(right))
    points = {"year": parse_pattern(str(skeletons["y"])), "month": parse_pattern(str(skeletons["yMMMM"]))}
    points["day"] = locale.date_formats["long"]
    return _Patterns(
        locale,
        points,
        locale.time_formats["short"],
        str(locale.datetime_formats["medium"]),
        spans,
        _spaces(str(locale.interval_formats[None])),
        _eras(locale),
        (str(locale.eras["abbreviated"][0]), str(locale.eras["abbreviated"][1])),
    )


def _eras(locale: Locale) -> dict[str, str]:
    skeletons = locale.datetime_skeletons
    found = {
        kind: _long(str(skeletons.get(era) or f"{skeletons[plain]} G"))
        for kind, era, plain in (("year", "Gy", "y"), ("month", "GyMMM", "yMMM"), ("day", "GyMMMd", "yMMMd"))
    }
    pieces: tuple[str, ...] = tuple((locale.interval_formats.get("Gy") or {}).get("y") or ())
    left, right = pieces or (f"{found['year']} – ", found["year"])
    left = _spaces(left).replace(" – ", "–") if locale.language == "en" else _spaces(left)
    return found | {"from": left, "to": _spaces(right)}


def _long(pattern: str) -> str:
    # CLDR has ranges of days only with short month names; written out they stand in the same places.
    return _spaces(re.sub(r"(?<![ML])([ML])\1\1(?![ML])", r"\1\1\1\1", pattern))


def _spaces(text: str) -> str:
    # A reader who searches the page or copies from it types plain spaces, not the thin ones of CLDR.
    return text.replace("\u2009", " ")


def _locale(tag: str) -> Locale:
    language, *rest = tag.replace("_", "-").split("-")
    parts = [language.lower(), *rest]
    while parts and parts != ["en"]:
        try:
            return Locale.parse("_".join(parts))
        except (UnknownLocaleError, ValueError):
            parts.pop()
    return Locale.parse(DEFAULT_LOCALE)
