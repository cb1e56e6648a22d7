"""Dates as sources print them above and below an article: "/ 06:43 PM August 08, 2017", "Stand: 8.8.2017, 18:43 Uhr".

A stamp is a full calendar day, with its time where one stands beside it. A date whose day and month may be swapped
(08/07/2017) is none: a wrong date is worse than a missing one. Relative dates are `clip.timex`'s.
"""

from __future__ import annotations

import re
from datetime import date, datetime

import msgspec

from digest.dates import DateError, When, from_date, parse, with_zone

_MONTH_LIST = (
    "january jan january,januar,janvier,enero,gennaio,janeiro,januari,января,stycznia,enero,ene,gen,janv,jän,jänner",
    "february feb,februar,février,fevrier,febrero,febbraio,fevereiro,februari,февраля,lutego,févr,fév,fev,febr",
    "march mar,märz,maerz,mars,marzo,março,maart,марта,marca,mär,mrz,mrt",
    "april apr,avril,abril,aprile,апреля,kwietnia,avr,abr",
    "may mai,mayo,maggio,maio,mei,мая,maja,mag",
    "june jun,juni,juin,junio,giugno,junho,июня,czerwca,giu,czerw",
    "july jul,juli,juillet,julio,luglio,julho,июля,lipca,lug,juil",
    "august aug,août,aout,agosto,augustus,августа,sierpnia,ago",
    "september sept,sep,septembre,septiembre,settembre,setembro,сентября,września,set",
    "october oct,oktober,octobre,octubre,ottobre,outubro,октября,października,okt,ott,out",
    "november nov,novembre,noviembre,novembro,ноября,listopada",
    "december dec,dezember,décembre,decembre,diciembre,dicembre,dezembro,декабря,grudnia,dez,déc,dic",
)
MONTHS: dict[str, int] = {
    name: number for number, names in enumerate(_MONTH_LIST, 1) for name in re.split(r"[ ,]+", names) if name
}
"""Month names and their short forms in the languages that clippings come in, in lower case, to 1-12."""

_MONTH = "|".join(sorted((re.escape(name) for name in MONTHS), key=len, reverse=True))
_DAY = re.compile(
    r"(?<!\w)(?:(?P<iso>(?:19|"
    r"20)\d\d-\d\d-\d\d)(?:[T ]+(?P<isotime>\d\d:\d\d)(?::\d\d(?:[.,]\d+)?)?\s?(?P<isozone>Z|"
    r"[+-]\d\d:?\d\d)?)?(?!\w)"
    rf"|(?P<d1>\d\d?)(?:st|nd|rd|th|\.|er|º|ª)?\s*[ -]?(?:de |of )?(?P<m1>{_MONTH})\.?,?[ -]+(?:de "
    r"|del )?(?P<y1>(?:19|20)\d\d)(?!\d)"
    rf"|(?P<m2>{_MONTH})\.?\s+(?P<d2>\d\d?)(?:st|nd|rd|th)?,?\s+(?P<y2>(?:19|20)\d\d)(?!\d)"
    r"|(?P<d3>\d\d?)\.\s?(?P<m3>\d\d?)\.\s?(?P<y3>(?:19|20)\d\d)(?!\w)"
    r"|(?P<y4>(?:19|20)\d\d)[/.](?P<m4>\d\d?)[/.](?P<d4>\d\d?)(?!\w)"
    r"|(?P<a5>\d\d?)[/-](?P<b5>\d\d?)[/-](?P<y5>(?:19|20)\d\d)(?!\w)"
    r"|(?P<y6>(?:19|20)\d\d)\s?年\s?(?P<m6>\d\d?)\s?月\s?(?P<d6>\d\d?)\s?日)",
    re.I,
)
_ZONE_NAME = "GMT|UTC|EST|EDT|ET|CDT|MDT|PDT|CET|CEST|EET|EEST|MSK|JST|KST|PHT|SGT|HKT|AEST|AEDT|NZST|NZDT|MEZ|MESZ"
_TIME = re.compile(
    rf"(?<![\w:.])(?P<h>\d\d?)(?:[:.h](?P<m>\d\d)(?::\d\d)?)\s*(?P<half>[ap]\.?\s?m\b\.?)?(?:\s?(?:Uhr|hrs|h)\b)?"
    rf"\s?\(?(?P<zone>(?:{_ZONE_NAME})\b|Z\b|(?:GMT|UTC)?[+-]\d\d:?\d\d)?\)?|"
    r"(?<![\w:.])(?P<h2>\d\d?)\s?(?P<half2>[ap]\.?m\b)",
    re.I,
)
# Offsets by name: the IANA zones' own data; names that two parts of the world share (CST, IST, BST, PST) give none.
_OFFSETS = {
    "GMT": "+00:00",
    "UTC": "+00:00",
    "Z": "+00:00",
    "EST": "-05:00",
    "EDT": "-04:00",
    "CDT": "-05:00",
    "MDT": "-06:00",
    "PDT": "-07:00",
    "CET": "+01:00",
    "CEST": "+02:00",
    "MEZ": "+01:00",
    "MESZ": "+02:00",
    "EET": "+02:00",
    "EEST": "+03:00",
    "MSK": "+03:00",
    "JST": "+09:00",
    "KST": "+09:00",
    "PHT": "+08:00",
    "SGT": "+08:00",
    "HKT": "+08:00",
    "AEST": "+10:00",
    "AEDT": "+11:00",
    "NZST": "+12:00",
    "NZDT": "+13:00",
}
_UPDATED = re.compile(
    r"\b(?:last )?(?:updated?|modified|edited|aktualisiert|mis à jour|actualizado|aggiornato|"
    r"atualizado|bijgewerkt|обновлено)\b",
    re.I,
)
_PUBLISHED = re.compile(
    r"\b(?:first )?(?:published|posted|publish|date|created|issued|erschienen|veröffentlicht|publié|publicado|"
    r"pubblicato|gepubliceerd|опубликовано|stand|dated)\b",
    re.I,
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
_DATELINE = re.compile(r"^[A-ZÀ-Ý][\w .,'’-]{1,60}?[,(–—-]+\s*$")


class Stamp(msgspec.Struct, frozen=True):
    """A date found in a line."""

    when: When
    label: str
    """ "published", "updated", or "" when the line does not say."""
    start: int
    end: int


def stamps(text: str) -> list[Stamp]:
    """The full dates in `text`, in order."""
    found: list[Stamp] = []
    matches = list(_DAY.finditer(text))
    low = 0
    for index, match in enumerate(matches):
        high = matches[index + 1].start() if index + 1 < len(matches) else len(text)
        clock = _beside(match, text, low, high)
        day = _day(match)
        if day is not None:
            when = _with_time(day, clock) if clock else _at(day, match["isotime"] or "", match["isozone"] or "")
            found.append(Stamp(when, _label(text[low : match.start()]), match.start(), match.end()))
        low = max(match.end(), clock.end() if clock else 0)
    return found


def first_date(text: str) -> When | None:
    """The first full date in `text`, as a machine or a person may have written it."""
    try:
        when = parse(text.strip())
        if when.precision not in ("decade", "year", "month") and not when.is_interval:
            return when
    except DateError:
        pass
    found = stamps(text)
    return found[0].when if found else None


def leftover(text: str) -> int:
    """How many words of `text` belong to no date, time, label or weekday: few in a date line, many in a sentence."""
    rest = _DAY.sub(" ", text)
    rest = _TIME.sub(" ", rest)
    for pattern in (_UPDATED, _PUBLISHED, _FILLER):
        rest = pattern.sub(" ", rest)
    return sum(1 for word in _WORDS.findall(rest) if not word.isdigit())


def opens_story(text: str) -> When | None:
    """The date in the dateline a story opens with: "MANILA, Aug. 8, 2017 —"; None when there is none."""
    for stamp in stamps(text[:120])[:1]:
        if _DATELINE.match(text[: stamp.start]) and re.match(
            r"\s*(?:\([^)]{1,40}\)|\w+)?\s*\)?\s*[–—-]", text[stamp.end :]
        ):
            return stamp.when
    return None


def _day(match: re.Match[str]) -> date | None:
    part = match.groupdict()
    try:
        if part["iso"]:
            return date.fromisoformat(part["iso"])
        if part["a5"]:
            a, b = int(part["a5"]), int(part["b5"])
            if a <= 12 and b <= 12 and a != b:
                return None
            return date(int(part["y5"]), a, b) if b > 12 else date(int(part["y5"]), b, a)
        number = next(n for n in "12346" if part["y" + n])
        month = part["m" + number].lower()
        return date(int(part["y" + number]), MONTHS.get(month) or int(month), int(part["d" + number]))
    except (ValueError, StopIteration):
        return None


def _beside(match: re.Match[str], text: str, low: int, high: int) -> re.Match[str] | None:
    """The time that stands beside a date: after it, else before it, never across another date or its time."""
    if match["isotime"]:
        return None
    after = _TIME.search(text[: min(high, match.end() + 30)], match.end())
    # "10:48, Tue, Nov 19, 2019 | UPDATED: 11:05, …": a time behind another label belongs to the next date.
    if after and not re.search(r"[A-Za-z]{4}", text[match.end() : after.start()]):
        return after
    before = list(_TIME.finditer(text[: match.start()], max(low, match.start() - 30)))
    return before[-1] if before and not re.search(r"\d", text[before[-1].end() : match.start()]) else None


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
    name = zone.upper()
    offset = _OFFSETS.get(name, "")
    if not offset and (numeric := re.search(r"([+-]\d\d):?(\d\d)$", name)):
        offset = f"{numeric[1]}:{numeric[2]}"
    try:
        if not clock:
            return from_date(day)
        if name == "ET":
            return with_zone(parse(f"{day}T{clock}"), "America/New_York")
        return parse(f"{day}T{clock}{offset}")
    except DateError:
        return from_date(day)


def _label(before: str) -> str:
    """What the words before a date call it; the nearest word wins."""
    updated = max((m.end() for m in _UPDATED.finditer(before)), default=-1)
    published = max((m.end() for m in _PUBLISHED.finditer(before)), default=-1)
    return "" if updated == published else "updated" if updated > published else "published"


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
