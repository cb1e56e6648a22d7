"""The address of a saved page: what its browser, its metadata and its links say it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

from digest.clip import metadata
from digest.clip.metadata import Candidate
from digest.clip.page import jsonld
from digest.clip.page.jsonld import Structured
from digest.clip.page.scan import Scan

# Browsers write the address into a page they save.
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)")
_HEAD = 4_000
_LINKS = (
    "//a[contains(@href, 'sharer') or contains(@href, 'share?') or contains(@href, '/share/') or "
    "contains(@href, 'shareArticle') or contains(@href, 'intent/tweet') or contains(@href, 'wa.me/') or "
    "(contains(@href, '#') and starts-with(@href, 'http'))]/@href"
)
_MAX_LINKS = 60
_SHORT_PATH = 12
"""The path of a short link has fewer characters."""


def addresses(tree: Any, text: str, page: Scan, ld: Structured) -> list[Candidate[str]]:
    """The page's own addresses, the most trusted first. `text` is its source, which holds comments too."""
    told = list(_told(text, page, ld))
    base = next((url for url, _, _ in told if url.startswith("http")), "https:")
    found = []
    for address, where, rule in told:
        full = address if address.startswith("http") else _joined(base, address)
        if url := metadata.canonical_url(full):
            found.append(Candidate(url, where, rule))
    if not found:
        return list(_linked(tree))
    # A canonical link to another site names where a piece was first, and not the page that was saved.
    own = next((host for c in found if (host := _own_host(c))), "")
    if own and not any(_is_same_site(metadata.host_of(c.value), own) for c in found if c.rule == "canonical"):
        found.sort(key=lambda c: metadata.host_of(c.value) != own)
    return found


def _told(text: str, page: Scan, ld: Structured) -> Iterator[tuple[str, str, str]]:
    if found := _SAVED_FROM.search(text[:_HEAD]):
        yield found[1], "comment of the browser", "saved-from"
    # Where there are several, the short one is the site's.
    canonical = [href for rel, href in page.links if "canonical" in rel.split() and href]
    for href in sorted(canonical, key=len, reverse=True):
        yield href, "link canonical", "canonical"
    for name in ("og:url", "al:web:url", "twitter:url"):
        for value in page.metas.get(name, ())[:1]:
            yield value, f"meta {name}", "og-url" if name == "og:url" else "meta"
    for thing in (*ld.articles, *ld.pages):
        main = thing.get("mainEntityOfPage")
        for address in (thing.get("url"), main.get("@id") if isinstance(main, dict) else main, thing.get("@id")):
            if isinstance(address, str) and "/" in address:
                yield address.partition("#")[0], f"{jsonld.label(thing)} url", "json-ld"
    for rel, href in page.links:
        if rel == "base" and len(href.rstrip("/").split("/")) > 3:
            yield href, "base", "base"


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:
        return ""


def _own_host(candidate: Candidate[str]) -> str:
    """The host that a page's own address names; "" for other addresses and for short links."""
    is_short = len(urlsplit(candidate.value).path) < _SHORT_PATH
    is_own = candidate.rule in ("saved-from", "og-url") and not is_short
    return metadata.host_of(candidate.value) if is_own else ""


def _is_same_site(one: str, other: str) -> bool:
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")


def _linked(tree: Any) -> Iterator[Candidate[str]]:
    """The address that the page's buttons share, or that its links to its own parts hold: the commonest."""
    found: Counter[str] = Counter()
    for href in tree.xpath(_LINKS)[:_MAX_LINKS]:
        try:
            fields = parse_qs(urlsplit(str(href)).query)
        except ValueError:
            continue
        shared = [value for name in ("u", "url") for value in fields.get(name, ())] or [str(href).partition("#")[0]]
        # The page about sharing is no page of the site.
        found.update({url for value in shared if "share" not in value and (url := metadata.canonical_url(value))})
    counts = found.most_common(2)
    if counts and (len(counts) == 1 or counts[0][1] > counts[1][1]):
        yield Candidate(counts[0][0], "links to the page itself", "self-links")
