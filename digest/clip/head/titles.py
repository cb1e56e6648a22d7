"""Which line is the headline: the one that the page's title repeats, or else the one whose marks weigh most."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from digest.clip.head.scan import BYLINE, NAME_LINE, Scan
from digest.clip.head.weigh import bucket, table, weights

MAX_TITLE = 300
_NEAR, _FAR = 40, 250
_REPEATED = 14
_OPENING, _OPENING_LINES = 2_000, 30
_MOST_REPEATED = 2.7
"""More than this the rest of the text cannot add to a line's weight."""
_MOST = 16
_MARKS = "*•-–+#>‣▪│|"
_STRIP = ".,:;!?'\"“”„‘’»«()[]"
_SEPARATORS = "|-–—•·»/"
_SIZES = table("words:", (1, 2, 3, 5, 8, 14, 22))
_TO_START = table("to-start:", (0, 1, 2, 3, 4, 6, 9, 15, 30))
_SHORT = table("short-around:", (1, 3, 5))
_GAP_BEFORE, _GAP_AFTER = table("gap-before:", (1, 2, 3)), table("gap-after:", (0, 1, 2, 3))
_BEFORE, _AFTER = table("before:", (2, 5)), table("after:", (2, 6, 11))
_HEADS_ABOVE, _PLAIN_ABOVE = [[f"{kind}:above:{n}" for n in range(5)] for kind in ("stands-out", "plain")]
_HEADS_BELOW, _PLAIN_BELOW = [[f"{kind}:below:{n}" for n in range(5)] for kind in ("stands-out", "plain")]
_DATE_BELOW, _DATE_ABOVE, _BYLINE_BELOW, _NAME_BELOW, _PARAGRAPH_BELOW = [
    [f"{what}:{n}" for n in range(7)]
    for what in ("date-below", "date-above", "byline-below", "name-below", "paragraph-below")
]


def headline_at(scan: Scan) -> int:
    """The index of the headline's line."""
    if (again := repeated(scan)) is not None:
        return again
    found = candidates(scan)
    if len(found) == 1:
        return found[0]
    get = weights("title").get
    sums = [sum([get(mark, 0.0) for mark in own]) for own in _marks_of_place(scan, found)]
    body = _opening(scan)
    best, at = -1e9, found[0]
    for k in sorted(range(len(found)), key=sums.__getitem__, reverse=True):
        if sums[k] + _MOST_REPEATED < best:
            break
        weight = sums[k] + sum([get(mark, 0.0) for mark in _repetition(scan, found[k], body)])
        if weight > best:
            best, at = weight, found[k]
    return at


def repeated(scan: Scan) -> int | None:
    """The last line above the article that the page's title, the text's first line, begins with; None without one."""
    first = scan.texts[0]
    return next(
        (
            index
            for index in range(min(scan.start, len(scan.texts)) - 1, 0, -1)
            if len(text := scan.texts[index]) >= _REPEATED
            and scan.spaces[index]
            and first.startswith(text)
            and _sets_off(first[len(text) :])
        ),
        None,
    )


def _sets_off(tail: str) -> bool:
    """Whether the rest of a page's title is its site's name, set off by a sign, or nothing."""
    tail = tail.lstrip()
    return not tail or tail[0] in _SEPARATORS


def candidates(scan: Scan) -> list[int]:
    """The lines that may be headlines, from the text's first to the first line of the article, at most `_MOST`."""
    texts, spaces, first = scan.texts, scan.spaces, scan.texts[0]
    stop = min(len(texts), scan.start + 2)
    found = []
    for index in range(stop - 1, -1, -1):
        text = texts[index]
        size = len(text)
        if size > MAX_TITLE or size < 6 or (index and scan.is_paragraph[index] and ". " in text):
            continue
        if index > 2:
            if spaces[index] < 2 and text.isascii() and not (spaces[index] and size > 11):
                continue
            if index < scan.start - _NEAR and not (size >= 12 and text in first):
                plain = 20 <= size <= 150 and spaces[index] > 2 and text[0].isupper() and text[-1] != "."
                if not plain or index < scan.start - _FAR:
                    continue
        elif spaces[index] == 0 and size < 15 and index and text.isascii():
            continue
        found.append(index)
        if len(found) >= _MOST and index > 2:
            found += [i for i in range(min(3, index)) if 6 <= len(texts[i]) <= MAX_TITLE]
            break
    return sorted(set(found)) or [0]


class _Around(msgspec.Struct, frozen=True):
    """What the candidates of one text have in common."""

    heads: tuple[int, ...]
    """Those that stand out."""
    overlap: dict[int, float]
    """The share of words that each has in common with the page's title, of all words of both."""
    dated: list[int]
    """The short lines that hold a date."""
    bylines: list[int]
    names: list[int]
    """The lines near a candidate that are bylines, and names."""


def marks(scan: Scan, found: Sequence[int]) -> list[list[str]]:
    """What speaks for and against each candidate."""
    body = _opening(scan)
    own = _marks_of_place(scan, found)
    return [marks_ + _repetition(scan, index, body) for index, marks_ in zip(found, own, strict=True)]


def _marks_of_place(scan: Scan, found: Sequence[int]) -> list[list[str]]:
    """What each candidate's looks and the lines around it say; all but what the rest of the text does."""
    texts = scan.texts
    page = _words(texts[0]) if len(texts[0]) > 25 else frozenset()
    overlap = {}
    for index in found:
        own = _words(texts[index]) if page and index else page
        overlap[index] = len(own & page) / len(own | page) if index and own else 0.0
    near = sorted({i for index in found for i in range(index, min(index + 6, len(texts)))})
    by = [i for i in near if len(texts[i]) < 160 and BYLINE.match(texts[i])]
    named = [i for i in near if len(texts[i]) < 90 and NAME_LINE.fullmatch(texts[i]) and i not in by]
    heads = tuple([index for index in found if index not in by and index not in named and _stands_out(scan, index)])
    dated = sorted([i for i in scan.days if len(texts[i]) < 200])
    around = _Around(heads, overlap, dated, by, named)
    return [
        [
            _to_page_title(scan, index, overlap),
            *_looks(scan, index, around),
            *_place(scan, index, heads),
            *_neighbours(scan, index, around),
        ]
        for index in found
    ]


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


def _size(scan: Scan, index: int) -> int:
    """How many words a line has; in a script without spaces, a third of its letters."""
    text, spaces = scan.texts[index], scan.spaces[index]
    return spaces + 1 if spaces > 1 or text.isascii() else max(1, len(text) // 3)


def _looks(scan: Scan, index: int, around: _Around) -> list[str]:
    text = scan.texts[index]
    first, last, size = text[0], text[-1], _size(scan, index)
    own = [
        _SIZES[size if size < len(_SIZES) else -1],
        "ends:" + (last if last in ".?!:,…" else '"' if last in "”\"'»’" else "w"),
    ]
    if first in _MARKS:
        own.append("list-item")
    elif first.islower():
        own.append("small")
    elif first.isdigit():
        own.append("digit")
    if index in scan.days:
        own.append("has-date")
    if index in around.bylines:
        own.append("is-byline")
    elif index in around.names:
        own.append("is-name")
    return own


def _place(scan: Scan, index: int, heads: Sequence[int]) -> list[str]:
    start = scan.start
    above = len([h for h in heads if h < index])
    head = above < len(heads) and heads[above] == index
    later = heads[above + head :]
    below = len([h for h in later if h < start])
    short = len([count for count in scan.spaces[max(0, index - 3) : index + 4] if count < 3])
    ahead = start - index
    own = [
        _TO_START[0 if ahead < 0 else ahead if ahead < len(_TO_START) else -1],
        (_HEADS_ABOVE if head else _PLAIN_ABOVE)[above if above < 4 else 4],
        (_HEADS_BELOW if head else _PLAIN_BELOW)[below if below < 4 else 4],
        _SHORT[short if short < len(_SHORT) else -1],
    ]
    if head:
        before = index - heads[above - 1] if above else index + 1
        after = (later[0] if later else start) - index
        own.append(_GAP_BEFORE[before if before < len(_GAP_BEFORE) else -1])
        own.append(_GAP_AFTER[0 if after < 0 else after if after < len(_GAP_AFTER) else -1])
    return own


def _opening(scan: Scan) -> str:
    """The beginning of the article, in small letters."""
    return " ".join(scan.texts[scan.start : min(scan.end, scan.start + _OPENING_LINES)])[:_OPENING].casefold()


def _repetition(scan: Scan, index: int, body: str) -> list[str]:
    """Whether other lines say the same, and whether the article uses the line's words."""
    texts, text = scan.texts, scan.texts[index]
    own = []
    if _size(scan, index) > 2:
        own.append("times:" + str(min(scan.joined.count(text), 4)))
        if index < scan.start and text in texts[index + 1 : scan.start]:
            own.append("again-below")
        if text in texts[max(0, index - 5) : index]:
            own.append("again-above")
    words = [word for w in text.casefold().split() if len(word := w.strip(_STRIP)) > 4]
    share = len([word for word in words if word in body]) / len(words) if words else -1
    few = ":few" if len(words) < 3 else ""
    return [*own, "in-body:" + ("none" if share < 0 else bucket(int(share * 100), (0, 33, 66, 99)) + few)]


def _to_page_title(scan: Scan, index: int, overlap: dict[int, float]) -> str:
    """What the line has to do with the text's first one, which often is the page's title."""
    text, page = scan.texts[index], scan.texts[0]
    few = ":short" if len(text) < 15 else ""
    if not index:
        most = max(overlap.values(), default=0.0)
        return "first:" + ("rival:" + bucket(int(most * 100), (12, 25, 40, 60)) if len(page) > 25 else "short")
    if page.startswith(text):
        tail = page[len(text) :].lstrip()[:1]
        return (
            "begins-page-title"
            + few
            + (":" + ("sign" if not tail or tail in _SEPARATORS else tail if tail == ":" else "w"))
        )
    if page.endswith(text):
        return "ends-page-title" + few
    if text in page:
        return "in-page-title" + few
    if len(page) <= 25:
        return "no-page-title"
    return "shares-page-title:" + bucket(int(overlap.get(index, 0) * 100), (0, 12, 25, 40, 60))


def _neighbours(scan: Scan, index: int, around: _Around) -> list[str]:
    texts, spaces = scan.texts, scan.spaces
    dated = _next(around.dated, index, 6)
    above = next((index - i for i in reversed(around.dated) if 0 < index - i < 4 and len(texts[i]) < 99), 0)
    below = scan.is_paragraph[index + 1 : index + 7]
    own = [
        _DATE_BELOW[dated],
        _DATE_ABOVE[above],
        _BYLINE_BELOW[_next(around.bylines, index, 5)],
        _NAME_BELOW[_next(around.names, index, 3)],
        _PARAGRAPH_BELOW[below.index(True) + 1 if True in below else 0],
    ]
    if index:
        count = spaces[index - 1]
        own.append(_BEFORE[count if count < len(_BEFORE) else -1])
        if count > 3:
            own.append("before-ends:" + ("." if texts[index - 1][-1] in ".!?" else "w"))
    if index + 1 < len(texts):
        count = spaces[index + 1]
        own.append("after:paragraph" if below[0] else _AFTER[count if count < len(_AFTER) else -1])
    return own


def _next(places: Sequence[int], index: int, most: int) -> int:
    """How far below `index` the next of `places` is; 0 when none is within `most` lines."""
    for place in places:
        if place > index:
            return place - index if place - index <= most else 0
    return 0
