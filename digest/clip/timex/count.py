"""What is counted from what: the anchor of each date, and the value it then has. Pure."""

from __future__ import annotations

import re
from datetime import date

import msgspec

from digest.clip.timex import reckon
from digest.clip.timex.making import Said
from digest.clip.timex.reckon import SEASON_START, Ref, edtf


class State(msgspec.Struct):
    text: str
    low: str
    narrative: bool
    order: str
    base: Ref | None
    """The anchor that was given."""
    ref: Ref | None = None
    """The last date named."""
    era: str = ""
    told: Said | None = None
    """In news, the last date with a year of its own, while nothing was counted from the day it appeared since."""
    done: int = 0
    """The end of the last date."""
    mixed: bool = False
    """A narrative that nobody called one: its "yesterday" is counted from the day it appeared."""
    timeless: bool = False
    """Nothing in the text is counted from the day it appeared: its "today" is the present age."""


def remember(said: Said, value: str, state: State) -> None:
    carried = state.told is not None and said.month is not None and said.year is None
    if not carried:
        state.told = said if said.year is not None and said.month is not None else None
    if said.year is not None and said.era:
        state.era = said.era
    if "/" in value or "X" in value or value.startswith("-"):
        if value.startswith("-") and "/" not in value and "X" not in value:
            state.ref = Ref(-int(value[1:5]))
        return
    parts = [int(part) for part in value.split("-")]
    month = parts[1] if len(parts) > 1 and parts[1] <= 12 else None
    season = parts[1] if len(parts) > 1 and parts[1] > 12 else None
    if not state.narrative and said.word in ("earlier", "ago", "before", "previous", "prior"):
        return
    if (said.rule in ("year", "years") and _aside(said, parts[0], state)) or (
        said.rule == "season" and said.year is None
    ):
        return
    state.ref = Ref(parts[0], month, parts[2] if len(parts) > 2 else None, season)


_OPENING = re.compile(
    r"(?:^|[.!?:]['\"”’)\]]?\s|\n)\s*(?:[\[\d\]]+\s)*(?:(?:later|early|late)\s)?(?:in|by|during|throughout|on)?\s?(?:the\s|late\s|early\s|mid-)?(?:year\s)?$"
)


def _aside(said: Said, year: int, state: State) -> bool:
    """Whether a year stands in parentheses, as that of a book, or lies back from where the text has come."""
    low = state.low
    if low[said.start - 1 : said.start] == "(" and low[said.end : said.end + 1] == ")":
        return True
    back = state.ref is not None and (year < state.ref.year or year > state.ref.year + 20)
    return back and not _OPENING.search(low, max(0, said.start - 40), said.start)


def value_of(said: Said, state: State) -> tuple[str | None, str, tuple[str, ...]]:
    """The value ("" for none, None for pending), the anchor it was counted from, and other values."""
    if said.rule == "numeric":
        return _numeric(said, state)
    if said.decade is not None:
        return reckon.decade(said.decade), "", ()
    if said.century is not None:
        return reckon.century(said.century), "", ()
    if said.rule == "bare-era":
        return _bare_era(said, state), "", ()
    if said.rule == "short-year" and said.year and state.narrative and state.ref is not None and state.ref.year < 1900:
        return edtf(state.ref.year // 100 * 100 + said.year % 100), "", ()
    if said.year is not None:
        return edtf(said.year, said.month or said.season, said.day), "", ()
    ref = _told(said, state) or _anchor_of(said, state)
    if ref is None:
        return None, "", ()
    return _counted(said, ref, state), ref.edtf, ()


def _bare_era(said: Said, state: State) -> str:
    if said.year is None or not state.era:
        return ""
    return edtf(1 - said.year if state.era == "b" else said.year)


def _numeric(said: Said, state: State) -> tuple[str, str, tuple[str, ...]]:
    """08/07/2017: by the outlet's country; without one the day stands first, and both readings are given."""
    year, month, day = said.year or 0, said.month or 0, said.day or 0
    one = edtf(year, month, day)
    if not said.swapped:
        return one, "", ()
    other = edtf(year, day, month)
    if state.order:
        return (other if state.order == "mdy" else one), "", ()
    return one, "", (other,)


_OF_TODAY = ("deictic", "weekday", "weekday-of-week")
_TODAYS = ("ago", "last", "this past", "this", "this coming", "current")
_FROM_LAST = {
    "following",
    "same",
    "that same",
    "this same",
    "the same",
    "previous",
    "preceding",
    "later",
    "earlier",
    "after",
    "before",
    "that",
    "thereafter",
    "the following",
    "that very",
    "subsequent",
    "the quarter",
}


def _anchor_of(said: Said, state: State) -> Ref | None:
    today = said.rule == "deictic" and said.step == 0
    if state.narrative:
        coming = said.word == "next" and not state.low.endswith("the ", 0, said.start)
        if state.mixed and (said.rule in _OF_TODAY or said.word in _TODAYS or coming) and not today:
            return state.base
        if said.word == "today" and state.base is not None:
            return None
        return state.ref or state.base
    if said.rule == "whole" and said.word != "that":
        return state.base
    from_last = said.word in _FROM_LAST or (said.word == "next" and said.unit == "day")
    return state.ref if from_last and state.ref is not None else state.base


def _counted(said: Said, ref: Ref, state: State) -> str:
    rule = said.rule
    if rule in ("month", "month-day", "day-month", "month-the-day", "related-month", "holiday"):
        return _month(said, ref, state)
    if rule == "day-only":
        return edtf(ref.year, ref.month, said.day) if ref.month else ""
    if rule in ("month-of-year", "day-of-year", "season-of-year", "quarter-of-year"):
        return edtf(ref.year + said.step, said.month or said.season, said.day)
    if rule == "weekday-of-week":
        monday = reckon.week_step(ref.date, said.step)[:10]
        return reckon.day_step(date.fromisoformat(monday), said.weekday or 0) if monday else ""
    if rule in ("weekday", "related-weekday", "weekday-before-last", "week-from"):
        return _weekday(said, ref, state)
    if rule in ("season", "related-season", "quarter", "half"):
        return _season(said, ref, state)
    if rule == "related" and said.unit == "weekend" and said.step == 0 and said.tense < (said.word == "the"):
        return reckon.step(said, ref, 0 if ref.date and ref.date.weekday() >= 5 else -1)
    if rule.startswith("year-ago-"):
        return _year_ago(rule.removeprefix("year-ago-"), ref)
    if rule in ("counted", "year-ago") and said.unit == "year" and said.step == -1 and (ref.season or 0) >= 33:
        return edtf(ref.year - 1, ref.season)
    if rule == "related" and said.unit == "quarter" and (ref.season or 0) >= 33:
        return reckon.quarter_step(Ref(ref.year, 3 * (ref.season or 33) - 98), said.step)
    if rule == "the-quarter":
        return edtf(ref.year, ref.season) if (ref.season or 0) >= 33 else reckon.quarter_step(ref, -1)
    if rule == "counted" and ref.month is None and said.unit not in ("year", "decade"):
        return ""
    return reckon.step(said, ref, said.step)


def _year_ago(unit: str, ref: Ref) -> str:
    """The quarter, month or week a year before the one that was named, or else before the last that is over."""
    if unit == "week":
        return reckon.week_step(ref.date, -53)
    if unit == "month":
        return reckon.month_step(ref, -13)
    if (ref.season or 0) >= 33:
        return edtf(ref.year - 1, ref.season)
    return reckon.quarter_step(ref, -5)


def _month(said: Said, ref: Ref, state: State) -> str:
    number = said.month or 1
    if said.rule == "related-month" and said.word in ("same", "that", "the same"):
        year = ref.year
    elif said.rule == "related-month" and said.word != "this":
        year = reckon.month_near(number, ref, 1 if said.step > 0 else -12)
    elif state.narrative:
        year = ref.year
        if ref.month is not None and number - ref.month < -NARRATIVE_BACK:
            year += 1
    elif (told := _told(said, state)) is not None:
        year = told.year
    else:
        first = {1: 0 if said.day is None else -1, 0: -8, -1: -10}
        year = reckon.month_near(number, ref, first[said.tense])
    return edtf(year, number, said.day)


_ASIDE = 300
"""Code points after which a year that was named is no longer the one that is told of."""


def _told(said: Said, state: State) -> Ref | None:
    """In news, the date just before that has a year: "On March 20, 2003, it began. By April 9 it was over."."""
    told = state.told
    if state.narrative or said.rule not in ("month", "month-day", "day-month", "month-the-day"):
        return None
    if told is None or told.year is None or said.tense > 0 or said.start - told.end > _ASIDE:
        return None
    if "\n" in state.text[told.end : said.start] or (said.month or 0, said.day or 31) < (
        told.month or 0,
        told.day or 0,
    ):
        return None
    return Ref(told.year, told.month, told.day)


NARRATIVE_BACK = 8
"""A month that lies further back than this is the next year's."""


def _weekday(said: Said, ref: Ref, state: State) -> str:
    if said.rule == "weekday-before-last":
        return reckon.weekday_in(said, ref, 8 if said.step > 0 else -14)
    if said.rule == "week-from":
        return reckon.weekday_in(said, ref, 7 * said.step + (0 if said.tense < 0 else 1))
    if said.rule == "related-weekday":
        if said.step:
            return reckon.weekday_in(said, ref, 1 if said.step > 0 else -7)
        monday = reckon.week_step(ref.date, 0)[:10]
        return reckon.day_step(date.fromisoformat(monday), said.weekday or 0) if monday else ""
    if said.tense > 0 or (state.narrative and not state.mixed):
        return reckon.weekday_in(said, ref, 0)
    return reckon.weekday_in(said, ref, -6)


def _season(said: Said, ref: Ref, state: State) -> str:
    season = said.season or 21
    if said.rule == "related-season" and said.step:
        month, begins = ref.month or 6, SEASON_START[season]
        over = begins + 3 <= month
        ahead = month < begins
        return edtf(
            ref.year + (said.step if (said.step < 0 and not over) or (said.step > 0 and not ahead) else 0), season
        )
    if state.narrative:
        late = (ref.season or 0) in (22, 23) or (ref.month or 0) >= 7
        forward = late and (season == 24 or (season == 21 and (ref.season == 23 or (ref.month or 0) >= 9)))
        return edtf(ref.year + (forward and said.word == ""), season)
    if ref.month is None:
        return edtf(ref.year, season)
    if said.rule in ("quarter", "half"):
        # "It will report fourth-quarter profit": with a hyphen it is what belongs to a quarter that is over.
        begins, written = SEASON_START[season], state.low[said.start : said.end]
        ahead = "-" not in written and said.tense > 0
        return edtf(ref.year - (begins >= ref.month and not ahead), season)
    return edtf(ref.year, season)
