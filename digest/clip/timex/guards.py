"""What looks like a date and is none: counts, pages, models, street numbers, names, habits. Pure."""

from __future__ import annotations

import re

_SIGNS = re.compile(
    r"[$£€¥#№%+*=<>@_~]\s?$|\d[.,:]$|\d[-–]$|(?<!\bmid)(?<!\bpre)(?<!\bpost)(?<!\blate)(?<!\bearly)(?<!\bnon)-$|[./]$"
)
_NAMED = re.compile(
    r"(?:\b(?:no|nos|nr|page|pages|p|pp|vol|volume|room|route|highway|flight|boeing|airbus|windows|iso|iec|ieee|din|rfc|"
    r"model|chapter|figure|fig|table|article|section|item|lot|unit|suite|box|pin|code|zip|version|build|bus|line|gate|"
    r"channel|mark|type|class|series|number|numbered|height|altitude|depth|weight|worth|costs?|(?<!since\sat\s)least|(?:more|less|fewer)\sthan|nearly|"
    r"over|approximately|roughly|some|least|every|exactly|only|another|additional|isbn|issn|doi|phone|tel|fax|call|"
    r"office|area|peugeot|bmw|audi|fiat|mazda|porsche|dash|euros?|dollars|rs|usd|eur|population|totalling|totaling)\.?"
    r"|[§$])\s$"
)
_COUNTED = re.compile(
    r"[\s-](?:\w*people|\w*men|\w*women|\w*children|soldiers|troops|casualties|prisoners|ships|tanks|guns|aircraft|planes|horses|"
    r"killed|wounded|dead|deaths|members|students|workers|employees|residents|inhabitants|families|homes|houses|jobs|"
    r"miles?|mi|km|kms|kilomet|kg|metres?|meters?|m|ft|feet|foot|cm|mm|tons?|tonnes?|pounds|lbs?|dollars|euros|points|"
    r"votes|seats|words|pages|copies|books|cases|units|cars|vehicles|buildings|rooms|acres|hectares|square|sq|cubic|"
    r"watts?|kw|mw|mhz|ghz|mb|gb|hours?|hrs?|minutes|seconds|days|weeks|months|years|gmt|utc|local|bc|of\sthem|"
    r"strong|more|other|others|different|species|million|billion|thousand|hundred|cavalry|infantry|infantrymen|"
    r"sailors|marines|officers|volunteers|refugees|civilians|hoplites|spearmen|talents|shares|companies|stores|"
    r"degrees|calories|participants|respondents|subjects|items|players|fans|per|percent|pieces|rounds|tps|rpm|"
    r"cc|hp|warriors|persians|greeks|romans|men-at-arms|triremes|elephants|slaves)\b|\s?[%°℃]|x\d|['’](?!s\b)|\+"
)
_STREET = re.compile(
    r"\s(?:[NSEW]\.?\s|North\s|South\s|East\s|West\s)?(?:[A-Z][\w']+\s){1,3}?(?:St|Street|Ave|Avenue|Road|Rd|Blvd|"
    r"Boulevard|Drive|Dr|Lane|Ln|Way|Parkway|Pkwy|Highway|Hwy|Square|Plaza|Court|Place|Terrace|Turnpike|Pike|Circle|Trail|Row|Walk|Crescent|Quay|Freeway)\b"
)
_BEFORE_YEAR = re.compile(
    r"\b(?:in|since|by|until|till|before|after|from|to|of|during|through|throughout|around|circa|ca?\.?|about|year|and|"
    r"or|between|early|late|mid|the|this|as\sof|for)[\s-]$"
)
_ANCIENT = re.compile(
    r"\b(?:in|since|by|until|after|from|about|around|circa|ca?\.|and|to|between)\s$|\($|\d\s?[-–]\s?$"
)
_LOOSE = re.compile(r"\s(?:[a-z]+s)\b")
_MONTH_BEFORE = re.compile(
    r"\b(?:in|of|since|by|until|till|before|after|during|through|throughout|from|to|and|or|between|early|late|mid|last|"
    r"next|this|that|each|around|about|for|on|towards|beginning|starting|ending|previous|following|the|as\sof|"
    r"middle\sof|end\sof|into|(?:cold|hot|warm|wet|dri|wors|b|coole)est|–|-|/)[\s-]?$|[-–/(]$"
)
_NOUN = re.compile(r"\s(?!(?:from|with|that|into|against|through|towards?|over)\b)[a-z]{4,}")
"""What a month is said of: "the May elections"."""
_HABIT = re.compile(r"\b(?:a|every|each|per|most|any|on\salternate|open|all)\s(?:[a-z]+day(?:/|,\s|\sand\s|\sor\s))*$")
_EVENINGS = re.compile(r"(?:(?:,\s|\sand\s|\sor\s|\s)\w+){0,2}\s(?:mornings|afternoons|evenings|nights)\b")
_WEEKDAYS = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
_TO_WEEKDAY = re.compile(rf"\s?(?:-|–|to|through)\s?{_WEEKDAYS}\b")
_WEEKDAY_TO = re.compile(rf"\b{_WEEKDAYS}\s?(?:-|–|to|through)\s?$")
_SEASON_BEFORE = re.compile(
    r"\b(?:in|by|of|during|through|throughout|until|since|before|after|from|to|early|late|mid|last|next|this|that|the|"
    r"and|over|entire|following|previous|same|harsh|whole)[\s-](?:the\s)?(?:early\s|late\s|mid-?)?$"
)
_OF_DECADE = re.compile(r"(?:\b(?:the|early|late|mid)[\s-]|\d0s\s(?:and|or|to)\s(?:the\s)?)$")
_OF_SHORT = re.compile(
    r"\b(?:in|of|since|class\sof|summer|winter|by|spring|fall|the)\s$|['’]\d\d(?:\s(?:and|or|to)\s|,\s)$"
)
_HIS = re.compile(r"\b(?:his|her|their|my|our|your|its|low|high|mid|upper)\s(?:early\s|late\s|mid-?\s?)?$")


def is_year(text: str, low: str, start: int, end: int, rule: str) -> bool:
    """Whether the number at `start` may be a year, a decade or the day of a month."""
    before = low[max(0, start - 24) : start]
    if rule == "named-year":
        return True
    if rule in ("decade", "hundreds", "short-decade"):
        if low[end : end + 1] in "°℃" and end < len(low):
            return False
        if rule == "short-decade" and text[start] not in "'’":
            return bool(_OF_DECADE.search(before)) and not _HIS.search(before)
        return before[-1:] != "$"
    if rule == "short-year":
        return bool(_OF_SHORT.search(before)) and int(low[start + 1 : end]) > 0
    after = text[end : end + 48]
    if rule == "day-only":
        return bool(re.search(r"\b(?:on|until|by|of)\sthe\s$", before)) and bool(
            re.match(
                r"[,.;:)]|\s(?:and|was|were|at|when|with|but|the|a|in|he|she|it|they|of\s(?:the|that|this|last)\smonth)\b",
                after,
            )
        )
    if _SIGNS.search(before) or _NAMED.search(before) or _COUNTED.match(after.lower()) or _STREET.match(after):
        return False
    if after[:1] in ("-", "–") and after[1:2].isdigit() and rule == "year":
        return False
    if rule == "bare-era":
        return bool(_ANCIENT.search(before)) and bool(
            re.match(r"[,.;)]|\s(?:[-–]\s|and|to|he|she|the|when|with|became|was|were|until)\b", after)
        )
    if rule == "year" and int(low[start:end]) > 2050 and not _BEFORE_YEAR.search(before):
        return False
    return not (_LOOSE.match(after) and not _BEFORE_YEAR.search(before) and not before.endswith(("\n", "(")) and before)


def bare_month(text: str, low: str, start: int, end: int, rule: str) -> bool:
    """Whether a month or weekday that stands alone is one: written with a capital, and no habit ("every Monday")."""
    if not text[start].isupper():
        return False
    before = low[max(0, start - 24) : start]
    word = low[start:end].rstrip(".")
    if _HABIT.search(before):
        return False
    if (
        low[end : end + 1] == "s"
        or _EVENINGS.match(low, end)
        or low[end : end + 3] in ("-mo", "-fr", "-sa", "-su", "–fr", "–sa", "–su")
    ):
        return False
    if rule == "weekday":
        if len(word.split()[0]) <= 4:
            return False
        ranged = _TO_WEEKDAY.match(low, end) or _WEEKDAY_TO.search(before)
        return not ranged or _happened(low, start, end)
    if len(word) <= 4 and word not in ("may", "june", "july") and text[end - 1] != ".":
        return bool(re.search(r"\b(?:in|since|until|of|by)\s$", before)) and word not in ("mar", "dec", "jan")
    if word in ("may", "march"):
        if before.endswith("the "):
            return bool(_NOUN.match(text, end))
        return bool(_MONTH_BEFORE.search(before))
    if word in ("august", "april", "june"):
        return bool(_MONTH_BEFORE.search(before)) or (before[-2:-1].islower() and not text[end + 1 : end + 2].isupper())
    return True


_ON = re.compile(r"(?:^|\b(?:on|by|since|until|till|before|after|from|of|dated|due|through)\s)$")


def is_short_date(low: str, start: int) -> bool:
    """Whether 3/20 is a day: all that is said, or after "on", "by", "since"; else it may be a share or a score."""
    return bool(_ON.search(low, max(0, start - 10), start))


def is_name(text: str, said: object, low: str) -> bool:
    """Whether the month of a day is written as a name: with a capital, or all in one case with the day."""
    start, end = said.start, said.end  # type: ignore[attr-defined]
    part = text[start:end]
    return any(c.isupper() for c in part) or not re.search(r"\b(?:may|march|mar|sat|sun|dec|jan|oct)\b", part)


def bare_season(text: str, low: str, start: int, end: int, has_year: bool) -> bool:
    """Whether a season is a time of one year."""
    before = low[max(0, start - 24) : start]
    if has_year:
        return True
    if text[start].isupper() and text[end + 1 : end + 2].isupper() and not low.startswith("offensive", end + 1):
        return False
    if low[end : end + 1] == "s":
        return False
    if low.startswith("fall", start) and (
        low.startswith(" of", end) or not re.search(r"\b(?:in\sthe|by\sthe|last|this|next)\s$", before)
    ):
        return False
    return bool(_SEASON_BEFORE.search(before))


def to_this_day(low: str, start: int, said: str) -> bool:
    """Whether "this day" is no day, but ever since: "to this day"."""
    return said == "this day" and low.endswith((" to ", " until "), 0, start)


def is_today(text: str, low: str, start: int) -> bool:
    """Whether "today" is no name, as that of a newspaper is."""
    return not text[start].isupper() or not re.search(r"[\w,]\s$", text[max(0, start - 2) : start])


_PRESENT = re.compile(
    r"\b(?:is|are|can|may|does|do|has|have|tends?|usually|often|typically|generally|occurs?|runs?|lasts?|averages?)\b"
)
_PAST = re.compile(
    r"\b(?:was|were|had|did|said|came|went|took|made|began|fell|rose|won|lost|killed|died|left|met|held|gave|became|sent|"
    r"will|would|expected|[a-z]{4,}ed)\b"
)
_STOP = re.compile(r"[.!?;]\s|\n")


_HAPPENED = re.compile(r"\b(?:was|were|had|did|will)\b")


def _happened(low: str, start: int, end: int) -> bool:
    return bool(_HAPPENED.search(low, *_sentence(low, start, end)))


def _sentence(low: str, start: int, end: int) -> tuple[int, int]:
    begin = max(0, start - 160)
    begin = max((m.end() for m in _STOP.finditer(low, begin, start)), default=begin)
    after = _STOP.search(low, end, end + 160)
    return begin, after.start() if after else end + 160


def is_habit(low: str, start: int, end: int) -> bool:
    """Whether the sentence speaks of every year: in the present, of nothing that happened or will."""
    sentence = _sentence(low, start, end)
    return bool(_PRESENT.search(low, *sentence)) and not _PAST.search(low, *sentence)


_SPAN = re.compile(
    r"\b(?:over|in|during|for|within|throughout|of|about)\s(?:the|at\sleast\sthe)\s$|\b(?:over|for|within)\s$"
)


def is_span(low: str, start: int, end: int, word: str) -> bool:
    """Whether "the last week" is a length of time that ends now: "over the last week", "the last week of May"."""
    if word == "past":
        return True
    if word in ("last", "next", "coming") and (
        low.startswith(" of ", end) or _SPAN.search(low, max(0, start - 24), start)
    ):
        return True
    return (
        word in ("last", "next", "coming")
        and low.endswith("the ", 0, start)
        and low[end : end + 2] != "'s"
        and not low[start:end].endswith(("day", "weekend"))
    )


_ON_HOLIDAY = re.compile(
    r"\b(?:on|before|after|by|until|till|since|at|around|for|last|next|this|past|of|and|early|late)\s$"
)


def is_holiday(text: str, low: str, start: int, end: int) -> bool:
    """Whether the day itself is meant, and not what belongs to it ("the Christmas tree")."""
    if not text[start].isupper() or re.match(
        r"(?:['’]s)?[\s-](?!and|or|with|in|at|when|but|because|an?\b|the|to|for|is|was|will|by|on|he|she|it|they|we)\w",
        text[end : end + 12],
    ):
        return False
    return bool(_ON_HOLIDAY.search(low, max(0, start - 16), start))
