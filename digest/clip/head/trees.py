"""Small decision trees, added up: what `benchmarks/train_head.py` learned about headlines, in trees.json.

A tree is a number, its value; or [feature, threshold, lower, higher]: `lower` holds for rows whose feature is at most
the threshold.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

Tree = Any
"""float | [int, float, Tree, Tree]"""
_FIRST = 16
"""How many trees look at every row; the others only at the `_LEFT` best."""
_LEFT = 3


@lru_cache(maxsize=1)
def _trees() -> list[Tree]:
    return msgspec.json.decode((Path(__file__).parent / "trees.json").read_bytes(), type=list[Any])


def best(rows: Sequence[Sequence[float]]) -> int:
    """The index of the row whose trees' values add up to the most; the first of equals."""
    trees = _trees()
    sums = [value(trees[:_FIRST], row) for row in rows]
    left = sorted(range(len(rows)), key=sums.__getitem__, reverse=True)[:_LEFT]
    rest = trees[_FIRST:]
    return max(left, key=lambda index: sums[index] + value(rest, rows[index]))


def value(trees: Sequence[Tree], row: Sequence[float]) -> float:
    """The sum of what each tree says of a row."""
    total = 0.0
    for node in trees:
        while node.__class__ is list:
            feature, threshold, lower, higher = node
            node = lower if row[feature] <= threshold else higher
        total += node
    return total
