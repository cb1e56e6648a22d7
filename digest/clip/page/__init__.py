"""A saved page -> draft. trafilatura finds the main text; what the page says about itself comes from
`page.about` and is weighed in `page.values`.

Nothing is fetched: the page is a value. The engine is other people's code on any bytes, so whatever it raises counts
as "found nothing", and the visible text then goes the way of a plain-text dump.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from digest.clip import text as plain
from digest.clip.body.boilerplate import words
from digest.clip.draft import Line, Options, Page
from digest.clip.page.main import main_lines, visible
from digest.clip.page.values import IMPORTER, headline_of, said_by, with_values
from digest.model import Source

MAX_MARKUP = 4_000_000
"""How much markup, in code points and without embedded files, the engine is given; beyond, visible text is read."""
_MAX_DEPTH = 250
# Pictures and fonts that a saved page holds in its own text: most of its size and none of its words.
_EMBEDDED = re.compile(r"data:[\w/+.-]{3,60};base64,[A-Za-z0-9+/=%\s]*+")


def read(name: str, text: str, sources: Mapping[str, Source], options: Options) -> Page:
    """The page of a saved web page. `name` only stands in problems."""
    text = _EMBEDDED.sub("data:,", text)
    tree = _tree(text) if len(text) <= MAX_MARKUP else None
    if tree is None:
        return _visible(name, text, sources, options)
    said = said_by(tree)
    lines = list(main_lines(tree))
    if sum(words(line.text) for line in lines) < 25:
        page = _visible(name, text, sources, options)
        lines = lines if len(page.body) < 100 else []
        if not lines:
            return with_values(page, said, page.body, sources, options, page.title)
    rows, notes = plain.to_lines("\n".join(line.text for line in lines))
    marked = (
        [Line(row.number, row.text, lines[row.number - 1].mark) for row in rows] if len(rows) == len(lines) else rows
    )
    title = headline_of(said, sources, options, [line.text for line in marked])
    page = plain.normalise_body(marked, title, notes, sources, options, [c.value for c in said.urls], said.sites)
    return with_values(page, said, page.body, sources, options, title)


def _tree(text: str) -> Any:
    from trafilatura import load_html

    try:
        tree = load_html(_without_declaration(text))
    except Exception:  # the engine's parser on any text: see the module
        return None
    return None if tree is None or _too_deep(tree) else tree


def _without_declaration(text: str) -> str:
    # lxml refuses a str that declares an encoding, and the text is decoded already.
    return re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", text)


def _too_deep(tree: Any) -> bool:
    """Whether elements are nested so deep that recursion inside the engine may exhaust the stack."""
    depth = 0
    from lxml.etree import iterwalk

    for event, _ in iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > _MAX_DEPTH:
            return True
    return False


def _visible(name: str, text: str, sources: Mapping[str, Source], options: Options) -> Page:
    page = plain.read(name, visible(text), sources, options)
    return msgspec.structs.replace(page, importer=IMPORTER)
