"""Dates as sources print them above and below an article: "/ 06:43 PM August 08, 2017", "Stand: 8.8.2017, 18:43 Uhr".

A stamp is a full calendar day, with its time where one stands beside it. A date whose day and month may be swapped
(08/07/2017) is no stamp: a wrong date is worse than a missing one, and only other dates in the same text can tell
(`clip.head.when`). Relative dates are `clip.timex`'s.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime

import msgspec

from digest.clip.months import MONTHS
from digest.clip.zones import ZONE, offset_of
from digest.dates import DateError, When, from_date, parse, with_zone

__all__ = [
    "MONTHS",
    "Day",
    "Stamp",
    "day_at",
    "days",
    "first_date",
    "leftover",
    "machine_date",
    "opens_story",
    "stamps",
    "years",
]

# The forms, each around a year of four digits. A word is a month when `MONTHS` holds it; dumps glue what stood beside
# a date to it ("PressApril 28, 2023GMT", "Dec 26, 202541Share"), so a month's name or a day may follow a letter.
_NEAR = 42
"""How far before its year a date may begin, in characters."""
_ORDINAL = r"(?:st|nd|rd|th|er|ème|º|ª|\.)?"
_WORD = r"[^\W\d_]{3,24}"
_BEFORE_YEAR = re.compile(
    rf"(?:(?<!\d)(?P<d1>\d\d?){_ORDINAL}[ .\-–/]{{0,3}}(?:(?:de|of|d['’])[ ]?)?(?P<m1>{_WORD})[.,]{{0,2}}"
    r"[ .\-–/]{0,3}(?:del? )?"
    rf"|(?P<m2>{_WORD})\.?[ \-]{{1,2}}(?P<d2>\d\d?){_ORDINAL}(?:,| ,|\.)?[ ]{{1,2}}"
    r"|(?<![\d.])(?P<d3>\d\d?)\.[ ]?(?P<m3>\d\d?)\.[ ]?"
    r"|(?<![\d/])(?P<a5>\d\d?)(?P<sep>[/-])(?P<b5>\d\d?)(?P=sep))$"
)
_AFTER_YEAR = re.compile(
    r"(?:-(?P<m4>\d\d)-(?P<d4>\d\d)(?:(?:T|[ ]+)(?P<isotime>\d\d:\d\d)(?::\d\d(?:[.,]\d+)?)?[ ]?"
    rf"(?:\(?(?P<isozone>{ZONE}|[+-]\d\d(?!\d))\)?)?)?"
    r"|(?P<s6>[/.]| – | - )(?P<m6>\d\d?)(?P=s6)(?P<d6>\d\d?)"
    r"|[ ]?[年년][ ]?(?P<m7>\d\d?)[ ]?[月월][ ]?(?P<d7>\d\d?)[ ]?[日일]"
    rf"|\. (?P<m8>{_WORD}) (?P<d8>\d\d?)\.)(?!\d)"
)
_CENTURIES = [re.compile(century + r"(?=\d\d)") for century in ("20", "19")]
_BETWEEN = " .,-–/"
_AFTER_SIGNS = "-/. 年년"
_SHORT_YEAR = re.compile(r"(?<![\w.])(\d\d?)\.(\d\d?)\.(\d\d)(?![\w.]*\w)")
_DIGIT = re.compile(r"\d")
_CAPITAL = re.compile(r"[A-ZÀ-Þ][^A-ZÀ-Þ]+$")
_TIME = re.compile(
    rf"(?<![\w:.])(?P<h>\d\d?)(?:[:.h](?P<m>\d\d)(?::\d\d)?)\s*(?P<half>[ap]\.?\s?m\b\.?)?(?:\s?(?:Uhr|hrs|h)\b)?"
    rf"(?:\s?\(?(?P<zone>{ZONE})\)?)?|"
    r"(?<![\w:.])(?P<h2>\d\d?)\s?(?P<half2>[ap]\.?m\b)",
    re.I,
)
_UPDATED = re.compile(
    r"(?:\b|(?<=\d))(?:last )?(?:updated?|modified|modifica(?:to)?|edited|reviewed|revised|aktualisiert|akt(?=\.)|"
    r"geändert|"
    r"mis à jour|actualizado|actualizada|aggiornato|atualizado|bijgewerkt|uppdaterad|opdateret|oppdatert|güncelleme|"
    r"aktualizováno|aktualizacja|обновлено)(?:\b|(?=[A-Z\d]))|更新",
    re.I,
)
_PUBLISHED = re.compile(
    r"(?:\b|(?<=\d))(?:first |originally )?(?:published|posted|publish|date|created|original|issued|erschienen|"
    r"veröffentlicht|publiziert|publié|paru|publicado|publicada|pubblicato|gepubliceerd|publicerad|publisert|yayınlanma|publikováno|"
    r"opublikowano|data publikacji|опубликовано|stand|dated)(?:\b|(?=[A-Z\d]))",
    re.I,
)
# What those words hold: a cheap look before they are tried.
_STEMS = (
    *(
        "dat",
        "pub",
        "post",
        "modif",
        "edit",
        "revi",
        "tual",
        "akt.",
        "geänd",
        "mis à",
        "aggior",
        "bijge",
        "günce",
        "обнов",
    ),
    *("更新", "creat", "origin", "issu", "ersch", "veröf", "paru", "yayın", "опубл", "stand"),
)
# Words that a line of dates may hold beside the dates.
_FILLER = re.compile(
    r"\b(?:at|on|by|the|am|pm|um|uhr|às|a las|le|à|il|alle|op|om|от|в|time|local|ago|hours?|"
    r"minutes?|days?|min|read|lesezeit|mon|tues?|"
    r"wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day|montag|"
    r"dienstag|mittwoch|donnerstag|freitag|"
    r"samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|"
    r"jueves|viernes|sábado|domingo|"
    r"p\.?s\.?t|c\.?s\.?t|i\.?s\.?t|b\.?s\.?t|et|news)\b",
    re.I,
)
_WORDS = re.compile(r"\w+")
_LETTERS = re.compile(r"[A-Za-z]{4}")
_DASHED = re.compile(r"\s*(?:\([^)]{1,40}\)|\w+)?\s*\)?\s*[–—-]")
_SMALL_WORD = re.compile(r"\b[a-zß-ÿ]+\b")
_STORY_WORDS = 3
_DATELINE = re.compile(r"^[A-ZÀ-Ý][\w .,'’-]{1,60}?[,(–—-]+\s*$")


class Day(msgspec.Struct, frozen=True):
    """A full calendar day in a text, without its time."""

    day: date
    start: int
    end: int
    form: str
    """How it is written: "iso", "dmy" and "mdy" with a month's name, "numeric", "short" for a year of two digits."""
    swapped: date | None = None
    """Set when day and month may be swapped, as in 08/07/2017: the reading with the month first; `day` has it last."""
    clock: str = ""
    zone: str = ""
    """The time that is part of an ISO date."""


class Stamp(msgspec.Struct, frozen=True):
    """A date found in a line."""

    when: When
    label: str
    """ "published", "updated", or "" when the line does not say."""
    start: int
    end: int


def days(text: str) -> Iterator[Day]:
    """The full days in `text`, in order. Time goes with the number of years in it, not with its length."""
    done = 0
    for at in years(text):
        if at < done:
            continue
        found = day_at(text, at, done)
        if found is not None:
            done = found.end
            yield found


def short_days(text: str) -> Iterator[Day]:
    """The days in `text` whose year has two digits, as in 25.4.24; for lines that are known to hold a date."""
    for match in _SHORT_YEAR.finditer(text):
        year, first, second = 2000 + int(match[3]), int(match[1]), int(match[2])
        last = _date(year, second, first)
        if last:
            other = _date(year, first, second)
            yield Day(last, match.start(), match.end(), "short", other if other != last else None)


def years(text: str) -> list[int]:
    """Where years of 1900 to 2099 may stand."""
    found = [match.start() for century in _CENTURIES for match in century.finditer(text)]
    found.sort()
    return found


def day_at(text: str, at: int, low: int) -> Day | None:
    """The day whose year stands at `at` and which begins at `low` or later."""
    following = text[at + 4 : at + 5]
    goes_on = text[at + 5 : at + 6] in "–-年년" if following == " " else following in _AFTER_SIGNS
    if goes_on and not text[at - 1 : at].isdigit() and (match := _AFTER_YEAR.match(text, at + 4)):
        part = match.groupdict()
        month = part["m4"] or part["m6"] or part["m7"] or MONTHS.get((part["m8"] or "").lower(), 0)
        day = _date(int(text[at : at + 4]), int(month), int(part["d4"] or part["d6"] or part["d7"] or part["d8"]))
        if day is None:
            return None
        return Day(day, at, match.end(), "iso", None, part["isotime"] or "", part["isozone"] or "")
    begin = _begins(text, max(low, at - _NEAR), at)
    if begin < 0:
        return None
    year = int(text[at : at + 4])
    found = _BEFORE_YEAR.search(text, begin, at)
    while found is not None:
        part, start = found.groupdict(), found.start()
        if name := part["m1"] or part["m2"]:
            month, skip = _month(name)
            if month and (day := _date(year, month, int(part["d1"] or part["d2"]))):
                return Day(day, start + (skip if part["m2"] else 0), at + 4, "dmy" if part["d1"] else "mdy")
        elif part["m3"] if following.isdigit() else not following.islower():
            return _numeric(part, year, start, at + 4)
        # The same end may be reached from a later start: "24h 2 augusti 2026".
        found = _BEFORE_YEAR.search(text, start + 1, at)
    return None


def _begins(text: str, low: int, at: int) -> int:
    """From where on a date may begin that ends with the year at `at`; -1 when what stands before it is none."""
    before = text[low:at].rstrip(_BETWEEN)
    space = before.rfind(" ")
    word = before[space + 1 :]
    if word in ("de", "del"):
        begin = low
    elif word.isalpha():
        if not _month(word)[0]:
            return -1
        # Before a month stand a day, its ending and a word such as "de".
        begin = max(low, low + space - 11)
    else:
        for _ in range(2):
            space = before.rfind(" ", 0, max(0, space))
        begin = low + space + 1
    return begin if _DIGIT.search(text, begin, at) else -1


def _month(name: str) -> tuple[int, int]:
    """The month that a word is, or ends with after a capital ("PressApril"), and where in the word it begins; or 0."""
    number = MONTHS.get(name.lower())
    if number:
        return number, 0
    tail = None if name.islower() else _CAPITAL.search(name)
    return (MONTHS.get(tail.group().lower(), 0), tail.start()) if tail else (0, 0)


def _numeric(part: dict[str, str | None], year: int, start: int, end: int) -> Day | None:
    if part["m3"]:
        day = _date(year, int(part["m3"]), int(part["d3"] or 0))
        return Day(day, start, end, "numeric") if day else None
    a, b = int(part["a5"] or 0), int(part["b5"] or 0)
    last, first = _date(year, b, a), _date(year, a, b)
    if last and first and last != first:
        return Day(last, start, end, "numeric", first)
    day = last or first
    return Day(day, start, end, "numeric") if day else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def stamps(text: str) -> list[Stamp]:
    """The full dates in `text`, in order."""
    written = list(days(text))
    return [
        Stamp(_moment(day, day.day, clock), label(text[low : day.start]), day.start, day.end)
        for day, low, clock in _with_clocks(text, written)
        if day.swapped is None
    ]


def stamp_of(text: str, written: Sequence[Day], one: Day, as_read: date) -> When:
    """The day `as_read`, which is `one` of those `written` in a line, with the time that stands beside it."""
    return next(_moment(day, as_read, clock) for day, _, clock in _with_clocks(text, written) if day == one)


def _with_clocks(text: str, written: Sequence[Day]) -> Iterator[tuple[Day, int, re.Match[str] | None]]:
    """The days written in a line, each with the end of the date and time before it, and with its own time."""
    low = 0
    for index, day in enumerate(written, 1):
        clock = None if day.clock else _beside(day, text, low, written[index].start if index < len(written) else None)
        yield day, low, clock
        low = max(day.end, clock.end() if clock else 0)


def _moment(day: Day, as_read: date, clock: re.Match[str] | None) -> When:
    return _with_time(as_read, clock) if clock else _at(as_read, day.clock, day.zone)


def first_date(text: str) -> When | None:
    """The first full date in `text`, as a machine or a person may have written it."""
    try:
        when = parse(text.strip())
        if when.precision in ("day", "instant") and not when.is_interval:
            return when
    except DateError:
        pass
    found = stamps(text)
    return found[0].when if found else None


def leftover(text: str) -> int:
    """How many words of `text` belong to no date, time, label or weekday: few in a date line, many in a sentence."""
    rest = text
    for day in reversed(list(days(text))):
        rest = f"{rest[: day.start]} {rest[day.end :]}"
    return sum([not word.isdigit() for word in _WORDS.findall(plain_words(rest))])


def plain_words(rest: str) -> str:
    """A text without times, labels, weekdays and the like."""
    if _DIGIT.search(rest):
        rest = _TIME.sub(" ", rest)
    if _may_say(rest):
        rest = _PUBLISHED.sub(" ", _UPDATED.sub(" ", rest))
    return _FILLER.sub(" ", rest)


def opens_story(text: str) -> When | None:
    """The date in the dateline a story opens with: "MANILA, Aug. 8, 2017 —"; None when there is none."""
    found = _story_date(text)
    return found[0].when if found else None


def story_begins(text: str) -> int:
    """Where behind a dateline the story itself begins; 0 without a dateline, or when no sentence follows it."""
    found = _story_date(text)
    return found[1] if found and len(_SMALL_WORD.findall(text, found[1])) >= _STORY_WORDS else 0


def _story_date(text: str) -> tuple[Stamp, int] | None:
    """The date of a dateline, and where the dateline ends."""
    if not text[:1].isupper():
        return None
    for stamp in stamps(text[:120])[:1]:
        if _DATELINE.match(text[: stamp.start]) and (end := _DASHED.match(text, stamp.end)):
            return stamp, end.end()
    return None


def _beside(day: Day, text: str, low: int, high: int | None) -> re.Match[str] | None:
    """The time that stands beside a date: after it, else before it, never across another date or its time."""
    stop = day.end + 30 if high is None else min(high, day.end + 30)
    after = _TIME.search(text, day.end, stop) if _DIGIT.search(text, day.end, stop) else None
    # "10:48, Tue, Nov 19, 2019 | UPDATED: 11:05, …": a time behind another label belongs to the next date.
    if after and not _LETTERS.search(text, day.end, after.start()):
        return after
    low = max(low, day.start - 30)
    before = list(_TIME.finditer(text, low, day.start)) if _DIGIT.search(text, low, day.start) else []
    return before[-1] if before and not _DIGIT.search(text, before[-1].end(), day.start) else None


def _with_time(day: date, match: re.Match[str]) -> When:
    hour, minute = int(match["h"] or match["h2"]), int(match["m"] or 0)
    half = (match["half"] or match["half2"] or "").lower()
    if half and not 1 <= hour <= 12:
        half = ""  # "18:43 PM" is written, and means 18:43
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    if hour > 23 or minute > 59:
        return from_date(day)
    return _at(day, f"{hour:02d}:{minute:02d}", match["zone"] or "")


def _at(day: date, clock: str, zone: str) -> When:
    """The day at `clock` ("" for no time), in the zone that the line names; without a zone, local time."""
    try:
        if not clock:
            return from_date(day)
        if zone.upper() == "ET":
            return with_zone(parse(f"{day}T{clock}"), "America/New_York")
        return parse(f"{day}T{clock}{offset_of(zone)}")
    except DateError:
        return from_date(day)


def label(before: str) -> str:
    """What the words before a date call it, "updated", "published" or ""; the nearest word wins."""
    if not _may_say(before):
        return ""
    updated = max([m.end() for m in _UPDATED.finditer(before)], default=-1)
    published = max([m.end() for m in _PUBLISHED.finditer(before)], default=-1)
    return "" if updated == published else "updated" if updated > published else "published"


def _may_say(text: str) -> bool:
    """Whether `text` may hold a word such as "published"."""
    return len(text) > 1 and any(map(text.lower().__contains__, _STEMS))


def machine_date(text: str) -> When | None:
    """A date as a page's metadata write it: ISO 8601 with or without time, or any of the printed forms."""
    value = text.strip()
    try:
        moment = datetime.fromisoformat(value.replace(" UTC", "+00:00"))
        if "T" in value or ":" in value:
            offset = moment.strftime("%z")
            return _at(moment.date(), moment.strftime("%H:%M"), offset)
        return from_date(moment.date())
    except (ValueError, OverflowError):
        return first_date(value)
