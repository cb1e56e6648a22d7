"""Where names begin and end, and what they name."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.link.suggest import lexicon, tokens
from digest.link.suggest.tagger import KINDS, Longer, best, chances, evidence, lines, stretches, weights

STRETCHES = [
    ("the Bank of Ellery and the boat", ["Bank of Ellery"]),
    ("in Ellery. Hale swam", ["Ellery", "Hale"]),
    ("at St . Anne 's", ["St . Anne"]),
    ("the 65th Wing left in 1997", ["65th Wing"]),
    ("no names here", []),
]


@pytest.mark.parametrize(("text", "words"), STRETCHES)
def test_stretches(text: str, words: list[str]) -> None:
    found = tokens.read(text)
    seen = [" ".join(line.words[a:b]) for line in lines(found, tokens.count([found])) for a, b in stretches(line)]
    assert seen == words


def test_evidence() -> None:
    counts = tokens.count(
        [tokens.read("It was Hale and Board, board, Board. The road and the road by Road. Hale, by Hale.")]
    )
    assert [evidence(word, counts) for word in ("Zorblat", "Hale", "Board", "Road")] == ["0", "n", "m", "l"]


def test_no_name_goes_into_the_weights() -> None:
    features = " ".join([*weights().words, *weights().kinds])
    spelled = set(re.findall(r"[=^](\S+)", features))
    assert "of" in spelled
    assert [word for word in spelled if not lexicon.classes(word)] == []


def test_longer_names() -> None:
    longer = Longer([["Walter", "Hale"], ["Ellery"]])
    assert [longer.part([w]) for w in ("Hale", "Walter", "Ellery")] == ["last", "first", "alone"]
    assert longer.part(["Walter", "Hale"]) == ""


numbers = st.floats(-9, 9)
rows = st.lists(st.lists(numbers, min_size=3, max_size=3), min_size=1, max_size=5)


@given(rows, st.lists(st.lists(numbers, min_size=3, max_size=3), min_size=3, max_size=3))
def test_the_best_labels_are_the_best(rows: list[list[float]], steps: list[list[float]]) -> None:
    starts = [0.0, 0.0, -1e9]

    def score(path: tuple[int, ...]) -> float:
        total = starts[path[0]] + sum(row[label] for row, label in zip(rows, path, strict=True))
        return total + sum(steps[a][b] for a, b in itertools.pairwise(path))

    top = max(map(score, itertools.product(range(3), repeat=len(rows))))
    assert score(tuple(best(rows, steps, starts))) == pytest.approx(top)


@given(st.lists(st.floats(-1e6, 1e6), min_size=len(KINDS), max_size=len(KINDS)))
def test_chances_add_up_to_one(scores: list[float]) -> None:
    assert sum(chances(scores)) == pytest.approx(1)
