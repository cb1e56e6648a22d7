"""What matched words give by themselves: year, month, day, or a step from an anchor that is not yet known. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import msgspec

from digest.clip.timex import words
from digest.clip.timex.words import DECADES, HOLIDAYS, ORDINALS, SEASONS

FORWARD = {"later", "after", "hence", "from now", "from today", "on", "thereafter", "following"}
LAST = {"last", "past", "previous", "preceding", "prior", "this past", "that past"}
NEXT = {"next", "following", "coming", "this coming", "upcoming", "ensuing", "subsequent"}


class Said(msgspec.Struct):
    """A date as it is said, before anything is counted from an anchor."""

    start: int
    end: int
    rule: str
    year: int | None = None
    """Astronomical: 0 is 1 BC."""
    month: int | None = None
    day: int | None = None
    season: int | None = None
    """EDTF's number of a season (21-24), a quarter (33-36) or a half (40, 41)."""
    decade: int | None = None
    """1990 for the nineties."""
    century: int | None = None
    """19 for 1900 to 1999; negative before Christ."""
    weekday: int | None = None
    unit: str = ""
    step: int = 0
    """Units from the anchor, where `unit` is set."""
    word: str = ""
    """The word that says the direction: last, next, that, ago, later."""
    era: str = ""
    swapped: bool = False
    """Day and month could be read the other way round."""
    tense: int = 0
    """Of its sentence: 1 for what is to come, -1 for what has been, 0 when that is not said."""
    habit: bool = False
    """Its sentence speaks of every year."""


Make = Callable[[re.Match[str], str], list[Said]]


def plain(match: re.Match[str], rule: str, **more: Any) -> list[Said]:
    """One `Said` for the whole match; the other functions here have the same shape."""
    return [Said(match.start(), match.end(), rule, **more)]


def written_year(match: re.Match[str]) -> tuple[int | None, str]:
    part = match.groupdict()
    if part.get("y"):
        return int(part["y"]), ""
    if part.get("yy"):
        short = int(part["yy"])
        return (1900 if short > 30 else 2000) + short, ""
    if part.get("y3"):
        return int(part["y3"]), "a"
    if part.get("by"):
        return astronomical(int(part["by"]), part["era"]), part["era"][0]
    return None, ""


def astronomical(year: int, era: str) -> int:
    return 1 - year if era.startswith("b") else year


def day_month(match: re.Match[str], rule: str) -> list[Said]:
    """Both orders, with one day or two, as in "6-7 February 1920"."""
    year, era = written_year(match)
    number_of = words.month(match["m"])
    days = [key for key in ("d1", "d2") if match.groupdict().get(key)]
    if not all(1 <= int(match[key]) <= 31 for key in days):
        return []
    if match["m"] == "may" and "\n" in match.group():
        return []
    if len(days) == 1:
        return plain(match, rule, year=year, month=number_of, day=int(match["d1"]), era=era)
    cut = match.end("d1") if match.start("d1") < match.start("m") or match.start("m") < match.start("d1") else 0
    begins, ends = match.start(), match.end()
    first = Said(begins, cut, rule, year=year, month=number_of, day=int(match["d1"]), era=era)
    second = Said(match.start("d2"), ends, rule, year=year, month=number_of, day=int(match["d2"]), era=era)
    return [first, second]


def numeric_short(match: re.Match[str], rule: str) -> list[Said]:
    """3/20: `month` and `day` as they stand, the month first; which is which is told by the outlet's country."""
    a, b = int(match["a"]), int(match["b"])
    return plain(match, rule, month=a, day=b) if 1 <= a <= 31 and 1 <= b <= 31 and min(a, b) <= 12 else []


def month_year(match: re.Match[str], rule: str) -> list[Said]:
    year, era = written_year(match)
    return plain(match, rule, year=year, month=words.month(match["m"]), era=era)


def iso(match: re.Match[str], rule: str) -> list[Said]:
    return plain(match, rule, year=int(match["y"]), month=int(match["mm"]), day=int(match["dd"]))


def numeric(match: re.Match[str], rule: str) -> list[Said]:
    year, a, b = int(match["yyyy"]), int(match["a"]), int(match["b"])
    if len(match["yyyy"]) == 2:
        year += 1900 if year > 30 else 2000
    if not (1 <= a <= 31 and 1 <= b <= 31 and (a <= 12 or b <= 12)):
        return []
    both = a <= 12 and b <= 12
    day_last = b > 12
    return plain(match, rule, year=year, month=a if day_last else b, day=b if day_last else a, swapped=both and a != b)


def years(match: re.Match[str], rule: str) -> list[Said]:
    """Two years of a range, the second perhaps short: 1914-18, 240-238 BC."""
    era = match.groupdict().get("era") or ""
    a, b = match["a"], match["b"]
    first, last = int(a), int(b)
    if not era and len(b) < len(a):
        last = int(a[: len(a) - len(b)] + b)
    if not era and (last <= first or last - first > 600):
        return []
    return [
        Said(match.start(), match.end("a"), rule, year=astronomical(first, era), era=era[:1]),
        Said(match.start("b"), match.end(), rule, year=astronomical(last, era), era=era[:1]),
    ]


def year_era(match: re.Match[str], rule: str) -> list[Said]:
    year = astronomical(int(match["n"]), match["era"])
    return plain(match, rule, year=year, era=match["era"][0]) if int(match["n"]) else []


def year(match: re.Match[str], rule: str) -> list[Said]:
    number = int(match["y"])
    return plain(match, rule, year=number) if number else []


def month(match: re.Match[str], rule: str) -> list[Said]:
    return plain(match, rule, month=words.month(match["m"]))


def century(match: re.Match[str], rule: str) -> list[Said]:
    word = match["n"]
    n = int(word) if word.isdigit() else ORDINALS[word]
    era = match["era"] or ""
    if not 1 <= n <= 30:
        return []
    return plain(match, rule, century=-n if era.startswith("b") else n - 1, era=era[:1])


def decade(match: re.Match[str], rule: str) -> list[Said]:
    first = int(match["n"]) * 10
    if match["era"]:
        return plain(match, rule, decade=-first if match["era"].startswith("b") else first, era=match["era"][0])
    if first % 100 == 0 and first < 2000:
        return plain(match, "hundreds", century=first // 100)
    return plain(match, rule, decade=first)


def short_decade(match: re.Match[str], rule: str) -> list[Said]:
    digit = DECADES[match["n"]] if match["n"] in DECADES else int(match["n"])
    return plain(match, rule, decade=1900 + 10 * digit)


def short_year(match: re.Match[str], rule: str) -> list[Said]:
    short = int(match["n"])
    return plain(match, rule, year=(1900 if short > 30 else 2000) + short)


def season(match: re.Match[str], rule: str) -> list[Said]:
    year, era = written_year(match)
    return plain(match, rule, year=year, season=SEASONS[match["s"]], era=era)


def part_of_year(match: re.Match[str], rule: str) -> list[Said]:
    year, era = written_year(match)
    word = match["n"].rstrip("snrdth") if match["n"][0].isdigit() else match["n"]
    n = int(word) if word.isdigit() else ORDINALS.get(word, 0)
    if match["kind"] == "half":
        return plain(match, "half", year=year, season=39 + n, era=era) if 1 <= n <= 2 else []
    n = 4 if word in ("last", "final") else n
    return plain(match, rule, year=year, season=32 + n, era=era) if 1 <= n <= 4 else []


def counted(match: re.Match[str], rule: str) -> list[Said]:
    unit, word = match["unit"], " ".join(match["way"].split())
    n = words.number(match["n"] or "a")
    if unit == "fortnight":
        unit, n = "week", 2 * n
    return plain(match, rule, unit=unit, step=n if word in FORWARD else -n, word=word)


def related(match: re.Match[str], rule: str) -> list[Said]:
    word = " ".join(match["way"].split())
    step = -1 if word in LAST else 1 if word in NEXT else 0
    said = Said(match.start(), match.end(), rule, step=step, word=word)
    part = match.groupdict()
    if part.get("unit"):
        said.unit = {"fortnight": "week", "morning": "day", "evening": "day", "night": "day"}.get(
            part["unit"], part["unit"]
        )
    elif part.get("w"):
        said.rule, said.weekday = "related-weekday", words.weekday(part["w"])
    elif part.get("m"):
        said.rule, said.month = "related-month", words.month(part["m"])
        said.day = int(part["d"]) if part.get("d") else None
    else:
        said.rule, said.season = "related-season", SEASONS[part["s"]]
    return [said]


def of_year(match: re.Match[str], rule: str) -> list[Said]:
    """Month, season, quarter or weekday of an anchor's year or week: "October of that year", "early next year"."""
    word = (match["way"] or "this").split()[-1]
    step = -1 if word in LAST else 1 if word in NEXT else 0
    part = match.groupdict()
    said = Said(
        match.start(), match.end(), rule, unit=part["unit"], step=step, word=" ".join((match["way"] or "this").split())
    )
    if part.get("m"):
        said.month = words.month(part["m"])
    if part.get("s"):
        said.season = SEASONS[part["s"]]
    if part.get("n"):
        n = 4 if part["n"] in ("last", "final") else ORDINALS.get(part["n"]) or int(part["n"][:1])
        said.season = 39 + n if part["kind"] == "half" else 32 + n
        if not 33 <= said.season <= 36 + 5 * (part["kind"] == "half"):
            return []
    if part.get("w"):
        said.weekday = words.weekday(part["w"])
    if part.get("d"):
        said.day = int(part["d"])
    return [said]


_DAYS = {"yesterday": -1, "last night": -1, "today": 0, "tonight": 0, "tomorrow": 1}
_DAYS |= {"the day before yesterday": -2, "the day after tomorrow": 2}
_ATTACKS = (2001, 9, 11)
"""The one day that is known by its figures."""


def deictic(match: re.Match[str], rule: str) -> list[Said]:
    word = " ".join(match["way"].split())
    return plain(match, rule, unit="day", step=_DAYS[word], word="today")


def weekday(match: re.Match[str], rule: str) -> list[Said]:
    return plain(match, rule, weekday=words.weekday(match["w"]))


def whole(match: re.Match[str], rule: str) -> list[Said]:
    return plain(match, rule, unit=match["unit"], word=match["way"])


def day_only(match: re.Match[str], rule: str) -> list[Said]:
    n = int(match["d"])
    return plain(match, rule, day=n) if 1 <= n <= 31 else []


def holiday(match: re.Match[str], rule: str) -> list[Said]:
    year, era = written_year(match)
    number_of, day = HOLIDAYS[match["n"].replace("’", "'")]
    return plain(match, rule, year=year, month=number_of, day=day, era=era)


def quarter(match: re.Match[str], rule: str) -> list[Said]:
    return plain(match, rule, word="the quarter")


def year_ago(match: re.Match[str], rule: str) -> list[Said]:
    """A year before the anchor, or before the quarter, month or week that is named: "the year-ago quarter"."""
    word = match["way"] or match["why"]
    part = match["unit"] or ""
    return plain(match, f"year-ago-{part}" if part else rule, unit="year", step=-1, word=word)


def before_last(match: re.Match[str], rule: str) -> list[Said]:
    """ "The week before last", "the Friday after next"."""
    step = 2 if match["way"].startswith("after") else -2
    if match["w"]:
        return plain(match, rule, weekday=words.weekday(match["w"]), step=step, word="last")
    return plain(
        match, "related", unit="week" if match["unit"] == "fortnight" else match["unit"], step=step, word="ago"
    )


def week_from(match: re.Match[str], rule: str) -> list[Said]:
    """ "A week from Tuesday": the weeks are counted from that day."""
    return plain(match, rule, weekday=words.weekday(match["w"]), step=words.number(match["n"]), word="this coming")


def attacks(match: re.Match[str], rule: str) -> list[Said]:
    year, month_of, day = _ATTACKS
    return plain(match, rule, year=year, month=month_of, day=day)
