"""HTML that is nothing but a text (a feed's entry, a newsletter) -> lines with their Markdown marks.

No engine looks for the main part here: all of it is. Only what no reader sees is left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from digest.clip import text as plain
from digest.clip.draft import Cut, Line
from digest.text import visible, without_forbidden

MAX_MARKUP = 4_000_000
"""The longest fragment, in code points, that is taken apart as a tree; of a longer one the visible text is read."""

_BLOCK_NAMES = (
    "address article aside blockquote body br caption center dd details div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody td tfoot th thead tr ul"
)
_HIDDEN_NAMES = (
    "script style head title template noscript svg math object embed iframe select button textarea audio video"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_HIDDEN = frozenset(_HIDDEN_NAMES.split())
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|max-height\s*:\s*0(?![.\d])", re.I)
_MARKS = {"li": "- ", "blockquote": "> ", **{f"h{n}": "## " for n in range(1, 7)}}
_EMBEDDED = re.compile(r"data:[\w/+.-]{3,60};base64,[A-Za-z0-9+/=%\s]*+")


def lines_of(markup: str) -> tuple[list[Line], list[str]]:
    """The lines that a reader sees, numbered from 1, and notes of what was changed everywhere in them."""
    rows = _rows(_EMBEDDED.sub("data:,", markup))
    # One line of the tree is one line of the text, so that a mark finds its line again.
    flat = [" ".join(text.split()) for text, _ in rows]
    lines, notes = plain.to_lines("\n".join(flat))
    return [Line(line.number, line.text, rows[line.number - 1][1]) for line in lines if line.text], notes


def without_furniture(lines: Sequence[Line], furniture: re.Pattern[str], rule: str) -> tuple[list[Line], list[Cut]]:
    """The lines that do not match `furniture` as a whole, and cuts of those that do."""
    cuts = [Cut(line.number, line.text, rule) for line in lines if line.text and furniture.fullmatch(line.text)]
    gone = {cut.line for cut in cuts}
    return [line for line in lines if line.number not in gone], cuts


def _rows(markup: str) -> list[tuple[str, str]]:
    """(text, mark) of each block, in order."""
    tree = _tree(markup) if len(markup) <= MAX_MARKUP else None
    if tree is None:
        from digest.clip.page import main

        return [(row, "") for row in main.visible(markup).split("\n") if row.strip()]
    return _Walk().walk(tree)


def _tree(markup: str) -> Any:
    from lxml import etree

    # Without `huge_tree` everything below a depth of 256 elements is lost, and with it everything below 2,048.
    parser = etree.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    try:
        tree = etree.fromstring(f"<div>{without_forbidden(markup)}</div>", parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    return None if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log) else tree


class _Walk:
    """One walk through a tree: no recursion, so that no depth of nesting is too much."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, str]] = []
        self.pending: list[str] = []
        self.marks: list[str] = [""]
        self.hidden = 0

    def walk(self, tree: Any) -> list[tuple[str, str]]:
        from lxml.etree import iterwalk

        for event, element in iterwalk(tree, events=("start", "end")):
            tag = element.tag if isinstance(element.tag, str) else "script"
            if event == "start":
                self._open(element, tag)
            else:
                self._close(element, tag)
        self._flush()
        return self.rows

    def _open(self, element: Any, tag: str) -> None:
        if self.hidden or tag in _HIDDEN or "hidden" in element.attrib or _UNSEEN.search(element.get("style") or ""):
            self.hidden += 1
            return
        if tag in _BLOCKS:
            self._flush()
        if tag in _MARKS:
            self.marks.append(_MARKS[tag])
        self._take(element.text)

    def _close(self, element: Any, tag: str) -> None:
        if self.hidden:
            self.hidden -= 1
        else:
            if tag in _BLOCKS:
                self._flush()
            if tag in _MARKS:
                self.marks.pop()
        if not self.hidden:
            self._take(element.tail)

    def _take(self, text: str | None) -> None:
        if text:
            self.pending.append(text)

    def _flush(self) -> None:
        text = " ".join("".join(self.pending).split())
        self.pending.clear()
        if visible(text.replace("\u034f", "")):  # mails fill their preview with joiners that nobody sees
            self.rows.append((text, self.marks[-1]))
