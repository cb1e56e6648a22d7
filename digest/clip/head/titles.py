"""Which line is the headline: the one that the page's title repeats, or else the one that trees of its features choose.

A cheap sum of marks leaves few candidates; only these are looked at closely.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from itertools import accumulate

import msgspec

from digest.clip.head import trees
from digest.clip.head.scan import BYLINE, NAME_LINE, Scan
from digest.clip.head.weigh import table, weights

MAX_TITLE = 300
_NEAR, _FAR, _BELOW = 150, 400, 7
"""How many lines above the article, and below its first, a headline may stand; far above it must look like one."""
_REPEATED, _REPEATED_SPACES = 20, 3
_LONG_HEADLINE = 170
"""A line with a paragraph's end that is longer, in characters, is no headline."""
_MOST = 7
"""How many candidates are looked at closely."""
_OPENING, _OPENING_LINES = 3_000, 40
_PAGE_TITLE = 25
"""A first line of fewer characters says nothing about the others."""
_MARKS = "*•-–+#>‣▪│|"
_STRIP = ".,:;!?'\"“”„‘’»«()[]"
_SEPARATORS = "|-–—•·»/"
_SIZES = table("size:", (1, 2, 3, 5, 8, 12, 18, 25))
_PAGE_WORDS = table("page:", (0, 1, 2, 3))
_AHEAD = table("ahead:", (0, 1, 2, 3, 4, 6, 9, 14, 24, 49, 99, 199))
_BEHIND = table("behind:", (0, 1, 3))
_ENDS = {".": 1, "?": 2, "!": 2, ":": 3, ",": 4, "…": 5, **dict.fromkeys("”\"'»’", 6)}


def headline_at(scan: Scan, never: Collection[int] = ()) -> int:
    """The index of the headline's line; one of `never`, captions and outlets' names, only if nothing else can be it."""
    if (again := repeated(scan)) is not None:
        return again
    found, prior = candidates(scan)
    if kept := [k for k, index in enumerate(found) if index not in never]:
        found, prior = [found[k] for k in kept], [prior[k] for k in kept]
    at = found[0] if len(found) == 1 else found[trees.best(features(scan, found, prior))]
    # The heading on the page rather than the page's title: who wrote the article, and when, stands beside it.
    return at or max([i for i in found if i < scan.start and _is_headline_of_page(scan, i)], default=0)


def repeated(scan: Scan) -> int | None:
    """The last line above the article that the page's title, the text's first line, begins with; None without one."""
    texts, spaces = scan.texts, scan.spaces
    return next(
        (
            index
            for index in range(min(scan.start, len(texts)) - 1, 0, -1)
            if spaces[index] >= _REPEATED_SPACES
            and len(texts[index]) >= _REPEATED
            and _is_headline_of_page(scan, index)
        ),
        None,
    )


def _is_headline_of_page(scan: Scan, index: int) -> bool:
    """Whether the page's title, the text's first line, is this line with nothing or the site's name behind it."""
    first, text = scan.texts[0], scan.texts[index]
    return first.startswith(text) and _sets_off(first[len(text) :])


def _sets_off(tail: str) -> bool:
    """Whether the rest of a page's title is its site's name, set off by a sign, or nothing."""
    tail = tail.lstrip()
    return not tail or tail[0] in _SEPARATORS


# --------------------------------------------------------------------------------------------------------- candidates


def candidates(scan: Scan) -> tuple[list[int], list[float]]:
    """The lines that may be headlines, at most `_MOST`, and what the marks of each weigh; the text's first is kept."""
    found = possible(scan)
    get = weights("title").get
    sums = [sum([get(mark, 0.0) for mark in own]) for own in marks(scan, found)]
    if len(found) <= _MOST:
        return found, sums
    order = sorted(range(len(found)), key=lambda k: sums[k] if found[k] else 999.0, reverse=True)
    kept = sorted(order[:_MOST])
    return [found[k] for k in kept], [sums[k] for k in kept]


def possible(scan: Scan) -> list[int]:
    """The lines near the article's first, or at the text's beginning, that have a headline's size."""
    texts, spaces, paragraphs, start = scan.texts, scan.spaces, scan.is_paragraph, scan.start
    found = []
    stop = min(len(texts), start + _BELOW)
    for index in [*range(min(3, stop)), *range(max(3, start - _FAR), stop)]:
        text, count = texts[index], spaces[index]
        size = len(text)
        if size < 6 or size > MAX_TITLE or (index and paragraphs[index] and size > _LONG_HEADLINE):
            continue
        if index > 2:
            if count < 2 and (size < 12 or not count) and text.isascii():
                continue
            if index < start - _NEAR and not (count > 2 and 20 <= size <= 150 and text[-1] != "."):
                continue
        elif index and not count and size < 12 and text.isascii():
            continue
        found.append(index)
    return found or [0]


def marks(scan: Scan, found: Sequence[int]) -> list[tuple[str, ...]]:
    """What at a glance speaks for and against each candidate."""
    texts, start = scan.texts, scan.start
    shared = _page_words(scan, found[-1] + 1)
    own: list[tuple[str, ...]] = []
    for index in found:
        text, size, ahead = texts[index], _size(scan, index), start - index
        own.append(
            (
                _SIZES[size if size < len(_SIZES) else -1],
                _AHEAD[ahead if ahead < len(_AHEAD) else -1]
                if ahead >= 0
                else _BEHIND[-ahead if -ahead < len(_BEHIND) else -1],
                _PAGE_WORDS[min(shared.get(index, 0), 4)] if index else "first",
                f"ends:{_ENDS.get(text[-1], 0)}",
                f"begins:{_begins(text)}",
                "paragraph" if scan.is_paragraph[index] else "dated" if index in scan.days else "line",
            )
        )
    return own


def _page_words(scan: Scan, stop: int) -> dict[int, int]:
    """How many of the longest words of the page's title, the text's first line, each line above `stop` has."""
    first = scan.texts[0]
    if not _PAGE_TITLE < len(first) <= MAX_TITLE:
        return {}
    words = sorted({word.strip(_STRIP) for word in first.split()}, key=lambda word: (-len(word), word))[:6]
    ends = list(accumulate([len(text) + 1 for text in scan.texts[:stop]]))
    count: dict[int, int] = {}
    for word in words:
        at = scan.joined.find(word, ends[0], ends[-1]) if len(word) > 3 else -1
        while at >= 0:
            index = bisect_right(ends, at)
            count[index] = count.get(index, 0) + 1
            at = scan.joined.find(word, ends[index], ends[-1]) if index < len(ends) else -1
    return count


def _begins(text: str) -> int:
    first = text[0]
    return 1 if first in _MARKS else 2 if first.islower() else 3 if first.isdigit() else 0


def _size(scan: Scan, index: int) -> int:
    """How many words a line has; in a script without spaces, a third of its letters."""
    text, spaces = scan.texts[index], scan.spaces[index]
    return spaces + 1 if spaces > 1 or text.isascii() else max(1, len(text) // 3)


# ----------------------------------------------------------------------------------------------------------- features


class _Around(msgspec.Struct, frozen=True):
    """What the candidates of one text have in common."""

    words: dict[int, frozenset[str]]
    """The longer words of each."""
    cover: dict[int, float]
    """The share of words that each has in common with the page's title, of all words of both."""
    covers: Sequence[float]
    """The two largest of these but the first line's own."""
    endings: tuple[str, ...]
    """The longer candidates, which another may end with as a breadcrumb does."""
    heads: list[int]
    """Those that stand out."""
    dated: list[int]
    """The short lines that hold a date."""
    bylines: list[int]
    """The short lines down to the last candidate's neighbours that are bylines."""
    article: str
    """The article's beginning, in small letters."""
    below: frozenset[str]
    """The lines of the article."""


def features(scan: Scan, found: Sequence[int], prior: Sequence[float]) -> list[list[float]]:
    """What each candidate looks like, where it stands and what stands around it, in numbers."""
    around = _around(scan, found)
    rows = []
    for index, weight in zip(found, prior, strict=True):
        row = [weight, *_to_page_title(scan, index, around), *_use(scan, index, around), *_looks(scan, index)]
        rows.append([*row, *_place(scan, index, around), *_neighbours(scan, index, around)])
    return rows


def _around(scan: Scan, found: Sequence[int]) -> _Around:
    texts = scan.texts
    page = _words(_main(texts[0])) if len(texts[0]) > _PAGE_TITLE else frozenset()
    words = {index: _words(texts[index]) for index in found}
    cover = {i: len(own & page) / len(own | page) if page and own else 0.0 for i, own in words.items()}
    by = [i for i in scan.openings if i < found[-1] + 7 and len(texts[i]) < 160 and BYLINE.match(texts[i])]
    heads = [
        index
        for index in found
        if _stands_out(scan, index)
        and index not in by
        and not (len(texts[index]) < 90 and NAME_LINE.fullmatch(texts[index]))
    ]
    dated = sorted([i for i in scan.days if len(texts[i]) < 200])
    opening = texts[scan.start : min(scan.end, scan.start + _OPENING_LINES)]
    return _Around(
        words=words,
        cover=cover,
        covers=sorted([0.0, 0.0, *[cover[i] for i in found if i]])[:-3:-1],
        endings=tuple([texts[i] for i in found if len(texts[i]) > 11]),
        heads=heads,
        dated=dated,
        bylines=by,
        article=" ".join(opening)[:_OPENING].casefold(),
        below=frozenset(texts[scan.start : scan.end]),
    )


def _main(page: str) -> str:
    """A page's title without what its last sign sets off."""
    at = max(page.rfind(sign) for sign in (" | ", " - ", " – ", " — ", " • ", " · ", " » "))
    return page[:at] if at > 0 else page


def _words(text: str) -> frozenset[str]:
    return frozenset([word.strip(_STRIP) for word in text.casefold().split() if len(word) > 3])


def _stands_out(scan: Scan, index: int) -> bool:
    """Whether a line has a headline's looks: some words, no list item, no full stop, no date."""
    text = scan.texts[index]
    return (
        (2 <= scan.spaces[index] < 25 or (len(text) > 11 and not text.isascii()))
        and text[0] not in _MARKS
        and text[-1] not in ".,"
        and not (index in scan.days and len(text) < 60)
        and not scan.is_paragraph[index]
    )


def _to_page_title(scan: Scan, index: int, around: _Around) -> list[float]:
    """What the line has to do with the text's first one, which often is the page's title, and with other candidates."""
    text, page, cover, own = scan.texts[index], scan.texts[0], around.cover[index], around.words[index]
    if not index:
        kin = 0
    elif len(page) <= _PAGE_TITLE:
        kin = 1
    elif page.startswith(text):
        kin = 7 if _sets_off(page[len(text) :]) else 6
    else:
        kin = 5 if page.endswith(text) else 4 if text in page else 3 if page in text else 2
    most = around.covers[1] if cover == around.covers[0] and index else around.covers[0]
    ended = text.endswith(around.endings, 1)
    later = [other for i, other in around.words.items() if i > index and other] if own else []
    like = max([len(own & other) / len(own | other) for other in later], default=-1.0)
    return [cover, most, cover - most, kin, len(page), ended, like]


def _use(scan: Scan, index: int, around: _Around) -> list[float]:
    """How much the article uses the line's longer words."""
    words = around.words[index]
    if not words:
        return [-1, -1, 0]
    counts = list(map(around.article.count, words))
    return [sum([min(n, 8) for n in counts]) / (len(words) + 1), 1 - counts.count(0) / len(words), len(words)]


def _looks(scan: Scan, index: int) -> list[float]:
    text = scan.texts[index]
    long = [word[0] for word in text.split() if len(word) > 3]
    capitals = sum(map(str.isupper, long)) / len(long) if long else -1
    return [len(text), _size(scan, index), _ENDS.get(text[-1], 0), _begins(text), capitals, index in scan.days]


def _place(scan: Scan, index: int, around: _Around) -> list[float]:
    start, heads = scan.start, around.heads
    above = bisect_left(heads, index)
    head = above < len(heads) and heads[above] == index
    below = [h for h in heads[above + head :] if h < start]
    before = index - heads[above - 1] if above else 99
    after = (below[0] if below else start) - index
    short = sum([count < 3 for count in scan.spaces[max(0, index - 6) : index]])
    return [start - index, index, index / (start + 1), head, above, len(below), before, after, short]


def _neighbours(scan: Scan, index: int, around: _Around) -> list[float]:
    texts, spaces = scan.texts, scan.spaces
    paragraphs = scan.is_paragraph[index + 1 : index + 13]
    last = len(texts) - 1
    return [
        _next(around.dated, index, 6),
        _next(around.bylines, index, 6),
        paragraphs.index(True) + 1 if True in paragraphs else 0,
        sum([len(text) > 9 and text in around.below for text in texts[index + 1 : index + 4]]),
        sum([len(text) > 9 and text in around.below for text in texts[max(0, index - 3) : index]]),
        len(texts[index - 1]) if index else -1,
        len(texts[index + 1]) if index < last else -1,
        spaces[index - 1] if index else -1,
        spaces[index + 1] if index < last else -1,
        spaces[index - 2] if index > 1 else -1,
        spaces[index - 3] if index > 2 else -1,
        index > 0 and texts[index - 1][-1] in ".!?",
    ]


def _next(places: Sequence[int], index: int, most: int) -> int:
    """How far below `index` the next of `places` is; 0 when none is within `most` lines."""
    at = bisect_right(places, index)
    return places[at] - index if at < len(places) and places[at] - index <= most else 0
