"""Fit the weights of `digest.clip.page.dates` on annotated pages: `train_dates.py DATA`.

DATA is the evaluation folder with its scorer: score.py, html/truth.jsonl and html/ID.html. The model is `weigh`'s own:
candidates of one day are a group, a group's score is the sum of its rules' and its looks' weights, and the chance of a
group is the softmax of the scores. Few pages are decided wrongly and half of those by a mistake in the annotation, so
the weights are held near what one would guess beforehand (`BEFORE`), and never below 0 where that is not: that another
place agrees speaks against no day. Prints how many pages are decided rightly, cross-validated by web site (ten folds)
and on the pages themselves, by data set, and the weights fitted on all.
"""

from __future__ import annotations

import hashlib
import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from digest.clip import Options, draft
from digest.clip.draft import Draft, Evidence
from digest.clip.metadata import Candidate
from digest.clip.page import dates
from digest.dates import parse

BEFORE: Mapping[str, float] = {
    "url-day": 2.5,
    "meta-published": 2.4,
    "ld-published": 2.2,
    "near": 2.0,
    "itemprop": 2.0,
    "meta-told": 1.8,
    "near-worded": 1.6,
    "near-on": 1.5,
    "time": 1.5,
    "above": 1.2,
    "title-day": 1.2,
    "marked": 1.0,
    "script": 1.0,
    "source-json": 1.0,
    "near-on-worded": 1.0,
    "meta-date": 0.8,
    "ld-page": 0.6,
    "opening": 0.6,
    "date-line": 0.4,
    **dict.fromkeys(("above-far", "near-far", "ld-created", "htmldate", "alone"), 0.3),
    "changed": -1.0,
    **dict.fromkeys(("later", "updated", "date-line-below", "story-dateline"), 0.2),
}
"""Log-odds of the rules before any page is seen; 0 for the others and for the looks."""
HOLD = 2.0
"""How strongly the weights are held there."""
FOLDS = 10

Group = tuple[frozenset[str], bool]
"""The names of a group's weights, and whether its day is right."""
Page = tuple[str, str, list[Group]]
"""(data set, web site, groups)."""


def main(data: Path) -> None:
    sys.path.insert(0, str(data))
    pages = list(read(data))
    fitted = fit([groups for _, _, groups in pages])
    tried: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for fold in range(FOLDS):
        weights = fit([groups for _, site, groups in pages if fold_of(site) != fold])
        for name, site, groups in pages:
            if fold_of(site) == fold:
                tried.update({name: decide(weights, groups), "all": decide(weights, groups)})
                seen.update({name: decide(fitted, groups), "all": decide(fitted, groups)})
    count = Counter([*(name for name, _, _ in pages), *("all" for _ in pages)])
    for name, n in count.items():
        print(
            f"{name:8} {n:4} pages, right: {tried[name] / n:.3f} cross-validated, {seen[name] / n:.3f} fitted on them"
        )
    for name, weight in sorted(fitted.items(), key=lambda pair: -pair[1]):
        print(f'    "{name}": {weight:.1f},')


def read(data: Path) -> Iterator[Page]:
    import score  # the data's own scorer says what is right

    for line in (data / "html" / "truth.jsonl").read_text("utf-8").splitlines():
        truth = json.loads(line)
        name = f"{truth['id']}.html"
        if not truth.get("date"):
            continue
        made = draft(name, (data / "html" / name).read_bytes(), {}, Options())
        found = [one for one in made.evidence if one.field == "date"] if isinstance(made, Draft) else []
        host = urlsplit(truth.get("url") or "").hostname or truth["id"]
        yield truth["id"].split("-")[0], ".".join(host.split(".")[-2:]), list(groups_of(found, truth, score))


def groups_of(found: list[Evidence], truth: dict[str, Any], score: Any) -> Iterator[Group]:
    candidates = [Candidate(parse(one.value), one.where, one.rule) for one in found]
    looks = dates.looks(candidates)
    held = defaultdict(list)
    for candidate in candidates:
        held[dates.day_of(candidate.value)].append(candidate)
    for group in held.values():
        wanted = {key: truth.get(key) for key in ("date", "datetime")} | {"id": ""}
        marks = [score.score_one(wanted, f'---\ndate: "{c.value.edtf}"\n---\n')["date"] for c in group]
        yield frozenset({c.rule for c in group} | set(looks(group[0].value))), any(marks)


def fit(pages: list[list[Group]], steps: int = 150, rate: float = 0.2) -> dict[str, float]:
    """The weights by Adagrad."""
    weights = defaultdict(float, BEFORE)
    squares: dict[str, float] = defaultdict(float)
    telling = [groups for groups in pages if len({is_right for _, is_right in groups}) == 2]
    for _ in range(steps):
        slope = defaultdict(float, {name: -HOLD * (w - BEFORE.get(name, 0.0)) for name, w in weights.items()})
        for groups in telling:
            scores = [math.exp(sum(weights[name] for name in names)) for names, _ in groups]
            right = sum(score for score, (_, is_right) in zip(scores, groups, strict=True) if is_right)
            for score, (names, is_right) in zip(scores, groups, strict=True):
                for name in names:
                    slope[name] += (score / right if is_right else 0.0) - score / sum(scores)
        for name, value in slope.items():
            squares[name] += value * value
            moved = weights[name] + rate * value / (math.sqrt(squares[name]) + 1e-6)
            weights[name] = max(moved, 0.0) if BEFORE.get(name, 0.0) >= 0 else moved
    return dict(weights)


def decide(weights: Mapping[str, float], groups: list[Group]) -> bool:
    return bool(groups) and max(groups, key=lambda group: sum(weights.get(name, 0.0) for name in group[0]))[1]


def fold_of(site: str) -> int:
    return int(hashlib.md5(site.encode()).hexdigest(), 16) % FOLDS


if __name__ == "__main__":
    main(Path(sys.argv[1]))
