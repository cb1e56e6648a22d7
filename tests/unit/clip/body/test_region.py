"""What counts as a sentence, in scripts with and without spaces."""

from __future__ import annotations

import pytest

from digest.clip.body.region import is_core, is_sentence

LONG = "The night ferry sailed again on Tuesday, nine years after the line was closed for want of passengers."


@pytest.mark.parametrize(
    ("text", "sentence", "core"),
    [
        (LONG, True, True),
        ("“It is back now.”", True, False),
        ("Three boats lost in the storm", False, False),
        ("Yes.", False, False),
        ("夜のフェリーは火曜日に九年ぶりに運航を再開したと港の事務所が発表した。", True, True),
        ("", False, False),
    ],
)
def test_sentences(text: str, sentence: bool, core: bool) -> None:
    assert (is_sentence(text), is_core(text)) == (sentence, core)
