"""Lists and tables are kept or cut as wholes: a list without one of its items, or a table without its head, says
something else than the page does.
"""

from __future__ import annotations

from collections.abc import Sequence

from digest.clip.page.blocks import Block, Node

LIKELY = 0.6
"""A list or table that follows the article's text needs this share of the chance that a single block needs. On the
evaluation pages, judged by forests that had not seen their sites, nearly all of those so likely are the article's."""
_PARTS = {
    "ul": ("li",),
    "ol": ("li",),
    "menu": ("li",),
    "dl": ("dt", "dd"),
    "table": ("td", "th"),
}
_LONG = 400
"""A list or table whose blocks are longer on average, in code points, lays out a page."""


def together(nodes: Sequence[Node], blocks: Sequence[Block], chances: Sequence[float], threshold: float) -> list[float]:
    """The chances of the page's blocks, those of one list or table all alike: surely in or surely out.

    They decide by their mean, the long ones with more weight. Where the block before is in and most of the words are
    no links, less is asked of them.
    """
    found = list(chances)
    for group in wholes(nodes, blocks):
        sizes = [len(block.text) for block in group]
        total, first = sum(sizes), group[0].number
        mean = sum(chances[block.number] * size for block, size in zip(group, sizes, strict=True)) / total
        follows = first > 0 and found[first - 1] > threshold and 2 * sum(block.links for block in group) < total
        is_in = mean > (threshold * LIKELY if follows else threshold)
        for block in group:
            found[block.number] = max(mean, threshold + 0.01) if is_in else min(mean, threshold)
    return found


def wholes(nodes: Sequence[Node], blocks: Sequence[Block]) -> list[list[Block]]:
    """The blocks of each list and each table that has two and more; those of one inside another belong to the outer."""
    within: list[int] = []
    for number, node in enumerate(nodes):
        above = within[node.parent] if number else -1
        if above < 0 and node.tag in _PARTS and _is_whole(node):
            above = number
        within.append(above)
    found: dict[int, list[Block]] = {}
    for block in blocks:
        if within[block.node] >= 0:
            found.setdefault(within[block.node], []).append(block)
    return [group for group in found.values() if len(group) > 1]


def _is_whole(node: Node) -> bool:
    """Whether a list or table holds items or data; others lay out a page: long texts, many to an item or cell."""
    if node.count < 2 or node.chars > _LONG * node.count:
        return False
    if node.tag == "table" and next(node.element.iterdescendants("table"), None) is not None:
        return False
    return node.count <= 2 * sum(1 for _ in node.element.iter(*_PARTS[node.tag]))
