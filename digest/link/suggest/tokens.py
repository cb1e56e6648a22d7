"""A text as words, and how it writes them: small, capitalised inside a sentence, in a heading. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

import msgspec

from digest.link.suggest import lexicon

_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}(?:[^\W\d_](?![^\W_]))?"  # U.S., P.O.P
    r"|(?:Mr|Mrs|Ms|Dr|Prof|Rev|Sen|Rep|Gov|Gen|Lt|Col|Maj|Capt|Cmdr|Sgt|Cpl|Pvt|Adm|Brig|Hon|Engr|Atty|Messrs|St|Sta|Mt"
    r"|Jr|Sr|Inc|Corp|Ltd|Co|Bros|Fr|Ft|vs|No)\.(?!\w)"
    r"|[^\W\d_](?<=[^a-z])\.(?=[\s\-]*[^\W\d_])"  # J. Smith
    r"|['’][sS](?![^\W_])"
    r"|[^\W_]+(?:(?:[&/\-]|\.(?=[a-z0-9])|['’](?![sS](?![^\W_])))[^\W_]+)*"
    r"|\n+|[^\w\s]|_"
)
_CLOSING = frozenset("\"'”’)]»*_")
_OPENING = frozenset("\"'“‘([«*_#>-•")
_ENDS = frozenset(".!?…")
_TITLE_CASE_WORDS = 4


class Line(msgspec.Struct, frozen=True):
    """One line of a text, as indices of its tokens."""

    first: int
    last: int
    look: str
    """s a sentence or more, H all capitals, h a heading in title case."""


class Counts(msgspec.Struct, frozen=True):
    """How often some texts write their words, for whoever asks whether a capital there means anything."""

    small: Counter[str]
    """Words in small letters."""
    inside: Counter[str]
    """Words with a capital where nothing but their being names demands one, as they are written."""
    pairs: frozenset[str]
    """Two such words in a row."""


class Tokens(msgspec.Struct, frozen=True):
    """The words, signs and line ends of a text, in order."""

    words: list[str]
    starts: list[int]
    lines: list[Line]


def read(text: str) -> Tokens:
    """The words and signs of `text`, and its lines."""
    matches = list(_TOKEN.finditer(text))
    words = [match.group() for match in matches]
    starts = [match.start() for match in matches]
    lines: list[Line] = []
    ends = [at for at, word in enumerate(words) if word[0] == "\n"]
    for first, last in zip([0, *(end + 1 for end in ends)], [*ends, len(words)], strict=True):
        if last > first:
            lines.append(Line(first, last, _look(words[first:last])))
    return Tokens(words, starts, lines)


def _look(words: list[str]) -> str:
    letters = [w for w in words if len(w) > 1 and w[0].isalpha()]
    if letters and not any(map(str.islower, letters)) and all(map(str.isupper, letters)):
        return "H"
    if words[-1] not in _ENDS and len(words) < 25:
        long = [w for w in letters if len(w) > 3]
        if len(long) >= _TITLE_CASE_WORDS and sum(w[0].isupper() for w in long) >= 0.8 * len(long):
            return "h"
    return "s"


def opens(words: list[str], index: int, first: int) -> str:
    """How the word at `index` stands in its line: s begins a sentence, q a quotation or bracket, m neither."""
    at = index - 1
    while at >= first and words[at] in _OPENING:
        at -= 1
    if at < first:
        return "s"
    before = words[at]
    if before in _ENDS:
        return "s"
    if before in _CLOSING and at > first and words[at - 1] in _ENDS:
        return "s"
    if before == ":":
        return "q"
    return "q" if at < index - 1 else "m"


def count(texts: Iterable[Tokens]) -> Counts:
    """How these texts write their words; headings do not count."""
    small: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    pairs: set[str] = set()
    for tokens in texts:
        for line in tokens.lines:
            if line.look == "s":
                own = tokens.words[line.first : line.last]
                small.update(filter(str.islower, own))
                named = [at for at, word in enumerate(own) if at and word[0].isupper()]
                inside.update([own[at] for at in named if opens(own, at, 0) == "m"])
                pairs.update([f"{own[at - 1]} {own[at]}" for at in named if own[at - 1][0].isupper()])
    return Counts(small, inside, frozenset(pairs))


def together(counts: Iterable[Counts]) -> Counts:
    """Several counts as one."""
    small: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    pairs: set[str] = set()
    for count in counts:
        small.update(count.small)
        inside.update(count.inside)
        pairs |= count.pairs
    return Counts(small, inside, frozenset(pairs))


def as_running(words: list[str], look: str, counts: Counts) -> list[str]:
    """The words of a heading as running text would write them: small, or with a capital for a name."""
    if look != "H":
        return [word if _stays(word, counts) else word.lower() for word in words]
    titled = [titlecase(word) if word.isupper() and len(word) > 1 and "." not in word else word for word in words]
    said = [_named(word, title, counts) for word, title in zip(words, titled, strict=True)]
    for at in range(1, len(words)):  # two words that stand together with capitals elsewhere, as in National League
        if words[at].isalpha() and f"{titled[at - 1]} {titled[at]}" in counts.pairs:
            said[at - 1], said[at] = titled[at - 1], titled[at]
    for at in range(len(words) - 2, -1, -1):  # New York, South Africa
        if "d" in lexicon.classes(words[at].lower()) and said[at + 1][0].isupper() and words[at + 1].isalpha():
            said[at] = titled[at]
    for at in range(1, len(words)):  # Ostrava United
        if (
            set("OPH") & set(lexicon.classes(words[at].lower()))
            and said[at - 1][0].isupper()
            and words[at - 1].isalpha()
        ):
            said[at] = titled[at]
    return said


def titlecase(word: str) -> str:
    """JEAN-MARC as Jean-Marc."""
    return "-".join(map(str.capitalize, word.split("-")))


def _stays(word: str, counts: Counts) -> bool:
    low = word.lower()
    return (
        not word[0].isupper()
        or counts.inside.get(word, 0) > 0
        or not (counts.small.get(low, 0) or lexicon.is_common(low))
    )


def _named(word: str, title: str, counts: Counts) -> str:
    low = word.lower()
    if title == word or counts.inside.get(word, 0):
        return word
    known = lexicon.classes(low)
    if counts.inside.get(title, 0) > counts.small.get(low, 0) or set(known) & set("CLDG"):
        return title
    return low if counts.small.get(low, 0) or known or lexicon.is_common(low) or len(low) < 4 else title
