"""What is no date."""

from __future__ import annotations

import pytest

from digest.clip.timex.guards import is_habit, is_holiday, is_span, is_year


@pytest.mark.parametrize(
    ("text", "word", "is_one"),
    [
        ("it was built in 1842.", "1842", True),
        ("the 1842 treaty", "1842", True),
        ("1842\n\nthe yard", "1842", True),
        ("some 1842 sailors", "1842", False),
        ("1842 people", "1842", False),
        ("page 1842", "1842", False),
        ("mid-1842", "1842", True),
        ("rx-1842", "1842", False),
        ("1842 Harbour Street", "1842", False),
        ("before 2100", "2100", True),
        ("Uni, 2100, Ellery", "2100", False),
    ],
)
def test_years(text: str, word: str, is_one: bool) -> None:
    at = text.index(word)
    assert is_year(text, text.lower(), at, at + len(word), "year") is is_one


def test_a_habit_is_told_from_what_happened() -> None:
    for text, habit in (("it is cold in january.", True), ("it was cold in january.", False)):
        at = text.index("january")
        assert is_habit(text, at, at + 7) is habit


def test_a_length_of_time_is_told_from_a_date() -> None:
    for text, span in (("over the last week", True), ("he left last week", False), ("the last week of may", True)):
        at = text.index("last week")
        assert is_span(text, at, at + 9, "last") is span


def test_a_holiday_is_told_from_what_belongs_to_it() -> None:
    for text, day in (("at Christmas they met", True), ("the Christmas tree", False)):
        at = text.index("Christmas")
        assert is_holiday(text, text.lower(), at, at + 9) is day
