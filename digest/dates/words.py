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


def _point(point: Point, patterns: _Patterns, words: Mapping[str, str]) -> str:
    text = _day(point, patterns)
    if point.unspecified == "X":
        text = _word(words, "date.decade", str(point.year))
    elif point.minute is not None:
        text = patterns.joined.replace("{1}", text).replace("{0}", _time(point, patterns))
    if point.approximate:
        text = _word(words, "date.about", text)
    return _word(words, "date.uncertain", text) if point.uncertain else text


def _day(point: Point, patterns: _Patterns) -> str:
    kind = "day" if point.day is not None else "month" if point.month is not None else "year"
    return patterns.points[kind].apply(point.first_day, patterns.locale)


def _time(point: Point, patterns: _Patterns) -> str:
    minute = point.minute or 0
    return patterns.time.apply(time(minute // 60, minute % 60), patterns.locale)


def _span(start: Point, end: Point, patterns: _Patterns, words: Mapping[str, str]) -> str:
    """Both ends, without saying twice what they share: "7–13 August 2017"."""
    if start == end:
        return _point(start, patterns, words)
    plain = not (start.approximate or start.uncertain or end.approximate or end.uncertain)
    if plain and start.precision == end.precision:
        a, b = start.first_day, end.first_day
        if start.precision == "instant" and a == b and start.offset == end.offset:
            clocks = _between(patterns, _time(start, patterns), _time(end, patterns))
            return patterns.joined.replace("{1}", _day(start, patterns)).replace("{0}", clocks)
        if a == b and start.precision != "instant":
            return _day(start, patterns)
        found = patterns.spans.get((start.precision, _differs(a, b)))
        if found:
            return found[0].apply(a, patterns.locale) + found[1].apply(b, patterns.locale)
    return _between(patterns, _point(start, patterns, words), _point(end, patterns, words))


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
    )


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
