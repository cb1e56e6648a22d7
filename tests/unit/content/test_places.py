"""Texts of files, and the places in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from digest.content.load import load
from digest.content.places import MAX_BYTES, locate
from digest.errors import Problem
from tests.support import article
from tests.unit.content.made import PATH, site


@pytest.mark.parametrize(
    "data, code, place",
    [
        (b"---\ntitle: caf\xe9\n---\n", "wrong-encoding", (2, 11)),
        ("---\ntitle: é\r\ny: 😀x".encode() + b"\xc0\xaf\n---\n", "wrong-encoding", (3, 6)),
        ("---\ntitle: x\n---\n".encode("utf-16"), "wrong-encoding", (1, 1)),
        (b"\xed\xa0\x80", "wrong-encoding", (1, 1)),
        (bytes(range(256)) * 40, "binary-file", (0, 0)),
        (b"\0" * 1000, "no-front-matter", (1, 0)),
        (b"---\ntitle: x\n---\n" + b"word " * (MAX_BYTES // 5 + 1), "too-large", (0, 0)),
    ],
)
def test_files_that_are_no_text(data: bytes, code: str, place: tuple[int, int], tmp_path: Path) -> None:
    problems = load(site(tmp_path, {PATH: data})).problems
    assert [(p.path, p.code, (p.line, p.column)) for p in problems] == [(PATH, code, place)]


def test_the_largest_file_is_read(tmp_path: Path) -> None:
    head = b"---\ntitle: x\n---\n"
    loaded = load(site(tmp_path, {PATH: head + b"a" * (MAX_BYTES - len(head))}))
    assert loaded.problems == ()
    assert len(loaded.library.articles["case"].body) == MAX_BYTES - len(head)


def test_a_thousand_problems_in_a_large_file_are_located_in_time(tmp_path: Path) -> None:
    """Reading the file once for each of them would take minutes."""
    names = "".join(f"  - nobody-{n}\n" for n in range(1000))
    body = "Some words.\n" * 100_000
    problems = load(site(tmp_path, {PATH: f"---\ntitle: x\nentities:\n{names}---\n{body}"})).problems
    assert [(p.code, p.line) for p in sorted(problems)] == [("unknown-entity", 4 + n) for n in range(1000)]


def test_locate_leaves_alone_what_it_cannot_find(tmp_path: Path) -> None:
    site(tmp_path, {PATH: article()})
    problems = [
        Problem(path="", code="same-address", message="m"),
        Problem(path="content/none.md", code="same-address", message="m", key="title"),
        Problem(path="content", code="same-address", message="m", key="title"),
    ]
    assert sorted(locate(problems, tmp_path)) == sorted(problems)
    deep = Problem(path=PATH, code="same-address", message="m", key="events[3].place")
    assert [(p.line, p.column) for p in locate([deep], tmp_path)] == [(2, 1)]
