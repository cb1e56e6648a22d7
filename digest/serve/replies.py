"""Bytes and the headers of a request -> the status, headers and bytes of the reply. Pure.

Media types stand here and not in the system's table, which differs from machine to machine. A range is answered when
there is one and it is plain (RFC 9110, section 14); anything else gets the whole.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from digest.text import digest

TEXTS = {
    "html": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "mjs": "text/javascript",
    "txt": "text/plain",
    "md": "text/markdown",
    "csv": "text/csv",
    "ics": "text/calendar",
    "xml": "application/xml",
    "json": "application/json",
    "jsonl": "application/jsonl",
    "geojson": "application/geo+json",
    "webmanifest": "application/manifest+json",
    "svg": "image/svg+xml",
}
"""Endings of files that are text, always UTF-8, and their media types."""

BINARIES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "avif": "image/avif",
    "ico": "image/vnd.microsoft.icon",
    "woff": "font/woff",
    "woff2": "font/woff2",
    "ttf": "font/ttf",
    "otf": "font/otf",
    "pdf": "application/pdf",
    "wasm": "application/wasm",
    "gz": "application/gzip",
    "zip": "application/zip",
}

EVERYWHERE = {
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",  # drafts are nobody else's, though they lie on a loopback address
}
"""Headers of every reply."""

_RANGE = re.compile(r"bytes=(?:([0-9]{1,18})-([0-9]{1,18})?|-([0-9]{1,18}))")


class Reply(msgspec.Struct, frozen=True):
    """An answer to one request. The body of a reply to HEAD is left out by the server, not here."""

    status: int
    headers: dict[str, str]
    body: bytes = b""


def media_type(path: str) -> str:
    """By the ending of a file's name, as in "text/html; charset=utf-8"."""
    ending = path.rpartition("/")[2].rpartition(".")[2].lower()
    if ending in TEXTS:
        return f"{TEXTS[ending]}; charset=utf-8"
    return BINARIES.get(ending, "application/octet-stream")


def reply(status: int, kind: str, body: bytes, asked: Mapping[str, str]) -> Reply:
    """`body`, of media type `kind`, for a request with the headers `asked` (names in lower case)."""
    headers = {**EVERYWHERE, "content-type": kind}
    if status != 200:
        return Reply(status, headers, body)
    tag = f'"{digest(body)}"'
    headers |= {"etag": tag, "accept-ranges": "bytes"}
    if _names(asked.get("if-none-match", ""), tag):
        return Reply(304, {**EVERYWHERE, "etag": tag})
    part = _RANGE.fullmatch(asked.get("range", "").replace(" ", ""))
    if part is None or asked.get("if-range", tag) != tag:
        return Reply(200, headers, body)
    first, last = _bounds(part, len(body))
    if first > last:
        return Reply(416, {**headers, "content-range": f"bytes */{len(body)}"})
    return Reply(206, {**headers, "content-range": f"bytes {first}-{last}/{len(body)}"}, body[first : last + 1])


def _names(field: str, tag: str) -> bool:
    """Whether If-None-Match names a tag; weak tags are compared as strong ones (RFC 9110, section 13.1.2)."""
    return any(name.strip().removeprefix("W/") in (tag, "*") for name in field.split(","))


def _bounds(part: re.Match[str], size: int) -> tuple[int, int]:
    """The first and the last byte that a range asks for; the first behind the last when there are none."""
    if part[3]:
        return (max(0, size - int(part[3])), size - 1) if int(part[3]) else (1, 0)
    first, last = int(part[1]), int(part[2]) if part[2] else size - 1
    return (first, min(last, size - 1)) if first < size else (1, 0)
