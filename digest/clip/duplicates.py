"""Which articles are the same one: same address, same bytes, or nearly the same words. Values in, pairs out.

Near copies are found by shingling (Broder, "On the resemblance and containment of documents", 1997): every three words
in a row are hashed, the smallest hashes of a text are its sketch, texts whose sketches meet are candidates, and only
those are compared word by word. The hash is CRC-32, so every run finds the same pairs.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from itertools import combinations, groupby
from typing import Literal
from zlib import crc32

import msgspec

from digest.clip.metadata import canonical_url, host_of
from digest.model import Article
from digest.text import digest, nfc

Kind = Literal["same-address", "same-bytes", "near-copy"]

LEAST_WORDS = 20
"""Texts shorter than this are alike by chance: "This report is for subscribers. Please sign in to read on."."""
LEAST_SHARE = 0.45
"""How much of the shorter text must stand in the other. Distinct reports of one matter share up to .4: quotations, the
paragraph that says what went before. benchmarks/duplicates.py shows what other values find and what they cost."""
GAP = (1, 2)
"""As many changed words in a row as these add up to are counted with the same words on both sides of them: an edited
copy has many small gaps, a report that shares a paragraph has a large one."""
LEAST_NUMBERS, SAME_NUMBERS = 8, 0.3
"""Two texts with that many numbers each, of which fewer than this share are the same, are one form filled in twice."""

CLOSE = 16
"""Of up to so many articles with one address, one digest or the same words each meets each."""
COMMON_LINES, LEAST_OWN = 20, 0.25
"""Lines that stand in more articles than this are an outlet's and are left out, if this share of the text is left."""
COMMON = 40
"""Words in a row that stand in more articles than this are a figure of speech or a form; they make no candidates."""
SKETCHED = 1 << 28
"""Hashes below this are in a sketch: one in sixteen."""
LEAST_SKETCH = 40
"""Short texts keep more, so that a copy of one still meets it."""
LEAST_SHARED, LEAST_SKETCH_SHARE = 3, 0.15
"""How many hashes two sketches must share before the texts are compared, and how much of what they could share."""
LEAST_HELD = 0.2
"""Texts are compared word by word when this share of the shingles is the same."""


class Pair(msgspec.Struct, frozen=True, order=True):
    """Two articles that seem to be one. Of more than `CLOSE` that are wholly the same each is paired with the first."""

    first: str
    """The id of the main article: the earlier one; of one date, the lesser id. The undated come last."""
    second: str
    kind: Kind
    share: float
    """How much of the one text stands in the other, rounded down to tenths; 1.0 for an address or bytes."""
    why: str
    """What was found, in a few words."""


def find(articles: Iterable[Article]) -> list[Pair]:
    """Every pair of articles that seem to be one, with the plainest reason for it, by main article."""
    ordered = sorted({a.id: a for a in articles}.values(), key=seniority)
    pairs: dict[tuple[str, str], Pair] = {}
    for found in (_same(ordered, "same-bytes", _bytes), _same(ordered, "same-address", _address), _copies(ordered)):
        for pair in found:
            pairs.setdefault((pair.first, pair.second), pair)
    place = {a.id: n for n, a in enumerate(ordered)}
    return sorted(pairs.values(), key=lambda pair: (place[pair.first], place[pair.second]))


def seniority(article: Article) -> tuple[object, ...]:
    """The order in which the first is the main article: by date, then by id; the undated last."""
    return (0, article.date.sort_key, article.id) if article.date else (1, (), article.id)


# ------------------------------------------------------------------------------------------------ address and bytes


def address(url: str) -> str:
    """An address without scheme, "www." and the like and the last slash; "" for a home page.

    A home page is where a clipping without an address of its own came from; it says nothing about the article.
    """
    whole = canonical_url(url)
    rest = whole.split("://", 1)[-1].partition("/")[2].rstrip("/")
    return f"{host_of(whole)}/{rest}" if rest else ""


def _address(article: Article) -> str:
    return address(article.url) if article.url else ""


def _bytes(article: Article) -> str:
    return article.clipping.sha256.lower() if article.clipping else ""


def _same(ordered: Sequence[Article], kind: Kind, key: Callable[[Article], str]) -> Iterator[Pair]:
    holders: dict[str, list[str]] = {}
    for article in ordered:
        if value := key(article):
            holders.setdefault(value, []).append(article.id)
    for value, ids in holders.items():
        why = f"the same address, {value}" if kind == "same-address" else "made from the same file"
        yield from (Pair(one, other, kind, 1.0, why) for one, other in _met(ids))


def _met(ids: Sequence[str]) -> Iterable[tuple[str, str]]:
    """The pairs of ids that are all the same; of many each is met by the first only."""
    return combinations(ids, 2) if len(ids) <= CLOSE else ((ids[0], other) for other in ids[1:])


# ------------------------------------------------------------------------------------------------------ near copies

# Scripts without spaces between words: Han and kana; Thai, Lao, Burmese and Khmer. Their words are not looked for:
# three units in a row stand for one, where a unit is a character of the former, a syllable or so of the latter.
_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_VOWELS = "\u0e2f-\u0e4e\u0eaf-\u0ece\u102b-\u103e\u17b4-\u17d3"
_RUN = re.compile(f"[{_CJK}]++|[{_UNSPACED}]++")
_UNIT = re.compile(f"[{_CJK}]|[^{_VOWELS}{_CJK}]*+[{_VOWELS}]++|[^{_VOWELS}{_CJK}]++")

# What parts words: all of ASCII but letters and digits, and the spaces and signs of other scripts. Not what `\W` is,
# which parts Indic and Thai words at their vowels.
_ASCII = bytes(n if n > 127 or chr(n).isalnum() else 32 for n in range(256))
_SIGNS = re.compile(
    "[\x80-\xa9\xab-\xb4\xb6-\xb9\xbb-\xbf\u2000-\u206f\u2e00-\u2e7f\u3000-\u303f\u30fb\u060c\u061b\u061f\u0964\u0965"
    "\u104a\u104b\u17d4-\u17da\ufe30-\ufe4f\uff00-\uff0f\uff1a-\uff20\uff61-\uff65]+"
)
# Where a link leads to is no part of the words: [words](address), [[id|words]].
_TARGET = re.compile(r"(?<=\])\([^()\s]*+\)|(?<=\[\[)[^\[\]|\n]*+\|")


def words(text: str) -> list[bytes]:
    """The words of a Markdown text in UTF-8, without case and signs; without spaces, what stands for words."""
    text = nfc(_TARGET.sub("", text) if "[" in text else text).casefold()
    if not text.isascii():
        text = _RUN.sub(_parted, _SIGNS.sub(" ", text))
    return text.encode("utf-8", "replace").translate(_ASCII).split()


def _parted(run: re.Match[str]) -> str:
    units = _UNIT.findall(run.group())
    threes = map("".join, zip(units, units[1:], units[2:], strict=False))
    return f" {' '.join(threes) or run.group()} "


def shingles(of: Sequence[bytes]) -> array[int]:
    """A hash of every three words in a row, in their order."""
    return array("I", map(crc32, map(b" ".join, zip(of, of[1:], of[2:], strict=False))))


def _copies(ordered: Sequence[Article]) -> Iterator[Pair]:
    common = _common_lines(ordered)
    held: list[Article] = []
    texts: list[array[int]] = []
    same: dict[str, list[str]] = {}
    for article in ordered:
        text = shingles(words(_text(article, common)))
        if len(text) < LEAST_WORDS - 2:
            continue
        ids = same.setdefault(digest(text.tobytes()), [])
        ids.append(article.id)
        if len(ids) == 1:
            held.append(article)
            texts.append(text)
    for ids in same.values():
        yield from (Pair(one, other, "near-copy", 1.0, "the same words") for one, other in _met(ids))
    for first, group in groupby(_candidates(texts), key=lambda pair: pair[0]):
        one = set(texts[first])
        for _, second in group:
            share = _likeness(texts[first], one, texts[second])
            if share >= LEAST_SHARE and not _other_numbers(held[first].body, held[second].body):
                tenths = int(share * 10)
                why = (
                    f"{tenths}0% of the words are the same"
                    if tenths < 10
                    else "nearly all words of one stand in the other"
                )
                yield Pair(held[first].id, held[second].id, "near-copy", tenths / 10, why)


def _common_lines(articles: Iterable[Article]) -> set[int]:
    """The hashes of the lines that stand in more than `COMMON_LINES` articles."""
    seen: Counter[int] = Counter()
    for article in articles:
        seen.update({_line(line) for line in article.body.split("\n") if line})
    return {line for line, times in seen.items() if times > COMMON_LINES}


def _line(line: str) -> int:
    return crc32(line.encode("utf-8", "surrogatepass"))


def _text(article: Article, common: Container[int]) -> str:
    """Headline and text of an article without the lines of its outlet; all lines of one that is printed everywhere."""
    own = [line for line in article.body.split("\n") if _line(line) not in common] if common else []
    body = "\n".join(own) if sum(map(len, own)) >= LEAST_OWN * len(article.body) else article.body
    return f"{article.title}\n{body}"


def _sketch(text: array[int]) -> list[int]:
    """The hashes below `SKETCHED`, or at least the `LEAST_SKETCH` smallest."""
    # Hashes are spread evenly, so half as many again as are wanted lie below this.
    limit = max(SKETCHED, (LEAST_SKETCH * 3 // 2 << 32) // len(text))
    small = sorted({h for h in text if h < limit})
    if len(small) < LEAST_SKETCH:
        small = sorted(set(text))
    return small[: max(LEAST_SKETCH, bisect_left(small, SKETCHED))]


def _candidates(texts: Sequence[array[int]]) -> list[tuple[int, int]]:
    """The pairs of texts whose sketches share enough, in order."""
    postings = [h << 32 | n for n, text in enumerate(texts) for h in _sketch(text)]
    postings.sort()
    kept: list[array[int]] = [array("I") for _ in texts]
    met: list[int] = []
    for h, group in groupby(postings, key=lambda posting: posting >> 32):
        holders = [posting & 0xFFFFFFFF for posting in group]
        if len(holders) <= COMMON:
            for n in holders:
                kept[n].append(h)
            met += [one << 32 | other for one, other in combinations(holders, 2)]
    found = []
    for pair, times in Counter(met).items():
        one, other = pair >> 32, pair & 0xFFFFFFFF
        if times >= LEAST_SHARED and times >= LEAST_SKETCH_SHARE * _comparable(kept[one], kept[other]):
            found.append((one, other))
    return sorted(found)


def _comparable(one: array[int], other: array[int]) -> int:
    """How many hashes two sketches could share: a short text's goes up to higher ones than a long text's."""
    limit = min(one[-1], other[-1])
    return min(bisect_right(one, limit), bisect_right(other, limit))


def likeness(one: array[int], other: array[int]) -> float:
    """How much of the shorter text stands in the other: 0.0 to 1.0, or 0.0 where it is clearly less than `LEAST_SHARE`.

    A word stands in a text when three words in a row do of which it is one, so that words in common count for nothing.
    """
    return _likeness(one, set(one), other)


def _likeness(one: array[int], of_one: set[int], other: array[int]) -> float:
    held = of_one.intersection(other)
    shorter = min(one, other, key=len)
    if len(held) < LEAST_HELD * len(shorter):
        return 0.0
    # A word is a byte in a long number, set when a shingle begins there.
    begins = int.from_bytes(bytes(map(held.__contains__, shorter)), "little")
    found = begins | begins << 8 | begins << 16
    before = after = found
    for step in GAP:
        before |= before << 8 * step
        after |= after >> 8 * step
    return (before & after).bit_count() / (len(shorter) + 2)


def _other_numbers(one: str, other: str) -> bool:
    """Whether the texts are full of numbers, but not of the same: one form filled in twice, as of a market's prices."""
    of_one, of_other = set(_NUMBER.findall(one)), set(_NUMBER.findall(other))
    least = min(len(of_one), len(of_other))
    return least >= LEAST_NUMBERS and len(of_one & of_other) < SAME_NUMBERS * least


_NUMBER = re.compile(r"[0-9](?:[0-9.,]*[0-9])?")
