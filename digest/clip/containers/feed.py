"""Feeds (RSS 0.9x to 2.0, RSS 1.0, Atom, JSON Feed) -> a clipping for each entry.

XML is read by feedparser, which is given bytes and never an address. Every entry becomes an item of JSON Feed 1.1
(jsonfeed.org/version/1.1), and a feed with that one item is the clipping that is kept: the same entry in a later,
longer file, or in the other format of the same feed, is the same bytes.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias
from urllib.parse import urljoin

import msgspec

from digest.clip.containers import values
from digest.clip.containers.piece import MAX_PIECE, MAX_PIECES, Piece, broken, problem, too_large, too_many
from digest.clip.draft import Options
from digest.errors import Problem

MAX_FEED = 20_000_000
"""The largest XML feed, in bytes: feedparser holds all of it as objects."""
MAX_TAGS = 150_000
"""The most tags outside of CDATA sections: a feed of ten thousand entries; feedparser takes 60 µs for each."""
MAX_REFERENCES = 2_000_000
MAX_ATTRIBUTES = 600_000
VERSION = "https://jsonfeed.org/version/1.1"

Item: TypeAlias = dict[str, Any]
"""An item of JSON Feed: only what is known, only JSON's own types."""

_ENTITY = re.compile(rb"<!ENTITY[^>]{60,}>")
_DECLARED = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_INSTANT = re.compile(r"(T\d\d:\d\d)(Z|[+-]\d\d:\d\d)$")
_TEXTS = ("text/plain", "text")


def pieces(name: str, data: bytes, options: Options) -> Iterator[Piece | Problem]:
    """The entries of an XML feed."""
    data = _as_utf8(data)
    if len(data) > MAX_FEED:
        yield too_large(name, MAX_FEED)
        return
    counts = (_tags(data), data.count(b"&"), data.count(b'="') + data.count(b"='"))
    if any(count > most for count, most in zip(counts, (MAX_TAGS, MAX_REFERENCES, MAX_ATTRIBUTES), strict=True)):
        message = (
            f"the feed has more than {MAX_TAGS:,} tags, {MAX_REFERENCES:,} references or {MAX_ATTRIBUTES:,} attributes"
        )
        yield problem(name, "too-large", message, "split it")
        return
    import feedparser

    try:
        # Long entities could be repeated to any size; feedparser itself refuses those that hold others.
        parsed = feedparser.parse(io.BytesIO(_ENTITY.sub(b"", data)), sanitize_html=False, resolve_relative_uris=False)
        feed, entries = _feed(parsed), list(parsed.entries)
    except Exception as error:  # other people's parser on any bytes
        yield broken(name, f"the feed cannot be read: {type(error).__name__}")
        return
    yield from _all(name, feed, (_item(entry, parsed, feed) for entry in entries))


def json_pieces(name: str, document: Mapping[str, Any], options: Options) -> Iterator[Piece | Problem]:
    """The items of a JSON Feed that is read already."""
    items = document.get("items")
    feed = {key: text for key in ("title", "home_page_url", "language") if (text := values.line(document.get(key, "")))}
    authors = document.get("authors") or document.get("author")
    listed = items if isinstance(items, list) else []
    yield from _all(name, feed, (_from_json(item, authors) if isinstance(item, dict) else {} for item in listed))


def _all(name: str, feed: Mapping[str, str], items: Iterator[Item]) -> Iterator[Piece | Problem]:
    number = 0
    while True:
        number += 1
        label = f"{name}#{number}"
        try:
            item = next(items)
        except StopIteration:
            break
        except Exception as error:  # feedparser's objects do not keep their promises on broken feeds
            yield broken(label, f"the entry cannot be read: {type(error).__name__}")
            return
        if number > MAX_PIECES:
            yield too_many(name)
            return
        yield _piece(label, feed, item)
    if number == 1:
        yield problem(name, "no-article", "the feed holds no entries", "save the feed again when it has some")


def _piece(label: str, feed: Mapping[str, str], item: Item) -> Piece | Problem:
    if not item:
        return problem(label, "no-article", "the entry says nothing", "nothing needs to be done")
    raw = msgspec.json.format(msgspec.json.encode({"version": VERSION, **feed, "items": [item]}), indent=1)
    if len(raw) > MAX_PIECE:
        return too_large(label, MAX_PIECE)
    names = {
        "title": "title",
        "date": "date_published",
        "updated": "date_modified",
        "url": "url",
        "authors": "authors",
        "keywords": "tags",
        "language": "language",
        "source": "_outlet",
    }
    fields = {field: (item[key], f"feed entry {key}") for field, key in names.items() if key in item}
    fields.setdefault("source", (feed.get("title", ""), "feed title"))
    fields.setdefault("language", (feed.get("language", ""), "feed language"))
    html = item.get("content_html") or ""
    text = html or item.get("content_text") or item.get("summary") or ""
    return Piece(
        name=label,
        raw=raw,
        media_type="application/feed+json",
        form="fragment" if html else "text",
        text=text,
        given=values.given(fields, "feed"),
    )


# ------------------------------------------------------------------------------------------------------ XML -> item


def _as_utf8(data: bytes) -> bytes:
    """A feed in UTF-16 as UTF-8: in it no pattern of bytes would be found."""
    if b"\x00" not in data[:200]:
        return data
    text = data.decode(
        "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-16-be" if not data[0] else "utf-16-le", "replace"
    )
    return _DECLARED.sub("", text).encode("utf-8", "replace")


def _tags(data: bytes) -> int:
    """How many tags and CDATA sections there are; what stands inside of such a section is text."""
    first, *sections = data.split(b"<![CDATA[")
    return first.count(b"<") + sum(1 + section.partition(b"]]>")[2].count(b"<") for section in sections)


def _feed(parsed: Any) -> dict[str, str]:
    told = {
        "title": values.line(_of(parsed.feed, "title")),
        "home_page_url": values.address(_of(parsed.feed, "link")),
        "language": values.tongue(_of(parsed.feed, "language")),
    }
    return {key: text for key, text in told.items() if text}


def _of(entry: Any, key: str) -> Any:
    """A value of a feedparser object as it stands there, without the other keys that feedparser tries."""
    return dict.get(entry, key) if isinstance(entry, dict) else None


def _item(entry: Any, parsed: Any, feed: Mapping[str, str]) -> Item:
    published = _instant(_of(entry, "published")) or _instant(_of(entry, "created"))
    updated = _instant(_of(entry, "updated"))
    kind, text = _content(entry)
    authors = values.people(_of(entry, "authors")) or values.people(_of(entry, "author"))
    if not authors and str(parsed.version).startswith("atom"):
        authors = values.people(_of(parsed.feed, "authors"))
    source = _of(entry, "source")
    link = _of(entry, "feedburner_origlink") or _of(entry, "link")
    found: Item = {
        "id": values.line(_of(entry, "id")),
        "url": values.address(_joined(feed.get("home_page_url", ""), link)),
        "title": values.line(_of(entry, "title")),
        kind: text,
        "date_published": published or updated,
        "date_modified": updated if published else "",
        "authors": [{"name": author} for author in authors],
        "tags": list(values.terms([_of(tag, "label") or _of(tag, "term") for tag in _of(entry, "tags") or ()])),
        "language": values.tongue(_of(entry, "language")),
        "_outlet": values.outlet(_of(source, "title")),
    }
    return {key: value for key, value in found.items() if value}


def _joined(base: str, link: object) -> str:
    try:
        return urljoin(base, link) if isinstance(link, str) and link else ""
    except ValueError:
        return ""


def _content(entry: Any) -> tuple[str, str]:
    """The key of JSON Feed for the entry's text, and the text: the whole one, else the summary."""
    parts = [part for part in (_of(entry, "content") or ()) if isinstance(_of(part, "value"), str)]
    summary = _of(entry, "summary_detail")
    parts += [summary] if isinstance(_of(summary, "value"), str) else []
    for part in parts:
        kind, text = str(_of(part, "type") or "text/html").lower(), part["value"].strip()
        if text and (kind in _TEXTS or "html" in kind):
            return ("content_text" if kind in _TEXTS else "content_html"), text
    return "content_html", ""


def _instant(value: object) -> str:
    """A date as RFC 3339 where it has a time and an offset, else as it was understood."""
    when = values.moment(value)
    return _INSTANT.sub(r"\1:00\2", when.edtf) if when else ""


def _from_json(item: Mapping[str, Any], authors: object) -> Item:
    """An item as another program wrote it, in our order and with nothing but what is read."""
    published, updated = _instant(item.get("date_published")), _instant(item.get("date_modified"))
    found: Item = {
        "id": values.line(item.get("id", "")),
        "url": values.address(item.get("url")) or values.address(item.get("external_url")),
        "title": values.line(item.get("title")),
        "content_html": _long(item.get("content_html")),
        "content_text": _long(item.get("content_text")),
        "summary": _long(item.get("summary")),
        "date_published": published or updated,
        "date_modified": updated if published else "",
        "authors": [{"name": name} for name in values.people(item.get("authors") or item.get("author") or authors)],
        "tags": list(values.terms(item.get("tags") if isinstance(item.get("tags"), list) else [])),
        "language": values.tongue(item.get("language")),
        "_outlet": values.outlet(item.get("_outlet")),
    }
    return {key: value for key, value in found.items() if value}


def _long(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
