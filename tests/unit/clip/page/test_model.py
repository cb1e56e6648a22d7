"""The forests: their file fits the columns, and a second opinion is asked for only in doubt."""

from __future__ import annotations

from typing import Any

import pytest

from digest.clip.page import model
from digest.clip.page.blocks import blocks_of
from digest.clip.page.features import Hints, Sheet
from digest.clip.page.main import parse

LONG = "The night ferry sailed again on Tuesday, nine years after the line was closed for want of passengers."
ARTICLE = "".join(f"<p>{LONG} That was the {n}th time, and nobody on the quay had thought so.</p>" for n in range(9))


def sheet(body: str) -> Sheet:
    return Sheet(*blocks_of(parse(f"<html><body>{body}</body></html>")), Hints())


def columns_of(tree: Any) -> set[int]:
    if not isinstance(tree, list):
        return set()
    return {tree[0]} | columns_of(tree[2]) | columns_of(tree[3])


@pytest.mark.parametrize("forest", ["first", "second", "third"])
def test_the_trees_fit_the_columns(forest: str) -> None:
    trees = model.weights()[forest]
    assert trees
    assert max(n for tree in trees for n in columns_of(tree)) < len(model.COLUMNS[forest])


def test_a_forest_adds_what_its_trees_say() -> None:
    tree = [0, 0.5, -2.0, [1, 3.0, 0.0, 4.0]]
    assert model.grown([tree])([0.5, 9.0]) == pytest.approx(0.1192, abs=1e-4)
    assert model.grown([tree])([0.6, 3.0]) == 0.5
    assert model.grown([tree, tree])([0.6, 3.1]) == pytest.approx(0.9997, abs=1e-4)


def test_a_plain_article_is_found() -> None:
    found = sheet(f"<article><h1>Night ferry returns</h1>{ARTICLE}</article><footer>© The Example</footer>")
    values = model.chances(found, lambda: None)
    assert min(values[1:]) > 0.5


def test_the_other_extractor_is_asked_only_in_doubt(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    found = sheet(f"<article>{ARTICLE}</article>")
    monkeypatch.setattr(model, "DOUBT", 1e9)
    model.chances(found, lambda: asked.append(1))
    assert not asked
    monkeypatch.setattr(model, "DOUBT", -1.0)
    model.chances(found, lambda: asked.append(1))
    assert asked


def test_opinions() -> None:
    found = sheet(f"<p>{LONG}</p><p>Short one</p><p>Something else that is said nowhere in the other text.</p>")
    assert model.opinions(found, [LONG, "short one!"]) == [1.0, 1.0, 0.0]


def test_doubt() -> None:
    found = sheet(f"<p>{LONG}</p><p>{LONG}</p>")
    assert model.doubt(found, [1.0, 1.0]) == 0
    assert model.doubt(found, [0.6, 0.6]) == pytest.approx(0.4)
    assert model.doubt(found, [0.4, 0.4]) > 0.6, "nothing is kept, and all of it may be wrong"
