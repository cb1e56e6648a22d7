"""Escaped text renders to exactly the text it was."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from digest.clip.draft import Line
from digest.clip.markdown import escape, paragraphs

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
