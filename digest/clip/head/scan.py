"""The lines of a clipping as the finders of title, dates and authors need them, each thing worked out once.

A dump of a page is a menu, a headline, a few lines about who and when, the article, and teasers. Where the article is
thickest is found first: everything else is judged by its place before, in or after that stretch.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from digest.clip.dateline import Day, day_at, years
from digest.clip.draft import Line

_ENDS = frozenset(".!?…。！？؟۔।”\"’'»")
_PARAGRAPH = 80
"""From how many characters on a line may be a paragraph; scripts without spaces say as much in half of it."""
_NO_PARAGRAPH = 15
"""What a line that is no paragraph takes from a stretch, in characters."""
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
    openings: list[str]
    """The first two signs of each."""
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
    paragraphs = [len(text) >= _PARAGRAPH // 2 and _is_paragraph(text) for text in texts]
    start, end = _thickest(texts, paragraphs)
    joined = "\n".join(texts)
    openings = [text[:2] for text in texts]
    spaces = [text.count(" ") for text in texts]
    return Scan(full, texts, joined, openings, spaces, paragraphs, _days(joined), start, end)


def _is_paragraph(text: str) -> bool:
    long = len(text) >= _PARAGRAPH or " " not in text[:30]
    return long and (text[-1] in _ENDS or ". " in text or "。" in text)


def _thickest(texts: Sequence[str], paragraphs: Sequence[bool]) -> tuple[int, int]:
    """The run [start, end) of lines with the most paragraph text, a line that is none counting against it."""
    best, span = 0, (len(texts), len(texts))
    current, first, last = 0, 0, 0
    for index in [index for index, is_paragraph in enumerate(paragraphs) if is_paragraph]:
        current -= _NO_PARAGRAPH * (index - last - 1)
        if current <= 0:
            current, first = 0, index
        current += min(len(texts[index]), 400)
        last = index
        if current > best:
            best, span = current, (first, index + 1)
    return span


def _days(joined: str) -> dict[int, list[Day]]:
    found: dict[int, list[Day]] = {}
    index, begin, end, done = -1, 0, -1, 0
    for at in years(joined, 0, len(joined)):
        if at > end:
            before, begin = begin, joined.rfind("\n", 0, at) + 1
            index = joined.count("\n", before, begin) + max(index, 0)
            end = joined.find("\n", at)
            end = len(joined) if end < 0 else end
        if at < done or (at - begin > _DATED_END and end - at > _DATED_END // 4):
            continue
        day = day_at(joined, at, max(begin, done))
        if day is not None and day.end <= end:
            done = day.end
            start, stop = day.start - begin, day.end - begin
            own = Day(day.day, start, stop, day.form, day.swapped, day.clock, day.zone)
            found.setdefault(index, []).append(own)
    return found
