"""Characters and lines: what is put right, what stays, and that each change is noted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.clip.body.lines import rows_of, to_lines

WRAPPED = [
    "The night ferry sailed again on Tuesday, nine years after",
    "the line was closed for want of passengers, and so many",
    "people came to see it that the harbour had to be closed",
    "to cars for the whole of the afternoon and the evening",
    "afterwards, by order.",
]


@pytest.mark.parametrize(
    ("text", "rows", "notes"),
    [
        ("a\u00a0b \t c\r\nd\re", ["a b c", "d", "e"], ["no-break and other wide spaces became spaces: 1"]),
        ("a\u200bb\ufeff soft\u00adhyphen", ["ab softhyphen"], ["invisible characters were removed: 3"]),
        ("a\x07b", ["ab"], ["control characters were removed: 1"]),
        ("a\u2028b\x0bc\u0085d", ["a", "b", "c", "d"], []),
        ("a\ufffd", ["a\ufffd"], ["characters that could not be read stand as U+FFFD: 1"]),
        ("plain", ["plain"], []),
    ],
)
def test_characters(text: str, rows: list[str], notes: list[str]) -> None:
    lines, found = to_lines(text)
    assert ([line.text for line in lines], found) == (rows, notes)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("caf\u00c3\u0089 au lait", "cafÉ au lait"),
        ("It\u00e2\u20ac\u2122s late", "It’s late"),
        ("K\u00c3\u00b6ln", "Köln"),
        ("\u00e2\u20ac\u0153Late,\u00e2\u20ac\u009d she said", "“Late,” she said"),
    ],
)
def test_text_read_in_the_wrong_encoding_is_read_again(text: str, right: str) -> None:
    lines, notes = to_lines(f"Fine\n{text}")
    assert [line.text for line in lines] == ["Fine", right]
    assert notes == ["lines that had been read in the wrong encoding were put right: 1"]


@pytest.mark.parametrize(
    "text", ["«CAFÉ»", "NÃO, São Paulo", "ÂGE D’OR", "Ñandú “ñ”", "“It’s ‘late’,” she said—twice…"]
)
def test_text_that_is_right_stays(text: str) -> None:
    assert to_lines(text) == (to_lines(text)[0], []) and to_lines(text)[0][0].text == text


def test_lines_broken_at_a_width_are_joined() -> None:
    lines, notes = to_lines("\n".join(["A title", "", *WRAPPED, "", "Another paragraph."]))
    assert [line.text for line in lines if line.text] == ["A title", " ".join(WRAPPED), "Another paragraph."]
    assert notes == ["lines broken at a fixed width were joined: 4"]


def test_lines_of_a_poem_are_not_joined() -> None:
    text = "The boat goes out\nThe boat comes in\nThe gulls fly round\nThe nets are thin"
    assert len(to_lines(text)[0]) == 4


@given(st.text())
def test_any_text_has_lines(text: str) -> None:
    lines, _ = to_lines(text)
    assert len(lines) == len(rows_of(text)[0]) or any("joined" in note for note in to_lines(text)[1])
    assert all(line.text == " ".join(line.text.split()) for line in lines)
