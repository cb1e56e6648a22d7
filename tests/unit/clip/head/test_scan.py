"""What is known of the lines: paragraphs, where the article is thickest, which lines hold a full date."""

from __future__ import annotations

from digest.clip.draft import Line
from digest.clip.head.scan import Scan, opening_lines, rows, scan

LONG = "The night ferry sailed again on Tuesday, nine years after the line was closed for want of passengers."


def seen(*texts: str) -> Scan:
    return scan([Line(n, text) for n, text in enumerate(texts, 1)])


def test_the_thickest_stretch() -> None:
    found = seen("Menu", LONG, "Home", *["Link"] * 30, "Night ferry returns", LONG, "Crosshead", LONG, LONG, "More")
    assert (found.start, found.end) == (34, 38)


def test_no_paragraph_no_stretch() -> None:
    assert seen("Menu", "Home").start == 2


def test_dates_by_line() -> None:
    found = seen("Menu", "", "9 August 2017", "On 9 August 2017 and May 1, 2018", "2017")
    assert [line.number for line in found.lines] == [1, 3, 4, 5]
    assert {index: len(days) for index, days in found.days.items()} == {1: 1, 2: 2}
    day = found.days[2][1]
    assert found.texts[2][day.start : day.end] == "May 1, 2018"


def test_a_date_deep_in_a_paragraph_is_left_out() -> None:
    assert not seen(f"{LONG * 3} It was 9 August 2017. {LONG * 3}").days


def test_rows_of_places() -> None:
    joined = "Menu\nHome 2017\n\nNews"
    assert list(rows(joined, [0, 5, 10, 16])) == [(0, 0), (1, 0), (1, 5), (3, 0)]


def test_lines_that_begin_with_a_label() -> None:
    texts = ["Photo: Lena Frost", "Menu", "By Ana Cruz", "BYLINE", "handout", "Von Felix Anders", "A photo", "by"]
    assert opening_lines("\n".join(texts)) == [0, 2, 4, 5]
    assert opening_lines("") == []
