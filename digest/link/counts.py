"""What a sentence counts: numbers in digits and words, how exact they are, and what they are numbers of. English. Pure.

"At least 12 people were injured" says that the injured are 12 or more; "$3.5m loan" that a loan is about 3.5 million
dollars. Numbers that count nothing that could be compared (ages, years, hours, "one of them") give nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import inf
from typing import NamedTuple

from digest.link.folding import fold, lower
from digest.link.stems import stem

MOST = 40
"""Of one sentence; a table of figures tells nothing that could be compared."""
_ABOUT = 0.1
"""How far "about" reaches, as a share of the number."""

# fmt: off
_SMALL = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "bn": 1e9, "m": 1e6}
_LOOSE = {"dozens": (24.0, 120.0), "scores": (40.0, 200.0), "hundreds": (200.0, 9_999.0), "thousands": (2e3, 99_999.0)}
_CURRENCIES = {
    "$": "$", "us$": "$", "dollar": "$", "dollars": "$", "€": "€", "euro": "€", "euros": "€", "£": "£", "pound": "£",
    "pounds": "£", "¥": "¥", "yen": "¥", "₱": "₱", "php": "₱", "peso": "₱", "pesos": "₱", "rouble": "₽", "roubles": "₽",
    "ruble": "₽", "rubles": "₽", "yuan": "yuan", "rupee": "₹", "rupees": "₹", "franc": "franc", "francs": "franc",
}
_UNITS = {
    "km": "km", "kilometre": "km", "kilometres": "km", "kilometer": "km", "kilometers": "km", "mile": "mile",
    "miles": "mile", "metre": "m", "metres": "m", "meter": "m", "meters": "m", "foot": "ft", "feet": "ft",
    "tonne": "t", "tonnes": "t", "ton": "ton", "tons": "ton", "hectare": "ha", "hectares": "ha", "acre": "acre",
    "acres": "acre", "percent": "%", "%": "%", "per cent": "%", "kg": "kg", "kilo": "kg", "kilos": "kg",
    "kilogram": "kg", "kilograms": "kg", "litre": "l", "litres": "l", "liter": "l", "liters": "l",
}
_FATES = {
    word: fate
    for fate, words in {
        "dead": "dead died killed deaths fatalities drowned slain lives",
        "injured": "injured hurt wounded injuries",
        "missing": "missing unaccounted",
        "arrested": "arrested detained arrests",
        "rescued": "rescued saved",
        "evacuated": "evacuated",
        "displaced": "displaced homeless",
        "trapped": "trapped stranded",
        "hospital": "hospitalised hospitalized",
        "sentenced": "sentenced convicted",
        "abducted": "abducted kidnapped",
        "infected": "infected sickened",
        "dismissed": "dismissed sacked",
    }.items()
    for word in words.split()
}
"""What happened to those who are counted: words that say the same."""
_DOES = {
    "killed": "dead", "kills": "dead", "killing": "dead", "claimed": "dead", "injured": "injured", "injures": "injured",
    "injuring": "injured", "wounded": "injured", "wounds": "injured", "wounding": "injured", "hurting": "injured",
    "arrested": "arrested", "arresting": "arrested", "detained": "arrested", "detaining": "arrested",
    "rescued": "rescued", "rescuing": "rescued", "displaced": "displaced", "displacing": "displaced",
}
_LEAST = {("at", "least"), ("more", "than"), ("no", "fewer", "than"), ("not", "less", "than"), ("over",), ("above",)}
_MOST = {("up", "to"), ("as", "many", "as"), ("at", "most"), ("no", "more", "than"), ("fewer", "than"),
         ("less", "than"), ("under",), ("below",)}
_NEAR = {("about",), ("around",), ("some",), ("nearly",), ("almost",), ("roughly",), ("approximately",),
         ("estimated",), ("close", "to"), ("an", "estimated")}
_EVERYBODY = {"people", "persons", "person", "individuals", "victims", "casualties", "lives", "deaths", "fatalities",
              "injuries", "arrests"}
_NOTHING = {
    "am", "century", "clock", "day", "days", "decade", "decades", "degrees", "half", "hour", "hours", "kind", "kinds",
    "man", "members", "men", "minute", "minutes", "month", "months", "more", "other", "others", "pm", "part", "parts",
    "percent", "point", "points", "reason", "reasons", "second", "seconds", "side", "sides", "step", "steps", "thing",
    "things", "third", "time", "times", "way", "ways", "week", "weeks", "woman", "women", "year", "years", "per", "old",
    "people", "persons", "person",
}
_BETWEEN = {
    "a", "after", "also", "an", "and", "are", "as", "at", "be", "been", "before", "but", "by", "for", "from", "got",
    "had", "has", "have", "in", "including", "into", "is", "of", "on", "or", "said", "that", "the", "they", "to", "was",
    "were", "when", "where", "which", "while", "who", "with", "would", "will",
}
_BEING = {"was", "were", "are", "is", "been", "being", "be", "have", "has", "had", "got", "who", "reported", "feared",
          "confirmed", "also", "slightly", "seriously", "badly", "lightly", "critically", "still", "reportedly", "left"}
_BEFORE_YEARS = {"in", "since", "of", "until", "till", "by", "from", "year", "early", "late", "mid", "before", "after",
                 "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
                 "november", "december", "and"}
_MEASURES = {"long", "wide", "deep", "high", "tall", "thick", "away", "off"}
# fmt: on
_TOKEN = re.compile(
    r"us\$|\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\w])|\d{1,15}(?:\.\d+)?(?=(?:m|bn|k|km|kg|ha)\b|-[a-z]|\W|$)"
    r"|[^\W\d_]+(?:'[^\W\d_]+)*|\S"
)


class Count(NamedTuple):
    """A number and what it counts. The true number lies in [low, high], if the sentence is right."""

    about: str
    """What is counted: what happened to people (injured), a currency or unit with its noun, or the noun."""
    of: str
    """Who is counted, by stem: "" for people in general."""
    low: float
    high: float
    start: int
    end: int
    """The words, from what limits the number to what it counts, in code points of the sentence."""
    plain: bool = False
    """Only a noun says what is counted, so that other words of the sentences must agree."""


class _Token(NamedTuple):
    word: str
    start: int
    end: int


def find(sentence: str) -> list[Count]:
    """The counts in one sentence, in order."""
    tokens = [_Token(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(lower(fold(sentence)))]
    found: list[Count] = []
    at = 0
    while at < len(tokens) and len(found) < MOST:
        number = _number(tokens, at)
        if number is None:
            at += 1
            continue
        low, high, after = number
        count = _count(tokens, at, after, low, high)
        if count is not None:
            found.append(count)
        at = after
    return found


def disagree(one: Count, other: Count) -> bool:
    """Whether no number could make both right."""
    return one.high < other.low or other.high < one.low


def _count(tokens: Sequence[_Token], at: int, after: int, low: float, high: float) -> Count | None:
    first, low, high = _limited(tokens, at, low, high)
    money = tokens[first - 1].word if first else ""
    unit = _CURRENCIES.get(money, "")
    if unit:
        first, low, high = _limited(tokens, first - 1, low, high)
    elif after < len(tokens):
        unit, after = _unit(tokens, after)
    if unit:
        return _measured(tokens, first, after, low, high, unit)
    return _of_people(tokens, first, after, low, high) or _of_things(tokens, first, after, low, high)


# ------------------------------------------------------------------------------------------------------------- numbers


def _number(tokens: Sequence[_Token], at: int) -> tuple[float, float, int] | None:
    """The lowest and highest value of a number that begins here, and where it ends."""
    word = tokens[at].word
    joined = at > 0 and tokens[at - 1].end == tokens[at].start and tokens[at - 1].word[-1:] not in "$€£¥₱("
    if joined or (at > 1 and tokens[at - 1].word in (".", ":", "-", "/") and tokens[at - 1].end == tokens[at].start):
        return None
    if word in _LOOSE:
        of = at + 1 < len(tokens) and tokens[at + 1].word == "of"
        return (*_LOOSE[word], at + 1 + of)
    if word[0].isdigit():
        return _digits(tokens, at)
    value, after = _words(tokens, at)
    if value is None:
        return None
    return value, value, after


def _digits(tokens: Sequence[_Token], at: int) -> tuple[float, float, int] | None:
    word = tokens[at].word
    value = float(word.replace(",", ""))
    following = tokens[at + 1].word if at + 1 < len(tokens) else ""
    near = at + 1 < len(tokens) and tokens[at + 1].start == tokens[at].end
    if following in _SCALES and (following not in ("m", "bn") or near):
        value *= _SCALES[following]
        return (*_rounded(value, word), at + 2)
    if near and following in (":", "/", "-") and at + 2 < len(tokens) and tokens[at + 2].word[0].isdigit():
        return None
    before = tokens[at - 1].word if at else ""
    if "," not in word and 1500 <= value <= 2100 and (not at or before in _BEFORE_YEARS or before == ","):
        return None
    return (*_rounded(value, word), at + 1)


def _rounded(value: float, digits: str) -> tuple[float, float]:
    """A number that ends in zeros may be a round one: 12,000 is anything from 11,500 to 12,500; 3.5 million as well."""
    whole = digits.replace(",", "")
    kept = len(whole.replace(".", "").rstrip("0")) if "." not in whole else len(whole.replace(".", ""))
    if value < 1000 or not kept:
        return value, value
    step = 10.0 ** (len(str(int(value))) - kept)
    return (value - step / 2, value + step / 2) if step >= 100 else (value, value)


def _words(tokens: Sequence[_Token], at: int) -> tuple[float | None, int]:
    """A number in words: twelve, twenty-five, a hundred and six, two thousand, a dozen."""
    total, part, seen = 0.0, 0.0, False
    n = at
    while n < len(tokens):
        word = tokens[n].word
        following = tokens[n + 1].word if n + 1 < len(tokens) else ""
        if word in _SMALL:
            part += _SMALL[word]
        elif word in _TENS:
            part += _TENS[word]
        elif word in ("a", "an") and not seen and following in ("hundred", "thousand", "million", "dozen"):
            part += 1
        elif word == "dozen" and seen:
            part *= 12
        elif word in _SCALES and seen and len(word) > 2:
            part *= _SCALES[word]
            if _SCALES[word] > 100:
                total, part = total + part, 0.0
        elif not (seen and word in ("and", "-") and (following in _SMALL or following in _TENS) and _joins(tokens, n)):
            break
        seen, n = True, n + 1
    return (total + part, n) if seen else (None, at)


def _joins(tokens: Sequence[_Token], n: int) -> bool:
    """Whether "and" or a hyphen stands within a number: a hundred and six, twenty-five; not "two and three"."""
    before = tokens[n - 1].word
    return before in _TENS if tokens[n].word == "-" else before in _SCALES


def _limited(tokens: Sequence[_Token], at: int, low: float, high: float) -> tuple[int, float, float]:
    """Where the words that limit a number begin, and what they make of it."""
    for size in (3, 2, 1):
        before = tuple(t.word for t in tokens[max(0, at - size) : at])
        if len(before) < size:
            continue
        if before in _LEAST:
            return at - size, low, inf
        if before in _MOST:
            return at - size, 0.0, high
        if before in _NEAR:
            return at - size, low * (1 - _ABOUT), high * (1 + _ABOUT)
    return at, low, high


# ------------------------------------------------------------------------------------------------------ what is counted


def _of_people(tokens: Sequence[_Token], first: int, after: int, low: float, high: float) -> Count | None:
    """Numbers of people to whom something happened."""
    noun, end = _noun(tokens, after)
    fate, stop = "", end
    while stop < min(len(tokens), end + 4) and tokens[stop].word in _BEING:
        stop += 1
    if noun in _FATES and noun in _EVERYBODY:
        fate, stop = _FATES[noun], end
    elif stop < len(tokens) and tokens[stop].word in _FATES:
        fate, stop = _FATES[tokens[stop].word], stop + 1
    before = [t.word for t in tokens[max(0, first - 6) : first]]
    if not fate and before and before[-1] in _DOES:
        fate, first, stop = _DOES[before[-1]], first - 1, end
    elif not fate and "toll" in before and not noun:
        fate, first, stop = "dead", first - before[::-1].index("toll") - 1, after
    if not fate or noun in ("others", "other", "more"):
        return None
    return Count(fate, "" if noun in _EVERYBODY else stem(noun), low, high, tokens[first].start, tokens[stop - 1].end)


def _of_things(tokens: Sequence[_Token], first: int, after: int, low: float, high: float) -> Count | None:
    """Numbers of anything that has a name of its own in the plural; of "one" nothing tells."""
    noun, end = _noun(tokens, after)
    if not noun or noun in _NOTHING or not noun.endswith("s") or len(noun) < 4 or high == low == 1.0:
        return None
    margin = "by " if first and tokens[first - 1].word == "by" else ""  # won by 212 votes
    about = margin + stem(noun)
    return Count(about, stem(noun), low, high, tokens[first].start, tokens[end - 1].end, plain=True)


def _noun(tokens: Sequence[_Token], after: int) -> tuple[str, int]:
    """The noun that a number counts, at most two words before it, and where it ends; "" when there is none."""
    noun, n = "", after
    while n < min(len(tokens), after + 3):
        word = tokens[n].word
        if not word[0].isalpha() or word in _BETWEEN or word in _BEING or (word in _FATES and word not in _EVERYBODY):
            break
        noun, n = word, n + 1
        if word in _NOTHING or word in _EVERYBODY or word.endswith("s"):
            break
    return (noun, n) if noun else ("", after)


def _unit(tokens: Sequence[_Token], after: int) -> tuple[str, int]:
    """The currency or unit behind a number, and where it ends."""
    at = after + 1 if tokens[after].word == "-" and after + 1 < len(tokens) else after
    two = " ".join(t.word for t in tokens[at : at + 2])
    if two in _UNITS:
        return _UNITS[two], at + 2
    word = tokens[at].word
    found = _CURRENCIES.get(word, "") if word.isalpha() else ""
    found = found or _UNITS.get(word, "")
    return (found, at + 1) if found else ("", after)


def _measured(tokens: Sequence[_Token], first: int, after: int, low: float, high: float, unit: str) -> Count | None:
    """An amount with what it is an amount of: a $3m loan, a loan of $3m, cost $3m, 12 km long; None where unsaid."""
    before = [t.word for t in tokens[max(0, first - 2) : first]]
    following = tokens[after].word if after < len(tokens) else ""
    what, end = "", after
    if following in _MEASURES:
        what, end = following, after + 1
    elif len(before) == 2 and before[1] in ("of", "by", "at", "to") and before[0].isalpha():
        what = stem(before[0])
    elif following.isalpha() and following not in _BETWEEN and following not in _NOTHING:
        what, end = stem(following), after + 1
    elif before and before[-1] in (
        "cost",
        "costs",
        "costing",
        "worth",
        "paid",
        "pay",
        "pays",
        "raised",
        "owes",
        "owed",
    ):
        what = stem(before[-1])
    if not what or what in _BETWEEN:
        return None
    return Count(f"{unit} {what}", what, low, high, tokens[first].start, tokens[end - 1].end, plain=True)
