"""The page of an entity: who or what it is, where it is named, what it said, and with whom it is named. Pure."""

from __future__ import annotations

from typing import Any

from digest.link.offices import by_time
from digest.link.quotes import Saying
from digest.model import Entity, Event
from digest.site import views
from digest.site.pages import Pages
from digest.site.quotes import SHOWN, saying, speaker_link
from digest.site.tables import Table
from digest.site.views import Entry, Link


def entity(pages: Pages, record: Entity) -> views.EntityView:
    """The page of an entity."""
    return TABLE.made(pages, record)


def _common(pages: Pages, record: Entity) -> dict[str, Any]:
    return pages.common(record.name, pages.urls.record(record), [pages.crumb(record.group)], record.summary)


def _positions(pages: Pages, record: Entity) -> tuple[views.PositionItem, ...]:
    return tuple(
        views.PositionItem(
            title=p.title,
            organization=pages.cards.entity(p.organization) if p.organization else None,
            since=p.since,
            until=p.until,
        )
        for p in by_time(record.positions)
    )


def _often(pages: Pages, record: Entity) -> tuple[Entry, ...]:
    return tuple(Entry(link=pages.cards.entity(t.entity), count=t.articles) for t in pages.company.of(record.id))


def _said(pages: Pages, record: Entity) -> tuple[Saying, ...]:
    return pages.cards.sayings_of.get(record.id, ())


def _events(pages: Pages, record: Entity) -> tuple[Event, ...]:
    return pages.cards.events_of.get(record.id, ())


TABLE = Table(
    "entity.html",
    views.EntityView,
    _common,
    {
        "group": lambda _, e: e.group,
        "kind": lambda _, e: e.kind,
        "names": lambda _, e: tuple(Link(label=name, language=tag) for tag, name in e.names.items()),
        "aliases": lambda _, e: tuple(dict.fromkeys(a if isinstance(a, str) else a.name for a in e.aliases)),
        "summary": lambda pages, e: pages.cards.text(e.summary),
        "body": lambda pages, e: pages.cards.prose(e),
        "positions": _positions,
        "often": _often,
        "sayings": lambda pages, e: tuple(saying(pages.cards, s) for s in _said(pages, e)[:SHOWN]),
        "sayings_link": lambda pages, e: speaker_link(pages, e.id) if _said(pages, e) else None,
        "part_of": lambda pages, e: pages.cards.entity(e.part_of) if e.part_of else None,
        "parts": lambda pages, e: tuple(pages.cards.entity(i) for i in pages.parts_of.get(e.id, ())),
        "same_as": lambda _, e: e.same_as,
        "mentions": lambda pages, e: tuple(pages.cards.mention(e.id, i) for i in pages.mentioned_in(e.id)),
        "cards": lambda pages, e: pages.cards.articles(pages.mentioned_in(e.id)),
        "timeline": lambda pages, e: pages.timeline(pages.urls.record(e), _events(pages, e)),
        "timeline_link": lambda pages, e: pages.timeline_link(pages.urls.record(e), e.name, _events(pages, e)),
    },
)
