"""What waits for the curator. Derived each time from the site as it is; only the answers are ever stored. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from digest.link.mentions import Ambiguous
from digest.model import Article, Site


class Question(msgspec.Struct, frozen=True, order=True, kw_only=True):
    """One thing that only the curator can decide. Field order is the order of the list."""

    path: str
    """The file that the answer would go into."""
    kind: str
    """undated, no-zone, pending-date, unknown-date, ambiguous-name, inbox"""
    text: str
    """What is open."""
    hint: str
    """What would settle it."""


def questions(site: Site, ambiguous: Iterable[Ambiguous] = ()) -> list[Question]:
    """Everything that is open, by file."""
    found = [q for article in site.library.articles.values() for q in _article(article)]
    library = site.library.articles
    for name in ambiguous:
        choices = " or ".join(name.entities)
        found.append(
            Question(
                path=library[name.article].path,
                kind="ambiguous-name",
                text=f"“{name.name}” may be {choices}",
                hint=f"add prefer: {{{name.name}: {name.entities[0]}}}, or deny: [{name.name}]",
            )
        )
    for event in site.events.values():
        if event.date is None and event.articles:
            path = library[event.articles[0]].path
            if event.pending:
                found.append(
                    Question(
                        path=path,
                        kind="pending-date",
                        text=f"“{event.headline}” happened “{event.said}”",
                        hint="it resolves by itself once the article has a date",
                    )
                )
            else:
                found.append(
                    Question(
                        path=path,
                        kind="unknown-date",
                        text=f"“{event.headline}” has no date",
                        hint="add date: to the event if it can be known",
                    )
                )
    return sorted(found)


def _article(article: Article) -> Iterator[Question]:
    if article.status == "inbox":
        yield Question(
            path=article.path,
            kind="inbox",
            text=f"“{article.title}” is not published",
            hint="set status: reviewed or published when it is ready",
        )
    if article.date is None:
        yield Question(
            path=article.path,
            kind="undated",
            text=f"“{article.title}” has no date",
            hint="add date: with the day its source published it",
        )
    elif (start := article.date.start) and start.minute is not None and start.offset is None:
        yield Question(
            path=article.path,
            kind="no-zone",
            text=f"“{article.title}” has a clock time without a zone",
            hint="add the offset, as in +08:00, or time_zone: to its source and import again",
        )
