"""Where names begin and end in a text, and what they name: two linear models over `lexicon.keys`. Pure.

A conditional random field of three labels (outside, begins, inside) runs over the stretches of words that have a
capital; a multinomial regression then tells person, organization, place or thing. `benchmarks/train_names.py` learned
both; weights.json holds the weights of shapes, classes and function words, and no name.
"""

from __future__ import annotations

import math
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache

import msgspec

from digest.link.suggest import lexicon, tokens
from digest.link.suggest.tokens import Counts, Tokens

LABELS = "OBI"
KINDS = ("person", "organization", "place", "thing")
Vector = tuple[float, ...]

_EDGE = ("$", "$")
_ABBREVIATED = frozenset(["inc", "corp", "co", "ltd", "bros", "jr", "sr", "st", "mt"])
_SPELLED = frozenset(["US", "WHO"])
_LONGEST = 25
"""A name has no more words and signs."""
_REMEMBERED = 100_000
_GAP = 2
"""How many small words may stand between two with a capital within one name."""
_BRIDGES = frozenset(["of", "and", "the", "for", "in", "on", "to", "at", "a", "an", "-", "&"])


class Weights(msgspec.Struct, frozen=True):
    """What was learned."""

    steps: list[list[float]]
    """From label to label."""
    starts: list[float]
    words: dict[str, Vector]
    """For each feature of a word, a weight for each label."""
    kinds: dict[str, Vector]
    """For each feature of a name, a weight for each kind."""


@cache
def weights() -> Weights:
    """What is in weights.json."""
    return msgspec.json.decode(pkgutil.get_data(__package__, "weights.json") or b"", type=Weights)


class Model:
    """Weights, and what they gave for what was asked before."""

    def __init__(self, learned: Weights) -> None:
        self.weights = learned
        self._asked: tuple[dict[tuple[str, ...], Vector], ...] = ({}, {}, {}, {}, {}, {})

    def __call__(self, group: int, view: tuple[str, ...]) -> Vector:
        """The sum of the weights of one of `_GROUPS`, for each label or kind."""
        asked = self._asked[group]
        found = asked.get(view)
        if found is None:
            if len(asked) > _REMEMBERED:
                asked.clear()
            table, size = (self.weights.words, 3) if group < 3 else (self.weights.kinds, 4)
            rows = [table[feature] for feature in _GROUPS[group](*view) if feature in table]
            found = asked[view] = tuple(map(sum, zip(*rows, strict=True))) if rows else (0.0,) * size
        return found


@cache
def model() -> Model:
    """What weights.json says."""
    return Model(weights())


class Line(msgspec.Struct, frozen=True):
    """A line as running text would write it."""

    words: list[str]
    keys: list[tuple[str, str]]
    look: str
    offset: int
    """The index of its first word in the text."""


def lines(text: Tokens, counts: Counts) -> Iterator[Line]:
    """The lines that have a word with a capital, headings made like running text."""
    for line in text.lines:
        words = text.words[line.first : line.last]
        if all(map(str.islower, words)):
            continue
        if line.look != "s":
            words = tokens.as_running(words, line.look, counts)
        yield Line(words, [lexicon.keys(w) for w in words], line.look, line.first)


def stretches(line: Line) -> Iterator[tuple[int, int]]:
    """Where names may stand in a line: words with a capital, what may join them, numbers beside them."""
    words = line.words
    live = [i for i, w in enumerate(words) if w != w.lower()]
    at = 0
    while at < len(live):
        first = last = live[at]
        at += 1
        while at < len(live) and live[at] - last <= _GAP + 1 and _bridged(words, last + 1, live[at]):
            last = live[at]
            at += 1
        if first and words[first - 1][0].isdigit():
            first -= 1
        if last + 1 < len(words) and words[last + 1][0].isdigit():
            last += 1
        yield first, last + 1


def _bridged(words: list[str], first: int, last: int) -> bool:
    for at in range(first, last):
        word = words[at]
        if word == ".":
            if not (len(words[at - 1]) == 1 or words[at - 1].lower() in _ABBREVIATED):
                return False
        elif (word in ("'s", "’s") and "C" in lexicon.classes(words[at - 1].lower())) or not (
            word in _BRIDGES or word[0].isdigit() or "j" in lexicon.classes(word)
        ):
            return False
    return True


def evidence(word: str, counts: Counts) -> str:
    """How some texts write a word: 0 never without reason, n with a capital, m more so than small, l mostly small."""
    inside, small = counts.inside.get(word, 0), counts.small.get(word.lower(), 0)
    if not inside:
        return "l" if small else "0"
    if small:
        return "m" if inside >= small else "l"
    return "n" if inside < 3 else "N"


def word_features(line: Line, at: int, own: Counts, corpus: Counts) -> list[str]:
    """The features of one word of a line."""
    around, wide, seen = _views(line, at, own, corpus)
    return [*_around(*around), *_wide(*wide), *_seen(*seen)]


def _views(line: Line, at: int, own: Counts, corpus: Counts) -> tuple[tuple[str, ...], ...]:
    """What the three groups of features are made from; few words differ in all of a group."""
    keys, word = line.keys, line.words[at]
    fine, coarse = keys[at]
    before, rough = keys[at - 1] if at else _EDGE
    after, tough = keys[at + 1] if at + 1 < len(keys) else _EDGE
    second = keys[at - 2][1] if at > 1 else "$"
    further = keys[at + 2][1] if at + 2 < len(keys) else "$"
    here = tokens.opens(line.words, at, 0) if line.look == "s" else line.look
    return (
        (before, fine, coarse, after),
        (second, rough, coarse, tough, further),
        (here, evidence(word, own), evidence(word, corpus), rough, fine, coarse, tough),
    )


def _around(before: str, fine: str, coarse: str, after: str) -> list[str]:
    return [f"0{fine}", f"1{coarse}", f"2{before}", f"3{after}", f"4{before} {coarse}", f"5{coarse} {after}"]


def _wide(second: str, rough: str, coarse: str, tough: str, further: str) -> list[str]:
    return [f"6{rough} {coarse} {tough}", f"7{second} {rough} {coarse}", f"8{coarse} {tough} {further}"]


def _seen(here: str, own: str, corpus: str, rough: str, fine: str, coarse: str, tough: str) -> list[str]:
    return [
        f"9{here}{own}",
        f"a{here}{corpus}",
        f"b{here}{corpus} {coarse}",
        f"c{here}{own} {coarse}",
        f"d{here} {fine}",
        f"e{here} {coarse} {tough}",
        f"f{corpus} {coarse} {tough}",
        f"g{rough} {corpus} {coarse}",
    ]


def name_features(line: Line, first: int, last: int, part: str) -> list[str]:
    """The features of the name line.words[first:last]; `part` as `Longer` has it."""
    inner, before, after = _name_views(line, first, last, part)
    return [*_inner(*inner), *_before(*before), *_after(*after), f"u{before[1]} {after[1]}"]


def _name_views(line: Line, first: int, last: int, part: str) -> tuple[tuple[str, ...], ...]:
    keys = line.keys
    size = str(min(last - first, 4))
    opening = line.look if first == 0 else ""
    ending = " ".join(lexicon.endings(line.words[last - 1]))
    shapes = " ".join([coarse for _, coarse in keys[first : min(last, first + 5)]])
    before, second = keys[first - 1][0] if first else "$", keys[first - 2][0] if first > 1 else "$"
    after = keys[last][0] if last < len(keys) else "$"
    third = keys[last + 1][0] if last + 1 < len(keys) else "$"
    return (
        (size, part, ending, shapes, *[fine for fine, _ in keys[first:last]]),
        (size, before, second, opening),
        (size, after, third),
    )


def _inner(size: str, part: str, ending: str, shapes: str, *fine: str) -> list[str]:
    found = ["bias", f"n{size}", f"f{fine[0]}", f"l{fine[-1]}", f"x{size}{fine[0]}", f"y{size}{fine[-1]}", f"m{shapes}"]
    found += [f"r{part}", f"R{part}{shapes}"] if part else []
    return [*found, *[f"i{key}" for key in sorted(set(fine))], *[f"e{size}{end}" for end in ending.split()]]


def _before(size: str, before: str, second: str, opening: str) -> list[str]:
    found = [f"p{before}", f"q{second} {before}", f"v{size}{before}", f"z{second}"]
    return [*found, f"0{opening}{size}"] if opening else found


def _after(size: str, after: str, third: str) -> list[str]:
    return [f"s{after}", f"t{after} {third}", f"w{size}{after}", f"o{third}"]


_GROUPS: tuple[Callable[..., list[str]], ...] = (_around, _wide, _seen, _inner, _before, _after)


def emissions(line: Line, first: int, last: int, own: Counts, corpus: Counts) -> list[list[float]]:
    """The weight of each label for each word of line.words[first:last]."""
    learned = model()
    rows = []
    for at in range(first, last):
        around, wide, seen = _views(line, at, own, corpus)
        rows.append([a + b + c for a, b, c in zip(learned(0, around), learned(1, wide), learned(2, seen), strict=True)])
    return rows


def best(rows: list[list[float]], steps: list[list[float]], starts: list[float]) -> list[int]:
    """The labels that score highest together (Viterbi)."""
    scores = [starts[0] + rows[0][0], starts[1] + rows[0][1], -1e9]
    back: list[tuple[int, int, int]] = []
    for row in rows[1:]:
        o, b, i = scores
        new, links = [], []
        for to in range(3):
            options = (o + steps[0][to], b + steps[1][to], i + steps[2][to])
            top = max(options)
            links.append(options.index(top))
            new.append(top + row[to])
        scores = new
        back.append((links[0], links[1], links[2]))
    label = scores.index(max(scores))
    path = [label]
    for came in reversed(back):
        label = came[label]
        path.append(label)
    return path[::-1]


def spans(line: Line, own: Counts, corpus: Counts) -> Iterator[tuple[int, int]]:
    """The names of a line, as indices of its words."""
    learned = model().weights
    for first, last in stretches(line):
        labels = best(emissions(line, first, last, own, corpus), learned.steps, learned.starts)
        begin = -1
        for at, label in enumerate([*labels, 0]):
            if label != 2 and begin >= 0:
                start, end = _trimmed(line.words, first + begin, first + at)
                if end > start:
                    yield start, end
                begin = -1
            if label == 1:
                begin = at


def _trimmed(words: list[str], first: int, last: int) -> tuple[int, int]:
    """A name without the signs before it and the full stop behind; nothing if what is left is a function word."""
    while first < last and not words[first][0].isalnum():
        first += 1
    if last - first > 1 and words[last - 1] == "." and words[last - 2].lower() not in _ABBREVIATED:
        last -= 1
    if last - first == 1:
        word = words[first]
        none = word == "I" or (word not in _SPELLED and set(lexicon.classes(word.lower())) & set("sY"))
        return (first, first) if none else (first, last)
    return (first, last) if last - first <= _LONGEST else (first, first)


class Longer:
    """Of which words the longer names of a text are made: a single word among them is a part of one."""

    def __init__(self, names: Iterable[list[str]]) -> None:
        longer = [words for words in names if len(words) > 1]
        self._first = {words[0] for words in longer}
        self._last = {words[-1] for words in longer}

    def part(self, words: list[str]) -> str:
        """last or first for a single word that ends or opens a longer name, alone for another, else ""."""
        if len(words) > 1:
            return ""
        return "last" if words[0] in self._last else "first" if words[0] in self._first else "alone"


def kind_scores(line: Line, first: int, last: int, part: str) -> list[float]:
    """A score for each of `KINDS`."""
    learned = model()
    inner, before, after = _name_views(line, first, last, part)
    rows = [learned(3, inner), learned(4, before), learned(5, after)]
    between = learned.weights.kinds.get(f"u{before[1]} {after[1]}")
    return (
        [sum(column) for column in zip(*rows, between, strict=True)]
        if between
        else list(map(sum, zip(*rows, strict=False)))
    )


def chances(scores: Sequence[float]) -> tuple[float, ...]:
    """Scores as chances that add up to one."""
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    return tuple(power / sum(powers) for power in powers)
