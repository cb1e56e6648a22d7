"""The title is the first line without the site's name, unless that line belongs to a menu."""

from __future__ import annotations

import pytest

from digest.clip.draft import Line
from digest.clip.head.heading import MAX_TITLE, find_title, without_title

LONG = "The night ferry sailed again on Tuesday, nine years after the line was closed for want of passengers."


def title(*texts: str, names: tuple[str, ...] = ()) -> tuple[str, str]:
    found = find_title([Line(n, text) for n, text in enumerate(texts, 1)], names)
    return found.text, found.evidence[0].rule


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("Night ferry returns", LONG), ("Night ferry returns", "first-line")),
        (("Night ferry returns | World", "Night ferry returns", LONG), ("Night ferry returns", "title-repeated")),
        (("Night ferry returns - Courier", "Night ferry returns", LONG), ("Night ferry returns", "title-repeated")),
        (("The night ferry returns | Harbour Courier", LONG), ("The night ferry returns", "title-suffix")),
        (("Yes - and no, says the mayor", LONG), ("Yes - and no, says the mayor", "first-line")),
        (
            ("The night ferry is back - says the mayor", LONG),
            ("The night ferry is back - says the mayor", "first-line"),
        ),
        ((LONG + " It was late.", LONG), (LONG[:-1], "title-from-body")),
    ],
)
def test_titles(texts: tuple[str, ...], expected: tuple[str, str]) -> None:
    assert title(*texts) == expected


def test_a_name_of_the_site_is_cut_at_either_end() -> None:
    assert title("Harbour Courier: x - Night ferry", names=("Night ferry",))[1] == "title-site-name"
    assert title("Night ferry is back - courier", names=("Courier",)) == ("Night ferry is back", "title-site-name")


def test_below_a_menu_the_headline_is_the_line_above_the_byline() -> None:
    menu = ["Menu", "World", "Sport", "Weather", "Tides", "Letters", "Shipping", "Archive", "About", "Jobs"]
    assert (
        title(*menu, "Night ferry returns to the strait", "By Ana Cruz", LONG)[0] == "Night ferry returns to the strait"
    )


def test_a_date_above_the_headline_is_no_title() -> None:
    assert (
        title("21 September 2020", "Night ferry returns to the strait", LONG)[0] == "Night ferry returns to the strait"
    )


def test_the_text_keeps_a_first_line_that_is_no_title() -> None:
    found = find_title([Line(1, LONG + " And so on.")], ())
    assert [line.text for line in found.rest] == [LONG + " And so on."]
    assert len(found.text) <= MAX_TITLE


def test_repetitions_of_a_known_title_are_cut() -> None:
    found = without_title([Line(1, "Night Ferry returns!"), Line(2, LONG)], "Night ferry returns")
    assert [(c.line, c.rule) for c in found.cuts] == [(1, "repeated-title")]
