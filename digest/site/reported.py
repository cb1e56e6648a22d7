"""What we knew when: the events of a timeline by the day of their first report, then who reported them again. Pure."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property, lru_cache
from itertools import groupby
from typing import NamedTuple

from digest.dates import When
from digest.model import Era, Event
from digest.site.asides import Lines, between, nearby
from digest.site.cards import Cards
from digest.site.chronology import NEWEST, section_entry
from digest.site.counts import counts
from digest.site.periods import (
    UNDATED,
    Span,
    days_only,
    heading,
    lag,
    pauses,
    reading_order,
    section,
    section_anchor,
    span,
)
from digest.site.scale import during
from digest.site.strips import strip
from digest.site.urls import Listing, anchor
from digest.site.views import Card, Counts, Entry, EventItem, Known, Overview, ReportDay, Reported, ReportYear


class _Told(NamedTuple):
    """One event on one report day."""

    day: When
    event: Event
    articles: tuple[str, ...]
    first: When
    """The day of its first report."""
    before: tuple[str, ...]
    """The articles that reported it earlier."""


class Reports:
    """The events of one timeline by report day, as views; the counterpart of `Chronology`."""

    def __init__(
        self, cards: Cards, events: Iterable[Event], path: str, eras: Iterable[Era] = (), maybe: Collection[str] = ()
    ) -> None:
        self.cards, self.events, self.eras, self.maybe = cards, tuple(events), tuple(eras), maybe
        self.listing = Listing(path, len(self.events))

    @cached_property
    def told(self) -> list[_Told]:
        """Each event on each day of its reports, in the order of the days."""
        found = []
        for event in sorted(self.events, key=lambda e: (e.date is None, reading_order(e.date) if e.date else ())):
            days: dict[When, list[str]] = {}
            for ident in event.articles:
                if date := self.cards.site.articles[ident].date:
                    days.setdefault(days_only(date), []).append(ident)
            ordered = sorted(days, key=known_by)
            before: tuple[str, ...] = ()
            for day in ordered:
                found.append(_Told(day, event, tuple(days[day]), ordered[0], before))
                before = (*before, *days[day])
        return sorted(found, key=lambda told: (known_by(told.day), told.before != ()))

    @cached_property
    def firsts(self) -> dict[str, When]:
        """By event: the day of its first report."""
        return {told.event.id: told.first for told in self.told}

    @cached_property
    def undated(self) -> list[tuple[Event, tuple[str, ...]]]:
        """Events that articles without a date report, with those; first what no other reports."""
        articles = self.cards.site.articles
        found = [(e, tuple(i for i in e.articles if not articles[i].date)) for e in self.events]
        return sorted((pair for pair in found if pair[1]), key=lambda pair: pair[0].id in self.firsts)

    @cached_property
    def unreported(self) -> list[Event]:
        return [event for event in self.events if not event.articles]

    @cached_property
    def by_year(self) -> dict[str, list[_Told]]:
        return {name: list(group) for name, group in groupby(self.told, key=lambda told: section(_last(told.day)))}

    @cached_property
    def quiet(self) -> list[Span]:
        return pauses(dict.fromkeys(told.day for told in self.told))

    def names(self) -> set[str]:
        """The sections, in no order, found without making them."""
        articles = self.cards.site.articles
        dates = [articles[i].date for event in self.events for i in event.articles]
        found = {section(_last(date)) if date else UNDATED for date in dates}
        return found | {UNDATED} if any(not event.articles for event in self.events) else found

    @property
    def sections(self) -> list[str]:
        """The names of the years with reports, and of what has no report date."""
        return [*self.by_year, *([UNDATED] if self.undated or self.unreported else [])]

    # ------------------------------------------------------------------------------------------------------------ views

    def whole(self) -> Reported:
        return self._reported(self.told, True)

    def year(self, name: str) -> Reported:
        return self._reported(self.by_year.get(name, ()), name == UNDATED, months=True)

    def overview(self) -> Overview:
        news = [told for told in self.told if not told.before]
        latest: list[ReportDay] = []
        for day, group in groupby(reversed(news[-NEWEST:]), key=lambda told: told.day):
            known = tuple(self._known(told, ()) for told in reversed(list(group)))
            latest.append(ReportDay(when=day, news=known, also=()))
        return Overview(
            count=len(self.events),
            counts=self._counts(self.told),
            years=tuple(self.entry(name) for name in self.by_year),
            rest=(self.entry(UNDATED),) if UNDATED in self.sections else (),
            days=tuple(latest),
            maybe=tuple(told.event.id for told in news[-NEWEST:] if told.event.id in self.maybe),
        )

    def head(self, name: str) -> When | None:
        """The year of a section; None for what has no report date."""
        return heading(_last(self.by_year[name][0].day)) if name in self.by_year else None

    def entry(self, name: str) -> Entry:
        """A section in the list of them, with the number of events that are news in it."""
        if name == UNDATED:
            news = sum(event.id not in self.firsts for event in self.events)
        else:
            news = sum(not told.before for told in self.by_year[name])
        return section_entry(self.cards, self.listing, self.head(name), news)

    # ------------------------------------------------------------------------------------------------------------ parts

    def _counts(self, told: Sequence[_Told]) -> Counts | None:
        def place(day: When) -> str:
            path = f"{self.listing.year(section(day))}#{section_anchor(heading(day, months=True))}"
            return self.cards.urls.href(path)

        return counts((_last(t.day) for t in told if not t.before), place, self.eras)

    def _reported(self, told: Sequence[_Told], rest: bool, months: bool = False) -> Reported:
        news = {t.event.id: t.event for t in told if not t.before}
        undated, unreported = (self.undated, self.unreported) if rest else ([], [])
        shown = {*news, *(e.id for e, _ in undated if e.id not in self.firsts), *(e.id for e in unreported)}
        return Reported(
            count=len(shown),
            years=self._years(told, shown, months),
            undated=tuple(self._late(event, articles, shown) for event, articles in undated),
            unreported=tuple(self.cards.event(event) for event in unreported),
            strip=strip(
                (self.cards.event(event) for event in news.values()),
                date=lambda item: self.firsts[item.id],
                eras=self.eras,
                pauses=self.quiet,
            )
            if not months
            else None,
            counts=self._counts(told) if months else None,
            maybe=tuple(sorted(shown.intersection(self.maybe))),
        )

    def _years(self, told: Sequence[_Told], shown: Collection[str], months: bool) -> tuple[ReportYear, ...]:
        days = [(day, list(group)) for day, group in groupby(told, key=lambda t: t.day)]
        groups = [(head, list(g)) for head, g in groupby(days, key=lambda pair: heading(_last(pair[0]), months))]
        if not groups:
            return ()
        reached = Span(span(days[0][0]).first, span(days[-1][0]).last)
        reached = span(heading(_last(days[0][0]))) if months else reached
        lines = [Lines(span(head).first, [span(day).last for day, _ in group]) for head, group in groups]
        asides = between(lines, nearby(self.quiet, reached), during(self.eras, reached))
        return tuple(
            ReportYear(
                label=head.edtf if head.month else section(head),
                anchor=section_anchor(head),
                when=head,
                days=tuple(self._day(day, told, shown) for day, told in group),
                asides=aside,
            )
            for (head, group), aside in zip(groups, asides, strict=True)
        )

    def _day(self, day: When, told: Sequence[_Told], shown: Collection[str]) -> ReportDay:
        return ReportDay(
            when=day,
            news=tuple(self._known(t, shown) for t in told if not t.before),
            also=tuple(self._known(t, shown) for t in told if t.before),
        )

    def _known(self, told: _Told, shown: Collection[str]) -> Known:
        item, cards = self.cards.event(told.event), self.cards.articles(told.articles)
        if not told.before:
            return Known(event=item, reports=cards, lag=lag(item.when, told.day) if item.when else None)
        again = _outlets(cards) <= _outlets(self.cards.articles(told.before))
        return Known(event=item, reports=cards, href=self._address(item, shown), again=again)

    def _late(self, event: Event, articles: tuple[str, ...], shown: Collection[str]) -> Known:
        """What an article without a date reports: nobody knows when it became known, or whether it was first."""
        item = self.cards.event(event)
        href = self._address(item, shown) if event.id in self.firsts else ""
        return Known(event=item, reports=self.cards.articles(articles), href=href)

    def _address(self, item: EventItem, shown: Collection[str]) -> str:
        """Where an event is news: on this page, or on that of the year of its first report."""
        if item.id in shown:
            return anchor(item.id)
        return self.cards.urls.href(self.listing.event(item.id, section(_last(self.firsts[item.id]))))


@lru_cache(maxsize=16_384)
def known_by(day: When) -> tuple[datetime.date, int, tuple[int, ...]]:
    """A key for the order of report days: by the day on which a report was out for certain.

    A report dated by its month stands at the month's end, behind those of its days: by then it was known, earlier
    perhaps. So nothing counts as known before it certainly was.
    """
    first, last = span(day)
    return last, (last - first).days, day.sort_key


def _last(day: When) -> When:
    """The end of a report date: for an interval, which no newspaper prints, its end."""
    return When(day.end) if day.end else When(day.start)


def _outlets(cards: Iterable[Card]) -> set[str]:
    """The outlets of articles, each once; one that is not known is no other's."""
    return {card.source.href or card.source.label if card.source else card.id for card in cards}
