"""What waits for the curator. Derived each time from the site as it is; only the answers are ever stored. Pure.

    questions        everything that is open; each `Question` carries its `Option`s
    Question.settle  an answer -> the edits it comes to, or `Refused` with what would do

The edits are values (`content.journal.Edit`). `digest review` shows and writes them; a page in the browser would do
the same. A new kind of question is one more function in `_open` that yields `Question`s, and its name in
`question.KINDS`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from digest.config import SiteConfig
from digest.link.mentions import Ambiguous
from digest.link.outlets import outlets
from digest.link.suggest import Recogniser
from digest.model import LedgerEntry, Site
from digest.review import articles, contradiction, duplicates, events, happened, merges, names, same_event, unknown
from digest.review.options import Option, Refused
from digest.review.question import KINDS, Question

__all__ = ["KINDS", "Option", "Question", "Refused", "questions"]


def questions(
    site: Site,
    ambiguous: Iterable[Ambiguous] = (),
    config: SiteConfig | None = None,
    ledger: Iterable[LedgerEntry] = (),
    recognise: Recogniser | None = None,
) -> list[Question]:
    """Everything that is open: by file, then what is about the digest as a whole.

    `ledger` has the published addresses, which a merge takes away; `recognise` is one more finder of names.
    """
    return sorted(_open(site, ambiguous, config or SiteConfig(), ledger, recognise), key=lambda q: q.order)


def _open(
    site: Site,
    ambiguous: Iterable[Ambiguous],
    config: SiteConfig,
    ledger: Iterable[LedgerEntry],
    recognise: Recogniser | None,
) -> Iterator[Question]:
    library = site.library
    outlet = outlets(library.sources)
    for article in library.articles.values():
        yield from articles.ask(article, outlet(article))
    yield from names.ask(library, ambiguous)
    yield from events.ask(site)
    yield from same_event.ask(site)
    yield from contradiction.ask(site, config.language)
    yield from duplicates.ask(library)
    yield from happened.ask(site)
    yield from merges.ask(site, config, ledger)
    yield from unknown.ask(site, config, recognise)
