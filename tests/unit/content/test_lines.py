"""Front matter read line by line: never another value than YAML's, and nothing that articles are made of is left out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.content import frontmatter, lines

KNOWN = {
    "plain texts": ("title: A title, with a comma\nurl: https://example.org/a?b=c&d\nwhen: 18:43\nyear: 2003?\n", 4),
    "quoted texts": ("a: \"it's \\\"so\\\" \\\\ here\"\nb: 'it''s: so # here'\nc: \"\"\nd: ''\n", 4),
    "no value": ("a:\nb:\n  c:\n", 2),
    "lists": ("a:\n  - one\n  - 'two'\nb:\n- three\n- four\nc: [five, six]\nd: []\n", 4),
    "mappings": ("source:\n  name: The Courier\n  url: https://example.org/\nprefer: {Tolliver: maren-tolliver}\n", 2),
    "mappings in a list": ("events:\n  - id: a\n    when: on Monday\n    entities:\n      - b\n  - id: c\n", 1),
    "pairs in a list": ("answers:\n  - {kind: date, text: last May, verdict: accept}\n", 1),
    "comments and empty lines": ("# above\n\na: one\n\n  # between\nb:\n\n  - two\n", 2),
}

UNKNOWN = {
    "a text that goes on": "a: one\n  two\n",
    "a block scalar": "a: |\n  one\n",
    "an alias": "a: &x one\nb: *x\n",
    "a tag": "a: !!str one\n",
    "a comment behind a value": "a: one # two\n",
    "a colon within": "a: one: two\n",
    "a key twice": "a: one\na: two\n",
    "a key twice in braces": "a: {b: one, b: two}\n",
    "a key in quotes": '"a": one\n',
    "lists in lists": "a:\n  - - one\n",
    "brackets in brackets": "a: [[one], two]\n",
    "an escape": 'a: "\\u00e9"\n',
    "a tab": "a:\tone\n",
    "a line end of Unicode": "a: one\n# two\u2028b: three\n",
    "another document": "a: one\n---\nb: two\n",
    "text alone": "one\n",
    "a list alone": "- one\n",
    "deep nesting": "".join("  " * n + "a:\n" for n in range(9)),
    "less indented than it began": "a:\n    b: one\n  c: two\n",
}


def by_yaml(text: str) -> frontmatter.Plain | None:
    node, mistakes = frontmatter.parse_yaml(text)
    return None if node is None or mistakes else frontmatter.plain(node)


def without_absent(value: lines.Value) -> object:
    """As `frontmatter.plain` has it, where a key without a value has an empty one."""
    if isinstance(value, dict):
        return {key: without_absent(one) for key, one in value.items()}
    return [without_absent(one) for one in value] if isinstance(value, list) else value or ""


@pytest.mark.parametrize(("text", "keys"), KNOWN.values(), ids=KNOWN.keys())
def test_what_is_read_here_is_what_yaml_reads(text: str, keys: int) -> None:
    found = lines.values(text)
    assert found is not None and len(found) == keys
    assert without_absent(found) == by_yaml(text)


def test_no_value_is_told_from_an_empty_one() -> None:
    assert lines.values("a:\nb: ''\nc: []\n") == {"a": None, "b": "", "c": []}


@pytest.mark.parametrize("text", UNKNOWN.values(), ids=UNKNOWN.keys())
def test_what_is_left_to_yaml(text: str) -> None:
    assert lines.values(text) is None


PIECES = [
    "title", "a", "b-c", ": ", ":", "\n", "\n", "\n  ", "\n    ", "\n- ", "\n  - ", "- ", "[", "]", "{", "}", ", ", ",", "'", "''", '"',
    '\\"', "\\\\", "\\n", "#", " #", "&a", "*a", "!", "|", ">", "?", "~", "no", "18:43", "2003?", "https://example.org/?a=b", "one two",
    "é", "“x”", "%", "@", "`", "---", "...", " ", "=", "<<", "-", "1", "\t", "\u2028", "\xa0", "\u0301", "\x85",
]  # fmt: skip


@settings(deadline=None, max_examples=2_000)
@given(st.lists(st.sampled_from(PIECES), max_size=16).map("".join).map(lambda tail: "x: y\n" + tail))
def test_no_text_gives_another_value_than_yaml(text: str) -> None:
    found = lines.values(text)
    if found is not None and frontmatter.nfc(text) == text:
        assert without_absent(found) == by_yaml(text)
