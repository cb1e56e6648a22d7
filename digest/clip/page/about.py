"""What a saved page says about itself: its title, dates, authors, languages, addresses, keywords and the site's names.

Every value is a candidate with the place it stood in: JSON-LD, meta tags, marked elements, the words beside the
headline, the address. Titles are weighed here, since the headline's place tells where to look for the rest; dates and
authors are weighed where the text joins in (`page.values`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from digest.clip import metadata
from digest.clip.metadata import Candidate
from digest.clip.page import dates, jsonld, people, tags, titles
from digest.clip.page.addresses import addresses
from digest.clip.page.jsonld import Structured, plain
from digest.clip.page.scan import Scan, near, scan
from digest.dates import When
from digest.model import LANGUAGE_PATTERN


class About(msgspec.Struct, frozen=True):
    """Candidates for each key."""

    titles: tuple[Candidate[str], ...] = ()
    """The best supported first."""
    why_title: str = ""
    dates: tuple[Candidate[When], ...] = ()
    updates: tuple[Candidate[When], ...] = ()
    authors: tuple[Candidate[tuple[str, ...]], ...] = ()
    languages: tuple[Candidate[str], ...] = ()
    """The most trusted first."""
    urls: tuple[Candidate[str], ...] = ()
    """The most trusted first."""
    keywords: tuple[Candidate[tuple[str, ...]], ...] = ()
    """The most trusted first."""
    sites: tuple[str, ...] = ()
    """Names of the site, the best first."""


def about(tree: Any, text: str = "") -> About:
    """What the page in the lxml tree `tree` says about itself. `text` is its source, which holds comments too."""
    page = scan(tree)
    ld = jsonld.read(page.structured)
    urls = addresses(tree, text, page, ld)
    names = _site_names(page, ld)
    hosts = [part for url in urls[:1] for part in _host_names(metadata.host_of(url.value))]
    sites = frozenset(map(titles.key, [*names, *hosts]))
    weighed = metadata.weigh(
        titles.titles(page, ld, [*names, *hosts]),
        titles.WEIGHTS,
        titles.key,
        lambda title: titles.shape(title, sites),
    )
    title = weighed.candidates[0].value if weighed.candidates else ""
    heading = titles.heading(page, title)
    beside = near(heading.element) if heading else []
    if not names:
        names = list(_shown_names(tree, page, title, *hosts[:1] or [""]))
    return About(
        titles=weighed.candidates,
        why_title=weighed.why,
        dates=tuple(dates.published(page, ld, beside, [c.value for c in urls[:2]])),
        updates=tuple(dates.updated(page, ld, beside)),
        authors=tuple(people.authors(page, ld, beside, heading.place if heading else 0, names)),
        languages=tuple(_languages(page, ld)),
        urls=tuple(urls),
        keywords=tuple(tags.keywords(page, ld)),
        sites=tuple(names),
    )


# ------------------------------------------------------------------------------------------------------------- sites


def _site_names(page: Scan, ld: Structured) -> list[str]:
    """Names of the site, the best first: what is written like a name comes before what is written like an address."""
    names = [plain(value) for key in ("og:site_name", "application-name") for value in page.metas.get(key, ())]
    for thing in ld.articles:
        publisher = thing.get("publisher")
        for one in publisher if isinstance(publisher, list) else [publisher]:
            if isinstance(one, dict):
                own = one.get("@id")
                known = ld.by_id.get(own, one) if "name" not in one and isinstance(own, str) else one
                names.append(plain(known.get("name")))
    names += [plain(thing.get("name")) for thing in ld.sites]
    names += [plain(value) for key in ("publisher", "dc.publisher") for value in page.metas.get(key, ())]
    short = [_bare_name(name) for name in names if len(name) <= 200]
    kept = [name for name in dict.fromkeys(short) if name and len(name) <= 80]
    return sorted(kept, key=lambda name: "." in name and " " not in name)


_BEHIND_NAME = re.compile(
    r"\s*\([^()]*\.[a-z]{2,}\)$|\s+[|–-]\s.*\b(?:GmbH|AG|KG|Ltd|Inc|LLC|PLC|Pty|S\.?A\.?|S\.?L\.?|S\.?r\.?l|B\.?V)\b.*$"
)


def _bare_name(name: str) -> str:
    """A name without the address in brackets or the company behind it: "Port Gazette - Harbour Media Ltd"."""
    return _BEHIND_NAME.sub("", name)


def _shown_names(tree: Any, page: Scan, title: str, host: str) -> Iterator[str]:
    """What else may name the site: the end of its title element, its copyright line, its host."""
    yield from _from_title(page.title, title)
    for line in tree.xpath("//text()[contains(., '©')]")[:5]:
        if name := metadata.copyright_name(" ".join(str(line).split())[:200]):
            yield name
    if host:
        yield host


def _host_names(host: str) -> Iterator[str]:
    """A host and its name without the ending: "port-gazette.example" and "port-gazette"."""
    if host:
        yield host
        yield host.rsplit(".", 1)[0]


def _from_title(whole: str, title: str) -> Iterator[str]:
    """What the title element holds besides the headline, where that is short enough to be the site's name."""
    if title and whole.startswith(title):
        rest = whole[len(title) :].strip(" |-–—·•:»«")
        last = re.split(r"\s+[|–—·•»-]\s+", rest)[-1].strip()
        if 0 < len(last.split()) <= 5 and len(last) < len(whole):
            yield last


# --------------------------------------------------------------------------------------------------------- languages


def _languages(page: Scan, ld: Structured) -> Iterator[Candidate[str]]:
    found = [(page.language, "html lang", "html-lang")]
    found += [
        (str(thing.get("inLanguage") or ""), f"{jsonld.label(thing)} inLanguage", "json-ld") for thing in ld.articles
    ]
    found += [
        (value, f"meta {key}", "meta")
        for key in ("og:locale", "content-language", "language", "dc.language", "dcterms.language")
        for value in page.metas.get(key, ())[:1]
    ]
    for value, where, rule in found:
        tag = value.strip().replace("_", "-").split(",")[0].split("@")[0].split(".")[0]
        if re.match(LANGUAGE_PATTERN, tag) and tag.lower() not in ("und", "mul", "zxx"):
            language, _, rest = tag.partition("-")
            yield Candidate(f"{language.lower()}-{rest.upper() if len(rest) == 2 else rest}".rstrip("-"), where, rule)
