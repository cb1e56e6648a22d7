"""One function for each kind of page: what it shows, as a view. Pure; called only for pages that are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from digest.link.related import Relations
from digest.link.tags import term_path
from digest.link.together import Company
from digest.model import GROUPS, Article, Edition, Era, Event, Group, Page, Site, Source, Tag
from digest.site import views
from digest.site.cards import Cards, direction
from digest.site.chronology import Chronology
from digest.site.editions import edition_entry
from digest.site.editions import newest_first as newest_editions_first
from digest.site.stories import story_entry
from digest.site.urls import SEARCH, SEARCH_INDEX
from digest.site.views import Entry, Link
from digest.text import excerpt, nfc, one_line

LATEST = 20
"""How many articles the home page lists."""

RECENT_EVENTS = 6


class Pages:
    """Makes views for one site. `common` gives what every page has; the rest is one method for each template."""

    def __init__(self, cards: Cards, shows: Mapping[str, frozenset[str] | None] | None = None) -> None:
        """`shows` says which fields of its view each template can show, None for all, as `Theme.shows` does."""
        self.shows = shows or {}
        self.cards: Cards = cards
        self.site: Site = cards.site
        self.library, self.urls = cards.site.library, cards.urls
        self.text = cards.messages.text

    def common(
        self, title: str, path: str, crumbs: Sequence[Link] = (), description: str = "", language: str = ""
    ) -> dict[str, Any]:
        """The fields of `PageView` for a page at a site path."""
        tag = language or self.cards.config.language
        return {
            "title": one_line(title),
            "href": self.urls.href(path),
            "canonical": self.urls.absolute(path),
            "language": tag,
            "direction": direction(tag),
            "description": excerpt(self.cards.words(description), 40) if description else "",
            "crumbs": (self.way_home, *crumbs) if path else (),
        }

    @cached_property
    def way_home(self) -> Link:
        return Link(label=self.text("nav.home"), href=self.urls.href(""))

    def named(self, name: str, path: str) -> Link:
        """A link to a site path, labelled as in nav.people."""
        return Link(label=self.text(f"nav.{name}"), href=self.urls.href(path))

    def crumb(self, name: str) -> Link:
        """The crumb of an index, whose path is its name."""
        return self.named(name, f"{name}/")

    def timeline_link(self, path: str, name: str, events: Sequence[Event]) -> Link | None:
        """The link to the timeline of what stands at `path`; None for a subject without events."""
        label = self.text("title.timeline_of", name=name)
        return Link(label=label, href=self.urls.href(f"{path}timeline/")) if events else None

    def timeline(self, path: str, events: Sequence[Event], eras: Sequence[Era] = ()) -> views.Timeline | None:
        """The timeline of what stands at `path`, for its own page: a long one's newest; None without events."""
        known = (*eras, *self.cards.config.eras)
        return Chronology(self.cards, events, f"{path}timeline/", known).newest() if events else None

    # ---------------------------------------------------------------------------------------------------------- home

    def home(self) -> views.HomeView:
        config, cards = self.cards.config, self.cards
        latest = tuple(self.site.articles)[:LATEST]
        dated = [e for e in cards.events if e.date]
        counts = [Entry(link=self.named("articles", "archive/"), count=len(self.site.articles))]
        counts += [
            Entry(link=self.crumb(g), count=sum(e.group == g for e in self.library.entities.values())) for g in GROUPS
        ]
        counts.append(Entry(link=self.named("events", "timeline/"), count=len(cards.events)))
        return views.HomeView(
            **self.common(config.title, "", description=config.description or config.subtitle),
            edition=edition_entry(cards, self.editions[0]) if self.editions else None,
            cards=cards.articles(latest),
            more=self.crumb("archive") if len(self.site.articles) > LATEST else None,
            stories=tuple(story_entry(cards, s) for s in self.library.stories.values()),
            events=tuple(cards.event(e) for e in reversed(dated[-RECENT_EVENTS:])),
            counts=tuple(c for c in counts if c.count),
        )

    # ------------------------------------------------------------------------------------ what several pages ask for

    @cached_property
    def relations(self) -> Relations:
        return Relations(self.site, self.cards.config.slugs)

    @cached_property
    def company(self) -> Company:
        return Company(self.site)

    @cached_property
    def by_title(self) -> dict[str, str]:
        """The newest article of each title."""
        return {title_key(a.title): a.id for a in reversed(self.site.articles.values())}

    @cached_property
    def parts_of(self) -> dict[str, list[str]]:
        """By entity: those that name it as what they belong to."""
        found: dict[str, list[str]] = {}
        for entity in self.library.entities.values():
            found.setdefault(entity.part_of, []).append(entity.id)
        return found

    def mentioned_in(self, entity: str) -> tuple[str, ...]:
        """The articles that name an entity, newest first."""
        return self.site.backlinks.get(entity, ())

    # ------------------------------------------------------------------------------------------------- tag and story

    def tag_events(self, path: str) -> tuple[Event, ...]:
        return self.cards.events_of_tag.get(path, ())

    def tag(self, path: str) -> views.TagView:
        term, address = self.site.tags[path], f"tags/{path}/"
        record = self.tag_record(path)
        return views.TagView(
            **self.common(term.title, address, self.tag_crumbs(path), record.summary if record else ""),
            summary=self.cards.words(record.summary) if record else "",
            body=self.cards.prose(record) if record else "",
            children=tuple(self.tag_entry(child) for child in term.children),
            stories=tuple(story_entry(self.cards, self.library.stories[s]) for s in term.stories),
            cards=self.cards.articles(term.articles),
            timeline_link=self.timeline_link(address, term.title, self.tag_events(path)),
        )

    def tag_record(self, path: str) -> Tag | None:
        return self.tag_files.get(path)

    @cached_property
    def tag_files(self) -> dict[str, Tag]:
        mode = self.cards.config.slugs
        return {term_path(i, mode): tag for i, tag in reversed(self.library.tags.items())}

    def tag_crumbs(self, path: str) -> list[Link]:
        parents = ["/".join(path.split("/")[:n]) for n in range(1, path.count("/") + 1)]
        return [
            self.crumb("tags"),
            *(Link(label=self.site.tags[p].title, href=self.urls.href(f"tags/{p}/")) for p in parents),
        ]

    def tag_entry(self, path: str) -> Entry:
        term, record = self.site.tags[path], self.tag_record(path)
        link = Link(label=term.title, href=self.urls.href(f"tags/{path}/"))
        return Entry(
            link=link,
            summary=self.cards.words(record.summary) if record else "",
            count=len(term.articles),
            level=path.count("/"),
        )

    # ---------------------------------------------------------------------------------------- sources, archives, prose

    def source(self, source: Source) -> views.SourceView:
        mine = tuple(self.by_source.get(source.id, ()))
        return views.SourceView(
            **self.common(source.name, self.urls.record(source), [self.crumb("sources")], source.summary),
            url=source.url or "",
            country=source.country,
            publishes_in=source.language or "",
            summary=self.cards.words(source.summary),
            body=self.cards.prose(source),
            cards=self.cards.articles(mine),
        )

    @cached_property
    def by_source(self) -> dict[str, list[str]]:
        """By source: its articles, newest first."""
        found: dict[str, list[str]] = {}
        for article in self.site.articles.values():
            if isinstance(article.source, str):
                found.setdefault(article.source, []).append(article.id)
        return found

    def prose(self, page: Page) -> views.ProseView:
        return views.ProseView(
            **self.common(page.title, self.urls.record(page), description=page.summary), body=self.cards.prose(page)
        )

    def search(self) -> views.SearchView:
        names = ("archive", *self.groups_in_use(), *(n for n in ("stories", "sources") if getattr(self.library, n)))
        names = (*names, "tags") if self.site.tags else names
        return views.SearchView(
            **self.common(self.text("nav.search"), SEARCH),
            index=self.urls.href(SEARCH_INDEX),
            links=(*(self.crumb(name) for name in names), self.named("timeline", "timeline/")),
        )

    def not_found(self) -> views.NotFoundView:
        links = [self.crumb(name) for name in ("archive", "timeline") if name] + [
            self.crumb(g) for g in self.groups_in_use()
        ]
        common = {**self.common(self.text("title.not_found"), "404.html"), "canonical": ""}  # it answers at any address
        return views.NotFoundView(**common, links=tuple(links))

    # -------------------------------------------------------------------------------------------------------- indexes

    @cached_property
    def periods(self) -> dict[str, list[str]]:
        """What `archive_periods` says of the published articles."""
        return archive_periods(self.site.articles.values())

    @cached_property
    def editions(self) -> list[Edition]:
        """Newest first."""
        return newest_editions_first(self.site)

    @cached_property
    def edition_places(self) -> dict[str, int]:
        """Where each edition stands among them."""
        return {e.id: n for n, e in enumerate(self.editions)}

    def groups_in_use(self) -> list[Group]:
        return [g for g in GROUPS if any(e.group == g for e in self.library.entities.values())]


def archive_periods(articles: Iterable[Article]) -> dict[str, list[str]]:
    """Article ids, oldest first, by year ("2017"), by month ("2017-08"), and under "" those without a date.

    A year lists under its months what has a month; what is dated by the year alone stands on the year's page.
    """
    ordered = sorted(articles, key=lambda a: (a.date.sort_key if a.date else (), a.id))
    periods: dict[str, list[str]] = {}
    for article in ordered:
        year = article.date.year if article.date and article.date.first_day else None
        month = article.date.month if article.date else None
        if year is None:
            periods.setdefault("", []).append(article.id)
            continue
        periods.setdefault(f"{year:04d}", [])
        periods.setdefault(f"{year:04d}-{month:02d}" if month else f"{year:04d}", []).append(article.id)
    return periods


def title_key(title: str) -> str:
    return nfc(one_line(title)).casefold()
