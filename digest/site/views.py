"""Frozen page views: the theme's whole world, and what a page's fingerprint is made from.

A template receives `page`, one of the views below, and `site`, a `SiteView`. A page can show only what stands here.
`href` values are complete (base path included, percent-encoded); `""` means that there is no page to link to. Text is
plain and must be escaped by the template; only the `markdown` filter makes markup, and it sanitises.

A `Child` is shown by many pages; it carries a digest of itself, so that a page's fingerprint joins those digests
instead of encoding the same card a thousand times.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from digest.dates import When

Direction = Literal["ltr", "rtl"]


class View(msgspec.Struct, frozen=True, kw_only=True):
    """Any value a template may see."""


class Child(View, frozen=True, kw_only=True):
    """A value that many pages show."""

    digest: str = ""
    """The digest of all its other fields; `site.cards.sealed` sets it."""


# ----------------------------------------------------------------------------------------------------- parts of pages


class Link(View, frozen=True, kw_only=True):
    label: str
    """The words of the link."""
    href: str = ""
    """Where it leads; "" for words without a page."""
    language: str = ""
    """The language of the label, when it is not the interface's."""
    note: str = ""
    """A few words behind it, as the kind of an entity."""
    date: When | None = None
    """A date to show in place of the label, in the reader's language."""


class Run(View, frozen=True, kw_only=True):
    """A stretch of text, linked where it names a record. Several make a sentence: Text = tuple[Run, ...]."""

    text: str
    href: str = ""


Text = tuple[Run, ...]


class Card(Child, frozen=True, kw_only=True):
    """An article as every list shows it."""

    id: str
    href: str
    title: str
    language: str
    """The article's language tag; set as `lang` on the element that shows its title."""
    direction: Direction
    date: When | None
    """When the source published it; None for an undated article."""
    source: Link | None
    """The outlet."""
    summary: str
    """The curator's own sentences; "" when there are none."""
    story: Link | None = None


class Passage(View, frozen=True, kw_only=True):
    """A sentence that names an entity, with the name apart so that it can be marked."""

    before: str
    name: str
    after: str
    role: str
    """named, speaker, place or participant."""
    language: str
    """Of the sentence: the article's for its own words, the interface's for the curator's."""
    direction: Direction


class MentionItem(Child, frozen=True, kw_only=True):
    """One article that names the page's entity. Passages stand only where the rights allow showing them."""

    card: Card
    passages: tuple[Passage, ...]
    more: int = 0
    """How many further sentences name it."""


class EventItem(Child, frozen=True, kw_only=True):
    """An event in a timeline: what happened and when, and apart from it who reported it and when."""

    id: str
    """Unique in the site; the anchor of the item."""
    headline: str
    when: When | None
    """When it happened; None while pending or unknown."""
    said: str
    """The article's own words for the date ("last month"); "" when the date was given."""
    pending: bool
    """The words wait for their article to be dated."""
    kind: str
    place: Link | None
    entities: tuple[Link, ...]
    reports: tuple[Card, ...]
    """The articles that report it, by report date."""
    stories: tuple[Link, ...]


class Tick(View, frozen=True, kw_only=True):
    """A labelled line of a strip; x in the strip's own units."""

    x: float
    when: When
    """The year, month or day that begins here; the template shows it with the date filter."""
    anchor: Literal["start", "end"] = "start"
    """Which end of the label stands at x: there is room for it, and no two labels touch."""


class Mark(View, frozen=True, kw_only=True):
    """An event on a strip: a span, never a point narrower than what is known. Marks never cover each other."""

    x: float
    width: float
    row: int
    """0 at the bottom; marks that would overlap stand in rows above each other."""
    href: str
    """"#" and the event's anchor."""
    title: str
    """The event's headline."""
    when: When
    uncertain: bool
    """Approximate, uncertain or open at one end."""
    count: int = 1
    """How many events it stands for, where no row was free: href and title are the first one's, when spans them all."""


class Strip(View, frozen=True, kw_only=True):
    """A picture of a timeline, drawn on the server: the list below it stays the one source of truth."""

    width: float
    height: float
    baseline: float
    """The y of the axis."""
    row_height: float
    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...]
    first: When
    last: When


class Year(View, frozen=True, kw_only=True):
    """The events of one year, in order."""

    label: str
    anchor: str
    events: tuple[EventItem, ...]


class Timeline(View, frozen=True, kw_only=True):
    """Events by year, oldest first; those without a date stand last."""

    count: int
    years: tuple[Year, ...]
    undated: tuple[EventItem, ...]
    strip: Strip | None
    """None with fewer than two dated events, and where all have the same span."""


class Entry(View, frozen=True, kw_only=True):
    """A line of an index."""

    link: Link
    summary: str = ""
    count: int = 0
    """How many articles stand behind it."""
    level: int = 0
    """How deep it stands in its hierarchy: 0 at the top."""
    date: When | None = None


class Section(View, frozen=True, kw_only=True):
    """A headed part of an index."""

    title: str
    anchor: str
    entries: tuple[Entry, ...]
    href: str = ""
    """A page that holds the whole of it; "" when this is the whole."""


# -------------------------------------------------------------------------------------------------------------- pages


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
    """home.html"""

    edition: Entry | None
    """The newest edition."""
    cards: tuple[Card, ...]
    """The newest articles, at most 20."""
    more: Link | None
    """The archive, when there are more."""
    stories: tuple[Entry, ...]
    events: tuple[EventItem, ...]
    """The latest dated events, newest first, at most six."""
    counts: tuple[Entry, ...]
    """Articles, people, organizations, places, things, events: what there is, with links to the indexes."""


class QuoteItem(View, frozen=True, kw_only=True):
    text: Text
    speaker: Link


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

    date: When | None
    updated: When | None
    captured: When | None
    source: Link | None
    original: str
    """The address of the original; "" when unknown."""
    archive: str
    authors: tuple[str, ...]
    desk: str
    keywords: tuple[str, ...]
    words: int
    """Words of the clipping's text, shown or not."""
    summary: Text
    body: str
    """Markdown for the `markdown` filter: links resolved, only what the rights allow; "" when nothing may appear."""
    shown: Literal["full", "excerpt", "none"]
    """How much of the clipping's text `body` is."""
    facts: tuple[Text, ...]
    quotes: tuple[QuoteItem, ...]
    captions: tuple[str, ...]
    events: tuple[EventItem, ...]
    entities: tuple[Section, ...]
    """Who and what it names, a section for each group."""
    tags: tuple[Link, ...]
    story: StoryBox | None
    references: tuple[Link, ...]
    """Articles it points to; without href while their clippings have not arrived."""
    copies: tuple[Card, ...]
    """Also reported by."""
    corrections: tuple[CorrectionItem, ...]
    clipping: str
    """The name of the raw clipping it was imported from."""


class PositionItem(View, frozen=True, kw_only=True):
    title: str
    organization: Link | None
    since: When | None
    until: When | None


class EntityView(PageView, frozen=True, kw_only=True):
    """entity.html"""

    group: str
    kind: str
    names: tuple[Link, ...]
    """The name in other languages: label and language."""
    aliases: tuple[str, ...]
    summary: Text
    body: str
    positions: tuple[PositionItem, ...]
    part_of: Link | None
    parts: tuple[Link, ...]
    same_as: tuple[str, ...]
    mentions: tuple[MentionItem, ...]
    """The articles that name it, newest first."""
    timeline: Timeline | None
    """None without events."""
    timeline_link: Link | None


class TagView(PageView, frozen=True, kw_only=True):
    """tag.html"""

    summary: str
    body: str
    children: tuple[Entry, ...]
    cards: tuple[Card, ...]
    """Articles with the tag or one below it, newest first."""
    timeline_link: Link | None


class StoryView(PageView, frozen=True, kw_only=True):
    """story.html"""

    summary: Text
    """The state of play."""
    date: When | None
    body: str
    cards: tuple[Card, ...]
    """Its articles, newest first."""
    entities: tuple[Section, ...]
    """Who is who."""
    timeline: Timeline | None
    timeline_link: Link | None


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
    """timeline.html: of the site, an entity, a tag or a story."""

    subject: Link | None
    """What the timeline is of; None for the whole site."""
    timeline: Timeline


class EditionView(PageView, frozen=True, kw_only=True):
    """edition.html"""

    number: int
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


class IndexView(PageView, frozen=True, kw_only=True):
    """index.html: all entities of a group, all tags, stories, sources or editions."""

    sections: tuple[Section, ...]


class ProseView(PageView, frozen=True, kw_only=True):
    """page.html: about and the like."""

    body: str


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
    feed: Link
    calendar: Link
    assets: dict[str, str]
    """href of each of the theme's assets, by its path below assets/."""
    options: dict[str, str]
    """The theme's options."""


# ---------------------------------------------------------------------------------------------- views of machine forms


class FeedItem(Child, frozen=True, kw_only=True):
    id: str
    """Lasting: a tag: URI or the article's absolute address at first publication."""
    url: str
    title: str
    language: str
    published: str
    """RFC 3339."""
    updated: str
    summary: str
    source: str
    source_url: str
    categories: tuple[str, ...] = ()


class FeedView(View, frozen=True, kw_only=True):
    """An Atom feed."""

    id: str
    title: str
    subtitle: str
    url: str
    """Of the feed itself."""
    home: str
    author: str
    language: str
    updated: str
    items: tuple[FeedItem, ...]


class SitemapView(View, frozen=True, kw_only=True):
    """sitemap.xml: absolute addresses, with the day of the last change where it is known."""

    urls: tuple[tuple[str, str], ...]


class CalendarEntry(Child, frozen=True, kw_only=True):
    """An event as iCalendar has it: whole days unless its clock time and zone are known."""

    uid: str
    summary: str
    description: str
    start: str
    """YYYYMMDD, or YYYYMMDDTHHMMSSZ."""
    end: str
    """Exclusive, same form; "" for an instant."""
    url: str
    stamp: str


class CalendarView(View, frozen=True, kw_only=True):
    name: str
    language: str
    entries: tuple[CalendarEntry, ...]
