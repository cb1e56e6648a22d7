"""What a saved page says about itself: JSON-LD (schema.org), Open Graph and other meta tags, <time>, <title>.

Every value is a candidate with the place it stood in. What machines were meant to read comes before what readers see,
because the page's own content system wrote it.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from digest.clip import dateline, metadata
from digest.clip.head import byline, headline
from digest.clip.metadata import Candidate
from digest.dates import When
from digest.model import LANGUAGE_PATTERN

_ARTICLE = re.compile(r"(?:^|[/:])(?:\w*(?:Article|BlogPosting|NewsItem|Review|Posting))$")
_MAX_OBJECTS = 2_000
_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "parsely-pub-date",
    "sailthru.date",
    "article.published",
    "cxenseparse:recs:publishtime",
    "bt:pubdate",
    "originalpublicationdate",
    "published-date",
    "article_date_original",
    "rnews:datepublished",
)
_MODIFIED = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "lastmod",
    "last-modified",
    "article.updated",
)
_AUTHOR = (
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "article:author_name",
    "cxenseparse:author",
)
_KEYWORDS = ("news_keywords", "article:tag", "parsely-tags", "sailthru.tags", "keywords")
_NO_PERSON = re.compile(
    r"https?:|www\.|@|\.com\b|facebook|^(?:admin|administrator|editor|staff|redaktion|redacción|"
    r"rédaction|webmaster|guest|online|null|none|undefined|unknown)$",
    re.I,
)


class About(msgspec.Struct, frozen=True):
    """Candidates for each key, the most trusted first."""

    titles: tuple[Candidate[str], ...] = ()
    dates: tuple[Candidate[When], ...] = ()
    updates: tuple[Candidate[When], ...] = ()
    authors: tuple[Candidate[tuple[str, ...]], ...] = ()
    languages: tuple[Candidate[str], ...] = ()
    urls: tuple[Candidate[str], ...] = ()
    keywords: tuple[Candidate[tuple[str, ...]], ...] = ()
    sites: tuple[str, ...] = ()


def about(tree: Any) -> About:
    """What the page in the lxml tree `tree` says about itself."""
    metas = _metas(tree)
    articles, publishers = _articles(tree)
    ld = [(f"JSON-LD {article.get('@type')}"[:80], article) for article in articles]
    urls = [Candidate(u, w, r) for u, w, r in _urls(tree, metas, ld) if u]
    sites = [*metas.get("og:site_name", ()), *metas.get("application-name", ()), *publishers]
    return About(
        titles=tuple(_titles(tree, metas, ld)),
        dates=tuple(_dates(tree, metas, ld, ("datePublished", "dateCreated"), _PUBLISHED, "published")),
        updates=tuple(_dates(tree, metas, ld, ("dateModified",), _MODIFIED, "updated")),
        authors=tuple(_authors(tree, metas, ld)),
        languages=tuple(_languages(tree, metas, ld)),
        urls=tuple(urls),
        keywords=tuple(_keywords(metas, ld)),
        sites=tuple(dict.fromkeys(s for s in map(_text, sites) if s and len(s) <= 80)),
    )


def _text(value: object) -> str:
    """One line of plain text from a metadata value, with entities (often written twice) resolved."""
    if not isinstance(value, str):
        return ""
    plain = html.unescape(html.unescape(value))
    return " ".join(re.sub(r"<[^<>]{1,200}>", " ", plain).split())


def _content(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _metas(tree: Any) -> dict[str, list[str]]:
    """Meta tags: name, property or itemprop in lower case -> contents, in order."""
    found: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        key = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv") or ""
        if value := (meta.get("content") or "").strip():
            found.setdefault(key.strip().lower(), []).append(value)
    return found


# ----------------------------------------------------------------------------------------------------------- JSON-LD


def _articles(tree: Any) -> tuple[list[dict[str, Any]], list[str]]:
    """The JSON-LD objects that are articles, those with a headline and a date first; and the names of publishers."""
    found: list[dict[str, Any]] = []
    names: list[str] = []
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        for thing in _objects(_load(script.text or "")):
            kinds = thing.get("@type")
            kinds = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(kind, str) and _ARTICLE.search(kind) for kind in kinds):
                found.append(thing)
                publisher = thing.get("publisher")
                publisher = publisher[0] if isinstance(publisher, list) and publisher else publisher
                names += (
                    [publisher["name"]]
                    if isinstance(publisher, dict) and isinstance(publisher.get("name"), str)
                    else []
                )
    found.sort(key=lambda thing: -(2 * ("headline" in thing) + ("datePublished" in thing)))
    return found, names


def _load(text: str) -> object:
    text = (
        re.sub(r"^\s*(?://\s*)?<!\[CDATA\[|(?://\s*)?\]\]>\s*$|^\s*<!--|-->\s*$", "", text.strip()).strip().rstrip(";")
    )
    try:
        value: object = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None
    return value


def _objects(root: object) -> Iterator[dict[str, Any]]:
    """Every object in a JSON value, without recursion and at most `_MAX_OBJECTS`."""
    waiting, count = [root], 0
    while waiting and count < _MAX_OBJECTS:
        value = waiting.pop(0)
        count += 1
        if isinstance(value, dict):
            yield value
            waiting += [
                v
                for k, v in value.items()
                if isinstance(v, dict | list)
                and k in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item", "hasPart")
            ]
        elif isinstance(value, list):
            waiting += value


# ------------------------------------------------------------------------------------------------------ one key each

_Ld = list[tuple[str, dict[str, Any]]]
_Metas = Mapping[str, list[str]]


def _titles(tree: Any, metas: _Metas, ld: _Ld) -> Iterable[Candidate[str]]:
    headings = [text for h1 in list(tree.iter("h1"))[:20] if (text := _content(h1)) and len(text) <= 300]
    told = [text for _, thing in ld if (text := _text(thing.get("headline")))]
    told += [
        text for key in ("og:title", "twitter:title") for value in metas.get(key, ())[:1] if (text := _text(value))
    ]
    told += [text for element in list(tree.iter("title"))[:1] if (text := _content(element))]
    for text in headings:
        # The heading that readers see is the headline when another place agrees that it is one.
        if len(text.split()) >= 3 and any(
            headline.same_text(text, t) or t.casefold().startswith(text.casefold()) for t in told
        ):
            yield Candidate(text, "h1", "heading")
            break
    for where, thing in ld[:3]:
        if text := _text(thing.get("headline")):
            yield Candidate(text, f"{where} headline", "json-ld")
    for key in ("og:title", "twitter:title"):
        for value in metas.get(key, ())[:1]:
            if text := _text(value):
                yield Candidate(text, f"meta {key}", "meta")
    if len(headings) == 1:
        yield Candidate(headings[0], "h1", "only-heading")
    for element in list(tree.iter("title"))[:1]:
        if text := _content(element):
            yield Candidate(text, "title", "title-element")
    if len(headings) > 1:
        yield Candidate(headings[0], "h1", "first-heading")


def _dates(
    tree: Any, metas: _Metas, ld: _Ld, keys: tuple[str, ...], names: tuple[str, ...], label: str
) -> Iterable[Candidate[When]]:
    for where, thing in ld:
        for key in keys:
            if isinstance(thing.get(key), str) and (when := dateline.machine_date(thing[key])):
                yield Candidate(when, f"{where} {key}", "json-ld")
    for name in names:
        for value in metas.get(name, ())[:1]:
            if when := dateline.machine_date(value):
                yield Candidate(when, f"meta {name}", "meta")
    for element in list(tree.iter("time"))[:12]:
        marks = f"{element.get('itemprop') or ''} {element.get('class') or ''} {element.get('id') or ''}".lower()
        is_update = any(word in marks for word in ("modif", "updat"))
        if (label == "updated") != is_update:
            continue
        when = dateline.machine_date(element.get("datetime") or "") or dateline.first_date(_content(element)[:100])
        if when:
            yield Candidate(when, "time element", "time-element")


def _people(value: object) -> list[str]:
    if isinstance(value, list):
        return [name for item in value[:20] for name in _people(item)]
    if isinstance(value, dict):
        return _people(value.get("name"))
    text = re.sub(r"^(?:by|von|par|por|di)\s+", "", _text(value), flags=re.I)
    return re.split(r"\s*[;|]\s*|\s*,\s+(?=[A-ZÀ-Þ])|\s+(?:and|und|et|&)\s+(?=[A-ZÀ-Þ])", text) if text else []


def is_person(name: str) -> bool:
    """Whether a name in an author's place may be one: no address, no account, no word for nobody."""
    return 2 < len(name.strip()) <= 80 and not _NO_PERSON.search(name.strip())


def _authors(tree: Any, metas: _Metas, ld: _Ld) -> Iterable[Candidate[tuple[str, ...]]]:
    sources: list[tuple[list[str], str, str]] = [
        (_people(thing.get("author")), f"{where} author", "json-ld") for where, thing in ld
    ]
    sources += [
        ([n for v in metas[name] for n in _people(v)], f"meta {name}", "meta") for name in _AUTHOR if name in metas
    ]
    marked = tree.xpath(
        "//*[@rel='author' or @itemprop='author' or contains(concat(' ', @class, ' '), ' byline ') "
        "or contains(concat(' ', @class, ' '), ' author ')]"
    )
    for element in marked[:3]:
        text = _content(element)[:160]
        names = list(byline.byline(text)) or (
            [text] if re.fullmatch(r"[A-ZÀ-Þ][\w.'’-]+(?: [A-ZÀ-Þ][\w.'’-]+){1,3}", text) else []
        )
        sources.append(
            (names, f"{element.tag} {element.get('class') or element.get('rel') or 'author'}"[:60], "byline-element")
        )
    for names, where, rule in sources:
        kept = tuple(dict.fromkeys(n.strip(" .,") for n in names if is_person(n)))
        if kept:
            yield Candidate(kept, where, rule)


def _languages(tree: Any, metas: _Metas, ld: _Ld) -> Iterable[Candidate[str]]:
    root = tree.getroottree().getroot()
    found = [
        (
            root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang") or "",
            "html lang",
            "html-lang",
        )
    ]
    found += [(str(thing.get("inLanguage") or ""), f"{where} inLanguage", "json-ld") for where, thing in ld]
    found += [
        (value, f"meta {key}", "meta")
        for key in ("og:locale", "content-language", "language")
        for value in metas.get(key, ())[:1]
    ]
    for value, where, rule in found:
        tag = value.strip().replace("_", "-").split(",")[0].split("@")[0].split(".")[0]
        if re.match(LANGUAGE_PATTERN, tag) and tag.lower() not in ("und", "mul", "zxx"):
            language, _, rest = tag.partition("-")
            yield Candidate(f"{language.lower()}-{rest.upper() if len(rest) == 2 else rest}".rstrip("-"), where, rule)


def _urls(tree: Any, metas: _Metas, ld: _Ld) -> Iterable[tuple[str, str, str]]:
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            yield metadata.canonical_url(link.get("href") or ""), "link canonical", "canonical"
    for value in metas.get("og:url", ())[:1]:
        yield metadata.canonical_url(value), "meta og:url", "meta"
    for where, thing in ld:
        page: object = thing.get("mainEntityOfPage")
        for address in (thing.get("url"), page.get("@id") if isinstance(page, dict) else page):
            if isinstance(address, str):
                yield metadata.canonical_url(address), f"{where} url", "json-ld"
    # Browsers write the address into a page they save: "<!-- saved from url=(0055)https://… -->".
    for comment in tree.getroottree().xpath("//comment()")[:20]:
        if found := re.search(r"saved from url=\(\d+\)(\S+)", comment.text or ""):
            yield metadata.canonical_url(found[1]), "comment of the browser", "saved-from"


def _keywords(metas: _Metas, ld: _Ld) -> Iterable[Candidate[tuple[str, ...]]]:
    found: list[tuple[tuple[str, ...], str, str]] = []
    for where, thing in ld:
        value = thing.get("keywords")
        words = (
            [w for v in value[:60] for w in ([_text(v)] if isinstance(v, str) else _people(v))]
            if isinstance(value, list)
            else list(metadata.split_list(_text(value)))
        )
        found.append((tuple(words), f"{where} keywords", "json-ld"))
    for name in _KEYWORDS:
        values = metas.get(name, [])
        words = (
            list(map(_text, values)) if len(values) > 1 else [w for v in values for w in metadata.split_list(_text(v))]
        )
        found.append((tuple(words), f"meta {name}", "meta"))
    for values_, where, rule in found:
        kept = tuple(dict.fromkeys(v for v in values_ if v and len(v) <= 80))[:40]
        if kept:
            yield Candidate(kept, where, rule)
