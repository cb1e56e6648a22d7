"""When a page says it was published and changed: candidates with the place each stood in, and their weights.

What metadata, marked elements, the address and the words beside the headline say is always read (`published`); a page
that says little is looked at again (`page.again`). `weighed` puts the best supported day first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

import msgspec

from digest.clip import dateline
from digest.clip.metadata import Candidate, Weighed, host_of, weigh
from digest.clip.page import jsonld
from digest.clip.page.daywords import Order, order_of, plain
from digest.clip.page.jsonld import Structured
from digest.clip.page.scan import Marked, Near, Scan, text_of
from digest.dates import DateError, When, from_date, parse

WEIGHTS: Mapping[str, float] = {
    "given": 99.0,
    "near": 3.0,
    "meta-published": 2.6,
    "url-day": 2.4,
    "near-worded": 2.2,
    "itemprop": 2.2,
    "near-on": 1.7,
    "ld-published": 1.6,
    "marked": 1.6,
    "time": 1.5,
    "meta-told": 1.5,
    "title-day": 1.4,
    "source-json": 1.3,
    "meta-date": 1.2,
    "above": 1.1,
    "script": 1.0,
    "opening": 1.0,
    "clock": 0.9,
    "earliest": 0.8,
    "near-on-worded": 0.8,
    "alone": 0.6,
    "above-far": 0.5,
    "date-line": 0.5,
    "updated": 0.4,
    "ld-page": 0.4,
    "later": 0.3,
    "date-line-below": 0.3,
    "ld-created": 0.3,
    "story-dateline": 0.2,
    "htmldate": 0.2,
    "near-far": 0.1,
    "outside": 0.0,
    "ld-other": 0.0,
    "changed": -1.0,
}
"""Log-odds of each rule, fitted on the public half of the evaluation pages (`benchmarks/train_dates.py`)."""
WEAK = frozenset(
    {"htmldate", "later", "near-far", "above-far", "date-line-below", "updated", "outside", "ld-other", "alone"}
)
"""Rules that only guess: a date that nothing else supports is written as uncertain."""

TOLD = frozenset({"ld-published", "ld-page", "meta-published", "meta-told", "meta-date", "itemprop"})
"""Rules that read metadata."""
OWN = TOLD | {"ld-created", "time", "marked", "near", "near-worded", "near-on", "above", "date-line"}
OWN |= {"story-dateline", "url-day"}
"""Rules that find a day which the page gives as its own."""
_CLOCKED = frozenset({"meta-published", "meta-told", "ld-published"})

# What a meta tag is, by its name in lower case without signs: "article:published_time", "DC.date.issued", "pub-date".
_MODIFIED = re.compile(r"modif|updat|lastmod|revis|revdate|changed|lastpubl|edited|utime$")
_PUBLISHED = re.compile(r"published(?:time|at|on)$|pubdate$|(?:publish|publication)date$|issued$|firstpubli")
_TOLD = re.compile(
    r"publi(?:sh|ca|e)|pubdate|pubtime|pubday|pubon|issued|posted|postdate|onlinedate|originaldate|dateoriginal|"
    r"firstdate|sailthrudate|^pdate$|createat$|articledate|releasedate|^lrdatetime$"
)
_DATED = re.compile(
    r"^(?:date|fecha|datum|dato|tarih|tanggal|dc(?:terms|ext)?date|dc(?:terms)?(?:date)?created|(?:date)?created(?:date|at|time)?|article(?:created?|time)|"
    r"(?:citation|search|news|story|content|document|doc|display|prism|bepresscitation|eprints|sort|page)date|"
    r"datetime|timestamp|ctime|create(?:time|date)|time|(?:og)?articletime|creationdate|dateavailable)$"
    r"|date(?:display|created|published)$"
)
_NO_DAY = re.compile(
    r"expir|valid|end(?:date|time)|until|embargo|event|start|unpubl|publisher|image|video|music|book|build|render|cover"
)
_SIGNS = re.compile(r"[^a-z]")
_MAX_VALUE = 60
"""The longest value of a meta tag that is read as a date."""
_MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_URL_DAY = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<sign>[/_.-]?)(?P<m>[01]\d)(?P=sign)(?P<d>[0-3]\d)(?!\d)"
    r"|/(?P<y2>(?:19|20)\d\d)/(?P<m2>\d\d?)/(?P<d2>\d\d?)(?!\d)"
    r"|/(?P<y3>(?:19|20)\d\d)[/-]?(?P<m3>[01]\d)[/-](?P<d3>[0-3]\d)(?=[/_-])"
    rf"|/(?P<y4>(?:19|20)\d\d)/(?P<m4>{_MONTH})[a-z]*/(?P<d4>\d\d?)(?!\d)"
    r"|/20(?P<y5>\d\d)/(?P<m5>[01]\d)/(?:\D[^/]*/)?(?P=y5)(?P=m5)(?P<d5>[0-3]\d)(?!\d)",
    re.I,
)
DAY_LIKE = re.compile(r"(?:19|20)\d\d|\d[./-] ?\d\d?[./-] ?\d\d|1[34]\d\d|25\d\d|\d年|[^\x00-\u0300]")
_UPDATE_MARK = re.compile(r"modif|updat|revis|aktualis", re.I)
_PUBLISH_MARK = re.compile(r"publi|posted|creat|entry-date|pubdate", re.I)
_DATA_NAME = re.compile(r"^(?:data-|unix).*(?:dat|time|publ|stamp|iso|epoch|posted|created)|^unixtime")
# A clock that shows the reader the day of the visit.
_TODAY = re.compile(r"today|current-?date|clock(?!-o)", re.I)
_SHORT = 120
_FIRST_YEAR = 1990
"""Of the web: an earlier date in the visible text is one the article tells of."""
_CLOSE, _FAR, _ABOVE = 10, 25, 3


class Reader(msgspec.Struct, frozen=True):
    """How this page writes its dates."""

    language: str = ""
    order: Order = ""

    def stamps(self, text: str) -> list[dateline.Stamp]:
        """The dates in a short text that may be the article's own."""
        if len(text) > _SHORT or not DAY_LIKE.search(text):
            return []
        found = dateline.stamps(plain(text, self.language, self.order))
        return [stamp for stamp in found if (stamp.when.year or 0) >= _FIRST_YEAR]


_PLAIN = Reader()


def reader_of(scan: Scan, urls: Sequence[str]) -> Reader:
    """How the page writes its dates, by its language and its address."""
    told = [value for key in ("og:locale", "content-language", "language") for value in scan.metas.get(key, ())]
    language = scan.language or next(iter(told), "")
    return Reader(language, order_of(language, host_of(urls[0]) if urls else ""))


def published(scan: Scan, ld: Structured, beside: Sequence[Near], urls: Iterable[str]) -> Iterator[Candidate[When]]:
    """Every date that may be the day of publication."""
    addresses = list(urls)
    reader = reader_of(scan, addresses)
    for number, thing in enumerate(ld.articles[:4]):
        for key, rule in (
            ("datePublished", "ld-published"),
            ("dateCreated", "ld-created"),
            ("uploadDate", "ld-created"),
        ):
            yield from machine(thing.get(key), f"{jsonld.label(thing)} {key}", "ld-other" if number else rule, reader)
    for thing in ld.pages[:3]:
        for key in ("datePublished", "uploadDate", "dateCreated"):
            yield from machine(thing.get(key), f"{jsonld.label(thing)} {key}", "ld-page", reader)
    for name, values in scan.metas.items():
        if (rule := _meta_rule(name)) and rule != "meta-modified":
            yield from machine(values[0], f"meta {name}", rule, reader)
    for url in addresses:
        if when := url_day(url):
            yield Candidate(when, "the address", "url-day")
    yield from _in_title(scan, reader)
    yield from _marked(scan.of("date"), reader)
    yield from _beside(beside, reader)


def updated(scan: Scan, ld: Structured, beside: Sequence[Near]) -> Iterator[Candidate[When]]:
    """Every date of a later change, the most trusted first."""
    for thing in ld.articles[:1]:
        yield from machine(thing.get("dateModified"), f"{jsonld.label(thing)} dateModified", "ld-modified")
    for name, values in scan.metas.items():
        if _meta_rule(name) == "meta-modified":
            yield from machine(values[0], f"meta {name}", "meta-modified")
    reader = reader_of(scan, [])
    for m in scan.of("date"):
        if m.region != "outside" and _is_update(m):
            for when in _in_element(m, reader):
                yield Candidate(when, _where(m), "marked-update")
    for piece in beside:
        for stamp in reader.stamps(piece.text):
            if stamp.label == "updated":
                yield Candidate(stamp.when, "near the headline", "near-update")


def url_day(url: str) -> When | None:
    """The day that an address's path holds, as in /2019/11/18/, /2019/nov/18/ or -20191118."""
    for match in _URL_DAY.finditer(url.partition("?")[0]):
        part = {name[0]: value for name, value in match.groupdict().items() if value}
        month = part["m"].lower()
        number = int(month) if month.isdigit() else _MONTH.split("|").index(month[:3]) + 1
        try:
            return parse(f"{part['y'] if len(part['y']) == 4 else '20' + part['y']}-{number:02d}-{int(part['d']):02d}")
        except DateError:
            continue
    return None


def is_told(candidates: Iterable[Candidate[When]]) -> bool:
    """Whether the page's metadata give a date."""
    return any(c.rule in TOLD for c in candidates)


def weighed(found: Iterable[Candidate[When]]) -> Weighed[When]:
    """The days by their support: what told them, and how they stand to one another (`looks`)."""
    held = [c for c in found if c.rule in TOLD or (c.value.year or 0) >= _FIRST_YEAR]
    return weigh(held, WEIGHTS, day_of, looks(held))


def looks(found: Sequence[Candidate[When]]) -> Callable[[When], list[str]]:
    """What a day's place among the others says of it, as names of weights.

    "earliest": of the days that the page says or shows as its own; the others are of its changes. "changed": one
    that the page calls an update, where it knows an earlier one. "clock": metadata give it with its time, which a
    program wrote, not a person who dates the paper of tomorrow.
    """
    own = [day_of(c.value) for c in found if c.rule in OWN]
    first = min(own) if own and min(own) != max(own) else ""
    written = [c.value for c in found if c.rule in _CLOCKED]
    changed = {day_of(c.value) for c in found if c.rule == "updated"} if first else set()
    clocks = {day_of(when) for when in written if "T" in when.edtf and "T00:00" not in when.edtf}

    def names(when: When) -> list[str]:
        day = day_of(when)
        facts = (("earliest", day == first), ("changed", day in changed and day != first), ("clock", day in clocks))
        return [name for name, is_so in facts if is_so]

    return names


def day_of(when: When) -> str:
    """The calendar day, as written: what makes two dates agree."""
    return when.edtf[:10]


# ---------------------------------------------------------------------------------------------------------- metadata


@lru_cache(maxsize=1_024)
def _meta_rule(name: str) -> str:
    """The rule by which a meta tag of this name tells the day of publication; "" when it does not."""
    short = _SIGNS.sub("", name)
    if _NO_DAY.search(short):
        return ""
    if _MODIFIED.search(short):
        return "meta-modified"
    if _PUBLISHED.search(short):
        return "meta-published"
    return "meta-told" if _TOLD.search(short) else "meta-date" if _DATED.search(short) else ""


def machine(value: object, where: str, rule: str, reader: Reader = _PLAIN) -> Iterator[Candidate[When]]:
    """The candidate of a value in metadata; none when it is no date."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("@value")
    if isinstance(value, int | float):
        value = str(int(value))
    if isinstance(value, str) and (when := machine_date(value.strip(), reader)):
        yield Candidate(when, where, rule)


def machine_date(value: str, reader: Reader = _PLAIN) -> When | None:
    """A date for machines: also 20191118, seconds or milliseconds since 1970, and what only `reader` can read."""
    if len(value) > _MAX_VALUE:
        return None
    if value.isdecimal():
        if len(value) in (10, 13):
            moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(value[:10]))
            return from_date(moment.date()) if moment.year >= _FIRST_YEAR else None
        if len(value) != 8:
            return None
    return dateline.machine_date(value) or dateline.machine_date(plain(value, reader.language, reader.order))


def _in_title(scan: Scan, reader: Reader) -> Iterator[Candidate[When]]:
    """The day that stands at the end of the page's title, as in "Ferry sails again | Port Gazette | 09.05.2017"."""
    for title in [scan.title, *scan.metas.get("og:title", ())[:1]]:
        last = re.split(r"\s[|–—·•:»-]\s", title)[-1]
        if last != title and len(last) <= 40:
            for stamp in reader.stamps(last):
                if dateline.leftover(last) <= 1:
                    yield Candidate(stamp.when, "the title's end", "title-day")


# --------------------------------------------------------------------------------------------------- marked elements


def _marked(marked: Iterable[Marked], reader: Reader) -> Iterator[Candidate[When]]:
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
        whens = list(_in_element(m, reader))
        for when in whens:
            yield Candidate(when, _where(m), rule)
        is_first = is_first and not (whens and rule in ("time", "marked"))


def _in_element(m: Marked, reader: Reader) -> Iterator[When]:
    """The date for machines and the date for readers; they differ where the first is in another time zone."""
    when = machine_date(m.value, reader) if m.value else None
    if when:
        yield when
    text = m.text or (_tail(m.element) if not m.value else "")
    found = [stamp for stamp in reader.stamps(text) if stamp.label != "updated" or _is_update(m)][:1]
    for stamp in found:
        yield stamp.when
    if not when and not found and (m.text or not len(m.element)):
        yield from _in_attributes(m.element)


def _in_attributes(element: Any) -> Iterator[When]:
    """A date for machines in an attribute that is made for it: data-datetime, data-timestamp, title."""
    for name, value in element.items():
        if name != "title" and not _DATA_NAME.search(name):
            continue
        when = machine_date(value.strip()) if 8 <= len(value) <= _MAX_VALUE else None
        if when is not None and (when.year or 0) >= _FIRST_YEAR:
            yield when
            return


def _tail(element: Any) -> str:
    """The text behind an element that has none itself: an icon of a calendar before its date."""
    tail = " ".join((element.tail or "").split())
    if not tail and (following := element.getnext()) is not None and isinstance(following.tag, str):
        tail = text_of(following, 60)
    return tail[:60]


# --------------------------------------------------------------------------------------------------- by the headline


def _beside(beside: Iterable[Near], reader: Reader) -> Iterator[Candidate[When]]:
    """The first date behind the headline, the first before it, and the first that is called an update."""
    seen: set[str] = set()
    for piece in beside:
        for stamp in reader.stamps(piece.text):
            side = "behind" if piece.distance > 0 else "before"
            rule = _by_distance(piece.distance)
            words = dateline.leftover(piece.text)
            if stamp.label == "updated":
                side = rule = "updated"
            elif not stamp.label and words > 8:
                continue
            elif not stamp.label and words > 2 and rule in ("near", "near-on"):
                rule = f"{rule}-worded"
            if side not in seen:
                seen.add(side)
                yield Candidate(stamp.when, f"{piece.distance} elements from the headline", rule)


def _by_distance(distance: int) -> str:
    """Far before the headline a site's header shows the day of the visit; far behind it the text tells of others."""
    if distance > 0:
        return "near" if distance <= _CLOSE else "near-on" if distance <= _FAR else "near-far"
    return "above" if distance >= -_ABOVE else "above-far"


def _is_update(m: Marked) -> bool:
    return bool(_UPDATE_MARK.search(m.marks)) and not _PUBLISH_MARK.search(m.marks)


def _where(m: Marked) -> str:
    return f"{m.tag} {m.marks}"[:60].strip()
