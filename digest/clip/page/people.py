"""Who a page says wrote it: candidates from its metadata, its marked elements and the words beside its headline.

A list of names is one candidate. Names are cleaned of what templates put round them: "By", roles, dates, outlets,
addresses, "View all posts". What truth wants is the byline's names, persons or not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from digest.clip.body import region
from digest.clip.draft import Line, Moved
from digest.clip.metadata import Candidate, weigh
from digest.clip.page import jsonld
from digest.clip.page.jsonld import Structured, plain
from digest.clip.page.scan import Marked, Near, Scan

Names = tuple[str, ...]

WEIGHTS: Mapping[str, float] = {
    "ld-author": 2.6,
    "meta-other": 2.0,
    "link": 1.8,
    "rel": 1.8,
    "near": 1.4,
    "byline-text": 1.2,
    "author-class": 1.1,
    "meta-author": 1.1,
    "name-class": 1.1,
    "near-far": 0.9,
    "ld-page": 0.9,
    "rel-outside": 0.9,
    "itemprop": 0.8,
    "byline": 0.7,
    "loose-far": 0.6,
    "name-class-outside": 0.6,
    "name-class-far": 0.6,
    "link-far": 0.5,
    "loose": 0.5,
    "byline-far": 0.4,
    "rel-far": 0.4,
    "meta-citation": 0.4,
    "meta-article-author": 0.3,
    "meta-labelled": 0.3,
    "ld-org": 0.2,
    "itemprop-far": 0.1,
    "author-class-far": 0.1,
    "ld-other": -0.1,
    "link-outside": -0.2,
    "byline-outside": -0.2,
    "itemprop-outside": -0.2,
    "loose-outside": -0.2,
    "author-class-outside": -1.2,
    "several": -0.6,
    "lower-case": -0.7,
    "four-words": -1.2,
    "one-word": -1.3,
    "digit": -1.6,
}
"""Log-odds of each rule and shape, fitted on the public half of the evaluation pages (see `page.titles`)."""

_METAS = (
    ("author", "meta-author"),
    ("article:author", "meta-article-author"),
    ("article:author_name", "meta-author"),
    ("og:article:author", "meta-article-author"),
    ("og:author", "meta-article-author"),
    ("parsely-author", "meta-other"),
    ("sailthru.author", "meta-other"),
    ("dc.creator", "meta-other"),
    ("dcterms.creator", "meta-other"),
    ("byl", "meta-other"),
    ("cxenseparse:author", "meta-other"),
    ("shareaholic:article_author_name", "meta-other"),
    ("authors", "meta-other"),
    ("creator", "meta-other"),
)
# The label that WordPress plugins give to the author's name in Twitter's free fields.
_WRITTEN_BY = re.compile(
    r"\b(?:written|by|von|par|por|da|di|door|autor|author|verfasst|écrit|escrito|scritto|skrevet|автор)",
    re.I,
)
_MAX_BYLINE = 160
_CLOSE = 25
_MAX_NAMES = 30
_JOINTS = 5
"""How many letters beside names a line of authors may have: "By", "and"."""


def authors(
    scan: Scan, ld: Structured, beside: Sequence[Near], heading: int, sites: Iterable[str] = ()
) -> Iterator[Candidate[Names]]:
    """Every list of names the page gives, with the rule that found it. `heading` is the place of the headline, `sites`
    are the site's names: an outlet that stands among its writers is the source and no author."""
    outlets = {_bare(name) for name in sites}
    for names, where, rule in (
        *_told(scan, ld),
        *_marked(scan.of("author"), heading),
        *_beside(beside),
    ):
        kept = unique(names)
        if len(kept) > 1:
            kept = tuple(name for name in kept if _bare(name) not in outlets) or kept
        if kept and len(kept) <= _MAX_NAMES:
            yield Candidate(kept, where, rule)


def key(names: Names) -> frozenset[str]:
    """What makes two lists of names agree: the same people, whatever the order, case and dots."""
    return frozenset(_bare(name) for name in names)


def shape(names: Names) -> Iterator[str]:
    """What the looks of names say about them, as names of weights."""
    counts = [len(name.split()) for name in names]
    if any(any(c.isdigit() for c in name) for name in names):
        yield "digit"
    if min(counts) == 1:
        yield "one-word"
    if max(counts) >= 4:
        yield "four-words"
    if any(name[:1].islower() for name in names):
        yield "lower-case"
    if len(names) > 1:
        yield "several"


def unique(names: Iterable[str]) -> Names:
    """Names once each; of "ANA CRUZ", "ana-cruz" and "Ana Cruz" the one in ordinary letters stays."""
    found: dict[str, str] = {}
    for name in names:
        held = found.get(_bare(name), "")
        if not held or (_is_plain(name) and not _is_plain(held)):
            found[_bare(name)] = name
    found.pop("", None)
    return tuple(found.values())


def _bare(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))


def _is_plain(name: str) -> bool:
    return not name.isupper() and not name.islower()


def without_authors(lines: Sequence[Line], found: Iterable[Candidate[Names]]) -> tuple[list[Line], list[Moved]]:
    """The lines without those above the first sentence that hold nothing but names of the page's authors."""
    top = next((n for n, line in enumerate(lines) if region.is_core(line.text)), 0)
    best = weigh(found, WEIGHTS, key, shape).candidates[:1] if top else ()
    names = key(best[0].value) if best else frozenset()
    moved = [Moved(line.number, line.text, "authors", "author-line") for line in lines[:top] if _holds(line, names)]
    gone = {piece.line for piece in moved}
    return [line for line in lines if line.number not in gone], moved


def _holds(line: Line, names: frozenset[str]) -> bool:
    """Whether a line holds some of `names`, and besides only what leads to them and joins them."""
    found = key(tuple(split(line.text))) if len(line.text) <= _MAX_BYLINE and not line.mark else frozenset()
    return bool(found) and found <= names and sum(map(str.isalnum, line.text)) - sum(map(len, found)) <= _JOINTS


# ------------------------------------------------------------------------------------------------- places of authors


def _told(scan: Scan, ld: Structured) -> Iterator[tuple[list[str], str, str]]:
    """What metadata for machines say."""
    for number, thing in enumerate(ld.articles[:3]):
        for word in ("author", "creator"):
            value = thing.get(word)
            rule = "ld-other" if number or word != "author" else "ld-org" if _is_organisation(value) else "ld-author"
            yield _names(value, ld), f"{jsonld.label(thing)} {word}", rule
    for thing in ld.pages[:2]:
        yield (
            _names(thing.get("author"), ld),
            f"{jsonld.label(thing)} author",
            "ld-page",
        )
    for name, rule in _METAS:
        values = scan.metas.get(name, ())
        yield [n for value in values for n in split(plain(value))], f"meta {name}", rule
    cited = [" ".join(reversed(value.split(", ", 1))) for value in scan.metas.get("citation_author", ())]
    yield cited, "meta citation_author", "meta-citation"
    label, data = (scan.metas.get(f"twitter:{name}", [""])[0] for name in ("label1", "data1"))
    if _WRITTEN_BY.search(label) and not any(c.isdigit() for c in data):
        yield split(plain(data)), "meta twitter:data1", "meta-labelled"


def _names(value: object, ld: Structured) -> list[str]:
    """The names in a JSON-LD value: a text, an object with a name, a reference to one, or a list of these."""
    if isinstance(value, list):
        return [name for item in value[:_MAX_NAMES] for name in _names(item, ld)]
    if isinstance(value, dict):
        own = value.get("@id")
        thing = ld.by_id.get(own, value) if "name" not in value and isinstance(own, str) else value
        name = thing.get("name")
        return [n for item in (name if isinstance(name, list) else [name]) for n in split(plain(item))]
    return split(plain(value))


def _is_organisation(value: object) -> bool:
    things = value if isinstance(value, list) else [value]
    kinds = [kind for thing in things if isinstance(thing, dict) for kind in jsonld.kinds(thing)]
    return bool(kinds) and all("Organization" in kind for kind in kinds)


class _Run:
    """Names in neighbouring elements of one rule and one look: the authors of one byline."""

    def __init__(self, rule: str, first: Marked, names: list[str]) -> None:
        self.rule, self.first, self.names, self.last = rule, first, names, first.place

    def takes(self, rule: str, m: Marked) -> bool:
        return self.rule == rule and self.first.marks == m.marks and m.place - self.last <= 12


def _marked(marked: Iterable[Marked], heading: int) -> Iterator[tuple[list[str], str, str]]:
    """What elements say that are marked as an author's."""
    runs: list[_Run] = []
    for m in marked:
        names = split(m.text or m.value) if len(m.text) <= _MAX_BYLINE else []
        if not names or any(len(name.split()) > 5 for name in names):
            continue
        rule = _rule(m)
        run = next((run for run in reversed(runs[-3:]) if run.takes(rule, m)), None)
        if run is None:
            runs.append(_Run(rule, m, names))
        else:
            run.names += names
            run.last = m.place
    for run in runs[:30]:
        is_close = not heading or -40 <= run.first.place - heading <= 100
        place = "-outside" if run.first.region == "outside" else "" if is_close else "-far"
        yield (
            run.names,
            f"{run.first.tag} {run.first.marks}"[:60].strip(),
            run.rule + place,
        )


_NAME_CLASS = re.compile(r"(?:author|byline|writer|autor)[-_]*(?:full)?name|\bfn\b", re.I)
_AUTHOR_CLASS = re.compile(r"(?:^|[\s_-])author(?:s|[\s_-]*link)?(?:$|[\s_])", re.I)


def _rule(m: Marked) -> str:
    """How surely an element's marks say that it holds its author's name."""
    if "author" in m.itemprop or "creator" in m.itemprop:
        return "itemprop"
    if "author" in m.rel.split():
        return "rel"
    if _NAME_CLASS.search(m.marks):
        return "name-class"
    if "byline" in m.marks.lower():
        return "byline"
    if _AUTHOR_CLASS.search(m.marks):
        return "author-class"
    is_named = re.search(r"author|autor|redakt|writer|report", m.marks, re.I)
    return "link" if m.href and not is_named else "loose"


def _beside(beside: Sequence[Near]) -> Iterator[tuple[list[str], str, str]]:
    """The first two lines round the headline that begin with "By"."""
    count = 0
    for piece in beside:
        if len(piece.text) <= _MAX_BYLINE and _PREFIX.match(piece.text) and (names := split(piece.text)):
            rule = "near" if abs(piece.distance) <= _CLOSE else "near-far"
            yield names, f"{piece.distance} elements from the headline", rule
            count += 1
            if count == 2:
                return


# ----------------------------------------------------------------------------------------------------- names in text

_MADE = (
    r"article|story|text|photos?|words|reviewed|written|posted|published|created|submitted|reported|edited|compiled|"
    r"verfasst|geschrieben|erstellt|veröffentlicht|gepostet|écrit|publié|rédigé|escrito|publicado|scritto|pubblicato|"
    r"geschreven|(?:ein )?(?:gast)?beitrag|(?:eine )?kolumne|(?:ein )?kommentar|(?:ein )?artikel|interview|"
    r"(?:eine )?analyse|fotos?|bericht|medically reviewed"
)
_PREFIX = re.compile(
    rf"^(?:(?:{_MADE})\s*(?:&\s*\w+\s*)?)?(?:by|von|vom|par|por|di|door|av|af)\b[:\s]+|"
    r"^(?:authors?|autor(?:en|es|in|innen|a)?|auteurs?|autore|redakteur(?:in)?|redaktion|verfasser(?:in)?|text|texto|"
    r"written by|words|byline|about the author|über den autor|автор|"
    r"作者|记者|文|編集|编辑|責任編集|责任编辑)\s*[:：/●|]\s*|^by:?\s+",
    re.I,
)
_MONTHS = (
    r"jan(?:uary|uar|\.)|feb(?:ruary|ruar|\.)|märz|april|june|juni|july|juli|august|sept(?:ember|\.)|o[ck]t(?:ober|\.)|"
    r"nov(?:ember|\.)|de[cz](?:ember|\.)"
)
_DAYS = (
    r"mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?|montag|dienstag|"
    r"mittwoch|donnerstag|freitag|samstag|sonntag"
)
# Where the names in a byline end: a sign, a date, an address, or the template's own words.
_END = re.compile(
    r"\s*(?:\||•|·|—|–|\s-\s|\(|\[|\d{1,2}[./:]\d|\b(?:19|20)\d\d\b|https?:|www\.|\S+@\S+|@|\b(?:updated?|published|posted|"
    rf"aktualisiert|veröffentlicht|publié|publicado|last modified|special to|contributing|{_MONTHS}|{_DAYS}|"
    r"min(?:ute)?s? read|read more|follow|share|link copied|alle artikel|all articles|all posts|view all|more by|"
    r"more from|biography|profile|email|twitter|facebook|linkedin|is an?|ist |was |has |um \d|am \d|on \d|at \d)\b).*$",
    re.I | re.S,
)
_BETWEEN = re.compile(r"\s*[;,|/、，；]\s*|\s+(?:and|und|et|y|e|og|och|en|with|mit|&)\s+(?=\S)", re.I)
_ADJECTIVES = (
    r"senior|junior|chief|associate|assistant|deputy|managing|executive|contributing|guest|freelance|the|former|our|"
    r"staff|special|political|science|health|business|sports?|news|digital|content|tech|technology|medical|foreign|"
    r"national|editorial|general|lead|head|marketing|community|founder|co-founder"
)
_ROLES = (
    r"writers?|reporters?|editors?|correspondents?|journalists?|columnists?|contributors?|producers?|"
    r"redakteur(?:in)?|autor(?:in)?|reporter(?:in)?|korrespondent(?:in)?|journalist(?:in)?|manager|director|ceo|cto|"
    r"founder|specialist|analyst|fellow|professor|editor-in-chief|strategist|copywriter|intern|chef"
)
_LETTERS = r"ph\.?d\.?|m\.?d\.?|cfp®?|cfa|cpa|rd|rdn|ms|mba|mph|jr\.?|sr\.?|esq\.?|md|dds|dvm|rn|lcsw|cscs"
_FURNITURE = (
    r"updated|published|posted|by|von|authors?|autor|autoren|name|profile|about|follow|share|comments?|no comments|"
    r"leave a comment|reply|edit|print|e-?mail|twitter|facebook|linkedin|instagram|rss|more|read more|all posts|"
    r"view all"
)
_ROLE = re.compile(
    rf"^(?:(?:{_ADJECTIVES})\b[\s-]*)*(?:{_ROLES})\b.*$|^(?:{_LETTERS}|freier journalist|{_FURNITURE}|\d+)$",
    re.I,
)
# A role behind a full name without any sign, "Ana Cruz Senior Harbour Reporter"; and the word that led to a date.
_TRAILED = re.compile(
    rf"(?P<name>(?!the )\S+ \S+(?: \S+)??) (?:(?:{_ADJECTIVES}) )+(?:\w+ ){{0,2}}"
    r"(?:writer|reporter|editor|correspondent|journalist)|(?P<rest>.{2,}) (?:on|in|at|for|and|und)",
    re.I,
)
_NOBODY = re.compile(
    r"https?:|www\.|@|\.(?:html?|php)\b|^(?:admin|administrator|webmaster|guest|online|null|none|undefined|unknown|"
    r"anonymous|user|root|test|default|author|wordpress|website|n/?a|super ?user|system|\W*)$",
    re.I,
)


_SIGNS = " .,:;-–—\"'“”*·|&"


def split(text: str) -> list[str]:
    """The names in "By Ana Cruz and Ben Ito, Staff Writers", without what is no name."""
    text = _PREFIX.sub("", _PREFIX.sub("", text[:1_000].strip()))
    parts = [_without_role(part.strip(_SIGNS)) for part in _BETWEEN.split(_END.sub("", text))]
    return [part for part in parts if 1 < len(part) <= 60 and not _ROLE.match(part) and not _NOBODY.search(part)]


def _without_role(name: str) -> str:
    found = _TRAILED.fullmatch(name)
    return (found["name"] or found["rest"]) if found else name
