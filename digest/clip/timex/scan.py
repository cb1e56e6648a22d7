"""Where a text says a date. Pure.

One compiled look finds the words that may open a date; only there the rules of that kind are tried, in order, and the
first that fits decides. Everything matches the text in lower case, which is as long as the text.
"""

from __future__ import annotations

from collections.abc import Iterator

from digest.clip.timex.grammar import OPENS, RULES
from digest.clip.timex.guards import (
    bare_month,
    bare_season,
    is_holiday,
    is_name,
    is_short_date,
    is_span,
    is_today,
    is_year,
    to_this_day,
)
from digest.clip.timex.making import Said


def scan(text: str, low: str) -> Iterator[Said]:
    """The dates that `text` says, in order; `low` is the same in lower case."""
    at, size = 0, len(text)
    search = OPENS.search
    while at < size and (opens := search(low, at)) is not None:
        start = opens.start()
        at = opens.end()
        for name, pattern, make in RULES[opens.lastgroup or "digit"]:
            match = pattern.match(low, start)
            if match is None:
                continue
            found = make(match, name)
            if not found or not _holds(text, low, found):
                continue
            yield from found
            at = max(at, found[-1].end)
            break
        else:
            if opens.lastgroup == "digit":
                while at < size and low[at].isdigit():
                    at += 1
            elif opens.lastgroup not in ("month", "weekday", "day", "season"):
                at = start + 1


_NUMBERS_ALONE = frozenset(
    ["year", "years", "bare-era", "decade", "hundreds", "day-only", "short-year", "short-decade", "named-year"]
)


def _holds(text: str, low: str, found: list[Said]) -> bool:
    """Whether what surrounds the words lets them be a date."""
    said, last = found[0], found[-1]
    rule = said.rule
    if rule in _NUMBERS_ALONE:
        return is_year(text, low, said.start, last.end, rule)
    if rule == "numeric-short":
        return is_short_date(low, said.start)
    if rule == "related-month" and not text[said.start : said.end].split()[-1 - (said.day is not None)][0].isupper():
        return False
    if rule in ("month", "weekday"):
        return bare_month(text, low, said.start, last.end, rule)
    if said.month and said.day and not is_name(text, said, low):
        return False
    if rule == "related" and said.unit not in ("", "day") and is_span(low, said.start, said.end, said.word):
        return False
    if rule == "related" and to_this_day(low, said.start, low[said.start : said.end]):
        return False
    if rule == "holiday":
        return said.year is not None or is_holiday(text, low, said.start, said.end)
    if rule == "deictic":
        return is_today(text, low, said.start)
    if rule == "half" and said.year is None:
        return said.unit != ""
    if rule == "season":
        return bare_season(text, low, said.start, last.end, said.year is not None)
    return True
