"""JSON-LD (schema.org) of a page: the objects that are its article, and the names and texts in them.

Pages break the JSON in known ways (comments round it, line breaks in texts, a semicolon behind it); what still cannot
be read says only its dates.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator

import msgspec

_ARTICLE = re.compile(r"(?:^|[/:#])(?:\w*(?:Article|BlogPosting|NewsItem|Review|Posting|Report|Recipe|HowTo|FAQPage))$")
_PAGE = re.compile(r"(?:^|[/:#])(?:WebPage|ItemPage|VideoObject|CreativeWork|Product|Event|PodcastEpisode)$")
_SITE = re.compile(r"(?:^|[/:#])(?:WebSite|\w*Organization|NewsMediaOrganization)$")
_WITHIN = ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item", "hasPart", "about", "liveBlogUpdate")
_MAX_OBJECTS = 2_000
_WRAPPED = re.compile(r"^\s*(?://\s*)?<!\[CDATA\[|(?://\s*)?\]\]>\s*$|^\s*<!--|-->\s*$")
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")

_KIND = re.compile(r'"@type"\s*:\s*\[?\s*"([^"\\]{1,60})"')
_DATES = re.compile(r'"(datePublished|dateModified|dateCreated)"\s*:\s*"([^"\\]{8,40})"')

Thing = dict[str, object]


class Structured(msgspec.Struct, frozen=True):
    """The JSON-LD of a page, sorted by what it describes."""

    articles: tuple[Thing, ...] = ()
    """Articles, those with a headline and a date first."""
    pages: tuple[Thing, ...] = ()
    """Web pages, videos, works: weaker words on the same."""
    sites: tuple[Thing, ...] = ()
    """Web sites and organisations."""
    by_id: dict[str, Thing] = {}
    """Every object with an @id and a name."""


def read(texts: Iterable[str]) -> Structured:
    """The objects in the page's JSON-LD texts."""
    articles: list[Thing] = []
    pages: list[Thing] = []
    sites: list[Thing] = []
    by_id: dict[str, Thing] = {}
    for text in texts:
        for thing in _objects(_load(text)):
            names = kinds(thing)
            if any(_ARTICLE.search(kind) for kind in names):
                articles.append(thing)
            elif any(_PAGE.search(kind) for kind in names):
                pages.append(thing)
            elif any(_SITE.search(kind) for kind in names):
                sites.append(thing)
            if isinstance(key := thing.get("@id"), str) and "name" in thing:
                by_id.setdefault(key, thing)
    articles.sort(key=lambda thing: -(2 * ("headline" in thing) + ("datePublished" in thing)))
    return Structured(tuple(articles), tuple(pages), tuple(sites), by_id)


def kinds(thing: Thing) -> list[str]:
    """The object's types."""
    value = thing.get("@type")
    return [kind for kind in (value if isinstance(value, list) else [value]) if isinstance(kind, str)]


def label(thing: Thing) -> str:
    """The object's place in words: "JSON-LD NewsArticle"."""
    return f"JSON-LD {' '.join(kinds(thing))}"[:60]


def plain(value: object) -> str:
    """One line of plain text from a metadata value, with entities (often written twice) resolved and no tags."""
    if not isinstance(value, str):
        return ""
    text = html.unescape(html.unescape(value)) if "&" in value else value
    return " ".join(re.sub(r"<[^<>]{1,200}>", " ", text).split() if "<" in text else text.split())


def _load(text: str) -> object:
    text = _WRAPPED.sub("", text.strip()).strip().rstrip(";")
    for attempt in (text, _TRAILING_COMMA.sub(r"\1", text)):
        try:
            value: object = json.loads(attempt, strict=False)
            return value
        except (ValueError, RecursionError):
            continue
    return _salvaged(text)


def _salvaged(text: str) -> Thing | None:
    """The type and the dates of the first article in JSON that cannot be read: a quote not escaped, a comma missing."""
    kind = next((m for m in _KIND.finditer(text) if _ARTICLE.search(m[1])), None)
    if kind is None:
        return None
    found: dict[str, object] = {}
    for match in _DATES.finditer(text):
        found.setdefault(match[1], match[2])
    return {"@type": kind[1], **found} if found else None


def _objects(root: object) -> Iterator[Thing]:
    """Every object in a JSON value, without recursion and at most `_MAX_OBJECTS`."""
    waiting, count = [root], 0
    while waiting and count < _MAX_OBJECTS:
        value = waiting.pop(0)
        count += 1
        if isinstance(value, dict):
            yield value
            waiting += [value[key] for key in _WITHIN if isinstance(value.get(key), dict | list)]
        elif isinstance(value, list):
            waiting += value
