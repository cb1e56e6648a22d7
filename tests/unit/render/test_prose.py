"""The quick way through plain prose gives the bytes that the parser gives, and takes what articles are made of."""

from __future__ import annotations

import json
import os
from itertools import pairwise
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.render import prose
from digest.render.markdown import to_html

BASE = "/d/"


def by_parser(text: str) -> str:
    with patch.object(prose, "paragraphs", return_value=None), patch.object(prose, "stands_apart", return_value=False):
        return to_html(text, BASE)


def doubts(text: str) -> list[str]:
    """The stretches that go to the parser."""
    found = prose.pieces(text, lambda written: 2, lambda href: prose.opening(href, href))
    return [text[p.start : p.end] for p in found if isinstance(p, prose.Doubt)]


PLAIN = {
    "words": "The Board met.\nIt sat until ten.",
    "an accent and a dash": "Éloïse Brandt — the clerk — left.",
    "quotation marks": "“We did,” she said. \"So did we.\" 'Yes.'",
    "an ampersand": "Marlowe & Sons, R&D",
    "more than": "5 > 3",
    "a space that does not break": "10\u00a0km",
    "a year that is no number of a list": "1986 was dry.",
    "a link of our own": "At [Quay 4](/d/places/quay-4/) they wait.",
    "a link elsewhere": "See [the list](https://example.org/a_b?c=1&d=2#e).",
    "a link that may not be followed": "See [the list](/elsewhere/).",
    "emphasis": "*The Courier* and **nobody else**, *twice*.",
    "a paragraph that begins with emphasis": "**Open:** whether it holds.",
    "hard-wrapped paragraphs": "one\ntwo\n\nthree\nfour",
    "more blank lines than one": "\n\none\n\n\ntwo\n\n\n\nthree\n\n",
    "paragraphs around other blocks": "one\n\n## two\n\n- three\n\nfour & *five*\n\nsix\n\n> seven\n\neight",
    "a heading": "## What happened",
    "headings skip no level": "#### First\n\ntext\n\n###### Second",
    "a quotation": "> It is a good height.",
    "a list": "- one\n- [two](/d/two/)\n- *three*",
    "blank lines with spaces": "one\n  \n\t\ntwo",
}

DOUBTED = {
    "an escape": "one\n\n2 \\* 3",
    "an entity": "one\n\n&eacute;t&eacute;",
    "code": "one\n\nthe `key`",
    "an underscore": "one\n\n_so_",
    "an image": "one\n\n![a](/d/a.png)",
    "a numbered list": "one\n\n1. two",
    "a hard break": "one\n\ntwo  \nthree",
    "a table": "one\n\na | b\n---|---\n1 | 2",
    "an underlined heading": "one\n\ntwo\n---",
    "a list that goes on": "one\n\n- two\n\n- three",
    "a list with an indented paragraph": "one\n\n- two\n\n  three",
    "indented code": "one\n\n    two\n\n\n    three",
    "a lazy line": "one\n\n> two\nthree",
    "a script's address": "one\n\n[two](javascript:alert)",
}


@pytest.mark.parametrize("text", PLAIN.values(), ids=PLAIN.keys())
def test_what_needs_no_parser(text: str) -> None:
    assert prose.stands_apart(text) and not doubts(text)
    assert to_html(text, BASE) == by_parser(text)


@pytest.mark.parametrize("text", DOUBTED.values(), ids=DOUBTED.keys())
def test_what_is_in_doubt_goes_to_the_parser_alone(text: str) -> None:
    assert doubts(text) == [text.removeprefix("one\n\n")]
    assert to_html(text, BASE) == by_parser(text)


@pytest.mark.parametrize(
    "text", ["a\n\n```\nb\n\nc\n```", "[a]\n\n[a]: /d/a", "<div>\n\n*a*\n\n</div>", "a\r\n\r\n- b"]
)
def test_what_reaches_over_blank_lines_is_read_whole(text: str) -> None:
    assert not prose.stands_apart(text)


SIGNS = """
a|word|Two words|The Courier said|# |## |#|> |>|- |-|* |*|**|_|`|```|[x](/d/y)|[x y](https://a.example/b?c=1&d=2)|[a](b)
|[a](javascript:x)|[|]|(|)|]:|&|& |&amp;|&eacute|&D|<|< |<b>|</b>|<!--|<div>|\\|!|![a](/d/i.png)|1. |2) |10.|1986. |---
|===|:|“q”|"q"|'s|é|—|+ |~~~|~|=|*em*|**st**|*a b*.|(*x*)|**Open:** |https://x.example|.|,|?|#hash|&#35;|&lt|%41
|[%41](/d/%41%zz)|[a](/d/é)|[a](#f)|[a](//evil)|[a](/d//x)|5 > 3|A & B|{|}
""".replace("\n", "").split("|")
SPACES = ["|", "a | b\n---|---\n", "\n", "\n\n", "\n \n", "    ", "  ", "\t", "\xa0", "\u2028", "\x0b", "\r\n"]
TEXTS = st.lists(
    st.tuples(st.sampled_from(SIGNS + SPACES), st.sampled_from(["", " ", "", " ", "\n", "\n\n"])).map("".join),
    max_size=14,
).map("".join)


@settings(deadline=None, max_examples=500)
@given(TEXTS)
def test_no_text_reads_otherwise_than_by_the_parser(text: str) -> None:
    assert to_html(text, BASE) == by_parser(text)


SPECIFICATION = os.environ.get("DIGEST_COMMONMARK", "")


@pytest.mark.skipif(not SPECIFICATION, reason="DIGEST_COMMONMARK names no examples of the CommonMark specification")
def test_the_whole_commonmark_specification() -> None:
    """Each example alone, between paragraphs, behind its neighbour, and with its lines apart."""
    examples = [example["markdown"] for example in json.loads(Path(SPECIFICATION).read_text("utf-8"))]
    assert len(examples) > 600
    texts = [*examples, *(f"Before.\n\n{one}\n\nand after" for one in examples)]
    texts += [f"{one}\n\n{other}" for one, other in pairwise(examples)]
    texts += ["before\n" + one.replace("\n", "\n\n") for one in examples]
    assert [text for text in texts if to_html(text, BASE) != by_parser(text)] == []
