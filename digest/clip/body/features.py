"""What can be counted of a line and of the lines round it, as small whole numbers for the tables of `body.weigh`.

A column holds one feature for every line. Each is a count or a kind, put into a few bins, so that a weight is found by
an index. Most features are about a line's form and place, which mean the same in every language. Columns are computed
whole, by loops in C (`map`, `accumulate`): a page has hundreds of lines, and most of them are a menu's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate
from operator import sub

import msgspec

Column = list[int]

HEAD = 120
"""How many code points of a line are read word by word: enough to know a prompt or a menu by its words."""
CUES = 9
"""How many kinds of named cuts there are; 0 is a line that no rule names."""
_CAPITALS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SPACED = bytes(c if c >= 128 or c == 10 or chr(c).isalnum() else 32 for c in range(256))
"""ASCII's signs become spaces."""
_CLOSERS = frozenset("”\"’')]»“›」』")
_TOP = 1000

# Ends of the bins: a value falls into the first bin whose end is not below it.
_LENGTHS = (
    *(2, 5, 9, 14, 19, 24, 29, 34, 39, 44, 49, 54, 59, 69, 79, 89, 99),
    *(119, 139, 169, 199, 249, 299, 399, 549, 799),
)
_DISTANCES = (0, 1, 2, 3, 4, 6, 8, 11, 15, 20, 30, 45, 70, 110, 200, 400)
_FAR = len(_DISTANCES)


def _bins(ends: Sequence[int]) -> list[int]:
    return [sum(value > end for end in ends) for value in range(_TOP + 1)]


_LENGTH, _DISTANCE = _bins(_LENGTHS), _bins(_DISTANCES)
_PLACE = [_FAR - _DISTANCE[min(-d, _TOP)] if d < 0 else _FAR + _DISTANCE[min(d, _TOP)] for d in range(-_TOP, _TOP + 1)]


class _Kinds(dict[str, int]):
    """Sign -> its kind, judged once for each sign that ever stands there."""

    def __init__(self, judge: Callable[[str], int]) -> None:
        super().__init__()
        self.judge = judge

    def __missing__(self, sign: str) -> int:
        kind = self[sign] = self.judge(sign)
        return kind


_LAST_SIGNS = (".。।۔．", "!！", "?？؟", "…", ":：", ",;，、", ")]", "”\"’'»“›」』", "-–—|/>→»")


def _last_kind(sign: str) -> int:
    found = next((kind for kind, signs in enumerate(_LAST_SIGNS, 1) if sign in signs), 0)
    return found or (10 if sign.isdigit() else 11 if sign.isupper() else 0)


_LAST = _Kinds(_last_kind)


class _Scale(dict[int, int]):
    """A sum of words' weights -> its bin, 20 for zero; worked out once for each sum."""

    def __init__(self, step: int) -> None:
        super().__init__()
        self.step = step

    def __missing__(self, value: int) -> int:
        found = self[value] = 20 + max(-20, min(20, value // self.step))
        return found


_WORTH, _MEAN = _Scale(5), _Scale(1)


def _tail(text: str) -> int:
    """The kind of the last sign: 1-4 end a sentence, 12-15 as well, with a closing quotation mark or bracket."""
    last = text[-1]
    if last in _CLOSERS:
        inner = _LAST[text[-2:-1]]
        return inner + 11 if 1 <= inner <= 4 else _LAST[last]
    return _LAST[last]


SENTENCE_ENDS = frozenset((1, 2, 3, 4, 12, 13, 14, 15))


class Form(msgspec.Struct, frozen=True):
    """The lines by themselves: `columns` are weighed, the rest is what the features of the surroundings are made of."""

    columns: dict[str, Column]
    sizes: list[int]
    """Lengths in code points."""
    core: list[int]
    """The length of each line that is surely a paragraph: a long sentence; 0 for the others."""
    cues: Sequence[int]
    """The kind of named cut of each line."""


Shape = tuple[int, ...]
"""Of a line's text: its size, its size if it is surely a paragraph (else 0), then the values of `OF_TEXT`."""
OF_TEXT = ("length", "last", "capitals", "says", "said", "commas", "inner")


def form(
    texts: Sequence[str],
    cues: Sequence[int],
    indents: Sequence[int],
    worth: Mapping[bytes, int],
    kept: dict[str, Shape] | None = None,
) -> Form:
    """The features of each line by itself; `indents` are the spaces before it, `worth` the weights of words.

    `kept` are shapes that were worked out before with the same `worth`; new ones are added.
    """
    kept = {} if kept is None else kept
    new = [text for text in dict.fromkeys(texts) if text not in kept]
    kept.update(zip(new, _shapes(new, worth), strict=True))
    found: list[list[int]] = [list(column) for column in zip(*[kept[text] for text in texts], strict=True)]
    sizes, core, *values = found or [[] for _ in range(len(OF_TEXT) + 2)]
    level = _usual(indents, core)
    columns = dict(zip(OF_TEXT, values, strict=True))
    columns["cue"] = list(cues)
    columns["indent"] = [max(0, min(10, 5 + (i - level) // 2)) for i in indents] if any(indents) else [5] * len(texts)
    return Form(columns, sizes, core, cues)


def _shapes(texts: Sequence[str], worth: Mapping[bytes, int]) -> Iterator[Shape]:
    sizes = list(map(len, texts))
    words, big = _words([text[:HEAD] for text in texts])
    spaces = [text.count(" ") for text in texts]
    tails = list(map(_tail, texts))
    core = [
        size if kind in SENTENCE_ENDS and (count > 10 or (size > 24 and size > 12 * count + 12)) else 0
        for size, kind, count in zip(sizes, tails, spaces, strict=True)
    ]
    says = [_says(found, worth) for found in words]
    counts = [len(found) or 1 for found in words]
    return zip(
        sizes,
        core,
        [_LENGTH[size if size < _TOP else _TOP] for size in sizes],
        tails,
        [n if (n := 6 * a // b) < 12 else 12 for a, b in zip(big, counts, strict=True)],
        [_WORTH[value] for value in says],
        [_MEAN[value // (count + 1)] for value, count in zip(says, counts, strict=True)],
        [n if (n := text.count(",")) < 7 else 7 for text in texts],
        [n if (n := text.count(". ")) < 7 else 7 for text in texts],
        strict=True,
    )


def _words(heads: Sequence[str]) -> tuple[list[list[bytes]], list[int]]:
    """The words of each head in small letters, as UTF-8, and how many capitals of the Latin alphabet it has."""
    # One pass in C over all lines at once: a page has thousands of words, and this is half of the work on it.
    small = "\n".join(heads).lower().encode("utf-8", "replace").translate(_SPACED)
    whole = "\n".join(heads).encode("utf-8", "replace")
    without = whole.translate(None, _CAPITALS)
    words = [row.split() for row in small.split(b"\n")]
    rows = zip(whole.split(b"\n"), without.split(b"\n"), strict=True)
    return words[: len(heads)], [len(row) - len(rest) for row, rest in rows][: len(heads)]


def grams(head: str) -> set[bytes]:
    """What of a line has a weight: each word, the first again as "^word", all of a short line as "=some words"."""
    words = _words([head])[0][0]
    return {*words, b"^" + words[0], b"=" + b" ".join(words)} if words else set()


def _says(words: Sequence[bytes], worth: Mapping[bytes, int]) -> int:
    """The sum of the weights of `grams`."""
    if not words:
        return 0
    get = worth.get
    found = get(b"^" + words[0], 0) + sum(filter(None, map(get, words)))
    return found + get(b"=" + b" ".join(words), 0) if len(words) < 5 else found


def _usual(indents: Sequence[int], core: Sequence[int]) -> int:
    """The indentation at which most of the text stands."""
    if not any(indents):
        return 0
    found: Counter[int] = Counter()
    for indent, size in zip(indents, core, strict=True):
        found[indent] += size
    return found.most_common(1)[0][0]


# ------------------------------------------------------------------------------------------------------ surroundings


def around(lines: Form, scores: Sequence[float], title: int) -> tuple[dict[str, Column], tuple[int, int]]:
    """The features of each line's surroundings, and the run [start, end) that is most worth.

    `scores` is what each line is worth by itself, above 0 for an article's; `title` is the index of the headline, -1
    when it is not known.
    """
    count = len(scores)
    values = [-4.0 if score < -4 else 4.0 if score > 4 else score for score in scores]
    bins = [int(4 * value + 16) for value in values]
    start, end = densest(
        [value * (size if size < 400 else 400) for value, size in zip(values, lines.sizes, strict=True)]
    )
    columns = {"itself": bins, "above": [33, *bins[:-1]], "below": [*bins[1:], 33]}
    for width, step in ((3, 1.5), (8, 4.0), (25, 12.5)):
        up, down = windows(values, width)
        columns[f"above-{width}"] = [int(value / step) + 8 for value in up]
        columns[f"below-{width}"] = [int(value / step) + 8 for value in down]
    for width in (2, 6):
        up, down = windows(lines.core, width)
        all_up, all_down = windows(lines.sizes, width)
        columns[f"text-above-{width}"] = [int(16 * a / (b + 40)) for a, b in zip(up, all_up, strict=True)]
        columns[f"text-below-{width}"] = [int(16 * a / (b + 40)) for a, b in zip(down, all_down, strict=True)]
    so_far = list(accumulate(lines.core))
    total = so_far[-1] or 1
    columns["share"] = [16 * value // total for value in so_far]
    columns["text"] = [_DISTANCE[min(total // 80, _TOP)]] * count
    columns["lines"] = [_DISTANCE[min(count, _TOP)]] * count
    columns["from-start"] = _places(count, start)
    columns["from-end"] = _places(count, end)
    columns["from-title"] = _places(count, title) if title >= 0 else [2 * _FAR + 1] * count
    columns["from-top"] = _places(count, 0)
    columns["to-bottom"] = _places(count, count)
    marks = [index for index, cue in enumerate(lines.cues) if cue]
    kinds = [lines.cues[index] for index in marks]
    for cue in range(1, CUES + 1):
        if cue in kinds:
            own = [index for index, kind in zip(marks, kinds, strict=True) if kind == cue and index >= start]
            columns[f"behind-{cue}"] = _behind(own, count)
        else:
            columns[f"behind-{cue}"] = [0] * count
    columns["last-cue"], columns["next-cue"] = _nearest(marks, count)
    return columns, (start, end)


def windows(values: Sequence[float], width: int) -> tuple[list[float], list[float]]:
    """For every line the sum of `values` over the `width` lines before it, and over those after it."""
    count = len(values)
    total: list[float] = [0] * (width + 1)
    total += accumulate(values)
    total += [total[-1]] * width
    up = list(map(sub, total[width : width + count], total))
    return up, list(map(sub, total[2 * width + 1 :], total[width + 1 :]))


def densest(weights: Sequence[float]) -> tuple[int, int]:
    """The run [start, end) of the largest sum; (0, 0) when no weight is above zero."""
    best, span = 0.0, (0, 0)
    current, first = 0.0, 0
    for index, weight in enumerate(weights):
        if current <= 0:
            current, first = 0.0, index
        current += weight
        if current > best:
            best, span = current, (first, index + 1)
    return span


def _places(count: int, origin: int) -> Column:
    """How far each line is below `origin` (above the middle value) or above it."""
    if origin <= _TOP and count - origin <= _TOP:
        return _PLACE[_TOP - origin : _TOP - origin + count]
    return [_PLACE[_TOP + max(-_TOP, min(_TOP, index - origin))] for index in range(count)]


def _behind(places: Sequence[int], count: int) -> Column:
    """How many of `places` each line stands behind, at most 3, and 3 more when one is among the six lines above."""
    found = [0] * count
    for seen, place in enumerate(places, 1):
        upto = places[seen] + 1 if seen < len(places) else count
        near = min(6, upto - place - 1)
        kind = min(seen, 3)
        found[place + 1 : upto] = [kind + 3] * near + [kind] * (upto - place - 1 - near)
    return found


def _nearest(marks: Sequence[int], count: int) -> tuple[Column, Column]:
    """For each line how far above it, and below it, the next named cut is."""
    above, below = [_FAR] * count, [_FAR] * count
    for i, mark in enumerate(marks):
        upto = marks[i + 1] + 1 if i + 1 < len(marks) else count
        size = min(upto - mark - 1, _TOP)
        above[mark + 1 : mark + 1 + size] = _DISTANCE[:size]
        first = marks[i - 1] if i else 0
        size = min(mark - first, _TOP)
        below[mark - size : mark] = _DISTANCE[size - 1 :: -1] if size else []
    return above, below
