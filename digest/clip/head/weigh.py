"""Marks that speak for and against a candidate, weighed: what `benchmarks/train_head.py` learned, in weights.json.

A finder writes down the marks of each of its candidates ("label:by", "after-title:1"). A candidate's weight is the sum
of its marks' weights; its share is that weight's part of all, "none of them" included (a conditional logit).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import exp
from pathlib import Path

import msgspec

NONE = "none"
"""The mark of "none of them"."""


@lru_cache(maxsize=1)
def _weights() -> dict[str, dict[str, float]]:
    return msgspec.json.decode((Path(__file__).parent / "weights.json").read_bytes(), type=dict[str, dict[str, float]])


def weights(kind: str) -> Mapping[str, float]:
    """Mark -> weight for the candidates of one kind: title, date or author. A mark that is not there weighs nothing."""
    return _weights().get(kind, {})


def shares(kind: str, marks: Sequence[Sequence[str]]) -> list[float]:
    """The share of each candidate, given its marks; what is missing to 1 belongs to "none of them"."""
    known = weights(kind)
    get = known.get
    sums = [sum([get(mark, 0.0) for mark in own]) for own in marks]
    none = get(NONE, 0.0)
    top = max([none, *sums])
    parts = [exp(value - top) for value in sums]
    whole = sum(parts) + exp(none - top)
    return [part / whole for part in parts]


def bucket(number: int, edges: Sequence[int]) -> str:
    """The first edge that `number` does not pass, as text; "+" beyond the last."""
    for edge in edges:
        if number <= edge:
            return str(edge)
    return "+"


def table(name: str, edges: Sequence[int]) -> list[str]:
    """The marks `name` + `bucket` for the numbers from 0; the last is that of all larger ones."""
    return [name + bucket(number, edges) for number in range(edges[-1] + 2)]


def at(marks: Sequence[str], number: int) -> str:
    """The mark of a number that is not negative in a `table`."""
    return marks[number if number < len(marks) else -1]
