"""Learn which line is a headline: the title part of weights.json, and trees.json. `train_head.py` calls it.

First a conditional logit of the marks at a glance, which leaves few candidates; then small trees of their features,
added up, that rank them (LambdaMART). Each page is dumped to text in all ways, so that trees learn pages rather than
renderers; a clipping of the data counts for more than a dump. Needs lightgbm.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from digest.clip.head import find, titles, trees, weigh
from digest.clip.head.scan import Scan

ROUNDS = 120
SETTINGS = {
    "objective": "lambdarank",
    "num_leaves": 8,
    "learning_rate": 0.07,
    "min_data_in_leaf": 30,
    "lambda_l2": 1.0,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambdarank_truncation_level": 5,
    "seed": 1,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "verbose": -1,
}
Weights = dict[str, float]


class Titled(msgspec.Struct):
    """A text whose title is known."""

    fold: int
    weight: float
    seen: Scan
    names: list[str]
    title: str
    rows: list[list[float]] = []
    right: list[bool] = []


def usable(text: Titled) -> bool:
    """Whether there is anything to choose in the text."""
    return titles.repeated(text.seen) is None


def is_right(text: Titled, index: int, folded: Callable[[str], str]) -> bool:
    return folded(find._title(text.seen, index, text.names)[0]) == text.title


def look(text: Titled, folded: Callable[[str], str]) -> None:
    """Fill in the features of the candidates that the marks' weights leave, and which are right."""
    found, prior = titles.candidates(text.seen)
    text.rows = titles.features(text.seen, found, prior)
    text.right = [is_right(text, index, folded) for index in found]
    if sum(text.right) > 1 and not found[0]:
        text.right[0] = False  # the heading on the page rather than the page's title


def grow(texts: Sequence[Titled]) -> list[Any]:
    """The trees that rank the right candidates of these texts first."""
    import lightgbm
    import numpy as np

    known = [text for text in texts if any(text.right) and len(text.right) > 1]
    data = lightgbm.Dataset(
        np.array([row for text in known for row in text.rows], dtype=float),
        np.array([int(right) for text in known for right in text.right]),
        group=[len(text.right) for text in known],
        weight=np.array([text.weight for text in known for _ in text.right]),
    )
    model = lightgbm.train(SETTINGS, data, ROUNDS).dump_model()
    return [_node(tree["tree_structure"]) for tree in model["tree_info"]]


def _node(node: dict[str, Any]) -> Any:
    if "split_feature" not in node:
        return round(node["leaf_value"], 4)
    lower, higher = _node(node["left_child"]), _node(node["right_child"])
    return [node["split_feature"], round(node["threshold"], 4), lower, higher]


def use(prior: Weights, grown: list[Any] | None = None) -> None:
    """Let the package judge by these weights and trees."""
    weigh._weights()["title"] = prior
    if grown is not None:
        trees._trees()[:] = grown


def train(
    texts: Sequence[Titled], priors: Sequence[Weights], folded: Callable[[str], str]
) -> list[tuple[Weights, list[Any]]]:
    """Weights and trees for each fold, learned from the others, and last those learned from all.

    `priors` are the weights of the marks in the same order.
    """
    choose = [text for text in texts if usable(text)]
    for text in choose:
        use(priors[text.fold])
        look(text, folded)
    folds = range(len(priors) - 1)
    grown = [grow([text for text in choose if text.fold != fold]) for fold in folds]
    return [*zip(priors, [*grown, grow(choose)], strict=True)]
