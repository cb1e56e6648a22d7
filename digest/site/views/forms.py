"""What feeds, the sitemap and calendars are written from."""

from __future__ import annotations

from digest.site.views.parts import Child, View


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
