"""HTML that is all text becomes the lines a reader sees."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from digest.clip.containers.fragment import lines_of, without_furniture
from digest.clip.draft import Line

TAGS = [
    "<p>",
    "</p>",
    "<div>",
    "<b>",
    "</b>",
    "<br>",
    "<li>",
    "<h2>",
    "<blockquote>",
    "<td>",
    "<style>",
    "</style>",
    "a",
    " b ",
    "&amp;",
    "<",
]


def rows(markup: str) -> list[tuple[str, str]]:
    return [(line.mark, line.text) for line in lines_of(markup)[0]]


def test_blocks_are_lines_and_inline_marks_are_none() -> None:
    markup = "<h2>Night ferry</h2><p>It <b>sails</b><br>again</p><ul><li>one<li>two</ul><blockquote><p>Well</p></blockquote>end"
    assert rows(markup) == [
        ("## ", "Night ferry"),
        ("", "It sails"),
        ("", "again"),
        ("- ", "one"),
        ("- ", "two"),
        ("> ", "Well"),
        ("", "end"),
    ]


def test_what_no_reader_sees_is_left_out() -> None:
    markup = (
        "<style>p{}</style><script>x()</script><title>t</title><div style='display: none'>preview<p>more</p></div>"
        "<p hidden>x</p><!-- note --><span style='font-size:0;max-height:0'>y</span><p>seen</p><img src='data:image/png;base64,AAAA'>"
    )
    assert rows(markup) == [("", "seen")]


def test_layout_tables_are_lines() -> None:
    assert rows("<table><tr><td>a</td><td>b</td></tr></table>") == [("", "a"), ("", "b")]


def test_no_depth_loses_a_word() -> None:
    for depth in (200, 1_000, 5_000):
        assert "deep" in " ".join(text for _, text in rows("<div>" * depth + "deep"))


def test_furniture_is_cut_by_whole_lines() -> None:
    lines, cuts = without_furniture(
        [Line(1, "Read on"), Line(2, "Read on, he said")], re.compile("read on", re.I), "more"
    )
    assert [line.number for line in lines] == [2] and [(cut.line, cut.rule) for cut in cuts] == [(1, "more")]


@given(st.lists(st.sampled_from(TAGS) | st.text(max_size=6), max_size=12).map("".join))
def test_any_markup_gives_numbered_lines_of_one_row(markup: str) -> None:
    lines, _ = lines_of(markup)
    numbers = [line.number for line in lines]
    assert numbers == sorted(set(numbers)) and all(line.text and "\n" not in line.text for line in lines)
