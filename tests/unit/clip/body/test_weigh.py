"""Weights: tables are sums, the forest reads as its trees do, and the learned weights know an article from a menu."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from digest.clip.body.boilerplate import RULES
from digest.clip.body.features import around, form
from digest.clip.body.weigh import DOUBTED, KIND_OF, LEAVES, Forest, Tables, Weighed, learned, totals, weigh

LONG = "The night ferry sailed again on Tuesday, nine years after the line was closed for want of passengers."
MORE = "Its captain said the boat was full on the way out, and that nobody on board had wanted to go to sleep."


def walk(tree: Any, row: list[int]) -> float:
    while isinstance(tree, list):
        index, most, left, right = tree
        tree = left if row[index] <= most else right
    return float(tree)


trees = st.recursive(
    st.integers(-5, 5),
    lambda inner: st.tuples(st.integers(0, 2), st.integers(0, 9), inner, inner).map(list),
    max_leaves=LEAVES,
)


@given(st.lists(trees, min_size=1, max_size=5), st.lists(st.integers(0, 10), min_size=3, max_size=3))
def test_a_forest_is_the_sum_of_its_trees(planted: list[Any], row: list[int]) -> None:
    assert Forest(3, planted).read(row) == sum(walk(tree, row) for tree in planted)


def test_tables_are_summed_by_line() -> None:
    tables = Tables(0.5, {"a": [0, 1, 2], "b": [0, 10, 20]})
    assert totals(tables, {"a": [1, 2], "b": [2, 0], "c": [9, 9]}, 2) == [21.5, 2.5]


def test_the_learned_weights_fit_the_code() -> None:
    known = learned()
    columns, _ = around(form([LONG], [0], [0], known.words), [1.0], -1)
    columns |= form([LONG], [0], [0], known.words).columns
    assert {*known.weights.inputs, *known.weights.placed.columns, *known.weights.alone.columns} <= set(columns)
    assert set(KIND_OF) >= {rule.name for rule in RULES}


def test_an_article_among_menus_and_teasers() -> None:
    menu = ["World", "Sport", "Tides", "Ferries", "Markets", "Log in"]
    teasers = ["Three boats lost", "Mayor opens quay", "Tides", "Contact", "About us", "Sport", "World", "Markets"]
    texts = [*menu, "The night ferry is back", *[LONG, MORE] * 4, "Most read", *teasers]
    kinds = [*[0] * 5, 4, 9, *[0] * 8, 2, *[0] * 8]
    found = weigh(texts, kinds, [0] * len(texts), 6)
    assert found.article() == list(range(7, 15))
    assert found.why(0) == "weighed: before the article, short, no sentence"
    assert found.why(18).startswith("weighed: after the article, short")


def test_a_paragraph_behind_prompts_is_doubted_less_than_one_behind_comments() -> None:
    texts = [LONG, "Subscribe", LONG, "Subscribe", "Boats", "Comments", LONG]
    lines = form(texts, [0, 4, 0, 4, 0, 1, 0], [0] * 7, {})
    doubted = DOUBTED + 0.1
    found = Weighed([1.0, -9, doubted, -9, doubted, -9, doubted], lines, (0, 1))
    assert found.article() == [0, 2]


def test_no_lines() -> None:
    assert weigh([], [], [], -1).scores == []
