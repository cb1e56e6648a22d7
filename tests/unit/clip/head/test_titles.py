"""The headline is the line that the page's title repeats, else the line that looks and stands most like one."""

from __future__ import annotations

import pytest

from digest.clip.draft import Line
from digest.clip.head.scan import Scan, scan
from digest.clip.head.titles import headline_at, repeated

LONG = "The night ferry sailed again on Tuesday, nine years after the line was closed for want of passengers."
MENU = ["World", "Sport", "Weather", "Tides", "Letters", "Shipping", "Archive", "About", "Jobs"]
HEAD = "Night ferry returns to the strait after nine years"


def seen(*texts: str) -> Scan:
    return scan([Line(n, text) for n, text in enumerate(texts, 1)])


@pytest.mark.parametrize(
    "texts",
    [
        (HEAD, LONG, LONG),
        (f"{HEAD} | Harbour Courier", *MENU, HEAD, LONG, LONG),
        ("Skip to content", *MENU, HEAD, "By Ana Cruz", "9 August 2017", LONG, LONG),
        ("Harbour Courier", *MENU, "Shipping", HEAD, "Ana Cruz", "August 9, 2017", LONG, LONG),
        ("21 September 2020", HEAD, LONG, LONG),
        (HEAD, "By Ana Cruz", "9 August 2017", LONG, "What the captain says", LONG, "More stories", "Tides this week"),
    ],
)
def test_headlines(texts: tuple[str, ...]) -> None:
    found = seen(*texts)
    assert found.texts[headline_at(found)] == HEAD


def test_the_page_title_is_repeated_only_by_a_whole_headline() -> None:
    assert repeated(seen(f"{HEAD} | Courier", *MENU, HEAD, LONG)) == 10
    assert repeated(seen(f"Shipping news: {HEAD} | Courier", *MENU, "Shipping news", LONG)) is None
    assert repeated(seen(f"{HEAD} | Courier", LONG, HEAD)) is None


def test_one_line_is_the_headline_of_itself() -> None:
    assert headline_at(seen("Tide")) == 0
