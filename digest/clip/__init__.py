"""A raw clipping -> a draft article: bytes in, values out. No disk, no clock, no network (`clip.write` has the disk).

The names that others use:

    drafts           every clipping in a file: one of a page or a text, many of a feed, a mailbox, an archive
    draft            one clipping's draft, or what is wrong with it
    IMPORTERS        media type -> importer; the type is told from the content, never from the name
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

import msgspec

from digest.clip.decode import Decoded, decode
from digest.clip.draft import Cut, Draft, Evidence, Line, Moved, Options, Page, lay_out, written_digest
from digest.errors import Problem
from digest.model import Source

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


IMPORTERS: Mapping[str, Importer] = {"text/html": _html, "text/plain": _text}


def drafts(name: str, data: bytes, sources: Mapping[str, Source], options: Options) -> Iterator[Draft | Problem]:
    """The clippings in a file, in its order: a draft for each, or what is wrong with it. Never raises for any bytes."""
    made = draft(name, data, sources, options)
    if isinstance(made, Draft):
        yield made
    else:
        yield from made


def draft(name: str, data: bytes, sources: Mapping[str, Source], options: Options) -> Draft | list[Problem]:
    """The draft of one clipping, or the problems that stop its import. Pure; never raises for any bytes.

    `name` is the file's name as the caller gave it; it stands in the record of the draft and in problems. `sources`
    are the records by id. A draft may carry warnings of its own.
    """
    decoded = decode(name, data)
    if isinstance(decoded, Problem):
        return [decoded]
    page = IMPORTERS[decoded.media_type](name, decoded.text, sources, options)
    if not page.body and not page.captions:
        return [
            Problem(
                path=name,
                code="no-article",
                message="no article text was found in the file",
                hint="paste the article's text into a plain text file and import that",
            )
        ]
    if len(page.body.encode("utf-8", "replace")) > MAX_BODY:
        message = f"the article has more than {MAX_BODY:,} bytes of text"
        return [Problem(path=name, code="too-large", message=message, hint="import it in parts")]
    page = msgspec.structs.replace(
        page,
        normalised=(*_encoding(decoded), *page.normalised),
        warnings=(*page.warnings, *_warn(name, sources, options)),
    )
    return lay_out(name, data, page, options)


def _encoding(decoded: Decoded) -> tuple[str, ...]:
    return (
        ()
        if decoded.encoding == "utf-8" and decoded.how == "valid UTF-8"
        else (f"read as {decoded.encoding}: {decoded.how}",)
    )


def _warn(name: str, sources: Mapping[str, Source], options: Options) -> list[Problem]:
    if not options.source or options.source in sources:
        return []
    message = f"no record “{options.source}” in content/sources/"
    return [
        Problem(
            path=name,
            code="unknown-source",
            message=message,
            hint="make the record, or give the id of another",
            severity="warning",
        )
    ]
