"""Dirty outputs -> bytes, on one process or several. The only parallel code; its results never depend on how many."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor

from digest.site.plan import Copy, Output, Render, Serialize

THRESHOLD = 400
"""Fewer dirty outputs are rendered in this process: starting a second one costs more than they do."""

CHUNK = 50

Make = Callable[[Output], bytes]

_make: Make | None = None


def execute(dirty: Sequence[Output], make: Make, jobs: int = 1) -> Iterator[tuple[str, bytes]]:
    """(path, bytes) of each output, in the given order.

    Workers are forked so that they inherit the plan; where there is no fork, this process does all of the work.
    """
    workers = min(jobs, os.cpu_count() or 1, len(dirty) // CHUNK)
    if workers < 2 or len(dirty) < THRESHOLD or "fork" not in multiprocessing.get_all_start_methods():
        for output in dirty:
            yield output.path, make(output)
        return
    global _make, _dirty
    _make, _dirty = make, dirty
    try:
        context = multiprocessing.get_context("fork")
        with ProcessPoolExecutor(workers, mp_context=context) as pool:
            spans = [(n, min(n + CHUNK, len(dirty))) for n in range(0, len(dirty), CHUNK)]
            for (start, _), chunk in zip(spans, pool.map(_chunk, spans), strict=True):
                for output, data in zip(dirty[start:], chunk, strict=False):
                    yield output.path, data
    finally:
        _make, _dirty = None, ()


_dirty: Sequence[Output] = ()


def _chunk(span: tuple[int, int]) -> list[bytes]:
    assert _make is not None
    return [_make(output) for output in _dirty[slice(*span)]]


__all__ = ["Copy", "Make", "Render", "Serialize", "execute"]
