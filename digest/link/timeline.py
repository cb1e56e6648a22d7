"""Events: what happened, when it happened, and who reported it. Event time and report time never mix. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import msgspec

from digest.clip.timex import resolve
from digest.dates import When
from digest.errors import Problem
from digest.model import Article, Event, EventFields, Mention, SharedEvent
from digest.text import slug


class Dated(NamedTuple):
    """What an event's `date:` or `when:` comes to."""

    date: When | None
    said: str
    rule: str
    pending: bool


def event_id(article: str, event: EventFields) -> str:
    """An event's lasting id: the one the curator gave, the shared one it cites, else made from article and headline."""
    return event.event or event.id or f"{article}--{slug(event.headline)}"


def dated(event: EventFields, report: When | None) -> Dated:
    """When an event happened; the article's own words are counted from the article's date, as soon as it has one."""
    if event.date or not event.when:
        return Dated(event.date, "", "", False)
    if report is None:
        return Dated(None, event.when, "", True)
    resolved = resolve(event.when, report)
    if resolved is None:
        return Dated(None, event.when, "", False)
    return Dated(resolved.when, event.when, f"{resolved.rule}, counted from {report.edtf}", False)


def collect(
    articles: Mapping[str, Article], shared: Mapping[str, SharedEvent], mentions: Mapping[str, tuple[Mention, ...]]
) -> tuple[dict[str, Event], list[Problem]]:
    """Every event by id, oldest first, those without a date last; and what the articles disagree on.

    `articles` in the order of their reports, oldest first: the first that tells an event gives it its words.
    """
    events: dict[str, Event] = {
        e.id: Event(id=e.id, headline=e.headline, date=e.date, place=e.place, entities=e.entities, kind=e.kind,
                    stories=(e.story,) if e.story else (), tags=e.tags)
        for e in shared.values()
    }
    problems: list[Problem] = []
    for article in articles.values():
        for n, told in enumerate(article.events):
            key = f"events[{n}]"
            ident = event_id(article.id, told)
            when = dated(told, article.date)
            if when.said and when.date is None and not when.pending:
                problems.append(_unresolved(article, key, when.said))
            if ident in events:
                problems += _differs(article, key, when.date, events[ident])
                events[ident] = _joined(events[ident], article, told, when)
            else:
                named = (m.entity for m in mentions.get(article.id, ()) if m.field == key)
                events[ident] = _event(ident, article, told, when, named)
    return dict(sorted(events.items(), key=lambda item: order(item[1]))), problems


def order(event: Event) -> tuple[int, tuple[int, ...], str]:
    """The order of a timeline: by date, the undated last, then by id."""
    return (0, event.date.sort_key, event.id) if event.date else (1, (), event.id)


def _event(ident: str, article: Article, told: EventFields, when: Dated, named: Iterable[str]) -> Event:
    entities = dict.fromkeys([*told.entities, *named])
    entities.pop(told.place, None)
    return Event(
        id=ident, headline=told.headline, date=when.date, said=when.said, rule=when.rule, pending=when.pending, place=told.place,
        entities=tuple(entities), kind=told.kind, articles=(article.id,), stories=(article.story,) if article.story else (),
        tags=article.tags,
    )


def _joined(event: Event, article: Article, told: EventFields, when: Dated) -> Event:
    """One more report of an event that is known: it fills what is missing and never overrules."""
    return msgspec.structs.replace(
        event,
        date=event.date or when.date,
        said=event.said or ("" if event.date else when.said),
        rule=event.rule or ("" if event.date else when.rule),
        pending=event.date is None and (event.pending or when.pending) and when.date is None,
        place=event.place or told.place,
        kind=event.kind or told.kind,
        entities=tuple(dict.fromkeys([*event.entities, *told.entities])),
        articles=tuple(dict.fromkeys([*event.articles, article.id])),
        stories=tuple(dict.fromkeys([*event.stories, *((article.story,) if article.story else ())])),
        tags=tuple(dict.fromkeys([*event.tags, *article.tags])),
    )


def _unresolved(article: Article, key: str, said: str) -> Problem:
    anchor = article.date.edtf if article.date else ""
    return Problem(path=article.path, key=f"{key}.when", code="unresolved-date", severity="warning",
                   message=f"“{said}” gives no date when counted from {anchor}",
                   hint="write date: with the date itself, as in date: 2017-05")


def _differs(article: Article, key: str, date: When | None, event: Event) -> list[Problem]:
    if date is None or event.date is None or date == event.date:
        return []
    return [Problem(path=article.path, key=key, code="event-differs", severity="warning",
                    message=f"this says {date.edtf} for the event “{event.id}”, which is dated {event.date.edtf}",
                    hint="correct one of the two dates, or give this event an id of its own")]
