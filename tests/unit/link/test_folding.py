"""Writing made alike, and as long as it was."""

from __future__ import annotations

import pytest

from digest.link.folding import fold, lower, plain, spelled


@pytest.mark.parametrize(
    "text", ["a\u00a0b", "“a” ‘b’ – c", "a\n\n \tb\nc", "\u3000İ", "a\n", "\n\n\n", "Łódź Grün Œ ß й"]
)
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(lower(text)) == len(plain(text)) == len(text)
    assert fold(fold(text)) == fold(text)


def test_a_line_end_is_a_space_and_a_paragraph_end_is_not() -> None:
    assert fold("a\nb") == "a b"
    assert " " not in fold("a\n \nb")


def test_lower_case_is_one_for_one_wherever_a_word_ends() -> None:
    assert lower("İSTANBUL ΟΔΟΣ") == "İstanbul οδοσ"
    assert lower("ΟΔΟΣ") == lower("οδός").replace("ό", "ο")


def test_spelled_is_how_the_table_holds_a_name() -> None:
    assert spelled(" Jose\u0301  “Pepe”\n Peña ") == 'José "Pepe" Peña'


@pytest.mark.parametrize(
    "text, expected",
    [("Łódź", "Lodz"), ("Peña", "Pena"), ("Ærø", "Æro"), ("Ørsted", "Orsted"), ("Чайковский", "Чайковский")],
)
def test_plain_letters(text: str, expected: str) -> None:
    assert plain(text) == expected
