"""Execution: the same bytes in the same order on one process or several, and an end to it when something breaks."""

from __future__ import annotations

import multiprocessing
import os
import signal
from typing import Any

import pytest

from digest.build.execute import AHEAD, CHUNK, THRESHOLD, each
from digest.errors import DigestError

forks = pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="there is no fork here")


@pytest.fixture(autouse=True)
def several_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 3)


def made(item: int) -> bytes:
    return f"page {item}".encode()


def by_whom(item: int) -> int:
    return os.getpid()


@pytest.mark.parametrize("count", [0, 1, CHUNK, THRESHOLD - 1, THRESHOLD, THRESHOLD + CHUNK // 2])
@pytest.mark.parametrize("jobs", [0, 1, 2, 8])
def test_the_results_never_depend_on_how_many_work(count: int, jobs: int) -> None:
    assert list(each(made, range(count), jobs)) == [made(n) for n in range(count)]


@forks
def test_many_outputs_are_shared_between_processes() -> None:
    assert os.getpid() not in {*each(by_whom, range(THRESHOLD), 2)}


@pytest.mark.parametrize(("count", "jobs"), [(THRESHOLD, 1), (THRESHOLD - 1, 8)])
def test_few_outputs_or_one_job_stay_in_this_process(count: int, jobs: int) -> None:
    assert {*each(by_whom, range(count), jobs)} == {os.getpid()}


def test_where_there_is_no_fork_this_process_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    assert {*each(by_whom, range(THRESHOLD), 4)} == {os.getpid()}


def broken(item: int) -> bytes:
    if item == 77:
        raise DigestError("a template is broken", "mend it", exit_code=2)
    return made(item)


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_one_page_raises_is_raised_here(jobs: int) -> None:
    got = []
    with pytest.raises(DigestError) as raised:
        for data in each(broken, range(THRESHOLD), jobs):
            got.append(data)
    assert (raised.value.message, raised.value.hint, raised.value.exit_code) == ("a template is broken", "mend it", 2)
    assert got == [made(n) for n in range(len(got))] and len(got) <= 77


def killed(item: int) -> bytes:
    if item == 77:
        os.kill(os.getpid(), signal.SIGKILL)
    return made(item)


@forks
def test_a_killed_worker_is_told_in_a_message() -> None:
    with pytest.raises(DigestError, match="killed"):
        list(each(killed, range(THRESHOLD), 2))


def test_nothing_is_made_before_it_is_taken() -> None:
    seen: list[int] = []
    results = each(seen.append, range(5))
    assert seen == []
    next(results)
    assert seen == [0]


@forks
def test_who_stops_early_does_not_pay_for_the_rest() -> None:
    count, jobs = CHUNK * 60, 2
    counter = multiprocessing.get_context("fork").Value("i", 0)

    def make(item: int) -> bytes:
        with counter.get_lock():
            counter.value += 1
        return b""

    results: Any = each(make, range(count), jobs)
    next(results)
    results.close()
    assert 0 < counter.value <= (jobs * AHEAD + 1) * CHUNK < count


@forks
def test_two_builds_at_once_keep_apart() -> None:
    one = each(made, range(THRESHOLD), 2)
    first = next(one)
    assert {*each(lambda n: b"other", range(THRESHOLD), 2)} == {b"other"}
    assert [first, *one] == [made(n) for n in range(THRESHOLD)]
