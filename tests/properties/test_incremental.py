"""The law of the build: after any history of edits, the published folder equals a clean build of the present files.

A few random histories here; `benchmarks/histories.py` walks thousands. One that broke the law once is kept as a case
in tests/cases/histories/, as the steps that the failure printed.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

import msgspec
import pytest

from tests.histories.builder import Builder, pools_for_few
from tests.histories.walk import EDITS, WEIGHED, Step, history, smaller, walk

CASES = sorted((Path(__file__).parent.parent / "cases" / "histories").glob("*.json"))

FRESH = os.environ.get("DIGEST_EXAMPLES") == "new"
SEEDS = [Random().randrange(10**9) for _ in range(5)] if FRESH else [1_000_002, 1_000_004, 1_000_007, 1_000_011]


@pytest.fixture(scope="module")
def builder() -> Iterator[Builder]:
    with Builder() as server, pools_for_few():
        yield server


@pytest.mark.parametrize("seed", SEEDS)
def test_incremental_equals_clean(builder: Builder, seed: int) -> None:
    failure = walk(history(seed, 3), builder)
    assert failure is None, f"seed {seed}: {smaller(failure, builder)}"


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_what_broke_it_once(builder: Builder, case: Path) -> None:
    failure = walk(msgspec.json.decode(case.read_bytes(), type=tuple[Step, ...]), builder)
    assert failure is None, str(failure)


def test_a_history_is_told_by_its_seed() -> None:
    assert history(7, 5) == history(7, 5)
    assert history(7, 5) != history(8, 5)


def test_every_kind_of_edit_comes_up() -> None:
    met = Counter(name for seed in range(200) for step in history(seed, 4) for name, _ in step.edits)
    assert set(met) == set(EDITS) == set(WEIGHED)
