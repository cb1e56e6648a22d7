"""Columns of counts: every event in one, each over the time that it may belong to."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.dates import When, parse
from digest.site.counts import HIGHEST, MONTHS, YEARS, counts
from digest.site.periods import span
from digest.site.scale import MARGIN, WIDTH
from digest.site.views import Counts
from tests.unit.site.made import era
from tests.unit.site.test_periods import ANY


def drawn(*dates: str) -> Counts | None:
    return counts(map(parse, dates), lambda when: f"/{when.edtf}", [era("All", "2000/..")])


def columns(*dates: str) -> list[tuple[str, int, bool]]:
    found = drawn(*dates)
    return [(c.when.edtf, c.count, c.wide) for c in found.columns] if found else []


def test_a_few_years_are_counted_by_month() -> None:
    assert columns("2023-01-05", "2023-01-30", "2023-03") == [("2023-01", 2, False), ("2023-03", 1, False)]


def test_what_is_known_to_the_year_stands_behind_all_of_it() -> None:
    assert columns("2023-01-05", "2023", "2023-03/2025") == [
        ("2023", 1, True),
        ("2023-01", 1, False),
        ("2023-03", 1, False),
    ]


def test_many_years_are_counted_by_year_and_very_many_by_more() -> None:
    assert columns("2010-01", "2010-05", "2024", "201X") == [
        ("2010/2019", 1, True),
        ("2010", 2, False),
        ("2024", 1, False),
    ]
    assert columns("0044-03", "2024-01", "2025") == [("0040/0059", 1, False), ("2020/2039", 2, False)]
    assert columns("0001", "9999-12-31") == [("0001/0099", 1, False), ("9900/9999", 1, False)]


@pytest.mark.parametrize("dates", [(), ("2024",), ("2024-01-02", "2024-01-30")])
def test_a_single_column_is_no_picture(dates: tuple[str, ...]) -> None:
    assert drawn(*dates) is None


def test_a_column_leads_to_its_first_event() -> None:
    found = drawn("2023-01-05", "2023-01-30", "2023-03")
    assert found and [c.href for c in found.columns] == ["/2023-01-05", "/2023-03"]


@settings(deadline=None)
@given(st.lists(ANY, max_size=60))
def test_every_event_is_counted_once_over_its_beginning(dates: list[When]) -> None:
    found = counts(dates, lambda when: when.edtf)
    if found is None:
        return
    assert sum(c.count for c in found.columns) == len(dates)
    assert len(found.columns) <= max(MONTHS, YEARS) * 3
    firsts = {span(when).first for when in dates}
    for c in found.columns:
        assert c.x >= MARGIN and c.x + c.width <= WIDTH - MARGIN + 0.2 and 0 < c.height <= HIGHEST
        days = span(c.when)
        assert any(days.first <= first <= days.last for first in firsts)
    narrow = [c for c in found.columns if not c.wide]
    assert all(a.x + a.width <= b.x for a, b in pairwise(narrow))
    assert max(c.height for c in found.columns) == HIGHEST
