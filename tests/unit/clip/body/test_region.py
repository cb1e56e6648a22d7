"""Where an article begins and ends: menus go, sentences stay unless the dump of a whole page puts them far away."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.clip.body.region import FURNITURE, GAP, Hints, is_core, is_sentence, trim
from digest.clip.draft import Line

LONG = "The night ferry sailed again on Tuesday, nine years after the line was closed for want of passengers."
MENU = ["World", "Sport", "Tides"]


def kept(texts: list[str], **hints: object) -> list[str]:
    found, cuts = trim([Line(n, text) for n, text in enumerate(texts, 1)], Hints(title_at=0, **hints))  # type: ignore[arg-type]
    assert len(found) + len(cuts) == sum(bool(text) for text in texts)
    return [line.text for line in found]


def test_menus_around_an_article_go_and_its_subheads_stay() -> None:
    assert kept([*MENU, LONG, "What comes next", LONG, *MENU]) == [LONG, "What comes next", LONG]


def test_short_sentences_at_the_ends_stay() -> None:
    assert kept(["“It is back now.”", LONG, LONG, "Nobody said a word."]) == [
        "“It is back now.”",
        LONG,
        LONG,
        "Nobody said a word.",
    ]


def test_a_standfirst_stays() -> None:
    standfirst = "After nine years the boat is back, and so are the gulls"
    assert kept([standfirst, LONG, LONG]) == [standfirst, LONG, LONG]


def test_a_sentence_behind_a_long_list_stays_in_a_pasted_article() -> None:
    table = [f"{n} berth" for n in range(GAP * 2)]
    assert kept([LONG, LONG, *table, LONG]) == [LONG, LONG, *table, LONG]
    assert kept([LONG, LONG, *table, LONG], furniture=FURNITURE) == [LONG, LONG]


def test_what_stands_behind_the_end_of_the_article_goes() -> None:
    texts = [LONG, LONG, *MENU * 5, LONG]
    assert kept(texts, ends=(4,)) == [LONG, LONG]


def test_a_text_without_long_sentences_stays_whole() -> None:
    assert kept(MENU) == MENU


@pytest.mark.parametrize(
    "text", ["市議会は火曜日の夜、市場を埠頭に移すことを決めたと発表した。", LONG, LONG[:-1] + "?”"]
)
def test_long_sentences(text: str) -> None:
    assert is_core(text) and is_sentence(text)


@given(
    st.lists(st.sampled_from([LONG, "Menu", "He left the boat.", "", "What comes next"]), max_size=60),
    st.integers(0, 5),
    st.booleans(),
)
def test_every_line_is_kept_or_logged(texts: list[str], furniture: int, sure: bool) -> None:
    kept(texts, furniture=furniture, title_sure=sure)
