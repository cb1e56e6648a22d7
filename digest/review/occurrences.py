"""Sentences that state that something happened on a day that can be known, with somebody known in them. Pure.

Precision before recall: what is left out is named in `_NOT`, `_BOUND` and `_RULES`. A sentence without a date of its
own that goes on about the one before it ("His speech was broken off") has that one's date, and is less sure.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import msgspec

from digest.clip import timex
from digest.clip.timex.reckon import tense
from digest.dates import When, read
from digest.link.folding import lower
from digest.link.markup import BLANK, mask
from digest.link.mentions import fields
from digest.model import Article, Entity, Mention
from digest.review.headlines import HAPPENED, attribution, clause, headline
from digest.text import one_line, sentences

SURE = 0.7
"""The least share of finds by a date's rule that is right."""
GOES_ON = 0.7
"""How sure the date of the sentence before is for one that goes on about it."""
MOST_ENTITIES = 8
MOST_TEXT, MOST_SENTENCE = 100_000, 1_000
"""Code points of one text that are read, and of a sentence that may be an event."""

_RULES = frozenset(
    ["season", "related-season", "quarter", "the-quarter", "quarter-of-year", "half", "decade", "short-decade",
     "hundreds", "century", "short-year", "bare-era", "whole", "day-only", "holiday", "years"]
)  # fmt: skip
"""Kinds of dates that are too rough or too doubtful for an event."""
_NOT = re.compile(
    r"©|\bcopyright\b|all rights reserved"
    r"|\b(?:updated|published|posted|modified|retrieved|accessed|last edited)\b\s*(?:on\b|at\b|:)"
    r"|\b(?:file )?photo\b|\bsubscribe\b|\bREAD\b|\bbefore it was\b|\?[”\"]?\s*$|^\s*(?:if|unless|suppose)\b"
    r"|\b(?:will|would|could|should|might) have\b",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"\b(?:since|until|till|by|from|before|after|as of|prior to|through|up to|between|around|about|than|for|every|each|"
    r"dated?|edition of|of|to|and|or)\s(?:(?:the|early|late|mid)[\s-])*$|\b(?:not|ago)\s(?:(?:on|in)\s)?$",
    re.IGNORECASE,
)
"""Words before a date that make it the bound of a time, part of a name, or another date: "two years ago today"."""
_CAPITALS = r"[^\W\d_a-z]+(?:[’'.][^\W\d_a-z]*)*"
_DATELINE = re.compile(
    rf"\s*(?=[^\W\d_a-z]{{2}}){_CAPITALS}(?:[\s/-]{_CAPITALS})*(?:,\s[^\s,()–—-][^,()–—\n-]{{1,24}}){{0,2}}"
    r"\s*(?:\([^()\n]{2,40}\)\s*)?(?:–|—|--?)\s"
)
"""Where and when a report was written, before its first sentence: MANILA, Aug. 8 (Agency) - """
_BEHIND = re.compile(
    r"['’]s\b|\s?[-–—/]\s?\w|\s(?:edition|issue|budget|report|election|season|elections|deadline|figures?)\b"
)
_NOUN = re.compile(r"\s[^\W\d_]+")
_NAMED = re.compile(r"\b(?:the|a|an|his|her|its|their|this)\s$", re.IGNORECASE)
_AHEAD = re.compile(r"\b(?:will|shall|(?:is|are|was|were) to)\b")
_ABOUT_IT = re.compile(
    r"(?:His|Her|Their|Its|He|She|They|It|The (?:visit|meeting|talks|trip|attack|vote|fire|strike))\s"
)
_SPEAKS = re.compile(r"\b(?:said|says|told|added|asked|explained|noted|wants?|hopes?|believes?|thinks?)\b")


class Occurrence(msgspec.Struct, frozen=True, kw_only=True):
    """What a sentence says to have happened."""

    field: str
    span: tuple[int, int]
    """The sentence's place in the text."""
    sentence: str
    said: str
    """The words that date it."""
    when: When
    when_words: str = ""
    """What `when:` may say, if it gives the same date by itself; else the date must be given."""
    confidence: float
    inherited: bool = False
    """Whether the date is that of the sentence before."""
    statement: bool = False
    """Whether what happened is that somebody said so."""
    headline: str = ""
    """What it may be called; "" where the sentence cannot be cut down."""
    place: str = ""
    entities: tuple[str, ...] = ()
    named: frozenset[str] = frozenset()
    """Everybody and everything known that the sentence names, also where it only says from where."""

    @property
    def about(self) -> frozenset[str]:
        return frozenset(filter(None, (*self.entities, self.place)))

    @property
    def rank(self) -> tuple[bool, bool, float, int]:
        """The surest first; what somebody said, and what has no date of its own, behind the rest."""
        return self.statement, self.inherited, -self.confidence, -len(self.about)


def happened(
    article: Article, mentions: Sequence[Mention], entities: Mapping[str, Entity], country: str
) -> Iterator[Occurrence]:
    """What the sentences of an article state, in their order; `country` is its outlet's: it tells day from month.

    One event may stand in several of them, and may be recorded: see `review.unrecorded`.
    """
    for text in _texts(article):
        yield from _in(article, text, mentions, entities, country)


class _Text(NamedTuple):
    """A text of an article, and the same with what is no prose masked."""

    field: str
    raw: str
    prose: str


def _texts(article: Article) -> Iterator[_Text]:
    for field, whole in fields(article).items():
        if field == "body" or field.startswith("facts["):
            text = whole[:MOST_TEXT]
            yield _Text(field, text, mask(text) if field == "body" else text)


@lru_cache(maxsize=4_096)
def _dates(text: str, anchor: When | None, country: str) -> tuple[timex.Found, ...]:
    """The dates of a text, remembered: between two questions the curator changes few texts."""
    return tuple(timex.find(text, anchor, "auto", country))


def _in(
    article: Article, text: _Text, mentions: Sequence[Mention], entities: Mapping[str, Entity], country: str
) -> Iterator[Occurrence]:
    """The occurrences of one text, from its start to its end."""
    dates = _dates(text.prose, article.date, country)
    if not dates:
        return
    spans = sentences(text.prose)
    named = [m for m in mentions if m.field == text.field and m.end > m.start]
    starts, places = [m.start for m in named], [d.start for d in dates]
    last: Occurrence | None = None
    before = 0
    for start, end in spans:
        if end - start > MOST_SENTENCE:
            continue
        if text.field == "body" and (dateline := _DATELINE.match(text.prose, start, end)):
            start = dateline.end()
        own = dates[bisect_left(places, start) : bisect_left(places, end)]
        here = named[bisect_left(starts, start) : bisect_right(starts, end)]
        goes_on, latest = last, None
        for date in own:
            if (made := _occurrence(article, text, (start, end), date, here, entities, country)) is not None:
                latest = made if latest is None or latest.statement else latest
                yield made
        last = latest if own else None
        near = "\n" not in text.prose[before:start]
        if not own and goes_on is not None and near:
            made = _going_on(goes_on, text, (start, end), here, entities)
            if made is not None:
                yield made
        before = end


def _occurrence(
    article: Article,
    text: _Text,
    span: tuple[int, int],
    date: timex.Found,
    here: Sequence[Mention],
    entities: Mapping[str, Entity],
    country: str,
) -> Occurrence | None:
    """What a sentence says of one of its dates; None where it states no event of that date."""
    start, end = span
    sentence = text.prose[start:end]
    when = read(date.interval or date.value or "")
    if (
        when is None
        or when.precision in ("century", "decade")
        or not here
        or not _is_stated(text.prose, span, date)
        or _is_ahead(when, article.date)
    ):
        return None
    first, last = date.start - start, date.end - start
    statement = attribution(sentence, first, last)
    begins, ends = clause(sentence, first)
    place, others = _parts(text.prose, here, entities, (start + begins, start + ends))
    subject = text.prose[here[0].start : here[0].end] if text.prose[start : here[0].start].count(" ") < _OPENS else ""
    title = headline(sentence, first, last, subject)
    if statement:
        speaker = _speaker(here, entities, date.start)
        title = f"{speaker}: {title}" if speaker and title and len(title.split()) < _SAID else ""
    return Occurrence(
        field=text.field,
        span=span,
        sentence=one_line(text.raw[start:end]),
        said=date.text,
        when=when,
        when_words=_words(text.prose, date, article.date, country, when),
        confidence=date.confidence,
        statement=statement,
        headline=title if BLANK not in title else "",
        place="" if statement else place,
        entities=others,
        named=frozenset(m.entity for m in here),
    )


_OPENS = 4
"""Words before the first name of a sentence, where that may be its subject."""
_SAID = 20
"""Words of what somebody said, in a headline that begins with the name."""


def _going_on(
    before: Occurrence, text: _Text, span: tuple[int, int], here: Sequence[Mention], entities: Mapping[str, Entity]
) -> Occurrence | None:
    """A sentence that goes on about the one before it, with that one's date."""
    sentence = text.prose[span[0] : span[1]]
    if before.statement or not here or not _ABOUT_IT.match(sentence) or not HAPPENED.search(sentence):
        return None
    if _SPEAKS.search(sentence) or _NOT.search(sentence) or BLANK in sentence:
        return None
    ends = clause(sentence, 0)[1]
    place, others = _parts(text.prose, here, entities, (span[0], span[0] + ends))
    people = [e for e in before.entities if e in entities and entities[e].group == "people"]
    one = people[:1] if re.match("(?:His|Her|He|She) ", sentence) else []
    return msgspec.structs.replace(
        before,
        span=span,
        sentence=one_line(text.raw[span[0] : span[1]]),
        confidence=before.confidence * GOES_ON,
        inherited=True,
        headline=headline(sentence, 0, 0, whose=entities[one[0]].name if one else ""),
        place=place,
        entities=tuple(dict.fromkeys([*one, *others]))[:MOST_ENTITIES],
        named=frozenset([*one, *(m.entity for m in here)]),
    )


# ----------------------------------------------------------------------------------------------------- what is no event


def _is_stated(text: str, span: tuple[int, int], date: timex.Found) -> bool:
    """Whether the sentence states that something happened then, rather than bounds a time or looks ahead."""
    start, end = span
    if date.confidence < SURE or date.contradiction or date.rule in _RULES or date.alternatives:
        return False
    sentence, at = text[start:end], date.start - start
    before, behind = text[max(start, date.start - 24) : date.start], text[date.end : end]
    if _NOT.search(sentence) or _BOUND.search(before) or _BEHIND.match(behind) or _in_quotes(sentence[:at]):
        return False
    if attribution(sentence, at, date.end - start):
        return True
    if not HAPPENED.search(sentence) or tense(sentence, lower(sentence), at, date.end - start) > 0:
        return False
    begins, ends = clause(sentence, at)
    if _AHEAD.search(sentence[begins:ends]):
        return False
    return not (_NAMED.search(before) and _NOUN.match(behind))


def _in_quotes(before: str) -> bool:
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1 or before.count("(") > before.count(")")


def _is_ahead(when: When, report: When | None) -> bool:
    """Whether a date lies behind the day of the report."""
    last = report.last_day if report is not None else None
    return last is not None and (when.first_day is None or when.first_day > last)


# ----------------------------------------------------------------------------------------------------- who, where, when


def _words(text: str, date: timex.Found, report: When | None, country: str, when: When) -> str:
    """The words of a date as `when:` may hold them, if they give this date by themselves."""
    if not date.anchor or date.interval:
        return ""
    before = re.search(r"\b(?:[Oo]n|[Ii]n|[Dd]uring)\s$", text[max(0, date.start - 8) : date.start])
    said = one_line((before.group() if before else "") + date.text)
    said = said[:1].lower() + said[1:] if before or date.rule in ("related", "related-month", "deictic") else said
    resolved = timex.resolve(said, report, country)
    return said if resolved is not None and resolved.when == when else ""


_AT = re.compile(
    r"\b(?:at|in|aboard|near|outside|inside|on|visited|toured|reached|entered)\s(?:the\s)?$", re.IGNORECASE
)
_TO = re.compile(r"\b(?:to|from|left|of|for|with)\s(?:the\s)?$", re.IGNORECASE)


def _parts(
    text: str, here: Sequence[Mention], entities: Mapping[str, Entity], clause: tuple[int, int]
) -> tuple[str, tuple[str, ...]]:
    """(place, others): where it happened, if the clause with its date says so, and who and what took part."""
    place = ""
    others: dict[str, None] = {}
    for mention in here:
        before = text[max(0, mention.start - 16) : mention.start]
        entity = entities.get(mention.entity)
        if entity is not None and entity.group == "places":
            if _AT.search(before) and clause[0] <= mention.start < clause[1]:
                place = place or mention.entity
            if _AT.search(before) or _TO.search(before):
                continue
        others[mention.entity] = None
    others.pop(place, None)
    return place, tuple(others)[:MOST_ENTITIES]


def _speaker(here: Sequence[Mention], entities: Mapping[str, Entity], before: int) -> str:
    """The name of the person who is named last before a place in the text."""
    people = [
        m.entity for m in here if m.start < before and m.entity in entities and entities[m.entity].group == "people"
    ]
    return entities[people[-1]].name if people else ""
