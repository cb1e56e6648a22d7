"""Random histories of edits: after each step the incremental build must equal a clean one, byte for byte.

    python benchmarks/histories.py --histories 1500 --steps 4 --seed 1 [--jobs 2] [--json FILE]
    python benchmarks/histories.py --replay '[{"edits": [["body", 7]]}]'

Prints how many steps of which kind were walked, and every difference with its seed and the fewest steps that show it;
exit code 1 when there is one. What a history holds: tests/histories/. Needs no more than memory: point TMPDIR at a
tmpfs. Where something broke the law, --replay walks the printed steps once more.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import msgspec

from tests.histories.builder import Builder, pools_for_few
from tests.histories.walk import Step, history, smaller, walk

SHRUNK = 5
"""How many differences are made smaller: one fault has many faces, and each takes minutes."""


def one_share(given: tuple[int, int, int, int, int]) -> tuple[Counter[str], list[str]]:
    """Every `share`-th history, from `first` on: what was done, and the differences."""
    first, last, share, steps, say = given
    counts: Counter[str] = Counter()
    failures = []
    began = time.time()
    with Builder() as builder, pools_for_few():
        for number, seed in enumerate(range(first, last, share), 1):
            failure = walk(history(seed, steps), builder, counts)
            counts["histories"] += 1
            if failure:
                shown = smaller(failure, builder) if len(failures) < SHRUNK else failure
                failures.append(f"seed {seed}: {shown}")
                print(f"\n{failures[-1]}\n", flush=True)
            if say and number % say == 0:
                done = f"{number} of {len(range(first, last, share))} histories, {counts['steps']} steps"
                print(f"{done}, {len(failures)} differences, {time.time() - began:.0f} s", file=sys.stderr, flush=True)
    counts["cpu ms of the walkers"] = int(sum(os.times()[:2]) * 1000)
    return counts, failures


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--histories", type=int, default=1500)
    parser.add_argument("--steps", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1, help="of the first history; the next has the next")
    parser.add_argument("--jobs", type=int, default=1, help="how many histories are walked at a time")
    parser.add_argument("--say", type=int, default=25, help="a line on standard error after so many histories; 0: none")
    parser.add_argument("--json", type=Path, help="write the counts and the differences to a file")
    parser.add_argument("--replay", help="the steps of one history, as printed for a difference")
    given = parser.parse_args()
    if given.replay:
        with Builder() as builder, pools_for_few():
            failure = walk(msgspec.json.decode(given.replay, type=tuple[Step, ...]), builder)
        print(failure or "no difference")
        return int(failure is not None)
    last = given.seed + given.histories
    shares = [(given.seed + n, last, given.jobs, given.steps, given.say) for n in range(given.jobs)]
    # No multiprocessing.Pool: its workers may start no processes, and builds do.
    with ProcessPoolExecutor(given.jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
        found = list(pool.map(one_share, shares))
    counts = sum((counts for counts, _ in found), Counter[str]())
    failures = [failure for _, failures in found for failure in failures]
    for name, number in sorted(counts.items()):
        print(f"{number:>9,}  {name}")
    print(f"{len(failures):>9,}  differences")
    if given.json:
        given.json.write_text(json.dumps({"counts": counts, "differences": failures}, indent=2) + "\n")
    return int(bool(failures))


if __name__ == "__main__":
    raise SystemExit(main())
