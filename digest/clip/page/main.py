"""The main text of a saved page as lines with their Markdown marks.

`blocks` cuts the page into blocks, `features` and `model` judge them, `inline` writes the kept ones as Markdown. Where
the forests are in doubt trafilatura is asked as well: other people's code on any bytes, so whatever it raises counts
as "found nothing".
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from html import parser as standard
from typing import Any

import msgspec
from lxml import etree
from lxml.html import HtmlComment, HtmlElement, HtmlEntity

from digest.clip.draft import Cut, Line, Moved
from digest.clip.page import left
from digest.clip.page.blocks import Block, every_block, without_menus
from digest.clip.page.features import Hints, Sheet
from digest.clip.page.inline import lines_of
from digest.clip.page.model import chances
from digest.clip.page.whole import together

MAX_BLOCKS = 20_000
"""A page with more blocks is read as visible text: no article has a tenth of it."""
SURE = 0.5
"""From which chance on a block is part of the article."""
SMALL = 12
"""A page of so few blocks holds hardly more than its article, and is unlike those the forests learned from: a block
of half that chance is kept."""
FEW = 150
"""With fewer bytes the article may have been missed: the likeliest blocks are taken then, sure or not."""
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_DOCTYPE = re.compile(r"^\s*<!doctype[^>]{0,500}>", re.I)
_SELF_CLOSED = re.compile(r"<html(\s[^<>]{0,500})?/>", re.I)


class MainText(msgspec.Struct, frozen=True):
    """What was found on a page."""

    lines: tuple[Line, ...] = ()
    moved: tuple[Moved, ...] = ()
    """Captions of the article's pictures, and lines that are its date."""
    cuts: tuple[Cut, ...] = ()
    """Every other block of visible text that is not in the lines, with the reasons."""
    blocks: int = 0
    """How many blocks of visible text there are: the last line's number."""


def parse(text: str) -> Any:
    """The lxml tree of a page; None when there is none."""
    # lxml refuses text that declares an encoding, libxml2 stumbles over strange doctypes and over "<html/>".
    bare = _DOCTYPE.sub("", _DECLARATION.sub("", text))
    bare = _SELF_CLOSED.sub(r"<html\1>", bare[:4096]) + bare[4096:]
    try:
        return etree.fromstring(bare.replace("\x00", "").encode("utf-8", "replace"), _parser())
    except (etree.LxmlError, ValueError):
        return None


def _parser() -> etree.HTMLParser[Any]:
    """A parser of elements of lxml.html, which htmldate and trafilatura ask for; that package's own parser calls
    Python for each element, to tell forms and fields from the others."""
    parser = etree.HTMLParser(encoding="utf-8", remove_pis=True, collect_ids=False, default_doctype=False)
    parser.set_element_class_lookup(
        etree.ElementDefaultClassLookup(element=HtmlElement, comment=HtmlComment, entity=HtmlEntity)
    )
    return parser


def main_text(tree: Any, text: str, base: str = "") -> MainText:
    """The article of a page; nothing when none is found. `text` is the page, `base` its address if known.

    Raises RecursionError for a tree that is too deep.
    """
    nodes, every = every_block(tree)
    blocks = without_menus(nodes, every)
    if not blocks or len(blocks) > MAX_BLOCKS:
        return MainText()
    sheet = Sheet(nodes, blocks, hints_of(tree))
    values = chances(sheet, lambda: [line.text for line in engine_lines(tree)] or None)
    kept = _kept(sheet, values)
    pictures = left.captions_in(sheet, kept)
    moved, cuts = left.taken(sheet, kept)
    moved += [Moved(block.place, block.text, "captions", "figure-caption") for block in pictures]
    gone = {piece.line for piece in moved} | {cut.line for cut in cuts}
    cuts += left.cuts_of(sheet, every, kept, gone)
    lines = lines_of(nodes, [block for block in kept if block.place not in gone], _base(tree, base))
    return MainText(tuple(lines), tuple(moved), tuple(cuts), len(every))


def size(texts: Iterable[str]) -> int:
    """How much texts say, in bytes of UTF-8: a Chinese sign says about as much as three letters."""
    return sum(len(text.encode("utf-8", "replace")) for text in texts)


def _kept(sheet: Sheet, values: list[float]) -> list[Block]:
    """The blocks of the article."""
    blocks = sheet.blocks
    threshold = SURE if len(blocks) > SMALL else SURE / 2
    kept = _over(sheet, values, threshold)
    if size(block.text for block in kept) < FEW and max(values) > 0.1:
        return _over(sheet, values, min(threshold, max(values) / 2))
    return kept


def _over(sheet: Sheet, values: list[float], threshold: float) -> list[Block]:
    found = together(sheet.nodes, sheet.blocks, values, threshold)
    return [block for block, value in zip(sheet.blocks, found, strict=True) if value > threshold]


def _base(tree: Any, base: str) -> str:
    for element in tree.iter("base"):
        return element.get("href") or base
    return base


def hints_of(tree: Any) -> Hints:
    """What the page's head says about its article: titles, summaries, the text itself."""
    titles = ["".join(element.itertext()) for element in list(tree.iter("title"))[:1]]
    summaries = []
    for meta in tree.iter("meta"):
        key = (meta.get("property") or meta.get("name") or "").lower()
        if key in ("og:title", "twitter:title"):
            titles.append(meta.get("content") or "")
        elif key in ("description", "og:description", "twitter:description"):
            summaries.append(meta.get("content") or "")
    body = ""
    for script in tree.iter("script"):
        text = script.text or ""
        if '"articleBody"' in text and "ld+json" in (script.get("type") or "").lower():
            body = max((body, *_article_bodies(text)), key=len)
    return Hints(titles, summaries, body)


_ARTICLE_BODY = re.compile(r'"articleBody"\s*:\s*("(?:[^"\\]|\\.)*+")', re.S)


def _article_bodies(text: str) -> Iterator[str]:
    """The texts that a JSON-LD script gives as an article's, without markup; the rest of the script may be broken."""
    for match in _ARTICLE_BODY.finditer(text):
        try:
            value = json.loads(match[1], strict=False)
        except ValueError:
            continue
        yield re.sub(r"<[^<>]{1,300}>", " ", html.unescape(html.unescape(value)))


# ---------------------------------------------------------------------------------------------------- second opinion

_ENGINE_BLOCKS = frozenset(("p", "head", "item", "quote", "cell", "code", "ab"))


def engine_lines(tree: Any) -> Iterator[Line]:
    """The main text as trafilatura finds it in a parsed page; nothing when it finds none.

    Takes comments, styles and scripts out of the tree, without which the engine is faster and finds the same.
    """
    from trafilatura import bare_extraction

    etree.strip_tags(tree, etree.Comment)
    for script in tree.iter("script"):
        if script.get("type") != "application/ld+json":
            script.tag = "style"
    etree.strip_elements(tree, "style", with_tail=False)
    try:
        found = bare_extraction(tree, include_comments=False, include_tables=True, with_metadata=False)
        body = getattr(found, "body", None)
    except Exception:  # the engine on any page: see the module
        return
    if body is None:
        return
    number = 0
    for element in body.iter():
        if element.tag not in _ENGINE_BLOCKS:
            continue
        whole = not any(child.tag in _ENGINE_BLOCKS for child in element.iterdescendants())
        for row in ("".join(element.itertext()) if whole else element.text or "").split("\n"):
            if row.strip():
                number += 1
                yield Line(number, " ".join(row.split()))


# ------------------------------------------------------------------------------------------------------ visible text


class _Text(standard.HTMLParser):
    """The visible text of a page, a line for each block; for pages that have no tree."""

    skip = frozenset((
        "script", "style", "noscript", "template", "svg", "head", "select", "button",
    ))  # fmt: skip
    inline = frozenset((
        "a", "b", "i", "em", "strong", "span", "u", "small", "sup", "sub", "mark", "time", "abbr", "q",
        "cite", "font", "wbr", "code",
    ))  # fmt: skip

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
