"""One function for each kind of page: what it shows, as a view. Pure; called only for pages that are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from digest.link import newest_first
from digest.link.tags import term_path
from digest.model import GROUPS, Article, Edition, Entity, Era, Event, Group, Page, Source, Tag
from digest.site import views
from digest.site.cards import Cards, direction
from digest.site.chronology import Chronology
from digest.site.editions import edition_entry
from digest.site.editions import newest_first as newest_editions_first
from digest.site.stories import story_box, story_entry
from digest.site.views import Entry, Link
from digest.text import excerpt, nfc, one_line, word_count

LATEST = 20
"""How many articles the home page lists."""

RECENT_EVENTS = 6


class Pages:
    """Makes views for one site. `common` gives what every page has; the rest is one method for each template."""

    def __init__(self, cards: Cards) -> None:
        self.cards, self.site, self.library, self.urls = cards, cards.site, cards.site.library, cards.urls
        self.text = cards.messages.text

    def common(
        self, title: str, path: str, crumbs: Sequence[Link] = (), description: str = "", language: str = ""
    ) -> dict[str, Any]:
        """The fields of `PageView` for a page at a site path."""
        tag = language or self.cards.config.language
        home = Link(label=self.text("nav.home"), href=self.urls.href(""))
        return {
            "title": one_line(title),
            "href": self.urls.href(path),
            "canonical": self.urls.absolute(path),
            "language": tag,
            "direction": direction(tag),
            "description": excerpt(one_line(description), 40),
            "crumbs": (home, *crumbs) if path else (),
        }

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

    # ------------------------------------------------------------------------------------------------------- article

    def article(self, article: Article) -> views.ArticleView:
        cards, rights = self.cards, self.cards.allowance(article.id)
        crumb = cards.story(article.story) if article.story else self.crumb("archive")
        shown = rights.curated
        return views.ArticleView(
            **self.common(
                article.title,
                self.urls.record(article),
                [crumb],
                article.summary if shown else "",
                article.language or "",
            ),
            date=article.date,
            updated=article.updated,
            captured=article.captured,
            source=cards.source(article),
            original=article.url or "",
            archive=article.archive or "",
            authors=article.authors,
            desk=article.desk,
            keywords=article.keywords if shown else (),
            words=word_count(article.body) if article.clipping or rights.shown != "none" else 0,
            summary=cards.runs(article, "summary", article.summary) if shown else (),
            body=cards.body(article),
            shown=rights.shown,
            facts=cards.facts(article) if shown else (),
            quotes=cards.quotes(article) if shown else (),
            captions=tuple(one_line(c) for c in article.captions) if rights.level == "full" else (),
            events=tuple(cards.event(e) for e in cards.events_of_article.get(article.id, ())) if shown else (),
            entities=cards.groups(tuple(dict.fromkeys(m.entity for m in self.site.mentions[article.id]))),
            tags=tuple(dict.fromkeys(cards.tag(t) for t in article.tags)),
            story=story_box(cards, article),
            references=tuple(self.reference(r) for r in article.references) if shown else (),
            copies=cards.articles(article.also_reported_by),
            corrections=tuple(views.CorrectionItem(date=c.date, text=c.text) for c in article.corrections),
            clipping=article.clipping.original if article.clipping else "",
        )

    def reference(self, title: str) -> Link:
        """A title that an article points to; it becomes a link when a clipping with that title is there."""
        found = self.by_title.get(_title_key(title))
        return Link(label=one_line(title), href=self.cards.article(found).href if found else "")

    @cached_property
    def by_title(self) -> dict[str, str]:
        """The newest article of each title."""
        return {_title_key(a.title): a.id for a in reversed(self.site.articles.values())}

    # ------------------------------------------------------------------------------------------------ entity and tag

    def entity(self, entity: Entity) -> views.EntityView:
        cards, path = self.cards, self.urls.record(entity)
        events = cards.events_of.get(entity.id, ())
        aliases = (a if isinstance(a, str) else a.name for a in entity.aliases)
        return views.EntityView(
            **self.common(entity.name, path, [self.crumb(entity.group)], entity.summary),
            group=entity.group,
            kind=entity.kind,
            names=tuple(Link(label=n, language=tag) for tag, n in entity.names.items()),
            aliases=tuple(dict.fromkeys(aliases)),
            summary=(views.Run(text=entity.summary),) if entity.summary else (),
            body=cards.prose(entity),
            positions=tuple(
                views.PositionItem(
                    title=p.title,
                    organization=cards.entity(p.organization) if p.organization else None,
                    since=p.since,
                    until=p.until,
                )
                for p in entity.positions
            ),
            part_of=cards.entity(entity.part_of) if entity.part_of else None,
            parts=tuple(cards.entity(i) for i in self.parts_of.get(entity.id, ())),
            same_as=entity.same_as,
            mentions=tuple(cards.mention(entity.id, i) for i in self.mentioned_in(entity.id)),
            timeline=self.timeline(path, events),
            timeline_link=self.timeline_link(path, entity.name, events),
        )

    @cached_property
    def parts_of(self) -> dict[str, list[str]]:
        """By entity: those that name it as what they belong to."""
        found: dict[str, list[str]] = {}
        for entity in self.library.entities.values():
            found.setdefault(entity.part_of, []).append(entity.id)
        return found

    def mentioned_in(self, entity: str) -> list[str]:
        """The articles that name an entity, newest first."""
        return [a.id for a in newest_first(self.site.articles[i] for i in self.site.backlinks.get(entity, ()))]

    def tag_events(self, path: str) -> tuple[Event, ...]:
        return self.cards.events_of_tag.get(path, ())

    def tag(self, path: str) -> views.TagView:
        term, address = self.site.tags[path], f"tags/{path}/"
        record = self.tag_record(path)
        return views.TagView(
            **self.common(term.title, address, self.tag_crumbs(path), record.summary if record else ""),
            summary=record.summary if record else "",
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
            link=link, summary=record.summary if record else "", count=len(term.articles), level=path.count("/")
        )

    # ---------------------------------------------------------------------------------------- sources, archives, prose

    def source(self, source: Source) -> views.SourceView:
        mine = tuple(self.by_source.get(source.id, ()))
        return views.SourceView(
            **self.common(source.name, self.urls.record(source), [self.crumb("sources")], source.summary),
            url=source.url or "",
            country=source.country,
            publishes_in=source.language or "",
            summary=source.summary,
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


def _title_key(title: str) -> str:
    return nfc(one_line(title)).casefold()
