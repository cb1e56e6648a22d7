"""What of a clipping may appear. The one function that decides, for pages, mentions, feeds and every other output.

A clipping's text is other people's. Everything shown of it, on all outputs together, is one prefix of it: whatever
quotes a sentence of the text asks here whether the sentence lies inside. So the words of one clipping that appear
anywhere never exceed the cap, however many pages repeat them.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Literal

import msgspec

from digest.config import SiteConfig
from digest.link import markup
from digest.model import Article, Event, Library, Republish, Site
from digest.text import sentences

_DENSE = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Thai, Lao, Burmese, Khmer, kana and Han: scripts without spaces, where a run of letters is no word."""

_WORD = re.compile(rf"[{_DENSE}]{{1,2}}|[^\W{_DENSE}]+(?:[’'\-][^\W{_DENSE}]+)*")
"""A word as the cap counts it; two signs of a script without spaces count as one."""


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


def prefix(body: str, words: int) -> int:
    """The offset up to which a Markdown text holds at most `words` words: the end of a sentence where one ends
    before, and never inside a link, code, a heading or an address, half of which would show its signs."""
    first_beyond = next(islice(_WORD.finditer(body), words, None), None)
    if first_beyond is None:
        return len(body.rstrip())
    masked = markup.mask(body)
    limit = _before_construct(body, masked, first_beyond.start())
    for _, stop in reversed(sentences(body)):
        if stop <= limit and _before_construct(body, masked, stop) == stop:
            return stop
    return len(body[:limit].rstrip())


def _before_construct(body: str, masked: str, at: int) -> int:
    """`at`, or the start of the construct that a cut at `at` would go through."""
    alone = markup.mask(body[:at])
    if not masked.startswith(alone):
        at = next(n for n, (sign, other) in enumerate(zip(masked, alone, strict=False)) if sign != other)
    if masked[at : at + 1] == markup.BLANK:
        at = len(masked[:at].rstrip(markup.BLANK))
    return at
