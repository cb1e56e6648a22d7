"""The keywords a page gives its article: from its metadata, and from its links to pages about one tag."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from digest.clip import metadata
from digest.clip.metadata import Candidate
from digest.clip.page import jsonld
from digest.clip.page.jsonld import Structured, plain
from digest.clip.page.scan import Marked, Scan, text_of

Words = tuple[str, ...]

_METAS = ("parsely-tags", "article:tag", "og:article:tag", "news_keywords", "dc.subject")
# "keywords" holds the site's own words on many pages: what the article links to says more.
_LOOSE_METAS = ("keywords", "sailthru.tags", "tags")
_TAG_PAGE = re.compile(r"/(?:tags?|topics?|them[ae]n?|temas?|keywords?)/")
_BOX = re.compile(r"\b(?:tags?|topics?|keywords?|themen)\b|tags|topics|keywords", re.I)
_BOXES = frozenset({"ul", "ol", "div", "p", "section", "span", "footer", "nav", "aside"})
_MAX_WORD, _MAX_WORDS, _MAX_LINKS = 80, 40, 30


def keywords(page: Scan, ld: Structured) -> Iterator[Candidate[Words]]:
    """The lists of keywords that a page gives, the most trusted first: in the order of their measured reliability."""
    for words, where, rule in (*_told(page, ld), *_linked(page.of("tag")), *_loose(page)):
        cleaned = (word.strip(" ,.;#") for word in words)
        kept = tuple(dict.fromkeys(word for word in cleaned if 0 < len(word) <= _MAX_WORD))[:_MAX_WORDS]
        if kept:
            yield Candidate(kept, where, rule)


def _told(page: Scan, ld: Structured) -> Iterator[tuple[Words, str, str]]:
    for name in _METAS:
        yield _listed(page.metas.get(name, [])), f"meta {name}", "meta"
    for thing in ld.articles[:3]:
        value = thing.get("keywords")
        items = value[: 2 * _MAX_WORDS] if isinstance(value, list) else [value]
        yield (
            _listed([item.get("name") if isinstance(item, dict) else item for item in items]),
            f"{jsonld.label(thing)} keywords",
            "json-ld",
        )


def _linked(marked: list[Marked]) -> Iterator[tuple[Words, str, str]]:
    links = [m for m in marked if m.tag == "a" and m.text and m.region != "outside"]
    yield tuple(m.text for m in links if _TAG_PAGE.search(m.href)), "links to tags' pages", "tag-links"
    yield tuple(m.text for m in links if "tag" in m.rel.split()), "links with rel=tag", "rel-tag"


def _loose(page: Scan) -> Iterator[tuple[Words, str, str]]:
    for name in _LOOSE_METAS:
        yield _listed(page.metas.get(name, [])), f"meta {name}", "meta-keywords"
    for m in page.of("tag"):
        if m.tag in _BOXES and m.region != "outside" and _BOX.search(m.marks):
            links = list(islice(m.element.iter("a"), _MAX_LINKS + 1))
            if len(links) <= _MAX_LINKS:
                yield tuple(text_of(link, _MAX_WORD) for link in links), f"{m.tag} {m.marks}"[:60], "tag-box"


def _listed(values: Iterable[object]) -> Words:
    """Several values as they are; the parts of a single one."""
    words = tuple(map(plain, values))
    return words if len(words) > 1 else metadata.split_list(words[0]) if words else ()
