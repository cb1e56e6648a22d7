"""Words in a body are replaced; every other byte of the file stays."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.content.body import Piece, rewrite
from digest.content.edit import Uneditable
from digest.content.frontmatter import parse

FILE = "---\ntitle: a   # why\n---\n\n\nSee [[old|him]]\nand [[old]].  \n\n"


def piece(body: str, old: str, new: str, at: int = 0) -> Piece:
    start = body.index(old, at)
    return Piece(start, start + len(old), old, new)


def test_only_the_words_change() -> None:
    body = parse(FILE).body
    pieces = [piece(body, "old", "newer"), piece(body, "old", "newer", 10)]
    assert rewrite(FILE, pieces) == FILE.replace("old", "newer")
    windows = FILE.replace("\n", "\r\n")
    assert rewrite(windows, pieces) == windows.replace("old", "newer")


def test_a_text_in_another_normal_form_is_changed_at_its_place() -> None:
    text = unicodedata.normalize("NFD", FILE.replace("See", "Évén ŝö"))
    body = parse(text).body
    assert "é" in body
    assert rewrite(text, [piece(body, "old", "n", 10)]) == text.replace("[[old|", "[[n|")


@pytest.mark.parametrize("head", ["---\ntitle: a\n---\n", "---\ntitle: a\n---", "---\ntitle: a\n---\n\n\n"])
def test_a_text_is_added_below_others_and_where_there_was_none(head: str) -> None:
    added = rewrite(head, [Piece(0, 0, "", "He came.")])
    assert isinstance(added, str) and added.startswith("---\ntitle: a\n---\n") and parse(added).body == "He came."
    more = rewrite(added, [Piece(8, 8, "", "\n\nHe left.")])
    assert isinstance(more, str) and parse(more).body == "He came.\n\nHe left."
    assert more.startswith(added.rstrip("\n"))


@pytest.mark.parametrize("text", ["", "no front matter", "---\na: 1\na: 2\n---\n\nold\n", FILE.replace("old", "new")])
def test_what_was_changed_since_or_has_mistakes_is_left_alone(text: str) -> None:
    assert isinstance(rewrite(text, [Piece(6, 9, "old", "x")]), Uneditable)


@given(st.text(max_size=60), st.data())
def test_a_change_is_read_back_or_refused(body: str, data: st.DataObject) -> None:
    text = f"---\ntitle: a\n---\n\n{body}\n"
    read = parse(text.replace("\r\n", "\n"))
    if read.mistakes:
        return
    start = data.draw(st.integers(0, len(read.body)))
    end = data.draw(st.integers(start, len(read.body)))
    changed = rewrite(text, [Piece(start, end, read.body[start:end], "mid")])
    if isinstance(changed, str):
        assert (
            parse(changed.replace("\r\n", "\n")).body
            == unicodedata.normalize("NFC", f"{read.body[:start]}mid{read.body[end:]}").rstrip()
        )
