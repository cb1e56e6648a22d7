"""Who and what an article names, and where: names of the registry first, then short forms that the article introduces.

Nothing is guessed: a spelling that two entities share counts only where the article's `prefer:` says which is meant.
Offsets count code points of the NFC text of a field.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from digest.link import markup
from digest.link.names import Found, Name, NameTable, fold, stands_alone, surname
from digest.model import Article, Entity, Mention, Role, Rule
from digest.text import nfc, sentences

_ACRONYM = re.compile(r"^ ?\(([A-Z][A-Z&.\-]{1,11})\)")


class Ambiguous(msgspec.Struct, frozen=True, order=True):
    """A name in an article that several entities share."""

    article: str
    name: str
    entities: tuple[str, ...]


class Named(msgspec.Struct, frozen=True):
    """All that naming finds in one article."""

    mentions: tuple[Mention, ...]
    ambiguous: tuple[Ambiguous, ...]


def fields(article: Article) -> dict[str, str]:
    """The texts of an article that may name somebody, by field, in the order in which short forms are introduced.

    The body comes first: a headline says "Lavrov" because the text below it says who that is.
    """
    texts = {"body": article.body}
    texts |= {f"facts[{n}]": text for n, text in enumerate(article.facts)}
    texts |= {f"quotes[{n}]": quote.text for n, quote in enumerate(article.quotes)}
    texts |= {"summary": article.summary, "title": article.title}
    texts |= {f"events[{n}]": event.headline for n, event in enumerate(article.events)}
    return {field: nfc(text) for field, text in texts.items() if text}


def find(article: Article, table: NameTable, entities: Mapping[str, Entity]) -> Named:
    """The mentions of one article, sorted by field and place, and the names it leaves open."""
    texts = fields(article)
    prose = {field: fold(markup.mask(text) if field == "body" else text) for field, text in texts.items()}
    found = {field: table.find(text) for field, text in prose.items()}
    chosen, open_names = _choose(article, found, entities)
    spans: dict[str, list[Span]] = {
        field: [(f.start, f.end, entity, "name") for f, entity in hits] for field, hits in chosen.items()
    }
    _add_acronyms(prose, spans)
    _add_surnames(prose, spans, entities, article.deny)
    for link in markup.wikilinks(texts.get("body", "")):
        if link.id in entities:
            start = link.start + (texts["body"][link.start : link.end].rindex(link.label) if link.label else 2)
            spans["body"].append((start, start + len(link.label or link.id), link.id, "name"))
    mentions = [m for field, text in texts.items() for m in _mentions(article.id, field, text, spans[field])]
    mentions += _listed(article, entities, {m.entity for m in mentions})
    return Named(tuple(sorted(mentions)), tuple(sorted(open_names)))


def _choose(
    article: Article, found: Mapping[str, list[Found]], entities: Mapping[str, Entity]
) -> tuple[dict[str, list[tuple[Found, str]]], set[Ambiguous]]:
    """One entity for each name found, or none: what the curator denied, left open, or what lacks its context."""
    denied = {fold(name) for name in article.deny}
    preferred = {fold(name): entity for name, entity in article.prefer.items()}
    sure = {
        hit.name.entities[0]
        for hits in found.values()
        for hit in hits
        if len(hit.name.entities) == 1 and not hit.name.needs_context and hit.name.text not in denied
    }
    chosen: dict[str, list[tuple[Found, str]]] = {}
    open_names: set[Ambiguous] = set()
    for field, hits in found.items():
        chosen[field] = []
        for hit in hits:
            if hit.name.text in denied:
                continue
            meant = preferred.get(hit.name.text) or _meant(hit.name, sure)
            if meant in entities:
                chosen[field].append((hit, meant))
            elif len(hit.name.entities) > 1:
                open_names.add(Ambiguous(article.id, hit.name.text, hit.name.entities))
    return chosen, open_names


def _meant(name: Name, sure: set[str]) -> str:
    candidates = [e for e in name.entities if e not in name.needs_context or e in sure]
    return candidates[0] if len(candidates) == 1 else ""


Span = tuple[int, int, str, Rule]


def _add_acronyms(prose: Mapping[str, str], spans: dict[str, list[Span]]) -> None:
    """Armed Forces (AF) …, AF: an acronym in parentheses behind a name means its entity from there on."""
    introduced: dict[str, str] = {}
    for field, text in prose.items():
        new = {m[1]: (entity, end) for _, end, entity, _ in sorted(spans[field]) if (m := _ACRONYM.match(text, end))}
        _add_short_forms(text, spans[field], introduced, new, "acronym")


def _add_surnames(
    prose: Mapping[str, str], spans: dict[str, list[Span]], entities: Mapping[str, Entity], deny: Iterable[str]
) -> None:
    """Sergey Lavrov …, Lavrov: a person's last name means the person once the full name has stood there.

    A surname that two persons of the article share means nobody.
    """
    denied = {fold(name) for name in deny}
    owners: dict[str, set[str]] = {}
    full = {field: [s for s in sorted(spans[field]) if entities[s[2]].group == "people"] for field in prose}
    for field, text in prose.items():
        for start, end, entity, _ in full[field]:
            owners.setdefault(surname(text[start:end]), set()).add(entity)
    introduced: dict[str, str] = {}
    for field, text in prose.items():
        new: dict[str, tuple[str, int]] = {}
        for start, end, entity, _ in full[field]:
            short = surname(text[start:end])
            if short and short not in denied and len(owners[short]) == 1:
                new.setdefault(short, (entity, end))
        _add_short_forms(text, spans[field], introduced, new, "surname")


def _add_short_forms(
    text: str, spans: list[Span], introduced: dict[str, str], new: Mapping[str, tuple[str, int]], rule: Rule
) -> None:
    """Add the places of short forms that no name covers: anywhere once introduced, in this field only behind `new`."""
    taken = sorted((start, end) for start, end, _, _ in spans)
    starts = [start for start, _ in taken]
    begin = {short: (entity, 0) for short, entity in introduced.items()}
    for short, (entity, after) in (dict(new) | begin).items():
        at = text.find(short, after)
        while at >= 0:
            end = at + len(short)
            left = bisect_right(starts, at) - 1
            free = (left < 0 or taken[left][1] <= at) and (left + 1 >= len(taken) or taken[left + 1][0] >= end)
            if free and stands_alone(text, at, end):
                spans.append((at, end, entity, rule))
            at = text.find(short, end)
    for short, (entity, _) in new.items():
        introduced.setdefault(short, entity)


def _mentions(article: str, field: str, text: str, spans: Iterable[Span]) -> Iterator[Mention]:
    bounds = sentences(text) if spans else []
    starts = [start for start, _ in bounds]
    for start, end, entity, rule in spans:
        inside = bounds[max(0, bisect_right(starts, start) - 1)] if bounds else (0, len(text))
        yield Mention(article=article, field=field, start=start, end=end, entity=entity, rule=rule,
                      sentence=(inside[0], max(inside[1], end)))


def _listed(article: Article, entities: Mapping[str, Entity], named: set[str]) -> Iterator[Mention]:
    """Entities that the front matter ties to the article: speakers, places and participants, and listed ones."""
    ties: list[tuple[str, str, Role]] = [(f"quotes[{n}]", q.speaker, "speaker") for n, q in enumerate(article.quotes)]
    for n, event in enumerate(article.events):
        ties.append((f"events[{n}]", event.place, "place"))
        ties += [(f"events[{n}]", entity, "participant") for entity in event.entities]
    ties += [("entities", entity, "named") for entity in article.entities]
    seen = set(named)
    for field, entity, role in ties:
        if entity in entities and (role == "speaker" or entity not in seen):
            seen.add(entity)
            length = len(nfc(article.quotes[int(field[7:-1])].text)) if role == "speaker" else 0
            yield Mention(article=article.id, field=field, start=0, end=0, entity=entity, rule="listed",
                          sentence=(0, length), role=role)
