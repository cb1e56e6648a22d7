"""Dirty outputs -> bytes, on one process or several. Its results never depend on how many."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor

from digest.site.plan import Output
from digest.work import AHEAD, in_order

THRESHOLD = 400
"""Fewer dirty outputs are rendered in this process: starting a second one costs more than they do."""

CHUNK = 50
"""How many outputs a worker makes before it hands them over."""

Make = Callable[[Output], bytes]


def execute(dirty: Sequence[Output], make: Make, jobs: int = 1) -> Iterator[tuple[str, bytes]]:
    """(path, bytes) of each output, in the given order.

    Workers are forked so that they inherit the plan; where there is no fork, this process does all of the work.
    Whatever `make` raises is raised here too. DigestError when a worker was killed.
    """
    workers = min(jobs, os.cpu_count() or 1, len(dirty) // CHUNK)
    if workers < 2 or len(dirty) < THRESHOLD or "fork" not in multiprocessing.get_all_start_methods():
        return ((output.path, make(output)) for output in dirty)
    return _shared(dirty, make, workers)


def _shared(dirty: Sequence[Output], make: Make, workers: int) -> Iterator[tuple[str, bytes]]:
    context = multiprocessing.get_context("fork")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_begin, initargs=(make, dirty))
    try:
        for start, chunk in in_order(pool, _chunk, range(0, len(dirty), CHUNK), workers * AHEAD):
            for output, data in zip(dirty[start : start + CHUNK], chunk, strict=True):
                yield output.path, data
    finally:
        pool.shutdown(cancel_futures=True)


_inherited: tuple[Make, Sequence[Output]] | None = None
"""In a worker: what it was forked with. Always None in the process that asks."""


def _begin(make: Make, dirty: Sequence[Output]) -> None:
    global _inherited
    _inherited = make, dirty


def _chunk(start: int) -> list[bytes]:
    assert _inherited is not None
    make, dirty = _inherited
    return [make(output) for output in dirty[start : start + CHUNK]]
