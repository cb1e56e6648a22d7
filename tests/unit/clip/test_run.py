"""Many inputs: in order, whoever drafts them, and one broken input stops nothing."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from digest.clip import Options
from digest.clip.fetch import Fetched
from digest.clip.gather import Input
from digest.clip.run import BATCH_BYTES, BATCH_FILES, Read, batches, import_all, read_input
from digest.clip.write import How, Imported, Shelf
from digest.dates import parse
from digest.errors import Problem
from digest.work import workers


@pytest.fixture
def clips(tmp_path: Path) -> list[Input]:
    found = []
    for n in range(70):
        path = tmp_path / f"{n}.txt"
        path.write_text(
            f"Ferry number {n} returns to the strait\n\n08:15 AM August {n % 28 + 1}, 2017\n\n"
            f"The night ferry sailed again on Tuesday, {n} years after the line was closed for want of passengers.\n"
        )
        found.append(Input(path.name, path))
    (tmp_path / "7.txt").write_bytes(bytes(range(256)) * 9)
    return found


def run(articles: Path, inputs: list[Input], jobs: int = 1, cluster: str = "", **how: object) -> list[Imported]:
    with workers(jobs, cluster) as pool:
        return [item for _, item in import_all(inputs, Shelf(articles), {}, Options(), How(**how), pool)]  # type: ignore[arg-type]


def tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_results_come_in_order_and_a_broken_input_is_named(tmp_path: Path, clips: list[Input]) -> None:
    done = run(tmp_path / "out", [*clips, Input("gone.txt", tmp_path / "gone.txt")])
    assert [d.name for d in done] == [*(c.name for c in clips), "gone.txt"]
    assert [(d.name, d.problems[0].code) for d in done if d.outcome == "refused"] == [
        ("7.txt", "binary-file"),
        ("gone.txt", "unreadable"),
    ]
    assert len(tree(tmp_path / "out")) == 69


def test_any_number_of_processes_writes_the_same(tmp_path: Path, clips: list[Input]) -> None:
    run(tmp_path / "one", clips)
    run(tmp_path / "two", clips, jobs=2)
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_a_cluster_writes_the_same(tmp_path: Path, clips: list[Input], cluster: str) -> None:
    run(tmp_path / "here", clips)
    run(tmp_path / "there", clips, cluster=cluster)
    assert tree(tmp_path / "here") == tree(tmp_path / "there")


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
    ) as found:
        yield found.scheduler_address


def test_known_bytes_are_not_drafted_again(tmp_path: Path, clips: list[Input]) -> None:
    first = run(tmp_path / "out", clips)
    again = run(tmp_path / "out", clips)
    assert [d.path for d in again] == [d.path for d in first]
    assert {d.outcome for d in again} == {"unchanged", "refused"} and all(d.draft is None for d in again)


def test_tasks_are_small() -> None:
    many = list(batches(Read(str(n), b"x") for n in range(BATCH_FILES * 2 + 1)))
    assert [len(task) for task in many] == [BATCH_FILES, BATCH_FILES, 1]
    large = list(batches(Read(str(n), b"x" * BATCH_BYTES) for n in range(2)))
    assert [len(task) for task in large] == [1, 1]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(b"text")))
    assert read_input(Input("stdin")) == Read("stdin", b"text")


def test_an_address_is_fetched_only_when_asked() -> None:
    url = "https://news.example/a"
    refused = read_input(Input(url, url=url))
    assert refused.problem and "--fetch" in refused.problem.hint
    found = Fetched(url + "/b", b"page", "", datetime(2017, 8, 8, 9, 30, tzinfo=UTC))
    assert read_input(Input(url, url=url), lambda u: found) == Read(
        url + "/b", b"page", url=url + "/b", captured=parse("2017-08-08T09:30Z")
    )
    wrong = Problem(path=url, code="unreadable", message="no")
    assert read_input(Input(url, url=url), lambda u: wrong).problem == wrong


def test_reports_name_an_input_as_it_was_given_and_records_by_its_name(tmp_path: Path) -> None:
    for folder, data in (
        ("a1", b"\x00" * 9),
        ("a2", b""),
        ("a3", b"Ferry returns today\n\nIt sailed again on Tuesday."),
    ):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "index.html").write_bytes(data)
    inputs = [Input("index.html", tmp_path / f"a{n}/index.html", shown=f"a{n}/index.html") for n in (1, 2, 3)]
    done = run(tmp_path / "out", inputs)
    assert [d.name for d in done] == ["a1/index.html", "a2/index.html", "a3/index.html"]
    assert [p.path for d in done for p in d.problems] == ["a1/index.html", "a2/index.html"]
    assert done[2].draft and done[2].draft.meta["clipping"]["original"] == "index.html"  # type: ignore[call-overload,index]
    assert [d.name for d in run(tmp_path / "out", inputs[2:])] == ["a3/index.html"]
