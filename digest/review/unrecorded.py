"""Which of the things that an article tells to have happened are on no record, and which another article has. Pure.

What the article records or cites itself is not asked about. A recorded event that one of its sentences tells outright
(the event's evidence stands there, or its words do) speaks for that sentence alone; one that none does, since the
curator put it in other words, speaks for the sentences of its day that name nobody but those who took part in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from digest.dates import When, compare
from digest.link import stems
from digest.link.same_event import LONGEST, whens
from digest.model import Article, Entity, Event, Mention
from digest.review.occurrences import Occurrence, happened

MOST = 6
"""Occurrences of one article, the surest first."""
_ALIKE, _LITTLE = 0.5, 0.25
"""The share of an event's own words that a sentence about it has, and where more than its day speaks for it."""


def find(
    article: Article, mentions: Sequence[Mention], entities: Mapping[str, Entity], events: Sequence[Event], country: str
) -> list[Occurrence]:
    """What an article tells to have happened and does not record, the surest first.

    `events` are those that it records; `country` is its outlet's, for the order of day and month.
    """
    found = sorted(happened(article, mentions, entities, country), key=lambda o: o.rank)
    recorded = [
        (event, any(_tells(o, event, article.id, entities) for o in found if not o.inherited)) for event in events
    ]
    chosen: list[Occurrence] = []
    for each in found:
        told = any(
            _same(each, o.when, _words(o.headline, o.named, entities), frozenset() if each.inherited else o.named)
            for o in chosen
        )
        known = any(
            _tells(each, e, article.id, entities) or (not plain and _fits(each, e, entities)) for e, plain in recorded
        )
        second = each.statement and any(other.statement for other in chosen)
        if not (told or known or second):
            chosen.append(each)
    return chosen[:MOST]


class Elsewhere:
    """The events of a digest, asked for the one that a sentence seems to tell."""

    def __init__(self, events: Iterable[Event], entities: Mapping[str, Entity]) -> None:
        self._entities = entities
        self._by: dict[tuple[str, str], list[Event]] = {}
        for event in events:
            for when in _days(event.date):
                for ident in _about(event):
                    self._by.setdefault((when, ident), []).append(event)

    def like(self, found: Occurrence) -> Event | None:
        """The event that has its date, its people or places, and its words; of several that with the most of them."""
        near: dict[str, Event] = {
            event.id: event
            for when in _days(found.when)
            for ident in sorted(found.named)
            for event in self._by.get((when, ident), ())
        }
        said = frozenset(stems.words(found.sentence))
        best: tuple[float, int] = (0.0, 0)
        chosen = None
        for event in near.values():
            own, who = _words(event.headline, _about(event) | found.named, self._entities), _about(event) & found.named
            share = len(own & said) / len(own) if own else 0.0
            if share >= _ALIKE and who and _is_then(found.when, event.date) and (share, len(who)) > best:
                best, chosen = (share, len(who)), event
        return chosen


def _days(date: When | None) -> tuple[str, ...]:
    """What a date is filed under: itself, and the months it lies in where it is not longer than one."""
    return () if date is None else tuple(dict.fromkeys((date.edtf, *whens(date)[1])))


def _about(event: Event) -> frozenset[str]:
    return frozenset((*event.entities, event.place)) - {""}


def _words(headline: str, about: Iterable[str], entities: Mapping[str, Entity]) -> frozenset[str]:
    """The stems of what a headline says besides names."""
    names = {word for ident in about if ident in entities for word in stems.words(entities[ident].name)}
    return frozenset(stems.words(headline)) - names


def _tells(found: Occurrence, event: Event, article: str, entities: Mapping[str, Entity]) -> bool:
    """Whether a sentence tells a recorded event: by its evidence, by date and words, or by all of its words."""
    about = _about(event)
    if not _excluded(found.when, event.date) and any(
        proof.article == article
        and proof.field == found.field
        and proof.sentence[0] < found.span[1]
        and found.span[0] < proof.sentence[1]
        for proof in event.evidence
    ):
        return not found.inherited
    own = frozenset(stems.words(event.headline))
    if len(own) > 1 and own <= frozenset(stems.words(found.sentence)):
        return True  # whatever its date: the curator may have given another
    words = _words(event.headline, about | found.named, entities)
    return _same(found, event.date, words, about, _is_long(event.date) and found.when != event.date)


def _same(
    found: Occurrence, when: When | None, words: frozenset[str], about: frozenset[str], long: bool = False
) -> bool:
    """Whether another event is this one: by its words, or by its date and who took part; what goes on for long has no
    date that would tell."""
    if _excluded(found.when, when):
        return False
    both, shared = found.named & about, words & frozenset(stems.words(found.sentence))
    share = len(shared) / len(words) if words else 0.0
    if share >= _ALIKE and (both or (len(shared) > 1 and when is not None)):
        return True
    if when is None or long or not both:
        return False
    return len(both) > 1 or share >= _LITTLE or found.about == about


def _fits(found: Occurrence, event: Event, entities: Mapping[str, Entity]) -> bool:
    """Whether a sentence is of an event's day, names nobody but those who took part, and no other place unless it has
    half of the event's words."""
    if found.inherited or event.date is None or _excluded(found.when, event.date) or _is_long(event.date):
        return False
    about = _about(event)
    words = _words(event.headline, about | found.named, entities)
    alike = len(words & frozenset(stems.words(found.sentence))) >= _ALIKE * len(words) > 0
    others = found.named - about
    return not others or (alike and all(i in entities and entities[i].group == "places" for i in others))


def _excluded(one: When, other: When | None) -> bool:
    return other is not None and compare(one, other) in ("before", "after")


def _is_then(one: When, other: When | None) -> bool:
    return other is not None and compare(one, other) in ("equal", "within", "contains")


def _is_long(date: When | None) -> bool:
    """Whether something went on for more than a month, so that much else happened meanwhile."""
    if date is None or not date.is_interval:
        return False
    first, last = date.first_day, date.last_day
    return first is None or last is None or (last - first).days > LONGEST
