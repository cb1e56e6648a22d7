"""What of a Markdown text is prose, against a full CommonMark parser, and against hostile texts."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from digest.link.blocks import scan
from digest.link.markup import BLANK, mask

CASES = sorted((Path(__file__).parents[2] / "cases" / "markup").glob("*.md"))
ALIKE = (
    "code-spans",
    "fences",
    "fences-in-quotes-and-lists",
    "indented-code",
    "headings",
    "links",
    "references",
    "plain",
)
"""Cases in which nothing stands that only the digest knows: [[links]], bare addresses, elements that hold links."""


def prose_words(text: str) -> list[str]:
    """The words that a CommonMark parser shows outside code, links and headings."""
    found: list[str] = []
    heading = False
    for token in MarkdownIt("commonmark").parse(text):
        heading = token.type == "heading_open" or (heading and token.type != "heading_close")
        if token.type == "inline" and not heading:
            links, words = 0, ""
            for child in token.children or ():
                links += {"link_open": 1, "link_close": -1}.get(child.type, 0)
                if not links:
                    words += child.content if child.type == "text" else " "
            found += re.findall(r"\w+", words)
    return found


def unmasked_words(text: str) -> list[str]:
    # Numbers of list items are no words of the prose; nor are they names.
    return re.findall(r"\w+", re.sub(r"^[ >]*[0-9]+[.)] ", "", mask(text), flags=re.MULTILINE))


@pytest.mark.parametrize("name", ALIKE)
def test_prose_is_what_commonmark_calls_prose(name: str) -> None:
    text = next(path for path in CASES if path.stem == name).read_bytes().decode()
    assert unmasked_words(text) == prose_words(text)


LINES = [
    *("one", "two words", "# head", "## head ##", "```", "~~~", "`code`", "`open", "``a`b``", "- item", "  - sub"),
    *("> quote", "1. first", "", "[a](b)", "[a] [b]", "![i](j)", "    four", "\\`no", "===", "---", "***", "\ttab"),
    *("a [b](c) d", "#none", "<b>x</b>", "x  ", "[a](<b>)", "a [b [c](d) e](f)", "> ```", "- ```", "  deep", "* * *"),
]


def test_prose_is_what_commonmark_calls_prose_however_blocks_follow_each_other() -> None:
    """The rare rest: what a list item holds behind a heading or a quote, by its indentation."""
    chance = random.Random(1)
    texts = ["\n".join(chance.choice(LINES) for _ in range(chance.randint(1, 5))) for _ in range(3_000)]
    differing = [text for text in texts if unmasked_words(text) != prose_words(text)]
    assert len(differing) <= 10, differing


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=8))
def test_no_code_is_taken_for_prose(lines: list[str]) -> None:
    """Whatever blocks follow each other."""
    text = "\n".join(lines)
    tokens = MarkdownIt("commonmark").parse(text)
    masked = mask(text).split("\n")
    for token in tokens:
        if token.type == "fence" and token.map and token.level == 0:
            assert not "".join(masked[token.map[0] : token.map[1]]).strip(BLANK + " >")


@settings(deadline=None)
@given(st.text(alphabet="ab `~#<>[]()!\\-=*_|\n\t:/@.1é", max_size=300))
def test_any_text_is_masked_in_its_length(text: str) -> None:
    masked = mask(text)
    assert len(masked) == len(text)
    assert all(m in (c, BLANK) for m, c in zip(masked, text, strict=True))
    assert [n for n, c in enumerate(text) if c == "\n"] == [n for n, c in enumerate(masked) if c == "\n"]
    spans = scan(text)
    assert spans == sorted(spans)
    assert all(0 <= s.start < s.end <= len(text) for s in spans)


HOSTILE = {
    "brackets": "[" * 50_000,
    "closed": "[" * 50_000 + "]" * 50_000,
    "backticks": "`" * 60_000,
    "runs": " ".join("`" * n for n in range(1_500)),
    "mixed runs": "`a``b```c" * 50_000,
    "quotes": ">" * 20_000 + " x",
    "lists": "- " * 5_000 + "x",
    "emphasis": "*a_ " * 50_000,
    "one line": "a" * 4_000_000,
    "words": "Some words. " * 300_000,
    "lines": "a\n" * 500_000,
    "blank lines": "a" + "\n" * 1_000_000 + "b",
    "targets": "](" * 100_000,
    "open targets": "[](a " * 100_000,
    "titles": '[](a "x' * 100_000,
    "parentheses": "[x](" + "(a)" * 300_000,
    "tags": "<a " * 300_000,
    "elements": "<a>" * 200_000,
    "comments": "x <!--" * 200_000,
    "images": "![" * 200_000 + "[a](b)" * 50_000,
    "links": "[[a]]" * 200_000,
    "mail": "a@" * 300_000,
    "dots": "a." * 300_000 + "@",
    "backslashes": "\\" * 500_000,
    "underlines": "a\n" + "-" * 300_000 + "x",
    "headings": "a\n=\n" * 100_000,
    "references": "[r]: x\n\n" + "[r]" * 100_000,
    "tildes": "~" * 60_000 + "`",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_takes_long(name: str) -> None:
    """Each of these takes a pattern that goes back many minutes."""
    assert len(mask(HOSTILE[name])) == len(HOSTILE[name])
