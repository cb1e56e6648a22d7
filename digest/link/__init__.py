"""Library -> Site: everything knows what it is tied to. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TypeAlias

import msgspec

from digest.config import SiteConfig
from digest.content.references import Hints
from digest.errors import Problem
from digest.link import contradictions, editions, markup, mentions, quotes, stories, tags, timeline
from digest.link.mentions import Ambiguous, Named
from digest.link.names import NameTable
from digest.link.outlets import countries
from digest.model import Article, Entity, Event, Library, Mention, Record, Site, Story

Naming: TypeAlias = Callable[[Sequence[Article], Mapping[str, Entity], str], Iterable[Named]]
"""(articles, entities, language) -> what naming finds in each article, in their order; as `name_here` does."""


def name_here(articles: Sequence[Article], entities: Mapping[str, Entity], language: str) -> Iterator[Named]:
    """The names in some articles, found one after the other."""
    table = NameTable(entities.values())
    return (mentions.find(article, table, entities, language) for article in articles)


def connect(
    library: Library, config: SiteConfig, drafts: bool = False, naming: Naming = name_here
) -> tuple[Site, list[Problem], list[Ambiguous]]:
    """A library with its ties: mentions, backlinks, events, tags, stories and editions.

    Returns the site, the problems that show only when records meet, and the names that nobody may guess. `naming` may
    know better how to name many articles: in several processes, or from what it remembers.
    """
    held = {a.id: "status: inbox" for a in library.articles.values() if a.status == "inbox" and not drafts}
    published = {a.id: a for a in newest_first(library.articles.values()) if a.id not in held}
    named = dict(zip(published, naming([*published.values()], library.entities, config.language), strict=True))
    found = {ident: n.mentions for ident, n in named.items()}
    oldest = {a.id: a for a in oldest_first(published.values())}
    events, problems = _events(library, oldest, found, config.language)
    terms, meeting = tags.terms(library, published, config.slugs)
    issues, chosen = editions.gather(library.editions, oldest, config.editions == "weeks")
    library = msgspec.structs.replace(library, editions=issues)
    site = Site(
        library=library,
        articles=published,
        mentions=found,
        backlinks=_backlinks(found),
        events=events,
        tags=terms,
        stories=stories.members(library.stories, oldest),
        editions=chosen,
        held=held,
    )
    problems += meeting + stories.unsourced(library.stories, published) + _wikilinks(library)
    problems += quotes.problems(published.values(), countries(library.sources))
    return site, problems, [name for n in named.values() for name in n.ambiguous]


def _events(
    library: Library, oldest: dict[str, Article], found: dict[str, tuple[Mention, ...]], language: str
) -> tuple[dict[str, Event], list[Problem]]:
    """The events, with what the curator decided about reports that contradict each other."""
    answers, country = library.answers, countries(library.sources)
    events, problems = timeline.collect(oldest, library.events, found, country, contradictions.settled_dates(answers))
    reports = partial(contradictions.Reports, oldest, found, library.entities, country, language)
    dated = [e.id for e in library.events.values() if e.date]
    return contradictions.applied(events, reports, answers, dated), problems


def oldest_first(articles: Iterable[Article]) -> list[Article]:
    """By publication date, then by id; the undated last."""
    return sorted(articles, key=lambda a: (0, a.date.sort_key, a.id) if a.date else (1, (), a.id))


def newest_first(articles: Iterable[Article]) -> list[Article]:
    """By publication date backwards, then by id; the undated last."""
    ordered = sorted(articles, key=lambda a: a.id)
    undated = [a for a in ordered if not a.date]
    return (
        sorted((a for a in ordered if a.date), key=lambda a: a.date.sort_key if a.date else (), reverse=True) + undated
    )


def _backlinks(found: dict[str, tuple[Mention, ...]]) -> dict[str, tuple[str, ...]]:
    result: dict[str, dict[str, None]] = {}
    for article, named in found.items():
        for mention in named:
            result.setdefault(mention.entity, {})[article] = None
    return {entity: tuple(articles) for entity, articles in sorted(result.items())}


def _wikilinks(library: Library) -> list[Problem]:
    """The [[links]] that lead nowhere, in every text that may hold some."""
    shelves = markup.shelves(library)
    known = {name for shelf in shelves.values() for name in shelf}
    hints = Hints(known)
    found: list[tuple[Record, str, markup.Wikilink]] = []
    for shelf in shelves.values():
        for record in shelf.values():
            found += [(record, f"body[{link.start}]", link) for link in markup.wikilinks(record.body)]
            found += [(record, key, link) for key, text in _texts(record) for link in markup.plain_links(text)]
    return [
        Problem(
            path=record.path,
            key=key,
            code="unknown-link",
            length=link.end - link.start if key.startswith("body[") else 0,
            message=f"there is no record with the id “{link.id}”",
            hint=hints.near(link.id),
        )
        for record, key, link in found
        if link.id not in known
    ]


def _texts(record: Record) -> Iterator[tuple[str, str]]:
    """The texts of a record's front matter that may hold [[links]], each with its key."""
    yield "summary", getattr(record, "summary", "")
    if isinstance(record, Article):
        yield from ((f"facts[{n}]", fact) for n, fact in enumerate(record.facts))
        yield from ((f"quotes[{n}].text", quote.text) for n, quote in enumerate(record.quotes))
    if isinstance(record, Story):
        yield from ((f"developments[{n}].text", step.text) for n, step in enumerate(record.developments))


__all__ = ["Ambiguous", "Named", "Naming", "connect", "name_here", "newest_first", "oldest_first"]
