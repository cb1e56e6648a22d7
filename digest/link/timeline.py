"""Events: what happened, when it happened, and who reported it. Event time and report time never mix. Pure."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from typing import NamedTuple

import msgspec

from digest.clip.timex import resolve
from digest.dates import When, compare
from digest.errors import Problem
from digest.link import evidence
from digest.model import Article, Event, EventFields, Mention, SharedEvent
from digest.text import one_line, slug


class Dated(NamedTuple):
    """What an event's `date:` or `when:` comes to."""

    date: When | None
    said: str
    rule: str
    pending: bool


def event_id(article: str, event: EventFields) -> str:
    """An event's lasting id: the one the curator gave, the shared one it cites, else made from article and headline."""
    return event.event or event.id or f"{slug(article)}--{slug(event.headline)}"


def dated(event: EventFields, report: When | None, country: str) -> Dated:
    """When an event happened; the article's own words are counted from the article's date, as soon as it has one.

    Words that are a whole date by themselves need no article's date. `country` is the outlet's ("" where that is not
    known): 04/05/2024 is a day of April in an article of one outlet, of May in another's.
    """
    if event.date or not event.when:
        return Dated(event.date, "", "", False)
    resolved = resolve(event.when, report, country)
    if resolved is None:
        return Dated(None, event.when, "", report is None)
    rule = f"{resolved.rule}, counted from {report.edtf}" if report else resolved.rule
    return Dated(resolved.when, event.when, rule, False)


def collect(
    articles: Mapping[str, Article],
    shared: Mapping[str, SharedEvent],
    mentions: Mapping[str, tuple[Mention, ...]],
    country: Callable[[Article], str],
    settled: Container[str] = (),
) -> tuple[dict[str, Event], list[Problem]]:
    """Every event by id, oldest first, those without a date last; and what the articles disagree on.

    `articles` in the order of their reports, oldest first: the first that tells an event gives it its words. `country`
    gives that of an article's outlet (`outlets.countries`); `settled` are the events about whose dates the curator has
    decided.
    """
    events: dict[str, Event] = {
        e.id: Event(
            id=e.id,
            headline=e.headline,
            date=e.date,
            place=e.place,
            entities=e.entities,
            kind=e.kind,
            stories=(e.story,) if e.story else (),
            tags=e.tags,
        )
        for e in shared.values()
    }
    named: dict[tuple[str, str], list[str]] = {}
    for mention in (m for found in mentions.values() for m in found if m.field.startswith("events[")):
        named.setdefault((mention.article, mention.field), []).append(mention.entity)
    problems: list[Problem] = []
    idents: dict[tuple[str, int], str] = {}
    for article in articles.values():
        for n, told in enumerate(article.events):
            key = f"events[{n}]"
            ident = idents[article.id, n] = event_id(article.id, told)
            when = dated(told, article.date, country(article))
            if when.said and when.date is None and not when.pending:
                problems.append(_unresolved(article, key, when.said))
            entities = dict.fromkeys([*told.entities, *named.get((article.id, key), ())])
            entities.pop(told.place, None)
            if ident in events:
                problems += [] if ident in settled else _differs(article, key, when.date, events[ident])
                events[ident] = _joined(events[ident], article, told, when, entities)
            else:
                events[ident] = _event(ident, article, told, when, entities)
    for ident, found in evidence.gather(events, articles.values(), mentions, idents).items():
        events[ident] = msgspec.structs.replace(events[ident], evidence=found)
    return dict(sorted(events.items(), key=lambda item: order(item[1]))), problems


def order(event: Event) -> tuple[int, tuple[int, ...], str]:
    """The order of a timeline: by date, the undated last, then by id."""
    return (0, event.date.sort_key, event.id) if event.date else (1, (), event.id)


def _event(ident: str, article: Article, told: EventFields, when: Dated, entities: Iterable[str]) -> Event:
    return Event(
        id=ident,
        headline=told.headline,
        date=when.date,
        said=when.said,
        rule=when.rule,
        pending=when.pending,
        place=told.place,
        entities=tuple(entities),
        kind=told.kind,
        articles=(article.id,),
        stories=(article.story,) if article.story else (),
        tags=article.tags,
    )


def _joined(event: Event, article: Article, told: EventFields, when: Dated, entities: Iterable[str]) -> Event:
    """One more report of an event that is known: it fills what is missing and never overrules."""
    if event.date is not None or (when.date is None and event.said):
        when = Dated(event.date, event.said, event.rule, event.pending)
    place = event.place or told.place
    return msgspec.structs.replace(
        event,
        date=when.date,
        said=when.said,
        rule=when.rule,
        pending=when.pending,
        place=place,
        kind=event.kind or told.kind,
        entities=tuple(e for e in dict.fromkeys([*event.entities, *entities]) if e != place),
        articles=tuple(dict.fromkeys([*event.articles, article.id])),
        stories=tuple(dict.fromkeys([*event.stories, *((article.story,) if article.story else ())])),
        tags=tuple(dict.fromkeys([*event.tags, *article.tags])),
    )


def _unresolved(article: Article, key: str, said: str) -> Problem:
    anchor = article.date.edtf if article.date else ""
    return Problem(
        path=article.path,
        key=f"{key}.when",
        code="unresolved-date",
        severity="warning",
        message=f"“{one_line(said[:80])}” gives no date when counted from {anchor}",
        hint="write date: with the date itself, as in date: 2017-05",
    )


def differ(one: When, other: When) -> bool:
    """Whether two dates of one event disagree; the same day told with more or less precision does not."""
    return compare(one, other) not in ("equal", "within", "contains")


def _differs(article: Article, key: str, date: When | None, event: Event) -> list[Problem]:
    if date is None or event.date is None or not differ(date, event.date):
        return []
    return [
        Problem(
            path=article.path,
            key=key,
            code="event-differs",
            severity="warning",
            message=f"this says {date.edtf} for the event “{event.id}”, which is dated {event.date.edtf}",
            hint="correct one of the two dates, or give this event an id of its own",
        )
    ]
