"""Dirty outputs -> bytes, on one process or several. The only parallel code; its results never depend on how many."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from digest.errors import DigestError
from digest.site.plan import Output

THRESHOLD = 400
"""Fewer dirty outputs are rendered in this process: starting a second one costs more than they do."""

CHUNK = 50
"""How many outputs a worker makes before it hands them over."""

AHEAD = 4
"""How many chunks for each worker are under way at most: pages wait for the disk, and are not all held in memory."""

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
    under_way: deque[tuple[int, Future[list[bytes]]]] = deque()
    starts = iter(range(0, len(dirty), CHUNK))
    try:
        while True:
            while len(under_way) < workers * AHEAD and (start := next(starts, None)) is not None:
                under_way.append((start, pool.submit(_chunk, start)))
            if not under_way:
                return
            start, chunk = under_way.popleft()
            for output, data in zip(dirty[start : start + CHUNK], chunk.result(), strict=True):
                yield output.path, data
    except BrokenProcessPool:
        raise DigestError(
            "a process that made pages was killed", "there may be too little memory: try --jobs 1"
        ) from None
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
