"""Execution: the same bytes in the same order on one process or several, and an end to it when something breaks."""

from __future__ import annotations

import multiprocessing
import os
import signal
from typing import Any

import pytest

from digest.build.execute import AHEAD, CHUNK, THRESHOLD, execute
from digest.errors import DigestError
from digest.site.plan import Copy, Output

forks = pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="there is no fork here")


@pytest.fixture(autouse=True)
def several_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 3)


def outputs(count: int) -> list[Output]:
    return [Output(f"{n}.html", Copy("", str(n)), "a reason") for n in range(count)]


def made(output: Output) -> bytes:
    return f"page {output.path}".encode()


def by_whom(output: Output) -> bytes:
    return str(os.getpid()).encode()


@pytest.mark.parametrize("count", [0, 1, CHUNK, THRESHOLD - 1, THRESHOLD, THRESHOLD + CHUNK // 2])
@pytest.mark.parametrize("jobs", [0, 1, 2, 8])
def test_the_results_never_depend_on_how_many_work(count: int, jobs: int) -> None:
    assert list(execute(outputs(count), made, jobs)) == [(o.path, made(o)) for o in outputs(count)]


@forks
def test_many_outputs_are_shared_between_processes() -> None:
    workers = {data for _, data in execute(outputs(THRESHOLD), by_whom, 2)}
    assert str(os.getpid()).encode() not in workers


@pytest.mark.parametrize(("count", "jobs"), [(THRESHOLD, 1), (THRESHOLD - 1, 8)])
def test_few_outputs_or_one_job_stay_in_this_process(count: int, jobs: int) -> None:
    assert {data for _, data in execute(outputs(count), by_whom, jobs)} == {str(os.getpid()).encode()}


def test_where_there_is_no_fork_this_process_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    assert {data for _, data in execute(outputs(THRESHOLD), by_whom, 4)} == {str(os.getpid()).encode()}


def broken(output: Output) -> bytes:
    if output.path == "77.html":
        raise DigestError("a template is broken", "mend it", exit_code=2)
    return made(output)


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_one_page_raises_is_raised_here(jobs: int) -> None:
    got = []
    with pytest.raises(DigestError) as raised:
        for path, _ in execute(outputs(THRESHOLD), broken, jobs):
            got.append(path)
    assert (raised.value.message, raised.value.hint, raised.value.exit_code) == ("a template is broken", "mend it", 2)
    assert got == [f"{n}.html" for n in range(len(got))] and len(got) <= 77


def killed(output: Output) -> bytes:
    if output.path == "77.html":
        os.kill(os.getpid(), signal.SIGKILL)
    return made(output)


@forks
def test_a_killed_worker_is_told_in_a_message() -> None:
    with pytest.raises(DigestError, match="killed"):
        list(execute(outputs(THRESHOLD), killed, 2))


def test_nothing_is_made_before_it_is_taken() -> None:
    seen: list[str] = []

    def make(output: Output) -> bytes:
        seen.append(output.path)
        return b""

    results = execute(outputs(5), make)
    assert seen == []
    next(results)
    assert seen == ["0.html"]


@forks
def test_who_stops_early_does_not_pay_for_the_rest() -> None:
    count, jobs = CHUNK * 60, 2
    counter = multiprocessing.get_context("fork").Value("i", 0)

    def make(output: Output) -> bytes:
        with counter.get_lock():
            counter.value += 1
        return b""

    results: Any = execute(outputs(count), make, jobs)
    next(results)
    results.close()
    assert 0 < counter.value <= (jobs * AHEAD + 1) * CHUNK < count


@forks
def test_two_builds_at_once_keep_apart() -> None:
    one = execute(outputs(THRESHOLD), made, 2)
    first = next(one)
    other = [data for _, data in execute(outputs(THRESHOLD), lambda o: b"other", 2)]
    assert set(other) == {b"other"}
    assert [first, *one] == [(o.path, made(o)) for o in outputs(THRESHOLD)]
