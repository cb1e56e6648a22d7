"""Learn which lines of a text are its article: writes digest/clip/body/weights.json.

    python benchmarks/train_body.py DATA [--folds] [--output FILE]

DATA is the folder of the normaliser's evaluation data (text/clippings.jsonl.xz). `--folds` writes nothing: it trains on
four fifths of the web sites at a time and prints the body F1 on the rest, by mode and renderer. scikit-learn and
LightGBM are needed here alone. Everything is deterministic: the folds are hashes of the sites' names.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import lzma
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec
import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))

from digest.clip.body import sieve, weigh
from digest.clip.body.features import HEAD, around, form, grams
from digest.clip.body.lines import lines_of, rows_of
from digest.clip.head import find_head
from digest.clip.text import lay

FOLDS = 5
SITES = 8
"""A word has a weight when so many sites use it."""
TREES = {
    "objective": "binary",
    "learning_rate": 0.08,
    "num_leaves": 15,
    "min_data_in_leaf": 60,
    "feature_fraction": 0.3,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambda_l2": 15,
}
ROUNDS = 110
STUMPS = {"objective": "binary", "learning_rate": 0.2, "num_leaves": 2, "min_data_in_leaf": 100, "lambda_l2": 20}
COMMON = {"verbose": -1, "num_threads": 1, "seed": 1, "deterministic": True, "force_col_wise": True, "max_bin": 63}
PLACED = (
    *("itself", "above", "below", "above-3", "below-3", "above-8", "below-8", "text-above-2", "text-below-2"),
    *("share", "from-start", "from-end", "from-title", "behind-1", "behind-2", "behind-5", "behind-7", "behind-9"),
    *("says", "length", "text"),
)
DOUBT, LIMIT = 1.2, -0.3
_CJK = r"\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f\u1000-\u109f\uac00-\ud7af"
_TOKEN = re.compile(rf"[{_CJK}]|[^\W{_CJK}]+")


class Text(msgspec.Struct):
    """A clipping ready to be weighed, and which of its rows are the article's."""

    site: str
    groups: tuple[str, ...]
    rows: list[str]
    kinds: list[int]
    spaces: list[int]
    title: int
    right: list[bool]
    """Whether a row is the article's."""
    weight: list[float]
    """A row's share of the truth: the metric is a mean over clippings."""
    truth: Counter[tuple[str, ...]]
    fold: int
    words: list[list[str]]


# -------------------------------------------------------------------------------------------------------------- truth


def tokens(text: str) -> list[str]:
    return _TOKEN.findall(unicodedata.normalize("NFC", text))


def shingles(found: list[str]) -> Counter[tuple[str, ...]]:
    return Counter(tuple(found[i : i + 4]) for i in range(max(1, len(found) - 3)) if found)


def covered(raw: list[str], truth: list[str]) -> list[bool]:
    """Which tokens of `raw` are the truth's: the longest common runs first, each token of the truth used once."""
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for j in range(len(truth) - 3):
        places[tuple(truth[j : j + 4])].append(j)
    runs: list[tuple[int, int, int]] = []
    active: dict[int, int] = {}
    for i in range(len(raw) - 2):
        here = places.get(tuple(raw[i : i + 4]), []) if i < len(raw) - 3 else []
        now = {j: active.get(j - 1, i) for j in here[:50]}
        for j, start in active.items():
            if j + 1 not in now:
                runs.append((i + 3 - start, start, j - (i - 1 - start)))
        active = now
    runs.sort(key=lambda run: (-run[0], run[1]))
    taken, found = bytearray(len(truth)), [False] * len(raw)
    for size, i, j in runs:
        at = 0
        while at < size:
            end = at
            while end < size and not taken[j + end] and not found[i + end]:
                end += 1
            if end - at >= 4:
                for x in range(at, end):
                    taken[j + x], found[i + x] = 1, True
            at = end + 1
    return found


def read(data: Path) -> list[Text]:
    found = []
    with lzma.open(data / "text" / "clippings.jsonl.xz", "rt", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            host = urlsplit(row.get("url") or "").hostname or re.sub(r"-(?:page|region)$", "", row["id"])
            parts = host.split(".")
            size = 3 if len(parts) > 2 and len(parts[-1]) == 2 and len(parts[-2]) <= 3 else 2
            found.append(text_of(row, ".".join(parts[-size:])))
    return found


def text_of(row: dict[str, Any], site: str) -> Text:
    raw, notes = rows_of(row["raw_text"])
    lines = lines_of(raw, notes)
    head = find_head(lines, [])
    rest, _ = sieve.cut_shortcodes(sieve.split_glued(head.rest))
    pieces = [line for line in rest if line.text]
    indents = [len(r) - len(r.lstrip()) if r[:1].isspace() else 0 for r in raw]
    laid = lay(lines, pieces, sieve.judge(pieces), head, indents)
    split = [tokens(line.text) for line in laid.rows]
    truth = tokens(row["truth_body"])
    marks = covered([t for own in split for t in own], truth)
    right, weight, at = [], [], 0
    for own in split:
        right.append(sum(marks[at : at + len(own)]) * 2 > len(own))
        weight.append(1000 * len(own) / (len(truth) + 50) + 0.5)
        at += len(own)
    fold = int(hashlib.md5(site.encode()).hexdigest(), 16) % FOLDS
    rows = laid.texts()
    groups = (row["mode"], row["renderer"], f"{row['mode']} {row['renderer']}")
    words = [sorted(gram.decode() for gram in grams(text[:HEAD])) for text in rows]
    return Text(site, groups, rows, laid.kinds, laid.spaces, laid.title, right, weight, shingles(truth), fold, words)


# ----------------------------------------------------------------------------------------------------------- learning


def folds_of(texts: list[Text]) -> frozenset[int]:
    """What tells one selection of texts from another: they are always whole folds."""
    return frozenset(text.fold for text in texts)


_words: dict[frozenset[int], dict[str, int]] = {}


def learn_words(texts: list[Text]) -> dict[str, int]:
    """The worth of words that many sites use, in tenths of a logit (ridge logistic regression)."""
    if folds_of(texts) not in _words:
        _words[folds_of(texts)] = _learn_words(texts)
    return _words[folds_of(texts)]


def _learn_words(texts: list[Text]) -> dict[str, int]:
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    sites: dict[str, set[str]] = defaultdict(set)
    for text in texts:
        for gram in {gram for own in text.words for gram in own}:
            sites[gram].add(text.site)
    places = {gram: i for i, gram in enumerate(sorted(g for g, own in sites.items() if len(own) >= SITES))}
    ends, columns, right, weight = [0], [], [], []
    for text in texts:
        for own, is_right, share in zip(text.words, text.right, text.weight, strict=True):
            columns += [places[gram] for gram in own if gram in places]
            ends.append(len(columns))
            right.append(is_right)
            weight.append(min(share, 30) / 10)
    matrix = csr_matrix((np.ones(len(columns), np.float32), columns, ends), (len(right), len(places)))
    matrix.sum_duplicates()
    model = LogisticRegression(C=0.03, max_iter=80).fit(matrix, right, sample_weight=weight)
    worth = {gram: round(10 * float(model.coef_[0][i])) for gram, i in places.items()}
    return {gram: value for gram, value in worth.items() if value}


def fit(rows: Any, right: Any, weight: Any, params: dict[str, Any], rounds: int) -> Any:
    import lightgbm

    data = lightgbm.Dataset(rows, np.array(right, int), weight=weight, params={"max_bin": 63, "verbose": -1})
    return lightgbm.train({**params, **COMMON}, data, rounds)


def tables(model: Any, names: list[str]) -> weigh.Tables:
    """Stumps as one table for each column."""
    columns = {name: [0.0] * 48 for name in names}
    bias = 0.0
    for tree in model.dump_model()["tree_info"]:
        node = tree["tree_structure"]
        if "split_feature" not in node:
            bias += node["leaf_value"]
            continue
        column = columns[names[node["split_feature"]]]
        for value in range(48):
            side = "left_child" if value <= node["threshold"] else "right_child"
            column[value] += node[side]["leaf_value"]
    return weigh.Tables(round(bias, 4), {name: [round(v, 3) for v in column] for name, column in columns.items()})


def tree_of(node: dict[str, Any]) -> Any:
    if "leaf_value" in node:
        return round(node["leaf_value"], 4)
    left, right = tree_of(node["left_child"]), tree_of(node["right_child"])
    return [node["split_feature"], int(node["threshold"] // 1), left, right]


def alone(text: Text, words: dict[str, int]) -> Any:
    return form(text.rows, text.kinds, text.spaces, {word.encode(): worth for word, worth in words.items()})


def matrix(columns: dict[str, list[int]], names: list[str]) -> Any:
    return np.array([columns[name] for name in names], np.int32).T


def learn(texts: list[Text]) -> weigh.Weights:
    """All weights. What feeds a later step is learned without the clipping's own fold, as it will be in use."""
    folds = sorted(folds_of(texts))
    rows, right, weight = [], [], []
    for fold in folds:
        others = [text for text in texts if text.fold != fold]
        words = learn_words(others)
        model = learn_alone(others)
        for text in texts:
            if text.fold == fold and text.rows:
                lines = alone(text, words)
                columns, _ = around(lines, weigh.totals(model, lines.columns, len(text.rows)), text.title)
                columns |= lines.columns
                names = list(columns)
                loose = [i for i, kind in enumerate(text.kinds) if not kind]
                rows.append(matrix(columns, names)[loose])
                right += [text.right[i] for i in loose]
                weight += [text.weight[i] for i in loose]
    every = np.concatenate(rows)
    gate = [names.index(name) for name in PLACED]
    placed = tables(fit(every[:, gate], right, weight, STUMPS, 200), list(PLACED))
    forest = fit(every, right, weight, TREES, ROUNDS)
    trees = [tree_of(tree["tree_structure"]) for tree in forest.dump_model()["tree_info"]]
    return weigh.Weights(learn_words(texts), learn_alone(texts), placed, DOUBT, LIMIT, *used(trees, names))


_alone: dict[frozenset[int], weigh.Tables] = {}


def learn_alone(texts: list[Text]) -> weigh.Tables:
    """The tables of lines by themselves; the words of each fold are learned without it."""
    if folds_of(texts) not in _alone:
        _alone[folds_of(texts)] = _learn_alone(texts)
    return _alone[folds_of(texts)]


def _learn_alone(texts: list[Text]) -> weigh.Tables:
    rows, right, weight = [], [], []
    words = {fold: learn_words([text for text in texts if text.fold != fold]) for fold in folds_of(texts)}
    for text in texts:
        columns = alone(text, words[text.fold]).columns
        names = list(columns)
        rows.append(matrix(columns, names))
        right += text.right
        weight += text.weight
    return tables(fit(np.concatenate(rows), right, weight, STUMPS, 150), names)


def used(trees: list[Any], names: list[str]) -> tuple[list[str], list[Any]]:
    """The names of the columns that trees ask, and the trees with indices of those."""
    asked = sorted({index for tree in trees for index in indices(tree)})

    def renumber(tree: Any) -> Any:
        return [asked.index(tree[0]), tree[1], *map(renumber, tree[2:])] if isinstance(tree, list) else tree

    return [names[index] for index in asked], [renumber(tree) for tree in trees]


def indices(tree: Any) -> set[int]:
    return {tree[0]} | indices(tree[2]) | indices(tree[3]) if isinstance(tree, list) else set()


# ------------------------------------------------------------------------------------------------------------ measure


def body_f1(found: list[tuple[Text, str]]) -> str:
    precision, recall = [], []
    for text, body in found:
        own = shingles(tokens(body))
        common = sum((own & text.truth).values())
        recall.append(common / max(1, sum(text.truth.values())))
        if own:
            precision.append(common / sum(own.values()))
    p, r = sum(precision) / len(precision), sum(recall) / len(recall)
    return f"F1 {2 * p * r / (p + r):.4f}  precision {p:.4f}  recall {r:.4f}  ({len(found)})"


def cross_validate(texts: list[Text]) -> list[tuple[Text, list[float]]]:
    found: list[tuple[Text, list[float]]] = []
    for fold in range(FOLDS):
        weights = learn([text for text in texts if text.fold != fold])
        learned = weigh.ready(weights)
        weigh.learned = lambda learned=learned: learned  # type: ignore[assignment]
        for text in texts:
            if text.fold == fold:
                found.append((text, weigh.weigh(text.rows, text.kinds, text.spaces, text.title).scores))
    for shift in (-0.3, 0.0, 0.3):
        kept = [(t, body_of(t, [s - shift for s in scores])) for t, scores in found]
        print(f"limit {LIMIT + shift:+.1f}  {body_f1(kept)}")
    kept = [(text, body_of(text, scores)) for text, scores in found]
    for group in sorted({group for text in texts for group in text.groups}):
        print(f"{group:20} {body_f1([pair for pair in kept if group in pair[0].groups])}")
    return found


def body_of(text: Text, scores: list[float]) -> str:
    rows = zip(text.rows, text.kinds, scores, strict=True)
    return "\n".join(row for row, kind, score in rows if not kind and score >= 0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--folds", action="store_true")
    parser.add_argument("--output", type=Path, default=Path(weigh.__file__).parent / "weights.json")
    given = parser.parse_args()
    texts = read(given.data)
    print(f"{len(texts)} clippings of {len({text.site for text in texts})} sites", flush=True)
    if given.folds:
        cross_validate(texts)
    else:
        given.output.write_bytes(msgspec.json.encode(learn(texts)) + b"\n")


if __name__ == "__main__":
    main()
