"""What matches give by themselves."""

from __future__ import annotations

import re

import pytest

from digest.clip.timex import making


def test_years_before_christ_count_from_zero() -> None:
    assert [making.astronomical(year, era) for year, era in ((44, "bc"), (1, "b.c."), (71, "ad"))] == [-43, 0, 71]


@pytest.mark.parametrize(
    ("a", "b", "years"), [("1914", "18", [1914, 1918]), ("1998", "2003", [1998, 2003]), ("1914", "12", [])]
)
def test_a_short_second_year_is_in_the_century_of_the_first(a: str, b: str, years: list[int]) -> None:
    match = re.match(r"(?P<a>\d+)-(?P<b>\d+)", f"{a}-{b}")
    assert match is not None
    assert [said.year for said in making.years(match, "years")] == years


def test_the_year_nought_is_none() -> None:
    match = re.match(r"year (?P<y>\d+)", "year 0")
    assert match is not None and making.year(match, "named-year") == []
