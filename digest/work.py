"""Where work is done: in this process, in worker processes, or on a cluster; the results never depend on which.

One shape serves all three, `concurrent.futures.Executor`. Whoever has work cuts it into tasks and reads the results
in the order of the tasks.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager
from importlib import import_module
from typing import Any, TypeVar

from digest.errors import EXIT_USAGE, DigestError

Task = TypeVar("Task")
Result = TypeVar("Result")

AHEAD = 4
"""How many tasks for each worker are under way at most: results wait for the disk, and are not all held in memory."""


class Here(Executor):
    """Does each task at once, in this process."""

    def submit(self, fn: Callable[..., Result], /, *args: Any, **kwargs: Any) -> Future[Result]:
        future: Future[Result] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # as every executor does: whoever asks for the result gets it
            future.set_exception(error)
        return future


def in_order(
    executor: Executor, function: Callable[[Task], Result], tasks: Iterable[Task], ahead: int
) -> Iterator[tuple[Task, Result]]:
    """(task, result) of each task, in their order; at most `ahead` of them are under way.

    Whatever `function` raises is raised here, at its task. DigestError when a worker was killed.
    """
    under_way: deque[tuple[Task, Future[Result]]] = deque()
    waiting = iter(tasks)
    try:
        while True:
            while len(under_way) < ahead and (task := next(waiting, under_way)) is not under_way:
                under_way.append((task, executor.submit(function, task)))  # type: ignore[arg-type]
            if not under_way:
                return
            task, future = under_way.popleft()
            yield task, future.result()
    except BrokenExecutor:
        hint = "there may be too little memory: try --jobs 1"
        raise DigestError("a process that did part of the work was killed", hint) from None
    finally:
        for _, future in under_way:
            future.cancel()


@contextmanager
def workers(jobs: int, cluster: str = "") -> Iterator[tuple[Executor, int]]:
    """An executor and how many tasks it should be given ahead: a dask cluster's, `jobs` processes, or this one.

    DigestError when the cluster's extra is missing or nobody answers at its address.
    """
    if cluster:
        with _dask(cluster) as found:
            yield found
        return
    if jobs < 2:
        yield Here(), 1
        return
    # Most runs need neither, and together they take 30 ms to load.
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    if "fork" not in multiprocessing.get_all_start_methods():
        yield Here(), 1
        return
    pool = ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("fork"))
    try:
        yield pool, jobs * AHEAD
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _dask(address: str) -> Iterator[tuple[Executor, int]]:
    try:
        distributed: Any = import_module("distributed")
    except ImportError:
        hint = "install it with: pip install 'digest-site[cluster]'"
        raise DigestError("--cluster needs the extra “cluster” (dask.distributed)", hint, EXIT_USAGE) from None
    try:
        # A client that cannot start waits 20 s for its own end, so somebody else knocks first.
        knock: Any = import_module("distributed.utils").LoopRunner().run_sync
        keys = distributed.Security().get_connection_args("client")
        knock(import_module("distributed.comm").connect, address, timeout=10, **keys).abort()
        client = distributed.Client(address, timeout=10, set_as_default=False)
    except Exception as error:  # each kind of address has its own library, and each library its own errors
        hint = "start it, or check --cluster, as in tcp://10.0.0.5:8786"
        raise DigestError(f"no dask scheduler answers at {address}: {error}", hint) from None
    with client:
        threads = sum(client.nthreads().values())
        if not threads:
            raise DigestError(f"the dask cluster at {address} has no workers", "start some: dask worker ADDRESS")
        yield client.get_executor(), threads * AHEAD


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
