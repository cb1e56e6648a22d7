"""Whether every id that a record names has a record, and whether values agree with each other. Pure."""

from __future__ import annotations

import re
import warnings
from collections.abc import Collection, Iterable, Iterator, Mapping
from difflib import get_close_matches
from zoneinfo import ZoneInfo

from digest.errors import Problem, Severity, did_you_mean
from digest.model import Article, Entity, EventFields, Library, SavedTimeline, Source
from digest.text import one_line

_FEW, _CANDIDATES = 40, 80


def check(library: Library, unread: Mapping[str, Collection[str]] | None = None) -> list[Problem]:
    """The problems of a library as a whole; each names its file and key, `load.locate` adds line and column.

    `unread` holds, by kind, the ids of files that are there but have mistakes of their own: to name one is no mistake.
    """
    checker = _Checker(library, unread or {})
    problems: list[Problem] = []
    for article in library.articles.values():
        problems += checker.article(article)
    circles = _circles(library.entities)
    for entity in library.entities.values():
        problems += checker.entity(entity, circles)
    for source in library.sources.values():
        problems += _source(source)
    for edition in library.editions.values():
        problems += checker.articles(edition.path, "articles", edition.articles)
    for story in library.stories.values():
        problems += checker.articles(story.path, "cites", story.cites)
        for n, step in enumerate(story.developments):
            problems += checker.articles(story.path, f"developments[{n}].cites", step.cites)
    for timeline in library.timelines.values():
        problems += checker.timeline(timeline)
    for event in library.events.values():
        problems += checker.known(event.path, "story", event.story, "story")
        problems += checker.known(event.path, "place", event.place, "entity")
        problems += checker.entities(event.path, "entities", event.entities)
    return problems


def zone_exists(name: str) -> bool:
    """Whether this is an IANA time zone that this system knows."""
    try:
        return bool(ZoneInfo(name))
    except (LookupError, ValueError, OSError):
        return False


class Hints:
    """Names the nearest of many known ids; quick for the thousandth unknown one among 100,000."""

    def __init__(self, known: Collection[str]) -> None:
        self._known = known
        self._holders: dict[str, list[str]] = {}
        self._given: dict[str, str] = {}

    def near(self, word: str) -> str:
        """What `errors.did_you_mean` says; among many only the ids that share letters with `word` are compared."""
        word = one_line(word[:80])
        if word not in self._given:
            self._given[word] = (
                did_you_mean(word, self._known) if len(self._known) <= _FEW else self._nearest(word.casefold())
            )
        return self._given[word]

    def _nearest(self, word: str) -> str:
        near = get_close_matches(word, self._candidates(word), n=1)
        return f"did you mean “{near[0]}”?" if near else ""

    def _candidates(self, word: str) -> list[str]:
        if not self._holders:
            for name in self._known:
                for part in _parts(name):
                    self._holders.setdefault(part, []).append(name)
        found: dict[str, None] = {}
        # The rarest letters tell most.
        for names in sorted((self._holders.get(part, []) for part in _parts(word)), key=len):
            found |= dict.fromkeys(names[:_CANDIDATES])
            if len(found) >= _CANDIDATES:
                break
        return list(found)


def _parts(word: str) -> set[str]:
    return {word[n : n + 3] for n in range(max(1, len(word) - 2))}


class _Checker:
    """What a library knows, asked for each id that a record names."""

    def __init__(self, library: Library, unread: Mapping[str, Collection[str]]) -> None:
        self.shelves: dict[str, Mapping[str, object]] = {
            "article": library.articles,
            "entity": library.entities,
            "source": library.sources,
            "story": library.stories,
            "event": library.events,
        }
        self.unread = unread
        self.hints = {kind: Hints(shelf) for kind, shelf in self.shelves.items()}

    def known(self, path: str, key: str, name: str, kind: str, severity: Severity = "error") -> Iterator[Problem]:
        if name and name not in self.shelves[kind] and name not in self.unread.get(kind, ()):
            message = f"there is no {kind} with the id “{one_line(name[:80])}”"
            hint = self.hints[kind].near(name)
            yield Problem(path=path, key=key, code=f"unknown-{kind}", message=message, hint=hint, severity=severity)

    def entities(self, path: str, key: str, names: Iterable[str]) -> Iterator[Problem]:
        # A curator lists a name first and makes its record later, so this alone never stops a build.
        for n, name in enumerate(names):
            yield from self.known(path, f"{key}[{n}]", name, "entity", "warning")

    def articles(self, path: str, key: str, names: Iterable[str]) -> Iterator[Problem]:
        for n, name in enumerate(names):
            yield from self.known(path, f"{key}[{n}]", name, "article")

    def timeline(self, timeline: SavedTimeline) -> Iterator[Problem]:
        path = timeline.path
        yield from self.entities(path, "entities", timeline.entities)
        yield from self.entities(path, "places", timeline.places)
        for n, name in enumerate(timeline.stories):
            yield from self.known(path, f"stories[{n}]", name, "story")
        for n, name in enumerate(timeline.sources):
            yield from self.known(path, f"sources[{n}]", name, "source", "warning")

    def article(self, article: Article) -> Iterator[Problem]:
        path = article.path
        yield from self.known(path, "story", article.story, "story")
        if isinstance(article.source, str):
            yield from self.known(path, "source", article.source, "source", "warning")
        yield from self.entities(path, "entities", article.entities)
        for name, target in article.prefer.items():
            yield from self.known(path, f"prefer.{name}", target, "entity")
        for n, copy in enumerate(article.also_reported_by):
            yield from self.known(path, f"also_reported_by[{n}]", copy, "article")
        for n, event in enumerate(article.events):
            yield from self.event(path, f"events[{n}]", event)
        for n, quote in enumerate(article.quotes):
            if quote.date and quote.when:
                message, hint = "a quotation has either date or when", "remove one of the two"
                yield Problem(path=path, key=f"quotes[{n}].when", code="date-and-when", message=message, hint=hint)

    def event(self, path: str, key: str, event: EventFields) -> Iterator[Problem]:
        yield from self.known(path, f"{key}.event", event.event, "event")
        yield from self.known(path, f"{key}.place", event.place, "entity", "warning")
        yield from self.entities(path, f"{key}.entities", event.entities)
        if event.date and event.when:
            message, hint = "an event has either date or when", "remove one of the two"
            yield Problem(path=path, key=f"{key}.when", code="date-and-when", message=message, hint=hint)
        if not event.headline.strip() and not event.event:
            message, hint = "the event has no headline", "add headline:, or event: with an id"
            yield Problem(path=path, key=key, code="missing-key", message=message, hint=hint)

    def entity(self, entity: Entity, circles: Collection[str]) -> Iterator[Problem]:
        yield from self.known(entity.path, "part_of", entity.part_of, "entity")
        for n, position in enumerate(entity.positions):
            yield from self.known(entity.path, f"positions[{n}].organization", position.organization, "entity")
        for n, alias in enumerate(entity.aliases):
            name = alias if isinstance(alias, str) else alias.name
            if not (name[:1].isalnum() or any(c.isalnum() for c in name)):
                message = f"the alias “{one_line(name)[:80]}” has no letter and no digit, so no text is searched for it"
                hint = "write the name as texts have it, or remove the alias"
                yield Problem(
                    path=entity.path,
                    key=f"aliases[{n}]",
                    code="wrong-value",
                    message=message,
                    hint=hint,
                    severity="warning",
                )
        if entity.id in circles:
            message, hint = "the entity is part of itself", "correct one part_of:"
            yield Problem(path=entity.path, key="part_of", code="circle", message=message, hint=hint)


def _circles(entities: Mapping[str, Entity]) -> set[str]:
    """The entities that are part of themselves, over any number of steps."""
    found: set[str] = set()
    settled: set[str] = set()
    for ident in entities:
        way: dict[str, None] = {}
        while ident in entities and ident not in settled and ident not in way:
            way[ident] = None
            ident = entities[ident].part_of
        if ident in way:
            steps = list(way)
            found |= set(steps[steps.index(ident) :])
        settled.update(way)
    return found


def _source(source: Source) -> Iterator[Problem]:
    for n, rule in enumerate(source.cut):
        if fault := _fault(rule):
            message, hint = f"not a regular expression: {fault}", "a backslash before a sign makes it mean itself"
            yield Problem(path=source.path, key=f"cut[{n}]", code="bad-rule", message=message, hint=hint)
    if source.time_zone and not zone_exists(source.time_zone):
        message = f"“{one_line(source.time_zone[:80])}” is no time zone"
        hint = "as in Asia/Manila or UTC"
        yield Problem(path=source.path, key="time_zone", code="wrong-value", message=message, hint=hint)


def _fault(rule: str) -> str:
    """What is wrong with a regular expression; "" for a good one."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            re.compile(rule)
    except re.error as error:
        return error.msg
    except (RecursionError, OverflowError):
        return "it is too large"
    return ""
