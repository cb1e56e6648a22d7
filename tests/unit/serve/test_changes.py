"""Changes, gathered until nothing more comes."""

from __future__ import annotations

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.serve.changes import FEW, LONGEST, QUIET, QUIET_MANY, Changes, matters, pause

LIMIT = 60
"""Seconds that no test needs."""


@pytest.mark.parametrize(
    "path",
    [
        "site.yaml", "content", "themes", "content/articles/2024/dues.md", "content/wall.gif", "content/ledger.jsonl",
        "themes/own/assets/style.css", "themes/own/templates", "content/articles/Ärger & Öl.md",
    ],
)  # fmt: skip
def test_what_a_build_reads_matters(path: str) -> None:
    assert matters(path)


@pytest.mark.parametrize(
    "path",
    [
        "", "public/index.html", ".digest/cache.sqlite", ".git/index", "README.md", "notes/content/x.md", "contents/x.md",
        "content/.git/index", "content/articles/.dues.md.swp", "content/articles/dues.md~", "content/articles/#dues.md#",
        "content/articles/.#dues.md", "content/articles/4913", "content/articles/dues.md.tmp", "content/.hidden/dues.md",
        "themes/own/templates/home.html.bak", "site.yaml~", ".site.yaml.swp",
    ],
)  # fmt: skip
def test_what_no_build_reads_does_not(path: str) -> None:
    assert not matters(path)


def times(count: int, gap: float) -> int:
    """How many builds `count` changes make that come `gap` seconds after each other, looked at without delay."""
    builds = pending = 0
    first = last = 0.0
    for n in range(count):
        now = n * gap
        if pending and pause(pending, first, last, now) <= 0:
            builds, pending = builds + 1, 0
        first, last, pending = first if pending else now, now, pending + 1
    return builds + 1


def test_a_checkout_of_a_thousand_files_is_one_build() -> None:
    assert times(1000, 0.001) == 1


def test_the_steps_of_one_save_are_one_build() -> None:
    assert times(4, QUIET / 3) == 1


def test_a_writer_who_never_stops_is_looked_at_all_the_same() -> None:
    assert times(10_000, QUIET_MANY / 2) > 1


@given(st.integers(1, 5000), st.floats(0, 1e6), st.floats(0, 10), st.floats(0, 10))
def test_one_save_waits_shortly_and_nothing_waits_for_ever(count: int, first: float, more: float, on: float) -> None:
    waits = pause(count, first, first + more, first + more + on)
    assert waits <= (QUIET if count <= FEW else QUIET_MANY) + 1e-6
    if more + on >= LONGEST:
        assert waits <= 0


def test_paths_come_together_and_once() -> None:
    changes = Changes()
    for path in ("content/b.md", "content/a.md", "content/b.md", "public/index.html"):
        changes.add(path)
    assert changes.waiting()
    news = changes.wait(LIMIT)
    assert news
    assert news[0] == {"content/a.md", "content/b.md"}
    assert not changes.waiting()
    news = changes.wait(0)
    assert news
    assert news[0] == set()


def test_who_waits_is_woken_by_a_change_and_by_the_end() -> None:
    changes = Changes()
    heard: list[frozenset[str] | None] = []

    def listen() -> None:
        while (news := changes.wait()) is not None:
            heard.append(news[0])
            told.set()
        heard.append(None)

    told = threading.Event()
    thread = threading.Thread(target=listen)
    thread.start()
    changes.add("site.yaml")
    assert told.wait(LIMIT)
    changes.close()
    thread.join(LIMIT)
    assert heard == [{"site.yaml"}, None]


def test_after_the_end_nothing_more_is_told() -> None:
    changes = Changes()
    changes.add("site.yaml")
    changes.close()
    assert changes.wait() is None
