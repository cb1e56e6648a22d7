"""Which events a saved timeline has: those that meet each of its conditions. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from math import inf
from typing import Literal

from digest.dates import Point, When
from digest.link.tags import term_path
from digest.model import Article, Entity, Event, SavedTimeline, Site
from digest.text import Slugs, one_line

Verdict = Literal["yes", "maybe", "no"]
"""Whether an event belongs to a timeline; maybe: its date is too wide or too doubtful to say."""


def choose(
    events: Iterable[Event], timeline: SavedTimeline, site: Site, mode: Slugs = "unicode"
) -> tuple[tuple[Event, ...], frozenset[str]]:
    """The events that belong or may belong to a timeline, in their order; and the ids of those that only may."""
    verdicts = [(event, meets(event, timeline, site.articles, site.library.entities, mode)) for event in events]
    chosen = tuple(event for event, verdict in verdicts if verdict != "no")
    return chosen, frozenset(event.id for event, verdict in verdicts if verdict == "maybe")


def meets(
    event: Event,
    timeline: SavedTimeline,
    articles: Mapping[str, Article],
    entities: Mapping[str, Entity],
    mode: Slugs = "unicode",
) -> Verdict:
    """Whether an event meets every condition that a timeline has; each is met by any one of its values.

    An entity takes part or is the place; a place holds all that is part of it, a tag all below it; an outlet is that of
    any article that reports the event. For the period see `lies_in`; the event's own date counts, never a report's.
    """
    outlets = (articles[i].source for i in event.articles if i in articles)
    if not (
        _any(timeline.entities, (*event.entities, event.place))
        and _any(timeline.stories, event.stories)
        and _any(timeline.places, _up(event.place, entities))
        and _any(timeline.sources, outlets)
        and _any(map(_word, timeline.kinds), [_word(event.kind)])
        and _any((term_path(tag, mode) for tag in timeline.tags), _terms(event.tags, mode))
    ):
        return "no"
    return lies_in(event.date, timeline.period) if timeline.period else "yes"


def _any(wanted: Iterable[str], present: Iterable[object]) -> bool:
    """Whether one of the wanted values is present; nothing wanted is always met."""
    values = set(wanted)
    return not values or any(value in values for value in present)


def _up(place: str, entities: Mapping[str, Entity]) -> list[str]:
    """A place and all that it is part of; a circle, which is a mistake of its own, is gone round once."""
    way: dict[str, None] = {}
    while place and place not in way:
        way[place] = None
        place = entities[place].part_of if place in entities else ""
    return list(way)


def _terms(tags: Iterable[str], mode: Slugs) -> Iterator[str]:
    """The paths of tags and of all tags above them."""
    for path in (term_path(tag, mode) for tag in tags):
        parts = path.split("/")
        yield from ("/".join(parts[:n]) for n in range(1, len(parts) + 1))


def _word(kind: str) -> str:
    return one_line(kind).casefold()


# --------------------------------------------------------------------------------------------------------------- period


def lies_in(date: When | None, period: When) -> Verdict:
    """Whether something happened in a period, by calendar days.

    A date whose every possible day lies inside does; one with some inside may; so may one inside that is marked
    uncertain or about. What lasted belongs when some of it certainly fell inside. What has no date does not: nothing
    says that it may.
    """
    if date is None:
        return "no"
    first, last = _reach(period)
    begin, end = _reach(date)
    if end < first or last < begin:
        return "no"
    sure = _surely_going_on(date, first, last) if date.is_interval else first <= begin and end <= last
    return "yes" if sure and not (date.approximate or date.uncertain) else "maybe"


def _reach(when: When) -> tuple[float, float]:
    """The first and the last day that a date may have to do with; an end that is open or unknown reaches for ever."""
    last = when.end if when.is_interval else when.start
    return when.start.first if when.start else -inf, last.last if last else inf


def _surely_going_on(date: When, first: float, last: float) -> bool:
    """Whether an interval was certainly on its way on one of the days from `first` to `last`.

    Certain are its days from the last on which it may have begun to the first on which it may have ended, and a
    beginning or an end whose every possible day lies inside.
    """
    if any(point and first <= _day(point)[0] and _day(point)[1] <= last for point in (date.start, date.end)):
        return True
    begun = _day(date.start)[1] if date.start else -inf if date.open_start else None
    ended = _day(date.end)[0] if date.end else inf if date.open_end else None
    if begun is None or ended is None:
        return False  # with an unknown end, nothing is certain of it but the other
    return begun <= ended and begun <= last and first <= ended


def _day(point: Point) -> tuple[int, int]:
    return point.first, point.last
