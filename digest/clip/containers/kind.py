"""What kind of file some bytes are, by their content alone; a file's name is never asked.

A kind is told from the first 64 KB. What has the marks of no container is a page: HTML, Markdown or plain text.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Sequence
from typing import Literal

from digest.clip.containers.columns import known_columns

Kind = Literal["gzip", "zip", "warc", "bookmarks", "feed", "opml", "mbox", "mail", "json", "table", "page"]

_HEAD = 65_536
_PROLOGUE = re.compile(
    r"\s*(?:<\?[^>]{0,400}\?>\s*|<!--.{0,4000}?-->\s*|<!DOCTYPE[^\[>]{0,400}(?:\[.{0,8000}?\]\s*)?>\s*)*", re.S | re.I
)
_ROOT = re.compile(r"<(?:[\w.-]{1,40}:)?(rss|rdf|feed|entry|channel|opml)(?=[\s>/])", re.I)
_ITEM = re.compile(r"<(?:\w{1,40}:)?(?:item|channel)\b", re.I)
_IN_A_FEED = {"rdf": _ITEM, "channel": _ITEM, "entry": re.compile(r"w3\.org/2005/Atom|purl\.org/atom", re.I)}
_MBOX = re.compile(r"From \S{1,400}[^\n]{0,200}\d{1,2}:\d\d[^\n]{0,80}\n(?:[\w-]{1,70}:|>From )")
_HEADER = re.compile(r"([A-Za-z][A-Za-z0-9-]{1,70}):(?:[ \t]|\r?\n[ \t]|(?=\r?\n))")
_ADDRESSED = {"from", "received", "return-path", "message-id", "mime-version", "delivered-to", "x-mozilla-status"}
_OTHERS = {"to", "subject", "date", "content-type", "reply-to", "sender", "cc", "list-id", "dkim-signature"}
_JSON = re.compile(r"\{\s*(?:\"|\}\s*$)|\[\s*(?:[\[{\"]|\]\s*$)")
_DELIMITERS = ",;\t|"
_ROWS = 200
"""As many rows tell whether a text is a table."""


def kind_of(data: bytes, mapping: Sequence[tuple[str, str]] = ()) -> Kind:
    """The kind of `data`; `mapping` is the caller's, since a table may have columns that only the caller knows."""
    if data.startswith(b"\x1f\x8b"):
        return "gzip"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if data.startswith((b"WARC/0.", b"WARC/1.", b"filedesc://")):
        return "warc"
    text = head_text(data).lstrip("\ufeff \t\r\n")
    if not text or "\x00" in text[:200]:
        return "page"
    return _xml(text) or _mail(text) or _lines(text, mapping)


def head_text(data: bytes) -> str:
    """The beginning of `data` as text, well enough to be recognised."""
    head = data[:_HEAD]
    for bom, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if head.startswith(bom):
            return head[2:].decode(encoding, "replace")
    if head[1:2] == b"\x00" and head[:1].isascii():
        return head.decode("utf-16-le", "replace")
    if head[:1] == b"\x00" and head[1:2] != b"\x00":
        return head.decode("utf-16-be", "replace")
    return head.decode("utf-8", "replace")


def _xml(text: str) -> Kind | None:
    if not text.startswith("<"):
        return None
    if re.match(r"<!DOCTYPE\s+NETSCAPE-Bookmark-file", text, re.I):
        return "bookmarks"
    prologue = _PROLOGUE.match(text)
    root = _ROOT.match(text, prologue.end() if prologue else 0)
    if root is None:
        return None
    if root[1].lower() == "opml":
        return "opml"
    # Other things than feeds are written in RDF, and there are other channels.
    wanted = _IN_A_FEED.get(root[1].lower())
    return "feed" if wanted is None or wanted.search(text, root.end()) else None


def _mail(text: str) -> Kind | None:
    if text.startswith("From ") and _MBOX.match(text.replace("\r\n", "\n")):
        return "mbox"
    if not _HEADER.match(text):
        return None
    names = set()
    for line in text.splitlines()[:400]:
        if not line.strip():
            break
        header = _HEADER.match(line + "\n")
        if header:
            names.add(header[1].lower())
        elif line[:1] not in " \t" or not names:
            if len(names & (_ADDRESSED | _OTHERS)) < 4:
                return None
            break  # headers that are broken somewhere behind so many good ones
    known = names & (_ADDRESSED | _OTHERS)
    return "mail" if names & _ADDRESSED and len(known) >= 2 else None


def _lines(text: str, mapping: Sequence[tuple[str, str]]) -> Kind:
    if _JSON.match(text):
        return "json"
    first, _, rest = text.partition("\n")
    if text.startswith("<") or not rest.strip():
        return "page"
    sign = delimiter(first, mapping)
    return "table" if (sign and sign in rest) or layout(text) else "page"


def delimiter(header: str, mapping: Sequence[tuple[str, str]]) -> str:
    """What parts the columns that a first line names; "" when it is not the first line of a table of clippings."""
    if len(header) > 20_000:
        return ""
    for sign in _DELIMITERS:
        if sign in header:
            try:
                names = next(csv.reader([header.rstrip("\r")], delimiter=sign), [])
            except csv.Error:
                continue
            if known_columns([name.strip() for name in names], mapping):
                return sign
    return ""


def layout(text: str) -> str:
    """What parts the columns of a table whose columns nobody knows; "" for any other text.

    A table's first line names its columns in a few words each, without a space behind what parts them, and most rows
    have as many columns as that.
    """
    first = text.partition("\n")[0].rstrip("\r")
    for sign in _DELIMITERS:
        if sign not in first or len(first) > 2_000:
            continue
        names, *rows = _rows(text, sign) or [[]]
        named = all(map(_names_a_column, names)) and len(set(names)) == len(names)
        # Two words with a comma between them stand at the head of many a text.
        enough = len(names) >= (2 if sign in "\t;" else 3)
        if named and enough and sum(len(row) == len(names) for row in rows) * 2 > len(rows):
            return sign
    return ""


def _rows(text: str, sign: str) -> list[list[str]]:
    """The first rows; the last one is left out where the text may break off in it."""
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text[:_HEAD], newline=""), delimiter=sign):
            if row:
                rows.append(row)
            if len(rows) > _ROWS:
                return rows
    except csv.Error:
        pass
    return rows[:-1] if len(text) >= _HEAD - 8 and len(rows) > 2 else rows


def _names_a_column(name: str) -> bool:
    return 0 < len(name) <= 40 and name == name.strip() and len(name.split()) <= 4 and name[-1] not in ".,:!?"
