"""A browser's bookmarks (Netscape bookmark file) -> a clipping without text for each; an OPML list of feeds -> a note.

Neither is followed: an importer fetches nothing.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import msgspec

from digest.clip.containers import values
from digest.clip.containers.page import charset_text
from digest.clip.containers.piece import MAX_PIECES, Piece, problem, too_many
from digest.clip.draft import Options
from digest.errors import Problem

_PARTS = re.compile(
    r"<A\s(?P<attributes>[^<>]{1,20000})>(?P<title>[^<]{0,4000})|<H3[^<>]{0,2000}>(?P<folder>[^<]{0,400})|(?P<end></DL>)",
    re.I,
)
_ATTRIBUTE = re.compile(r"([A-Z_:-]{1,40})\s*=\s*\"([^\"]*)\"", re.I)
_FEED = re.compile(r"<outline\b[^<>]*?\sxmlUrl\s*=\s*([\"'])(?P<url>[^\"'<>]{1,4000})\1", re.I)
_SHOWN = 20
_DEEPEST = 20


def pieces(name: str, data: bytes, options: Options) -> Iterator[Piece | Problem]:
    """The links of a bookmarks file that lead to the web; its folders become keywords."""
    folders: list[str] = []
    number = 0
    for part in _PARTS.finditer(charset_text(data, "")):
        if part["end"]:
            del folders[-1:]
        elif part["folder"] is not None:
            folders = [*folders[:_DEEPEST], html.unescape(part["folder"]).strip()]
        elif (record := _record(part, folders)) is not None:
            number += 1
            if number > MAX_PIECES:
                yield too_many(name)
                return
            yield _piece(f"{name}#{number}", record)
    if not number:
        yield problem(name, "no-article", "the file holds no bookmarks of web pages", "export the bookmarks again")


def _record(part: re.Match[str], folders: list[str]) -> dict[str, object] | None:
    told = {key.upper(): html.unescape(value) for key, value in _ATTRIBUTE.findall(part["attributes"])}
    url, title = values.address(told.get("HREF", "")), values.line(part["title"])
    if not url:
        return None
    tags = [*values.terms(told.get("TAGS", "")), *(folder for folder in folders[1:] if folder)]
    found = {"title": title or url, "url": url, "captured": told.get("ADD_DATE", ""), "tags": list(dict.fromkeys(tags))}
    return {key: value for key, value in found.items() if value}


def _piece(label: str, record: dict[str, object]) -> Piece:
    named = {"title": "title", "url": "url", "captured": "captured", "keywords": "tags"}
    fields = {field: (record[key], f"bookmark {key}") for field, key in named.items() if key in record}
    return Piece(
        name=label,
        raw=msgspec.json.encode(record, order="sorted") + b"\n",
        media_type="application/json",
        form="text",
        given=values.given(fields, "bookmark"),
    )


def feed_list(name: str, data: bytes, options: Options) -> Iterator[Piece | Problem]:
    """An OPML file imports nothing; the one note names the feeds it lists."""
    found = [html.unescape(match["url"]) for match in _FEED.finditer(charset_text(data, ""))]
    urls = list(dict.fromkeys(url for url in map(values.address, found) if url))
    count = f"{len(urls)} feed{'s' if len(urls) > 1 else ''}" if urls else "no feed"
    message = f"this is an OPML outline that lists {count}; nothing in it is imported or fetched"
    more = f" and {len(urls) - _SHOWN} more" if len(urls) > _SHOWN else ""
    hint = (
        "save the feeds' files and import those: " + " ".join(urls[:_SHOWN]) + more if urls else "export the list again"
    )
    yield problem(name, "feed-list", message, hint, "warning")
