"""Dates as pages all over the world write them, made plain: `plain` puts ISO days where `dateline` could not read.

Digits of every script, month names that are not in `clip.months`, the Persian, Thai and Japanese counts of years, years
of two digits, and days whose order with the month only the page's language and address tell (08/07/2017).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from digest.clip.months import MONTHS

Order = Literal["day", "month", ""]
"""Which comes first in a date of numbers; "" when nothing tells."""

# What `clip.months` leaves out: Croatian, Serbian, Slovene, Bulgarian; Lithuanian, Latvian, Estonian; Thai, Persian,
# Hebrew, Bengali, Tamil, Malay, Basque; the Arabic names of the Levant and the Maghreb; more short forms.
_MORE = (
    "siječnja januarja јануар януари sausio janvāris janvārī jaanuar มกราคม ม.ค ژانویه ینایر ינואר জানুয়ারি জানুয়ারী "
    "जनवरी ஜனவரி urtarrila urtarrilak ianuarie ian led sty янв січ січень gennaio gen كانون جانفي ιαν",
    "veljače februarja фебруар февруари vasario februāris februārī veebruar กุมภาพันธ์ ก.พ فوریه فبراير פברואר "
    "ফেব্রুয়ারি ফেব্রুয়ারী फ़रवरी பிப்ரவரி otsaila otsailak úno lut şub фев лют شباط فيفري φεβ pebruari",
    "ožujka marca март kovo marts martā märts มีนาคม มี.ค مارچ מרץ מרס মার্চ மார்ச் martxoa martxoak bře мар бер "
    "березень آذار μαρ mac",
    "travnja април balandžio aprīlis aprīlī aprill เมษายน เม.ย آوریل אפריל এপ্রিল ஏப்ரல் apirila apirilak dub kwi nis "
    "апр кві квітень نيسان أفريل απρ",
    "svibnja мај май gegužės maijs maijā พฤษภาคม พ.ค مه می ماي מאי মে மே maiatza maiatzak kvě mayo тра травень أيار "
    "μαι μάι",
    "lipnja junija јун юни birželio jūnijs jūnijā juuni มิถุนายน มิ.ย ژوئن יוני জুন ஜூன் ekaina ekainak čvn cze haz июн "
    "чер червень حزيران جوان ιουν jún",
    "srpnja julija јул юли liepos jūlijs jūlijā juuli กรกฎาคม ก.ค ژوئیه جولای יולי জুলাই ஜூலை uztaila uztailak čvc lip "
    "tem июл лип липень تموز جويلية ιουλ julai júl",
    "kolovoza avgusta август rugpjūčio augusts augustā สิงหาคม ส.ค اوت آگوست אוגוסט আগস্ট ஆகஸ்ட் abuztua abuztuak srp "
    "sie ağu авг сер серпень آب أوت αυγ ogos agt agu",
    "rujna septembra септембар септември rugsėjo septembris septembrī กันยายน ก.ย سپتامبر ספטמבר সেপ্টেম্বর செப்டம்பர் "
    "iraila irailak zář wrz eyl сен сент вер вересень أيلول σεπ szept",
    "oktobra октобар октомври spalio oktobris oktobrī oktoober ตุลาคม ต.ค اکتبر אוקטובר অক্টোবর அக்டோபர் urria urriak "
    "říj paź eki окт жов жовтень تشرين οκτ okt",
    "studenoga studenog новембар ноември lapkričio novembris novembrī พฤศจิกายน พ.ย نوامبر נובמבר নভেম্বর நவம்பர் "
    "azaroa azaroak lis kas ноя нояб лис листопад νοε",
    "decembra децембар декември gruodžio decembris decembrī detsember ธันวาคม ธ.ค دسامبر דצמבר ডিসেম্বর டிசம்பர் "
    "abendua abenduak pro gru ara дек гру грудень δεκ disember dis des",
)
_CROATIAN = {"listopada": 10, "prosinca": 12, "srpnja": 7, "lipnja": 6, "svibnja": 5, "travnja": 4}
_KNOWN: Mapping[str, int] = {
    **{name: number for number, names in enumerate(_MORE, 1) for name in names.split()},
    **MONTHS,
}
_PERSIAN_NAMES = "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند"
_PERSIAN = {name: number for number, name in enumerate(_PERSIAN_NAMES.split(), 1)}
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
_BUDDHIST = 543

_NAME = r"[^\W\d_][\w.\u0300-\u036f\u0900-\u0d7f\u0e00-\u0e7f]{1,24}?"
_NUMBERS = re.compile(r"(?<![\d./:-])(\d\d?)(?P<s> ?[./-] ?)(\d\d?)(?P=s)((?:19|20)\d\d|\d\d)(?![\d/-]|[.,]\d)")
_DAY_FIRST = re.compile(
    rf"(?<![\d:])(\d\d?)(?:st|nd|rd|th|er|º|ª|\.)?[ -]{{0,2}}(?:d['’]|de |of |ב ?)?({_NAME})[.,،]{{0,2}}[ -]{{1,2}}"
    r"(?:del? |năm )?((?:19|20|25|1[34])?\d\d)(?!\d|[:.]\d)"
)
_MONTH_FIRST = re.compile(rf"(?<!\w)({_NAME})\.? (\d\d?)(?:st|nd|rd|th)?,? ((?:19|20|25)\d\d)(?!\d)")
_YEAR_FIRST = re.compile(
    rf"(?<!\d)((?:19|20)\d\d)(?:,? |-|\.? ?(?:m\.|gada)? ?)"
    rf"(?:({_NAME})\.?[ -](\d\d?)|(\d\d?)\.? ({_NAME}))(?!\d|\w)"
)
_SPACED = re.compile(r"(?<!\d)((?:19|20)\d\d)\. ?(\d\d?)\. ?(\d\d?)(?!\d)")
_VIETNAMESE = re.compile(r"(?<!\d)(\d\d?) tháng (\d\d?)(?:,| năm)? ((?:19|20)\d\d)", re.I)
_ERA = re.compile(r"(令和|平成|昭和|民國|民国) ?(\d{1,3}|元)年 ?(\d\d?)月 ?(\d\d?)日")
_SOLAR = re.compile(r"(?<![\d/])(1[34]\d\d)([/-])(\d\d?)\2(\d\d?)(?!\d)")
_COMPACT = re.compile(r"(?<![\w.-])((?:19|20)\d\d)(0[1-9]|1[0-2])([0-3]\d)(?![\w-])")
_DIRECTIONS = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_MAY_BE = re.compile(r"\d")
_LAST_SHORT = 40
"""Years of two digits up to this one lie in this century."""
# Countries that write the month first; all other countries of one language write the day first.
_MONTH_FIRST_REGIONS = frozenset({"us", "ph"})
_GENERIC = frozenset({"com", "org", "net", "gov", "edu", "mil", "us", "info", "io", "co", "news", "ph", "ai", "tv"})


def order_of(language: str, host: str) -> Order:
    """Whether the day or the month comes first on a page in `language` (a tag) at `host`."""
    code, _, region = language.lower().replace("_", "-").partition("-")
    ending = host.rpartition(".")[2]
    if code in ("en", "tl", "fil", ""):
        if region in _MONTH_FIRST_REGIONS:
            return "month"
        if ending and ending not in _GENERIC:
            return "day"
        return "day" if region else "month" if code else ""
    return "day"


def plain(text: str, language: str = "", order: Order = "") -> str:
    """`text` with its unusual dates written as ISO days; what cannot be known stays as it is."""
    if not text.isascii():
        text = _ascii_digits(_DIRECTIONS.sub("", text.replace("\u00a0", " ").replace("،", ",")))
    if not _MAY_BE.search(text):
        return text
    for pattern, read in _READERS:
        if pattern.search(text):
            text = pattern.sub(lambda match, read=read: read(match, language, order), text)  # type: ignore[misc]
    return text


def _ascii_digits(text: str) -> str:
    """Digits of other scripts as 0-9."""
    return "".join(
        str(unicodedata.decimal(c)) if ord(c) > 0x600 and unicodedata.decimal(c, None) is not None else c for c in text
    )


def _iso(year: int, month: int, day: int) -> str:
    """ "" for no day of the calendar."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _numbers(match: re.Match[str], language: str, order: Order) -> str:
    first, second, year, sign = int(match[1]), int(match[3]), match[4], match["s"].strip()
    full = int(year) if len(year) == 4 else _century(int(year))
    if len(year) == 2 and (sign == "-" or not order):
        return match[0]
    dotted = sign == "."
    if second > 12 or (first <= 12 and first != second and not dotted and order == "month"):
        first, second = second, first
    elif first <= 12 and first != second and not dotted and not order:
        return match[0]
    return _iso(full, second, first) or match[0]


def _century(year: int) -> int:
    return 2000 + year if year <= _LAST_SHORT else 1900 + year


def _month(name: str, language: str) -> int:
    name = name.lower().strip(".")
    if language[:2] in ("hr", "bs") and name in _CROATIAN:
        return _CROATIAN[name]
    return _KNOWN.get(name, 0)


def _named(day: str, name: str, year: str, language: str) -> str:
    """The ISO day of a day with its month's name; "" when that is no month."""
    count = int(year)
    if name in _PERSIAN and 1300 <= count < 1500:
        return _from_persian(count, _PERSIAN[name], int(day))
    month = _month(name, language)
    if len(year) == 2:
        count = _century(count)
    elif count >= 2400:
        count -= _BUDDHIST
    return _iso(count, month, int(day)) if month and count >= 1900 else ""


def _day_first(match: re.Match[str], language: str, order: Order) -> str:
    if len(match[3]) == 2 and f"-{match[3]}" not in match[0]:
        return match[0]  # "5 May 20 comments"
    return _named(match[1], match[2], match[3], language) or match[0]


def _month_first(match: re.Match[str], language: str, order: Order) -> str:
    return _named(match[2], match[1], match[3], language) or match[0]


def _year_first(match: re.Match[str], language: str, order: Order) -> str:
    return _named(match[3] or match[4], match[2] or match[5], match[1], language) or match[0]


def _spaced(match: re.Match[str], language: str, order: Order) -> str:
    return _iso(int(match[1]), int(match[2]), int(match[3])) or match[0]


def _vietnamese(match: re.Match[str], language: str, order: Order) -> str:
    return _iso(int(match[3]), int(match[2]), int(match[1])) or match[0]


def _era(match: re.Match[str], language: str, order: Order) -> str:
    year = _ERAS[match[1]] + (1 if match[2] == "元" else int(match[2]))
    return _iso(year, int(match[3]), int(match[4])) or match[0]


def _solar(match: re.Match[str], language: str, order: Order) -> str:
    return _from_persian(int(match[1]), int(match[3]), int(match[4])) or match[0]


@lru_cache(maxsize=256)
def _from_persian(year: int, month: int, day: int) -> str:
    """The ISO day of a day of the Persian solar calendar (33-year cycle; right for 1300 to 1500); "" for none."""
    length = 31 if month <= 6 else 30
    if not (1 <= month <= 12 and 1 <= day <= length and 1300 <= year <= 1500):
        return ""
    leaps = sum(1 for y in range(1300, year) if y % 33 in (1, 5, 9, 13, 17, 22, 26, 30))
    days = (year - 1300) * 365 + leaps + min(month - 1, 6) * 31 + max(month - 7, 0) * 30 + day - 1
    return (date(1921, 3, 21) + timedelta(days=days)).isoformat()


_Reader = Callable[[re.Match[str], str, Order], str]
_READERS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (_ERA, _era),
    (_SOLAR, _solar),
    (_SPACED, _spaced),
    (_COMPACT, _spaced),
    (_VIETNAMESE, _vietnamese),
    (_DAY_FIRST, _day_first),
    (_MONTH_FIRST, _month_first),
    (_YEAR_FIRST, _year_first),
    (_NUMBERS, _numbers),
)
"""The ways of writing, in the order they are tried, each with its reading."""
