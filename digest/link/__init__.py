"""Library -> Site: everything knows what it is tied to. Pure."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from digest.config import SiteConfig
from digest.content.references import Hints
from digest.errors import Problem
from digest.link import editions, markup, mentions, stories, tags, timeline
from digest.link.mentions import Ambiguous
from digest.link.names import NameTable
from digest.model import Article, Library, Mention, Site


def connect(library: Library, config: SiteConfig, drafts: bool = False) -> tuple[Site, list[Problem], list[Ambiguous]]:
    """A library with its ties: mentions, backlinks, events, tags, stories and editions.

    Returns the site, the problems that show only when records meet, and the names that nobody may guess.
    """
    held = {a.id: "status: inbox" for a in library.articles.values() if a.status == "inbox" and not drafts}
    published = {a.id: a for a in newest_first(library.articles.values()) if a.id not in held}
    table = NameTable(library.entities.values())
    named = {a.id: mentions.find(a, table, library.entities) for a in published.values()}
    found = {ident: n.mentions for ident, n in named.items()}
    oldest = {a.id: a for a in oldest_first(published.values())}
    events, problems = timeline.collect(oldest, library.events, found)
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
    return site, problems, [name for n in named.values() for name in n.ambiguous]


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
    problems = []
    shelves = markup.shelves(library)
    known = {name for shelf in shelves.values() for name in shelf}
    hints = Hints(known)
    for shelf in shelves.values():
        for record in shelf.values():
            for link in markup.wikilinks(record.body):
                if link.id not in known:
                    problems.append(
                        Problem(
                            path=record.path,
                            key=f"body[{link.start}]",
                            code="unknown-link",
                            length=link.end - link.start,
                            message=f"there is no record with the id “{link.id}”",
                            hint=hints.near(link.id),
                        )
                    )
    return problems


__all__ = ["Ambiguous", "connect", "newest_first", "oldest_first"]
