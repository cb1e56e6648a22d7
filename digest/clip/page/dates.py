"""When a page says it was published and changed: candidates with the place each stood in, and their weights."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from digest.clip import dateline
from digest.clip.metadata import Candidate
from digest.clip.page import jsonld
from digest.clip.page.jsonld import Structured
from digest.clip.page.scan import Marked, Near, Scan
from digest.dates import DateError, When, parse

WEIGHTS: Mapping[str, float] = {
    "given": 99.0,
    "url-day": 2.8,
    "meta-published": 2.5,
    "itemprop": 2.1,
    "near": 1.9,
    "ld-published": 1.9,
    "time": 1.8,
    "above": 1.4,
    "date-line": 0.2,
    "marked": 0.9,
    "meta-date": 0.5,
    "ld-page": 0.1,
    "ld-created": 0.1,
    "source-json": 1.2,
    "story-dateline": -0.2,
    "near-far": -0.2,
    "htmldate": -0.3,
    "later": -0.4,
    "date-line-below": -0.6,
    "updated": -0.6,
    "outside": -0.9,
    "ld-other": -1.6,
}
"""Log-odds of each rule, fitted on the public half of the evaluation pages (see `page.titles`)."""
WEAK = frozenset({"htmldate", "later", "near-far", "date-line-below", "updated", "outside", "ld-other"})
"""Rules that only guess: a date that nothing else supports is written as uncertain."""

_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "og:published_time",
    "datepublished",
    "rnews:datepublished",
    "og:pubdate",
    "pubdate",
    "pub_date",
    "publishdate",
    "publish-date",
    "publish_date",
    "published-date",
    "publication_date",
    "publicationdate",
    "citation_publication_date",
    "citation_online_date",
    "parsely-pub-date",
    "sailthru.date",
    "article.published",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "bt:pubdate",
    "originalpublicationdate",
    "article_date_original",
    "dc.date.issued",
    "dcterms.issued",
    "pdate",
    "shareaholic:article_published_time",
)
_DATED = (
    "date",
    "dc.date",
    "dcterms.date",
    "dcterms.created",
    "dc.date.created",
    "datecreated",
    "created",
    "article.created",
    "citation_date",
    "search-date",
    "release_date",
    "timestamp",
)
_MODIFIED = (
    "article:modified_time",
    "og:updated_time",
    "og:modified_time",
    "datemodified",
    "dcterms.modified",
    "dc.date.modified",
    "lastmod",
    "last-modified",
    "article.updated",
    "revision_date",
    "updated_time",
)
_URL_DAY = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<sign>[/_-]?)(?P<m>[01]\d)(?P=sign)(?P<d>[0-3]\d)(?!\d)"
    r"|/(?P<y2>(?:19|20)\d\d)/(?P<m2>\d\d?)/(?P<d2>\d\d?)(?!\d)"
)
# In the data of scripts and attributes: "datePublished", "published_at", "publishDate" … with a date for machines.
_IN_SOURCE = re.compile(
    r"ublish(?:ed)?(?:_?[dD]ate|_?[tT]ime|_?[aA]t|_?[oO]n)?\\?(?:\"|'|&quot;|&#34;)?\s*:\s*\\?(?:\"|'|&quot;|&#34;)"
    r"((?:19|20)\d\d-\d\d-\d\d(?:[T ][\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?)"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_UPDATE_MARK = re.compile(r"modif|updat|revis|aktualis", re.I)
_PUBLISH_MARK = re.compile(r"publi|posted|creat|entry-date|pubdate", re.I)
# A clock that shows the reader the day of the visit.
_TODAY = re.compile(r"today|current-?date|clock", re.I)
_SHORT = 120
_FIRST_YEAR = 1990
"""Of the web: an earlier date in the visible text is one the article tells of."""
_CLOSE_BEHIND, _CLOSE_BEFORE = 25, -12


def published(scan: Scan, ld: Structured, beside: Sequence[Near], urls: Iterable[str]) -> Iterator[Candidate[When]]:
    """Every date that may be the day of publication."""
    for number, thing in enumerate(ld.articles[:4]):
        for key, rule in (
            ("datePublished", "ld-published"),
            ("dateCreated", "ld-created"),
            ("uploadDate", "ld-created"),
        ):
            yield from _machine(thing.get(key), f"{jsonld.label(thing)} {key}", "ld-other" if number else rule)
    for thing in ld.pages[:3]:
        for key in ("datePublished", "uploadDate", "dateCreated"):
            yield from _machine(thing.get(key), f"{jsonld.label(thing)} {key}", "ld-page")
    for names, rule in ((_PUBLISHED, "meta-published"), (_DATED, "meta-date")):
        for name in names:
            for value in scan.metas.get(name, ())[:1]:
                yield from _machine(value, f"meta {name}", rule)
    for url in urls:
        if when := url_day(url):
            yield Candidate(when, "the address", "url-day")
    yield from _marked(scan.of("date"))
    yield from _beside(beside)


def updated(scan: Scan, ld: Structured, beside: Sequence[Near]) -> Iterator[Candidate[When]]:
    """Every date of a later change, the most trusted first."""
    for thing in ld.articles[:1]:
        yield from _machine(thing.get("dateModified"), f"{jsonld.label(thing)} dateModified", "ld-modified")
    for name in _MODIFIED:
        for value in scan.metas.get(name, ())[:1]:
            yield from _machine(value, f"meta {name}", "meta-modified")
    for m in scan.of("date"):
        if m.region != "outside" and _is_update(m):
            for when in _in_element(m):
                yield Candidate(when, _where(m), "marked-update")
    for piece in beside:
        for stamp in _stamps(piece.text):
            if stamp.label == "updated":
                yield Candidate(stamp.when, "near the headline", "near-update")


def url_day(url: str) -> When | None:
    """The day that an address's path holds, as in /2019/11/18/ or -20191118."""
    for match in _URL_DAY.finditer(url.partition("?")[0]):
        year, month, day = match["y"] or match["y2"], match["m"] or match["m2"], match["d"] or match["d2"]
        try:
            return parse(f"{year}-{int(month):02d}-{int(day):02d}")
        except DateError:
            continue
    return None


def is_told(candidates: Iterable[Candidate[When]]) -> bool:
    """Whether the page's metadata give a date."""
    return any(c.rule in ("ld-published", "ld-page", "meta-published", "meta-date", "itemprop") for c in candidates)


def in_source(text: str) -> Iterator[Candidate[When]]:
    """A date of publication in data that the page's scripts hold, for pages that say it nowhere else."""
    for match in _IN_SOURCE.finditer(text):
        yield from _machine(match[1], "the page's data", "source-json")
        return


def by_looks(tree: Any, latest: str) -> Iterator[Candidate[When]]:
    """What htmldate makes of the page's looks. `latest` is the last day it may find: it never asks the clock."""
    from htmldate import find_date

    try:
        day = find_date(tree, original_date=True, extensive_search=False, max_date=latest)
        when = parse(day) if day else None
    except Exception:  # another engine's code on any page
        return
    if when is not None:
        yield Candidate(when, "page", "htmldate")


def day_of(when: When) -> str:
    """The calendar day, as written: what makes two dates agree."""
    return when.edtf[:10]


def _machine(value: object, where: str, rule: str) -> Iterator[Candidate[When]]:
    if isinstance(value, str) and (when := dateline.machine_date(value)):
        yield Candidate(when, where, rule)


def _marked(marked: Iterable[Marked]) -> Iterator[Candidate[When]]:
    """Dates in elements that are marked as dates: the article's own comes first in it."""
    is_first = True
    for m in marked:
        if _TODAY.search(m.marks):
            continue
        if _is_update(m):
            rule = "updated"
        elif any(word in m.itemprop for word in ("datePublished", "dateCreated")):
            rule = "itemprop"
        elif m.region == "outside":
            rule = "outside"
        else:
            rule = ("time" if m.tag == "time" else "marked") if is_first else "later"
        whens = list(_in_element(m))
        for when in whens:
            yield Candidate(when, _where(m), rule)
        is_first = is_first and not (whens and rule in ("time", "marked"))


def _in_element(m: Marked) -> Iterator[When]:
    """The date for machines and the date for readers; they differ where the first is in another time zone."""
    if m.value and (when := dateline.machine_date(m.value)):
        yield when
    for stamp in [stamp for stamp in _stamps(m.text) if stamp.label != "updated" or _is_update(m)][:1]:
        yield stamp.when


def _beside(beside: Iterable[Near]) -> Iterator[Candidate[When]]:
    """The first date behind the headline, the first before it, and the first that is called an update."""
    seen: set[str] = set()
    for piece in beside:
        for stamp in _stamps(piece.text):
            side = "behind" if piece.distance > 0 else "before"
            rule = "near" if side == "behind" else "above"
            if not _CLOSE_BEFORE <= piece.distance <= _CLOSE_BEHIND:
                rule = "near-far"
            if stamp.label == "updated":
                side = rule = "updated"
            elif not stamp.label and dateline.leftover(piece.text) > 8:
                continue
            if side not in seen:
                seen.add(side)
                yield Candidate(stamp.when, f"{piece.distance} elements from the headline", rule)


def _stamps(text: str) -> list[dateline.Stamp]:
    """The dates in a short text that may be the article's own."""
    if len(text) > _SHORT or not _YEAR.search(text):
        return []
    return [stamp for stamp in dateline.stamps(text) if (stamp.when.year or 0) >= _FIRST_YEAR]


def _is_update(m: Marked) -> bool:
    return bool(_UPDATE_MARK.search(m.marks)) and not _PUBLISH_MARK.search(m.marks)


def _where(m: Marked) -> str:
    return f"{m.tag} {m.marks}"[:60].strip()
