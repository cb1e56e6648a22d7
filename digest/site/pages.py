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
from digest.site.shape import PageType
from digest.site.stories import story_entry
from digest.site.urls import SEARCH, SEARCH_INDEX
from digest.site.views import Entry, Link
from digest.text import excerpt, nfc, one_line

LATEST = 20
"""How many articles the home page lists."""

RECENT_EVENTS = 6

LISTS: dict[str, PageType] = {"archive": "archive", "timeline": "timeline", "quotes": "quotes"}
"""What lists much and is no index."""


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
            "crumbs": (self.way_home, *(crumb for crumb in crumbs if crumb.href)) if path else (),
        }

    @cached_property
    def way_home(self) -> Link:
        return Link(label=self.text("nav.home"), href=self.urls.href(""))

    def named(self, name: str, page: PageType, path: str) -> Link:
        """A link to a page of a type, labelled as in nav.people."""
        return Link(label=self.text(f"nav.{name}"), href=self.urls.to(page, path))

    def crumb(self, name: str) -> Link:
        """The crumb of an index, or of one of `LISTS`; their paths are their names."""
        page = LISTS.get(name)
        if page:
            return self.named(name, page, f"{name}/")
        shown = self.urls.shape.index(name) or name
        return Link(label=self.text(f"nav.{shown}"), href=self.urls.index(name))

    def timeline_link(self, path: str, name: str, events: Sequence[Event]) -> Link | None:
        """The link to the timeline of what stands at `path`; None for a subject without events, or without a page."""
        label, href = self.text("title.timeline_of", name=name), self.urls.to("timeline", f"{path}timeline/")
        return Link(label=label, href=href) if events and href else None

    def timeline(self, path: str, events: Sequence[Event], eras: Sequence[Era] = ()) -> views.Timeline | None:
        """The timeline of what stands at `path`, for its own page; None without events.

        A long one's newest, unless the theme has no page that would hold all of it.
        """
        if not events:
            return None
        made = Chronology(self.cards, events, f"{path}timeline/", (*eras, *self.cards.config.eras))
        return made.newest() if "timeline" in self.urls.shape.pages else made.whole()

    # ---------------------------------------------------------------------------------------------------------- home

    @cached_property
    def newest(self) -> tuple[str, ...]:
        """All articles, newest first, the undated last."""
        return tuple(self.site.articles)

    @property
    def home_pages(self) -> int:
        """How many pages the home page has."""
        size = self.urls.shape.home_size
        return max(1, -(-len(self.newest) // size)) if size else 1

    def home(self) -> views.HomeView:
        """The first page: the newest of everything."""
        config, cards = self.cards.config, self.cards
        size = self.urls.shape.home_size
        latest, more = self.newest[: size or LATEST], self.crumb("archive")
        dated = [e for e in cards.events if e.date]
        counts = [Entry(link=self.named("articles", "archive", "archive/"), count=len(self.site.articles))]
        counts += [
            Entry(link=self.crumb(g), count=sum(e.group == g for e in self.library.entities.values())) for g in GROUPS
        ]
        counts.append(Entry(link=self.named("events", "timeline", "timeline/"), count=len(cards.events)))
        return views.HomeView(
            **self.common(config.title, "", description=config.description or config.subtitle),
            edition=edition_entry(cards, self.editions[0]) if self.editions else None,
            cards=cards.articles(latest),
            tags=self.tags_of(latest),
            more=more if len(self.newest) > LATEST and more.href and not size else None,
            stories=tuple(story_entry(cards, s) for s in self.library.stories.values()),
            events=tuple(cards.event(e) for e in reversed(dated[-RECENT_EVENTS:])),
            counts=tuple(c for c in counts if c.count),
            pages=self.home_pages,
            older=self.home_link(2),
        )

    def home_page(self, number: int) -> views.HomeView:
        """A further page, counted from 2: older articles and nothing else."""
        size = self.urls.shape.home_size
        mine = self.newest[(number - 1) * size : number * size]
        return views.HomeView(
            **self.common(self.text("title.page", number=number), self.urls.home(number)),
            edition=None,
            cards=self.cards.articles(mine),
            tags=self.tags_of(mine),
            more=None,
            stories=(),
            events=(),
            counts=(),
            number=number,
            pages=self.home_pages,
            newer=self.home_link(number - 1),
            older=self.home_link(number + 1),
        )

    def tags_of(self, articles: Iterable[str]) -> tuple[tuple[Link, ...], ...]:
        """The tags of each article, in their order."""
        return tuple(tuple(dict.fromkeys(self.cards.tag(t) for t in self.site.articles[i].tags)) for i in articles)

    def home_link(self, number: int) -> Link | None:
        """The link to a page of the home page; None beyond the last."""
        if number > self.home_pages:
            return None
        return Link(label=self.text("title.page", number=number), href=self.urls.href(self.urls.home(number)))

    # ------------------------------------------------------------------------------------ what several pages ask for

    @cached_property
    def relations(self) -> Relations:
        return Relations(self.site, self.cards.config.slugs)

    @cached_property
    def company(self) -> Company:
        return Company(self.site)

    @cached_property
    def neighbours(self) -> dict[str, tuple[str, str]]:
        """By article: the next newer and the next older one, "" at the ends."""
        return dict(zip(self.newest, zip(("", *self.newest), (*self.newest[1:], ""), strict=False), strict=True))

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
            *(Link(label=self.site.tags[p].title, href=self.urls.to("tag", f"tags/{p}/")) for p in parents),
        ]

    def tag_entry(self, path: str) -> Entry:
        term, record = self.site.tags[path], self.tag_record(path)
        link = Link(label=term.title, href=self.urls.to("tag", f"tags/{path}/"))
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
            links=tuple(link for link in map(self.crumb, (*names, "timeline")) if link.href),
        )

    def not_found(self) -> views.NotFoundView:
        links = dict.fromkeys(self.crumb(name) for name in ("archive", "timeline", *self.groups_in_use()))
        common = {**self.common(self.text("title.not_found"), "404.html"), "canonical": ""}  # it answers at any address
        return views.NotFoundView(**common, links=tuple(link for link in links if link.href))

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
