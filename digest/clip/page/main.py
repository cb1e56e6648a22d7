"""The main text of a saved page as lines with their Markdown marks; trafilatura finds it."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from digest.clip.draft import Line

_BLOCKS = {"p": "", "head": "## ", "item": "- ", "quote": "> ", "cell": "", "code": "", "ab": ""}


def main_lines(tree: Any) -> Iterator[Line]:
    """The main text as lines with their Markdown marks; nothing when the engine finds none."""
    from trafilatura import bare_extraction

    try:
        found = bare_extraction(
            tree, include_comments=False, include_tables=True, with_metadata=False, include_formatting=False
        )
        body = getattr(found, "body", None)
    except Exception:  # the engine on any page: see the module
        return
    if body is None:
        return
    number = 0
    for element in body.iter():
        if element.tag in _BLOCKS and not any(child.tag in _BLOCKS for child in element.iterdescendants()):
            for row in "".join(element.itertext()).split("\n"):
                if row.strip():
                    number += 1
                    yield Line(number, " ".join(row.split()), _mark(element))
        elif element.tag in _BLOCKS and element.text and element.text.strip():
            number += 1
            yield Line(number, " ".join(element.text.split()), _mark(element))


def _mark(element: Any) -> str:
    mark = _BLOCKS[element.tag]
    parent = element.getparent()
    return "> " if not mark and parent is not None and parent.tag == "quote" else mark


class _Text(HTMLParser):
    """The visible text of a page, a line for each block; for pages that the engine cannot read."""

    skip = frozenset({"script", "style", "noscript", "template", "svg", "head", "select", "button"})
    inline = frozenset(
        {
            "a",
            "b",
            "i",
            "em",
            "strong",
            "span",
            "u",
            "small",
            "sup",
            "sub",
            "mark",
            "time",
            "abbr",
            "q",
            "cite",
            "font",
            "wbr",
            "code",
        }
    )

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._hidden = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self._hidden and tag in self.skip:
            self._hidden = tag
        if tag not in self.inline:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._hidden:
            self._hidden = ""
        if tag not in self.inline:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.pieces.append(data.replace("\n", " "))


def visible(text: str) -> str:
    """The visible text of a page of any size and depth, a line for each block."""
    parser = _Text()
    try:
        parser.feed(text)
        parser.close()
    except (ValueError, AssertionError, RecursionError):
        pass
    return "".join(parser.pieces)
