"""Edits touch the lines of the values that change, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.content.edit import Uneditable, edit, has_comment, values_of
from digest.content.frontmatter import dump, parse

FILE = """---
schema: 1
# the headline was shortened
title: "Ferry returns"   # ask the harbour office

tags:
- ports   # keep
# not yet:
# - strikes
- ferries
url: https://courier.example/a
# end of the head
---

The night ferry sailed again.
"""


def test_one_value_changes_and_its_comment_stays() -> None:
    assert edit(FILE, {"title": "Night ferry returns"}) == FILE.replace('"Ferry returns"', "Night ferry returns")


def test_a_list_is_replaced_whole_with_the_comments_inside_it() -> None:
    assert has_comment(FILE, "tags") and not has_comment(FILE, "title") and not has_comment(FILE, "nothing")
    changed = edit(FILE, {"tags": ["boats"]})
    assert changed == FILE.replace("tags:\n- ports   # keep\n# not yet:\n# - strikes\n- ferries", "tags: [boats]")


def test_new_keys_stand_where_the_order_wants_them_or_at_the_end() -> None:
    changed = edit(FILE, {"date": "2017-08-09", "story": "ferry"}, order=("schema", "title", "date", "url"))
    assert isinstance(changed, str)
    assert "harbour office\ndate: 2017-08-09\n\ntags" in changed
    assert "# end of the head\nstory: ferry\n---" in changed


def test_another_body_leaves_the_front_matter_alone() -> None:
    changed = edit(FILE, {}, body="It stopped.")
    assert changed == FILE.replace("\nThe night ferry sailed again.", "It stopped.")


def test_line_ends_of_windows_stay() -> None:
    text = FILE.replace("\n", "\r\n")
    changed = edit(text, {"title": "Night ferry"})
    assert isinstance(changed, str)
    assert changed.count("\r\n") == changed.count("\n") == FILE.count("\n")


@pytest.mark.parametrize(
    "text",
    [
        "no front matter",
        "---\n{title: a, url: b}\n---\n\nx\n",
        "---\n  title: a\n---\n\nx\n",
        "---\ntitle: a\ntitle: b\n---\n\nx\n",
    ],
)
def test_what_cannot_be_changed_with_certainty_is_left_alone(text: str) -> None:
    assert isinstance(edit(text, {"title": "b"}), Uneditable)


def test_what_looks_like_a_comment_in_a_text_of_several_lines_goes_with_it() -> None:
    text = "---\nsummary: |\n  # one\n  # two\n# a comment\ntitle: a\n---\n\nx\n"
    assert edit(text, {"summary": "b"}) == "---\nsummary: b\n# a comment\ntitle: a\n---\n\nx\n"


_words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cn"]), max_size=30)
_keys = st.sampled_from(["title", "date", "tags", "source", "note", "clipping"])
_values = st.recursive(
    _words, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_keys, inner, max_size=3), max_leaves=6
)


@settings(deadline=None, max_examples=300)
@given(st.dictionaries(_keys, _values, min_size=1), st.dictionaries(_keys, _values), st.none() | st.just("New body"))
def test_reading_the_result_gives_the_old_values_with_the_new_ones_in_them(
    before: dict[str, object], changes: dict[str, object], body: str | None
) -> None:
    text = dump(before, "The body")  # type: ignore[arg-type]
    if parse(text).mistakes:
        return
    known = dump(changes, "")  # type: ignore[arg-type]
    if changes and parse(known).mistakes:
        return
    changed = edit(text, changes, body)  # type: ignore[arg-type]
    assert isinstance(changed, str)
    assert values_of(changed) == {**values_of(text), **(values_of(known) if changes else {})}
    assert parse(changed).body == (body or "The body")
