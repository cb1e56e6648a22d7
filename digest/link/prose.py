"""A text as names are looked for in it, and a place in it where somebody is named. Pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from typing import NamedTuple

from digest.link.folding import fold
from digest.link.names import Found, Words
from digest.model import Rule
from digest.text import one_line

_GAP = re.compile(r" {2,}+")


class Span(NamedTuple):
    """A place in a text where an entity is named."""

    start: int
    end: int
    entity: str
    rule: Rule


class Prose:
    """A text as names are looked for in it: folded, with single spaces, and the way back to its own offsets."""

    def __init__(self, text: str) -> None:
        self.folded = fold(text)
        self._in_lower_case: dict[str, bool] = {}
        self._words: dict[tuple[int, int], str] = {}
        self._cuts: list[int] = []
        self._removed: list[int] = []
        self.squeezed = self.folded
        if "  " in self.folded:
            self.squeezed = _GAP.sub(self._squeeze, self.folded)

    def _squeeze(self, gap: re.Match[str]) -> str:
        before = self._removed[-1] if self._removed else 0
        self._cuts.append(gap.start() - before + 1)
        self._removed.append(before + len(gap.group()) - 1)
        return " "

    def find(self, finder: Callable[[str], Iterable[Found]]) -> list[Found]:
        """What `finder` finds, at its place in the text itself."""
        found = finder(self.squeezed)
        if not self._cuts:
            return [*found]
        return [Found(self._own(hit.start), self._own(hit.end - 1) + 1, hit.name) for hit in found]

    def places(self, words: Words) -> list[tuple[int, int, str]]:
        """Where some words stand, each with its place in the text itself."""
        found = words.find(self.squeezed)
        return [(self._own(at), self._own(end - 1) + 1, word) for at, end, word in found] if self._cuts else found

    def in_lower_case(self, word: str) -> bool:
        """Whether a capitalised word stands here in lower case as well."""
        if word not in self._in_lower_case:
            self._in_lower_case[word] = bool(re.search(rf"\b{re.escape(word.lower())}\b", self.folded))
        return self._in_lower_case[word]

    def _own(self, offset: int) -> int:
        cut = bisect_right(self._cuts, offset)
        return offset + (self._removed[cut - 1] if cut else 0)

    def words(self, start: int, end: int) -> str:
        """What stands at [start, end), as the table of names spells it."""
        words = self._words.get((start, end))
        if words is None:
            words = self.folded[start:end]
            words = words.strip(" ") if words.isprintable() and "  " not in words else one_line(words)
            self._words[start, end] = words
        return words
