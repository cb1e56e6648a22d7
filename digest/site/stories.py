"""Stories on pages: the page of one, its line in a list, and the box in which an article says where it stands. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from digest.link import newest_first
from digest.link.stories import Step, cited, steps
from digest.model import Article, Event, Story
from digest.site import views
from digest.site.cards import Cards
from digest.site.tables import Table
from digest.site.views import Card, Entry, Link, Section
from digest.text import one_line

if TYPE_CHECKING:
    from digest.site.pages import Pages


def story(pages: Pages, record: Story) -> views.StoryView:
    """The state of play, how it came to that, and who has to do with it."""
    return TABLE.made(pages, record)


def _common(pages: Pages, record: Story) -> dict[str, Any]:
    return pages.common(record.title, pages.urls.record(record), [pages.crumb("stories")], record.summary)


def _steps(pages: Pages, record: Story) -> tuple[views.StepItem, ...]:
    told = steps(record, pages.site.stories[record.id], pages.site.articles)
    return tuple(_step(pages.cards, step) for step in told)


def _reports(pages: Pages, record: Story) -> tuple[Card, ...]:
    parts = newest_first(pages.site.articles[i] for i in pages.site.stories[record.id])
    return pages.cards.articles(tuple(article.id for article in parts))


def _cast(pages: Pages, record: Story) -> tuple[Section, ...]:
    named = dict.fromkeys(entity for i in pages.site.stories[record.id] for entity in pages.cards.named(i))
    return pages.cards.groups(tuple(named))


def _timeline(pages: Pages, record: Story) -> views.Timeline | None:
    return pages.timeline(pages.urls.record(record), story_events(pages.cards, record.id), record.eras)


def _timeline_link(pages: Pages, record: Story) -> Link | None:
    return pages.timeline_link(pages.urls.record(record), record.title, story_events(pages.cards, record.id))


TABLE: Table[views.StoryView, Story] = Table(
    "story.html",
    views.StoryView,
    _common,
    {
        "summary": lambda pages, s: pages.cards.text(s.summary),
        "date": lambda _, s: s.date,
        "cites": lambda pages, s: pages.cards.articles(cited(s.cites, pages.site.articles)),
        "body": lambda pages, s: pages.cards.prose(s),
        "steps": _steps,
        "cards": _reports,
        "entities": _cast,
        "tags": lambda pages, s: tuple(dict.fromkeys(pages.cards.tag(t) for t in s.tags)),
        "timeline": _timeline,
        "timeline_link": _timeline_link,
    },
)


def _step(cards: Cards, step: Step) -> views.StepItem:
    """A step; an article of which only its metadata may appear is told by its title."""
    text = cards.text(one_line(step.text))
    if step.told_by != "development":
        article = cards.site.articles[step.cites[0]]
        shown = step.text and cards.allowance(article.id).curated
        text = cards.runs(article, "summary", article.summary) if shown else ()
    reported = step.dated_by == "report"
    return views.StepItem(text=text, date=step.date, reported=reported, cites=cards.articles(step.cites))


def story_entry(cards: Cards, record: Story) -> Entry:
    """A line of a list of stories."""
    count = len(cards.site.stories[record.id])
    return Entry(link=cards.story(record.id), summary=cards.words(record.summary), count=count, date=record.date)


def story_events(cards: Cards, ident: str) -> tuple[Event, ...]:
    return cards.events_of_story.get(ident, ())


def story_box(cards: Cards, article: Article) -> views.StoryBox | None:
    """Where an article stands in its story; None for one without a story."""
    if not article.story:
        return None
    parts = cards.site.stories[article.story]
    at = parts.index(article.id)
    return views.StoryBox(
        story=cards.story(article.story),
        part=at + 1,
        parts=len(parts),
        previous=cards.article(parts[at - 1]) if at else None,
        next=cards.article(parts[at + 1]) if at + 1 < len(parts) else None,
    )
