"""Where the article begins and ends in the lines of a page: the densest run of sentences, widened in doubt.

A dump of a whole page holds menus before the article and teasers after it. A line that is no sentence may go when it
stands outside that run; a sentence goes only when a long stretch of such lines lies between it and the article.
"""

from __future__ import annotations

from collections.abc import Sequence

from digest.clip.boilerplate import ends_sentence, words
from digest.clip.draft import Cut, Line

GAP = 8
"""How many lines that are no sentences must lie between the article and a sentence that is cut with them."""
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


def trim(lines: Sequence[Line], title_at: int, ends: Sequence[int] = (), sure: bool = False, navs: int = 0) -> tuple[list[Line], list[Cut]]:
    """The article's lines (blank ones dropped), and what was cut before and after them.

    `title_at` is the number of the title's line: nothing before it is part of the article.
    """
    full = [line for line in lines if line.text]
    start, end = _densest([_score(line.text) for line in full])
    if start == end:
        # No long sentence at all: a list, a poem, a short notice. Everything after the title stays.
        first = next((i for i, line in enumerate(full) if line.number >= title_at), 0)
        return list(full[first:]), [Cut(line.number, line.text, "before-title") for line in full[:first]]
    import os
    fg=float(os.environ.get('FG','1e9')); bg=float(os.environ.get('BG','1e9')); bg0=float(os.environ.get('BG0','8')); eg=float(os.environ.get('EG','8'))
    nb=float(os.environ.get('NB','12')); na=float(os.environ.get('NA','25'))
    short=lambda ls: sum(not is_sentence(l.text) and words(l.text)<STANDFIRST_WORDS for l in ls)
    if navs < int(os.environ.get('K','4')):
        fg=bg=bg0=1e9
    stop = next((n for n in ends if n > full[end - 1].number), 10**9)
    end = _widen(full, end - 1, 1, title_at, stop, fg) + 1
    end = _widen(full, end - 1, 1, title_at, 10**9, eg) + 1
    start = _widen(full, start, -1, title_at, 10**9, bg if sure else bg0)
    keep = [line for i, line in enumerate(full) if start <= i < end or _near(full, i, start, end, title_at)]
    numbers = {id(line) for line in keep}
    cuts = [
        Cut(line.number, line.text, "before-article" if i < start else "after-article")
        for i, line in enumerate(full)
        if id(line) not in numbers
    ]
    return keep, cuts


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


def _widen(lines: Sequence[Line], edge: int, step: int, title_at: int, stop: int, most: float) -> int:
    """The last line, going from `edge` in direction `step`, that is a sentence without a long gap before it."""
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
