"""Which lines of a text are its article: every line is weighed by its form, its place and its neighbours.

What `benchmarks/train_body.py` learned stands in weights.json. A line is weighed up to three times, and only as often
as it takes: by itself; with its surroundings; and, while the sum is near zero, by a forest of small decision trees.
Everything is a table indexed by the bins of `body.features`.

The trees are read all at once (QuickScorer: Lucchese and others, SIGIR 2015): a bit stands for each leaf, a feature's
value clears the leaves it rules out, and each tree's lowest bit left is where the line ends up.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from functools import lru_cache, reduce
from itertools import product
from operator import and_, getitem
from pathlib import Path
from typing import Any

import msgspec

from digest.clip.body.features import CUES, SENTENCE_ENDS, Form, Shape, around, form

LEAVES = 16
"""The most leaves of a tree."""
_MOST = 48
"""More values than any column has."""
KEPT = 30_000
"""How many shapes of lines are kept."""
DOUBTED = -0.7
"""The score from which on a paragraph stays when only named cuts part it from the article."""
_ENDINGS = frozenset((1, 3))
"""The kinds of named cuts that stand behind articles: comments, notices of rights."""
CLAIMED = CUES
"""The kind of named cut of a line that is title, date, byline or caption."""
_KINDS = (
    ("comments",),
    ("related-heading", "related-list", "reference-line"),
    ("copyright", "cookie-notice"),
    ("newsletter-form", "consent-form", "account-prompt"),
    ("share-prompt", "follow-prompt"),
    ("tags-line", "read-more-address"),
    ("navigation",),
    ("advert", "media-control", "call-to-act", "shortcode"),
)
KIND_OF = {rule: kind for kind, rules in enumerate(_KINDS, 1) for rule in rules}
"""The kind of named cut that a rule of the table makes."""


class Tables(msgspec.Struct, frozen=True):
    """A sum of one weight for each column, looked up by the column's value."""

    bias: float
    columns: dict[str, list[float]]


class Weights(msgspec.Struct, frozen=True):
    """What is in weights.json."""

    words: dict[str, int]
    """Worth of `features.grams`, in tenths."""
    alone: Tables
    """Of the columns of a line by itself."""
    placed: Tables
    """Of some columns of a line and its surroundings."""
    doubt: float
    """Up to which sum, above or below zero, the trees are asked."""
    limit: float
    """From which sum on a line is the article's."""
    inputs: list[str]
    """The columns the trees ask."""
    trees: list[Any]
    """A tree is a leaf's value, or [index of the input, the largest value that goes left, left, right]."""


class Forest:
    """The trees of `Weights`, ready to be read."""

    def __init__(self, inputs: int, trees: Sequence[Any]) -> None:
        self.leaves: list[dict[int, float]] = []
        self.ones = 0
        every = 0
        clears: list[list[int]] = [[0] * _MOST for _ in range(inputs)]
        for number, tree in enumerate(trees):
            values: list[float] = []
            self._plant(tree, values, number * LEAVES, clears)
            self.leaves.append({1 << bit: value for bit, value in enumerate(values)})
            self.ones |= 1 << number * LEAVES
            every |= ((1 << len(values)) - 1) << number * LEAVES
        self.masks = [[every & ~bits for bits in column] for column in clears]
        self.size = 2 * len(trees)
        self.fields = struct.Struct(f"<{len(trees)}H").unpack

    def _plant(self, tree: Any, values: list[float], base: int, clears: list[list[int]]) -> None:
        if not isinstance(tree, list):
            values.append(float(tree))
            return
        index, most, left, right = tree
        first = len(values)
        self._plant(left, values, base, clears)
        gone = ((1 << len(values)) - (1 << first)) << base
        for value in range(most + 1, _MOST):
            clears[index][value] |= gone
        self._plant(right, values, base, clears)

    def read(self, row: Sequence[int]) -> float:
        """The sum of the leaves that a line with these values of the inputs ends up in."""
        left = reduce(and_, map(getitem, self.masks, row))
        lowest = left & ~(left - self.ones)
        return sum(map(getitem, self.leaves, self.fields(lowest.to_bytes(self.size, "little"))))


_look_up: Callable[[list[float], int], float] = getitem


class Learned(msgspec.Struct, frozen=True):
    """The weights, made ready."""

    weights: Weights
    words: dict[bytes, int]
    forest: Forest
    shapes: dict[str, Shape]
    """Of lines that were weighed: menus and prompts come again in the next clipping."""


@lru_cache(maxsize=1)
def learned() -> Learned:
    return ready(msgspec.json.decode((Path(__file__).parent / "weights.json").read_bytes(), type=Weights))


def ready(weights: Weights) -> Learned:
    words = {word.encode(): worth for word, worth in weights.words.items()}
    return Learned(weights, words, Forest(len(weights.inputs), weights.trees), {})


def totals(tables: Tables, columns: dict[str, list[int]], count: int) -> list[float]:
    """The sum of the tables for every line."""
    rows = zip(*(columns[name] for name in tables.columns), strict=True)
    weights, bias = list(tables.columns.values()), tables.bias
    return [bias + sum(map(_look_up, weights, row)) for row in rows] if weights else [bias] * count


class Weighed(msgspec.Struct, frozen=True):
    """What the lines weigh."""

    scores: list[float]
    """At least 0 for an article's line, if neither a rule nor the head has taken it."""
    lines: Form
    span: tuple[int, int]
    """The indices [start, end) of the run of lines that is most worth."""

    def article(self) -> list[int]:
        """The indices of the article's lines. A paragraph that only named cuts part from them is doubted less: prompts
        stand in articles, and a lost paragraph is worse than a teaser too many.
        """
        cues, core, scores = self.lines.cues, self.lines.core, self.scores
        kept = [not cue and score >= 0 for cue, score in zip(cues, scores, strict=True)]
        doubted = [i for i, score in enumerate(scores) if DOUBTED <= score < 0 and core[i] and not cues[i]]
        for order, step in ((doubted, -1), (doubted[::-1], 1)):
            for index in order:
                at = index + step
                while 0 <= at < len(cues) and cues[at] and cues[at] not in _ENDINGS:
                    at += step
                if 0 <= at < len(cues) and kept[at]:
                    kept[index] = True
        return [index for index, stays in enumerate(kept) if stays]

    def why(self, index: int) -> str:
        """The name of the cut of a line that is not the article's, with the plainest reasons."""
        start, end = self.span
        size, columns = self.lines.sizes[index], self.lines.columns
        return _REASONS[
            16 * ((index >= start) + (index >= end))
            + 8 * (size < 40)
            + 4 * (columns["last"][index] not in SENTENCE_ENDS)
            + 2 * (columns["says"][index] < 17)
            + (columns["capitals"][index] > 6 and size >= 12)
        ]


_REASONS = [
    "weighed: " + ", ".join((place, *filter(None, reasons)))
    for place in ("before the article", "in the article", "after the article")
    for reasons in product(("", "short"), ("", "no sentence"), ("", "a prompt's words"), ("", "a headline's capitals"))
]


def weigh(texts: Sequence[str], cues: Sequence[int], indents: Sequence[int], title: int) -> Weighed:
    """Weigh lines, none of them blank. `cues` are the kinds of named cuts, 0 for a line that no rule names, and only
    those are weighed to the end; `title` is the index of the headline, -1 when it is not known.
    """
    known = learned()
    weights, forest = known.weights, known.forest
    if len(known.shapes) > KEPT:
        known.shapes.clear()
    lines = form(texts, cues, indents, known.words, known.shapes)
    if not texts:
        return Weighed([], lines, (0, 0))
    alone = totals(weights.alone, lines.columns, len(texts))
    columns, span = around(lines, alone, title)
    columns |= lines.columns
    scores = totals(weights.placed, columns, len(texts))
    inputs = [columns[name] for name in weights.inputs]
    doubt, limit = weights.doubt, weights.limit
    for index, score in enumerate(scores):
        if -doubt < score < doubt and not cues[index]:
            scores[index] = forest.read([column[index] for column in inputs]) - limit
    return Weighed(scores, lines, span)
