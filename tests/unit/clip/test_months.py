"""Months in the languages that clippings come in."""

from __future__ import annotations

import pytest

from digest.clip.months import MONTHS


@pytest.mark.parametrize(
    ("name", "number"),
    [("january", 1), ("märz", 3), ("février", 2), ("ağustos", 8), ("října", 10), ("listopada", 11), ("декабря", 12)],
)
def test_names(name: str, number: int) -> None:
    assert MONTHS[name] == number


def test_every_name_is_small_and_every_month_is_there() -> None:
    assert all(name == name.lower() for name in MONTHS)
    assert set(MONTHS.values()) == set(range(1, 13))
