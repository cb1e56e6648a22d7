"""The register of quotations: who said what, when, reported where. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from digest.dates import When
from digest.link.quotes import Saying
from digest.site import views
from digest.site.cards import Cards, direction, sealed
from digest.site.chronology import year_label
from digest.site.listings import by_letter, filed
from digest.site.pages import Pages
from digest.site.periods import UNDATED, heading, section_anchor
from digest.site.views import Entry, Link, SayingGroup, SayingItem, Wording

SHOWN, LATEST = 5, 30
"""How many quotations an entity's page shows, and the register of all."""


def register(pages: Pages) -> views.QuotesView:
    """What was said last, and everybody who is quoted."""
    cards, path = pages.cards, pages.urls.quotes()
    latest = [saying(cards, s) for s in cards.sayings[:LATEST]]
    named = {}
    for speaker, said in cards.sayings_of.items():
        record = pages.library.entities.get(speaker)
        link = Link(label=cards.speaker(speaker).label, href=pages.urls.href(pages.urls.quotes(speaker)))
        named[Entry(link=link, count=len(said))] = filed(record) if record else speaker
    return views.QuotesView(
        **pages.common(pages.text("nav.quotes"), path),
        subject=None,
        count=len(cards.sayings),
        groups=(SayingGroup(label="", anchor="_latest", sayings=tuple(latest)),) if latest else (),
        speakers=by_letter(named),
    )


def of_speaker(pages: Pages, speaker: str) -> views.QuotesView:
    """All that one speaker said, by year."""
    cards, said = pages.cards, pages.cards.sayings_of[speaker]
    subject = cards.speaker(speaker)
    return views.QuotesView(
        **pages.common(
            pages.text("title.quotes_of", name=subject.label), pages.urls.quotes(speaker), [pages.crumb("quotes")]
        ),
        subject=subject,
        count=len(said),
        groups=tuple(_by_year(cards, said)),
        speakers=(),
    )


def speaker_link(pages: Pages, speaker: str) -> Link | None:
    """The link to all that a speaker said; None when the theme has no such pages."""
    if "quotes" not in pages.urls.shape.pages:
        return None
    label = pages.text("title.quotes_of", name=pages.cards.speaker(speaker).label)
    return Link(label=label, href=pages.urls.href(pages.urls.quotes(speaker)))


def saying(cards: Cards, said: Saying) -> SayingItem:
    """A quotation with its wordings, each in the words of its first report."""
    wordings = []
    for wording in said.wordings:
        first = wording.reports[0]
        article = cards.site.articles[first.article]
        language = article.language or cards.config.language
        reports = tuple(dict.fromkeys(r.article for r in wording.reports))
        wordings.append(
            Wording(
                text=cards.runs(article, f"quotes[{first.number}]", first.text),
                language=language,
                direction=direction(language),
                reports=cards.articles(reports),
            )
        )
    speaker = cards.speaker(said.speaker, said.shown)
    return sealed(SayingItem(id=said.id, speaker=speaker, when=said.date, wordings=tuple(wordings)))


def _by_year(cards: Cards, sayings: Iterable[Saying]) -> Iterable[SayingGroup]:
    """Headed as a timeline is: by the year, or by the decade or the century where no more is known."""
    for head, group in groupby(sorted(sayings, key=_order, reverse=True), key=_head):
        yield SayingGroup(
            label=year_label(cards, head) if head else "",
            anchor=section_anchor(head) if head else f"_{UNDATED}",
            sayings=tuple(saying(cards, s) for s in group),
        )


def _head(said: Saying) -> When | None:
    """The year in which something was said or reported; None where that is not known."""
    return heading(said.shown) if said.shown else None


def _order(said: Saying) -> tuple[bool, tuple[int, ...]]:
    head = _head(said)
    return head is not None, head.sort_key if head else ()
