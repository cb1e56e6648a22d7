"""Small changes anywhere in front matter: the diff is as small as it can be, and never touches what was not meant."""

from __future__ import annotations

from difflib import ndiff
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.content.change import END, Key, change, change_yaml
from digest.content.edit import Uneditable, values_of
from digest.content.frontmatter import dump, parse
from digest.content.values import applied

FILE = """---
schema: 1
title: "Ferry returns"   # ask the harbour office

status: 'inbox'
tags:
- ports   # keep
- ferries
# not yet: strikes
prefer: {Ana Cruz: ana-cruz, "Dr. Cruz": b}   # two of them
deny: [Cruz]
events:
  # what the text tells
  - headline: The ferry sails   # from quay 4
    when: on Monday  # which one?
  - {headline: It returns, when: last May}
  - headline: It is sold
    entities:
      - ada
story:
url: https://courier.example/a
# end of the head
---

The night ferry sailed again.
"""


def diff(before: str, after: str | Uneditable) -> list[str]:
    """The lines that went and came."""
    assert isinstance(after, str), after
    return [line for line in ndiff(before.split("\n"), after.split("\n")) if line[0] in "+-"]


ANSWER = {"kind": "duplicate", "text": "b", "verdict": "reject"}

CASES: list[tuple[dict[Key, Any], list[str]]] = [
    ({("status",): "published"}, ["- status: 'inbox'", "+ status: 'published'"]),
    (
        {("title",): 'The "Ada" returns'},
        [
            '- title: "Ferry returns"   # ask the harbour office',
            '+ title: "The \\"Ada\\" returns"   # ask the harbour office',
        ],
    ),
    ({("date",): "2017-08"}, ["+ date: 2017-08"]),
    ({("story",): "ferry"}, ["- story:", "+ story: ferry"]),
    (
        {("prefer", "Ana Cruz"): "c"},
        [
            '- prefer: {Ana Cruz: ana-cruz, "Dr. Cruz": b}   # two of them',
            '+ prefer: {Ana Cruz: c, "Dr. Cruz": b}   # two of them',
        ],
    ),
    (
        {("prefer", "A: B, C"): "c"},
        [
            '- prefer: {Ana Cruz: ana-cruz, "Dr. Cruz": b}   # two of them',
            '+ prefer: {Ana Cruz: ana-cruz, "Dr. Cruz": b, "A: B, C": c}   # two of them',
        ],
    ),
    ({("deny", END): "Ana"}, ["- deny: [Cruz]", "+ deny: [Cruz, Ana]"]),
    ({("tags", END): "a: b"}, ["+ - 'a: b'"]),
    ({("answers", END): ANSWER}, ["+ answers:", "+ - {kind: duplicate, text: b, verdict: reject}"]),
    ({("events", 0, "date"): "2017-08-07"}, ["+     date: 2017-08-07"]),
    (
        {("events", 0, "when"): None, ("events", 0, "date"): "2017-08-07"},
        ["-     when: on Monday  # which one?", "+     date: 2017-08-07  # which one?"],
    ),
    (
        {("events", 1, "when"): None, ("events", 1, "date"): "2017-05"},
        ["-   - {headline: It returns, when: last May}", "+   - {headline: It returns, date: 2017-05}"],
    ),
    (
        {("events", 1, "place"): "port-ellery"},
        [
            "-   - {headline: It returns, when: last May}",
            "+   - {headline: It returns, when: last May, place: port-ellery}",
        ],
    ),
    ({("events", 2, "entities", END): "bo"}, ["+       - bo"]),
    ({("events", 2, "date"): "2017"}, ["+     date: 2017"]),
    ({("events", END): {"headline": "It burns", "date": "2017"}}, ["+   - headline: It burns", "+     date: 2017"]),
    ({("events", 0, "when"): None}, ["-     when: on Monday  # which one?"]),
    (
        {("events", 1, "headline"): None},
        ["-   - {headline: It returns, when: last May}", "+   - {when: last May}"],
    ),
    ({("tags", 0): None}, ["- - ports   # keep"]),
    (
        {("prefer", "Ana Cruz"): None},
        ['- prefer: {Ana Cruz: ana-cruz, "Dr. Cruz": b}   # two of them', '+ prefer: {"Dr. Cruz": b}   # two of them'],
    ),
    ({("events", 1): None}, ["-   - {headline: It returns, when: last May}"]),
    (
        {("events", 0): None, ("events", 2): None},
        [
            "-   - headline: The ferry sails   # from quay 4",
            "-     when: on Monday  # which one?",
            "-   - headline: It is sold",
            "-     entities:",
            "-       - ada",
        ],
    ),
    (
        {
            ("events", END): {
                "headline": "It burns in the night between two days",
                "when": "last May",
                "place": "quay",
                "entities": ["ada", "the-harbour-board"],
            }
        },
        [
            "+   - headline: It burns in the night between two days",
            "+     when: last May",
            "+     place: quay",
            "+     entities: [ada, the-harbour-board]",
        ],
    ),
    ({("tags",): None}, ["- tags:", "- - ports   # keep", "- - ferries"]),
    ({("nothing",): None, ("events", 9, "x"): None}, []),
]


@pytest.mark.parametrize(("values", "expected"), CASES)
def test_a_change_is_as_small_as_it_can_be(values: dict[Key, Any], expected: list[str]) -> None:
    assert diff(FILE, change(FILE, values, order=("schema", "title", "date"))) == expected
    windows = change(FILE.replace("\n", "\r\n"), values, order=("schema", "title", "date"))
    assert isinstance(windows, str) and diff(FILE, windows.replace("\r\n", "\n")) == expected
    assert windows.count("\n") == windows.count("\r\n")


def test_a_file_that_mixes_line_ends_keeps_each() -> None:
    mixed = FILE.replace("\n", "\r\n", 4)
    changed = change(mixed, {("deny", END): "Ana"})
    assert changed == mixed.replace("deny: [Cruz]", "deny: [Cruz, Ana]")


def test_what_cannot_be_changed_without_losing_a_comment_is_left_alone() -> None:
    text = "---\ntitle: a\ntags: [a, # why\n  'b\n   c']\n---\n\nx\n"
    refused = change(text, {("tags", END): "d"})
    assert isinstance(refused, Uneditable) and "tags" in refused.message


def test_what_looks_like_a_comment_in_a_text_of_several_lines_is_text() -> None:
    text = "---\ntitle: a\nfacts:\n- |\n  # one\n  # two\n# that is all\n---\n\nx\n"
    assert diff(text, change(text, {("facts", END): "c"})) == ["+ - c"]
    assert isinstance(change(text, {("facts", 0): "c"}), Uneditable)


def test_a_change_that_was_meant_for_another_state_is_refused() -> None:
    meant = {("events", 0, "headline"): "The ferry sails"}
    values: dict[Key, Any] = {("events", 0, "date"): "2017"}
    assert isinstance(change(FILE, values, expects=meant), str)
    moved = change(FILE.replace("The ferry sails", "Another"), values, expects=meant)
    assert isinstance(moved, Uneditable) and "since" in moved.message


@pytest.mark.parametrize("text", ["", "no front matter", "---\ntitle: a\ntitle: b\n---\n", "---\n[a]\n---\n"])
def test_a_file_with_mistakes_is_left_alone(text: str) -> None:
    assert isinstance(change(text, {("title",): "b"}), Uneditable)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "answers:\n- {kind: duplicate, text: b, verdict: reject}\n"),
        ("# decisions\n", "# decisions\nanswers:\n- {kind: duplicate, text: b, verdict: reject}\n"),
        (
            "answers:\n  - {kind: date, text: a, verdict: accept} # why",
            "answers:\n  - {kind: date, text: a, verdict: accept} # why\n"
            "  - {kind: duplicate, text: b, verdict: reject}\n",
        ),
    ],
)
def test_a_file_of_nothing_but_yaml(text: str, expected: str) -> None:
    assert change_yaml(text, {("answers", END): ANSWER}) == expected


@pytest.mark.parametrize("text", ["---\nanswers: []\n", "answers: [\n", "- a\n"])
def test_other_yaml_is_left_alone(text: str) -> None:
    assert isinstance(change_yaml(text, {("answers", END): ANSWER}), Uneditable)


_words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cn"]), max_size=12)
_names = st.sampled_from(["title", "date", "S. Lavrov", "a: b", "when"])
_values = st.recursive(
    _words, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_names, inner, max_size=3), max_leaves=8
)


def _keys(held: Any) -> st.SearchStrategy[Key]:
    """Keys that lead somewhere in these values, or one step beyond."""
    if isinstance(held, dict):
        inner = [st.tuples(st.just(k)) | _keys(v).map(lambda rest, k=k: (k, *rest)) for k, v in held.items()]
        return st.one_of(st.tuples(_names), *inner)
    if isinstance(held, list):
        inner = [st.tuples(st.just(n)) | _keys(v).map(lambda rest, n=n: (n, *rest)) for n, v in enumerate(held)]
        return st.one_of(st.just((END,)), *inner)
    return st.just(())


@settings(deadline=None, max_examples=400)
@given(st.data(), st.dictionaries(_names, _values, min_size=1), _values)
def test_reading_the_result_gives_the_old_values_with_the_new_one(
    data: st.DataObject, before: dict[str, Any], value: Any
) -> None:
    text = dump(before, "The body")
    if parse(text).mistakes or parse(dump({"k": value}, "")).mistakes:
        return
    held = values_of(text)
    key = data.draw(_keys(held))
    changed = change(text, {key: value})
    assert isinstance(changed, str)
    assert values_of(changed) == applied(held, key, value)
    assert parse(changed).body == "The body"
