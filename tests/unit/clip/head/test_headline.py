"""Titles without the names of their sites."""

from __future__ import annotations

from digest.clip.head.headline import without_site


def test_a_title_without_a_site_stays() -> None:
    assert without_site("Night ferry: the long way home", [], []) == (
        "Night ferry: the long way home",
        "",
        "first-line",
    )
