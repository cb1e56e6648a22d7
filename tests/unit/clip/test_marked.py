"""Markdown stays as it is written; its front matter becomes metadata."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.clip import Draft, Options, drafts
from digest.clip.marked import read
from digest.model import Source

BODY = """The **night ferry** sailed again on [Tuesday](https://courier.example/t), nine years after the line was closed.

## Tickets

- ten coins
  - five for children

> “At last,” said the captain.

| a | b |
|---|---|
| 1 | 2 |"""
CLIPPED = """---
title: "Night ferry returns"
source: "https://courier.example/ferry?utm_source=x"
author:
  - "[[Ana Cruz]]"
published: 2017-08-08
created: 2018-01-02
tags:
  - clippings
---
# Night ferry returns

"""


def only(text: str, sources: dict[str, Source] | None = None) -> Draft:
    (made,) = drafts("note.md", text.encode(), sources or {}, Options())
    assert isinstance(made, Draft), made
    return made


def test_a_clipped_note() -> None:
    made = only(CLIPPED + BODY)
    assert made.body == BODY and made.media_type == "text/markdown" and not made.cuts
    assert {key: made.meta.get(key) for key in ("title", "date", "captured", "url", "authors", "keywords")} == {
        "title": "Night ferry returns",
        "date": "2017-08-08",
        "captured": "2018-01-02",
        "url": "https://courier.example/ferry",
        "authors": ["Ana Cruz"],
        "keywords": ["clippings"],
    }


def test_without_front_matter_the_heading_is_the_title_and_the_text_tells_the_rest() -> None:
    made = only(f"# Night ferry returns\n\nBy Ana Cruz\n\nAugust 8, 2017\n\n{BODY}\n")
    assert made.meta["title"] == "Night ferry returns" and made.meta["date"] == "2017-08-08"
    assert made.body == f"By Ana Cruz\n\nAugust 8, 2017\n\n{BODY}"
    assert only(f"Night ferry returns\n=====\n\n{BODY}").body == BODY


def test_a_heading_that_is_another_title_stays() -> None:
    assert only(CLIPPED.replace("# Night ferry returns", "# Harbour") + BODY).body.startswith("# Harbour")


def test_the_source_is_found_by_the_address() -> None:
    source = Source(
        id="courier", path="s.md", name="Harbour Courier", url="https://courier.example/", time_zone="Asia/Manila"
    )
    made = only(CLIPPED.replace("2017-08-08", "2017-08-08T18:43") + BODY, {"courier": source})
    assert made.meta["source"] == "courier" and made.meta["date"] == "2017-08-08T18:43+08:00"


def test_front_matter_that_cannot_be_read_is_a_warning() -> None:
    made = only(CLIPPED.replace('title: "', 'title: &a "') + BODY)
    assert BODY in made.body and [p.code for p in made.warnings] == ["yaml-alias"]


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_line_ends(ending: str) -> None:
    text = f"# Night ferry\n\n{BODY}".replace("\n", ending)
    assert read("a", text, {}, Options()).body == BODY


@given(
    st.lists(
        st.sampled_from(["---", "title: a", "# x", "===", "* a", "[a](b)", "```", "", "\x00", "> ", "a: [b"]),
        max_size=9,
    )
)
def test_never_raises(rows: list[str]) -> None:
    read("a", "\n".join(rows), {}, Options())
