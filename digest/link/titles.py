"""The titles that a text gives to the people it names, and which two of them nobody holds at once. English. Pure.

Mayor Ada Pryce; Ada Pryce, the former mayor, …. Two titles contradict each other only where their words show it: the
same office with and without "deputy" or "former", the same office of two ministries, two ranks of one ladder.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from digest.link.folding import lower

_LOOK = 80

# fmt: off
_PAST = {"former", "ex", "late", "onetime", "then"}
_BELOW = {"deputy", "vice", "assistant", "under", "associate"}
_PORTFOLIOS = {
    "agriculture", "defence", "economy", "education", "energy", "environment", "finance", "fisheries", "foreign",
    "health", "home", "housing", "interior", "justice", "labour", "prime", "trade", "transport", "treasury",
}
_SAME = {"defense": "defence", "labor": "labour", "chairman": "chair", "chairwoman": "chair", "chairperson": "chair",
         "councilman": "councillor", "councilwoman": "councillor", "councilor": "councillor", "gen": "general",
         "col": "colonel", "capt": "captain", "maj": "major", "lt": "lieutenant", "sgt": "sergeant", "gov": "governor",
         "sen": "senator", "spokesman": "spokesperson", "spokeswoman": "spokesperson"}
_LADDERS = (
    ("private", "corporal", "sergeant", "lieutenant", "captain", "major", "colonel", "brigadier", "general"),
    ("councillor", "mayor", "governor"),
    ("ensign", "commander", "commodore", "admiral"),
)
_HEADS = {
    "ambassador", "bishop", "archbishop", "chair", "chancellor", "clerk", "commissioner", "councillor", "director",
    "engineer", "governor", "harbourmaster", "judge", "master", "mayor", "minister", "premier", "president",
    "prosecutor", "secretary", "senator", "speaker", "spokesperson", "treasurer",
} | {rank for ladder in _LADDERS for rank in ladder}
# fmt: on
_WORD = r"[^\W\d_][\w'-]*\.?"
_BEFORE = re.compile(rf"((?:{_WORD} ){{1,5}})$")
_BEHIND = re.compile(
    rf", (?:the |an? |its |their )?((?:{_WORD} ){{0,4}}?{_WORD})(?: (?:of|at|for|in)\b[^,.;\r]{{0,60}})?(?=[,.;\r]|$)"
)


class Title(NamedTuple):
    """A title, and where it stands together with the name."""

    words: str
    """As the text writes it."""
    head: str
    portfolio: str
    below: bool
    """A deputy's."""
    past: bool
    start: int
    end: int


def of_name(text: str, start: int, end: int) -> list[Title]:
    """The titles that the folded `text` gives right before or behind the name at text[start:end]."""
    found = []
    low = max(0, start - _LOOK)
    before = _BEFORE.search(text[low:start])
    if before and (title := _read(before[1])):
        words = before[1].rstrip()[-len(title.words) :]
        found.append(title._replace(words=words, start=start - len(words) - 1, end=end))
    behind = _BEHIND.match(text, end, end + _LOOK)
    if behind and (title := _read(behind[1] + " ")) and _whole(title, behind[1]):
        found.append(title._replace(words=behind[1], start=start, end=behind.end(1)))
    return found


def _whole(title: Title, words: str) -> bool:
    """Whether an apposition is a title and nothing else: "the mayor", not "the mayor said"."""
    return len(title.words) == len(words)


def contradict(one: Title, other: Title) -> bool:
    """Whether nobody holds both titles on one day, by their own words."""
    if one.head == other.head:
        if one.portfolio and other.portfolio:
            return one.portfolio != other.portfolio or one.below != other.below or one.past != other.past
        return one.past != other.past or (one.below != other.below and one.portfolio == other.portfolio)
    if one.past or other.past or one.below or other.below:
        return False
    return any(one.head in ladder and other.head in ladder for ladder in _LADDERS)


def _read(before: str) -> Title | None:
    """The title at the end of the words before a name: the longest run of words that titles are made of."""
    words = before.split()
    folded = [_SAME.get(w, w) for w in (lower(word).rstrip(".") for word in words)]
    if folded[-1] not in _HEADS:
        return None
    first = len(words) - 1
    while first and (folded[first - 1] in _PAST | _BELOW | _PORTFOLIOS or folded[first - 1].startswith("ex-")):
        first -= 1
    rest = folded[first:-1]
    portfolio = next((word for word in rest if word in _PORTFOLIOS), "")
    past = any(word in _PAST for word in rest)
    title = " ".join(words[first:])
    return Title(title, folded[-1], portfolio, any(word in _BELOW for word in rest), past, 0, 0)
