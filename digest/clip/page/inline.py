"""Kept blocks -> lines: each with the mark of its element, and with its links, emphasis and line breaks as Markdown.

Only http(s) addresses become links, absolute and without tracking parameters; everything else keeps its words. A small
table of data becomes a Markdown table, a row a line; the cells of a table that lays a page out are paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urljoin

from digest.clip.draft import Line
from digest.clip.markdown import BREAK, CODE, EMPHASIS, STRONG, code, linked, marked
from digest.clip.metadata import canonical_url
from digest.clip.page.blocks import LINE_BREAK, Block, Node

_HEADINGS = {"h1": "## ", "h2": "## ", "h3": "### ", "h4": "#### ", "h5": "##### ", "h6": "###### "}
_LISTS = frozenset(("ul", "ol", "menu"))
_CELLS = frozenset(("td", "th"))
_SPACE = re.compile(r"\s+")
MAX_CELL = 300
"""The longest cell of a Markdown table, in code points."""


def lines_of(nodes: Sequence[Node], kept: Sequence[Block], base: str) -> list[Line]:
    """The lines of the kept blocks, each with its block's place in the page."""
    found: list[Line] = []
    tables = _tables(nodes, kept)
    items: set[int] = set()
    level = -1
    index = 0
    while index < len(kept):
        block = kept[index]
        if block.number in tables:
            row = tables[block.number]
            cells = [_cell(nodes, cell, base) for cell in row]
            found.append(Line(block.place, " ".join(cell.text for cell in row), "| ", f"| {' | '.join(cells)} |"))
            index += len(row)
            level = -1
            continue
        mark, level = _mark(nodes, block.node, items, level)
        found.append(Line(block.place, block.text, mark, _markdown(nodes, block, mark, base)))
        index += 1
    return found


def _mark(nodes: Sequence[Node], at: int, items: set[int], level: int) -> tuple[str, int]:
    """The mark of a block's line and its level in a list; -1 outside. `items` are the list items that have theirs."""
    inner = at
    depth = -1
    item = -1
    quoted = False
    while at >= 0:
        tag = nodes[at].tag
        if tag in _HEADINGS and item < 0:
            return _HEADINGS[tag], -1
        if tag == "pre" and at == inner:
            return "```", -1
        if tag == "li" and item < 0:
            item = at
        elif tag in _LISTS:
            depth += item >= 0
        elif tag == "blockquote":
            quoted = True
        at = nodes[at].parent
    if item >= 0 and item not in items:
        items.add(item)
        level = min(depth, level + 1) if depth > 0 else 0
        return "    " * level + _bullet(nodes, item), level
    return ("> ", -1) if quoted else ("", -1)


def _bullet(nodes: Sequence[Node], item: int) -> str:
    element = nodes[item].element
    parent = element.getparent()
    if parent is None or parent.tag != "ol":
        return "- "
    start = parent.get("start") or "1"
    first = int(start) if re.fullmatch(r"\d{1,6}", start) else 1
    return f"{first + sum(1 for _ in element.itersiblings('li', preceding=True))}. "


# -------------------------------------------------------------------------------------------------------------- inline


def _markdown(nodes: Sequence[Node], block: Block, mark: str, base: str) -> str:
    """The block as inline Markdown; "" when its plain text says it all."""
    if mark == "```":
        return code("".join(text for text, _, _ in block.pieces))
    runs = list(_runs(block, base, plain=mark.startswith("#")))
    return marked(runs) if len(runs) > 1 or any(address or style for _, address, style in runs) else ""


def _cell(nodes: Sequence[Node], cell: Block, base: str) -> str:
    text = marked(list(_runs(cell, base, plain=nodes[cell.node].tag == "th"))).replace(BREAK, " ")
    return text.replace("|", "\\|")


def _runs(block: Block, base: str, plain: bool) -> Iterator[tuple[str, str, int]]:
    """The block's pieces as (text, address, style): spaces joined, equal neighbours joined, addresses absolute.

    A block set in one style throughout, as captions and leads are, has no emphasis; nor has a `plain` one.
    """
    styles = {style for text, _, style in block.pieces if not text.isspace()}
    whole = plain or (len(styles) == 1 and not styles & {CODE})
    held: tuple[str, str, int] | None = None
    space = True
    for text, address, style in block.pieces:
        if text == LINE_BREAK[0]:
            piece = (BREAK, "", 0)
            space = True
        else:
            text = _SPACE.sub(" ", text)
            text = text.lstrip() if space else text
            if not text:
                continue
            space = text.endswith(" ")
            piece = (text, _absolute(address, base), 0 if whole else style & (STRONG | EMPHASIS | CODE))
        if held and held[1:] == piece[1:] and BREAK not in (held[0], piece[0]):
            held = (held[0] + piece[0], *held[1:])
            continue
        if held:
            yield held
        held = piece
    if held and held[0] != BREAK:
        yield held


def _absolute(address: str, base: str) -> str:
    """The address as a link may hold it; "" for one that is not safe, or that leads to another place of the page."""
    if not address or address.startswith("#"):
        return ""
    try:
        whole = canonical_url(urljoin(base, address))
    except ValueError:
        return ""
    return "" if "#" in address and whole == base else linked(whole)


# -------------------------------------------------------------------------------------------------------------- tables


def _tables(nodes: Sequence[Node], kept: Sequence[Block]) -> dict[int, list[Block]]:
    """Rows of tables of data: the number of the row's first block -> its blocks.

    A table is one of data when it has two rows and more, each with as many cells, two to eight, and each cell is one
    short block.
    """
    tables: dict[int, dict[int, list[Block]]] = {}
    for block in kept:
        row = nodes[block.node].parent
        table = row
        while table >= 0 and nodes[table].tag in ("tr", "tbody", "thead", "tfoot"):
            table = nodes[table].parent
        if nodes[block.node].tag in _CELLS and row >= 0 and nodes[row].tag == "tr" and nodes[table].tag == "table":
            tables.setdefault(table, {}).setdefault(row, []).append(block)
    found: dict[int, list[Block]] = {}
    for rows in tables.values():
        widths = {len(row) for row in rows.values()}
        cells = [cell for row in rows.values() for cell in row]
        if (
            len(rows) < 2
            or len(widths) > 1
            or not 2 <= max(widths) <= 8
            or len({cell.node for cell in cells}) < len(cells)
            or max(len(cell.text) for cell in cells) > MAX_CELL
            or cells[-1].number - cells[0].number >= len(cells)
        ):
            continue
        found |= {row[0].number: row for row in rows.values()}
    return found
