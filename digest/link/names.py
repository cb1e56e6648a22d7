"""The alias table and its automaton: which names stand in a text, and which entity each of them may mean. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

import msgspec
from ahocorasick_rs import AhoCorasick

from digest.model import AliasFields, Entity
from digest.text import nfc, one_line

_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\n\t"
# One character for one character, so that offsets in the folded text are offsets in the text.
_FOLD = str.maketrans(
    dict.fromkeys(_SPACES, " ")
    | dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u2032", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb", '"')
    | dict.fromkeys("\u2010\u2011\u2012\u2013", "-")
)
_PARAGRAPH_END = re.compile(r"\n[ \t]*+\n[ \t\n]*+")

_PROCLITICS = "وفبلك"
"""Arabic words of one letter (and, so, in, to, as) that are written onto the next word."""
_GENERATIONS = {"jr", "sr", "ii", "iii", "iv", "v"}
# fmt: off
_PARTICLES = {
    "abu", "al", "ap", "ben", "bin", "da", "das", "de", "degli", "dei", "del", "dela", "della", "den", "der", "di",
    "do", "dos", "du", "el", "ibn", "la", "las", "le", "los", "san", "santa", "st", "ten", "ter", "van", "vande",
    "vander", "von",
}
# fmt: on


_ARTICLE = re.compile(r"(?:a[dlnrstz]|ash|el|ul)-(?=[^\W\d_])")
"""The Arabic article, written onto the word behind it: al-Assad, el-Sisi."""


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
    """`text` (NFC) with quotes, hyphens and spaces made alike; as long as it was.

    A line end counts as a space, the end of a paragraph does not: no name reaches across it.
    """
    if "\n" in text:
        text = _PARAGRAPH_END.sub(lambda m: "\r" * len(m.group()), text)
    return text.translate(_FOLD)


def spelled(name: str) -> str:
    """A name as the table holds it: NFC, folded, single spaces."""
    return fold(one_line(nfc(name)))


def lower(text: str) -> str:
    """Lower case, one character for one: the few letters whose lower case is longer stay as they are."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := c.lower()) == 1 else c for c in text)
    return lowered.replace("ς", "σ")  # which of the two stands at an end depends on what follows


def spellings(entity: Entity) -> Iterator[AliasFields]:
    """Every name of an entity: its own, its aliases, its names in other languages."""
    yield AliasFields(name=entity.name)
    for alias in entity.aliases:
        yield AliasFields(name=alias) if isinstance(alias, str) else alias
    for name in entity.names.values():
        yield AliasFields(name=name)


class Words:
    """Some spellings, ready to be found in any number of texts; upper and lower case must agree."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = sorted(word for word in set(words) if any(c.isalnum() for c in word))
        self._automaton = AhoCorasick(self._words) if self._words else None

    def find(self, text: str, shown: str = "") -> Iterator[tuple[int, int, str]]:
        """(start, end, word) of all that stand alone in `text`, also within each other.

        `shown` is the text that decides what a word is, where `text` is a lower case form of it.
        """
        if self._automaton is None:
            return
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if stands_alone(shown or text, start, end):
                yield start, end, self._words[index]


class NameTable:
    """All names of a registry, ready to be found in any number of texts."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        owners: dict[tuple[bool, str], dict[str, bool]] = {}
        for entity in entities:
            for alias in spellings(entity) if entity.match else ():
                text = spelled(alias.name)
                key = (True, text) if alias.case else (False, lower(text))
                needs = owners.setdefault(key, {})
                needs[entity.id] = alias.needs_context and needs.get(entity.id, True)
        names = [
            Name(text, case, tuple(sorted(ids)), frozenset(i for i, needs in ids.items() if needs))
            for (case, text), ids in sorted(owners.items())
        ]
        self._exact = {n.text: n for n in names if n.case}
        self._caseless = {n.text: n for n in names if not n.case}
        self._exact_words, self._caseless_words = Words(self._exact), Words(self._caseless)

    def find(self, text: str) -> list[Found]:
        """The names in `text` (folded), left to right, none inside another: the longest wins, then the leftmost."""
        hits = {(start, end): self._exact[word] for start, end, word in self._exact_words.find(text)}
        for start, end, word in self._caseless_words.find(lower(text), text) if self._caseless else ():
            name = self._caseless[word]
            hits[start, end] = _both(hits[start, end], name) if (start, end) in hits else name
        return longest(Found(start, end, name) for (start, end), name in hits.items())


def _both(exact: Name, caseless: Name) -> Name:
    """One spelling that stands in the table twice: with its case, and without."""
    needs = {*exact.needs_context, *caseless.needs_context}
    sure = {*exact.entities, *caseless.entities} - needs
    sure |= {i for n in (exact, caseless) for i in n.entities if i not in n.needs_context}
    entities = tuple(sorted({*exact.entities, *caseless.entities}))
    return Name(exact.text, False, entities, frozenset(needs - sure))


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] is no part of a longer word.

    Scripts written without spaces have no such words; Korean puts its particles behind a name without one, Arabic puts
    its conjunctions before it, which counts where the name has several words.
    """
    if end < len(text) and _joins(text[end - 1], text[end]) and not "\uac00" <= text[end - 1] <= "\ud7a3":
        return False
    if start == 0 or not _joins(text[start - 1], text[start]):
        return True
    return (
        text[start - 1] in _PROCLITICS
        and (start == 1 or not _in_word(text[start - 2]))
        and text.find(" ", start, end) > 0
    )


def _joins(left: str, right: str) -> bool:
    return _in_word(left) and _in_word(right) and not (_spaceless(left) or _spaceless(right))


def _in_word(character: str) -> bool:
    # No underscore: it is what Markdown writes _italics_ with, ships and newspapers above all.
    return character.isalnum() or unicodedata.category(character) in ("Mn", "Mc")


def _spaceless(character: str) -> bool:
    """Thai, Lao, Burmese, Khmer; kana and Han."""
    return (
        "\u0e00" <= character <= "\u0eff"
        or "\u1000" <= character <= "\u109f"
        or "\u1780" <= character <= "\u17ff"
        or "\u3040" <= character <= "\u30ff"
        or "\u3400" <= character <= "\u9fff"
        or "\uf900" <= character <= "\ufaff"
        or "\U00020000" <= character <= "\U0003ffff"
    )


def longest(hits: Iterable[Found]) -> list[Found]:
    """A choice of hits that do not overlap: longer before shorter, then left before right."""
    chosen: list[Found] = []
    taken: set[int] = set()
    for hit in sorted(hits, key=lambda h: (h.start - h.end, h.start, h.name.text)):
        # No hit taken before is shorter, so one that overlaps this one covers an end of it.
        if hit.start not in taken and hit.end - 1 not in taken:
            chosen.append(hit)
            taken.update(range(hit.start, hit.end))
    return sorted(chosen, key=lambda h: h.start)


def surname(name: str) -> str:
    """The part of a person's full name that stands for it later: the last word, with the particles before it.

    "Alan Peter S. Cayetano" -> "Cayetano"; "Leila De Lima" -> "De Lima"; "Bashar al-Assad" -> "al-Assad"; "" for a
    single word, for initials, and in scripts without capitals, where nothing shows that a word is a name.
    """
    words = [word for part in spelled(name).split(" ") if (word := part.strip(",;\"'"))]
    while len(words) > 1 and words[-1].rstrip(".").casefold() in _GENERATIONS:
        words.pop()
    if len(words) < 2 or len(words[-1].rstrip(".")) < 2 or not (words[-1][0].isupper() or _ARTICLE.match(words[-1])):
        return ""
    first = len(words) - 1
    while first > 1 and (words[first - 1].islower() or words[first - 1].rstrip(".").casefold() in _PARTICLES):
        first -= 1
    return " ".join(words[first:])


def surname_forms(short: str) -> list[str]:
    """How a surname stands in texts: as it is, as it begins a sentence, and without the Arabic article."""
    forms = [short, short[:1].upper() + short[1:], _ARTICLE.sub("", short, count=1) if _ARTICLE.match(short) else short]
    return list(dict.fromkeys(form for form in forms if form))
