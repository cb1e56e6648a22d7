"""The sentence by which an article reports an event: found by the event's own words, or not at all. Pure.

Three things speak for a sentence: it holds the words that date the event (`when:`, or the date itself), words of the
event's headline, and names of who took part. The body comes first, then the facts and the summary, in which the curator
tells it. Where nothing fits there is no evidence: a wrong sentence under a report would be worse than none.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from digest.dates import When
from digest.link import stems
from digest.link.folding import fold, lower
from digest.model import Article, Event, EventFields, Evidence, Mention
from digest.text import nfc, sentences

MOST_EVENTS, MOST_SENTENCES, MOST_PLACES = 500, 2_000, 200
"""Of one article: events that are looked for, sentences that are looked at, and sentences that one word stands in; what
stands in more of them tells nothing."""
_MOST_WORDS = 24

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    "twentieth", "twenty-first",
)  # fmt: skip
_BEFORE, _AFTER = ("bc", "b.c.", "bce", "b.c.e."), ("ad", "a.d.", "ce", "c.e.")
_PLAIN = 1000
"""The first year whose figures say by themselves that they are a year."""
_WORDS, _WHO, _WHEN = 3.0, 2.0, 1.5
"""What the share of the headline's words, the share of those who took part, and the date add at most."""


class Sought(NamedTuple):
    """What the sentence of an event would hold."""

    words: tuple[str, ...]
    """Stems of the headline, without names."""
    entities: tuple[str, ...]
    """Who took part, and the place."""
    times: tuple[str, ...]
    """Ways to say when, in lower case."""


class Reader:
    """One text of an article, asked for the sentence of one event after the other."""

    def __init__(self, field: str, text: str, named: Iterable[Mention]) -> None:
        self.field = field
        self._text = lower(fold(text))
        self._bounds = sentences(text)[:MOST_SENTENCES]
        self._starts = [start for start, _ in self._bounds]
        self._by_entity: dict[str, set[int]] = {}
        for mention in named:
            if mention.field == field and (at := self._sentence(mention.start)) is not None:
                self._by_entity.setdefault(mention.entity, set()).add(at)
        self._by_word: dict[str, set[int]] = {}

    def find(self, sought: Sought) -> tuple[int, int] | None:
        """The bounds of the sentence that fits best, the first of equals; None where none fits."""
        timed = set().union(*(self._holding(words, whole=True) for words in sought.times))
        words: Counter[int] = Counter()
        for word in sought.words:
            words.update(set().union(*(self._holding(form) for form in stems.forms(word))))
        who: Counter[int] = Counter()
        for entity in sought.entities:
            who.update(self._by_entity.get(entity, ()))
        best, most = None, 0.0
        for at in sorted(words.keys() | (timed & who.keys())):
            if _fits(words[at], len(sought.words), who[at], at in timed):
                share = words[at] / max(1, len(sought.words)), who[at] / max(1, len(sought.entities))
                score = _WORDS * share[0] + _WHO * share[1] + _WHEN * (at in timed)
                if score > most:
                    best, most = at, score
        return None if best is None else self._bounds[best]

    def _sentence(self, offset: int) -> int | None:
        at = bisect_right(self._starts, offset) - 1
        return at if at >= 0 and offset < self._bounds[at][1] else None

    def _holding(self, words: str, whole: bool = False) -> set[int]:
        """The sentences that hold a word with this beginning, or these words themselves; none where too many do."""
        if words not in self._by_word:
            found: set[int] = set()
            for at in self._places(words, whole):
                found.add(at)
                if len(found) > MOST_PLACES:
                    found.clear()
                    break
            self._by_word[words] = found
        return self._by_word[words]

    def _places(self, words: str, whole: bool) -> Iterator[int]:
        text, at = self._text, self._text.find(words)
        while at >= 0:
            end = at + len(words)
            rest = end
            while rest < len(text) and rest - end < 6 and text[rest].isalnum():
                rest += 1
            inflected = rest == end if whole else _is_inflected(text, end, rest)
            if inflected and not text[at - 1 : at].isalnum() and (sentence := self._sentence(at)) is not None:
                yield sentence
            at = text.find(words, end)


def _is_inflected(text: str, end: int, rest: int) -> bool:
    """Whether what follows a stem up to `rest` is an ending, the stem's last letter doubled before it or not."""
    if text[end:rest] in stems.INFLECTIONS:
        return True
    return text[end : end + 1] == text[end - 1] and text[end + 1 : rest] in ("ed", "ing", "er", "ers")


def _fits(words: int, all_words: int, who: int, timed: bool) -> bool:
    """Whether enough of what is sought stands in one sentence."""
    if not all_words:
        return timed and who > 0
    share = words / all_words
    if timed:
        return words > 0 and (who > 0 or share >= 0.5)
    if who:
        return share > 0.5 or (share == 0.5 and words > 1)
    return share > 0.6 and words > 1


def gather(
    events: Mapping[str, Event],
    articles: Iterable[Article],
    mentions: Mapping[str, tuple[Mention, ...]],
    event_id: Mapping[tuple[str, int], str],
) -> dict[str, tuple[Evidence, ...]]:
    """The evidence of each event that has any, a sentence of each article at most, in the order of the articles.

    `event_id` gives the event of the telling `events[n]` of an article.
    """
    found: dict[str, dict[str, Evidence]] = {}
    for article in articles:
        named = mentions.get(article.id, ()) if article.events else ()
        readers = _Readers(article, named)
        for n, told in enumerate(article.events[:MOST_EVENTS]):
            ident = event_id[article.id, n]
            if article.id in found.get(ident, ()):
                continue
            sought = _sought(article, events[ident], told, named, f"events[{n}]")
            for reader in readers:
                if bounds := reader.find(sought):
                    proof = Evidence(article=article.id, field=reader.field, sentence=bounds)
                    found.setdefault(ident, {})[article.id] = proof
                    break
    return {ident: tuple(proofs.values()) for ident, proofs in found.items()}


class _Readers:
    """The texts of an article that may tell an event, the likeliest first; each is read when it is asked for."""

    def __init__(self, article: Article, named: tuple[Mention, ...]) -> None:
        facts = [(f"facts[{n}]", text) for n, text in enumerate(article.facts)]
        texts = [("body", article.body), *facts, ("summary", article.summary)]
        self._texts = [(field, nfc(text)) for field, text in texts if article.events and text.strip()]
        self._named, self._made = named, list[Reader]()

    def __iter__(self) -> Iterator[Reader]:
        for n, (field, text) in enumerate(self._texts):
            if n == len(self._made):
                self._made.append(Reader(field, text, self._named))
            yield self._made[n]


def _sought(article: Article, event: Event, told: EventFields, named: Iterable[Mention], field: str) -> Sought:
    """What to look for: this telling's own headline if it has one, else the event's; without names, which `who` has."""
    entities = dict.fromkeys(e for e in (*told.entities, *event.entities, event.place) if e)
    headline = nfc(told.headline or event.headline)
    names = [headline[m.start : m.end] for m in named if m.field == field] if told.headline else []
    if not told.headline:
        names = [article.body[m.start : m.end] for m in named if m.field == "body" and m.entity in entities]
        names += [ident.replace("-", " ") for ident in entities]
    known = {word for name in set(names) for word in stems.words(name)}
    words = [word for word in stems.words(headline) if word not in known][:_MOST_WORDS]
    return Sought(tuple(words), tuple(entities), _times(told.date or event.date, told.when))


def _times(date: When | None, said: str) -> tuple[str, ...]:
    """The words for a date that are whole by themselves: 31 December, December 31, June 1987, 1931, 1950s, 44 BC."""
    times = [lower(fold(nfc(said)))] if said.strip() else []
    start = date.start if date is not None else None
    if start is None:
        return tuple(times)
    if start.day and start.month:
        month = _MONTHS[start.month - 1]
        times += [f"{start.day} {month}", f"{month} {start.day}"]
    elif start.month:
        times += [f"{_MONTHS[start.month - 1]} {year}" for year in _years(start.year)]
    elif start.unspecified == "XX":
        times += _centuries(start.year)
    elif start.unspecified == "X":
        times += [f"{start.year}s"] if start.year >= _PLAIN else []
    else:
        times += _years(start.year)
    return tuple(times)


def _years(year: int) -> list[str]:
    """Ways to write a year. Years are astronomical: -43 is 44 BC. Of few digits it says that it is a year."""
    if year >= _PLAIN:
        return [f"{year}", *([f"{year:,}"] if year > 9999 else [])]
    if year > 0:
        return [f"{word} {year}" for word in ("ad", "a.d.", "in", "year")] + [f"{year} {era}" for era in _AFTER]
    numbers = dict.fromkeys((f"{1 - year}", f"{1 - year:,}"))
    return [f"{number} {era}" for number in numbers for era in _BEFORE]


def _centuries(year: int) -> list[str]:
    """Ways to write the century whose earliest year this is: 1800 for the 19th, -199 for the 2nd before Christ."""
    number = abs(year) // 100 + 1
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    named = [f"{number}{ending} century", *([f"{_ORDINALS[number - 1]} century"] if number <= len(_ORDINALS) else [])]
    if year < 0:
        return [f"{name} {era}" for name in named for era in _BEFORE]
    return [*named, *([f"{year}s"] if year >= _PLAIN else [])]
