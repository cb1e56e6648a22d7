"""The words of dates and the patterns made from them."""

from __future__ import annotations

import re

import pytest

from digest.clip.timex.words import ERA, MONTH, MONTH_NUMBERS, NUMBER, WEEKDAY, WEEKDAYS, any_of, month, number, weekday


def test_every_name_is_matched_whole() -> None:
    for pattern, names in ((MONTH, MONTH_NUMBERS), (WEEKDAY, WEEKDAYS)):
        assert all(re.fullmatch(pattern, name) for name in names)


@pytest.mark.parametrize(("word", "fits"), [("sept.", True), ("may.", False), ("march.", False), ("mars", False)])
def test_only_what_is_short_takes_a_period(word: str, fits: bool) -> None:
    assert bool(re.fullmatch(MONTH, word)) is fits


def test_words_give_numbers() -> None:
    assert (month("sept."), weekday("tues."), number("twelve"), number("12"), number("a")) == (9, 1, 12, 12, 1)
    assert re.fullmatch(NUMBER, "a couple of")


def test_the_longest_comes_first_and_a_space_may_be_any() -> None:
    assert any_of(["last", "this past", "this"]) == r"this\spast|last|this"


@pytest.mark.parametrize("era", ["bc", "bce", "b.c.", "b.c.e.", "ad", "a.d.", "ce"])
def test_eras(era: str) -> None:
    assert re.fullmatch(ERA, era)
