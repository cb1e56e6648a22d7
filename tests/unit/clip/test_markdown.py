"""Escaped text renders to exactly the text it was."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from digest.clip.draft import Line
from digest.clip.markdown import BREAK, CODE, EMPHASIS, STRONG, code, escape, marked, paragraphs

RENDERER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
SIGNS = st.text(alphabet=st.sampled_from("ab1 #>*_`~[](){}<>!&;:\\-+=.|\"'/é“”"), min_size=1, max_size=30)


def rendered(text: str) -> str:
    shown = RENDERER.render(escape(text))
    inner = re.fullmatch(r"<p>(.*)</p>\n", shown, re.S)
    assert inner, shown
    assert "<" not in inner[1], shown
    return html.unescape(inner[1])


@given(SIGNS)
@example("1. one")
@example("# heading")
@example("[a](b) and [[c|d]] and [^1]")
@example("<b>x</b> &amp; &#35;")
@example("***")
@example("a|b")
@example("snake_case _em_ __strong__")
@example("\\*")
@example("a\\")
def test_render_of_escape_is_the_text(text: str) -> None:
    line = " ".join(text.split())
    if line:
        assert rendered(line) == line


@pytest.mark.parametrize(
    "text", ["He said “so,” [sic].", "It’s 3.5%: snake_case, AT&T, C:\\temp - fine!", "A (b) c; 10 - 2 = 8."]
)
def test_ordinary_text_gets_no_backslash(text: str) -> None:
    assert escape(text) == text


def test_paragraphs_with_their_marks() -> None:
    lines = [
        Line(1, "One."),
        Line(2, ""),
        Line(3, "Two", "## "),
        Line(4, "a", "- "),
        Line(5, "b", "- "),
        Line(6, "1. x"),
    ]
    assert paragraphs(lines) == "One.\n\n## Two\n\n- a\n- b\n\n1\\. x"


RUNS = st.lists(
    st.tuples(
        SIGNS,
        st.sampled_from(["", "https://news.example/a"]),
        st.sampled_from([0, 0, STRONG, EMPHASIS, STRONG | EMPHASIS]),
    ),
    min_size=1,
    max_size=5,
)


@given(RUNS)
@example([("a!", "", 0), ("b", "https://news.example/a", 0)])
@example([("a", "", STRONG), ("b", "", EMPHASIS)])
@example([("[", "https://news.example/a", 0), ("](x)", "", 0)])
@example([("a\\", "", 0), ("b", "", STRONG)])
def test_the_words_of_runs_stay_the_words(runs: list[tuple[str, str, int]]) -> None:
    plain = " ".join("".join(text for text, _, _ in runs).split())
    spaced = marked([(re.sub(r"\s+", " ", text), address, style) for text, address, style in runs])
    shown = html.unescape(re.sub(r"</?(?:p|a|em|strong)(?: [^<>]*)?>", "", RENDERER.render(spaced)))
    assert re.sub(r"\s+", "", shown) == re.sub(r"\s+", "", plain)


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        ([("a ", "", 0), ("b", "", STRONG), (" c", "", 0)], "a **b** c"),
        ([("a", "https://news.example/a", STRONG | EMPHASIS)], "[***a***](https://news.example/a)"),
        ([("a", "", 0), (BREAK, "", 0), ("b", "", 0)], "a<br>b"),
        ([("x`y", "", CODE)], "``x`y``"),
        ([("- a", "", 0), (" b", "", EMPHASIS)], "\\- a *b*"),
    ],
)
def test_runs(runs: list[tuple[str, str, int]], expected: str) -> None:
    assert marked(runs) == expected


def test_lines_with_marks_of_their_own() -> None:
    lines = [
        Line(1, "a", "1. "),
        Line(2, "b", "    - ", "*b*"),
        Line(3, "one two", "> ", f"one{BREAK}two"),
        Line(4, "three", "> "),
        Line(5, "x", "```", code("x\n  y")),
        Line(6, "a b", "| ", "| a | b |"),
        Line(7, "c d", "| ", "| c | d |"),
    ]
    assert paragraphs(lines) == (
        "1. a\n    - *b*\n\n> one\\\n> two\n>\n> three\n\n```\nx\n  y\n```\n\n| a | b |\n| --- | --- |\n| c | d |"
    )
