"""The values of the import stage: what a clipping becomes, what was cut from it, and why each value was chosen."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

import msgspec

from digest.content.frontmatter import Plain
from digest.dates import When
from digest.errors import Problem
from digest.text import digest, nfc, without_turns

KEY_ORDER = (
    "schema",
    "title",
    "date",
    "updated",
    "captured",
    "source",
    "url",
    "authors",
    "desk",
    "language",
    "keywords",
    "tags",
    "captions",
    "references",
    "status",
    "clipping",
)
"""The order of a draft's front matter: what identifies it, who and where, what it is about, how it came here."""


class Line(msgspec.Struct, frozen=True):
    """One line of a clipping's text."""

    number: int
    """Where it stands in the decoded file, counted from 1; for HTML, in the extracted text."""
    text: str
    """Its text: spaces joined, no white space at the ends; "" for a blank line."""
    mark: str = ""
    """The Markdown mark it is written with, as in "## " or "- "; "" for a paragraph."""
    markdown: str = ""
    """Its text as inline Markdown, where it has links, emphasis or line breaks; "" where `text` says it all. Whoever
    changes the text makes a new line and so loses it."""


class Cut(msgspec.Struct, frozen=True):
    """A piece of the clipping that is not in the draft."""

    line: int
    """The line it stood in, counted from 1."""
    text: str
    """The piece as it stood, spaces joined."""
    rule: str
    """The name of the rule that cut it."""


class Moved(msgspec.Struct, frozen=True):
    """A piece of the clipping that stands in the draft's front matter instead of its body."""

    line: int
    text: str
    field: str
    """The front matter key it went to."""
    rule: str


class Evidence(msgspec.Struct, frozen=True):
    """One value found for a front matter key: the chosen one of a field comes first, the others after it."""

    field: str
    value: str
    where: str
    """Where it was found: "line 3", "JSON-LD datePublished", "option --date"."""
    rule: str
    """The rule that found it."""
    chosen: bool = True
    why: str = ""
    """Why it was chosen, or why not."""


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What the caller says about the clippings; it wins over everything found in them."""

    date: When | None = None
    source: str = ""
    """The id of a source record."""
    tags: tuple[str, ...] = ()
    language: str = ""
    """A BCP 47 tag."""
    url: str = ""
    """Where the clipping was fetched; a page that names its own address knows better."""
    captured: When | None = None
    """When it was fetched."""
    mapping: tuple[tuple[str, str], ...] = ()
    """For records: (field of an article, column or key it stands in), as in ("date", "Erschienen am")."""


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """What an importer took out of one clipping, before the front matter is laid out."""

    importer: str
    """The importer and its version, as in "text/1"."""
    title: str
    date: When | None = None
    updated: When | None = None
    captured: When | None = None
    source: str | Mapping[str, str] = ""
    url: str = ""
    authors: tuple[str, ...] = ()
    desk: str = ""
    language: str = ""
    keywords: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    body: str = ""
    """Markdown paragraphs, a blank line between two."""
    cuts: tuple[Cut, ...] = ()
    moved: tuple[Moved, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    normalised: tuple[str, ...] = ()
    """What was changed everywhere and cut nowhere, as in "no-break spaces became spaces: 4"."""
    warnings: tuple[Problem, ...] = ()
    lines: int = 0
    """How many lines the text had."""


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """An article file about to be written."""

    name: str
    """The clipping's file name as the caller gave it."""
    meta: dict[str, Plain]
    """The front matter, in the order it is written."""
    body: str
    """Markdown, NFC, no white space at its ends: what reading the file gives back."""
    raw: bytes = b""
    """The clipping itself: the file's bytes, or those of its part in a feed, a mailbox or an archive."""
    media_type: str = "text/plain"
    """Of `raw`; it gives the kept clipping its file name's ending."""
    cuts: tuple[Cut, ...] = ()
    moved: tuple[Moved, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    normalised: tuple[str, ...] = ()
    warnings: tuple[Problem, ...] = ()
    """Mistakes that did not stop the import: a cut rule that is no regular expression."""
    lines: int = 0


def written_digest(value: Plain) -> str:
    """What `clipping.written` keeps of a value: the digest of a text, or of a list's or mapping's JSON.

    `digest import --update` replaces a value only while the value in the file still has this digest.
    """
    return digest(value) if isinstance(value, str) else digest(msgspec.json.encode(value))


def lay_out(name: str, data: bytes, page: Page, options: Options, media_type: str = "text/plain") -> Draft:
    """The draft of `page`: front matter in `KEY_ORDER` without empty keys, and the record of where it came from.

    `data` is the clipping itself, of `media_type`; its digest identifies the clipping.
    """
    body = clean(page.body, keep_lines=True)
    found: dict[str, Plain] = {
        "title": page.title,
        "date": page.date.edtf if page.date else "",
        "updated": page.updated.edtf if page.updated else "",
        "captured": page.captured.edtf if page.captured else "",
        "source": page.source,
        "url": page.url,
        "authors": page.authors,
        "desk": page.desk,
        "language": options.language or page.language,
        "keywords": page.keywords,
        "tags": options.tags,
        "captions": page.captions,
        "references": page.references,
    }
    kept = {key: _clean_plain(value) for key, value in found.items() if value}
    written: dict[str, Plain] = {key: written_digest(value) for key, value in kept.items()}
    written["body"] = written_digest(body)
    clipping: dict[str, Plain] = {
        "original": clean(name) or "clipping",
        "sha256": hashlib.sha256(data).hexdigest(),
        "importer": page.importer,
        "cuts": str(len(page.cuts)),
        "written": written,
    }
    kept |= {"schema": "1", "status": "inbox", "clipping": clipping}
    meta = {key: kept[key] for key in KEY_ORDER if key in kept}
    return Draft(
        name=name,
        meta=meta,
        body=body,
        raw=data,
        media_type=media_type,
        cuts=page.cuts,
        moved=page.moved,
        evidence=page.evidence,
        normalised=page.normalised,
        warnings=page.warnings,
        lines=page.lines,
    )


def clean(text: str, keep_lines: bool = False) -> str:
    """`text` as a file may hold it: NFC, nothing forbidden, no turns of direction, on one line unless `keep_lines`."""
    kept = without_turns(nfc(text))
    return kept.strip() if keep_lines else " ".join(kept.split())


def _clean_plain(value: Plain) -> Plain:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {clean(key): _clean_plain(item) for key, item in value.items()}
    assert isinstance(value, Sequence)
    return [_clean_plain(item) for item in value]
