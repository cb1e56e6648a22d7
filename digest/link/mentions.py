"""Who and what an article names, and where: names of the registry first, then short forms that the article introduces.

Nothing is guessed: a spelling that two entities share counts only where the article's `prefer:` says which is meant.
Offsets count code points of the NFC text of a field.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

import msgspec

from digest.link import markup
from digest.link.names import (
    Found,
    Name,
    NameTable,
    Words,
    fold,
    longest,
    lower,
    spelled,
    spellings,
    surname,
    surname_forms,
)
from digest.model import Article, Entity, Mention, Role, Rule
from digest.text import nfc, one_line, sentences

_ACRONYM = re.compile(r" {0,3}\(\"?'?([^\W\d_][\w&.\-]{1,11})'?\"?\)")


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
    prose = {field: _Prose(markup.mask(text) if field == "body" else text) for field, text in texts.items()}
    answers = _Answers(article)
    found = {field: longest([*text.find(table.find), *text.find(answers.find)]) for field, text in prose.items()}
    named, open_names = _choose(article, found, prose, answers, entities)
    for link in markup.wikilinks(texts.get("body", "")):
        if link.id in entities:
            named["body"].append(_Span(link.words_start, link.words_end, link.id, "name"))
    shorts = _introduced(texts, prose, named, entities)
    spans, shared = _with_short_forms(article, prose, named, shorts, answers)
    mentions = [m for field, text in texts.items() for m in _mentions(article.id, field, text, spans[field])]
    mentions += _listed(article, entities, {m.entity for m in mentions})
    return Named(tuple(sorted(mentions)), tuple(sorted(open_names | shared)))


class _Span(NamedTuple):
    """A place in a text where an entity is named."""

    start: int
    end: int
    entity: str
    rule: Rule


class _Prose:
    """A text as names are looked for in it: folded, with single spaces, and the way back to its own offsets."""

    def __init__(self, text: str) -> None:
        self.folded = fold(text)
        self._cuts: list[int] = []
        self._removed: list[int] = []
        self.squeezed = self.folded
        if "  " in self.folded:
            self.squeezed = _GAP.sub(self._squeeze, self.folded)

    def _squeeze(self, gap: re.Match[str]) -> str:
        before = self._removed[-1] if self._removed else 0
        self._cuts.append(gap.start() - before + 1)
        self._removed.append(before + len(gap.group()) - 1)
        return " "

    def find(self, finder: Callable[[str], Iterable[Found]]) -> Iterator[Found]:
        """What `finder` finds, at its place in the text itself."""
        for hit in finder(self.squeezed):
            yield Found(self._own(hit.start), self._own(hit.end - 1) + 1, hit.name) if self._cuts else hit

    def _own(self, offset: int) -> int:
        cut = bisect_right(self._cuts, offset)
        return offset + (self._removed[cut - 1] if cut else 0)

    def words(self, start: int, end: int) -> str:
        """What stands at [start, end), as the table of names spells it."""
        return one_line(self.folded[start:end])


_GAP = re.compile(r" {2,}+")


class _Answers:
    """What the curator decided about names in one article: `prefer` and `deny`, for names and short forms alike."""

    def __init__(self, article: Article) -> None:
        self._preferred = {spelled(name): entity for name, entity in article.prefer.items()}
        self._denied = {spelled(name) for name in article.deny}
        self._caseless = {lower(name): entity for name, entity in self._preferred.items()}
        self._caseless_denied = {lower(name) for name in self._denied}
        self._words = Words([*self._preferred, *self._denied])

    def find(self, text: str) -> Iterator[Found]:
        """The names that the answers speak of, also those that no record has."""
        for start, end, word in self._words.find(text):
            meant = () if word in self._denied else (self._preferred[word],)
            yield Found(start, end, Name(word, True, meant, frozenset()))

    def denies(self, words: str, case: bool = True) -> bool:
        return words in self._denied or (not case and lower(words) in self._caseless_denied)

    def prefers(self, words: str, case: bool = True) -> str:
        """The id that the curator says these words mean; "" where they say nothing."""
        return self._preferred.get(words, "") or ("" if case else self._caseless.get(lower(words), ""))

    def speaks_of(self, words: str) -> bool:
        return self.denies(words) or bool(self.prefers(words))


def _choose(
    article: Article,
    found: Mapping[str, list[Found]],
    prose: Mapping[str, _Prose],
    answers: _Answers,
    entities: Mapping[str, Entity],
) -> tuple[dict[str, list[_Span]], set[Ambiguous]]:
    """One entity for each name found, or none: what the curator denied, left open, or what lacks its context."""
    hits: list[tuple[str, Found, str, str]] = []
    sure: set[str] = set()
    for field, names in found.items():
        for hit in names:
            words = prose[field].words(hit.start, hit.end)
            if not answers.denies(words, hit.name.case):
                preferred = answers.prefers(words, hit.name.case)
                hits.append((field, hit, words, preferred))
                if not preferred and len(hit.name.entities) == 1 and not hit.name.needs_context:
                    sure.add(hit.name.entities[0])
    chosen: dict[str, list[_Span]] = {field: [] for field in found}
    open_names: set[Ambiguous] = set()
    for field, hit, words, preferred in hits:
        candidates = [e for e in hit.name.entities if e not in hit.name.needs_context or e in sure]
        meant = preferred or (candidates[0] if len(candidates) == 1 else "")
        if meant in entities:
            rule: Rule = "surname" if preferred and _is_surname(words, entities[meant]) else "name"
            chosen[field].append(_Span(hit.start, hit.end, meant, rule))
        elif len(candidates) > 1 and not preferred:
            open_names.add(Ambiguous(article.id, words, tuple(candidates)))
    return chosen, open_names


def _is_surname(words: str, entity: Entity) -> bool:
    names = [spelled(alias.name) for alias in spellings(entity)]
    return words not in names and any(words == surname(name) for name in names)


# -------------------------------------------------------------------------------------------------------- short forms


class _Short(msgspec.Struct):
    """A short form that an article introduces: whom it may mean, and where it was introduced first."""

    entities: set[str]
    rule: Rule
    field: int
    end: int


def _introduced(
    texts: Mapping[str, str],
    prose: Mapping[str, _Prose],
    named: Mapping[str, list[_Span]],
    entities: Mapping[str, Entity],
) -> dict[str, _Short]:
    """The short forms that full names bring with them, in the order of the text.

    Sergey Lavrov …, Lavrov: the last name of a person. Armed Forces (AF) …, AF: an acronym in parentheses.
    """
    shorts: dict[str, _Short] = {}
    for number, field in enumerate(texts):
        for span in sorted(named[field]):
            words = prose[field].words(span.start, span.end) if span.rule == "name" else ""
            if field == "body" and markup.BLANK in words:
                words = spelled(texts[field][span.start : span.end])  # a [[link]] stands in masked text
            new: list[tuple[str, Rule]] = [(short, "surname") for short in _surnames(words, entities[span.entity])]
            acronym = _ACRONYM.match(prose[field].folded, span.end)
            if acronym and _may_shorten(acronym[1], words, entities[span.entity]):
                new.append((acronym[1], "acronym"))
            for short, rule in new:
                known = shorts.setdefault(short, _Short(set(), rule, number, span.end))
                known.entities.add(span.entity)
    return shorts


def _surnames(words: str, entity: Entity) -> list[str]:
    """The forms of the surname in a full name; none where that is no name."""
    short = surname(words) if entity.group == "people" else ""
    # An alias that shares no word with the name is no name but a title: "Foreign Minister".
    own = {word for name in (entity.name, *entity.names.values()) for word in spelled(name).split(" ")}
    if not short or own.isdisjoint(words.split(" ")):
        return []
    return surname_forms(short)


def _may_shorten(acronym: str, words: str, entity: Entity) -> bool:
    """Whether an acronym behind a name is the name's own.

    Behind an organization's it is; behind other names it must be made of the name's letters, the first of them a
    word's first: MOSCOW (AFP) names an agency, Cayetano (NP) a party.
    """
    if not words or sum(c.isupper() for c in acronym) < 2:
        return False
    if entity.group == "organizations":
        return True
    letters = lower("".join(c for c in acronym if c.isalnum()))
    return any(_made_of(letters, lower(words[m.start() :])) for m in re.finditer(r"\b\w", words))


def _made_of(letters: str, words: str) -> bool:
    rest = iter(words)
    return words.startswith(letters[0]) and all(letter in rest for letter in letters)


def _with_short_forms(
    article: Article,
    prose: Mapping[str, _Prose],
    named: Mapping[str, list[_Span]],
    shorts: Mapping[str, _Short],
    answers: _Answers,
) -> tuple[dict[str, list[_Span]], set[Ambiguous]]:
    """All places where somebody is named: by name, or by a short form once that is introduced.

    What two could be meant by is nobody's: a short form that two names bring with them, or that is the name of
    somebody else as well.
    """
    shared: set[Ambiguous] = set()
    finder = Words(short for short in shorts if not answers.speaks_of(short))
    result: dict[str, list[_Span]] = {}
    for number, (field, text) in enumerate(prose.items()):
        kept = result.setdefault(field, [])
        for span in named[field]:
            words = text.words(span.start, span.end)
            owners = shorts[words].entities if words in shorts and not answers.speaks_of(words) else {span.entity}
            if span.entity in owners:
                kept.append(span)
            else:
                shared.add(Ambiguous(article.id, words, tuple(sorted({span.entity, *owners}))))
        taken = sorted((span.start, span.end) for span in named[field])
        starts = [start for start, _ in taken]
        for hit in longest(text.find(lambda t: _short_hits(finder, t))):
            short, left = shorts[hit.name.text], bisect_right(starts, hit.start) - 1
            free = left < 0 or taken[left][1] <= hit.start
            free = free and (left + 1 == len(taken) or taken[left + 1][0] >= hit.end)
            if not free or (number, hit.start) < (short.field, short.end):
                continue
            if len(short.entities) > 1:
                shared.add(Ambiguous(article.id, hit.name.text, tuple(sorted(short.entities))))
            else:
                kept.append(_Span(hit.start, hit.end, next(iter(short.entities)), short.rule))
    return result, shared


def _short_hits(finder: Words, text: str) -> Iterator[Found]:
    for start, end, word in finder.find(text):
        yield Found(start, end, Name(word, True, (), frozenset()))


# ----------------------------------------------------------------------------------------------------------- mentions


def _mentions(article: str, field: str, text: str, spans: Iterable[_Span]) -> Iterator[Mention]:
    bounds = sentences(text) if spans else []
    starts = [start for start, _ in bounds]
    for start, end, entity, rule in spans:
        inside = bounds[max(0, bisect_right(starts, start) - 1)] if bounds else (0, len(text))
        yield Mention(
            article=article,
            field=field,
            start=start,
            end=end,
            entity=entity,
            rule=rule,
            sentence=(min(inside[0], start), max(inside[1], end)),
        )


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
            yield Mention(
                article=article.id,
                field=field,
                start=0,
                end=0,
                entity=entity,
                rule="listed",
                sentence=(0, length),
                role=role,
            )
