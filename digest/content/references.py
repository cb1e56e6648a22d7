"""Whether every id that a record names has a record, and whether values agree with each other. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from digest.errors import Problem, Severity, did_you_mean
from digest.model import Article, Entity, EventFields, Library, Source


def check(library: Library) -> list[Problem]:
    """The problems of a library as a whole; each names its file and key, `load.locate` adds line and column."""
    problems: list[Problem] = []
    for article in library.articles.values():
        problems += _article(article, library)
    for entity in library.entities.values():
        problems += _entity(entity, library)
    for source in library.sources.values():
        problems += _source(source)
    for edition in library.editions.values():
        for n, name in enumerate(edition.articles):
            problems += _known(edition.path, f"articles[{n}]", name, "article", library.articles)
    for event in library.events.values():
        problems += _known(event.path, "story", event.story, "story", library.stories)
        problems += _known(event.path, "place", event.place, "entity", library.entities)
        problems += _entities(event.path, "entities", event.entities, library)
    return problems


def _known(path: str, key: str, name: str, kind: str, shelf: Iterable[str], severity: Severity = "error") -> Iterator[Problem]:
    if name and name not in shelf:
        yield Problem(path=path, key=key, code=f"unknown-{kind}", message=f"there is no {kind} with the id “{name}”",
                      hint=did_you_mean(name, shelf), severity=severity)


def _entities(path: str, key: str, names: Iterable[str], library: Library) -> Iterator[Problem]:
    # A curator lists a name first and makes its record later, so this alone never stops a build.
    for n, name in enumerate(names):
        yield from _known(path, f"{key}[{n}]", name, "entity", library.entities, "warning")


def _article(article: Article, library: Library) -> Iterator[Problem]:
    path = article.path
    yield from _known(path, "story", article.story, "story", library.stories)
    if isinstance(article.source, str):
        yield from _known(path, "source", article.source, "source", library.sources, "warning")
    yield from _entities(path, "entities", article.entities, library)
    for name, target in article.prefer.items():
        yield from _known(path, f"prefer.{name}", target, "entity", library.entities)
    for n, copy in enumerate(article.also_reported_by):
        yield from _known(path, f"also_reported_by[{n}]", copy, "article", library.articles)
    for n, event in enumerate(article.events):
        yield from _event(path, f"events[{n}]", event, library)
    for n, quote in enumerate(article.quotes):
        if len(quote.text.split()) > 25 and not article.republish == "full":
            yield Problem(path=path, key=f"quotes[{n}].text", code="long-quote", severity="warning",
                          message=f"the quotation has {len(quote.text.split())} words; 25 is short", hint="cut it")


def _event(path: str, key: str, event: EventFields, library: Library) -> Iterator[Problem]:
    yield from _known(path, f"{key}.event", event.event, "event", library.events)
    yield from _known(path, f"{key}.place", event.place, "entity", library.entities, "warning")
    yield from _entities(path, f"{key}.entities", event.entities, library)
    if event.date and event.when:
        yield Problem(path=path, key=f"{key}.when", code="date-and-when", message="an event has either date or when", hint="remove one of the two")
    if not event.headline.strip() and not event.event:
        yield Problem(path=path, key=key, code="missing-key", message="the event has no headline", hint="add headline:, or event: with an id")


def _entity(entity: Entity, library: Library) -> Iterator[Problem]:
    yield from _known(entity.path, "part_of", entity.part_of, "entity", library.entities)
    for n, position in enumerate(entity.positions):
        yield from _known(entity.path, f"positions[{n}].organization", position.organization, "entity", library.entities)
    seen, above = {entity.id}, entity.part_of
    while above in library.entities and above not in seen:
        seen.add(above)
        above = library.entities[above].part_of
    if above == entity.id:
        yield Problem(path=entity.path, key="part_of", code="circle", message="the entity is part of itself", hint="correct one part_of:")


def _source(source: Source) -> Iterator[Problem]:
    for n, rule in enumerate(source.cut):
        try:
            re.compile(rule)
        except re.error as error:
            yield Problem(path=source.path, key=f"cut[{n}]", code="bad-rule", message=f"not a regular expression: {error.msg}")
