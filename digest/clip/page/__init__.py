"""A saved page -> draft. `page.main` finds the main text; what the page says about itself comes from `page.about` and
is weighed in `page.values`.

Nothing is fetched: the page is a value. A page that is too large, too deep or too broken for that goes the way of a
plain-text dump with all its visible text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import msgspec

from digest.clip import text as plain
from digest.clip.body.boilerplate import ends_sentence
from digest.clip.draft import Line, Moved, Options, Page
from digest.clip.head.find import from_body
from digest.clip.page.about import About
from digest.clip.page.blocks import MAX_DEPTH
from digest.clip.page.main import FEW, MainText, main_text, parse, size, visible
from digest.clip.page.people import without_authors
from digest.clip.page.values import IMPORTER, headline_of, said_by, with_values
from digest.errors import Problem
from digest.model import Source

MAX_MARKUP = 4_000_000
"""How much markup, in code points and without embedded files, is read as a page; beyond, its visible text is read."""
# Pictures and fonts that a saved page holds in its own text: most of its size and none of its words.
_EMBEDDED = re.compile(r"data:[\w/+.-]{3,60};base64,[A-Za-z0-9+/=%\s]*+")


def read(name: str, text: str, sources: Mapping[str, Source], options: Options) -> Page:
    """The page of a saved web page. `name` only stands in problems."""
    text = _EMBEDDED.sub("data:,", text)
    tree = parse(text) if len(text) <= MAX_MARKUP else None
    if tree is None:
        return _visible(name, text, sources, options)
    said = said_by(tree, text)
    try:
        found = main_text(tree, text, said.urls[0].value if said.urls else options.url)
    except RecursionError:
        return _too_deep(name, text, sources, options)
    lines = found.lines
    if size(line.text for line in lines) < FEW:
        page = _visible(name, text, sources, options)
        if len(page.body) >= 100 or not lines:
            return with_values(page, said, page.body, sources, options, page.title)
    unsigned, signed = without_authors(lines, said.authors)
    marked, notes = _with_marks(unsigned)
    title = headline_of(said, sources, options, [line.text for line in marked])
    made = "" if title else _opening(marked)
    # A sentence that a title was made of stays in the text: " " is no title, and no line is it.
    page = plain.normalise_body(marked, title or (made and " "), notes, sources, options, _urls(said), said.sites)
    return with_values(_with_left(page, found, signed), said, page.body, sources, options, title or made)


def _urls(said: About) -> list[str]:
    return [candidate.value for candidate in said.urls]


def _opening(lines: Sequence[Line]) -> str:
    """The title that is made of the first line where that is a sentence; "" where it may be a title itself."""
    first = lines[0]
    return "" if first.mark or not ends_sentence(first.text) else from_body(first.text)


def _with_marks(lines: Sequence[Line]) -> tuple[list[Line], list[str]]:
    """The lines with their characters put right. A line whose characters changed loses its inline Markdown."""
    rows, notes = plain.to_lines("\n".join(line.text for line in lines))
    if len(rows) != len(lines):
        return rows, notes
    return [
        line if row.text == line.text else Line(line.number, row.text, line.mark)
        for row, line in zip(rows, lines, strict=True)
    ], notes


def _with_left(page: Page, found: MainText, signed: Sequence[Moved]) -> Page:
    """The page with what of its markup is not in the main text: captions, lines that are its date, and the rest."""
    captions = [piece.text for piece in found.moved if piece.field == "captions"]
    return msgspec.structs.replace(
        page,
        captions=tuple(dict.fromkeys([*page.captions, *captions])),
        moved=tuple(sorted([*page.moved, *found.moved, *signed], key=lambda piece: piece.line)),
        cuts=tuple(sorted([*page.cuts, *found.cuts], key=lambda cut: cut.line)),
        lines=found.blocks,
    )


def _visible(name: str, text: str, sources: Mapping[str, Source], options: Options) -> Page:
    page = plain.read(name, visible(text), sources, options)
    return msgspec.structs.replace(page, importer=IMPORTER)


def _too_deep(name: str, text: str, sources: Mapping[str, Source], options: Options) -> Page:
    """The visible text of a page whose elements are nested too deep for its marks to be followed."""
    page = _visible(name, text, sources, options)
    message = f"elements are nested more than {MAX_DEPTH} deep: the page's visible text was read without its marks"
    hint = "compare the article with the page, or save its text as plain text"
    problem = Problem(path=name, code="too-deep", message=message, hint=hint, severity="warning")
    return msgspec.structs.replace(page, body=page.body or page.title, warnings=(*page.warnings, problem))
