"""The lines of a clipping as the finders of title, dates and authors need them, each thing worked out once.

A dump of a page is a menu, a headline, a few lines about who and when, the article, and teasers. Where the article is
thickest is found first: everything else is judged by its place before, in or after that stretch.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

import msgspec

from digest.clip.dateline import Day, day_at, years
from digest.clip.draft import Line

_ENDS = frozenset(".!?…。！？؟۔।”\"’'»")
_PARAGRAPH = 80
"""From how many characters on a line may be a paragraph; scripts without spaces say as much in half of it."""
_DATED_END = 250
"""How far from its line's start a date may stand, in characters: one deep in a paragraph dates what it tells."""
MOST_LINES = 3_000
"""A longer text is judged by its first lines."""

BYLINE = re.compile(
    r"\W{0,3}(?:(?:written |posted |reported |published |story |article )?by(?:\b|(?=[A-Z]))|von |par |por |di |door |"
    r"autor|author)",
    re.I,
)
"""How a line begins that may be a byline."""
NAME_LINE = re.compile(
    r"(?:[A-ZÀ-Þ][\w’'.-]+ (?:[A-Z]\. |de |van |von |del )?){1,3}[A-ZÀ-Þ][\w’'-]+"
    r"(?: ?[|,•·/–—-] ?.{0,60}|[A-Z ]*\d.{0,40})?"
)
"""A line of a name, alone or set off from what follows."""


class Scan(msgspec.Struct, frozen=True):
    """What is known of a clipping's lines before any is judged. Indices count the lines that are not blank."""

    lines: tuple[Line, ...]
    texts: list[str]
    joined: str
    """The texts, a line break between two."""
    spaces: list[int]
    """How many spaces each text has: its words but one."""
    is_paragraph: list[bool]
    days: dict[int, list[Day]]
    """Index -> the full days in that line; offsets are the line's own."""
    start: int
    """The first line of the thickest stretch of paragraphs; the number of lines when there is none."""
    end: int
    """The line after its last."""


def scan(lines: Sequence[Line]) -> Scan:
    full = tuple([line for line in lines if line.text][:MOST_LINES])
    texts = [line.text for line in full]
    paragraphs = [_is_paragraph(text) for text in texts]
    start, end = _thickest(texts, paragraphs)
    joined = "\n".join(texts)
    return Scan(full, texts, joined, [t.count(" ") for t in texts], paragraphs, _days(texts, joined), start, end)


def _is_paragraph(text: str) -> bool:
    long = len(text) >= _PARAGRAPH or (len(text) >= _PARAGRAPH // 2 and " " not in text[:30])
    return long and (text[-1] in _ENDS or ". " in text or "。" in text)


def _thickest(texts: Sequence[str], paragraphs: Sequence[bool]) -> tuple[int, int]:
    """The run [start, end) of lines with the most paragraph text, a line that is none counting against it."""
    best, span = 0, (len(texts), len(texts))
    current, first = 0, 0
    for index, is_paragraph in enumerate(paragraphs):
        if is_paragraph:
            if current <= 0:
                current, first = 0, index
            current += min(len(texts[index]), 400)
            if current > best:
                best, span = current, (first, index + 1)
        else:
            current -= 15
    return span


def _days(texts: Sequence[str], joined: str) -> dict[int, list[Day]]:
    found: dict[int, list[Day]] = {}
    starts = list(accumulate([len(text) + 1 for text in texts], initial=0))
    done = 0
    for at in years(joined, 0, len(joined)):
        index = bisect_right(starts, at) - 1
        begin, length = starts[index], len(texts[index])
        if at < done or (at - begin > _DATED_END and begin + length - at > _DATED_END // 4):
            continue
        day = day_at(joined, at, max(begin, done))
        if day is not None and day.end <= begin + length:
            done = day.end
            moved = msgspec.structs.replace(day, start=day.start - begin, end=day.end - begin)
            found.setdefault(index, []).append(moved)
    return found
