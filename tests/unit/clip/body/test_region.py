"""What counts as a sentence, in scripts with and without spaces."""

from __future__ import annotations

import pytest

from digest.clip.body.region import is_core

LONG = "The night ferry sailed again on Tuesday, nine years after the line was closed for want of passengers."


@pytest.mark.parametrize(
    ("text", "core"),
    [
        (LONG, True),
        ("“It is back now.”", False),
        ("Three boats lost in the storm", False),
        ("Yes.", False),
        ("夜のフェリーは火曜日に九年ぶりに運航を再開したと港の事務所が発表した。", True),
        ("", False),
    ],
)
def test_long_sentences_are_the_core_of_an_article(text: str, core: bool) -> None:
    assert is_core(text) is core
