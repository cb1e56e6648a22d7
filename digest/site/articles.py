"""The page of an article: the report itself, what is tied to it, and why. Pure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, TypeVar

from digest.link.related import Related
from digest.model import Article
from digest.site import views
from digest.site.pages import Pages, title_key
from digest.site.stories import story_box
from digest.site.tables import Table
from digest.site.views import Link, RelatedItem
from digest.text import one_line, word_count

Unit = Literal["", "same", "days", "weeks", "months", "years"]

CLOSE = 14
"""Days apart up to which closeness is a reason by itself; parts of one story say how far apart they are anyway."""

T = TypeVar("T")


def article(pages: Pages, record: Article) -> views.ArticleView:
    """The page of a published article."""
    return TABLE.made(pages, record)


def _common(pages: Pages, record: Article) -> dict[str, Any]:
    crumb = pages.cards.story(record.story) if record.story else pages.crumb("archive")
    summary = record.summary if pages.cards.allowance(record.id).curated else ""
    return pages.common(record.title, pages.urls.record(record), [crumb], summary, record.language or "")


def _curated(field: Callable[[Pages, Article], tuple[T, ...]]) -> Callable[[Pages, Article], tuple[T, ...]]:
    """The field where more of an article than its metadata may appear."""
    return lambda pages, record: field(pages, record) if pages.cards.allowance(record.id).curated else ()


def _words(pages: Pages, record: Article) -> int:
    known = record.clipping or pages.cards.allowance(record.id).shown != "none"
    return word_count(record.body) if known else 0


def _captions(pages: Pages, record: Article) -> tuple[str, ...]:
    whole = pages.cards.allowance(record.id).level == "full"
    return tuple(one_line(caption) for caption in record.captions) if whole else ()


TABLE = Table(
    "article.html",
    views.ArticleView,
    _common,
    {
        "date": lambda _, a: a.date,
        "updated": lambda _, a: a.updated,
        "captured": lambda _, a: a.captured,
        "source": lambda pages, a: pages.cards.source(a),
        "original": lambda _, a: a.url or "",
        "archive": lambda _, a: a.archive or "",
        "authors": lambda _, a: a.authors,
        "desk": lambda _, a: a.desk,
        "keywords": _curated(lambda _, a: a.keywords),
        "words": _words,
        "summary": _curated(lambda pages, a: pages.cards.runs(a, "summary", a.summary)),
        "body": lambda pages, a: pages.cards.body(a),
        "shown": lambda pages, a: pages.cards.allowance(a.id).shown,
        "facts": _curated(lambda pages, a: pages.cards.facts(a)),
        "quotes": _curated(lambda pages, a: pages.cards.quotes(a)),
        "captions": _captions,
        "events": _curated(
            lambda pages, a: tuple(pages.cards.event(e) for e in pages.cards.events_of_article.get(a.id, ()))
        ),
        "entities": lambda pages, a: pages.cards.groups(tuple(pages.cards.named(a.id)), a.date),
        "tags": lambda pages, a: tuple(dict.fromkeys(pages.cards.tag(t) for t in a.tags)),
        "story": lambda pages, a: story_box(pages.cards, a),
        "references": _curated(lambda pages, a: tuple(reference(pages, r) for r in a.references)),
        "copies": lambda pages, a: pages.cards.articles(a.also_reported_by),
        "related": lambda pages, a: tuple(related(pages, r) for r in pages.relations.of(a.id)),
        "corrections": lambda _, a: tuple(views.CorrectionItem(date=c.date, text=c.text) for c in a.corrections),
        "clipping": lambda _, a: a.clipping.original if a.clipping else "",
        "newer": lambda pages, a: _neighbour(pages, pages.neighbours[a.id][0]),
        "older": lambda pages, a: _neighbour(pages, pages.neighbours[a.id][1]),
    },
)


def _neighbour(pages: Pages, ident: str) -> views.Card | None:
    return pages.cards.article(ident) if ident else None


def reference(pages: Pages, title: str) -> Link:
    """A title that an article points to; it becomes a link when a clipping with that title is there."""
    found = pages.by_title.get(title_key(title))
    return Link(label=one_line(title), href=pages.cards.article(found).href if found else "")


def related(pages: Pages, found: Related) -> RelatedItem:
    """A related article with its reasons, in units coarse enough that they seldom change."""
    cards = pages.cards
    unit, count = apart(found.days)
    told = unit if found.story or (found.days is not None and abs(found.days) <= CLOSE) else ""
    return RelatedItem(
        card=cards.article(found.article),
        entities=tuple(cards.entity(e) for e in found.entities),
        story=bool(found.story),
        tag=cards.tag(found.tag) if found.tag else None,
        apart=told,
        count=count if told else 0,
        later=bool(told and found.days and found.days > 0),
    )


def apart(days: int | None) -> tuple[Unit, int]:
    """The time between two days in a unit that fits it: 16 days are two weeks."""
    if days is None:
        return "", 0
    days = abs(days)
    if days <= CLOSE:
        return ("days", days) if days else ("same", 0)
    if days < 60:
        return "weeks", round(days / 7)
    return ("months", round(days / 30.44)) if days < 700 else ("years", round(days / 365.25))
