"""What a sentence counts."""

from __future__ import annotations

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.link.counts import MOST, Count, disagree, find


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("At least 12 people were injured.", [("injured", "", 12, inf)]),
        ("Fifteen people were injured.", [("injured", "", 15, 15)]),
        ("12 injured, 3 dead.", [("injured", "", 12, 12), ("dead", "", 3, 3)]),
        ("The death toll rose to 1,204.", [("dead", "", 1204, 1204)]),
        ("A hundred and six soldiers were wounded.", [("injured", "soldier", 106, 106)]),
        ("It killed twenty-five.", [("dead", "", 25, 25)]),
        ("Up to two thousand people were evacuated.", [("evacuated", "", 0, 2000)]),
        ("Dozens of people were hurt.", [("injured", "", 24, 120)]),
        ("Some 200 people were arrested.", [("arrested", "", 180, 220)]),
        ("12,000 people were displaced.", [("displaced", "", 11_500, 12_500)]),
        ("It claimed a dozen lives.", [("dead", "", 12, 12)]),
        ("With 88 passengers and nine cars.", [("passenger", "passenger", 88, 88), ("car", "car", 9, 9)]),
        ("He won by 212 votes.", [("by vot", "vot", 212, 212)]),
        ("A $3.5m loan.", [("$ loan", "loan", 3_450_000, 3_550_000)]),
        ("A loan of 5 dollars.", [("$ loan", "loan", 5, 5)]),
        ("It is 12 km long.", [("km long", "long", 12, 12)]),
        ("A 12-kilometre tunnel.", [("km tunnel", "tunnel", 12, 12)]),
        ("Prices rose by 12 per cent.", [("% ris", "ris", 12, 12)]),
        ("Pryce, 54, left at 6.40 on 12 March 2024.", []),
        ("In 2019 one of them left; it took 3 hours.", []),
        ("The 10th meeting on Quay 4.", []),
        ("Two others were injured.", []),
        ("The vote was 5-2.", []),
    ],
)
def test_counts(sentence: str, expected: list[tuple[str, str, float, float]]) -> None:
    found = find(sentence)
    assert [(c.about, c.of) for c in found] == [(about, of) for about, of, _, _ in expected]
    assert [n for c in found for n in (c.low, c.high)] == pytest.approx([n for *_, a, b in expected for n in (a, b)])


def test_the_words_of_a_count_are_those_of_the_sentence() -> None:
    sentence = "Police said that no fewer than 12 people were slightly injured on Monday."
    (count,) = find(sentence)
    assert sentence[count.start : count.end] == "no fewer than 12 people were slightly injured"


def count(low: float, high: float) -> Count:
    return Count("injured", "", low, high, 0, 1)


def test_numbers_disagree_when_no_number_makes_both_right() -> None:
    assert disagree(count(12, 12), count(15, 15)) and disagree(count(15, 15), count(0, 12))
    assert not disagree(count(12, inf), count(15, 15)) and not disagree(count(9, 12), count(12, 14))


@given(st.text(alphabet="0123456789,.$€-/: atwelvmhundrdpojk", max_size=300))
def test_any_text_has_counts_within_it(text: str) -> None:
    for c in find(text):
        assert 0 <= c.start < c.end <= len(text) and c.low <= c.high


@pytest.mark.parametrize("text", ["12 injured " * 10_000, "9" * 100_000, "hundred " * 20_000, "a dozen " * 20_000])
def test_figures_without_end_are_bounded(text: str) -> None:
    assert len(find(text)) <= MOST
