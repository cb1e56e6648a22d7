"""The columns that are weighed: each value is an index into a table, for any text at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.clip.body.features import CUES, Shape, around, densest, form, grams, windows

LONG = "The night ferry sailed again on Tuesday, nine years after the line was closed for want of passengers."


def column(name: str, texts: list[str], indents: list[int] | None = None) -> list[int]:
    return form(texts, [0] * len(texts), indents or [0] * len(texts), {b"menu": -50, b"^menu": -7}).columns[name]


@pytest.mark.parametrize(
    ("name", "same", "other"),
    [
        ("last", ["He left.", "夜だ。"], "He left"),
        ("last", ["“He left.”", "(He left.)"], "“He left”"),
        ("capitals", ["the boat", "a line"], "The Old Boat"),
    ],
)
def test_kinds(name: str, same: list[str], other: str) -> None:
    first, second, third = column(name, [*same, other])
    assert first == second != third


def test_words_are_worth_what_was_learned() -> None:
    assert column("says", ["Menu", "Boats"]) == [20 - 12, 20]


def test_the_usual_indentation_is_where_the_text_stands() -> None:
    assert column("indent", [LONG, LONG, "Menu", "Sub"], [4, 4, 0, 8]) == [5, 5, 3, 7]


def test_core_lines_are_long_sentences_in_any_script() -> None:
    texts = [
        LONG,
        "He left.",
        "Ferry line opens",
        "夜のフェリーは火曜日に九年ぶりに運航を再開したと港の事務所が発表した。",
    ]
    core = form(texts, [0] * 4, [0] * 4, {}).core
    assert [size > 0 for size in core] == [True, False, False, True]


def test_kept_shapes_change_nothing() -> None:
    kept: dict[str, Shape] = {}
    fresh = form([LONG, "Menu", LONG], [0] * 3, [0] * 3, {b"menu": -50})
    assert [form([LONG, "Menu", LONG], [0] * 3, [0] * 3, {b"menu": -50}, kept) for _ in range(2)] == [fresh] * 2
    assert set(kept) == {LONG, "Menu"}


def test_grams() -> None:
    assert grams("Read more!") == {b"read", b"more", b"^read", b"=read more"}
    assert grams("…!") == {"…".encode(), "^…".encode(), "=…".encode()} and grams("!") == set()


def test_windows_are_sums_of_neighbours() -> None:
    assert windows([1, 2, 3, 4], 2) == ([0, 1, 3, 5], [5, 7, 4, 0])


@pytest.mark.parametrize(
    ("weights", "span"),
    [([-1, 2, 3, -1, 4, -9, 5], (1, 5)), ([-1, -2], (0, 0)), ([], (0, 0)), ([1], (0, 1))],
)
def test_the_densest_run(weights: list[float], span: tuple[int, int]) -> None:
    assert densest(weights) == span


def test_what_a_line_stands_behind() -> None:
    texts = [LONG, LONG, "Comments", *["I was there."] * 8]
    lines = form(texts, [0, 0, 1, *[0] * 8], [0] * 11, {})
    columns, span = around(lines, [2.0, 2.0, *[-1.0] * 9], 0)
    assert span == (0, 2)
    assert columns["behind-1"] == [0, 0, 0, 4, 4, 4, 4, 4, 4, 1, 1]
    assert columns["last-cue"][3:6] == [0, 1, 2] and columns["next-cue"][:3] == [1, 0, 16]


@given(
    st.lists(
        st.tuples(
            st.text(min_size=1, max_size=60).map(lambda t: " ".join(t.split())).filter(bool),
            st.integers(0, CUES),
            st.integers(0, 3000),
            st.floats(-9, 9),
        ),
        min_size=1,
        max_size=40,
    ),
    st.integers(-1, 39),
)
def test_every_value_is_an_index(rows: list[tuple[str, int, int, float]], title: int) -> None:
    texts, cues, indents, scores = map(list, zip(*rows, strict=True))
    lines = form(texts, cues, indents, {})
    columns, _ = around(lines, scores, min(title, len(rows) - 1))
    for column in (*lines.columns.values(), *columns.values()):
        assert len(column) == len(rows) and all(0 <= value < 48 for value in column)
