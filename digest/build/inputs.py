"""What one page is made from, and where an article stands: the parts of an explanation. Pure.

Nothing here is remembered by a build: it is read off the view that a page is made from.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from digest.link.mentions import Ambiguous, fields
from digest.model import Article, Site
from digest.site.feeds import NEWEST
from digest.site.plan import Output, Serialize
from digest.site.urls import Urls
from digest.site.views import View
from digest.text import one_line

_WORD = re.compile(r"[^\s\"'<>]+")


def records(view: View, outputs: Mapping[str, Output], urls: Urls) -> list[str]:
    """The files in content/ of the pages that a view links to, in the order of the view."""
    owners = {address: o.owner for o in outputs.values() if o.owner for address in _addresses(o.path, urls)}
    words = (word for text in _texts(msgspec.to_builtins(view)) for word in _WORD.findall(text))
    return [*dict.fromkeys(owners[address] for word in words if (address := word.partition("#")[0]) in owners)]


def _addresses(path: str, urls: Urls) -> tuple[str, ...]:
    page = path.removesuffix("index.html")
    return urls.href(page), urls.absolute(page)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part)


def names(site: Site, article: Article) -> list[str]:
    """Whom an article names, by which words, by which rule, and how often."""
    texts = fields(article)
    found = Counter(
        (m.entity, one_line(texts.get(m.field, "")[m.start : m.end]), m.rule) for m in site.mentions[article.id]
    )
    return [
        f"{entity} by “{words}” ({rule}, {times}×)" if words else f"{entity} ({rule})"
        for (entity, words, rule), times in found.items()
    ]


def left_open(article: Article, ambiguous: tuple[Ambiguous, ...]) -> list[str]:
    """The names of an article that are not linked, since several could be meant."""
    return [f"“{name.name}”: {' or '.join(name.entities)}" for name in ambiguous if name.article == article.id]


def feeds(article: Article, outputs: Mapping[str, Output], urls: Urls) -> list[str]:
    """Each feed of the site, and whether it lists an article."""
    address = urls.absolute(urls.record(article))
    why = f"not listed, {NEWEST} newer ones are" if article.date else "not listed, it has no date"
    return [
        f"{output.path}: {'listed' if address in _texts(msgspec.to_builtins(output.content.view())) else why}"
        for output in outputs.values()
        if isinstance(output.content, Serialize) and output.content.form == "atom"
    ]
