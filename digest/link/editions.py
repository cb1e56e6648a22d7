"""Editions: by hand, and with `editions: weeks` also one for each ISO week that no edition by hand covers. Pure.

A derived edition has no number. Its name is its week (2024-w42, "Week 42, 2024"), which depends on nothing but the
calendar: a clipping that arrives late for an old week opens or fills that week's edition and renames no other. A
running number would move every later edition, and with it what readers have cited. Numbers are the curator's to give.

What an edition by hand covers stays its own: an article of its period is in no derived edition, whether it chose it or
not, and a file with the id of a week takes that week's place. The day of an article is the one written, in its own
offset; an article that is not dated to one week (2024, 2024-10) is in no derived edition.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import accumulate

from digest.dates import When, compare, from_date, interval, week_of
from digest.model import Article, Edition
from digest.text import slug

Selection = dict[str, tuple[str, ...]]
"""By edition: its articles in reading order."""


def gather(
    by_hand: Mapping[str, Edition], oldest: Mapping[str, Article], weeks: bool
) -> tuple[dict[str, Edition], Selection]:
    """Every edition by id, and the articles of each: those it lists, else all that were published in its period.

    `oldest` are the published articles, oldest first.
    """
    inside = _inside(by_hand, oldest)
    chosen: Selection = {
        e.id: tuple(i for i in dict.fromkeys(e.articles) if i in oldest) if e.articles else inside[e.id]
        for e in by_hand.values()
    }
    if not weeks:
        return dict(by_hand), chosen
    covered = {ident for ids in inside.values() for ident in ids}
    taken = {slug(ident) for ident in by_hand}
    derived: dict[str, list[str]] = {}
    for article in oldest.values():
        week = week_of(article.date) if article.date else None
        if week and week not in taken and article.id not in covered:
            derived.setdefault(week, []).append(article.id)
    made = {week: _week(week, oldest[ids[0]]) for week, ids in derived.items()}
    chosen |= {week: tuple(ids) for week, ids in derived.items()}
    return dict(sorted({**by_hand, **made}.items())), chosen


def in_order(editions: Iterable[Edition]) -> list[Edition]:
    """Editions as a reader leafs through them: by the end of their periods, an open end last.

    Numbers go before periods: an edition stands nowhere before one with a lower number. So a late number 7 on an old
    year follows number 6, and the derived editions stand around them by their weeks.
    """
    ordered = sorted(editions, key=lambda e: (_end(e), e.id))
    numbered = sorted((e for e in ordered if e.number is not None), key=lambda e: e.number or 0)
    reached = dict(zip((e.id for e in numbered), accumulate(map(_end, numbered), max), strict=True))
    return sorted(ordered, key=lambda e: (reached.get(e.id, _end(e)), e.number or 0))


def whole_week(period: When) -> str | None:
    """The ISO week that a period is, from its Monday to its Sunday; None for any other period."""
    first, last = period.first_day, period.last_day
    return week_of(period) if first and last and last - first == timedelta(days=6) else None


def _end(edition: Edition) -> date:
    return edition.period.last_day or date.max


def _week(week: str, article: Article) -> Edition:
    """The edition of the week in which `article` was published; the last week there is ends with the calendar."""
    day = article.date.first_day if article.date else None
    monday = (day or date.min) - timedelta(days=(day or date.min).weekday())
    sunday = monday + min(timedelta(days=6), date.max - monday)
    return Edition(id=week, path="", period=interval(from_date(monday), from_date(sunday)))


def _inside(editions: Mapping[str, Edition], oldest: Mapping[str, Article]) -> Selection:
    """By edition: all that was published in its period, oldest first."""
    dated = sorted((day, n, a) for n, a in enumerate(oldest.values()) if a.date and (day := a.date.first_day))
    days = [day for day, _, _ in dated]
    result: Selection = {}
    for edition in editions.values():
        first, last = edition.period.first_day, edition.period.last_day
        low, high = bisect_left(days, first) if first else 0, bisect_right(days, last) if last else len(days)
        inside = [(n, a.id) for _, n, a in dated[low:high] if a.date and _within(a.date, edition.period)]
        result[edition.id] = tuple(ident for _, ident in sorted(inside))
    return result


def _within(day: When, period: When) -> bool:
    return compare(day, period) in ("within", "equal")
