"""The alias table and its automaton: which names stand in a text, and which entity each of them may mean. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

import msgspec
from ahocorasick_rs import AhoCorasick

from digest.model import AliasFields, Entity

# One character for one character, so that offsets in the folded text are offsets in the text.
_FOLD = str.maketrans({
    "\u00a0": " ", "\u202f": " ", "\u2007": " ", "\n": " ", "\t": " ",
    "\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u201c": '"', "\u201d": '"',
    "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-",
})


class Name(msgspec.Struct, frozen=True):
    """One spelling in the table, folded."""

    text: str
    case: bool
    entities: tuple[str, ...]
    """Every entity that has this spelling; more than one is never guessed."""
    needs_context: frozenset[str]
    """Those of them for which the spelling counts only beside another of their names."""


class Found(msgspec.Struct, frozen=True):
    """A name that stands in a text, as (start, end) in code points."""

    start: int
    end: int
    name: Name


def fold(text: str) -> str:
    """`text` (NFC) with quotes, hyphens and spaces made alike; as long as it was."""
    return text.translate(_FOLD)


def _lower(text: str) -> str:
    """Lower case, one character for one: the few letters whose lower case is longer stay as they are."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def spellings(entity: Entity) -> Iterator[AliasFields]:
    """Every name of an entity: its own, its aliases, its names in other languages."""
    yield AliasFields(name=entity.name)
    for alias in entity.aliases:
        yield AliasFields(name=alias) if isinstance(alias, str) else alias
    for name in entity.names.values():
        yield AliasFields(name=name)


class NameTable:
    """All names of a registry, ready to be found in any number of texts."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        owners: dict[tuple[bool, str], dict[str, bool]] = {}
        for entity in entities:
            for alias in spellings(entity) if entity.match else ():
                text = fold(" ".join(alias.name.split()))
                key = (True, text) if alias.case else (False, _lower(text))
                if any(c.isalnum() for c in text):
                    owners.setdefault(key, {})[entity.id] = alias.needs_context
        names = [
            Name(text, case, tuple(sorted(ids)), frozenset(i for i, needs in ids.items() if needs))
            for (case, text), ids in sorted(owners.items())
        ]
        self._exact = [n for n in names if n.case]
        self._folded = [n for n in names if not n.case]
        self._exact_automaton = AhoCorasick([n.text for n in self._exact]) if self._exact else None
        self._folded_automaton = AhoCorasick([n.text for n in self._folded]) if self._folded else None

    def find(self, text: str) -> list[Found]:
        """The names in `text` (folded), left to right, none inside another: the longest wins, then the leftmost."""
        hits: list[Found] = []
        for names, automaton, haystack in (
            (self._exact, self._exact_automaton, text),
            (self._folded, self._folded_automaton, _lower(text) if self._folded else ""),
        ):
            if automaton is not None:
                for index, start, end in automaton.find_matches_as_indexes(haystack, overlapping=True):
                    if stands_alone(text, start, end):
                        hits.append(Found(start, end, names[index]))
        return longest(hits)


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] is no part of a longer word. Scripts written without spaces have no such words."""
    return not (
        (start > 0 and _joins(text[start - 1], text[start])) or (end < len(text) and _joins(text[end - 1], text[end]))
    )


def _joins(left: str, right: str) -> bool:
    return _in_word(left) and _in_word(right) and not (_spaceless(left) or _spaceless(right))


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_" or unicodedata.category(character) in ("Mn", "Mc")


def _spaceless(character: str) -> bool:
    """Thai, Lao, Burmese, Khmer; kana and Han."""
    return "\u0e00" <= character <= "\u0eff" or "\u1000" <= character <= "\u109f" or "\u1780" <= character <= "\u17ff" or (
        "\u3040" <= character <= "\u30ff" or "\u3400" <= character <= "\u9fff"
    )


def longest(hits: Iterable[Found]) -> list[Found]:
    """A choice of hits that do not overlap: longer before shorter, then left before right."""
    chosen: list[Found] = []
    taken: set[int] = set()
    for hit in sorted(hits, key=lambda h: (h.start - h.end, h.start, h.name.text)):
        span = range(hit.start, hit.end)
        if taken.isdisjoint(span):
            chosen.append(hit)
            taken.update(span)
    return sorted(chosen, key=lambda h: h.start)


def surname(name: str) -> str:
    """The part of a person's full name that stands for it later: the last word, with the particles before it.

    "Alan Peter S. Cayetano" -> "Cayetano"; "Leila de la Cruz" -> "de la Cruz"; "" for a single word.
    """
    words = fold(name).split()
    while len(words) > 1 and words[-1].rstrip(".").casefold() in ("jr", "sr", "ii", "iii", "iv"):
        words.pop()
    if len(words) < 2 or len(words[-1]) < 2 or not words[-1][0].isupper():
        return ""
    first = len(words) - 1
    while first > 1 and words[first - 1].islower():
        first -= 1
    return " ".join(words[first:])
