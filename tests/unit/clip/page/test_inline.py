"""Blocks as lines: marks of headings, lists, quotes, tables and code; links and emphasis inside a line."""

from __future__ import annotations

import pytest

from digest.clip.markdown import paragraphs
from digest.clip.page.blocks import blocks_of
from digest.clip.page.inline import lines_of
from digest.clip.page.main import parse

BASE = "https://news.example/2026/ferry"


def written(body: str, base: str = BASE) -> str:
    nodes, blocks = blocks_of(parse(f"<html><body>{body}</body></html>"))
    return paragraphs(lines_of(nodes, blocks, base))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<h1>A</h1><h2>B</h2><h3>C</h3><h6>D</h6>", "## A\n\n## B\n\n### C\n\n###### D"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b"),
        ("<ol start=4><li>a</li><li>b</li></ol>", "4. a\n5. b"),
        ("<ul><li>a<ol><li>b</li><li>c</li></ol></li><li>d</li></ul>", "- a\n    1. b\n    2. c\n- d"),
        ("<ul><li><p>a</p><p>more of a</p></li></ul>", "- a\n\nmore of a"),
        ("<blockquote><p>a</p><p>b</p></blockquote><p>c</p>", "> a\n>\n> b\n\nc"),
        ("<p>one<br>two</p>", "one\\\ntwo"),
        ("<blockquote>one<br>two</blockquote>", "> one\\\n> two"),
        ("<pre>if a:\n    b()\n</pre>", "```\nif a:\n    b()\n```"),
        (
            "<table><tr><th>Line</th><th>Price</th></tr><tr><td>North | South</td><td>12</td></tr></table>",
            "| Line | Price |\n| --- | --- |\n| North \\| South | 12 |",
        ),
        ("<table><tr><td><p>one</p><p>two</p></td><td>three</td></tr></table>", "one\n\ntwo\n\nthree"),
        ("<table><tr><td>one</td></tr><tr><td>two</td></tr></table>", "one\n\ntwo"),
    ],
)
def test_marks(body: str, expected: str) -> None:
    assert written(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>a <b>b</b> c</p>", "a **b** c"),
        ("<p>a <em>b</em>, <strong><i>c</i></strong></p>", "a *b*, ***c***"),
        ("<p>a<b> b </b>c</p>", "a **b** c"),
        ("<p><b>All of it is bold</b></p>", "All of it is bold"),
        ("<h2>A <b>bold</b> heading</h2>", "## A bold heading"),
        ("<p>run <code>a*b`c</code> now</p>", "run ``a*b`c`` now"),
        (
            "<p>see <a href='/x?utm_source=mail'>the <b>plan</b></a></p>",
            "see [the](https://news.example/x) [**plan**](https://news.example/x)",
        ),
        ("<p>see <a href='map_(old)'>map</a></p>", "see [map](https://news.example/2026/map_%28old%29)"),
        ("<p>see <a href='#note'>1</a> and <a href='javascript:x()'>this</a></p>", "see 1 and this"),
        ("<p>Noted<a href='https://news.example/2026/ferry#note'>[4]</a> by all</p>", "Noted[4] by all"),
        ("<p>Noted<a href='/notes'>[4]</a></p>", "Noted[\\[4\\]](https://news.example/notes)"),
        ("<p><i>T</i>he ferry</p>", "The ferry"),
        ("<p>mail <a href='mailto:a@news.example'>us</a></p>", "mail us"),
        ("<p>Look!<a href='/x'>here</a></p>", "Look\\![here](https://news.example/x)"),
        ("<p>[sic] <a href='/x'>a [b</a></p>", "[sic] [a \\[b](https://news.example/x)"),
        ("<p>1. <a href='/x'>not a list</a></p>", "1\\. [not a list](https://news.example/x)"),
        ("<p>5 * 3 _x_ <i>it</i></p>", "5 \\* 3 \\_x\\_ *it*"),
        ("<p>he<b>“said”</b>so</p>", "he“said”so"),
    ],
)
def test_inline(body: str, expected: str) -> None:
    assert written(body) == expected


def test_links_need_a_base_or_an_address_of_their_own() -> None:
    assert written("<p>a <a href='/x'>b</a> <a href='https://other.example/y'>c</a></p>", "") == (
        "a b [c](https://other.example/y)"
    )


def test_text_of_a_line_is_plain() -> None:
    nodes, blocks = blocks_of(parse("<p>a <a href='https://other.example/y'>b</a> <b>c</b></p>"))
    (line,) = lines_of(nodes, blocks, "")
    assert line.text == "a b c"
