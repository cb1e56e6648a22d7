"""What a word by itself says: its shape, whether it is a function word, a title, a country. Pure.

`words.txt` are classes of words written for this project. `common.txt` are English words that newspapers write small,
made by `benchmarks/count_words.py`.
"""

from __future__ import annotations

import pkgutil
from functools import cache

CLASSES = {
    "title": "T",
    "role": "R",
    "given": "G",
    "country": "C",
    "place": "L",
    "placeword": "P",
    "orgword": "O",
    "thingword": "H",
    "demonym": "D",
    "month": "M",
    "day": "Y",
    "direction": "d",
    "joint": "j",
    "verb": "v",
    "stop": "s",
    "plain": "p",
}
_ENDINGS = ("placeend", "personend")
_DEMONYM_ENDS = ("an", "ans", "ian", "ians", "ese", "ish", "i", "is")
_CONTRACTIONS = frozenset(["m", "ve", "d", "ll", "re", "t", "s"])
_INFLECTED = ("s", "es", "ed", "ing", "ly")
_LETTERS = 4
"""How much of a country's name its adjective shares."""


def _lines(name: str) -> list[str]:
    data = pkgutil.get_data(__package__, name)
    return data.decode("utf-8").splitlines() if data else []


@cache
def _classes() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in _lines("words.txt"):
        kind, colon, words = line.partition(": ")
        if colon and kind in CLASSES:
            for word in words.split():
                letter = CLASSES[kind]
                found[word] = found.get(word, "") + ("" if letter in found.get(word, "") else letter)
    return found


@cache
def _endings() -> frozenset[str]:
    parts = [line.partition(": ") for line in _lines("words.txt")]
    return frozenset(end for kind, _, ends in parts if kind in _ENDINGS for end in ends.split())


@cache
def endings(word: str) -> tuple[str, ...]:
    """The endings of place names and surnames that a word has."""
    known, low = _endings(), word.lower()
    return tuple(low[-n:] for n in range(2, 8) if len(low) > n + 1 and low[-n:] in known)


@cache
def common() -> frozenset[str]:
    """Words, in lower case, that English newspapers write small."""
    return frozenset(word for line in _lines("common.txt") for word in line.split())


def is_common(low: str) -> bool:
    """Whether newspapers write the word small, by itself or without its ending."""
    known = common()
    if low in known:
        return True
    return any(
        low.endswith(end) and (low[: -len(end)] in known or low[: -len(end)] + "e" in known) for end in _INFLECTED
    )


@cache
def _stems() -> frozenset[str]:
    return frozenset(w[:_LETTERS] for w, kinds in _classes().items() if "C" in kinds and "." not in w and len(w) > 3)


def classes(low: str) -> str:
    """The letters of the classes that a word in lower case belongs to; "" for most words."""
    found = _classes().get(low) or _classes().get(low.rstrip("."), "")
    if not found and ("'" in low or "’" in low):
        head, _, tail = low.replace("’", "'").partition("'")
        return "s" if tail in _CONTRACTIONS and "s" in _classes().get(head, "") else ""
    if not found and len(low) > 4 and low.endswith(_DEMONYM_ENDS) and low[:_LETTERS] in _stems():
        return "D"  # Iraqi, Sudanese, Zambian: a country's name with an adjective's ending
    return found


def shape(word: str) -> str:
    """What a word looks like: Xx, X one capital, X. initial, XX capitals, xX mixed, 9, 9X, x small, or the sign."""
    first = word[0]
    if not first.isalnum():
        return word if len(word) < 4 else word[:1]
    if word.isdigit():
        return "9"
    if first.isdigit():
        return "9X" if word != word.lower() else "9x"
    if word.islower() or word == word.lower():
        return "x"
    if len(word) == 1:
        return "X"
    if word.isupper():
        return ("X." if len(word) == 2 else "X.X.") if word[1] == "." else "XX" if len(word) < 6 else "XXX"
    tail = word[1:]
    if first.isupper():
        return "Xx" if tail.islower() else "X-x" if "-" in word else "XxX"
    return "xX"


@cache
def keys(word: str) -> tuple[str, str]:
    """What a model knows of a word, finer and coarser. No name goes into it: only shape, classes, function words."""
    look, low = shape(word), word.lower()
    if not word[0].isalnum():
        return look, look
    known = classes(low)
    if "s" in known or "j" in known:
        return (f"={low}" if look == "x" else f"^{low}"), f"{look}{'j' if 'j' in known else 's'}"
    plain = "c" if is_common(low) else ""
    fine = f"{look}{known}{plain}"
    return fine, f"{look}{known[:1] or plain}"
