"""Pages that list: the archive by year and month, and the index of each kind of record. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from itertools import groupby

from digest.dates import When, parse
from digest.link.names import surname
from digest.model import GROUPS, Entity
from digest.site import views
from digest.site.editions import edition_entry
from digest.site.pages import Pages
from digest.site.stories import story_entry
from digest.site.timelines import saved, saved_line
from digest.site.views import Entry, Link, Section


def archive(pages: Pages, period: When | None) -> views.ArchiveView:
    """The whole archive, one of its years, or one of its months."""
    wanted = period.edtf if period else ""
    periods = pages.periods
    below = [p for p in periods if len(p) == (7 if wanted else 4) and p.startswith(wanted)] if len(wanted) < 7 else []
    alike = [p for p in periods if len(p) == len(wanted)] if wanted else []
    at = alike.index(wanted) if wanted in alike else 0
    crumbs = [pages.crumb("archive"), *([period_link(pages, wanted[:4])] if len(wanted) == 7 else [])] if wanted else []
    return views.ArchiveView(
        **pages.common(wanted or pages.text("title.archive"), pages.urls.archive(period), crumbs),
        period=period,
        entries=tuple(Entry(link=period_link(pages, p), count=_articles_in(periods, p), date=parse(p)) for p in below),
        cards=pages.cards.articles(tuple(periods.get(wanted, ()))),
        previous=period_link(pages, alike[at - 1]) if at else None,
        next=period_link(pages, alike[at + 1]) if at + 1 < len(alike) else None,
    )


def _articles_in(periods: dict[str, list[str]], period: str) -> int:
    """How many articles a year or a month holds."""
    return sum(len(articles) for p, articles in periods.items() if p.startswith(period))


def period_link(pages: Pages, period: str) -> Link:
    when = parse(period)
    return Link(label=period, href=pages.urls.href(pages.urls.archive(when)), date=when)


def index(pages: Pages, name: str) -> views.IndexView:
    """All records of one kind, as `shape.INDEXED` names it."""
    entries: list[Entry]
    if name == "entities" or name in GROUPS:
        named = {
            Entry(
                link=pages.cards.entity(e.id),
                summary=pages.cards.words(e.summary),
                count=len(pages.site.backlinks.get(e.id, ())),
            ): filed(e)
            for e in pages.library.entities.values()
            if name in ("entities", e.group)
        }
        sections = by_letter(named)
    else:
        entries = {
            "stories": lambda: [story_entry(pages.cards, s) for s in pages.library.stories.values()],
            "editions": lambda: [edition_entry(pages.cards, e) for e in pages.editions],
            "timelines": lambda: [
                Entry(
                    link=link, summary=pages.cards.words(record.summary), events=len(saved_line(pages, record).events)
                )
                for record, link in saved(pages)
            ],
            "tags": lambda: [pages.tag_entry(path) for path in pages.site.tags],
            "sources": lambda: [
                Entry(
                    link=Link(label=s.name, href=pages.urls.link(s), note=s.country),
                    summary=pages.cards.words(s.summary),
                    count=len(pages.by_source.get(s.id, ())),
                )
                for s in pages.library.sources.values()
            ],
        }[name]()
        sections = (Section(title="", anchor=name, entries=tuple(entries)),)
    return views.IndexView(**pages.common(pages.text(f"nav.{name}"), f"{name}/"), sections=sections)


def filed(entity: Entity) -> str:
    """The name under which an index files an entity: a person's surname before the rest, as registers do."""
    last = surname(entity.name) if entity.group == "people" else ""
    return f"{last} {entity.name}" if last else entity.name


def by_letter(filed_as: Mapping[Entry, str]) -> tuple[Section, ...]:
    """Entries, each with the name it is filed under, in alphabetical order below their first letters, accents aside."""

    def letter(entry: Entry) -> str:
        return _collation(filed_as[entry])[:1].upper() or "#"

    ordered = sorted(filed_as, key=lambda e: (letter(e), _collation(filed_as[e]), e.link.label, e.link.href))
    return tuple(
        Section(title=title, anchor=f"letter-{title}", entries=tuple(group))
        for title, group in groupby(ordered, key=letter)
    )


def _collation(name: str) -> str:
    """Letters and digits without accents or case: a plain key that orders names alike on every machine."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in decomposed if c.isalnum() or c == " ").strip()
