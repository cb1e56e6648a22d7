"""One shape for work in this process, in others and on a cluster: results in the order of the tasks."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest

from digest.errors import DigestError
from digest.work import Here, in_order, processors, workers


def double(number: int) -> int:
    return number * 2


def fail_at_three(number: int) -> int:
    if number == 3:
        raise ValueError("three")
    return number


def die(number: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return number


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_the_order_of_the_tasks(jobs: int) -> None:
    with workers(jobs) as (executor, ahead):
        assert list(in_order(executor, double, range(50), ahead)) == [(n, 2 * n) for n in range(50)]
        assert list(in_order(executor, double, [], ahead)) == []


def test_no_more_tasks_are_taken_than_may_be_under_way() -> None:
    taken: list[int] = []

    def tasks() -> Iterator[int]:
        for n in range(20):
            taken.append(n)
            yield n

    results = in_order(Here(), double, tasks(), 3)
    next(results)
    assert len(taken) <= 4


def test_a_mistake_is_raised_at_its_task() -> None:
    results = in_order(Here(), fail_at_three, range(9), 4)
    assert [next(results)[1] for _ in range(3)] == [0, 1, 2]
    with pytest.raises(ValueError, match="three"):
        next(results)


def test_a_killed_worker_is_an_error_of_the_environment() -> None:
    with workers(2) as (executor, ahead), pytest.raises(DigestError, match="was killed"):
        list(in_order(executor, die, range(4), ahead))


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nonsense", "foo://host:1"])
def test_a_cluster_that_nobody_serves_is_said_and_nothing_else(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    distributed = pytest.importorskip("distributed")
    made: list[object] = []
    monkeypatch.setattr(distributed, "Client", lambda *given, **named: made.append(given))
    with pytest.raises(DigestError, match="no dask scheduler answers"), workers(2, address):
        pass
    assert not made, "a client that cannot start hangs when it is thrown away"


def test_processors() -> None:
    assert 1 <= processors() <= (os.cpu_count() or 1)
