"""Names that count only where the text bears them out: an organization's initials, a surname by itself. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from digest.link import context
from digest.link.folding import lower, plain, spelled
from digest.link.names import Found
from digest.link.prose import Prose, Span
from digest.model import Entity, Rule


def with_initials(
    prose: Mapping[str, Prose],
    weak: Mapping[str, list[Found]],
    spans: dict[str, list[Span]],
    introduced: Mapping[str, set[str]],
) -> None:
    """Adds initials that one organization has, in articles that give these letters no other meaning.

    Moscow (AFP), Ministry of Spare Parts (MSP): letters in parentheses behind something else are another's. Letters
    that the article introduces mean the same before that, as in a headline; `introduced` has what its short forms mean.
    """
    taken = {(field, span.start) for field, named in spans.items() for span in named}
    hits = [
        (field, hit, introduced.get(hit.name.text) or set(hit.name.entities))
        for field, hits in weak.items()
        for hit in hits
        if hit.name.rule == "initials"
        and (field, hit.start) not in taken
        and not context.is_label(prose[field].folded, hit.start, hit.end)
    ]
    another = {hit.name.text for f, hit, _ in hits if context.in_parentheses(prose[f].folded, hit.start, hit.end)}
    for field, hit, meant in hits:
        if len(meant) == 1 and meant <= set(hit.name.entities) and hit.name.text not in another:
            spans[field].append(Span(hit.start, hit.end, min(meant), "initials"))


def with_surnames(
    prose: Mapping[str, Prose],
    lone: Mapping[str, list[Found]],
    spans: dict[str, list[Span]],
    introduced: Mapping[str, set[str]],
    entities: Mapping[str, Entity],
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Adds surnames that stand without their full name, or before it, where the article shows the person.

    A title, a first name, a verb of speech show it anywhere in the article; so does the full name. One place that shows
    somebody else of that surname settles it for the whole article. Yields what stays open: the words, and who is meant
    perhaps. `introduced` has whom the article's own short forms may mean.
    """
    places: dict[str, list[_Lone]] = {}
    for field, weak in lone.items():
        hits = [hit for hit in weak if hit.name.rule == "lone"]
        taken = {at for span in spans[field] for at in (span.start, span.end - 1)} if hits else set()
        for hit in hits:
            if taken.isdisjoint((hit.start, hit.end - 1)):
                given = frozenset(first for e in hit.name.entities for first in _given(entities[e]))
                shown, start = context.person(prose[field].folded, hit.start, hit.end, given)
                places.setdefault(hit.name.text, []).append(_Lone(field, hit, shown, start))
    for words, found in places.items():
        kinds = {place.shown for place in found} - ({"lone"} if context.is_common(words) else set())
        full = introduced.get(words, set())
        if "other" in kinds or not (kinds - {""} or full):
            # Nothing shows a person, and nothing else either: whom of several it may be is for the curator to say.
            if not kinds - {""} and len(found[0].hit.name.entities) > 1 and not context.is_common(words):
                yield words, found[0].hit.name.entities
            continue
        owners = (full or set(found[0].hit.name.entities)) & set(found[0].hit.name.entities)
        for place in found:
            if place.shown == "middle":
                first = prose[place.field].folded[place.start : place.hit.end].split(" ")[0]
                owners = {e for e in owners if plain(lower(first)) in _given(entities[e])}
        if len(owners) != 1 or len(full) > 1:
            if not full:
                yield words, found[0].hit.name.entities
            continue
        for place in found:
            rule: Rule = place.shown if place.shown in ("title", "middle") else "lone"
            free = all(s.start >= place.hit.end or s.end <= place.start for s in spans[place.field])
            start = place.start if free else place.hit.start
            spans[place.field].append(Span(start, place.hit.end, min(owners), rule if free else "lone"))


def namesakes(
    prose: Mapping[str, Prose], refused: Iterable[tuple[str, Found]], hits: Iterable[tuple[str, Found, str, str]]
) -> set[str]:
    """Words that are a place's name elsewhere and a person's surname in this article: Valeska Paris …, Paris said.

    `refused` are places in the text, by field, where the name is part of a longer one; `hits` all others, each with its
    words. What opens a sentence is a first name where it stands there twice.
    """
    places = [(prose[field].folded, hit, words) for field, hit, words, _ in hits]
    acting = {w for text, h, w in places if context.person(text, h.start, h.end, frozenset())[0] == "lone"}
    acting -= {w for text, h, w in places if context.in_a_place(text, h.start)}
    if not acting:
        return set()
    firsts = [(prose[field].folded, hit, hit.name.text) for field, hit in refused]
    persons = {w for text, h, w in firsts if context.first_name_before(text, h.start)}
    twice = Counter((context.first_name_before(text, h.start), w) for text, h, w in places if w in acting)
    return acting & (persons | {w for (first, w), count in twice.items() if first and count > 1})


def is_of_another(text: Prose, hit: Found, owners: Iterable[str], entities: Mapping[str, Entity]) -> bool:
    """Whether a surname that the article introduced belongs to somebody else here: Igor Lavrov, the Lavrov Prize."""
    given = frozenset(first for e in owners for first in _given(entities[e]))
    return context.person(text.folded, hit.start, hit.end, given)[0] == "other"


class _Lone(NamedTuple):
    """A surname that only few records have, what its place shows, and where the name begins there."""

    field: str
    hit: Found
    shown: context.Person
    start: int


def _given(entity: Entity) -> frozenset[str]:
    """A person's first name and its initial, as context.person asks for them."""
    first = plain(lower(spelled(entity.name))).split(" ")[0]
    return frozenset({first, f"{first[0]}."})
