"""Date lines, bylines, captions and desk initials leave the text; sentences that look like them stay."""

from __future__ import annotations

import pytest

from digest.clip.draft import Line
from digest.clip.head import cut_desk, is_caption, read_head

LONG = "The night ferry sailed again on Tuesday, nine years after the line was closed for want of passengers."


def lines(*texts: str) -> list[Line]:
    return [Line(n, text) for n, text in enumerate(texts, 2)]


def test_dates_bylines_and_updates() -> None:
    head = read_head(lines("By Ana Cruz", "PUBLISHED: Nov 19, 2019 at 8:59 pm | UPDATED: Nov 20, 2019", LONG), 1)
    assert [c.value for c in head.authors] == [("Ana Cruz",)]
    assert [c.value.edtf for c in head.dates] == ["2019-11-19T20:59"]
    assert [c.value.edtf for c in head.updates] == ["2019-11-20"]
    assert [line.text for line in head.rest] == [LONG]


def test_a_name_set_off_before_the_date() -> None:
    head = read_head(lines("Ana Cruz · Harbour News · Posted: Aug 08, 2024 4:00 AM", LONG), 1)
    assert [c.value for c in head.authors] == [("Ana Cruz",)]


def test_a_date_in_a_sentence_is_no_date_line() -> None:
    text = "He was born on 9 August 1970 in a house by the quay."
    assert [line.text for line in read_head(lines(text, LONG), 1).rest] == [text, LONG]


@pytest.mark.parametrize(
    "text",
    [
        "Ana Cruz greets Oleg Darsky on Monday. (Photo by LENA FROST / Foreign Office)",
        "Boats in the harbour. (AP Photo/Lena Frost)",
        "The quay in May (File photo)",
        "Photo: Lena Frost, Harbour Courier",
        "FILE PHOTO: Boats lie in the harbour. REUTERS/Lena Frost",
        "Traders at the market. REUTERS/Lena Frost",
        "Foto: Lena Frost",
    ],
)
def test_captions(text: str) -> None:
    assert is_caption(text)


@pytest.mark.parametrize(
    "text", ["He showed her a picture (she laughed).", "Photos of the quay were shown.", LONG, "He said so (Reuters)."]
)
def test_sentences_are_no_captions(text: str) -> None:
    assert not is_caption(text)


def test_the_alternative_text_goes_with_its_caption() -> None:
    caption = "Ana Cruz greets Oleg Darsky on Monday. (Photo by LENA FROST)"
    head = read_head(
        lines("Ana Cruz and Oleg Darsky - Summit", caption, "What comes next", caption.replace("Ana", "Eva"), LONG), 1
    )
    assert head.captions == ("Ana Cruz and Oleg Darsky - Summit", caption, caption.replace("Ana", "Eva"))
    assert [line.text for line in head.rest] == ["What comes next", LONG]


@pytest.mark.parametrize(
    ("text", "rest", "desk"),
    [
        ("It would go on. /atm", "It would go on.", "atm"),
        ("It would go on. TVJ/CDG", "It would go on.", "TVJ/CDG"),
        ("“So it goes.” RAM/abc", "“So it goes.”", "RAM/abc"),
        ("It would go on. —KBK/JST, Harbour News", "It would go on.", "KBK/JST"),
        ("It would go on.", "It would go on.", ""),
        ("He works for AP/Reuters", "He works for AP/Reuters", ""),
        ("It was the U.S. and/or", "It was the U.S. and/or", ""),
    ],
)
def test_desk_initials(text: str, rest: str, desk: str) -> None:
    body, (found, moved) = cut_desk(lines(LONG, text))
    assert ([line.text for line in body], found) == ([LONG, rest], desk)
    assert bool(moved) == bool(desk)


def test_desk_initials_on_a_line_of_their_own() -> None:
    body, (found, _) = cut_desk(lines(LONG, "/atm"))
    assert (len(body), found) == (1, "atm")
