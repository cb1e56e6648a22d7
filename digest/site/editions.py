"""Editions on pages, those by hand and those of the weeks alike: the page of one, and its line in a list. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.dates import display
from digest.link.editions import in_order, whole_week
from digest.messages import Messages
from digest.model import Edition, Site
from digest.site import views
from digest.site.views import Entry, Link
from digest.text import one_line

if TYPE_CHECKING:
    from digest.site.cards import Cards
    from digest.site.pages import Pages


def edition(pages: Pages, record: Edition) -> views.EditionView:
    """What an edition holds, in reading order, and the editions beside it."""
    cards, order = pages.cards, pages.editions
    at = pages.edition_places[record.id]
    newer, older = order[max(0, at - 1) : at], order[at + 1 : at + 2]
    return views.EditionView(
        **pages.common(
            cards.edition_title(record.id),
            pages.urls.record(record),
            [pages.crumb("editions")],
            record.summary,
        ),
        number=record.number,
        period=record.period,
        summary=cards.text(record.summary),
        body=cards.prose(record),
        cards=cards.articles(cards.site.editions[record.id]),
        previous=edition_entry(cards, older[0]).link if older else None,
        next=edition_entry(cards, newer[0]).link if newer else None,
    )


def newest_first(site: Site) -> list[Edition]:
    """All editions, as a reader leafs back through them."""
    return in_order(site.library.editions.values())[::-1]


def edition_entry(cards: Cards, record: Edition) -> Entry:
    """A line of a list of editions."""
    link = Link(label=cards.edition_title(record.id), href=cards.urls.link(record))
    count = len(cards.site.editions[record.id])
    return Entry(link=link, summary=cards.words(record.summary), count=count, date=record.period)


def title(record: Edition, messages: Messages) -> str:
    """What an edition is called: by its number, else by its week, else by its days; and behind that its own title."""
    if record.number is not None:
        name = messages.text("title.edition", number=record.number)
    elif week := whole_week(record.period):
        year, _, number = week.partition("-w")
        name = messages.text("title.edition_week", week=int(number), year=int(year))
    else:
        name = display(record.period, messages.language, messages.table)
    return messages.text("title.edition_named", name=name, title=one_line(record.title)) if record.title else name
