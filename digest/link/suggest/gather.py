"""Names found in many texts, counted: one suggestion for each that the registry does not know. Pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from digest.link import names
from digest.link.suggest import lexicon, merges, tagger

_SPLIT = re.compile(r" (?:and|&) ")
_REASONS = 4


class Sighting(msgspec.Struct, frozen=True):
    """A name found in a text, the chance of each kind, and why it was taken for a name."""

    text: str
    votes: tuple[float, ...]
    why: tuple[str, ...]


class Suggestion(msgspec.Struct, frozen=True):
    """A name that no entity has."""

    name: str
    """As it is mostly written, without titles."""
    kind: str
    """person, organization, place or thing: the kind with most votes."""
    votes: tuple[tuple[str, float], ...]
    """Each kind's share of the votes, best first; one vote a mention."""
    articles: tuple[str, ...]
    """Ids of those that name it, sorted."""
    mentions: int
    spellings: tuple[tuple[str, int], ...]
    """How often each was read, the most frequent first; surnames that stand for it are among them."""
    same: tuple[merges.Merge, ...]
    """Other suggestions and known names that may be the same entity."""
    why: tuple[str, ...]
    """The most frequent of its mentions' reasons."""


class _Heap(msgspec.Struct):
    """What was read about one name."""

    votes: list[float]
    articles: set[str]
    spellings: Counter[str]
    why: Counter[str]


def suggestions(
    found: Mapping[str, Sequence[Sighting]], texts: Mapping[str, str], known: Iterable[str]
) -> list[Suggestion]:
    """What `found` (by article) holds beyond the `known` names, those in most articles first, then by mentions."""
    registry = {_key(name): name for name in known}
    known_short = _by_surname(registry.values())
    whole = Counter(_key(s.text) for sightings in found.values() for s in sightings)
    heaps: dict[str, _Heap] = {}
    for article, sightings in found.items():
        own = [part for sighting in sightings for part in _parts(sighting, whole)]
        full = _by_surname(s.text for s in own if s.votes.index(max(s.votes)) == 0)
        folded = names.lower(names.fold(texts.get(article, "")))
        for sighting in own:
            key = _key(sighting.text)
            if key in registry or any(_key(name) in folded for name in known_short.get(key, ())):
                continue
            longer = full.get(key, [])
            if len(longer) == 1:  # a surname stands for the full name that the article gives
                key = _key(longer[0])
                if key in registry:
                    continue
            _add(
                heaps.setdefault(key, _Heap([0.0] * len(tagger.KINDS), set(), Counter(), Counter())), article, sighting
            )
    made = [_suggestion(key, heap) for key, heap in heaps.items()]
    same = merges.by_name([*((s.name, s.kind) for s in made), *((name, "") for name in registry.values())])
    places = {s.name: set(s.articles) for s in made}
    return sorted(
        (msgspec.structs.replace(s, same=_together(s, same.get(s.name, []), places)) for s in made),
        key=lambda s: (-len(s.articles), -s.mentions, s.name),
    )


def with_votes(
    ours: Sequence[tuple[int, int, Sighting]], text: str, theirs: Iterable[tuple[int, int, str]]
) -> list[tuple[int, int, Sighting]]:
    """Our sightings in a text and those of another finder: where the two meet ours stays, and both vote on its kind."""
    joined = sorted(ours, key=lambda s: s[:2])
    ends, more = [last for _, last, _ in joined], []
    for start, end, kind in theirs:
        vote = tuple(_SURE if k == kind else (1 - _SURE) / (len(tagger.KINDS) - 1) for k in tagger.KINDS)
        said = " ".join(text[start:end].split())
        if kind not in tagger.KINDS or not any(map(str.isalnum, said)):
            continue
        at = met = bisect_right(ends, start)
        while at < len(joined) and joined[at][0] < end:
            first, last, own = joined[at]
            votes = tuple((a + b) / 2 for a, b in zip(own.votes, vote, strict=True))
            joined[at] = (first, last, Sighting(own.text, votes, (*own.why, "recognised")))
            at += 1
        if at == met:
            more.append((start, end, Sighting(said, vote, ("recognised",))))
    return sorted([*joined, *more], key=lambda s: s[:2])


_SURE = 0.85
"""The chance that another finder's kind is right: spaCy's models for news are better on people, worse on things."""


def _together(
    suggestion: Suggestion, same: Iterable[merges.Merge], places: Mapping[str, set[str]]
) -> tuple[merges.Merge, ...]:
    """Those of `same` that hold: an acronym and its long form must meet in an article, or one be known."""
    own = places[suggestion.name]
    return tuple(m for m in same if m.why != "acronym" or not own.isdisjoint(places.get(m.right, own)))


def without_title(text: str) -> str:
    """A person's name without the titles before it: President John Smith as John Smith."""
    words = text.split()
    while len(words) > 1 and "T" in lexicon.classes(words[0].lower()) and words[1][:1].isupper():
        del words[0]
    return " ".join(words)


def _parts(sighting: Sighting, whole: Counter[str]) -> list[Sighting]:
    """A sighting without title and article, and as two where "A and B" joins names that stand elsewhere alone."""
    texts = _SPLIT.split(sighting.text)
    if len(texts) == 1 or not any(whole[_key(text)] >= whole[_key(sighting.text)] for text in texts):
        texts = [sighting.text]
    person = sighting.votes.index(max(sighting.votes)) == 0
    bare = [without_tail(without_title(text) if person else text) for text in texts]
    return [msgspec.structs.replace(sighting, text=text) for text in bare if text]


def without_tail(text: str) -> str:
    """The name in an adjective that is made of it, London-based; "" where that is itself an adjective, German-born."""
    head, hyphen, tail = text.rpartition("-")
    if not hyphen or not tail.islower() or not (lexicon.is_common(tail) or lexicon.classes(tail)):
        return text
    return "" if "D" in lexicon.classes(head.lower()) else head


def _key(text: str) -> str:
    return names.lower(names.spelled(text))


def _by_surname(full: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name in full:
        short = _key(names.surname(name))
        if short and name not in found[short]:
            found[short].append(name)
    return found


def _add(heap: _Heap, article: str, sighting: Sighting) -> None:
    heap.articles.add(article)
    heap.spellings[sighting.text] += 1
    heap.why.update(sighting.why)
    for at, vote in enumerate(sighting.votes):
        heap.votes[at] += vote


def _suggestion(key: str, heap: _Heap) -> Suggestion:
    spelled = sorted(heap.spellings.items(), key=lambda s: (-s[1], s[0]))
    own = [name for name, _ in spelled if _key(name) == key] or [name for name, _ in spelled]
    quiet = [name for name in own if not name.isupper()]
    total = sum(heap.votes) or 1.0
    votes = sorted(zip(tagger.KINDS, heap.votes, strict=True), key=lambda v: -v[1])
    return Suggestion(
        name=(quiet or own)[0],
        kind=votes[0][0],
        votes=tuple((kind, round(vote / total, 2)) for kind, vote in votes),
        articles=tuple(sorted(heap.articles)),
        mentions=sum(heap.spellings.values()),
        spellings=tuple(spelled),
        same=(),
        why=tuple(reason for reason, _ in heap.why.most_common(_REASONS)),
    )
