"""Shares: weights of marks become parts of one whole, "none of them" included."""

from __future__ import annotations

import pytest

from digest.clip.head.weigh import at, bucket, shares, table, weights


def test_shares_are_parts_of_one_whole() -> None:
    parts = shares("author", [["label:by", "below:1"], ["label:other"]])
    assert 0 < parts[1] < parts[0] < 1 and sum(parts) < 1


def test_unknown_marks_and_kinds_weigh_nothing() -> None:
    assert shares("nothing", [["x"]]) == [0.5]
    assert not weights("nothing")


@pytest.mark.parametrize(("number", "text"), [(0, "1"), (1, "1"), (2, "3"), (4, "+")])
def test_buckets(number: int, text: str) -> None:
    assert bucket(number, (1, 3)) == text
    assert at(table("size:", (1, 3)), number) == f"size:{text}"
