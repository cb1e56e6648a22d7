"""The text of a piece goes the way of plain text, but its title is known and its extent is given."""

from __future__ import annotations

import pytest

from digest.clip.containers import Piece
from digest.clip.draft import Options, Page
from digest.clip.given import Given
from digest.clip.metadata import Candidate
from digest.clip.pieces import read
from digest.errors import Problem

TEXT = "The night ferry sailed again on Tuesday, nine years after the line was closed for want of passengers."
NAMED = Given(title=Candidate("Night ferry", "key title", "record"))


def page(text: str, form: str = "text", given: Given = NAMED) -> Page:
    made = read(
        Piece(name="a#1", raw=b"", media_type="application/json", form=form, text=text, given=given), {}, Options()
    )
    assert isinstance(made, Page)
    return made


def test_the_title_is_not_repeated_in_the_text() -> None:
    made = page(f"Night ferry\n\n{TEXT}")
    assert made.title == "Night ferry" and made.body == TEXT and made.importer == "record/1"


def test_a_text_of_one_paragraph_without_a_title_keeps_its_words() -> None:
    made = page(TEXT, given=Given())
    assert made.body == TEXT and made.title.startswith("The night ferry sailed") and made.title.endswith("…")
    assert page("Late again", given=Given()).title == "Late again"


def test_no_text_is_an_empty_body() -> None:
    assert page("").body == ""


@pytest.mark.parametrize("text", ["a\n" * 60_000, "a" * 9_000_000], ids=["lines", "signs"])
def test_what_is_no_article_by_its_size(text: str) -> None:
    made = read(Piece(name="a#1", raw=b"", form="text", text=text), {}, Options())
    assert isinstance(made, Problem) and made.code == "too-large" and made.path == "a#1"
