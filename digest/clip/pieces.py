"""A piece of a container that is the text of an article and nothing else -> page.

The container has found the text and says what it is called; so neither is looked for. The rules for furniture and
front matter inside a text are those of plain text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import msgspec

from digest.clip import marked
from digest.clip import text as plain
from digest.clip.containers import fragment, mail
from digest.clip.containers.piece import Piece, problem, too_large
from digest.clip.draft import Cut, Evidence, Line, Options, Page
from digest.clip.given import with_given
from digest.clip.metadata import canonical_url
from digest.errors import Problem
from digest.model import Source
from digest.text import first_words

IMPORTERS: Mapping[str, str] = {
    "application/feed+json": "feed/1",
    "message/rfc822": "mail/1",
    "application/json": "record/1",
}
"""Media type of the raw piece -> the name of its importer in the article's record."""

_FEED = re.compile(
    r"The post .{1,300} (?:appeared first on|first appeared on) .{1,100}|"
    r"(?:continue reading|read more|read the rest)\b.{0,100}",
    re.I,
)
# Lines that programs add to what they send, by the media type of the raw piece: whole lines, with the rule's name.
_FURNITURE = {
    "application/feed+json": (_FEED, "feed-furniture"),
    "message/rfc822": (mail.FURNITURE, "mail-furniture"),
}


MAX_TEXT = 8_000_000
"""The longest text of a piece, in code points with its markup: twice what an article may have."""
MAX_LINES = 50_000


def _made(title: str) -> tuple[Evidence, ...]:
    why = "the text is one paragraph"
    return (Evidence("title", title, "the text", "title-from-body", True, why),) if title else ()


def _opening(lines: Sequence[Line]) -> str:
    """The first words of a text of one paragraph: it has no line that is its title."""
    full = [line.text for line in lines if line.text]
    if len(full) != 1:
        return ""
    end = first_words(full[0][:300], 14)
    return full[0] if end >= len(full[0]) else full[0][:end].rstrip(" ,;:") + "…"


def read(piece: Piece, sources: Mapping[str, Source], options: Options) -> Page | Problem:
    """The page of a piece whose form is a fragment, plain text or Markdown; a problem for one that is no article."""
    if len(piece.text) > MAX_TEXT:
        return too_large(piece.name, MAX_TEXT)
    if piece.form == "markdown":
        return marked.read(piece.name, piece.text, sources, options, piece.given)
    lines, notes = fragment.lines_of(piece.text) if piece.form == "fragment" else plain.to_lines(piece.text)
    if len(lines) > MAX_LINES:
        return problem(piece.name, "too-large", f"there are {len(lines):,} lines of text", "import it in parts")
    cuts: list[Cut] = []
    if piece.media_type in _FURNITURE:
        lines, cuts = fragment.without_furniture(lines, *_FURNITURE[piece.media_type])
    given = piece.given
    opening = "" if given.title else _opening(lines)
    # A text of one paragraph has no line that is its title; the words taken for one stay in the text.
    title = given.title.value if given.title else opening and " "
    page = plain.normalise_body(lines, title, notes, sources, options, given.urls, given.names)
    page = msgspec.structs.replace(
        page,
        title=opening or page.title,
        evidence=(*_made(opening), *page.evidence),
        importer=IMPORTERS.get(piece.media_type, page.importer),
        cuts=tuple(sorted((*page.cuts, *cuts), key=lambda cut: cut.line)),
        url=page.url if canonical_url(page.url) else "",
    )
    return with_given(page, given, options, sources)
