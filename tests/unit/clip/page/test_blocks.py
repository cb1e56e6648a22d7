"""A page's blocks: what interrupts a run of text, what is invisible, what a menu is."""

from __future__ import annotations

import pytest

from digest.clip.markdown import CODE, EMPHASIS, STRONG
from digest.clip.page.blocks import blocks_of
from digest.clip.page.main import parse

LONG = "The night ferry sailed again on Tuesday, nine years after the line was closed for want of passengers."


def texts(body: str) -> list[str]:
    _, blocks = blocks_of(parse(f"<html><body>{body}</body></html>"))
    return [block.text for block in blocks]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>one</p><p>two</p>", ["one", "two"]),
        ("loose <p>in a paragraph</p> and after", ["loose", "in a paragraph", "and after"]),
        ("<p>one <b>bold</b> <a href=/x>and a link</a>.</p>", ["one bold and a link."]),
        ("<div>one<br>line below<br><br>next paragraph</div>", ["one line below", "next paragraph"]),
        ("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>", ["a", "b", "c"]),
        ("<script>x()</script><style>p {}</style><!-- note --><p>seen</p><noscript>not</noscript>", ["seen"]),
        ("<p>ferry\u00a0line, nine\u00adteen</p>", ["ferry line, nineteen"]),
        ("<span>one</span><span>two</span>", ["onetwo"]),
        ("<p><b>one</b>\n<b>two</b>\n<b>three</b>\n\n<i>four</i></p>", ["one two three four"]),
        ("", []),
        ("<p> </p><div>\n</div>", []),
    ],
)
def test_blocks(body: str, expected: list[str]) -> None:
    assert texts(body) == expected


def test_menus_are_no_blocks() -> None:
    menu = "".join(f"<li><a href=/{n}>Section {n}</a></li>" for n in range(8))
    assert texts(f"<ul>{menu}</ul><nav><p>{LONG}</p></nav><p>{LONG}</p>") == [LONG]


def test_a_list_of_links_beside_prose_stays() -> None:
    items = "".join(f"<li><a href=/{n}>Harbour {n}</a></li>" for n in range(3))
    assert len(texts(f"<div><p>{LONG}</p><ul>{items}</ul></div>")) == 4


def test_pieces_keep_addresses_and_styles() -> None:
    _, blocks = blocks_of(parse("<p>a <b>b <i>c</i></b> <a href='/x'><code>d</code></a></p>"))
    assert blocks[0].pieces == [
        ("a ", "", 0),
        ("b ", "", STRONG),
        ("c", "", STRONG | EMPHASIS),
        (" ", "", 0),
        ("d", "/x", CODE),
    ]


def test_nodes_hold_the_sums_of_what_is_in_them() -> None:
    nodes, blocks = blocks_of(parse(f"<div><p>{LONG}</p><p><a href=/x>short</a></p></div>"))
    assert nodes[0].chars == sum(len(block.text) for block in blocks)
    assert nodes[0].prose == len(LONG)
    assert nodes[0].links == len("short")
    assert nodes[0].count == 2


def test_a_tree_that_is_too_deep_is_refused() -> None:
    from lxml import etree

    root = inner = etree.Element("div")
    for _ in range(300):
        inner = etree.SubElement(inner, "div")
    inner.text = LONG
    with pytest.raises(RecursionError):
        blocks_of(root)
