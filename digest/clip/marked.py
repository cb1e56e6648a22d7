"""A clipping in Markdown -> draft. What is marked up stays as it is written; its front matter becomes metadata.

Web clippers and note programs write such files. The text goes through the normaliser of plain text too, but only for
what it finds (dates, names, the source): nothing is cut from a text that somebody has formatted already.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import msgspec

from digest.clip import text as plain
from digest.clip.containers import values
from digest.clip.containers.columns import fields_of
from digest.clip.draft import Evidence, Options, Page
from digest.clip.given import Given, with_given
from digest.clip.metadata import Candidate
from digest.content import frontmatter
from digest.errors import Problem
from digest.model import Source
from digest.text import nfc, without_forbidden

IMPORTER = "markdown/1"

_BREAKS = re.compile("\r\n?|[\u0085\u2028\u2029\x0b\x0c]")
_HEADING = re.compile(
    r"\A\s*(?:#[ \t]+(?P<atx>[^\n]{1,400}?)[ \t#]*(?:\n|\Z)|(?P<setext>\S[^\n]{0,400})\n=+[ \t]*(?:\n|\Z))"
)
_MARKS = re.compile(r"^\s{0,3}(?:#{1,6}\s+|>\s?|[-*+]\s+|\d{1,9}[.)]\s+|```.*|~~~.*|={3,}\s*|-{3,}\s*)")
_LINKS = re.compile(r"!?\[([^\[\]]{0,400})\](?:\([^()\s]{0,2000}(?:\s\"[^\"]{0,400}\")?\)|\[[^\[\]]{0,200}\])")
_SIGNS = re.compile(r"(\*\*|__|`+|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w))")
_WIKILINK = re.compile(r"\[\[(?:[^\[\]|]{1,200}\|)?([^\[\]|]{1,200})\]\]")


def read(name: str, text: str, sources: Mapping[str, Source], options: Options, given: Given | None = None) -> Page:
    """The page of a Markdown clipping; `given` is what a container says about it, before its own front matter."""
    text = _BREAKS.sub("\n", nfc(text))
    meta, body, warnings = split(name, text)
    body = without_forbidden(body).strip("\n").rstrip()
    said = _merged(given or Given(), meta)
    heading = _HEADING.match(body)
    first = _unmarked(heading["atx"] or heading["setext"]) if heading else ""
    if heading and (said.title is None or _same(said.title.value, first)):
        body = body[heading.end() :].lstrip("\n")
        if said.title is None:
            said = msgspec.structs.replace(said, title=Candidate(first[: values.MAX_TITLE], "first heading", "heading"))
    title = said.title.value if said.title else ""
    rows, notes = plain.to_lines("\n".join(_unmarked(row) for row in body.split("\n")))
    found = plain.normalise_body(rows, title, notes, sources, options, said.urls, said.names)
    page = msgspec.structs.replace(
        found,
        importer=IMPORTER,
        title=title or found.title,
        body=body,
        cuts=(),
        moved=(),
        captions=(),
        references=(),
        desk="",
        evidence=tuple(_left_in(e) for e in found.evidence if e.field != "desk"),
        warnings=(*found.warnings, *warnings),
        lines=text.count("\n") + 1,
    )
    return with_given(page, said, options, sources)


def _left_in(item: Evidence) -> Evidence:
    """A title that was found in the text stands there still: the text is left as it is written."""
    return msgspec.structs.replace(item, rule="title-from-body") if item.field == "title" else item


def split(name: str, text: str) -> tuple[Given, str, list[Problem]]:
    """What the front matter says, the body, and warnings about front matter that cannot be read."""
    if not text.startswith("---"):
        return Given(), text, []
    document = frontmatter.parse(text)
    if document.meta is None or not isinstance(document.meta.value, dict):
        hint = "it was imported as part of the text"
        found = [
            Problem(path=name, line=m.line, code=m.code, message=m.message, hint=m.hint or hint, severity="warning")
            for m in document.mistakes[:3]
        ]
        return Given(), text, found
    meta = frontmatter.plain(document.meta)
    assert isinstance(meta, dict)
    return _given(dict(meta)), document.body, []


def _given(meta: Mapping[str, object]) -> Given:
    fields = dict(fields_of({key: _unlinked(value) for key, value in meta.items()}, "front matter"))
    fields.pop("body", None)
    # Web clippers write the page's address under “source”.
    if "source" in fields and values.address(fields["source"][0]):
        fields.setdefault("url", fields["source"])
        del fields["source"]
    return values.given(fields, "front-matter")


def _unlinked(value: object) -> object:
    if isinstance(value, str):
        return _WIKILINK.sub(r"\1", value)
    return [_unlinked(item) for item in value] if isinstance(value, Sequence) else value


def _merged(first: Given, second: Given) -> Given:
    """The candidates of `first`, and where it has none those of `second`."""
    fields = first.__struct_fields__
    return Given(**{field: getattr(first, field) or getattr(second, field) for field in fields})


def _unmarked(row: str) -> str:
    """A line without Markdown's signs, as a reader sees it."""
    return " ".join(_SIGNS.sub("", _LINKS.sub(r"\1", _MARKS.sub("", row))).replace("\\", "").split())


def _same(one: str, other: str) -> bool:
    return "".join(filter(str.isalnum, one.casefold())) == "".join(filter(str.isalnum, other.casefold()))
