"""What happened when: the events of a timeline by year, what stands between them, and their picture. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from itertools import groupby

import msgspec

from digest.dates import When, display
from digest.model import Era, Event
from digest.site.asides import Lines, between, nearby
from digest.site.cards import Cards
from digest.site.counts import counts
from digest.site.periods import (
    UNDATED,
    Span,
    heading,
    lasts,
    pauses,
    reading_order,
    section,
    section_anchor,
    span,
)
from digest.site.scale import during
from digest.site.strips import strip
from digest.site.urls import Listing, anchor
from digest.site.views import Counts, Entry, Link, Overview, Running, Timeline, Year

INLINE, NEWEST = 30, 12
"""On the page of its subject a timeline of more events lists only the newest."""
RUNNING = 4
"""How many events that still go on are named at the head of a year."""


class Chronology:
    """The events of one timeline in reading order, as views: whole, a year of them, the newest, or an overview."""

    def __init__(
        self, cards: Cards, events: Iterable[Event], path: str, eras: Iterable[Era] = (), maybe: Collection[str] = ()
    ) -> None:
        """`path` is that of the timeline's page; `maybe` are ids of events that may not belong here."""
        self.cards, self.events, self.eras, self.maybe = cards, tuple(events), tuple(eras), maybe
        self.listing = Listing(path, len(self.events))

    @cached_property
    def dated(self) -> list[tuple[Event, When]]:
        """In reading order."""
        return sorted(((e, e.date) for e in self.events if e.date), key=lambda pair: reading_order(pair[1]))

    @cached_property
    def undated(self) -> list[Event]:
        return [e for e in self.events if e.date is None]

    @cached_property
    def by_year(self) -> dict[str, list[tuple[Event, When]]]:
        return {name: list(group) for name, group in groupby(self.dated, key=lambda pair: section(pair[1]))}

    @cached_property
    def quiet(self) -> list[Span]:
        return pauses(when for _, when in self.dated)

    @cached_property
    def lasting(self) -> list[tuple[Event, When]]:
        """What may go on for longer than its year."""
        return [(event, when) for event, when in self.dated if when.is_interval]

    def names(self) -> set[str]:
        """The sections, in no order, found without making them."""
        return {section(event.date) for event in self.events}

    @property
    def sections(self) -> list[str]:
        """The names of its years, and of what has no date."""
        return [*self.by_year, *([UNDATED] if self.undated else [])]

    # ------------------------------------------------------------------------------------------------------------ views

    def whole(self) -> Timeline:
        """All of it on one page."""
        shown = {e.id for e in self.events}
        return self._timeline(self.dated, self.undated, self._years(self.dated, shown), shown)

    def year(self, name: str) -> Timeline:
        """The events of one year by month, or those without a date."""
        dated = sorted(self.by_year.get(name, ()), key=lambda pair: reading_order(pair[1], months=True))
        undated = self.undated if name == UNDATED else []
        shown = {e.id for e, _ in dated}
        made = self._timeline([], undated, self._years(dated, shown, months=True), shown)
        return msgspec.structs.replace(
            made,
            count=len(dated) + len(undated),
            counts=self._counts(dated),
            maybe=self._doubtful([*(e for e, _ in dated), *undated]),
        )

    def newest(self) -> Timeline:
        """All of a short one; of a long one the newest, its picture, and the link to all."""
        if len(self.events) <= INLINE:
            return self.whole()
        dated, undated = self.dated[-NEWEST:], [] if self.dated else self.undated[:NEWEST]
        shown = {e.id for e, _ in dated}
        made = self._timeline([] if self.listing.paged else self.dated, undated, self._years(dated, shown), shown)
        return msgspec.structs.replace(
            made,
            count=len(self.events),
            counts=self._counts(self.dated) if self.listing.paged else None,
            maybe=self._doubtful([*(e for e, _ in dated), *undated]),
            more=Link(label=self.cards.messages.text("nav.timeline"), href=self.cards.urls.href(self.listing.path)),
        )

    def overview(self) -> Overview:
        """Its years, and the newest of its events."""
        latest = [event for event, _ in reversed(self.dated[-NEWEST:])]
        return Overview(
            count=len(self.events),
            counts=self._counts(self.dated),
            years=tuple(self.entry(name) for name in self.by_year),
            rest=(self.entry(UNDATED),) if self.undated else (),
            latest=tuple(self.cards.event(event) for event in latest),
            maybe=self._doubtful(latest),
        )

    def head(self, name: str) -> When | None:
        """The year or decade of a section; None for what has no date."""
        return heading(self.by_year[name][0][1]) if name in self.by_year else None

    def entry(self, name: str) -> Entry:
        """A section in the list of them."""
        return section_entry(self.cards, self.listing, self.head(name), len(self.by_year.get(name, self.undated)))

    # ------------------------------------------------------------------------------------------------------------ parts

    def _counts(self, dated: Sequence[tuple[Event, When]]) -> Counts | None:
        def place(when: When) -> str:
            path = f"{self.listing.year(section(when))}#{section_anchor(heading(when, months=True))}"
            return self.cards.urls.href(path)

        return counts((when for _, when in dated), place, self.eras)

    def _timeline(
        self,
        drawn: Sequence[tuple[Event, When]],
        undated: Sequence[Event],
        years: tuple[Year, ...],
        shown: Collection[str],
    ) -> Timeline:
        listed = [event for event, _ in drawn]
        picture = strip(
            (self.cards.event(event) for event in listed),
            address=lambda item: self._address(item.id, section(item.when), shown),
            eras=self.eras,
            pauses=self.quiet,
        )
        return Timeline(
            count=len(listed) + len(undated),
            years=years,
            undated=tuple(self.cards.event(event) for event in undated),
            strip=picture,
            maybe=self._doubtful([*listed, *undated]),
        )

    def _years(
        self, dated: Sequence[tuple[Event, When]], shown: Collection[str], months: bool = False
    ) -> tuple[Year, ...]:
        groups = [(head, list(g)) for head, g in groupby(dated, key=lambda pair: heading(pair[1], months))]
        if not groups:
            return ()
        # The page of a year is about all of it; a list ends with its last event.
        days = (
            span(heading(dated[0][1])) if months else Span(span(dated[0][1]).first, max(span(w).last for _, w in dated))
        )
        lines = [Lines(span(head).first, [span(when).first for _, when in group]) for head, group in groups]
        asides = between(lines, nearby(self.quiet, days), during(self.eras, days))
        return tuple(
            Year(
                label=head.edtf if head.month else year_label(self.cards, head),
                anchor=section_anchor(head),
                events=tuple(self.cards.event(event) for event, _ in group),
                when=head,
                asides=aside,
                running=self._running(head, shown) if n == 0 or not months else None,
            )
            for n, ((head, group), aside) in enumerate(zip(groups, asides, strict=True))
        )

    def _running(self, head: When, shown: Collection[str]) -> Running | None:
        """What began before a year and goes on in it."""
        first = span(head).first
        going = [(e, when) for e, when in self.lasting if span(when).first < first and lasts(when, first)]
        named = tuple(
            Link(label=self.cards.event(e).headline, href=self._address(e.id, section(when), shown), date=when)
            for e, when in going[-RUNNING:]
        )
        return Running(events=named, more=len(going) - len(named)) if going else None

    def _address(self, ident: str, year: str, shown: Collection[str]) -> str:
        """The link to an event: on this page, or where it stands in the timeline."""
        return anchor(ident) if ident in shown else self.cards.urls.href(self.listing.event(ident, year))

    def _doubtful(self, events: Iterable[Event]) -> tuple[str, ...]:
        return tuple(event.id for event in events if event.id in self.maybe)


def section_entry(cards: Cards, listing: Listing, head: When | None, count: int) -> Entry:
    """A year of a long timeline, or what has no date, with the number of its events and the way to its page."""
    link = Link(label=year_label(cards, head), href=cards.urls.href(listing.year(section(head))), date=head)
    return Entry(link=link, events=count)


def year_label(cards: Cards, head: When | None) -> str:
    """The name of a year, of a decade, or of what has no date."""
    if head is None:
        return cards.messages.text("title.no_date")
    name = section(head)
    plain = name.isdigit() and len(name) == 4 and name > "0000"
    return name if plain else display(head, cards.config.language, cards.messages.table)
