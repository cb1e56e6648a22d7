"""Events of different articles that seem to be one: date, entities and words agree. Pairs with reasons; pure.

Nothing is joined here: the curator confirms (`review.same_event`). Only events that share a block are compared, a block
being a day or a month together with somebody who took part or a word of the headline, so that ten thousand articles
take a second. Of two articles each event has one counterpart at most, the one that agrees best on both sides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, combinations, product

import msgspec

from digest.dates import When, compare
from digest.link import stems
from digest.model import Entity, Event

MOST_IN_BLOCK = 60
"""What so many events of one day or month share tells none of them from the others."""
MOST_WORDS = 16
LONGEST = 31
"""Days of the longest event that is compared: what went on for years has no day to agree on."""
_FEW = 2
"""So many who took part in both are as good as the same words."""


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """Two events that seem to be one."""

    first: str
    """The one whose record stays: with a file of its own, else the one that comes first in the timeline."""
    second: str
    why: tuple[str, ...]
    """What agrees: the date, who took part, words, kind, place."""


class _Known(msgspec.Struct, frozen=True):
    """An event as it is compared."""

    event: Event
    place: int
    entities: frozenset[str]
    words: frozenset[str]


def find(events: Iterable[Event], entities: Mapping[str, Entity], shared: Iterable[str] = ()) -> list[Pair]:
    """The pairs, in the order of the timeline. `shared` are the ids of events with a file of their own."""
    names = {ident: frozenset(stems.words(entity.name)) for ident, entity in entities.items()}
    known = [_read(n, e, names) for n, e in enumerate(events) if e.date is not None and e.articles]
    files = frozenset(shared)
    scored: dict[tuple[int, int], tuple[float, tuple[str, ...]]] = {}
    at = {k.place: k for k in known}
    for one, other in _candidates(known):
        if (one.place, other.place) not in scored and not (one.event.id in files and other.event.id in files):
            scored[one.place, other.place] = _agreement(one, other)
    best = _mutual({key: score for key, (score, _) in scored.items() if score}, at)
    found = []
    for key in sorted(best):
        first, second = (at[n].event.id for n in key)
        if second in files:
            first, second = second, first
        found.append(Pair(first=first, second=second, why=scored[key][1]))
    return found


def _read(place: int, event: Event, names: Mapping[str, frozenset[str]]) -> _Known:
    who = frozenset(e for e in (*event.entities, event.place) if e)
    known = frozenset().union(*(names.get(e, ()) for e in who))
    words = [word for word in stems.words(event.headline) if word not in known]
    return _Known(event, place, who, frozenset(words[:MOST_WORDS]))


def _candidates(known: list[_Known]) -> Iterator[tuple[_Known, _Known]]:
    """Events of different articles that share a day or a month, and an entity or a word; the earlier first."""
    days: dict[tuple[str, str], list[_Known]] = {}
    months: dict[tuple[str, str], tuple[list[_Known], list[_Known]]] = {}
    for k in known:
        day, inside = whens(k.event.date)
        for word in (*k.entities, *(f" {word}" for word in k.words)):
            if day:
                days.setdefault((day, word), []).append(k)
            for month in inside:
                months.setdefault((month, word), ([], []))[0 if day else 1].append(k)
    pairs = [combinations(block, 2) for block in days.values() if len(block) <= MOST_IN_BLOCK]
    for exact, loose in months.values():
        if len(exact) + len(loose) <= MOST_IN_BLOCK:
            pairs += [combinations(loose, 2), product(exact, loose)]  # type: ignore[list-item]
    for one, other in chain.from_iterable(pairs):
        if set(one.event.articles).isdisjoint(other.event.articles):
            yield (one, other) if one.place < other.place else (other, one)


def whens(date: When | None) -> tuple[str, tuple[str, ...]]:
    """The day of a date, if it has one, and the months it lies in; none for what is longer than a month."""
    first, last = (date.first_day, date.last_day) if date is not None else (None, None)
    if first is None or last is None or (last - first).days > LONGEST:
        return "", ()
    months = dict.fromkeys((first.isoformat()[:7], last.isoformat()[:7]))
    return first.isoformat() if first == last else "", tuple(months)


def _agreement(one: _Known, other: _Known) -> tuple[float, tuple[str, ...]]:
    """How well two events agree, 0 where they do not, and in what."""
    a, b = one.event, other.event
    if a.date is None or b.date is None or compare(a.date, b.date) not in ("equal", "within", "contains"):
        return 0.0, ()
    who = one.entities & other.entities
    words = one.words & other.words
    share = len(words) / max(1, min(len(one.words), len(other.words)))
    kind = bool(a.kind) and a.kind.casefold() == b.kind.casefold()
    place = bool(a.place) and a.place == b.place
    taking_part = who - {a.place, b.place}
    elsewhere = bool(a.place) and bool(b.place) and not place
    fits = (
        (len(taking_part) >= _FEW and (kind or share >= 0.25) and not elsewhere)
        or (bool(who) and share >= 0.5 and len(words) > (0 if kind or place else 1) and not elsewhere)
        or (not (one.entities and other.entities) and share >= 0.75 and len(words) > 2)
    )
    if not fits:
        return 0.0, ()
    why = [f"date: {a.date.edtf}" if a.date == b.date else f"date: {a.date.edtf} and {b.date.edtf}"]
    why += [f"who and where: {', '.join(sorted(who))}"] if who else []
    why += [f"words: {', '.join(sorted(words))}"] if words else []
    why += [f"kind: {a.kind}"] if kind else []
    all_who = len(one.entities | other.entities)
    return 1.0 + share + len(who) / max(1, all_who) + 0.5 * kind + 0.25 * place, tuple(why)


def _mutual(scores: Mapping[tuple[int, int], float], at: Mapping[int, _Known]) -> set[tuple[int, int]]:
    """Of the pairs between two articles, those that are the best for both of their events."""
    best: dict[tuple[int, str], tuple[float, tuple[int, int]]] = {}

    def sides(key: tuple[int, int]) -> Iterator[tuple[int, str]]:
        for this, that in (key, key[::-1]):
            yield from ((this, article) for article in at[that].event.articles)

    for key, score in scores.items():
        for side in sides(key):
            best[side] = max(best.get(side, (0.0, key)), (score, (-key[0], -key[1])))
    return {key for key in scores if all(best[side][1] == (-key[0], -key[1]) for side in sides(key))}
