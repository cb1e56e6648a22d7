"""A date that a sentence, a tweet, a correction or a caption tells is not the text's own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.clip.dateline import days
from digest.clip.head.prose import is_tweet, told, unfinished


def why(line: str) -> str:
    return told(line, next(days(line)))


@pytest.mark.parametrize(
    "line",
    [
        "He was born on 3 March 1961 in Tollen.",
        "The ban ends on 1 January 2031.",
        "On 3 March 1961 the yard was closed for good.",
        "“We opened on 3 March 1961,” she said.",
        "3 March 1961 was a cold day at the quay.",
        "The old mole (built until 3 March 1961) has sunk.",
        "Ana Cruz waves from the quay on July 25, 2019",
        "Ana Cruz reads to the children in Port Varn, Tollen, April 14, 2024.",
        "Die Fähre wurde am 3. März 1961 in Tollen getauft.",
        "El puerto se cerró el 3 de marzo de 1961 por la tormenta.",
        "Le port a fermé le 3 mars 1961 pour la tempête.",
        "港口于一九六一年三月在当地关闭，直到2018年3月3日才重新开放。",
    ],
)
def test_a_date_in_a_sentence(line: str) -> None:
    assert why(line) == "it only stands inside a sentence"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("— Ana Cruz (@anacruz) March 3, 2018", "it is a tweet's"),
        ("Correction, March 3, 2018: An earlier version misnamed the ferry.", "it is a correction's"),
        ("A ferry near Tollen, 3 March 2018. (Photo: Lars Nehm)", "it stands in a picture's caption"),
    ],
)
def test_a_date_of_something_else(line: str, expected: str) -> None:
    assert why(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "3 March 2018",
        "By Ana Cruz on Friday, 3 March 2018 at 14:05",
        "Written by Ana Cruz in News on 3 March 2018 at 08:34 PM EDT. 51 Comments",
        "Geschrieben von rasos am 3.3.2018",
        "Pressemitteilung vom 3.3.2018",
        "TOLLEN, 3 March 2018 (Harbour Wire) – The harbour council voted to dredge the channel.",
        "Ana Cruz, staff writerMarch 3, 2018 2:05 pm",
        "3 March 2018, 14:05 Uhr Ferry sails again on the old line after nine years.",
        "This story was first published in the Courier on 3 March 2018.",
        "Published on 3 March 2018 in the Harbour Courier of that week.",
        "Diese Seite wurde zuletzt am 3. März 2018 um 13:22 Uhr geändert.",
        "Guide to the ferries of the old line en toute sécurité December 17, 2025",
        "March 3, 2018 add comment",
    ],
)
def test_a_date_that_stands_for_itself(line: str) -> None:
    assert why(line) == ""


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Jul 28", "no year stands in it"),
        ("28. Juli, 14:05 Uhr", "no year stands in it"),
        ("Yesterday", "it depends on the day of reading"),
        ("3 hours ago", "it depends on the day of reading"),
        ("vor 2 Stunden", "it depends on the day of reading"),
        ("March for the harbour", ""),
        ("Yesterday the ferry sailed", ""),
        ("World", ""),
    ],
)
def test_what_nearly_is_a_date(line: str, expected: str) -> None:
    assert unfinished(line) == expected


def test_a_byline_with_a_handle_is_no_tweet() -> None:
    assert not is_tweet("By Ana Cruz (@anacruz) March 3, 2018")


@given(st.text(max_size=60), st.text(max_size=60))
def test_nothing_raises(before: str, after: str) -> None:
    line = f"{before} 3 March 2018 {after}"
    for day in days(line):
        told(line, day)
    unfinished(before)
