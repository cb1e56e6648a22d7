"""Entries of the ledger are marked as gone; every other line stays byte for byte."""

from __future__ import annotations

import pytest

from digest.content.edit import Uneditable
from digest.content.ledger import mark_gone

A = '{"path": "people/a/", "since": "2017-01-01"}'
B = '{ "since": "2017-01-01", "path":"people/b/" }'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"{A}\n{B}\n", f"{A[:-1]}, \"gone\": true}}\n{B}\n"),
        (f"{A}\r\n\r\n{B}", f"{A[:-1]}, \"gone\": true}}\r\n\r\n{B}"),
        (f'{A[:-1]}, "gone": true}}\n', f'{A[:-1]}, "gone": true}}\n'),
        (f'{A[:-1]}, "gone": false}}\n', f'{A[:-1]}, "gone": true}}\n'),
        (f"{B}\n", f"{B}\n"),
        ("", ""),
    ],
)  # fmt: skip
def test_an_entry_is_marked(before: str, after: str) -> None:
    assert mark_gone(before, ["people/a/"]) == after


@pytest.mark.parametrize("line", ["{", "[]", "1", "[" * 100_000])
def test_a_ledger_that_cannot_be_read_is_left_alone(line: str) -> None:
    assert isinstance(mark_gone(f"{A}\n{line}\n", ["people/a/"]), Uneditable)
