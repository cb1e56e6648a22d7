"""The headline is the line that the page's title repeats, else the candidate that its features speak for."""

from __future__ import annotations

import pytest

from digest.clip.draft import Line
from digest.clip.head.scan import Scan, scan
from digest.clip.head.titles import candidates, features, headline_at, repeated

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


def test_few_words_that_a_menu_repeats_are_no_headline() -> None:
    assert repeated(seen("Find your boat", *MENU, "Find your boat", HEAD, LONG)) is None


def test_few_candidates_are_looked_at_and_the_first_line_is_one() -> None:
    found = seen(f"{HEAD} in winter", *[f"{word} news from the harbour" for word in MENU], HEAD, LONG, LONG)
    kept, prior = candidates(found)
    assert kept == sorted(kept) and kept[0] == 0 and 10 in kept
    assert len(kept) == len(prior) < len(MENU)


def test_every_candidate_has_the_same_features() -> None:
    found = seen("Harbour Courier", "Shipping", HEAD, "By Ana Cruz", "9 August 2017", LONG, LONG)
    rows = features(found, *candidates(found))
    assert len({len(row) for row in rows}) == 1
