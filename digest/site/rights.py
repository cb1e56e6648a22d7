"""What of a clipping may appear. The one function that decides, for pages, mentions, feeds and every other output.

A clipping's text is other people's. Everything shown of it, on all outputs together, is one prefix of it: whatever
quotes a sentence of the text asks here whether the sentence lies inside. So the words of one clipping that appear
anywhere never exceed the cap, however many pages repeat them.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from digest.config import SiteConfig
from digest.model import Article, Library, Republish
from digest.text import first_words


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


def allowance(article: Article, library: Library, config: SiteConfig) -> Allowance:
    """What may be shown of `article`: its own word, else its source's, else the site's."""
    source = library.sources.get(article.source) if isinstance(article.source, str) else None
    level = article.republish or (source.republish if source else None) or config.republish
    if level == "full":
        return Allowance(level, len(article.body), "full" if article.body else "none", True)
    if level == "excerpt" and article.body:
        end = first_words(article.body, config.excerpt_words)
        return Allowance(level, end, "full" if end >= len(article.body) else "excerpt", True)
    return Allowance(level, 0, "none", level != "metadata")
