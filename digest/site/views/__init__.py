"""Frozen page views: the theme's whole world, and what a page's fingerprint is made from.

A template receives `page`, one of the views below, and `site`, a `SiteView`. A page can show only what stands here.
`href` values are complete (base path included, percent-encoded); `""` means that there is no page to link to. Text is
plain and must be escaped by the template; only the `markdown` filter makes markup, and it sanitises.

A `Child` is shown by many pages; it carries a digest of itself, so that a page's fingerprint joins those digests
instead of encoding the same card a thousand times.
"""

from __future__ import annotations

from digest.site.views.forms import (
    CalendarEntry,
    CalendarView,
    FeedItem,
    FeedView,
    SitemapView,
)
from digest.site.views.pages import (
    ArchiveView,
    ArticleView,
    CorrectionItem,
    EditionView,
    EntityView,
    HomeView,
    IndexView,
    NotFoundView,
    PageView,
    PositionItem,
    ProseView,
    QuoteItem,
    SiteView,
    SourceView,
    StepItem,
    StoryBox,
    StoryView,
    TagView,
    TimelineView,
)
from digest.site.views.parts import (
    Card,
    Child,
    Direction,
    Entry,
    EventItem,
    Link,
    Mark,
    MentionItem,
    Passage,
    Run,
    Section,
    Strip,
    Text,
    Tick,
    Timeline,
    View,
    Year,
)

__all__ = [
    "ArchiveView",
    "ArticleView",
    "CalendarEntry",
    "CalendarView",
    "Card",
    "Child",
    "CorrectionItem",
    "Direction",
    "EditionView",
    "EntityView",
    "Entry",
    "EventItem",
    "FeedItem",
    "FeedView",
    "HomeView",
    "IndexView",
    "Link",
    "Mark",
    "MentionItem",
    "NotFoundView",
    "PageView",
    "Passage",
    "PositionItem",
    "ProseView",
    "QuoteItem",
    "Run",
    "Section",
    "SiteView",
    "SitemapView",
    "SourceView",
    "StepItem",
    "StoryBox",
    "StoryView",
    "Strip",
    "TagView",
    "Text",
    "Tick",
    "Timeline",
    "TimelineView",
    "View",
    "Year",
]
