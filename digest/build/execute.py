"""The same work on one process or several: the only parallel code of a build. Results never depend on how many work.

Workers are forked, so that they inherit whatever this process has read and planned; what they hand back is small.
Where there is no fork, this process does all of the work itself.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any, TypeVar

from digest.work import AHEAD, in_order

THRESHOLD = 400
"""Fewer pieces of work are done in this process: starting a second one costs more than they do."""

CHUNK = 50
"""How many pieces a worker does before it hands their results over."""

Item = TypeVar("Item")
Result = TypeVar("Result")


def each(function: Callable[[Item], Result], items: Sequence[Item], jobs: int = 1) -> Iterator[Result]:
    """The result of `function` for each item, in the order of the items.

    Whatever `function` raises is raised here too. DigestError when a worker was killed.
    """
    workers = min(jobs, os.cpu_count() or 1, len(items) // CHUNK)
    if workers < 2 or len(items) < THRESHOLD or "fork" not in multiprocessing.get_all_start_methods():
        return map(function, items)
    return _shared(function, items, workers)


def _shared(function: Callable[[Item], Result], items: Sequence[Item], workers: int) -> Iterator[Result]:
    context = multiprocessing.get_context("fork")
    # What stands now is not looked at again by the collector, here or in a worker: there each look would copy it.
    gc.freeze()
    alive, held = os.pipe()  # nobody writes to it: it ends when no process holds it any more, however this one died
    started = (function, items, alive, held)
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_begin, initargs=started)
    try:
        for _, chunk in in_order(pool, _chunk, range(0, len(items), CHUNK), workers * AHEAD):
            yield from chunk
    finally:
        pool.shutdown(cancel_futures=True)
        os.close(alive)
        os.close(held)
        gc.unfreeze()


_inherited: tuple[Callable[[Any], Any], Sequence[Any]] | None = None
"""In a worker: what it was forked with. Always None in the process that asks."""


def _begin(function: Callable[[Any], Any], items: Sequence[Any], alive: int, held: int) -> None:
    global _inherited
    _inherited = function, items
    os.close(held)
    gc.enable()  # what a worker makes goes when it is handed over, rings of it too
    threading.Thread(target=_end_with, args=(alive,), daemon=True).start()


def _end_with(alive: int) -> None:
    """End this worker when the process that asked is gone: a killed one sends no goodbye, and would be waited for."""
    os.read(alive, 1)
    os._exit(1)


def _chunk(start: int) -> list[Any]:
    assert _inherited is not None
    function, items = _inherited
    return [function(item) for item in items[start : start + CHUNK]]
