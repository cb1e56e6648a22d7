"""Words without their endings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.link.stems import INFLECTIONS, forms, stem, words


@pytest.mark.parametrize(
    "alike",
    [
        "meets meet met meeting",
        "closes closed close closing",
        "carries carried carry carrying",
        "plans planned planning plan",
        "wins won win winning",
        "boards board's boarded",
        "agrees agreed agree",
        "kills killed killing",
        "dies died deaths dead",
    ],
)
def test_forms_of_one_word_have_one_stem(alike: str) -> None:
    assert len({stem(word) for word in alike.split()}) == 1


@pytest.mark.parametrize("apart", ["cars carries", "port portrait", "board border", "sign sing", "bus business"])
def test_other_words_have_other_stems(apart: str) -> None:
    one, other = apart.split()
    assert stem(one) != stem(other)


def test_words_that_every_text_has_say_nothing() -> None:
    assert words("The Gannet Bridge is closed to all traffic, and was closed") == ["gannet", "bridg", "clos", "traffic"]
    assert words("") == words("12 of the 14") == []


def test_what_a_stem_may_look_like_in_a_text() -> None:
    assert set(forms("meet")) == {"meet", "met"}
    assert forms("bridg") == ("bridg",)
    assert "bridges".removeprefix("bridg") in INFLECTIONS


@given(st.text())
def test_any_text_has_words(text: str) -> None:
    assert all(words(text))
