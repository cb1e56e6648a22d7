"""How likely each block of a page belongs to its article: three small forests of decision trees, one after the other.

    first    judges every block by its place in the page (`features.PLACE`)
    second   judges again the blocks that the first leaves open, by their words and by what the first thinks around them
    third    when the second is in doubt: adds what trafilatura makes of the page

The trees stand in `weights.json`, which `benchmarks/train_page.py` writes; that script's docstring has the figures.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from math import exp
from pathlib import Path
from typing import Any, TypeAlias

import msgspec

from digest.clip.page.features import AROUND, PLACE, WORDING, Sheet, fold

WEIGHTS = Path(__file__).with_name("weights.json")
DOUBT = 0.075
"""From which share of doubtful text on a second opinion is asked for."""
OPEN = 0.04
"""Blocks that the first forest thinks less likely than this are out."""
_OUT = 0.001

Tree: TypeAlias = Any
"""[number of the column, threshold, tree for values up to it, tree for the others], or a leaf's number."""
Forest: TypeAlias = Callable[[Sequence[float]], float]
"""A row's probability."""
Opinion: TypeAlias = Callable[[], Sequence[str] | None]
"""Asks another extractor for the lines of the main text; None when it found nothing."""

AGREEMENT = ("shared of ours", "shared of theirs")
COLUMNS = {
    "first": PLACE,
    "second": (*PLACE, *WORDING, *AROUND),
    "third": (*PLACE, *WORDING, *AROUND, *AROUND, *AROUND, *AGREEMENT),
}


@cache
def weights() -> dict[str, list[Tree]]:
    found: dict[str, list[Tree]] = msgspec.json.decode(WEIGHTS.read_bytes())
    return found


@cache
def forests() -> dict[str, Forest]:
    return {name: grown(trees) for name, trees in weights().items()}


def grown(trees: Sequence[Tree]) -> Forest:
    """A forest as one Python expression of comparisons: six times as fast as walking its lists. A row's numbers are
    its arguments, and floats all of them: local variables of one type compare fastest."""
    names = ", ".join(f"x{column}" for column in range(max(map(_last, trees)) + 1))
    # Of the trees only numbers reach the expression: `_expression` passes all it takes through int and float.
    total: Callable[..., float] = eval(f"lambda {names}, *_: {' + '.join(map(_expression, trees))}", {})
    return lambda row: 1 / (1 + exp(-total(*map(float, row))))


def _last(tree: Tree) -> int:
    """The highest column that a tree asks for."""
    return max(int(tree[0]), _last(tree[2]), _last(tree[3])) if isinstance(tree, list) else 0


def _expression(tree: Tree) -> str:
    if not isinstance(tree, list):
        return repr(float(tree))
    column, threshold, low, high = tree
    return f"({_expression(low)} if x{int(column)} <= {float(threshold)!r} else {_expression(high)})"


def chances(sheet: Sheet, opinion: Opinion) -> list[float]:
    """For each block of the page, in order, how likely it belongs to the article."""
    forest = forests()
    first = [forest["first"](row) for row in sheet.place]
    still = [index for index, value in enumerate(first) if value > OPEN]
    rows = second_rows(sheet, first, still)
    second = _spread(len(first), still, [forest["second"](row) for row in rows])
    if doubt(sheet, second) <= DOUBT:
        return second
    lines = opinion()
    if lines is None:
        return second
    rows = third_rows(sheet, second, opinions(sheet, lines), still, rows)
    return _spread(len(first), still, [forest["third"](row) for row in rows])


def second_rows(sheet: Sheet, first: Sequence[float], still: Sequence[int]) -> list[list[float]]:
    """Rows of the second forest for the blocks `still` open."""
    around = sheet.around(first)
    return [[*sheet.place[index], *sheet.wording(index), *around.row(index)] for index in still]


def third_rows(
    sheet: Sheet, second: Sequence[float], other: Sequence[float], still: Sequence[int], rows: Sequence[list[float]]
) -> list[list[float]]:
    """Rows of the third forest: those of the second, and both opinions of the blocks around."""
    ours, theirs = sheet.around(second), sheet.around(other)
    shared = [size for size, a, b in zip(ours.sizes, second, other, strict=True) if a > 0.5 and b > 0.5]
    both = sum(shared)
    agreement = [
        both / max(1.0, sum(size for size, a in zip(ours.sizes, values, strict=True) if a > 0.5))
        for values in (second, other)
    ]
    return [[*row, *ours.row(index), *theirs.row(index), *agreement] for index, row in zip(still, rows, strict=True)]


def doubt(sheet: Sheet, values: Sequence[float]) -> float:
    """How much text may be judged wrongly, as a share of the text that is judged to belong to the article."""
    sizes = [len(block.text) / 6 + 1 for block in sheet.blocks]
    unsure = sum(min(value, 1 - value) * size for value, size in zip(values, sizes, strict=True))
    return unsure / max(20.0, sum(size for value, size in zip(values, sizes, strict=True) if value > 0.5))


def opinions(sheet: Sheet, lines: Sequence[str]) -> list[float]:
    """For each block, how much of it stands in the lines that another extractor found."""
    folded = [fold(line) for line in lines]
    joined, single = "".join(folded), set(folded)
    found = []
    for block in sheet.blocks:
        text = fold(block.text)
        if len(text) <= _PIECE:
            found.append(1.0 if (text in single if len(text) < _PIECE // 2 else text in joined) else 0.0)
        else:
            pieces = [text[at : at + _PIECE] for at in range(0, len(text) - _PIECE + 1, _PIECE)]
            found.append(sum(piece in joined for piece in pieces) / len(pieces))
    return found


_PIECE = 24


def _spread(count: int, at: Sequence[int], values: Sequence[float]) -> list[float]:
    found = [_OUT] * count
    for index, value in zip(at, values, strict=True):
        found[index] = value
    return found
