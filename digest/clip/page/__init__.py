"""A saved page -> draft. `page.main` finds the main text; what the page says about itself comes from `page.about` and
is weighed in `page.values`.

Nothing is fetched: the page is a value. A page that is too large, too deep or too broken for that goes the way of a
plain-text dump with all its visible text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from digest.clip import text as plain
from digest.clip.draft import Line, Moved, Options, Page
from digest.clip.page.main import FEW, MainText, main_text, parse, size, visible
from digest.clip.page.values import IMPORTER, headline_of, said_by, with_values
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
    found = _main_text(tree, text, said.urls[0].value if said.urls else options.url)
    if found is None:
        return _visible(name, text, sources, options)
    lines = found.lines
    if size(line.text for line in lines) < FEW:
        page = _visible(name, text, sources, options)
        if not lines or len(page.body) >= 100:
            return with_values(page, said, page.body, sources, options, page.title)
    marked, notes = _with_marks(lines)
    if found.left:
        notes.append(f"blocks of text outside the article were left out: {found.left}")
    title = headline_of(said, sources, options, [line.text for line in marked])
    page = plain.normalise_body(marked, title, notes, sources, options, [c.value for c in said.urls], said.sites)
    return with_values(_with_captions(page, found.captions), said, page.body, sources, options, title)


def _main_text(tree: Any, text: str, base: str) -> MainText | None:
    try:
        return main_text(tree, text, base)
    except RecursionError:
        return None


def _with_marks(lines: Sequence[Line]) -> tuple[list[Line], list[str]]:
    """The lines with their characters put right. A line whose characters changed loses its inline Markdown."""
    rows, notes = plain.to_lines("\n".join(line.text for line in lines))
    if len(rows) != len(lines):
        return rows, notes
    return [
        line if row.text == line.text else Line(line.number, row.text, line.mark)
        for row, line in zip(rows, lines, strict=True)
    ], notes


def _with_captions(page: Page, captions: Sequence[str]) -> Page:
    """The page with the captions that its markup tells; the body does not have them."""
    new = [caption for caption in captions if caption not in page.captions]
    moved = tuple(Moved(page.lines, caption, "captions", "figure-caption") for caption in new)
    return msgspec.structs.replace(page, captions=(*page.captions, *new), moved=(*page.moved, *moved))


def _visible(name: str, text: str, sources: Mapping[str, Source], options: Options) -> Page:
    page = plain.read(name, visible(text), sources, options)
    return msgspec.structs.replace(page, importer=IMPORTER)
