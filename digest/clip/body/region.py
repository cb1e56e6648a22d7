"""Where the article begins and ends in the lines of a page: the densest run of sentences, widened in doubt.

A dump of a whole page holds menus before the article and teasers after it. A line that is no sentence may go when it
stands outside that run. A sentence goes only from the dump of a whole page, and only when a long stretch of such lines
lies between it and the article.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from digest.clip.body.boilerplate import ends_sentence, words
from digest.clip.draft import Cut, Line

GAP = 12
"""How many lines that are no sentences must lie between the article and a sentence that is cut with them."""
FURNITURE = 3
"""From how many menus, notices and forms on a text counts as the dump of a whole page."""
NEAR = 3
"""How many lines next to the article are kept when they are as long as a standfirst."""
STANDFIRST_WORDS = 8


def is_sentence(text: str) -> bool:
    """A line that a writer wrote as a sentence: four words and a sentence's end."""
    return ends_sentence(text) and (words(text) >= 4 or _dense(text))


def is_core(text: str) -> bool:
    """A line that is surely part of an article: a long sentence."""
    return ends_sentence(text) and (words(text) >= 12 or _dense(text))


def _dense(text: str) -> bool:
    """A sentence of a script without spaces between words."""
    return len(text) >= 25 and len(text) > 12 * words(text)


def _score(text: str) -> float:
    if is_core(text):
        return min(len(text), 400) / 100
    if is_sentence(text):
        return 0.3
    return -0.4 if len(text) >= 40 else -1.0


class Hints(msgspec.Struct, frozen=True):
    """What is known about the lines before their extent is judged."""

    title_at: int
    """The number of the title's line: nothing before it is part of the article."""
    title_sure: bool = False
    """Whether the title stood there once more, as it does right above an article."""
    furniture: int = 0
    """How many menus, notices and forms were cut: a dump of a whole page has several, a pasted article few."""
    ends: tuple[int, ...] = ()
    """Numbers of lines that stand behind articles: the source's tags, comments, copyright; in order."""


def trim(lines: Sequence[Line], hints: Hints) -> tuple[list[Line], list[Cut]]:
    """The article's lines (blank ones dropped), and what was cut before and after them."""
    full = [line for line in lines if line.text]
    start, end = _densest([_score(line.text) for line in full])
    if start == end:
        # No long sentence at all: a list, a poem, a short notice. Everything after the title stays.
        first = next((i for i, line in enumerate(full) if line.number >= hints.title_at), 0)
        return list(full[first:]), [Cut(line.number, line.text, "before-title") for line in full[:first]]
    gap = GAP if hints.furniture >= FURNITURE else len(full)
    stop = next((number for number in hints.ends if number > full[end - 1].number), full[-1].number + 1)
    end = _widen(full, end - 1, 1, hints.title_at, stop, gap) + 1
    end = _widen(full, end - 1, 1, hints.title_at, full[-1].number + 1, GAP) + 1
    start = _widen(full, start, -1, hints.title_at, stop, len(full) if hints.title_sure else gap)
    keep = [i for i in range(len(full)) if start <= i < end or _near(full, i, start, end, hints.title_at)]
    kept = set(keep)
    cuts = [
        Cut(line.number, line.text, "before-article" if i < start else "after-article")
        for i, line in enumerate(full)
        if i not in kept
    ]
    return [full[i] for i in keep], cuts


def _densest(scores: Sequence[float]) -> tuple[int, int]:
    """The run [start, end) with the largest sum; (0, 0) when no line scores above zero."""
    best, span = 0.0, (0, 0)
    current, first = 0.0, 0
    for index, score in enumerate(scores):
        if current <= 0:
            current, first = 0.0, index
        current += score
        if current > best:
            best, span = current, (first, index + 1)
    return span


def _widen(lines: Sequence[Line], edge: int, step: int, title_at: int, stop: int, most: int) -> int:
    """The last sentence from `edge` on in direction `step`, with less than `most` other lines before each."""
    gap, index = 0, edge + step
    while 0 <= index < len(lines) and gap < most and title_at <= lines[index].number < stop:
        if is_sentence(lines[index].text):
            edge, gap = index, 0
        else:
            gap += 1
        index += step
    return edge


def _near(lines: Sequence[Line], index: int, start: int, end: int, title_at: int) -> bool:
    """Whether a line just outside the article is as long as a standfirst or a last item, and after the title."""
    line = lines[index]
    return (
        line.number >= title_at
        and (start - NEAR <= index < start or end <= index < end + 1)
        and words(line.text) >= STANDFIRST_WORDS
    )
