"""Short names of those whom an article has named in full: a first name, the word for what an organization is. Pure.

Ida Brask …, Ida said; Xi Jinping …, Xi said: a person's first word, in an article that shows a person by it.
Church of the Quay …, the Church; Ellery Red Gulls …, the Red Gulls: the part of a name that says what it names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple

from digest.link import context
from digest.link.forms import surname
from digest.link.names import Found, Name, Words, longest
from digest.link.prose import Prose, Span
from digest.model import Entity, Group, Rule

_FULL: frozenset[Rule] = frozenset({"name", "spelling", "part", "middle"})
_JOINTS = re.compile(r" (?:of|for|on|in|at|and|to|against|de|di|du|des|für|y) ")
_NO_SHORT = {"States", "Nations", "World", "East", "West", "North", "South", "People", "State", "City"}
"""Words that stand for much else behind an article: the World, the West."""
_IN = re.compile(r"\b(?:in|near|across|throughout|around|into|inside|outside) $", re.IGNORECASE)
_THE = re.compile(r"(?<!\w)[Tt]he $")


class _Short(NamedTuple):
    rule: Rule
    first: dict[str, tuple[int, int]]
    """Whom it may mean, and where the article has named them in full: number of the field, offset."""
    inside: list[int]
    """How many full names hold it: where it stands no more often, it stands nowhere by itself."""


def add(
    prose: Mapping[str, Prose],
    spans: dict[str, list[Span]],
    entities: Mapping[str, Entity],
    decided: Callable[[str], bool],
) -> None:
    """Adds short names to `spans`. None that two could mean, none that the curator `decided` about."""
    shorts = _shorts(prose, spans, entities)
    whole = "\n".join([text.squeezed for text in prose.values()])
    finder = Words(
        [
            short
            for short, s in shorts.items()
            if len(s.first) == 1 and whole.count(short) > s.inside[0] and not decided(short)
        ]
    )
    if not finder:
        return
    places: dict[str, list[tuple[int, str, Found]]] = {}
    for number, (field, text) in enumerate(prose.items()):
        taken = {at for span in spans[field] for at in range(span.start, span.end)}
        for hit in longest([Found(at, end, _as_name(word)) for at, end, word in text.places(finder)]):
            if taken.isdisjoint(range(hit.start, hit.end)):
                places.setdefault(hit.name.text, []).append((number, field, hit))
    for short, found in places.items():
        rule, [(entity, named)] = shorts[short].rule, shorts[short].first.items()
        shows = _given_name if rule == "given" else _kind
        shown = [(number, field, hit, shows(prose[field].folded, hit)) for number, field, hit in found]
        kinds = {kind for *_, kind in shown}
        if "other" in kinds or (rule == "given" and "person" not in kinds):
            continue
        for number, field, hit, kind in shown:
            if kind and (number, hit.start) >= named:
                spans[field].append(Span(hit.start, hit.end, entity, rule))


def _shorts(
    prose: Mapping[str, Prose], spans: Mapping[str, list[Span]], entities: Mapping[str, Entity]
) -> dict[str, _Short]:
    found: dict[str, _Short] = {}
    for number, (field, text) in enumerate(prose.items()):
        for span in sorted(spans[field]):
            if span.rule in _FULL:
                words = text.words(span.start, span.end)
                for short, rule in _parts(words, entities[span.entity].group):
                    known = found.get(short)
                    if known is None:
                        found[short] = _Short(rule, {span.entity: (number, span.end)}, [1])
                    else:
                        known.first.setdefault(span.entity, (number, span.end))
                        known.inside[0] += 1
    return found


@lru_cache(maxsize=4_096)
def _parts(words: str, group: Group) -> tuple[tuple[str, Rule], ...]:
    """The short names in a full name, each with its rule."""
    if " " not in words:
        return ()
    if group == "people":
        first = words.split(" ")[0]
        fit = first.isalpha() and first.istitle() and len(first) > 1 and not context.is_word(first)
        return ((first, "given"),) if fit and surname(words) else ()
    joint = _JOINTS.search(words)
    kind = (words[: joint.start()] if joint else words).removeprefix("The ").split(" ")
    found: list[tuple[str, Rule]] = []
    for at in range(len(kind) - 1, -1 if joint else 0, -1):
        if not (kind[at][:1].isupper() and kind[at][1:2].islower()):
            break
        short = " ".join(kind[at:])
        if short not in _NO_SHORT:
            found.append((short, "short"))
    return tuple(found)


def _as_name(word: str) -> Name:
    return Name(word, True, (), frozenset())


def _given_name(text: str, hit: Found) -> str:
    """What the place of a first name shows: "person", "other" (another one, or a place), or only that it may be."""
    if _IN.search(text, max(0, hit.start - 12), hit.start) or text[hit.end : hit.end + 1] == "-":
        return "other"
    kind, _ = context.person(text, hit.start, hit.end, frozenset())
    return {"other": "other", "lone": "person", "title": "person"}.get(kind, "maybe")


def _kind(text: str, hit: Found) -> str:
    """What the place of a word for an organization shows: "short", "other", or "" for neither."""
    if context.in_capitals(text, hit.start, hit.end):
        return ""
    after = context.word_after(text, hit.end)
    if after == "of" or context.longer(text, hit.start, hit.end) == "left":
        return "other"
    if after[:1].isupper():
        return ""
    return "short" if " " in hit.name.text or _THE.search(text, max(0, hit.start - 4), hit.start) else ""
