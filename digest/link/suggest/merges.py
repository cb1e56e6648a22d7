"""Which names may be one entity's, and why. Pure; names are compared only within buckets, never each with each."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from typing import TypeVar

import msgspec

from digest.link import names
from digest.model import Entity

_WORD = re.compile(r"[^\W_]+")
_SMALL = frozenset(["of", "the", "and", "for", "in", "on", "to", "de", "la", "du", "del", "der", "von", "&", "a", "an"])
_FORMS = frozenset(
    [
        "inc",
        "corp",
        "corporation",
        "co",
        "company",
        "ltd",
        "limited",
        "llc",
        "plc",
        "gmbh",
        "ag",
        "sa",
        "nv",
        "spa",
        "group",
        "the",
    ]
)
_BUCKET = 50
"""A bucket of more names says nothing about any two of them."""


class Merge(msgspec.Struct, frozen=True):
    """Two names, or the ids of two entities, that may be one."""

    left: str
    right: str
    why: str
    """spelling, legal-form, initials, middle-name or acronym."""


def relation(left: str, right: str) -> str:
    """Why two names may be one entity's, or ""."""
    one, other = _words(left), _words(right)
    if not one or not other:
        return ""
    if one == other or "".join(one) == "".join(other):
        return "spelling"
    bare = [[w for w in words if w not in _FORMS] for words in (one, other)]
    if bare[0] and bare[0] == bare[1]:
        return "legal-form"
    if _acronym(left, other) or _acronym(right, one):
        return "acronym"
    return _persons(one, other)


def among(entities: Iterable[Entity]) -> list[Merge]:
    """Pairs of entities of one group that may be one, by id: the name of one agrees with some name of the other.

    An alias that two share is no sign of it: both may be the mayor, at times. Nor may people's first names differ.
    """
    listed, own, people = [], {}, set()
    for entity in entities:
        own[entity.id] = entity.name
        if entity.group == "people":
            people.add(entity.id)
        listed += [(entity.id, alias.name, entity.group) for alias in names.spellings(entity) if alias.name]
    found: dict[tuple[str, str], str] = {}
    for (left, name), (right, other), why in _related([((ident, name), name, group) for ident, name, group in listed]):
        related = left != right and (name == own[left] or other == own[right])
        if related and not (left in people and _two_people(_words(own[left]), _words(own[right]))):
            found.setdefault((min(left, right), max(left, right)), why)
    return [Merge(left, right, why) for (left, right), why in sorted(found.items())]


def by_name(listed: Iterable[tuple[str, str]]) -> dict[str, list[Merge]]:
    """For each name those among (name, kind) that may be the same; names of unknown kind "" may be any."""
    found: dict[str, list[Merge]] = defaultdict(list)
    for left, right, why in _related((name, name, kind) for name, kind in listed):
        found[left].append(Merge(left, right, why))
        found[right].append(Merge(right, left, why))
    return {name: sorted(set(merges), key=lambda m: (m.right, m.why)) for name, merges in found.items()}


def _two_people(one: list[str], other: list[str]) -> bool:
    """Whether two names of one surname have first names that no one person has."""
    full = min(len(one), len(other)) > 1 and one[-1] == other[-1]
    return full and one[0] != other[0] and not _starts(one[0], other[0])


_Id = TypeVar("_Id", bound=Hashable)


def _related(listed: Iterable[tuple[_Id, str, str]]) -> Iterator[tuple[_Id, _Id, str]]:
    """(id, id, why) of (id, name, kind) that meet in a bucket."""
    buckets: dict[str, list[tuple[_Id, str, str]]] = defaultdict(list)
    for item in listed:
        for key in _buckets(item[1]):
            buckets[key].append(item)
    for bucket in buckets.values():
        if len(bucket) > _BUCKET:
            continue
        for n, (left, name, kind) in enumerate(bucket):
            for right, other, sort in bucket[n + 1 :]:
                if (left != right) and (not kind or not sort or kind == sort or kind[:5] == sort[:5]):
                    why = relation(name, other)
                    if why:
                        yield left, right, why


def _buckets(name: str) -> set[str]:
    words = _words(name)
    if not words:
        return set()
    bare = [w for w in words if w not in _FORMS] or words
    letters = "".join(w[0] for w in words if w not in _SMALL)
    keys = {"=" + "".join(words), "-" + " ".join(bare)}
    if len(words) > 1:
        keys |= {f"s{words[0][0]} {words[-1]}", "a" + letters, "a" + "".join(w[0] for w in words)}
    elif _is_acronym(name):
        keys.add("a" + words[0])
    return keys


def _words(name: str) -> list[str]:
    """Lower case, without marks; U.N. is one word."""
    folded = "".join(c for c in unicodedata.normalize("NFKD", names.spelled(name)) if not unicodedata.combining(c))
    joined = re.sub(r"\b(?:\w\.){2,}", lambda m: m.group().replace(".", ""), folded)
    return _WORD.findall(joined.replace("'", "").casefold())


def _is_acronym(name: str) -> bool:
    bare = name.replace(".", "")
    return 2 <= len(bare) <= 8 and bare.isalpha() and sum(map(str.isupper, bare)) > len(bare) / 2


def _acronym(short: str, words: list[str]) -> bool:
    if len(words) < 2 or not _is_acronym(short):
        return False
    bare = short.replace(".", "").casefold()
    if bare in words:
        return False  # US and US Senate
    return bare in ("".join(w[0] for w in words if w not in _SMALL), "".join(w[0] for w in words))


def _persons(one: list[str], other: list[str]) -> str:
    """initials: J. Smith and John Smith; middle-name: John Smith and John Q. Smith; "" where they cannot be one."""
    if min(len(one), len(other)) < 2 or one[-1] != other[-1] or len(one[-1]) < 2:
        return ""
    if _starts(one[0], other[0]) and one[0] != other[0]:
        return "initials" if _middles(one[1:-1], other[1:-1]) else ""
    return "middle-name" if one[0] == other[0] and _middles(one[1:-1], other[1:-1]) else ""


def _middles(one: list[str], other: list[str]) -> bool:
    return not one or not other or (len(one) == len(other) and all(map(_starts, one, other)))


def _starts(one: str, other: str) -> bool:
    """Whether two given names agree: equal, or one is the other's initial."""
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])
