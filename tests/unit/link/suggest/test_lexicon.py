"""What a word by itself says."""

from __future__ import annotations

import pytest

from digest.link.suggest.lexicon import classes, common, endings, is_common, keys, shape

SHAPES = {
    "Hale": "Xx", "I": "X", "J.": "X.", "U.S.": "X.X.", "NATO": "XX", "MERCER": "XXX", "McHale": "XxX", "Al-Hadi": "X-x",
    "iPad": "xX", "12": "9", "6PR": "9X", "12th": "9x", "boat": "x", "(": "(", "'s": "'s", "北京": "x",
}  # fmt: skip


@pytest.mark.parametrize(("word", "look"), SHAPES.items())
def test_shape(word: str, look: str) -> None:
    assert shape(word) == look


CLASSES = {
    "walter": "G", "mr.": "T", "france": "C", "iraqi": "D", "sudanese": "D", "swiss": "D", "ministry": "O", "street": "P",
    "i'm": "s", "she’ll": "s", "o'brien": "", "hale": "", "tuesday": "Y",
}  # fmt: skip


@pytest.mark.parametrize(("word", "letters"), CLASSES.items())
def test_classes(word: str, letters: str) -> None:
    assert classes(word) == letters


def test_no_name_goes_into_a_key() -> None:
    assert keys("Hale") == keys("Calder")
    assert keys("of") == ("=of", "xj")
    assert keys("The") == ("^the", "Xxj")


def test_common_words() -> None:
    assert {"road", "officials", "said"} <= common()
    assert is_common("roads") and is_common("closing") and not is_common("ellery")


def test_endings() -> None:
    assert endings("Blackburg") == ("burg",)
    assert endings("Son") == ()
