"""Pages of timelines: of the site, of each entity, tag and story, and those the curator saved; by two clocks. Pure.

By the first clock a timeline says what happened when, by the second what we knew when. One of more events than a page
bears (`urls.PAGED`) is an overview with a page for each year.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

import msgspec

from digest.errors import Problem
from digest.link.saved import choose
from digest.link.tags import term_path
from digest.model import Era, Event, SavedTimeline
from digest.site import views
from digest.site.chronology import Chronology, year_label
from digest.site.pages import Pages
from digest.site.reported import Reports
from digest.site.stories import story_events
from digest.site.urls import Listing
from digest.site.views import Clock, Condition, Link

OTHER: dict[Clock, Clock] = {"happened": "reported", "reported": "happened"}
"""The second clock of a timeline; its page stands below the first's, under this name."""


class Line(msgspec.Struct, frozen=True):
    """One timeline of the site."""

    path: str
    """The site path of its page."""
    name: str
    """What it is of, for titles; "" for the whole site."""
    events: tuple[Event, ...]
    subject: Link | None = None
    crumbs: tuple[Link, ...] = ()
    eras: tuple[Era, ...] = ()
    owner: str = ""
    """The file in content/ it belongs to."""
    record: SavedTimeline | None = None
    maybe: frozenset[str] = frozenset()
    """Ids of events whose date may lie outside its period."""

    @property
    def clock(self) -> Clock:
        """What its first page goes by."""
        return self.record.clock if self.record else "happened"

    def page(self, clock: Clock) -> str:
        """The site path of its page by a clock."""
        return self.path if clock == self.clock else f"{self.path}{clock}/"


class Leaf(msgspec.Struct, frozen=True):
    """A page of a timeline."""

    path: str
    view: Callable[[], views.TimelineView]
    reason: str
    owner: str


def lines(pages: Pages) -> Iterator[Line]:
    """Every timeline: the site's, the saved ones, and that of each entity, story and tag that has events."""
    cards, urls, library = pages.cards, pages.urls, pages.library
    eras = cards.config.eras
    yield Line("timeline/", "", cards.events, eras=eras)
    yield from (saved_line(pages, record) for record, _ in saved(pages))
    for e in library.entities.values():
        if events := cards.events_of.get(e.id, ()):
            link = cards.entity(e.id)
            yield Line(below(urls.record(e)), e.name, events, link, (pages.crumb(e.group), link), eras, e.path)
    for s in library.stories.values():
        if events := story_events(cards, s.id):
            path, link, known = below(urls.record(s)), cards.story(s.id), (*s.eras, *eras)
            yield Line(path, s.title, events, link, (pages.crumb("stories"), link), known, s.path)
    for tag, term in pages.site.tags.items():
        if events := pages.tag_events(tag):
            file, link = pages.tag_record(tag), Link(label=term.title, href=urls.to("tag", f"tags/{tag}/"))
            trail, owner = (*pages.tag_crumbs(tag), link), file.path if file else ""
            yield Line(below(f"tags/{tag}/"), term.title, events, link, trail, eras, owner)


def saved(pages: Pages) -> list[tuple[SavedTimeline, Link]]:
    """The saved timelines by title, with the links to their pages."""
    records = sorted(pages.library.timelines.values(), key=lambda record: (record.title.casefold(), record.id))
    return [(r, Link(label=r.title, href=pages.urls.link(r))) for r in records]


def saved_line(pages: Pages, record: SavedTimeline) -> Line:
    """A saved timeline, with the events that belong or may belong to it."""
    cards = pages.cards
    events, maybe = choose(cards.events, record, pages.site, cards.config.slugs)
    eras = (*record.eras, *cards.config.eras)
    path, crumbs = pages.urls.record(record), (pages.crumb("timelines"),)
    return Line(path, record.title, events, None, crumbs, eras, record.path, record, maybe)


def below(path: str) -> str:
    """The site path of the timeline of what stands at `path`."""
    return f"{path}timeline/"


def leaves(pages: Pages, line: Line) -> Iterator[Leaf]:
    """The pages of one timeline: one for each clock, and one for each of its years where it is long."""
    of = f"events of {line.name}" if line.name else "every event"
    for clock in (line.clock, OTHER[line.clock]) if line.events else (line.clock,):
        listing, why = Listing(line.page(clock), len(line.events)), f"{of}, as they {_VERBS[clock]}"
        if not listing.paged:
            yield Leaf(listing.path, partial(_whole, pages, line, clock), why, line.owner)
            continue
        order = ordered(pages, line, clock)  # which all of its pages share
        yield Leaf(listing.path, partial(_overview, pages, line, clock, order), why, line.owner)
        for name in sorted(order.names()):
            view = partial(_year, pages, line, clock, order, name)
            yield Leaf(listing.year(name), view, f"{why}: {name}", line.owner)


_VERBS: dict[Clock, str] = {"happened": "happened", "reported": "were reported"}


def ordered(pages: Pages, line: Line, clock: Clock) -> Chronology | Reports:
    """The events of a timeline in the order of a clock."""
    kind = Chronology if clock == "happened" else Reports
    return kind(pages.cards, line.events, line.page(clock), line.eras, line.maybe)


def problems(lines: Iterable[Line]) -> Iterator[Problem]:
    """The saved timelines that no event meets: most often a word is spelt there another way than in the events."""
    message = "no event meets the conditions of this timeline"
    hint = "compare kinds, tags and ids with those of the events"
    for line in (line for line in lines if line.record and not line.events):
        yield Problem(
            path=line.owner, key="title", code="empty-timeline", severity="warning", message=message, hint=hint
        )


# ---------------------------------------------------------------------------------------------------------------- views


def _whole(pages: Pages, line: Line, clock: Clock) -> views.TimelineView:
    return _first_page(pages, line, clock, ordered(pages, line, clock).whole())


def _overview(pages: Pages, line: Line, clock: Clock, order: Chronology | Reports) -> views.TimelineView:
    return _first_page(pages, line, clock, order.overview())


def _first_page(
    pages: Pages, line: Line, clock: Clock, shown: views.Timeline | views.Reported | views.Overview
) -> views.TimelineView:
    """The page at the address of a clock: the whole list or its overview."""
    record, path = line.record, line.page(clock)
    main = [Link(label=_title(pages, line, line.clock), href=pages.urls.href(line.path))] if path != line.path else []
    common = pages.common(
        _title(pages, line, clock), path, [*line.crumbs, *main], pages.cards.words(record.summary) if record else ""
    )
    return views.TimelineView(
        **_shared(pages, line, clock, common, shown),
        summary=pages.cards.text(record.summary) if record else (),
        body=pages.cards.prose(record) if record else "",
        conditions=_conditions(pages, record) if record else (),
        saved=() if line.subject or record else tuple(link for _, link in saved(pages)),
        previous=None,
        next=None,
    )


def _year(pages: Pages, line: Line, clock: Clock, order: Chronology | Reports, name: str) -> views.TimelineView:
    """The page of one year of a long timeline, or of what has no date."""
    title, names, path = _title(pages, line, clock), order.sections, line.page(clock)
    main = [Link(label=_title(pages, line, line.clock), href=pages.urls.href(line.path))] if path != line.path else []
    crumbs = [*line.crumbs, *main, Link(label=title, href=pages.urls.href(path))]
    full = pages.text("title.of_year", title=title, year=year_label(pages.cards, order.head(name)))
    at = names.index(name)
    return views.TimelineView(
        **_shared(pages, line, clock, pages.common(full, order.listing.year(name), crumbs), order.year(name)),
        period=order.head(name),
        previous=order.entry(names[at - 1]).link if at else None,
        next=order.entry(names[at + 1]).link if at + 1 < len(names) else None,
    )


def _shared(
    pages: Pages,
    line: Line,
    clock: Clock,
    common: dict[str, Any],
    shown: views.Timeline | views.Reported | views.Overview,
) -> dict[str, Any]:
    """The fields that all pages of a timeline have."""
    site, calendar = not (line.subject or line.record), pages.named("timeline", "calendar", "timeline.ics")
    return {
        **common,
        "calendar": calendar if site and calendar.href else None,
        "subject": line.subject,
        "clock": clock,
        "clocks": tuple(pages.named(c, "timeline", line.page(c)) for c in OTHER if line.events),
        "timeline": shown if isinstance(shown, views.Timeline) else None,
        "reported": shown if isinstance(shown, views.Reported) else None,
        "overview": shown if isinstance(shown, views.Overview) else None,
    }


def _title(pages: Pages, line: Line, clock: Clock) -> str:
    """The heading of a timeline's page by a clock; a saved timeline's first page has the curator's own."""
    if line.record and clock == line.clock:
        return line.record.title
    key = "timeline" if clock == "happened" else "reported"
    return pages.text(f"title.{key}_of", name=line.name) if line.name else pages.text(f"title.{key}")


def _conditions(pages: Pages, record: SavedTimeline) -> tuple[Condition, ...]:
    """What the curator asked for, with links to what is named."""
    cards, library = pages.cards, pages.library
    found = [
        Condition(kind="entities", values=tuple(cards.entity(i) for i in record.entities)),
        Condition(kind="places", values=tuple(cards.entity(i) for i in record.places)),
        Condition(kind="kinds", values=tuple(Link(label=kind) for kind in record.kinds)),
        Condition(kind="tags", values=tuple(_tag(pages, tag) for tag in record.tags)),
        Condition(kind="stories", values=tuple(cards.story(i) for i in record.stories if i in library.stories)),
        Condition(kind="sources", values=tuple(cards.outlet(i) for i in record.sources)),
        Condition(kind="period", period=record.period),
    ]
    return tuple(condition for condition in found if condition.values or condition.period)


def _tag(pages: Pages, tag: str) -> Link:
    """A tag that is in use leads to its page; another is its bare words."""
    link = pages.cards.tag(tag)
    return link if term_path(tag, pages.cards.config.slugs) in pages.site.tags else Link(label=tag)
