"""The page of an entity: who or what it is, where it is named, what it said, and with whom it is named. Pure."""

from __future__ import annotations

from digest.link.offices import by_time
from digest.model import Entity
from digest.site import views
from digest.site.pages import Pages
from digest.site.quotes import SHOWN, saying, speaker_link
from digest.site.views import Entry, Link


def entity(pages: Pages, record: Entity) -> views.EntityView:
    cards, path = pages.cards, pages.urls.record(record)
    events = cards.events_of.get(record.id, ())
    said = cards.sayings_of.get(record.id, ())
    aliases = (a if isinstance(a, str) else a.name for a in record.aliases)
    return views.EntityView(
        **pages.common(record.name, path, [pages.crumb(record.group)], record.summary),
        group=record.group,
        kind=record.kind,
        names=tuple(Link(label=n, language=tag) for tag, n in record.names.items()),
        aliases=tuple(dict.fromkeys(aliases)),
        summary=cards.text(record.summary),
        body=cards.prose(record),
        positions=tuple(
            views.PositionItem(
                title=p.title,
                organization=cards.entity(p.organization) if p.organization else None,
                since=p.since,
                until=p.until,
            )
            for p in by_time(record.positions)
        ),
        often=tuple(Entry(link=cards.entity(t.entity), count=t.articles) for t in pages.company.of(record.id)),
        sayings=tuple(saying(cards, s) for s in said[:SHOWN]),
        sayings_link=speaker_link(pages, record.id) if said else None,
        part_of=cards.entity(record.part_of) if record.part_of else None,
        parts=tuple(cards.entity(i) for i in pages.parts_of.get(record.id, ())),
        same_as=record.same_as,
        mentions=tuple(cards.mention(record.id, i) for i in pages.mentioned_in(record.id)),
        timeline=pages.timeline(path, events),
        timeline_link=pages.timeline_link(path, record.name, events),
    )
