"""Bytes of a clipping -> its text and media type, by its content alone; a file's name is never believed.

What cannot be read is one problem:

    empty-file       no bytes, or nothing but white space
    too-large        more than `MAX_BYTES` or `MAX_LINES`
    binary-file      an image, an archive, a PDF: bytes that are no text
    wrong-encoding   text in an encoding that cannot be told
"""

from __future__ import annotations

import codecs
import re
from typing import Literal

import msgspec

from digest.errors import Problem

MediaType = Literal["text/html", "text/markdown", "text/plain"]

MAX_BYTES = 20_000_000
"""The largest clipping, in bytes: a saved page with its text is a tenth of it."""

MAX_LINES = 60_000
"""The longest clipping, in lines: a book has a third of it."""

MAX_TAGS = 200_000
"""The most tags of a page: the longest articles with all their comments have a tenth of it."""

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# First bytes of formats that people clip by mistake (file signatures as listed by the formats' own documents).
_MAGIC = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"RIFF": "a RIFF file (WebP, WAV, AVI)",
    b"\x1f\x8b": "a gzip archive",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ": "an xz archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"\x28\xb5\x2f\xfd": "a zstd archive",
    b"\x7fELF": "a program",
    b"{\\rtf": "an RTF document",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"SQLite format 3": "a database",
}
# HTML standard, "prescan a byte stream to determine its encoding": the declaration stands in the first 1,024 bytes.
_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.\-]{2,40})|"
    rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([A-Za-z0-9_.\-]{2,40})",
    re.I,
)
_HTML_START = re.compile(
    r"\s*(?:<!--.{0,4000}?-->\s*|<\?xml[^>]{0,200}\?>\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
# Elements in a row with nothing between them: markup, whether they are closed or not.
_ELEMENTS_START = re.compile(r"\s*(?:<(?:div|p|section|article|span|table|ul)\b[^<>]{0,2000}>\s*){4}", re.I)
_HTML_TAG = re.compile(
    r"</?(?:html|head|body|div|p|span|a|article|section|h[1-6]|ul|li|table|meta|script|br|img)\b[^<>]{0,2000}>", re.I
)
# What a text holds that somebody wrote as Markdown, with a piece that each of them has (looking for that alone is a
# hundred times faster); one of them stands in other texts too. The first two are links and pictures.
_MARKDOWN = (
    (
        "](",
        re.compile(r"(?<!!)\[[^\[\]\n]{1,200}\]\((?:https?://|mailto:|[/#.])[^()\s]{0,500}(?:\s\"[^\"\n]{0,200}\")?\)"),
    ),
    ("](", re.compile(r"!\[[^\[\]\n]{0,200}\]\([^()\s]{1,500}")),
    ("**", re.compile(r"(?<!\*)\*\*[^\s*][^*\n]{0,200}\*\*(?!\*)")),
    ("__", re.compile(r"(?<![\w_])__[^\s_][^_\n]{0,200}__(?![\w_])")),
    ("# ", re.compile(r"(?:\A|\n)#{1,6} \S")),
    ("```", re.compile(r"(?:\A|\n)```")),
    ("\n> ", re.compile(r"\n> \S")),
    ("]: http", re.compile(r"(?:\A|\n)\[[^\[\]\n]{1,80}\]: https?://\S")),
)
_SIGNS = 4
"""So many signs, links among them, make a text Markdown that does not begin with a title's."""
_TITLE_LINE = re.compile(r"\s*# \S")
_FRONT_MATTER = re.compile(
    r"---[ \t\r]*\n(?:[^\n]{0,2000}\n){0,200}?(?:title|date|url|source|authors?|tags|published|created|link)[ \t]*:"
    r"(?:[^\n]{0,2000}\n){1,200}?---[ \t\r]*(?:\n|\Z)",
    re.I,
)
_CONTROL = bytes(c for c in (*range(32), 127) if c not in b"\t\n\v\f\r\x1b")


class Decoded(msgspec.Struct, frozen=True):
    """A clipping as text."""

    text: str
    media_type: MediaType
    encoding: str
    """The encoding it was read with, as Python names it."""
    how: str
    """How the encoding was told."""


def decode(name: str, data: bytes) -> Decoded | Problem:
    """The text of `data`, or the one thing that is wrong with it; `name` only stands in the problem."""
    if not data.strip(b" \t\r\n\x0b\x0c"):
        return Problem(
            path=name, code="empty-file", message="the file is empty", hint="save the page or its text again"
        )
    if len(data) > MAX_BYTES:
        message = f"the file has more than {MAX_BYTES:,} bytes, the most that are read"
        return Problem(path=name, code="too-large", message=message, hint="keep the article and leave the rest out")
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            return _binary(name, f"this is {what}, not text")
    read = _read(data)
    if read is None:
        if b"\x00" in data[:4096]:
            return _binary(name, "the file holds NUL characters, as no text does")
        message = "the text's encoding cannot be told: it is not UTF-8, names none, and is not Windows-1252"
        return Problem(path=name, code="wrong-encoding", message=message, hint="save the file again as UTF-8")
    text, encoding, how = read
    if "\x00" in text:
        return _binary(name, "the file holds NUL characters, as no text does")
    if _controls(text) * 50 > len(text):
        return _binary(name, "the file holds more control characters than any text does")
    if (lines := text.count("\n")) > MAX_LINES:
        message = f"the file has {lines:,} lines; at most {MAX_LINES:,} are read"
        return Problem(path=name, code="too-large", message=message, hint="keep the article and leave the rest out")
    if not text.strip():
        return Problem(
            path=name, code="empty-file", message="the file holds only white space", hint="save the page again"
        )
    kind = media_type(text)
    if kind == "text/html" and (tags := text.count("<")) > MAX_TAGS:
        message = f"the page has {tags:,} tags; at most {MAX_TAGS:,} are read"
        return Problem(path=name, code="too-large", message=message, hint="keep the article and leave the rest out")
    return Decoded(text, kind, encoding, how)


def _controls(text: str) -> int:
    """How many control characters `text` has, other than white space and the one that begins colours."""
    raw = text.encode("utf-8", "surrogatepass")
    return len(raw) - len(raw.translate(None, _CONTROL))


def media_type(text: str) -> MediaType:
    """The media type, by what the text is made of.

    HTML when the text begins like a page or with elements in a row, or has at least one tag for every 400 characters of
    its first part and some element ends there: a text may speak of tags, but closes none. Markdown when it has front
    matter or is marked up in several of Markdown's ways.
    """
    if _FRONT_MATTER.match(text):
        return "text/markdown"
    if _HTML_START.match(text) or _ELEMENTS_START.match(text):
        return "text/html"
    head = text[:100_000]
    tags = sum(1 for _ in _HTML_TAG.finditer(head)) if "</" in head else 0
    if tags >= 4 and tags * 400 >= len(head):
        return "text/html"
    return "text/markdown" if _is_markdown(text[:20_000]) else "text/plain"


def _is_markdown(head: str) -> bool:
    titled = _TITLE_LINE.match(head) is not None
    if "](" not in head and "**" not in head and not titled:
        return False  # two searches instead of eight: most texts end here
    counts = [len(sign.findall(head)) if piece in head else 0 for piece, sign in _MARKDOWN]
    kinds = sum(count > 0 for count in counts)
    if titled:
        return kinds >= 2
    # A few signs stand in texts that somebody wrote about something else.
    return bool(counts[0] or counts[1]) and (counts[0] >= _SIGNS or (kinds >= 2 and sum(counts) >= _SIGNS))


def _binary(name: str, message: str) -> Problem:
    return Problem(path=name, code="binary-file", message=message, hint="import a saved page (HTML) or plain text")


def _read(data: bytes) -> tuple[str, str, str] | None:
    """The text, its encoding and how that was told."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            text = _try(data[len(bom) :], encoding)
            return (text, encoding, "byte order mark") if text is not None else None
    if (text := _try(data, "utf-8")) is not None:
        return text, "utf-8", "valid UTF-8"
    if b"\x00" in data:
        return None
    declared = _declared(data)
    if declared and (text := _try(data, declared)) is not None:
        return text, declared, "declared by the page"
    if declared == "utf-8":
        # One broken byte in a page that says UTF-8 is a broken byte, not another encoding.
        return data.decode("utf-8", "replace"), "utf-8", "declared by the page; broken bytes became U+FFFD"
    text = _try(data, "cp1252")
    return (text, "cp1252", "no other encoding fits") if text is not None and _looks_western(text) else None


def _declared(data: bytes) -> str:
    found = _CHARSET.search(data[:4096])
    name = codec((found[1] or found[2]).decode("ascii")) if found else ""
    return "" if name.startswith(("utf-16", "utf-32")) else name


def codec(label: str) -> str:
    """Python's name of the encoding that a page or a mail calls `label`; "" for none and for what encodes no text."""
    try:
        encoding = codecs.lookup(label.strip().lower())
    except (LookupError, ValueError):
        return ""
    if not getattr(encoding, "_is_text_encoding", True) or encoding.name.startswith(
        ("utf-7", "idna", "punycode", "unicode_escape", "raw_unicode", "undefined")
    ):
        return ""
    # HTML standard, section 13.2.3.2: pages labelled Latin-1 or ASCII are read as Windows-1252.
    return "cp1252" if encoding.name in ("iso8859-1", "ascii") else encoding.name


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, ValueError):
        return None


def _looks_western(text: str) -> bool:
    """Whether Windows-1252 gives words: mostly letters, spaces and ASCII, and no long run of accented signs."""
    high = sum(1 for c in text if ord(c) > 127)
    letters = sum(1 for c in text if ord(c) > 127 and (c.isalpha() or c in "“”‘’–—…•«»€£©®™°§"))
    return high * 4 < len(text) and letters * 10 >= high * 8 and not _controls(text)
