"""Every date in a text, each with its value, its rule, what it was counted from, and how sure that is. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal

import msgspec

from digest.clip.timex import reckon
from digest.clip.timex.count import State, remember, value_of
from digest.clip.timex.guards import is_habit
from digest.clip.timex.making import Said
from digest.clip.timex.reckon import SEASON_START, Ref
from digest.clip.timex.scan import scan
from digest.clip.timex.trust import confidence
from digest.dates import When, read

Mode = Literal["auto", "news", "narrative"]
Order = Literal["dmy", "mdy", ""]

MONTH_FIRST = frozenset(["us", "ph", "fm", "mh", "pw", "gu", "as", "pr", "vi", "ca", "bz"])
"""Countries, in ISO 3166-1 letters, whose outlets write the month before the day in figures (Unicode CLDR)."""


class Found(msgspec.Struct, frozen=True):
    """A date that a text says."""

    value: str | None
    """EDTF, as precise as the words; None while what it is counted from is not known."""
    text: str
    start: int
    end: int
    """In code points of the whole text."""
    rule: str
    said: Said
    """What the words give by themselves: all that `settle` needs."""
    anchor: str = ""
    """EDTF of what it was counted from; "" when the words give the whole date."""
    confidence: float = 0.0
    """The share of such finds that is right, from 0 to 1; 0 while it has no value."""
    alternatives: tuple[str, ...] = ()
    """Other values that the words may have, the likelier first."""
    interval: str = ""
    """EDTF of the range that it is one end of: "from 3 to 5 May"."""
    contradiction: str = ""
    """What speaks against the value: a weekday that this day was not, an end before its start."""


def find(text: str, anchor: When | None = None, mode: Mode = "auto", country: str = "") -> list[Found]:
    """The dates in `text`, in order; `anchor` is the day it was published, `country` the outlet's (ISO 3166-1), which
    tells 3/4 from 4/3. See the package for the modes."""
    low = _lower(text)
    order: Order = "" if not country else "mdy" if country.casefold() in MONTH_FIRST else "dmy"
    said = _joined(low, list(_ordered(scan(text, low), order)))
    for one in said:
        if one.year is None and one.decade is None and one.century is None:
            tensed = reckon.weekday_tense if one.rule in ("weekday", "week-from") else reckon.tense
            one.tense = tensed(text, low, one.start, one.end)
            one.habit = one.rule in _YEARLY and is_habit(low, one.start, one.end)
    _inherit(low, said)
    auto = mode == "auto"
    timeless = auto and not any(
        s.rule in _OF_THE_DAY or (s.rule == "deictic" and s.step) or s.word == "ago" for s in said
    )
    if auto:
        mode = _mode(low, said, anchor)
    base = _base(anchor)
    state = State(text, low, mode == "narrative", order, base, timeless=timeless, mixed=auto and base is not None)
    state.era = next((s.era for s in said if s.era), "")
    if state.narrative:
        state.ref = next((Ref(s.year, s.month) for s in said if s.year is not None), base)
    return _ranges(low, [_found(one, state) for one in said])


def _ordered(said: Iterable[Said], order: Order) -> Iterator[Said]:
    """Day and month in figures without a year, each in its place; left out where nothing tells which is which."""
    for one in said:
        if one.rule == "numeric-short":
            a, b = one.month or 0, one.day or 0
            if a <= 12 and b <= 12 and a != b and not order:
                continue
            month_last = a > 12 or (order == "dmy" and b <= 12)
            one.rule, one.month, one.day = "month-day", *((b, a) if month_last else (a, b))
        yield one


_YEARLY = ("weekday", "month", "season", "month-day", "day-month")


def _lower(text: str) -> str:
    low = text.lower()
    return low if len(low) == len(text) else "".join(c if len(c.lower()) > 1 else c.lower() for c in text)


def _base(anchor: When | None) -> Ref | None:
    if anchor is None or anchor.is_interval or anchor.start is None or anchor.precision in ("century", "decade"):
        return None
    point = anchor.start
    return Ref(point.year, point.month, point.day, point.season)


# --------------------------------------------------------------------------------------------- what stands together

_GAP = re.compile(r",?\s(?:the\s)?|,")


def _joined(low: str, said: list[Said]) -> list[Said]:
    """A weekday that opens a date is part of it."""
    joined: list[Said] = []
    for one in said:
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.rule == "weekday"
            and one.day is not None
            and one.rule != "day-only"
            and _GAP.fullmatch(low, last.end, one.start)
        ):
            one.weekday, one.start = last.weekday, last.start
            joined[-1] = one
        else:
            joined.append(one)
    return joined


_LINK = re.compile(
    r"[\s,]*(?:(?:,|and|to|or|until|till|through|into|-|–|—|/|&|and\sthen|up\sto|and\slasted\suntil)[\s,]*)?(?:(?:on|in|late|early|mid-?|the|again|by)[\s-]*){0,3}"
)


def _inherit(low: str, said: list[Said]) -> None:
    """ "August and September 1914", "from May 3 to 5, 1918": the year stands once, at the end."""
    for n in range(len(said) - 2, -1, -1):
        one, after = said[n], said[n + 1]
        if one.year is not None or after.year is None or one.unit or one.word or after.start - one.end > 24:
            continue
        if not (one.month or one.season or one.rule == "day-only") or not _LINK.fullmatch(low, one.end, after.start):
            continue
        if after.month is None and after.season is None:
            continue
        if "." in low[one.end : after.start]:
            continue
        if one.rule == "day-only":
            one.month = after.month
        one.year, one.era = after.year, after.era
        a, b = (s.month or SEASON_START.get(s.season or 0, 1) for s in (one, after))
        if a > b and not (one.season == 24 and after.season):
            one.year -= 1


_DOUBTED = 0.5
"""The most confidence in what the text itself speaks against, or leaves open."""
_TO = re.compile(r"\s?(?:-|–|—|to|until|till|through)\s?(?:the\s|early\s|late\s)?")


def _ranges(low: str, found: list[Found | None]) -> list[Found]:
    kept = [one for one in found if one is not None]
    for n in range(len(kept) - 1):
        one, after = kept[n], kept[n + 1]
        if not one.value or not after.value or "/" in one.value + after.value:
            continue
        gap = low[one.end : after.start]
        between = gap == " and " and low[max(0, one.start - 8) : one.start].endswith("between ")
        if not (_TO.fullmatch(gap) or between):
            continue
        ends_first = _first_day(after.value) < _first_day(one.value)
        note = "ends before it starts" if ends_first else ""
        span = "" if ends_first else f"{one.value}/{after.value}"
        for at in (n, n + 1):
            said = kept[at]
            sure = min(said.confidence, _DOUBTED) if note else said.confidence
            kept[at] = msgspec.structs.replace(
                said, interval=span, contradiction=said.contradiction or note, confidence=sure
            )
    return kept


def _first_day(value: str) -> int:
    when = read(value)
    return when.start.first if when is not None and when.start is not None else 0


# ------------------------------------------------------------------------------------------------------------ modes

_OF_THE_DAY = ("weekday", "related-weekday", "weekday-of-week", "related")
_NEWSY = re.compile(
    r"\b(?:yesterday|today|tomorrow|last\s(?:week|month|night|year)|this\s(?:week|month|year)|(?:days|weeks|months|years)\sago|next\s(?:week|month|year))\b"
)


def _mode(low: str, said: list[Said], anchor: When | None) -> Mode:
    """News speaks of days as its readers count them; a history names years, and counts from what it named."""
    base = _base(anchor)
    deictic = sum(
        s.rule in ("weekday", "deictic", "related-weekday", "weekday-of-week") or s.word == "ago" for s in said
    )
    deictic += len(_NEWSY.findall(low))
    years = [s.year for s in said if s.year is not None]
    yearless = sum((s.month is not None or (s.season or 0) >= 33) and s.year is None for s in said)
    if base is None:
        return "narrative" if len(years) > deictic else "news"
    near = sum(abs(base.year - y) <= 1 for y in years)
    far = len(years) - near
    if far > 2 * deictic and far > near and far > 2:
        return "narrative"
    return "news" if deictic or yearless >= far or near >= far else "narrative"


# ----------------------------------------------------------------------------------------------------------- values


def _found(said: Said, state: State) -> Found | None:
    undated = said.year is None
    if undated and said.habit and said.rule in _YEARLY and _of_every_year(said, state):
        return None
    if said.rule == "deictic" and state.timeless and said.step == 0:
        return None
    value, anchor, others = value_of(said, state)
    if value == "":
        return None
    _lead(said, state)
    found = _made(said, state.text[said.start : said.end], value, anchor, others, state.narrative)
    of_today = state.mixed and state.narrative and state.base is not None and anchor == state.base.edtf
    if value and (not of_today or said.rule in ("weekday", "deictic")):
        remember(said, value, state)
    return found


def _of_every_year(said: Said, state: State) -> bool:
    """ "In January it is cold": unless the text is news, and may say when something is due."""
    return state.narrative or said.season is not None or (state.timeless and said.day is None and said.tense < 1)


_LEADS = re.compile(r"(?:\b(?:the|an?|early|late|mid|earlier|later|early\sin|late\sin)[\s-]){1,3}$")
_EARLY = re.compile(r"(?:\b(?:early|late|mid|earlier|later|early\sin|late\sin)[\s-])(?:the\s)?$")


def _lead(said: Said, state: State) -> None:
    """ "Early", "mid-" and an article belong to the date's words, not to its value."""
    if said.rule in ("deictic", "weekday", "holiday", "numeric", "iso"):
        return
    leads = _EARLY if said.rule in ("year", "years", "year-season", "month-day", "month-year", "month") else _LEADS
    match = leads.search(state.low, max(said.start - 14, state.done), said.start)
    if match is not None:
        said.start = match.start()
    state.done = said.end


def _made(said: Said, text: str, value: str | None, anchor: str, others: tuple[str, ...], narrative: bool) -> Found:
    note, sure = "", 0.0
    if value:
        sure = confidence(
            said.rule, text.lower(), narrative=narrative, counted=bool(anchor), tense=said.tense, habit=said.habit
        )
        if said.weekday is not None and said.day is not None:
            note = _wrong_weekday(value, said.weekday)
        if others or note:
            sure = min(sure, _DOUBTED)
    return Found(value, text, said.start, said.end, said.rule, said, anchor, sure, others, "", note)


def settle(found: Found, anchor: When) -> Found:
    """`found` counted anew from `anchor`; what waited for it gets its value. A date that is whole stays as it is."""
    base = _base(anchor)
    if base is None or (found.value is not None and not found.anchor):
        return found
    state = State("", "", False, "", base)
    state.ref = base
    value, counted_from, others = value_of(found.said, state)
    return _made(found.said, found.text, value or None, counted_from, others, False)


def _wrong_weekday(value: str, weekday: int) -> str:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return ""
    return "" if day.weekday() == weekday else f"{value} was no such weekday"
