"""Fit the weights of `digest.clip.page` (titles, authors) on annotated pages: `fit_metadata.py DATA FIELD`.

DATA is the evaluation folder with its scorer: score.py, html/truth.jsonl and html/ID.html. FIELD is title or authors;
`train_dates.py` is for dates. The model is `weigh`'s own: candidates that agree are one group, a group's score is the
sum of its rules' weights, and the chance of a group is the softmax of the scores (a conditional logit, fitted by
Adagrad with a little decay).
Prints the share of pages decided rightly, cross-validated by web site (five folds), and the weights fitted on all.
"""

from __future__ import annotations

import hashlib
import json
import math
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from trafilatura import load_html

from digest.clip.decode import decode
from digest.clip.page import people, titles
from digest.clip.page.about import About, about
from digest.errors import Problem

Group = tuple[frozenset[str], bool]
"""The names of a group's weights, and whether its value is right."""
Pages = list[tuple[str, list[Group]]]
"""(web site, groups) of every page."""


def main(data: Path, field: str) -> None:
    sys.path.insert(0, str(data))
    pages = list(read(data, field))
    rights = []
    for fold in range(5):
        weights = fit([groups for site, groups in pages if fold_of(site) != fold])
        rights += [decide(weights, groups) for site, groups in pages if fold_of(site) == fold]
    print(f"{len(pages)} pages, {sum(rights) / len(rights):.3f} right (cross-validated by site)")
    for name, weight in sorted(fit([groups for _, groups in pages]).items(), key=lambda pair: -pair[1]):
        print(f"    {name:24} {weight:5.1f}")


def read(data: Path, field: str) -> Iterator[tuple[str, list[Group]]]:
    import score  # the data's own scorer says what is right

    for line in (data / "html" / "truth.jsonl").read_text("utf-8").splitlines():
        truth = json.loads(line)
        file = data / "html" / f"{truth['id']}.html"
        decoded = decode(file.name, file.read_bytes())
        if field not in truth or isinstance(decoded, Problem) or (tree := load_html(decoded.text)) is None:
            continue
        host = urlsplit(truth.get("url") or "").hostname or truth["id"]
        yield ".".join(host.split(".")[-2:]), list(groups_of(field, about(tree, decoded.text), truth, score))


def groups_of(field: str, said: About, truth: dict[str, Any], score: Any) -> Iterator[Group]:
    key: Callable[[Any], Any]
    shape: Callable[[Any], Iterable[str]]
    if field == "title":
        found, key, shape = said.titles, titles.key, lambda value: titles.shape(value, set(map(titles.key, said.sites)))
    else:
        found, key, shape = said.authors, people.key, people.shape
    held = defaultdict(list)
    for candidate in found:
        held[key(candidate.value)].append(candidate)
    for group in held.values():
        value = getattr(group[0].value, "edtf", group[0].value)
        front = json.dumps({field: value}, ensure_ascii=False)
        marks = score.score_one({"id": "", field: truth[field]}, f"---\n{front}\n---\n")
        yield frozenset({c.rule for c in group} | set(shape(group[0].value))), bool(marks[field.removesuffix("s")])


def fit(pages: list[list[Group]], steps: int = 300, rate: float = 0.25, decay: float = 0.05) -> dict[str, float]:
    weights: dict[str, float] = defaultdict(float)
    squares: dict[str, float] = defaultdict(float)
    telling = [groups for groups in pages if len({is_right for _, is_right in groups}) == 2]
    for _ in range(steps):
        slope: dict[str, float] = {name: -decay * weight / math.sqrt(len(telling)) for name, weight in weights.items()}
        for groups in telling:
            scores = [math.exp(sum(weights[name] for name in names)) for names, _ in groups]
            right = sum(score for score, (_, is_right) in zip(scores, groups, strict=True) if is_right)
            for score, (names, is_right) in zip(scores, groups, strict=True):
                step = (score / right if is_right else 0.0) - score / sum(scores)
                for name in names:
                    slope[name] = slope.get(name, 0.0) + step / len(telling)
        for name, value in slope.items():
            squares[name] += value * value
            weights[name] += rate * value / (math.sqrt(squares[name]) + 1e-6)
    return dict(weights)


def decide(weights: dict[str, float], groups: list[Group]) -> bool:
    return bool(groups) and max(groups, key=lambda group: sum(weights.get(name, 0.0) for name in group[0]))[1]


def fold_of(site: str) -> int:
    return int(hashlib.md5(site.encode()).hexdigest(), 16) % 5


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
