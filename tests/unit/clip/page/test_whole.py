"""Lists and tables stay or go as wholes."""

from __future__ import annotations

import pytest

from digest.clip.page.blocks import blocks_of
from digest.clip.page.main import parse
from digest.clip.page.whole import together, wholes

LIST = "<p>above</p><ul><li>one</li><li>two</li></ul><p>below</p>"
LINKS = "<p>above</p><ul><li><a href=/1>one</a></li><li><a href=/2>two</a></li></ul><p>below</p>"


def settled(body: str, *chances: float) -> str:
    nodes, blocks = blocks_of(parse(f"<html><body>{body}</body></html>"))
    found = together(nodes, blocks, chances, 0.5)
    return " ".join(block.text for block, value in zip(blocks, found, strict=True) if value > 0.5)


@pytest.mark.parametrize(
    ("body", "chances", "kept"),
    [
        (LIST, (0.9, 0.9, 0.2, 0.9), "above one two below"),
        (LIST, (0.9, 0.5, 0.2, 0.1), "above one two"),
        (LIST, (0.9, 0.2, 0.1, 0.9), "above below"),
        # Without text of the article before it, a list needs as much as any block.
        (LIST, (0.1, 0.5, 0.4, 0.9), "below"),
        (LIST, (0.1, 0.9, 0.4, 0.9), "one two below"),
        (LINKS, (0.9, 0.6, 0.2, 0.9), "above below"),
        (
            "<p>above</p><table><tr><th>ab</th><th>cd</th></tr><tr><td>ef</td><td>gh</td></tr></table>",
            (0.9, 0.2, 0.2, 0.7, 0.7),
            "above ab cd ef gh",
        ),
        # What lays out a page is no list: its parts are judged each for itself.
        (f"<ul><li><p>{'word ' * 200}</p></li><li><p>{'term ' * 200}</p></li></ul>", (0.9, 0.1), ("word " * 200)[:-1]),
        ("<table><tr><td><p>a</p><p>b</p><p>c</p></td></tr></table>", (0.9, 0.1, 0.1), "a"),
        ("<table><tr><td><table><tr><td>a</td><td>b</td></tr></table></td></tr></table>", (0.9, 0.3), "a b"),
    ],
)
def test_all_parts_decide_together(body: str, chances: tuple[float, ...], kept: str) -> None:
    assert settled(body, *chances) == kept


def test_a_list_in_a_list_belongs_to_it() -> None:
    body = "<ul><li>one<ol><li>two</li></ol></li><li>three</li></ul><dl><dt>four</dt><dd>five</dd></dl>"
    nodes, blocks = blocks_of(parse(f"<html><body>{body}</body></html>"))
    assert [[block.text for block in group] for group in wholes(nodes, blocks)] == [
        ["one", "two", "three"],
        ["four", "five"],
    ]
