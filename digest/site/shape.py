"""Which pages a theme has: the names that theme.yaml may list, and the value that planning goes by. Pure."""

from __future__ import annotations

from typing import Literal, get_args

import msgspec

from digest.model import GROUPS

PageType = Literal[
    "home", "article", "entity", "tag", "story", "source", "timeline", "quotes", "edition", "archive", "index", "page",
    "search", "404", "feed", "sitemap", "calendar",
]  # fmt: skip
"""What a site may be made of: a type of page, named as its template, or a file that machines read."""

PAGE_TYPES: tuple[PageType, ...] = get_args(PageType)
ALWAYS: tuple[PageType, ...] = ("home", "article")
"""What every site has, whether its theme lists it or not."""
FILES: tuple[PageType, ...] = ("feed", "sitemap", "calendar")
"""The types without a template."""

INDEXED: dict[str, PageType] = {
    "stories": "story",
    "editions": "edition",
    "entities": "entity",
    **dict.fromkeys(GROUPS, "entity"),
    "timelines": "timeline",
    "tags": "tag",
    "sources": "source",
}
"""Each index that there can be, and the type of the pages that it leads to."""
USUAL = tuple(name for name in INDEXED if name != "entities")
"""The indexes of a theme that names none: one for each group of entities in place of one for all."""


class Shape(msgspec.Struct, frozen=True):
    """The pages that a theme has; a site has no others, and nothing links to others."""

    pages: frozenset[PageType] = frozenset(PAGE_TYPES)
    indexes: tuple[str, ...] = USUAL
    home_size: int = 0
    """How many articles each page of the home page lists; 0 for one page of the newest, with a link to the archive."""

    def index(self, name: str) -> str:
        """The index that stands for the one of this name; "" for none.

        An index needs the pages that it leads to. The index of all entities stands for that of a group.
        """
        if "index" not in self.pages or INDEXED[name] not in self.pages:
            return ""
        if name in self.indexes:
            return name
        return "entities" if name in GROUPS and "entities" in self.indexes else ""
