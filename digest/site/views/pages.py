"""What each template receives as `page`: one type for each.

A field with a default is made only for a theme whose template can show it (`render.reach`); else it keeps the default.
"""

from __future__ import annotations

from typing import Literal

from digest.dates import When
from digest.site.views.parts import (
    Card,
    Direction,
    Entry,
    EventItem,
    Link,
    MentionItem,
    RelatedItem,
    SayingGroup,
    SayingItem,
    Section,
    Text,
    View,
)
from digest.site.views.timelines import Clock, Condition, Overview, Reported, Timeline


class PageView(View, frozen=True, kw_only=True):
    """What every page has."""

    title: str
    """For <title> and the h1, unless the template says otherwise."""
    description: str = ""
    """For <meta name=description>; plain, at most a few sentences."""
    href: str
    """Its own address under the base path."""
    canonical: str = ""
    """Its absolute address; "" while the site has no base_url."""
    language: str
    direction: Direction
    crumbs: tuple[Link, ...] = ()
    """The way from home, without the page itself."""
    feed: Link | None = None
    """The Atom feed of what the page lists."""
    calendar: Link | None = None
    """The iCalendar file of its timeline."""


class HomeView(PageView, frozen=True, kw_only=True):
    """home.html: the home page; or one of its further pages, which hold articles and nothing else."""

    edition: Entry | None
    """The newest edition."""
    cards: tuple[Card, ...]
    """The newest articles, at most 20; or as many as the theme wants on a page, the newest first."""
    tags: tuple[tuple[Link, ...], ...] = ()
    """The tags of each of these articles, in their order."""
    more: Link | None
    """The archive, when there are more and no further page lists them."""
    stories: tuple[Entry, ...]
    events: tuple[EventItem, ...]
    """The latest dated events, newest first, at most six."""
    counts: tuple[Entry, ...]
    """Articles, people, organizations, places, things, events: what there is, with links to the indexes."""
    number: int = 1
    """Which of its pages this is."""
    pages: int = 1
    """How many there are; more than one only where the theme wants them (`home: {page_size: 20}`)."""
    newer: Link | None = None
    older: Link | None = None
    """The pages beside this one."""


class QuoteItem(View, frozen=True, kw_only=True):
    text: Text
    speaker: Link
    """With the office that the speaker held then as its note."""
    when: When | None
    """When it was said; None where only the report is dated."""


class StoryBox(View, frozen=True, kw_only=True):
    """Where an article stands in its story."""

    story: Link
    part: int
    """Counted from 1, oldest first."""
    parts: int
    previous: Card | None
    next: Card | None


class CorrectionItem(View, frozen=True, kw_only=True):
    date: When
    text: str


class ArticleView(PageView, frozen=True, kw_only=True):
    """article.html"""

    date: When | None = None
    updated: When | None = None
    captured: When | None = None
    source: Link | None = None
    original: str = ""
    """The address of the original; "" when unknown."""
    archive: str = ""
    authors: tuple[str, ...] = ()
    desk: str = ""
    keywords: tuple[str, ...] = ()
    words: int = 0
    """Words of the clipping's text, shown or not."""
    summary: Text = ()
    body: str = ""
    """Markdown for the `markdown` filter: links resolved, only what the rights allow; "" when nothing may appear."""
    shown: Literal["full", "excerpt", "none"] = "none"
    """How much of the clipping's text `body` is."""
    facts: tuple[Text, ...] = ()
    quotes: tuple[QuoteItem, ...] = ()
    captions: tuple[str, ...] = ()
    events: tuple[EventItem, ...] = ()
    entities: tuple[Section, ...] = ()
    """Who and what it names, a section for each group; a person with the office held at its date as note."""
    tags: tuple[Link, ...] = ()
    story: StoryBox | None = None
    references: tuple[Link, ...] = ()
    """Articles it points to; without href while their clippings have not arrived."""
    copies: tuple[Card, ...] = ()
    """Also reported by."""
    related: tuple[RelatedItem, ...] = ()
    """Articles that belong with it, at most five; without its copies and its neighbours in the story."""
    corrections: tuple[CorrectionItem, ...] = ()
    clipping: str = ""
    """The name of the raw clipping it was imported from."""
    newer: Card | None = None
    older: Card | None = None
    """The articles beside it by their dates, the undated last."""


class PositionItem(View, frozen=True, kw_only=True):
    title: str
    organization: Link | None
    since: When | None
    until: When | None


class EntityView(PageView, frozen=True, kw_only=True):
    """entity.html"""

    group: str = ""
    kind: str = ""
    names: tuple[Link, ...] = ()
    """The name in other languages: label and language."""
    aliases: tuple[str, ...] = ()
    summary: Text = ()
    body: str = ""
    positions: tuple[PositionItem, ...] = ()
    """The latest first."""
    often: tuple[Entry, ...] = ()
    """Who and what is often named with it, each with the number of articles that name both."""
    sayings: tuple[SayingItem, ...] = ()
    """What it said last, at most five."""
    sayings_link: Link | None = None
    """The page of all that it said; None for who is not quoted."""
    part_of: Link | None = None
    parts: tuple[Link, ...] = ()
    same_as: tuple[str, ...] = ()
    mentions: tuple[MentionItem, ...] = ()
    """The articles that name it, newest first."""
    cards: tuple[Card, ...] = ()
    """The same articles, without the sentences that name it."""
    timeline: Timeline | None = None
    """None without events."""
    timeline_link: Link | None = None


class TagView(PageView, frozen=True, kw_only=True):
    """tag.html"""

    summary: str
    body: str
    children: tuple[Entry, ...]
    stories: tuple[Entry, ...]
    """Stories with the tag or one below it."""
    cards: tuple[Card, ...]
    """Articles with the tag or one below it, newest first."""
    timeline_link: Link | None


class StepItem(View, frozen=True, kw_only=True):
    """A step of a story."""

    text: Text
    """The curator's words; () where only the title of the one article that it cites can tell."""
    date: When | None
    reported: bool
    """The date is that of the report, not of what happened."""
    cites: tuple[Card, ...]
    """What the words rest on; () means that they are without a source."""


class StoryView(PageView, frozen=True, kw_only=True):
    """story.html"""

    summary: Text = ()
    """The state of play."""
    date: When | None = None
    """The day of the state of play."""
    cites: tuple[Card, ...] = ()
    """What the state of play rests on."""
    body: str = ""
    steps: tuple[StepItem, ...] = ()
    """How it came to that: newest first, those without a date last; together they cite every article."""
    cards: tuple[Card, ...] = ()
    """Its articles, newest first."""
    entities: tuple[Section, ...] = ()
    """Who is who."""
    tags: tuple[Link, ...] = ()
    timeline: Timeline | None = None
    timeline_link: Link | None = None


class SourceView(PageView, frozen=True, kw_only=True):
    """source.html"""

    url: str
    country: str
    publishes_in: str
    """Its language tag."""
    summary: str
    body: str
    cards: tuple[Card, ...]


class TimelineView(PageView, frozen=True, kw_only=True):
    """timeline.html: of the site, an entity, a tag, a story or a saved one, by one of the two clocks

    Holds one of `timeline`, `reported` and `overview`.
    """

    subject: Link | None
    """What the timeline is of; None for the whole site and for a saved one."""
    clock: Clock
    clocks: tuple[Link, ...]
    """The two ways to read it: what happened when, what we knew when; none without events."""
    period: When | None = None
    """The year of a page that shows no more."""
    summary: Text = ()
    """A saved timeline's, as `body` and `conditions`; on its first page only."""
    body: str = ""
    conditions: tuple[Condition, ...] = ()
    timeline: Timeline | None
    reported: Reported | None
    overview: Overview | None
    """In place of the list, where that is too long for one page."""
    saved: tuple[Link, ...] = ()
    """The timelines that the curator saved; on the site's own."""
    previous: Link | None
    next: Link | None
    """The years beside the page's own."""


class EditionView(PageView, frozen=True, kw_only=True):
    """edition.html"""

    number: int | None
    """None for an edition that goes by its week or its days."""
    period: When
    summary: Text
    body: str
    cards: tuple[Card, ...]
    """In reading order."""
    previous: Link | None
    next: Link | None


class ArchiveView(PageView, frozen=True, kw_only=True):
    """archive.html: the whole, a year or a month."""

    period: When | None
    """None for the whole archive."""
    entries: tuple[Entry, ...]
    """The years or months below it."""
    cards: tuple[Card, ...]
    """Of a month, oldest first; of the whole archive, the undated articles."""
    previous: Link | None
    next: Link | None


class QuotesView(PageView, frozen=True, kw_only=True):
    """quotes.html: what was said last and by whom, or all that one speaker said."""

    subject: Link | None
    """The speaker; None for the register of all."""
    count: int
    """How many quotations there are."""
    groups: tuple[SayingGroup, ...]
    """By year, the latest first; of the register of all only the latest."""
    speakers: tuple[Section, ...]
    """Everybody who is quoted, by the first letter of their names; none on a speaker's page."""


class IndexView(PageView, frozen=True, kw_only=True):
    """index.html: all entities of a group, all tags, stories, sources or editions."""

    sections: tuple[Section, ...]


class ProseView(PageView, frozen=True, kw_only=True):
    """page.html: about and the like."""

    body: str


class SearchView(PageView, frozen=True, kw_only=True):
    """search.html: where articles are searched, by a script and an index that is made after the pages

    The index holds of each article's page what its template marks with `data-pagefind-body`.
    """

    index: str
    """The folder of the index; its files are Pagefind's."""
    links: tuple[Link, ...]
    """The ways in without it."""


class NotFoundView(PageView, frozen=True, kw_only=True):
    """404.html; served at any depth, so all of its links begin with the base path."""

    links: tuple[Link, ...]


class SiteView(View, frozen=True, kw_only=True):
    """What every template may see beside its page. Nothing here changes with a single article."""

    title: str
    subtitle: str
    description: str
    author: str
    language: str
    direction: Direction
    home: str
    """The address of the home page: the base path."""
    base_url: str
    navigation: tuple[Link, ...]
    footer: tuple[Link, ...]
    search: Link | None
    """The page that searches; None for a site without."""
    feed: Link
    calendar: Link
    assets: dict[str, str]
    """href of each of the theme's assets, by its path below assets/."""
    options: dict[str, str]
    """The theme's options."""
