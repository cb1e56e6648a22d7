"""One walk over a saved page's tree: everything that may say something about the page, with the place it stood in.

What is found is judged elsewhere; here only the page's own marks decide what is kept: element names, where links lead,
and the words in `class`, `id`, `itemprop`, `rel`, `property` and `data-testid`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Literal

import msgspec

Kind = Literal["author", "date", "title", "tag", "heading"]

_MARKS = frozenset({"class", "id", "itemprop", "rel", "property", "data-testid"})
# The words with which templates mark these things, in the languages they are written in.
_WORDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "author",
        re.compile(
            r"auth?or|by-?line|writer|reporter|journalist|verfasser|redakt|creator|posted-?by|contributor|username|"
            r"post-?meta|entry-?meta|article-?info"
        ),
    ),
    (
        "date",
        re.compile(
            r"date|time|publish|publicad|publicac|posted|datum|fecha|created|veroeffent|dato\b|calendar|fa-clock|tarih|tanggal|shijian|"
            r"paivam|\bdata(?:-?(?:ora|pub\w*))?$|\bdia$|\bjour$|erschienen|\bpvm"
        ),
    ),
    ("title", re.compile(r"title|head(?:line|ing)")),
    ("tag", re.compile(r"\btag|tags\b|topic|keyword|schlagw|stichw|themen")),
)
_KINDS = tuple(
    tuple(kind for bit, (kind, _) in enumerate(_WORDS) if mask >> bit & 1) for mask in range(1 << len(_WORDS))
)
# Addresses of people's pages and of pages about one tag.
_LEADS = re.compile(
    r"/(?:(?P<author>authors?|autor(?:en|es|in)?|profiles?|people|staff|journalists?|reporters?|by|contributors?|user)"
    r"|(?P<tag>tags?|topics?|them[ae]n?|temas?|keywords?|stichwort|sujet|dossier))/[^/?#]{2,}"
)
# Without the anchors, which would keep the search from skipping ahead.
_ANY_WORD = re.compile("|".join(words.pattern.replace(r"\b", "") for _, words in _WORDS))
_HEADINGS = frozenset({"h1", "h2"})
_TOLD_BY_NAME = _HEADINGS | {"time", "a"}
_INSIDE = frozenset({"article", "main"})
# Words in a class or id that set a part of the page apart from its article; templates also write "content-sidebar" or
# "comments-open" on what holds the article itself.
_OUTSIDE = re.compile(
    r"(?<!no-)(?<!has-)comment(?!s?-(?:open|closed|enabled|on|off)\b)|\brelated|(?<![\w-])sidebar(?!-wrap)|"
    r"(?:primary|secondary|main|blog|page|article)-sidebar|\bside-|(?<!elementor-)\bwidget|recommend|teaser|"
    r"most-?(?:read|popular)|\bfooter|\bnav\b|navigation|newsletter|read-?more|\bpromo|carousel|\bmenu|trending|"
    r"more-(?:from|stories)|onward|disqus|breadcrumb|skiptranslate|goog-gt",
    re.I,
)
_HIDDEN = re.compile(r"sr-only|visually-?hidden|screen-?reader|\bhidden\b", re.I)
_SILENT = frozenset({"script", "style", "noscript", "template", "svg", "button", "iframe", "select"})
_MAX_TEXT = 400
_MAX_MARKED = 400
_MAX_ANCESTORS = 40


class Marked(msgspec.Struct, frozen=True):
    """An element that its name, its marks or its target set apart."""

    kind: Kind
    tag: str
    marks: str
    """Its class, id, itemprop, rel, property and data-testid, joined by spaces."""
    itemprop: str
    rel: str
    text: str
    """Its visible text on one line; "" for one of more than a few hundred characters."""
    value: str
    """Its `content` or `datetime` attribute."""
    href: str
    place: int
    """Its number in the order of the document."""
    region: str
    """"outside" (navigation, comments, related articles), "inside" (article, main) or ""."""
    element: Any


class Scan(msgspec.Struct, frozen=True):
    """What a page says, and where."""

    metas: dict[str, list[str]]
    """Name, property or itemprop in lower case -> contents, in order."""
    links: tuple[tuple[str, str], ...]
    """(rel, href) of the link elements; of the base element ("base", href)."""
    structured: tuple[str, ...]
    """The JSON-LD texts."""
    title: str
    language: str
    """Of the root element, as written."""
    marked: tuple[Marked, ...]

    def of(self, kind: Kind) -> list[Marked]:
        """The marked elements of one kind, in the document's order."""
        return [one for one in self.marked if one.kind == kind]


def scan(tree: Any) -> Scan:
    """The marks of the page in the lxml tree `tree`."""
    metas: dict[str, list[str]] = {}
    links: list[tuple[str, str]] = []
    structured: list[str] = []
    marked: list[Marked] = []
    title = ""
    for place, element in enumerate(tree.iter()):
        tag = element.tag
        if tag == "meta":
            _read_meta(element, metas)
        elif tag == "link" or tag == "base":
            links.append(((element.get("rel") or tag).lower(), element.get("href") or ""))
        elif tag == "script":
            if "ld+json" in (element.get("type") or "").lower():
                structured.append(element.text or "")
        elif tag == "title":
            title = title or text_of(element)
        elif isinstance(tag, str) and len(marked) < _MAX_MARKED:
            marks = " ".join([value for name, value in element.items() if name in _MARKS])
            kinds = _named(marks) if marks else ()
            if tag in _TOLD_BY_NAME:
                kinds = _kinds(element, tag, marks, kinds)
            elif "time" in tag:  # an element of the template's own: relative-time, bsp-timestamp
                kinds = kinds if "date" in kinds else (*kinds, "date")
            elif "title" in kinds and "headline" not in marks:
                kinds = tuple(kind for kind in kinds if kind != "title")
            if kinds:
                marked += _marked(element, tag, marks, kinds, place)
    root = tree.getroottree().getroot()
    language = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang") or ""
    return Scan(metas, tuple(links), tuple(structured), title, language.strip(), tuple(marked))


def _read_meta(element: Any, metas: dict[str, list[str]]) -> None:
    # Some templates write the content of a meta tag into `value`.
    content = (element.get("content") or element.get("value") or "").strip()
    if content:
        keys = {element.get(name) for name in ("property", "name", "itemprop", "http-equiv")}
        for key in keys - {None, ""}:
            metas.setdefault(key.strip().lower(), []).append(content)


def _kinds(element: Any, tag: str, marks: str, kinds: tuple[Kind, ...]) -> tuple[Kind, ...]:
    """What an element is marked as by its words, `kinds`, by its name and by where it leads."""
    if tag in _HEADINGS:
        return (*kinds, "heading")
    if "title" in kinds and "headline" not in marks:
        kinds = tuple(kind for kind in kinds if kind != "title")
    if tag == "time" and "date" not in kinds:
        return (*kinds, "date")
    if tag == "a" and (href := element.get("href")) and (found := _LEADS.search(href)) and found.lastgroup not in kinds:
        return (*kinds, "author" if found["author"] else "tag")
    return kinds


def _marked(element: Any, tag: str, marks: str, kinds: tuple[Kind, ...], place: int) -> Iterator[Marked]:
    get = element.get
    text, region = text_of(element), region_of(element)
    value = (get("content") or get("datetime") or "").strip()
    itemprop, rel, href = get("itemprop") or "", get("rel") or "", get("href") or ""
    for kind in kinds:
        yield Marked(kind, tag, marks, itemprop, rel, text, value, href, place, region, element)


@lru_cache(maxsize=4_096)
def _named(marks: str) -> tuple[Kind, ...]:
    """The kinds that an element's marks name."""
    found = 0
    for word in marks.split():
        found |= _bits(word)
    return _KINDS[found]


@lru_cache(maxsize=16_384)
def _bits(word: str) -> int:
    """The kinds that one word of an element's marks names. Templates repeat their words, on one page and on many."""
    lower = word.lower()
    if not _ANY_WORD.search(lower):
        return 0
    return sum(1 << bit for bit, (_, words) in enumerate(_WORDS) if words.search(lower))


def region_of(element: Any) -> str:
    """Whether the element stands "inside" the article, "outside" it, or "" when nothing around it tells."""
    region = ""
    for depth, above in enumerate(element.iterancestors()):
        tag = above.tag
        if depth > _MAX_ANCESTORS or tag in ("body", "html"):
            break
        if tag in ("nav", "aside"):
            return "outside"
        if tag in _INSIDE:
            # An article's own footer is a part of it: there stand its tags and its author.
            region = "inside"
        elif tag == "footer":
            region = "outside"
        elif outside := _is_outside(f"{above.get('class') or ''} {above.get('id') or ''}"):
            if outside != "footer":
                return "outside"
            region = region or "outside"
    return region


@lru_cache(maxsize=4_096)
def _is_outside(marks: str) -> str:
    """The first word in an element's class and id that sets it apart from the article; "" for most."""
    for word in marks.split():
        if found := _outside_word(word):
            return found
    return ""


@lru_cache(maxsize=16_384)
def _outside_word(word: str) -> str:
    found = _OUTSIDE.search(word)
    return found.group().lower() if found else ""


# ------------------------------------------------------------------------------------------------------ visible text

# Elements that may stand inside a word; every other one sets its text off with a space.
_GLUED = frozenset({"b", "i", "em", "strong", "u", "sup", "sub", "small", "font", "mark", "q", "wbr", "abbr", "cite"})
_MAX_DEPTH = 60


def text_of(element: Any, limit: int = _MAX_TEXT) -> str:
    """The visible text of an element on one line; "" when it has more than `limit` characters."""
    pieces: list[str] = []
    _gather(element, pieces, [2 * limit], 0)
    text = " ".join("".join(pieces).split())
    return text if len(text) <= limit else ""


@lru_cache(maxsize=4_096)
def _is_hidden(classes: str) -> bool:
    return _HIDDEN.search(classes) is not None


def _gather(element: Any, pieces: list[str], room: list[int], depth: int) -> None:
    """The texts below `element`, in order, until there is no room."""
    if element.text:
        pieces.append(element.text)
        room[0] -= len(element.text)
    for child in element:
        room[0] -= 1  # an empty element takes room too: a page may hold a million of them
        if room[0] < 0 or depth > _MAX_DEPTH:
            return
        tag = child.tag
        if isinstance(tag, str) and tag not in _SILENT and not _is_hidden(child.get("class") or ""):
            space = "" if tag in _GLUED else " "
            pieces.append(space)
            _gather(child, pieces, room, depth + 1)
            pieces.append(space)
        if child.tail:
            pieces.append(child.tail)
            room[0] -= len(child.tail)


# ------------------------------------------------------------------------------------------------- round the headline


class Near(msgspec.Struct, frozen=True):
    """A short piece of visible text close to the headline."""

    text: str
    distance: int
    """In elements: positive behind the headline, negative before it."""


_BEHIND, _BEFORE = 40, 15
_MAX_NEAR = 160


def near(heading: Any) -> list[Near]:
    """The short texts round the element `heading`: those behind it, the nearest first, and then those before it."""
    found: list[Near] = []
    for element, distance in (*_onward(heading), *_backward(heading)):
        if text := text_of(element, _MAX_NEAR):
            found.append(Near(text, distance))
        if element.tail and len(element.tail) <= _MAX_NEAR and (tail := " ".join(element.tail.split())):
            found.append(Near(tail, distance))
    return found


def _onward(heading: Any) -> Iterator[tuple[Any, int]]:
    """The elements behind `heading` in the order of the document, without those in it."""
    element, count, within = heading, 0, False
    while count < _BEHIND:
        following = element[0] if within and len(element) and element.tag not in _SILENT else element.getnext()
        while following is None:
            element = element.getparent()
            if element is None or element.tag in ("body", "html"):
                return
            following = element.getnext()
        element, within = following, True
        if isinstance(element.tag, str) and element.tag not in _SILENT:
            count += 1
            yield element, count


def _backward(heading: Any) -> Iterator[tuple[Any, int]]:
    """The innermost elements before `heading`, the nearest first."""
    element, count = heading, 0
    while count < _BEFORE:
        previous = element.getprevious()
        if previous is None:
            element = element.getparent()
            if element is None or element.tag in ("body", "html"):
                return
            continue
        element = previous
        while len(element) and element.tag not in _SILENT:
            element = element[-1]
        if isinstance(element.tag, str) and element.tag not in _SILENT:
            count += 1
            yield element, -count
