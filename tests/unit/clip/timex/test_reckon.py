"""Steps from an anchor."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.clip.timex.reckon import (
    Ref,
    century,
    day_step,
    decade,
    edtf,
    month_near,
    month_step,
    quarter_step,
    tense,
    weekday_tense,
)
from digest.dates import read


@pytest.mark.parametrize(
    ("made", "value"),
    [
        (edtf(-43), "-0043"),
        (edtf(0), "0000"),
        (edtf(10_000), ""),
        (edtf(2017, 2, 29), ""),
        (edtf(2016, 2, 29), "2016-02-29"),
        (decade(1990), "199X"),
        (decade(-470), "-0478/-0469"),
        (century(18), "18XX"),
        (century(-4), "-03XX"),
        (century(-1), "-00XX"),
        (month_step(Ref(2017, 1), -1), "2016-12"),
        (quarter_step(Ref(2017, 2), -1), "2016-36"),
        (day_step(date.min, -1), ""),
        (day_step(None, 1), ""),
    ],
)
def test_made(made: str, value: str) -> None:
    assert made == value


@given(st.integers(-20_000, 20_000), st.none() | st.integers(1, 12), st.none() | st.integers(1, 31))
def test_what_is_made_is_a_date(year: int, month: int | None, day: int | None) -> None:
    made = edtf(year, month, day if month else None)
    assert not made or read(made) is not None


@given(st.integers(1, 12), st.integers(1, 9998), st.integers(1, 12), st.integers(-12, 1))
def test_a_month_lies_among_the_twelve(number: int, year: int, month: int, first: int) -> None:
    ahead = (month_near(number, Ref(year, month), first) - year) * 12 + number - month
    assert first <= ahead < first + 12


@pytest.mark.parametrize(
    ("text", "expected"),
    [("he will leave on monday", 1), ("he left on monday", -1), ("on monday he will leave", 1), ("monday", 0)],
)
def test_tense(text: str, expected: int) -> None:
    at = text.index("monday")
    assert tense(text, text, at, at + 6) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Voters go to the polls Monday", 1),
        ("The Ahmed family is to leave on Monday", 1),
        ("The report, to be published on Monday,", 1),
        ("They agreed to meet on Monday", 1),
        ("A hearing was set for Monday", 1),
        ("It was not found until Monday", -1),
        ("It was closed until Monday", 1),
        ("Mohamed and May, Monday", 0),
    ],
)
def test_a_weekday_may_lie_ahead(text: str, expected: int) -> None:
    at = text.index("Monday")
    assert weekday_tense(text, text.lower(), at, at + 6) == expected
