"""Stories on pages: the page of one, its line in a list, and the box in which an article says where it stands. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.link import newest_first
from digest.link.stories import Step, cited, steps
from digest.model import Article, Event, Story
from digest.site import views
from digest.site.cards import Cards
from digest.site.views import Entry
from digest.text import one_line

if TYPE_CHECKING:
    from digest.site.pages import Pages


def story(pages: Pages, record: Story) -> views.StoryView:
    """The state of play, how it came to that, and who has to do with it."""
    cards, site = pages.cards, pages.site
    path, parts = pages.urls.record(record), site.stories[record.id]
    events = story_events(cards, record.id)
    named = dict.fromkeys(m.entity for i in parts for m in site.mentions[i])
    return views.StoryView(
        **pages.common(record.title, path, [pages.crumb("stories")], record.summary),
        summary=cards.text(record.summary),
        date=record.date,
        cites=cards.articles(cited(record.cites, site.articles)),
        body=cards.prose(record),
        steps=tuple(_step(cards, step) for step in steps(record, parts, site.articles)),
        cards=cards.articles(tuple(a.id for a in newest_first(site.articles[i] for i in parts))),
        entities=cards.groups(tuple(named)),
        tags=tuple(dict.fromkeys(cards.tag(t) for t in record.tags)),
        timeline=pages.timeline(path, events, record.eras),
        timeline_link=pages.timeline_link(path, record.title, events),
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
