"""What of a clipping may appear. The one function that decides, for pages, mentions, feeds and every other output.

A clipping's text is other people's. What is shown of its body, on all outputs together, is one prefix of it: whatever
quotes a sentence of the body asks here whether the sentence lies inside. So the words of one clipping that appear
anywhere never exceed the cap, however many pages repeat them. Quotations that the curator picked stand beside that
prefix; `quotations` names those that are too long, one by one or together.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec

from digest.config import SiteConfig
from digest.errors import Problem
from digest.link import markup
from digest.model import Article, Event, Library, Republish, Site
from digest.text import first_words

SHORT_QUOTE, QUOTED_TOGETHER = 25, 150
"""Words of one quotation, and of all quotations of one article."""


class Allowance(msgspec.Struct, frozen=True):
    """What may be shown of one article."""

    level: Republish
    body_end: int
    """The body may be shown up to this offset."""
    shown: Literal["full", "excerpt", "none"]
    curated: bool
    """Whether summary, facts, quotations and events may be shown beside title, source and date."""

    def sentence(self, field: str, start: int, end: int) -> bool:
        """Whether the stretch [start, end) of a field may be shown on another page."""
        if field == "body":
            return end <= self.body_end
        return field == "title" or self.curated


def level(article: Article, library: Library, config: SiteConfig) -> Republish:
    """How much of `article` may appear: its own word, else its source's, else the site's."""
    source = library.sources.get(article.source) if isinstance(article.source, str) else None
    return article.republish or (source.republish if source else None) or config.republish


def allowance(article: Article, library: Library, config: SiteConfig) -> Allowance:
    """What may be shown of `article`."""
    given = level(article, library, config)
    whole = len(article.body) if article.body.strip() else 0
    if given == "full":
        return Allowance(given, whole, "full" if whole else "none", True)
    if given == "excerpt" and whole:
        end = prefix(article.body, config.excerpt_words)
        if end >= len(article.body.rstrip()):
            return Allowance(given, whole, "full", True)
        return Allowance(given, end, "excerpt" if end else "none", True)
    return Allowance(given, 0, "none", given != "metadata")


def events(site: Site, config: SiteConfig) -> tuple[Event, ...]:
    """The events that may be shown, in the order of the site's: those with a file of their own, and those that at
    least one article tells of which more than its metadata may appear."""
    told = {a.id for a in site.articles.values() if level(a, site.library, config) != "metadata"}
    return tuple(
        e for e in site.events.values() if e.id in site.library.events or any(article in told for article in e.articles)
    )


def quoted(site: Site, config: SiteConfig) -> tuple[Article, ...]:
    """The articles whose quotations may be shown, here and on every other page."""
    return tuple(a for a in site.articles.values() if a.quotes and level(a, site.library, config) != "metadata")


def quotations(site: Site, config: SiteConfig) -> Iterator[Problem]:
    """Quotations from clippings that may not be shown whole: each should be short, and all of one article too."""
    for article in site.articles.values():
        if level(article, site.library, config) == "full":
            continue
        words = [len(quote.text.split()) for quote in article.quotes]
        for n, count in enumerate(words):
            if count > SHORT_QUOTE:
                message = f"the quotation has {count} words; at most {SHORT_QUOTE} are short"
                yield _long(article, f"quotes[{n}].text", message)
        if sum(words) > QUOTED_TOGETHER:
            message = f"the quotations have {sum(words)} words together; at most {QUOTED_TOGETHER} are short"
            yield _long(article, "quotes", message)


def _long(article: Article, key: str, message: str) -> Problem:
    return Problem(
        path=article.path, key=key, code="long-quote", severity="warning", message=message, hint="quote less"
    )


def prefix(body: str, words: int) -> int:
    """The offset up to which a Markdown text holds at most `words` words: the end of a sentence where one ends near,
    and never inside a link, code, a heading or an address, half of which would show its signs."""
    end = first_words(body, words)
    if end >= len(body.rstrip()):
        return end
    return len(body[: _before_construct(body, markup.mask(body), end)].rstrip())


def _before_construct(body: str, masked: str, at: int) -> int:
    """`at`, or the start of the construct that a cut at `at` would go through."""
    alone = markup.mask(body[:at])
    if not masked.startswith(alone):
        at = next(n for n, (sign, other) in enumerate(zip(masked, alone, strict=False)) if sign != other)
    if masked[at : at + 1] == markup.BLANK:
        at = len(masked[:at].rstrip(markup.BLANK))
    return at
