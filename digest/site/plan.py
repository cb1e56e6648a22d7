"""Site -> the list of Outputs: every file of the site, why it is there, and how to get its bytes. Pure; no disk.

Views are made only when somebody asks for them, so that a plan of 100,000 pages is a list of small values.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Literal

import msgspec

from digest.config import SiteConfig
from digest.dates import parse
from digest.errors import Problem
from digest.link.markup import shelves
from digest.messages import Messages
from digest.model import LedgerEntry, Site
from digest.site import calendar, feeds, media, quotes, rights, timelines
from digest.site.articles import article
from digest.site.cards import Cards, direction
from digest.site.editions import edition
from digest.site.entities import entity
from digest.site.listings import archive, index
from digest.site.pages import Pages
from digest.site.shape import PageType, Shape
from digest.site.stories import story
from digest.site.urls import SEARCH, Linkable, Urls, collisions, file_path
from digest.site.views import Link, PageView, SiteView, View


class Render(msgspec.Struct, frozen=True):
    """A page: a template of the theme over a view."""

    template: str
    view: Callable[[], PageView]


class Serialize(msgspec.Struct, frozen=True):
    """A machine form: one of our own writers over a view."""

    form: Literal["atom", "sitemap", "icalendar"]
    view: Callable[[], View]


class Copy(msgspec.Struct, frozen=True):
    """A file as it is."""

    source: str
    """Where it comes from: content/… below the site's folder, or theme/… below the theme's assets."""
    digest: str
    """The digest of its bytes."""


class Output(msgspec.Struct, frozen=True):
    """One file of the site."""

    path: str
    """Below the output folder, with forward slashes."""
    content: Render | Serialize | Copy
    reason: str
    """Why it is there: which record, group or rule asks for it."""
    owner: str = ""
    """The file in content/ it belongs to, for messages; "" when it belongs to the site."""


class Plan(msgspec.Struct, frozen=True):
    """The whole site, about to be made."""

    outputs: tuple[Output, ...]
    site_view: SiteView
    problems: tuple[Problem, ...]


DEFAULT = Shape()

WRITERS: dict[str, Callable[..., bytes]] = {
    "atom": feeds.atom,
    "sitemap": feeds.sitemap,
    "icalendar": calendar.icalendar,
}


def plan(
    site: Site,
    config: SiteConfig,
    messages: Messages,
    assets: dict[str, Output],
    options: dict[str, str],
    ledger: tuple[LedgerEntry, ...] = (),
    shows: Mapping[str, frozenset[str] | None] | None = None,
    shape: Shape = DEFAULT,
) -> Plan:
    """Every output, in the order of the paths; and the addresses that meet or are lost.

    `assets` are the theme's files by their path below assets/; `options` are the theme's options; `shows` says which
    fields of a view each of its templates can show, None for all; `shape` are the pages that the theme has.
    """
    urls = Urls(config.base_path, config.origin, config.slugs, shape)
    cards = Cards(site, config, urls, messages)
    pages = Pages(cards, shows)
    lines = tuple(timelines.lines(pages)) if "timeline" in shape.pages else ()
    outputs = [*_pages(pages, lines), *_media(cards), *assets.values()]
    outputs += _machine_forms(cards, outputs)
    problems = [] if urls.origin or not shape.pages & {"feed", "sitemap"} else [_NO_ORIGIN]
    problems += collisions((o.path, o.owner or o.reason) for o in outputs)
    problems += _missing_media(site)
    problems += [*rights.quotations(site, config), *timelines.problems(lines)]
    problems += _lost(ledger, {o.path for o in outputs})
    return Plan(tuple(sorted(outputs, key=lambda o: o.path)), _site_view(pages, assets, options), tuple(problems))


_NO_ORIGIN = Problem(
    path="site.yaml",
    code="no-base-url",
    severity="warning",
    message="without base_url there is no feed and no sitemap, since both need whole addresses",
    hint="add base_url: with the address where the site will be published",
)


def _machine_forms(cards: Cards, outputs: Sequence[Output]) -> Iterator[Output]:
    """What machines read: the calendar; and where the site's address is known, the feed and the sitemap."""
    urls, made = cards.urls, cards.urls.shape.pages
    if "calendar" in made:
        form = Serialize("icalendar", partial(calendar.calendar_view, cards))
        yield Output("timeline.ics", form, "the site's timeline")
    if "feed" in made and urls.origin:
        yield Output("feed.xml", Serialize("atom", partial(feeds.feed_view, cards)), "the newest articles")
    if "sitemap" in made and urls.origin:
        articles = {file_path(urls.record(a)): a for a in cards.site.articles.values()}
        listed = (o.path for o in outputs if isinstance(o.content, Render) and o.path != "404.html")
        entries = sorted((path.removesuffix("index.html"), path) for path in listed)
        form = Serialize("sitemap", lambda: feeds.sitemap_view(cards, [(p, articles.get(f)) for p, f in entries]))
        yield Output("sitemap.xml", form, "every page")


def _pages(pages: Pages, lines: Sequence[timelines.Line]) -> Iterator[Output]:
    """Every page of the types that the theme has."""
    made = pages.urls.shape.pages
    yield from _home(pages)
    if "404" in made:
        yield Output("404.html", Render("404.html", pages.not_found), "the page for addresses that lead nowhere")
    yield from _records(pages)
    if "tag" in made:
        for path in pages.site.tags:
            record = pages.tag_record(path)
            owner = record.path if record else ""
            yield _page(f"tags/{path}/", "tag.html", partial(pages.tag, path), f"the tag {path}", owner)
    if "quotes" in made:
        yield from _quotes(pages)
    if "search" in made and pages.cards.config.search != "off":
        yield _page(SEARCH, "search.html", pages.search, "the page that searches")
    for line in lines:
        for leaf in timelines.leaves(pages, line):
            yield _page(leaf.path, "timeline.html", leaf.view, leaf.reason, leaf.owner)
    for name in indexes(pages):
        yield _page(f"{name}/", "index.html", partial(index, pages, name), f"the index of {name}")
    if "archive" in made:
        yield _page("archive/", "archive.html", partial(archive, pages, None), "all articles by date")
        for period in sorted(p for p in pages.periods if p):
            path, view = pages.urls.archive(when := parse(period)), partial(archive, pages, when)
            yield _page(path, "archive.html", view, f"articles dated {period}")


def _home(pages: Pages) -> Iterator[Output]:
    yield _page("", "home.html", pages.home, "the home page")
    for number in range(2, pages.home_pages + 1):
        view = partial(pages.home_page, number)
        yield _page(pages.urls.home(number), "home.html", view, f"page {number} of the articles")


def _records(pages: Pages) -> Iterator[Output]:
    """A page for each record of a type that the theme has."""
    library = pages.library
    makers: dict[PageType, tuple[Iterable[Linkable], Callable[..., PageView]]] = {
        "article": (pages.site.articles.values(), partial(article, pages)),
        "entity": (library.entities.values(), partial(entity, pages)),
        "story": (library.stories.values(), partial(story, pages)),
        "source": (library.sources.values(), pages.source),
        "edition": (library.editions.values(), partial(edition, pages)),
        "page": (library.pages.values(), pages.prose),
    }
    for kind, (records, view) in makers.items():
        if kind in pages.urls.shape.pages:
            for r in records:
                yield _page(pages.urls.record(r), f"{kind}.html", partial(view, r), f"the {kind} {r.id}", r.path)


def _media(cards: Cards) -> Iterator[Output]:
    """The pictures that the published texts show, each address once. A picture of a text that may not appear, or that
    nobody shows, stays at home: it is other people's work as their words are."""
    site, assets = cards.site, cards.site.library.assets
    texts = [(a.path, a.body[: cards.allowance(a.id).body_end]) for a in site.articles.values()]
    for kind, shelf in shelves(site.library).items():
        if kind != "article" and ("timeline" if kind == "event" else kind) in cards.urls.shape.pages:
            texts += [(record.path, record.body) for record in shelf.values()]
    names = {name for path, text in texts for name in media.used(text, path, assets)}
    found = {media.address(name, assets[name], cards.urls.slugs): name for name in sorted(names)}
    for path, name in found.items():
        yield Output(path, Copy(f"content/{name}", assets[name]), f"the picture {name}", f"content/{name}")


def _missing_media(site: Site) -> Iterator[Problem]:
    for shelf in shelves(site.library).values():
        for record in shelf.values():
            for offset, reference in media.missing(record.body, record.path, site.library.assets):
                yield Problem(
                    path=record.path,
                    key=f"body[{offset}]",
                    code="unknown-picture",
                    severity="warning",
                    message=f"there is no picture “{reference}” in content/",
                    hint="name it relative to this file, or from content/ with a leading slash",
                )


def _page(path: str, template: str, view: Callable[[], PageView], reason: str, owner: str = "") -> Output:
    return Output(file_path(path), Render(template, view), reason, owner)


def _quotes(pages: Pages) -> Iterator[Output]:
    """The register of quotations and a page for each who is quoted; none where nobody is."""
    if pages.cards.sayings:
        view = partial(quotes.register, pages)
        yield _page(pages.urls.quotes(), "quotes.html", view, "all quotations")
    for speaker in pages.cards.sayings_of:
        record = pages.library.entities.get(speaker)
        view = partial(quotes.of_speaker, pages, speaker)
        owner = record.path if record else ""
        yield _page(pages.urls.quotes(speaker), "quotes.html", view, f"what {speaker} said", owner)


def indexes(pages: Pages) -> list[str]:
    """The indexes of the theme that have something to list."""
    library = pages.library
    in_use: dict[str, Collection[object]] = {
        **{group: (group,) for group in pages.groups_in_use()},
        "entities": library.entities,
        "stories": library.stories,
        "editions": library.editions,
        "timelines": library.timelines,
        "tags": pages.site.tags,
        "sources": library.sources,
    }
    return [name for name, records in in_use.items() if records and pages.urls.shape.index(name) == name]


MAIN = ("stories", "editions", "entities", "people", "organizations", "places", "things")
"""The indexes that stand in the navigation, in its order; the others stand in the footer."""


def _site_view(pages: Pages, assets: dict[str, Output], options: dict[str, str]) -> SiteView:
    config, urls = pages.cards.config, pages.urls
    names = indexes(pages)
    main = [name for name in MAIN if name in names]
    quoted = ["quotes"] if "quotes" in urls.shape.pages and pages.cards.sayings else []
    rest = [*quoted, *(name for name in ("timelines", "tags", "sources") if name in names)]
    own = [Link(label=p.title, href=urls.link(p)) for p in pages.library.pages.values() if p.navigation]
    foot = [*(pages.crumb(name) for name in ("archive", *rest)), *own]
    return SiteView(
        title=config.title,
        subtitle=config.subtitle,
        description=config.description,
        author=config.author,
        language=config.language,
        direction=direction(config.language),
        home=urls.href(""),
        base_url=urls.absolute(""),
        navigation=tuple(link for name in (*main, "timeline") if (link := pages.crumb(name)).href),
        footer=tuple(link for link in foot if link.href),
        search=pages.named("search", "search", SEARCH) if config.search != "off" else None,
        feed=Link(label=config.title, href=urls.to("feed", "feed.xml") if urls.origin else ""),
        calendar=pages.named("timeline", "calendar", "timeline.ics"),
        assets={name: urls.href(output.path) for name, output in sorted(assets.items())},
        options=dict(sorted(options.items())),
    )


def _lost(ledger: tuple[LedgerEntry, ...], paths: set[str]) -> list[Problem]:
    """Addresses once published that the site no longer has."""
    return [
        Problem(
            path="content/ledger.jsonl",
            line=n,
            code="lost-address",
            message=f"/{entry.path} was published on {entry.since} and is no longer part of the site",
            hint='bring the record back under its id, or add "gone": true to this line',
        )
        for n, entry in enumerate(ledger, 1)
        if not entry.gone and file_path(entry.path) not in paths
    ]
