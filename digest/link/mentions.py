"""Who and what an article names, and where: names of the registry first, then short forms that the article introduces.

Nothing is guessed: a spelling that two entities share counts only where the article's `prefer:` says which is meant.
Offsets count code points of the NFC text of a field.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping

import msgspec

from digest.link import borne, context, markup, roles, shortened
from digest.link.folding import lower, spelled
from digest.link.forms import may_shorten, spellings, surname, surnames
from digest.link.names import WEAK, Found, Name, NameTable, Words, longest
from digest.link.prose import Prose, Span
from digest.model import Article, Entity, Mention, Role, Rule
from digest.text import Sentences, nfc

_ACRONYM = re.compile(r" {0,3}\(\"?'?([^\W\d_][\w&.\-]{1,11})'?\"?\)")


LINKED = ("summary", "facts", "quotes")
"""The fields beside the body that may hold [[links]]."""


class Ambiguous(msgspec.Struct, frozen=True, order=True):
    """A name in an article that several entities share, or that often means something else."""

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


def own_links(field: str, text: str) -> list[markup.Wikilink]:
    """The [[links]] of a field that may hold some."""
    if field == "body":
        return markup.wikilinks(text)
    return markup.plain_links(text) if field.partition("[")[0] in LINKED else []


def _masked(field: str, text: str) -> str:
    """A field's text with what is no prose blanked out."""
    if field == "body":
        return markup.mask(text)
    return markup.mask_links(text) if field.partition("[")[0] in LINKED else text


def find(article: Article, table: NameTable, entities: Mapping[str, Entity], language: str = "en") -> Named:
    """The mentions of one article, sorted by field and place, and the names it leaves open.

    `language` is the site's: that of the curator's words, and of an article that does not say its own.
    """
    texts = fields(article)
    prose = {field: Prose(_masked(field, text)) for field, text in texts.items()}
    answers = _Answers(article)
    found = {field: [*text.find(table.find)] for field, text in prose.items()}
    if article.prefer or article.deny:
        found = {field: longest([*hits, *prose[field].find(answers.find)]) for field, hits in found.items()}
    weak = {field: [hit for hit in hits if hit.name.rule in WEAK] for field, hits in found.items()}
    found = {field: [hit for hit in hits if hit.name.rule not in WEAK] for field, hits in found.items()}
    named, open_names = _choose(article, found, prose, answers, entities)
    for field, text in texts.items():
        for link in own_links(field, text):
            if link.id in entities:
                named[field].append(Span(link.words_start, link.words_end, link.id, "name"))
    shorts = _introduced(texts, prose, named, entities)
    spans, shared = _with_short_forms(article, prose, named, shorts, answers, entities)
    weak = {
        field: [h for h in hits if not answers.speaks_of(h.name.text) and not answers.deny_all(h.name, entities)]
        for field, hits in weak.items()
    }
    known = {short: introduced.entities for short, introduced in shorts.items()}
    borne.with_initials(prose, weak, spans, known)
    left = borne.with_surnames(prose, weak, spans, known, entities)
    shared |= {Ambiguous(article.id, words, owners) for words, owners in left}
    shortened.add(prose, spans, entities, answers.speaks_of)
    readers = {field: _reader(article, field, language, prose[field], entities) for field in texts}
    mentions = [
        m
        for field in texts
        if spans[field]
        for m in _mentions(article.id, field, texts[field], spans[field], readers[field])
    ]
    mentions += _listed(article, entities, {m.entity for m in mentions})
    return Named(tuple(sorted(mentions)), tuple(sorted(open_names | shared)))


class _Answers:
    """What the curator decided about names in one article: `prefer` and `deny`, for names and short forms alike."""

    def __init__(self, article: Article) -> None:
        self._preferred = {spelled(name): entity for name, entity in article.prefer.items()}
        self._denied = {spelled(name) for name in article.deny}
        self._caseless = {lower(name): entity for name, entity in self._preferred.items()}
        self._caseless_denied = {lower(name) for name in self._denied}
        self._words = Words([*self._preferred, *self._denied])

    def __bool__(self) -> bool:
        return bool(self._words)

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

    def deny_all(self, name: Name, entities: Mapping[str, Entity]) -> bool:
        """Whether the curator denies the own name of whoever a form may mean."""
        return any(spelled(entities[e].name) in self._denied for e in name.entities)

    def speaks_of(self, words: str) -> bool:
        return self.denies(words) or bool(self.prefers(words))


def _choose(
    article: Article,
    found: Mapping[str, list[Found]],
    prose: Mapping[str, Prose],
    answers: _Answers,
    entities: Mapping[str, Entity],
) -> tuple[dict[str, list[Span]], set[Ambiguous]]:
    """One entity for each name found, or none: what the curator denied, left open, or what lacks its context."""
    hits: list[tuple[str, Found, str, str]] = []
    sure: set[str] = set()
    refused: list[tuple[str, Found]] = []
    for field, names in found.items():
        known = {at for hit in names for at in (hit.start, hit.end)}
        text = prose[field]
        for hit in names:
            words = text.words(hit.start, hit.end)
            if not answers or not answers.denies(words, hit.name.case):
                preferred = answers.prefers(words, hit.name.case) if answers else ""
                # Of a name of several words only a capital behind it makes another one.
                open_end = " " not in words or text.folded[hit.end + 1 : hit.end + 2].isupper()
                if open_end and not preferred and _is_another(text, hit, words, known, entities):
                    refused.append((field, hit))
                    continue
                hits.append((field, hit, words, preferred))
                if not preferred and len(hit.name.entities) == 1 and not hit.name.needs_context:
                    sure.add(hit.name.entities[0])
    places = [h for h in hits if not h[3] and " " not in h[2] and entities[h[1].name.entities[0]].group == "places"]
    persons = borne.namesakes(prose, refused, places) if places else set()
    hits = [hit for hit in hits if hit[2] not in persons]
    chosen: dict[str, list[Span]] = {field: [] for field in found}
    open_names: set[Ambiguous] = set()
    for field, hit, words, preferred in hits:
        if not preferred and len(hit.name.entities) == 1 and not hit.name.needs_context:  # as most
            if hit.name.entities[0] in entities:
                chosen[field].append(Span(hit.start, hit.end, hit.name.entities[0], hit.name.rule))
            continue
        candidates, is_open = hit.name.may_mean(sure)
        meant = preferred or (candidates[0] if len(candidates) == 1 and not is_open else "")
        if meant in entities:
            rule: Rule = "name" if preferred else hit.name.rule
            rule = "surname" if preferred and _is_surname(words, entities[meant]) else rule
            chosen[field].append(Span(hit.start, hit.end, meant, rule))
        elif is_open and not preferred:
            open_names.add(Ambiguous(article.id, words, tuple(candidates)))
    return chosen, open_names


def _is_another(prose: Prose, hit: Found, words: str, known: set[int], entities: Mapping[str, Entity]) -> bool:
    """Whether the text shows that a name of one word is no name there, or part of a longer one that nobody has."""
    text = prose.folded
    one_more = text[hit.end + 1 : hit.end + 2].isupper() and words.count(" ") == 1
    if one_more and context.word_after(text, hit.end) in context.HEADS and hit.end + 1 not in known:
        return not context.in_capitals(text, hit.start, hit.end)
    if len(words) == 1 and context.is_common(words):
        return True
    if " " in words or not words.isascii() or words.isupper() or not hit.name.case:
        return False
    if context.is_date(text, hit.start, hit.end):
        return True
    people = all(e in entities and entities[e].group == "people" for e in hit.name.entities)
    if people and context.is_addressed_or_speaks(text, hit.start, hit.end):
        return bool(context.longer(text, hit.start, hit.end, known))
    common = context.is_common(words)
    if common and (
        context.opens_sentence(text, hit.start)
        or context.in_capitals(text, hit.start, hit.end)
        or prose.in_lower_case(words)
    ):
        return True
    longer = context.longer(text, hit.start, hit.end, known)
    if (
        longer == "right"
        and not common
        and any(e in entities and entities[e].group == "organizations" for e in hit.name.entities)
    ):
        return False
    return bool(longer) and (longer == "hyphen" or not context.in_capitals(text, hit.start, hit.end))


def _is_surname(words: str, entity: Entity) -> bool:
    names = [spelled(alias.name) for alias in spellings(entity)]
    return words not in names and any(words == surname(name) for name in names)


# -------------------------------------------------------------------------------------------------------- short forms


_FULL: frozenset[Rule] = frozenset({"name", "spelling", "part", "middle"})
"""Rules of names that are long enough to bring short forms with them."""


class _Short(msgspec.Struct):
    """A short form that an article introduces: whom it may mean, and where it was introduced first."""

    entities: set[str]
    rule: Rule
    field: int
    end: int
    first: str
    """Who had it first: nobody else is meant up to `until`, where the field names another one in full."""
    until: int = 0


def _introduced(
    texts: Mapping[str, str],
    prose: Mapping[str, Prose],
    named: Mapping[str, list[Span]],
    entities: Mapping[str, Entity],
) -> dict[str, _Short]:
    """The short forms that full names bring with them, in the order of the text.

    Sergey Lavrov …, Lavrov: the last name of a person. Armed Forces (AF) …, AF: an acronym in parentheses.
    """
    shorts: dict[str, _Short] = {}
    for number, field in enumerate(texts):
        for span in sorted(named[field]):
            words = prose[field].words(span.start, span.end) if span.rule in _FULL else ""
            if words and span.rule != "name":
                words = spelled(entities[span.entity].name)
            if markup.BLANK in words:
                words = spelled(texts[field][span.start : span.end])  # a [[link]] stands in masked text
            new: list[tuple[str, Rule]] = [(short, "surname") for short in surnames(words, entities[span.entity])]
            near = prose[field].folded.find("(", span.end, span.end + 4) >= 0
            acronym = _ACRONYM.match(prose[field].folded, span.end) if near else None
            if acronym and may_shorten(acronym[1], words, entities[span.entity]):
                new.append((acronym[1], "acronym"))
            for short, rule in new:
                known = shorts.get(short)
                if known is None:
                    known = shorts[short] = _Short(set(), rule, number, span.end, span.entity)
                if span.entity != known.first:
                    inside = known.field == number and rule == "surname"
                    known.until = (known.until if len(known.entities) > 1 else span.start) if inside else 0
                known.entities.add(span.entity)
    return shorts


def _with_short_forms(
    article: Article,
    prose: Mapping[str, Prose],
    named: Mapping[str, list[Span]],
    shorts: Mapping[str, _Short],
    answers: _Answers,
    entities: Mapping[str, Entity],
) -> tuple[dict[str, list[Span]], set[Ambiguous]]:
    """All places where somebody is named: by name, or by a short form once that is introduced.

    What two could be meant by is nobody's: a short form that two names bring with them, or that is the name of
    somebody else as well.
    """
    shared: set[Ambiguous] = set()
    finder = Words([short for short in shorts if not answers.speaks_of(short)])
    result: dict[str, list[Span]] = {}
    for number, (field, text) in enumerate(prose.items()):
        kept = result.setdefault(field, [])
        for span in named[field]:
            words = text.words(span.start, span.end)
            owners = shorts[words].entities if words in shorts and not answers.speaks_of(words) else ()
            if not owners or span.entity in owners:
                kept.append(span)
            else:
                shared.add(Ambiguous(article.id, words, tuple(sorted({span.entity, *owners}))))
        places = text.places(finder) if finder else []
        if not places:
            continue
        taken = sorted([(span.start, span.end) for span in named[field]])
        starts = [start for start, _ in taken]
        hits: list[Found] = []
        for start, end, word in places:
            left = bisect_right(starts, start) - 1
            if left < 0 or taken[left][1] < end:  # most stand in a full name
                hits.append(Found(start, end, Name(word, True, (), frozenset())))
        for hit in longest(hits):
            short, left = shorts[hit.name.text], bisect_right(starts, hit.start) - 1
            free = left < 0 or taken[left][1] <= hit.start
            free = free and (left + 1 == len(taken) or taken[left + 1][0] >= hit.end)
            if not free or (number, hit.start) < (short.field, short.end):
                continue
            if short.rule == "surname" and borne.is_of_another(text, hit, short.entities, entities):
                continue
            if number == short.field and hit.start < short.until:
                kept.append(Span(hit.start, hit.end, short.first, short.rule))
            elif len(short.entities) > 1:
                shared.add(Ambiguous(article.id, hit.name.text, tuple(sorted(short.entities))))
            else:
                kept.append(Span(hit.start, hit.end, next(iter(short.entities)), short.rule))
    return result, shared


# ----------------------------------------------------------------------------------------------------------- mentions


OWN_WORDS = ("body", "title", "quotes")
"""The fields in the article's own language; the others are the curator's words."""

RoleOf = Callable[[Span, int], Role]
"""From a span and where its sentence begins to what the name does there."""


def _reader(article: Article, field: str, language: str, prose: Prose, entities: Mapping[str, Entity]) -> RoleOf:
    """What tells the roles of the names in a field; only English shows them."""
    spoken = (article.language or language) if field.partition("[")[0] in OWN_WORDS else language
    if spoken.lower().partition("-")[0] != "en":
        return lambda span, sentence: "named"
    text = prose.folded
    return lambda span, sentence: roles.role(text, span.start, span.end, sentence, entities[span.entity].group)


def _mentions(article: str, field: str, text: str, spans: Iterable[Span], role: RoleOf) -> Iterator[Mention]:
    found = Sentences(text)
    for span in spans:
        start, end, entity, rule = span
        first, last = found.at(start)
        first, last = (first if first < start else start), (last if last > end else end)
        yield Mention(
            article=article,
            field=field,
            start=start,
            end=end,
            entity=entity,
            rule=rule,
            sentence=(first, last),
            role=role(span, first),
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
