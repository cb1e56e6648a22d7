"""Trees add up: the row with the largest sum is the best."""

from __future__ import annotations

from itertools import product

from digest.clip.draft import Line
from digest.clip.head.scan import scan
from digest.clip.head.titles import candidates, features
from digest.clip.head.trees import best, value

TREES = [[0, 1.5, -1.0, [1, 0, 2.0, 4.0]], 0.5]


def test_a_row_walks_down_each_tree() -> None:
    assert [value(TREES, row) for row in ([1, 9], [2, 0], [2, 1])] == [-0.5, 2.5, 4.5]


def test_the_best_row_has_the_largest_sum_whatever_stands_beside_it() -> None:
    texts = ("Night ferry returns to the strait", "Shipping news", "By Ana Cruz", "The night ferry sailed again. " * 4)
    found = scan([Line(n, text) for n, text in enumerate(texts, 1)])
    rows = features(found, *candidates(found))
    for first, other in product(rows, rows):
        assert best([first, first]) == 0
        assert best([first, other]) == 1 - best([other, first]) or first == other
