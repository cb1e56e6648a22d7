"""The page of an article: the report itself, what is tied to it, and why. Pure."""

from __future__ import annotations

from typing import Literal

from digest.link.related import Related
from digest.model import Article
from digest.site import views
from digest.site.cards import sealed
from digest.site.pages import Pages, title_key
from digest.site.stories import story_box
from digest.site.views import Link, RelatedItem
from digest.text import one_line, word_count

Unit = Literal["", "same", "days", "weeks", "months", "years"]

CLOSE = 14
"""Days apart up to which closeness is a reason by itself; parts of one story say how far apart they are anyway."""


def article(pages: Pages, record: Article) -> views.ArticleView:
    cards, rights = pages.cards, pages.cards.allowance(record.id)
    crumb = cards.story(record.story) if record.story else pages.crumb("archive")
    shown = rights.curated
    newer, older = pages.neighbours[record.id]
    named = tuple(dict.fromkeys(m.entity for m in pages.site.mentions[record.id]))
    return views.ArticleView(
        **pages.common(
            record.title,
            pages.urls.record(record),
            [crumb],
            record.summary if shown else "",
            record.language or "",
        ),
        date=record.date,
        updated=record.updated,
        captured=record.captured,
        source=cards.source(record),
        original=record.url or "",
        archive=record.archive or "",
        authors=record.authors,
        desk=record.desk,
        keywords=record.keywords if shown else (),
        words=word_count(record.body) if record.clipping or rights.shown != "none" else 0,
        summary=cards.runs(record, "summary", record.summary) if shown else (),
        body=cards.body(record),
        shown=rights.shown,
        facts=cards.facts(record) if shown else (),
        quotes=cards.quotes(record) if shown else (),
        captions=tuple(one_line(c) for c in record.captions) if rights.level == "full" else (),
        events=tuple(cards.event(e) for e in cards.events_of_article.get(record.id, ())) if shown else (),
        entities=cards.groups(named, record.date),
        tags=tuple(dict.fromkeys(cards.tag(t) for t in record.tags)),
        story=story_box(cards, record),
        references=tuple(reference(pages, r) for r in record.references) if shown else (),
        copies=cards.articles(record.also_reported_by),
        related=tuple(related(pages, r) for r in pages.relations.of(record.id)),
        corrections=tuple(views.CorrectionItem(date=c.date, text=c.text) for c in record.corrections),
        clipping=record.clipping.original if record.clipping else "",
        newer=cards.article(newer) if newer else None,
        older=cards.article(older) if older else None,
    )


def reference(pages: Pages, title: str) -> Link:
    """A title that an article points to; it becomes a link when a clipping with that title is there."""
    found = pages.by_title.get(title_key(title))
    return Link(label=one_line(title), href=pages.cards.article(found).href if found else "")


def related(pages: Pages, found: Related) -> RelatedItem:
    """A related article with its reasons, in units coarse enough that they seldom change."""
    cards = pages.cards
    unit, count = apart(found.days)
    told = unit if found.story or (found.days is not None and abs(found.days) <= CLOSE) else ""
    return sealed(
        RelatedItem(
            card=cards.article(found.article),
            entities=tuple(cards.entity(e) for e in found.entities),
            story=bool(found.story),
            tag=cards.tag(found.tag) if found.tag else None,
            apart=told,
            count=count if told else 0,
            later=bool(told and found.days and found.days > 0),
        )
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
