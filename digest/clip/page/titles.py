"""What a page may be titled: candidates from its headings, its metadata and its title element, and their weights."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence

from digest.clip.head import headline
from digest.clip.metadata import Candidate
from digest.clip.page import jsonld
from digest.clip.page.jsonld import Structured, plain
from digest.clip.page.scan import Marked, Scan

WEIGHTS: Mapping[str, float] = {
    "ld-headline": 1.9,
    "og-title": 1.5,
    "h1-named": 0.9,
    "title-element": 0.8,
    "h1-inside": 0.7,
    "h1-only": 0.6,
    "h1-first": 0.5,
    "meta-title": 0.5,
    "itemprop-headline": 0.5,
    "h1-later": 0.3,
    "named-heading": 0.1,
    "ld-page": 0.1,
    "twitter-title": -0.5,
    "ld-other": -0.5,
    "h1-outside": -1.8,
    "name-of-site": -1.0,
    "one-or-two-words": -1.2,
}
"""Log-odds of each rule and of each shape, rounded from what `benchmarks/fit_metadata.py` fits on the public half of
the evaluation pages: a conditional logit over groups of equal titles, which is `weigh`'s own model."""

_METAS = (
    ("og:title", "og-title"),
    ("twitter:title", "twitter-title"),
    ("parsely-title", "meta-title"),
    ("sailthru.title", "meta-title"),
    ("citation_title", "meta-title"),
    ("dc.title", "meta-title"),
    ("dcterms.title", "meta-title"),
    ("title", "meta-title"),
    ("fb_title", "meta-title"),
    ("cxenseparse:title", "meta-title"),
    ("headline", "itemprop-headline"),
)
_CLEAN = frozenset(
    {"h1-only", "h1-first", "h1-later", "h1-inside", "h1-outside", "h1-named", "itemprop-headline", "ld-headline"}
)
_MAX_TITLE = 300


def titles(scan: Scan, ld: Structured, sites: Sequence[str]) -> list[Candidate[str]]:
    """Every title the page gives itself, each without the names of its site."""
    found = [c for c in _all(scan, ld) if len(c.value) <= _MAX_TITLE]
    texts = list(dict.fromkeys(c.value for c in found))
    cut = {text: headline.without_site(text, [t for t in texts if t != text], sites) for text in texts}
    return [c for c in (_cut(c, cut[c.value]) for c in found) if c.value]


def _cut(candidate: Candidate[str], cut: tuple[str, str, str]) -> Candidate[str]:
    # A heading and a headline hold no more than themselves: of them only a known name is cut.
    if candidate.rule in _CLEAN and cut[2] != "title-site-name":
        return candidate
    return Candidate(cut[0], candidate.where, candidate.rule)


def key(title: str) -> str:
    """What two writings of one title share: its letters and digits."""
    return "".join(filter(str.isalnum, title.casefold()))


def shape(title: str, sites: Container[str]) -> Iterator[str]:
    """What the looks of a title say about it, as names of weights. `sites` are the keys of the site's names."""
    if key(title) in sites:
        yield "name-of-site"
    # Scripts without spaces have long titles of one word.
    if len(title.split()) <= 2 and title.isascii():
        yield "one-or-two-words"


def heading(scan: Scan, title: str) -> Marked | None:
    """The heading that shows `title`; else the first main heading of the article."""
    found = scan.of("heading")
    wanted = key(title)
    same = [m for m in found if m.text and key(m.text) == wanted] or [
        m for m in found if len(m.text) > 8 and (wanted.startswith(key(m.text)) or key(m.text).startswith(wanted))
    ]
    first = [m for m in found if m.tag == "h1" and m.text and m.region != "outside"]
    return next(iter([*same, *first, *found]), None)


def _all(scan: Scan, ld: Structured) -> Iterator[Candidate[str]]:
    for number, thing in enumerate(ld.articles[:4]):
        if text := plain(thing.get("headline")):
            yield Candidate(text, f"{jsonld.label(thing)} headline", "ld-other" if number else "ld-headline")
    for thing in ld.pages[:2]:
        if text := plain(thing.get("headline")) or plain(thing.get("name")):
            yield Candidate(text, f"{jsonld.label(thing)} name", "ld-page")
    for name, rule in _METAS:
        for value in scan.metas.get(name, ())[:1]:
            if text := plain(value):
                yield Candidate(text, f"meta {name}", rule)
    if scan.title:
        yield Candidate(scan.title, "title", "title-element")
    yield from _headings(scan)


def _headings(scan: Scan) -> Iterator[Candidate[str]]:
    shown = [m for m in scan.of("heading") if m.tag == "h1" and m.text][:12]
    if len(shown) == 1:
        yield Candidate(shown[0].text, "h1", "h1-only")
    for number, m in enumerate(shown):
        yield Candidate(m.text, "h1", "h1-later" if number else "h1-first")
        if m.region:
            yield Candidate(m.text, f"h1 {m.region}", f"h1-{m.region}")
    named = [m for m in scan.of("title") if m.text][:40]
    for m in named:
        if m.tag == "h1":
            yield Candidate(m.text, f"h1 {m.marks}"[:60], "h1-named")
        if "headline" in m.itemprop.split():
            yield Candidate(m.text, f"{m.tag} itemprop headline", "itemprop-headline")
    for m in [m for m in named if m.tag != "h1" and m.region != "outside"][:2]:
        yield Candidate(m.text, f"{m.tag} {m.marks}"[:60], "named-heading")
