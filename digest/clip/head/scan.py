"""The lines of a clipping as the finders of title, dates and authors need them, each thing worked out once.

A dump of a page is a menu, a headline, a few lines about who and when, the article, and teasers. Where the article is
thickest is found first: everything else is judged by its place before, in or after that stretch.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress, islice

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
_AHEAD = 8
"""Of how many lines from the article's first on the words are counted."""
MOST_LINES = 3_000
"""A longer text is judged by its first lines."""

_OPENING = re.compile(
    r"\n(?:B[yY] |by |Written by |[Vv]on |P[ao]r |(?=[BCFGHIPSbcfghips])(?i:photo|pic|image|foto|bild|graphic|"
    r"screengrab|credit|file|handout|courtesy|stock))"
)
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
    openings: list[int]
    """See `opening_lines`."""
    spaces: list[int]
    """How many spaces each text has up to the article's first lines: its words but one."""
    is_paragraph: list[bool]
    days: dict[int, list[Day]]
    """Index -> the full days in that line; offsets are the line's own."""
    start: int
    """The first line of the thickest stretch of paragraphs; the number of lines when there is none."""
    end: int
    """The line after its last."""


def scan(lines: Sequence[Line]) -> Scan:
    texts = [line.text for line in lines]
    full = tuple(islice(compress(lines, texts), MOST_LINES))
    texts = list(islice(filter(None, texts), MOST_LINES))
    paragraphs = [
        (size := len(text)) >= _PARAGRAPH // 2
        and (size >= _PARAGRAPH or " " not in text[:30])
        and (text[-1] in _ENDS or ". " in text or "。" in text)
        for text in texts
    ]
    start, end = _thickest(texts, paragraphs)
    joined = "\n".join(texts)
    spaces = [text.count(" ") for text in texts[: start + _AHEAD]]
    return Scan(full, texts, joined, opening_lines(joined), spaces, paragraphs, _days(texts, joined), start, end)


def opening_lines(joined: str) -> list[int]:
    """The indices of the lines that may begin with the label of a byline or of a picture."""
    first = [0] if _OPENING.match("\n" + joined[:20]) else []
    return first + [index + 1 for index, _ in rows(joined, [match.start() for match in _OPENING.finditer(joined)])]


def _thickest(texts: Sequence[str], paragraphs: Sequence[bool]) -> tuple[int, int]:
    """The run [start, end) of lines with the most paragraph text, a line that is none counting against it."""
    best, span = 0, (len(texts), len(texts))
    current, first, last = 0, 0, 0
    for index in compress(range(len(texts)), paragraphs):
        current -= _NO_PARAGRAPH * (index - last - 1)
        if current <= 0:
            current, first = 0, index
        size = len(texts[index])
        current += size if size < 400 else 400
        last = index
        if current > best:
            best, span = current, (first, index + 1)
    return span


def rows(joined: str, places: Iterable[int]) -> Iterator[tuple[int, int]]:
    """(index, offset in its line) of ascending places in joined texts."""
    index, begin, done = 0, 0, 0
    for place in places:
        if lines := joined.count("\n", done, place):
            index += lines
            begin = joined.rfind("\n", done, place) + 1
        done = place
        yield index, place - begin


def _days(texts: Sequence[str], joined: str) -> dict[int, list[Day]]:
    found: dict[int, list[Day]] = {}
    last = done = -1
    for index, at in rows(joined, years(joined)):
        if index != last:
            last, done, text = index, 0, texts[index]
        if at < done or (at > _DATED_END and len(text) - at > _DATED_END // 4):
            continue
        day = day_at(text, at, done)
        if day is not None:
            done = day.end
            found.setdefault(index, []).append(day)
    return found
