"""Titles beside names; which of them exclude each other is data of test_contradictions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.link.folding import fold
from digest.link.titles import contradict, of_name


def found(text: str) -> list[str]:
    start = text.index("Ada Pryce")
    return [t.words for t in of_name(fold(text), start, start + len("Ada Pryce"))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mayor Ada Pryce came.", ["Mayor"]),
        ("The former deputy mayor Ada Pryce came.", ["former deputy mayor"]),
        ("He met Foreign Minister Ada Pryce.", ["Foreign Minister"]),
        ("Port Elm mayor Ada Pryce came.", ["mayor"]),
        ("Ada Pryce, the mayor, came.", ["mayor"]),
        ("Ada Pryce, an ambassador in Elm, came.", ["ambassador"]),
        ("Mayor Ada Pryce, the former chair of the board, came.", ["Mayor", "former chair"]),
        ("Ada Pryce, the mayor said, came.", []),
        ("Ada Pryce, who was mayor, came.", []),
        ("The mayor met Ada Pryce.", []),
        ("The mayor, Ada Pryce, came.", []),
        ("Ms Ada Pryce came.", []),
        ("Ada Pryce", []),
    ],
)
def test_titles_beside_a_name(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@given(st.text(alphabet="the mayor formAP,. ;of", max_size=200), st.integers(0, 200), st.integers(0, 20))
def test_any_text_gives_titles_that_do_not_contradict_themselves(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    end = min(len(text), start + length)
    for title in of_name(text, start, end):
        assert 0 <= title.start <= title.end <= len(text) and title.words
        assert not contradict(title, title)
