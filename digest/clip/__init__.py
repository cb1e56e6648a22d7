"""A raw clipping -> a draft article: bytes in, values out. No disk, no clock, no network (`clip.write` has the disk).

The names that others use:

    drafts           every clipping in a file: one of a page or a text, many of a feed, a mailbox, an archive
    draft            the one clipping of a file that is a page or a text
    IMPORTERS        media type -> importer; the type is told from the content, never from the name
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from digest.clip.decode import Decoded, decode
from digest.clip.draft import Cut, Draft, Evidence, Line, Moved, Options, Page, lay_out, written_digest
from digest.errors import Problem
from digest.model import Source

if TYPE_CHECKING:
    from digest.clip.containers import Piece

__all__ = [
    "IMPORTERS",
    "Cut",
    "Draft",
    "Evidence",
    "Line",
    "Moved",
    "Options",
    "Page",
    "draft",
    "drafts",
    "written_digest",
]

MAX_BODY = 4_000_000
"""The longest body, in bytes of UTF-8: `content.load` reads no file over 4 MiB."""

Importer: TypeAlias = Callable[[str, str, Mapping[str, Source], Options], Page]
"""(name, text, sources, options) -> page. It never raises for any text, and reads nothing but its arguments."""


def _text(name: str, text: str, sources: Mapping[str, Source], options: Options) -> Page:
    from digest.clip import text as plain  # a build imports nothing, and it takes this package's way to `clip.timex`

    return plain.read(name, text, sources, options)


def _html(name: str, text: str, sources: Mapping[str, Source], options: Options) -> Page:
    from digest.clip import page  # trafilatura takes 400 ms to load, and plain text does without

    return page.read(name, text, sources, options)


def _markdown(name: str, text: str, sources: Mapping[str, Source], options: Options) -> Page:
    from digest.clip import marked

    return marked.read(name, text, sources, options)


IMPORTERS: Mapping[str, Importer] = {"text/html": _html, "text/markdown": _markdown, "text/plain": _text}


def drafts(name: str, data: bytes, sources: Mapping[str, Source], options: Options) -> Iterator[Draft | Problem]:
    """The clippings in a file, in its order: a draft for each, or what is wrong with it. Never raises for any bytes.

    `name` is the file's name as the caller gave it; it stands in the record of the draft and in problems. `sources`
    are the records by id. A draft may carry warnings of its own.
    """
    from digest.clip import containers

    for piece in containers.pieces(name, data, options):
        yield piece if isinstance(piece, Problem) else _draft(piece, sources, options)


def draft(name: str, data: bytes, sources: Mapping[str, Source], options: Options) -> Draft | list[Problem]:
    """The first clipping in a file, or the problems that stop its import."""
    found = list(drafts(name, data, sources, options))
    return next((made for made in found if isinstance(made, Draft)), [p for p in found if isinstance(p, Problem)])


def _draft(piece: Piece, sources: Mapping[str, Source], options: Options) -> Draft | Problem:
    """The draft of one clipping, or the problem that stops its import."""
    from digest.clip import given

    media_type = piece.media_type
    told = given.fetched(piece.given, options, whole=piece.form == "page")
    piece = msgspec.structs.replace(piece, given=told)
    if piece.form == "page":
        decoded = decode(piece.name, piece.content or piece.raw)
        if isinstance(decoded, Problem):
            return decoded
        if decoded.media_type != "text/html" and len(decoded.text) > 2 * MAX_BODY:
            return _too_large(piece.name)
        media_type = media_type or decoded.media_type
        page = IMPORTERS[decoded.media_type](piece.name, decoded.text, sources, options)
        page = msgspec.structs.replace(page, normalised=(*_encoding(decoded), *page.normalised))
        page = given.with_given(page, told, options, sources)
    else:
        from digest.clip import pieces

        read = pieces.read(piece, sources, options)
        if isinstance(read, Problem):
            return read
        page = read
    if not page.body and not page.captions and not (told.title and page.url):
        return _nothing(piece, media_type)
    if len(page.body.encode("utf-8", "replace")) > MAX_BODY:
        return _too_large(piece.name)
    page = msgspec.structs.replace(page, warnings=(*page.warnings, *_warn(piece.name, sources, options)))
    return lay_out(piece.name, piece.raw, page, options, media_type)


def _nothing(piece: Piece, media_type: str) -> Problem:
    message, hint = "no article text was found in the file", "save the page again, or paste its text into a text file"
    if piece.form != "page":
        message, hint = "there is no text, and no title with an address", "export it with its text or its address"
    elif media_type != "text/html":
        hint = "a text needs a headline and, on lines below it, at least one sentence"
    return Problem(path=piece.name, code="no-article", message=message, hint=hint)


def _too_large(name: str) -> Problem:
    message = f"the article has more than {MAX_BODY:,} bytes of text"
    return Problem(path=name, code="too-large", message=message, hint="import it in parts")


def _encoding(decoded: Decoded) -> tuple[str, ...]:
    plain = decoded.encoding == "utf-8" and decoded.how == "valid UTF-8"
    return () if plain else (f"read as {decoded.encoding}: {decoded.how}",)


def _warn(name: str, sources: Mapping[str, Source], options: Options) -> list[Problem]:
    if not options.source or options.source in sources:
        return []
    return [
        Problem(
            path=name,
            code="unknown-source",
            message=f"no record “{options.source}” in content/sources/",
            hint="make the record, or give the id of another",
            severity="warning",
        )
    ]
