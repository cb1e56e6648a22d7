"""Records -> addresses. The one place where a path or an internal link is made.

A path is what an output is written to, in plain characters; an href is the same under the base path,
percent-encoded. Every segment that comes from content passes `text.slug`, so that no record can climb out of the
site, hide, or break another system's rules for names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import quote

import msgspec

from digest.dates import When
from digest.errors import Problem
from digest.link.tags import term_path
from digest.model import Article, Edition, Entity, Page, SavedTimeline, Source, Story
from digest.site.shape import PageType, Shape
from digest.text import Slugs, nfc, slug

FOLDERS = (
    "articles",
    "people",
    "organizations",
    "places",
    "things",
    "stories",
    "editions",
    "timelines",
    "quotes",
    "tags",
    "sources",
    "archive",
)
"""The first segments of addresses that hold one page for each record, or for each speaker."""

SEARCH = "search/"
"""The site path of the search page."""

SEARCH_INDEX = "search/index/"
"""The folder of the search index, whose files no plan names: they are made when the pages are."""

PAGED = 200
"""Events of a timeline above which each of its years has a page of its own."""


Linkable = Article | Entity | Story | Edition | Source | SavedTimeline | Page
"""The records that may have pages of their own."""

_PAGES: dict[type[Linkable], PageType] = {
    Article: "article",
    Entity: "entity",
    Story: "story",
    Edition: "edition",
    Source: "source",
    SavedTimeline: "timeline",
    Page: "page",
}


class Urls(msgspec.Struct, frozen=True):
    """Addresses under one base path."""

    base_path: str
    """Begins and ends with a slash."""
    origin: str = ""
    """Scheme and host; "" when the site does not know where it will be published."""
    slugs: Slugs = "unicode"
    shape: Shape = Shape()
    """Which pages the theme has."""

    def href(self, path: str) -> str:
        """The link to a site path ("", "people/ada/", "feed.xml", "timeline/#e1")."""
        where, _, fragment = path.partition("#")
        encoded = where if _PLAIN.fullmatch(where) else quote(where, safe="/-._~")
        return _encoded_base(self.base_path) + encoded + (anchor(fragment) if fragment else "")

    def absolute(self, path: str) -> str:
        """The absolute address of a site path; "" without an origin."""
        return self.origin + self.href(path) if self.origin else ""

    def to(self, page: PageType, path: str) -> str:
        """The link to a page of a type; "" when the theme has no such pages."""
        return self.href(path) if page in self.shape.pages else ""

    def link(self, record: Linkable) -> str:
        """The link to a record's page; "" when the theme has no such pages."""
        return self.to(_PAGES[type(record)], self.record(record))

    def index(self, name: str) -> str:
        """The link to an index; "" when the theme has none."""
        shown = self.shape.index(name)
        return self.href(f"{shown}/") if shown else ""

    def record(self, record: Linkable) -> str:
        """The site path of a record's page."""
        name = slug(record.id, self.slugs)
        match record:
            case Article():
                return f"articles/{name}/"
            case Entity():
                return f"{record.group}/{name}/"
            case Story():
                return f"stories/{name}/"
            case Edition():
                return f"editions/{name}/"
            case SavedTimeline():
                return f"timelines/{name}/"
            case Source():
                return f"sources/{name}/"
            case Page():
                return f"{name}/"

    @staticmethod
    def home(number: int) -> str:
        """The site path of a page of the home page, counted from 1."""
        return f"page/{number}/" if number > 1 else ""

    def tag(self, tag: str) -> str:
        """The site path of a tag, as written or as a term's path."""
        return f"tags/{term_path(tag, self.slugs)}/"

    def quotes(self, speaker: str = "") -> str:
        """The site path of what a speaker said (an entity's id or a name), or of all quotations."""
        return f"quotes/{slug(speaker, self.slugs)}/" if speaker else "quotes/"

    @staticmethod
    def archive(period: When | None) -> str:
        """The site path of a year or a month of the archive, or of all of it."""
        if period is None or period.year is None or period.first_day is None:
            return "archive/"
        month = f"{period.month:02d}/" if period.month else ""
        return f"archive/{period.year:04d}/{month}"


@lru_cache(maxsize=8)
def _encoded_base(base_path: str) -> str:
    return quote(base_path, safe="/-._~%!$&'()*+,;=:@")  # as site.yaml wrote it, perhaps encoded already


_PLAIN = re.compile(r"[A-Za-z0-9/._~-]*")
"""A path that needs no encoding, as most do."""


class Listing(msgspec.Struct, frozen=True):
    """Where the events of one timeline stand, by one of its clocks."""

    path: str
    """The site path of the timeline's page."""
    count: int
    """How many events it has."""

    @property
    def paged(self) -> bool:
        """Whether each year has a page of its own."""
        return self.count > PAGED

    def year(self, name: str) -> str:
        """The site path of the page that holds a year, named as by `periods.section`."""
        return f"{self.path}{name}/" if self.paged else self.path

    def event(self, ident: str, year: str) -> str:
        """The site path of an event that is listed in a year."""
        return f"{self.year(year)}#{ident}"


def anchor(ident: str) -> str:
    """The link to an anchor of the page it stands on."""
    return f"#{quote(ident, safe='-._~')}"


def file_path(path: str) -> str:
    """The file that serves a site path: "people/ada/" -> "people/ada/index.html"."""
    return f"{path}index.html" if path.endswith("/") or not path else path


def collisions(claims: Iterable[tuple[str, str]]) -> list[Problem]:
    """Pairs of (file path, who claims it) that meet: also where only case or Unicode's normal form tells them apart,
    or where one is a folder that the other stands in.

    A reader on a system that ignores case would see one of the two pages in place of the other.
    """
    first: dict[str, tuple[str, str]] = {}
    problems = []
    for claim in claims:
        key = nfc(nfc(claim[0]).casefold())
        if key in first:
            problems.append(_meeting(*first[key], claim[1]))
        else:
            first[key] = claim
    for key, (_, owner) in first.items():
        end = key.rfind("/")
        while end > 0:
            if key[:end] in first:
                problems.append(_meeting(*first[key[:end]], owner))
            end = key.rfind("/", 0, end)
    return problems


def _meeting(path: str, holder: str, claimant: str) -> Problem:
    """What is wrong when `claimant` wants the address, or something below it, that `holder` has."""
    files = [owner for owner in (claimant, holder) if owner.startswith("content/")]
    return Problem(
        path=files[0] if files else "",
        line=1 if files else 0,
        code="same-address",
        message=f"{claimant} and {holder} both claim the address /{path.removesuffix('index.html')}",
        hint="rename one of the two",
    )
