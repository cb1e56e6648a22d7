"""Titles without the names of their sites."""

from __future__ import annotations

import pytest

from digest.clip.head.headline import without_site


def test_a_title_without_a_site_stays() -> None:
    assert without_site("Night ferry: the long way home", [], []) == (
        "Night ferry: the long way home",
        "",
        "first-line",
    )


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("Night ferry sails again at last - eHarbour", "Night ferry sails again at last"),
        ("Night ferry sails again at last - Pier 4 Courier", "Night ferry sails again at last"),
        ("Night ferry sails again - 21/12/2018 - Ships - Courier", "Night ferry sails again"),
        ("Night ferry sails again ⋆ Courier", "Night ferry sails again"),
        ("夜行フェリーが九年ぶりに運航を再開：港新聞", "夜行フェリーが九年ぶりに運航を再開"),
        ("Night ferry sails again at last - says the mayor", "Night ferry sails again at last - says the mayor"),
    ],
)
def test_a_site_is_known_by_its_looks(title: str, headline: str) -> None:
    assert without_site(title, [], [])[0] == headline


def test_a_topic_that_a_menu_names_is_no_headline() -> None:
    title = "Ferries : the long way home begins at the pier"
    assert without_site(title, ["Ferries"], [])[0] == title
