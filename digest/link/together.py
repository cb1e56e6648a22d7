"""Who and what is often named together: pairs that meet in more articles than chance would have them. Pure.

Pairs are ordered by pointwise mutual information, normalised (Bouma 2009) and discounted for small counts (Pantel and
Lin 2002): what every article names meets everybody by chance, and one article is an accident.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from math import log

import msgspec

from digest.model import Site

FLOOR = 2
"""The fewest articles that make a pair."""

MOST = 8
"""The most that are given of one entity."""

BREADTH = 100
"""An article that names more entities than this says nothing of any two of them."""

_LEAST = 0.1
"""What is about as frequent as chance has it is left out."""


class Together(msgspec.Struct, frozen=True):
    """An entity that is often named with another."""

    entity: str
    articles: int
    """How many articles name both."""


class Company:
    """Who is named with whom in one site; nothing is counted before somebody asks."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._known: dict[str, frozenset[str]] = {}

    def of(self, entity: str) -> tuple[Together, ...]:
        """Those most often named with `entity`, the closest first, at most `MOST`."""
        mine = [self._named[a] for a in self._site.backlinks.get(entity, ()) if a in self._named]
        total, own = len(self._named), len(mine)
        ranked = []
        for other, both in Counter(e for named in mine for e in named).items():
            if other != entity and both >= FLOOR:
                close = _closeness(both, own, self._counts[other], total)
                if close > _LEAST:
                    ranked.append((-close, -both, other))
        return tuple(Together(other, self._both(entity, other)) for _, _, other in sorted(ranked)[:MOST])

    def _both(self, one: str, other: str) -> int:
        return len(self._articles(one) & self._articles(other))

    def _articles(self, entity: str) -> frozenset[str]:
        if entity not in self._known:
            self._known[entity] = frozenset(self._site.backlinks[entity])
        return self._known[entity]

    @cached_property
    def _named(self) -> dict[str, tuple[str, ...]]:
        """By article: the entities it names, unless they are very many."""
        named = {a: tuple({m.entity: None for m in found}) for a, found in self._site.mentions.items()}
        return {a: entities for a, entities in named.items() if len(entities) <= BREADTH}

    @cached_property
    def _counts(self) -> Counter[str]:
        return Counter(e for entities in self._named.values() for e in entities)


def _closeness(both: int, one: int, other: int, total: int) -> float:
    """How much more often two are named together than by chance: from -1 to 1, 0 for as often."""
    if both == total:
        return 0.0  # both stand everywhere
    information = log(both * total / (one * other)) / -log(both / total)
    return information * both / (both + 1)
