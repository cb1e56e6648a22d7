"""Which line is the headline: the one that the page's title repeats, or else the one whose marks weigh most."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from digest.clip.head.scan import BYLINE, NAME_LINE, Scan
from digest.clip.head.weigh import bucket, weights

MAX_TITLE = 300
_NEAR, _FAR = 40, 250
_REPEATED = 14
_OPENING = 2_000
_MOST = 16
_MARKS = "*•-–+#>‣▪│|"
_STRIP = ".,:;!?'\"“”„‘’»«()[]"
_SEPARATORS = "|-–—•·»/"


def headline_at(scan: Scan) -> int:
    """The index of the headline's line."""
    if (again := repeated(scan)) is not None:
        return again
    found = candidates(scan)
    known = weights("title")
    sums = [sum([known.get(mark, 0.0) for mark in own]) for own in marks(scan, found)]
    return found[max(range(len(found)), key=sums.__getitem__)]


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
    body: str
    """The beginning of the article, in small letters."""
    bylines: set[int]
    names: set[int]
    """The lines near a candidate that are bylines, and names."""


def marks(scan: Scan, found: Sequence[int]) -> list[list[str]]:
    """What speaks for and against each candidate."""
    texts = scan.texts
    page = _words(texts[0]) if len(texts[0]) > 25 else frozenset()
    overlap = {}
    for index in found:
        own = _words(texts[index]) if page and index else frozenset()
        overlap[index] = len(own & page) / len(own | page) if own else 0.0
    near = sorted({i for index in found for i in range(index, min(index + 6, len(texts)))})
    by = {i for i in near if len(texts[i]) < 160 and BYLINE.match(texts[i])}
    named = {i for i in near if len(texts[i]) < 90 and i not in by and NAME_LINE.fullmatch(texts[i])}
    heads = tuple([index for index in found if index not in by and index not in named and _stands_out(scan, index)])
    body = " ".join(texts[scan.start : scan.end])[:_OPENING].casefold()
    around = _Around(heads, overlap, body, by, named)
    return [
        [
            _to_page_title(scan, index, overlap),
            *_looks(scan, index, around),
            *_place(scan, index, around),
            *_neighbours(scan, index, around),
            *_repetition(scan, index, around),
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
    last = text[-1]
    own = [
        "words:" + bucket(_size(scan, index), (1, 2, 3, 5, 8, 14, 22)),
        "ends:" + (last if last in ".?!:,…" else '"' if last in "”\"'»’" else "w"),
    ]
    if text[0] in _MARKS:
        own.append("list-item")
    elif text[0].islower():
        own.append("small")
    elif text[0].isdigit():
        own.append("digit")
    if index in scan.days:
        own.append("has-date")
    if index in around.bylines:
        own.append("is-byline")
    elif index in around.names:
        own.append("is-name")
    return own


def _place(scan: Scan, index: int, around: _Around) -> list[str]:
    heads, spaces = around.heads, scan.spaces
    head = index in heads
    kind = "stands-out" if head else "plain"
    near = spaces[max(0, index - 3) : index + 4]
    own = [
        "to-start:" + bucket(scan.start - index, (0, 1, 2, 3, 4, 6, 9, 15, 30)),
        f"{kind}:above:{min(sum([h < index for h in heads]), 4)}",
        f"{kind}:below:{min(sum([index < h < scan.start for h in heads]), 4)}",
        "short-around:" + bucket(sum([count < 3 for count in near]), (1, 3, 5)),
    ]
    if head:
        before = index - max([h for h in heads if h < index], default=-1)
        after = min([h for h in heads if h > index], default=scan.start) - index
        own += ["gap-before:" + bucket(before, (1, 2, 3)), "gap-after:" + bucket(after, (0, 1, 2, 3))]
    return own


def _repetition(scan: Scan, index: int, around: _Around) -> list[str]:
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
    share = sum([word in around.body for word in words]) / len(words) if words else -1
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
    texts, spaces, days = scan.texts, scan.spaces, scan.days
    count = len(texts)
    dated = next((i - index for i in range(index + 1, min(index + 7, count)) if i in days and len(texts[i]) < 200), 0)
    above = next((index - i for i in range(index - 1, max(-1, index - 4), -1) if i in days and len(texts[i]) < 99), 0)
    by = next((i - index for i in range(index + 1, index + 6) if i in around.bylines), 0)
    named = next((i - index for i in range(index + 1, index + 4) if i in around.names), 0)
    text_at = next((i - index for i in range(index + 1, min(index + 7, count)) if scan.is_paragraph[i]), 0)
    own = [f"date-below:{dated}", f"date-above:{above}", f"byline-below:{by}", f"name-below:{named}"]
    own.append(f"paragraph-below:{text_at}")
    if index:
        own.append("before:" + bucket(spaces[index - 1], (2, 5)))
        if spaces[index - 1] > 3:
            own.append("before-ends:" + ("." if texts[index - 1][-1] in ".!?" else "w"))
    if index + 1 < count:
        after = "paragraph" if scan.is_paragraph[index + 1] else bucket(spaces[index + 1], (2, 6, 11))
        own.append("after:" + after)
    return own
