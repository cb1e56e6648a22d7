"""Atom feeds (RFC 4287) and the sitemap: views, and the bytes they come to. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from xml.sax.saxutils import escape, quoteattr

from digest.dates import When, to_utc
from digest.model import Article
from digest.site.cards import Cards, sealed
from digest.site.views import FeedItem, FeedView, SitemapView
from digest.text import without_forbidden

NEWEST = 20
"""How many articles a feed lists."""


def feed_view(cards: Cards, path: str = "feed.xml") -> FeedView:
    """The site's feed: its newest dated articles. An undated article has no time to be listed by and is left out."""
    config, urls = cards.config, cards.urls
    dated = (a for a in cards.site.articles.values() if _utc(a.date, config.time_zone))
    items = tuple(_item(cards, a) for a in islice(dated, NEWEST))
    return FeedView(
        id=urls.absolute(""),
        title=config.title,
        subtitle=config.subtitle,
        url=urls.absolute(path),
        home=urls.absolute(""),
        author=config.author or config.title,
        language=config.language,
        items=items,
        updated=max((i.updated for i in items), default="1970-01-01T00:00:00Z"),
    )


def _item(cards: Cards, article: Article) -> FeedItem:
    card, zone = cards.article(article.id), cards.config.time_zone
    address = cards.urls.absolute(cards.urls.record(article))
    published = _utc(article.date, zone)
    changes = (article.updated, *(c.date for c in article.corrections))
    return sealed(
        FeedItem(
            id=address,
            url=address,
            title=card.title,
            language=card.language,
            published=published,
            updated=max(published, *(_utc(when, zone) for when in changes)),
            summary=card.summary,
            source=card.source.label if card.source else "",
            source_url=article.url or "",
            categories=tuple(dict.fromkeys(cards.tag(t).label for t in article.tags)),
        )
    )


def _utc(when: When | None, zone: str) -> str:
    """The start of a date in UTC as RFC 3339 writes it; "" when there is none."""
    moment = to_utc(when, zone) if when else None
    return moment.replace(tzinfo=None).isoformat() + "Z" if moment else ""  # strftime writes the year 987 as "987"


def atom(view: FeedView) -> bytes:
    """The feed as an Atom document."""
    return "\n".join(_atom(view)).encode() + b"\n"


def _atom(view: FeedView) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="utf-8"?>'
    yield f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={quoteattr(view.language)}>'
    yield f"<id>{escape(view.id)}</id>"
    yield f"<title>{_plain(view.title)}</title>"
    if view.subtitle:
        yield f"<subtitle>{_plain(view.subtitle)}</subtitle>"
    yield f"<updated>{view.updated}</updated>"
    yield f'<link rel="self" type="application/atom+xml" href={quoteattr(view.url)}/>'
    yield f'<link rel="alternate" type="text/html" href={quoteattr(view.home)}/>'
    yield f"<author><name>{_plain(view.author)}</name></author>"
    for item in view.items:
        yield f"<entry xml:lang={quoteattr(item.language)}>"
        yield f"<id>{escape(item.id)}</id>"
        yield f"<title>{_plain(item.title)}</title>"
        yield f'<link rel="alternate" type="text/html" href={quoteattr(item.url)}/>'
        if item.source_url:
            yield f'<link rel="via" href={_attribute(item.source_url)}/>'
        yield f"<published>{item.published}</published>"
        yield f"<updated>{item.updated}</updated>"
        if item.source:
            yield f"<author><name>{_plain(item.source)}</name></author>"
        yield from (f"<category term={_attribute(c)}/>" for c in item.categories)
        if item.summary:
            yield f"<summary>{_plain(item.summary)}</summary>"
        yield "</entry>"
    yield "</feed>"


def _plain(text: str) -> str:
    """Text for a feed reader. Many read a title as HTML whatever its type says, so that a bare "<" would be a tag
    to them: it is replaced by the sign that looks like it."""
    return escape(without_forbidden(text).replace("<", "‹").replace(">", "›"))


def _attribute(text: str) -> str:
    return quoteattr(without_forbidden(text))


def sitemap_view(cards: Cards, pages: Iterable[tuple[str, Article | None]]) -> SitemapView:
    """Every page's absolute address; an article's with the day of its last change, where that is known to the day."""
    return SitemapView(urls=tuple((cards.urls.absolute(path), _day(article)) for path, article in pages))


def _day(article: Article | None) -> str:
    changes = (article.date, article.updated, *(c.date for c in article.corrections)) if article else ()
    known = (w for w in changes if w and not w.is_interval and w.precision in ("day", "instant"))
    return max((day.isoformat() for w in known if (day := w.first_day)), default="")


def sitemap(view: SitemapView) -> bytes:
    """The sitemap as sitemaps.org describes it (protocol 0.9)."""
    lines = ['<?xml version="1.0" encoding="utf-8"?>', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    lines += [f"<url><loc>{escape(u)}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</url>" for u, day in view.urls]
    return "\n".join([*lines, "</urlset>", ""]).encode()
