"""A page's lxml tree -> its blocks of visible text, in order: one walk over the tree, nothing decided yet.

A block is a run of text that no block element interrupts: a paragraph, a heading, a list item, a table cell, the loose
text of a div. It keeps its inline pieces, so links and emphasis survive, and the node it stands in.
"""

from __future__ import annotations

import re
from typing import Any

from digest.clip.markdown import CODE, EMPHASIS, STRONG

SKIPPED = frozenset((
    "script", "style", "noscript", "template", "svg", "select", "button", "iframe", "object", "embed",
    "canvas", "video", "audio", "head", "textarea", "math", "map", "input", "link", "meta", "option",
    "datalist", "progress", "dialog",
))  # fmt: skip
INLINE = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "ins", "kbd", "label", "mark", "nobr", "q", "rb", "rp", "rt", "ruby", "s", "samp", "small", "span",
    "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "o:p", "strapline", "g-emoji",
    "amp-fit-text", "relative-time",
))  # fmt: skip
LINE_BREAK = ("\x0b", "", 0)
"""The piece that stands for <br>; no text of a page is a vertical tab."""
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
MAX_DEPTH = 250
"""How deep elements may be nested: libxml2 itself stops at 256, and the walk recurses."""

_STYLES = {"b": STRONG, "strong": STRONG, "i": EMPHASIS, "em": EMPHASIS, "code": CODE, "kbd": CODE, "samp": CODE}
_SPACES = re.compile(r"\s\s+")
# What breaks words and shows nothing: soft hyphens, zero-width spaces, word joiners, byte order marks.
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")


class Node:
    """An element that may hold blocks. Its sums are filled in by `blocks_of`."""

    __slots__ = ("chars", "count", "depth", "element", "full", "links", "parent", "prose", "tag")

    def __init__(self, element: Any, parent: int, tag: str, depth: int) -> None:
        self.element = element
        self.parent = parent
        self.tag = tag
        self.depth = depth
        self.chars = 0
        self.links = 0
        self.prose = 0
        self.count = 0
        self.full = 0


class Block:
    """A run of text. `pieces` are (text, address, style) in order; a line break is the piece `LINE_BREAK`.

    `place` is its number in the page, counted from 1; `number` its index among the blocks outside menus, -1 for
    one inside.
    """

    __slots__ = ("links", "node", "number", "pieces", "place", "text")

    def __init__(self, node: int) -> None:
        self.pieces: list[tuple[str, str, int]] = []
        self.node = node
        self.text = ""
        self.links = 0
        self.number = -1
        self.place = 0


class _Walk:
    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.blocks: list[Block] = []
        self.open: Block | None = None

    def add(self, text: str, node: int, address: str, style: int) -> None:
        if self.open is None:
            if text.isspace():
                return
            self.open = Block(node)
        self.open.pieces.append((text, address, style))

    def close(self) -> None:
        block = self.open
        if block is not None:
            self.open = None
            self.blocks.append(block)

    def visit(self, element: Any, parent: int, depth: int) -> None:
        """A block element and everything in it."""
        if depth > MAX_DEPTH:
            raise RecursionError("elements are nested too deep")
        number = len(self.nodes)
        self.nodes.append(Node(element, parent, element.tag, depth))
        self.close()
        self.inside(element, number, depth, "", 0)
        self.close()

    def inside(self, element: Any, node: int, depth: int, address: str, style: int) -> None:
        if text := element.text:
            self.add(text, node, address, style)
        for child in element:
            tag = child.tag
            if tag in INLINE:
                if tag == "a":
                    self.inside(child, node, depth + 1, child.get("href") or "#", style)
                elif tag in _STYLES:
                    self.inside(child, node, depth + 1, address, style | _STYLES[tag])
                else:
                    self.inside(child, node, depth + 1, address, style)
            elif tag == "br":
                if self.open is not None:
                    self.open.pieces.append(LINE_BREAK)
            elif tag == "img" or tag.__class__ is not str or tag in SKIPPED:
                pass
            else:
                self.visit(child, node, depth + 1)
            if text := child.tail:
                self.add(text, node, address, style)


def blocks_of(root: Any) -> tuple[list[Node], list[Block]]:
    """The page's nodes and its blocks outside menus. RecursionError for a tree deeper than `MAX_DEPTH`."""
    nodes, blocks = every_block(root)
    return nodes, without_menus(nodes, blocks)


def every_block(root: Any) -> tuple[list[Node], list[Block]]:
    """The page's nodes and all of its blocks. RecursionError for a tree deeper than `MAX_DEPTH`."""
    walk = _Walk()
    walk.visit(root, -1, 0)
    parts = [part for block in walk.blocks for part in _split_breaks(block)]
    blocks = [block for block in parts if _has_text(block)]
    for place, block in enumerate(blocks, 1):
        block.place = place
        node = walk.nodes[block.node]
        length = len(block.text)
        node.chars += length
        node.links += min(block.links, length)
        node.full += 1
        node.count += 1
        if length >= 60 and block.links * 3 < length:
            node.prose += length
    for node in reversed(walk.nodes):
        if node.parent >= 0:
            above = walk.nodes[node.parent]
            above.chars += node.chars
            above.links += node.links
            above.prose += node.prose
            above.count += node.count
    return walk.nodes, blocks


def _has_text(block: Block) -> bool:
    """Fills in a block's text; whether it has any."""
    text = "".join([text for text, _, _ in block.pieces])
    if not text.isascii() and _INVISIBLE.search(text):
        text = _INVISIBLE.sub("", text)
        block.pieces = [(_INVISIBLE.sub("", piece), address, style) for piece, address, style in block.pieces]
    block.text = " ".join(text.split())
    block.links = sum([len(_SPACES.sub(" ", text)) for text, address, _ in block.pieces if address])
    return bool(block.text)


def without_menus(nodes: list[Node], blocks: list[Block]) -> list[Block]:
    """The blocks that do not stand in a menu: in an element made for one, or among many short links without prose."""
    menus: list[bool] = []
    for node in nodes:
        menus.append(
            (node.parent >= 0 and menus[node.parent])
            or node.tag in ("nav", "footer")
            or (node.count >= 6 and not node.prose and node.links > node.chars * 0.85 and node.chars < node.count * 30)
        )
    kept = [block for block in blocks if not menus[block.node]]
    for number, block in enumerate(kept):
        block.number = number
    return kept


def _split_breaks(block: Block) -> list[Block]:
    """A block with empty lines in it (two <br> in a row) as its paragraphs."""
    if block.pieces.count(LINE_BREAK) < 2:
        return [block]
    breaks = 0
    found = [Block(block.node)]
    for piece in block.pieces:
        if piece == LINE_BREAK:
            breaks += 1
            if breaks == 2:
                found.append(Block(block.node))
            if breaks < 2:
                found[-1].pieces.append(piece)
            continue
        if not piece[0].isspace():
            breaks = 0
        found[-1].pieces.append(piece)
    return found
