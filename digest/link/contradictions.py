"""What the reports of one event say differently: numbers of the same, its date, a person's title. English texts. Pure.

Precision comes first. Numbers are compared only in the sentences that tell the event, only where they count the same
(12 injured, fifteen people were injured), and only where no number could make both right: "at least 12" and 15 agree.
A report that gives several numbers itself disagrees with another only if none of its numbers fits. Titles are compared
only where their words exclude each other, in reports of nearly the same day.

Nothing of this reaches a page by itself: `find` is for the curator's questions (`review.contradiction`), and `applied`
gives events what the curator decided.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations
from typing import NamedTuple

import msgspec

from digest.dates import When, read
from digest.link import counts, stems, titles
from digest.link.counts import Count
from digest.link.folding import fold
from digest.link.mentions import OWN_WORDS, fields
from digest.link.timeline import dated, differ, event_id, order
from digest.link.titles import Title
from digest.model import Answer, Article, Claim, Difference, Entity, Event, Evidence, Mention
from digest.text import one_line, sentences

KIND = "contradiction"
BOTH = "both"
"""The value of an answer that lets both stand; else it is the id of the article that is right."""

MOST_REPORTS, MOST_SENTENCES = 20, 60
"""Of one event: reports that are compared with each other, and sentences of one of them."""
BEFORE, BEHIND = 1, 3
"""How many sentences around the one that tells the event are read as well."""
SHARED = 2
"""So many words besides must stand in both sentences where only a noun says what is counted."""
LATER = 3
"""Days between two reports in which a title seldom changes."""

_ANOTHER_TIME = re.compile(
    r"\b(?:(?:last|previous|earlier|a similar|another) (?:year|month|incident|attack|accident|event)"
    r"|(?:years|months|decades?) (?:ago|earlier|before))\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:in|since|of|from|until) ((?:1[6-9]|20)\d\d)\b", re.IGNORECASE)


class Telling(NamedTuple):
    """A report of an event: the article, the event's date in it, and the sentences that tell it."""

    article: Article
    date: When | None
    places: tuple[Evidence, ...]


class Reports:
    """What articles say, read once each however many events they report."""

    def __init__(
        self,
        articles: Mapping[str, Article],
        mentions: Mapping[str, tuple[Mention, ...]],
        entities: Mapping[str, Entity],
        country: Callable[[Article], str],
        language: str = "en",
    ) -> None:
        """`country` gives that of an article's outlet; `language` is the site's: that of an article which does not say
        its own, and of the curator's words."""
        self._articles, self._mentions, self._entities, self._language = articles, mentions, entities, language
        self._country = country
        self._texts: dict[str, dict[str, str]] = {}
        self._bounds: dict[tuple[str, str], list[tuple[int, int]]] = {}

    def find(self, event: Event) -> list[Difference]:
        """What the reports of one event say differently."""
        told = [self._telling(event, self._articles[a]) for a in event.articles[:MOST_REPORTS] if a in self._articles]
        found: dict[tuple[object, ...], Difference] = {}
        for one, other in combinations(told, 2):
            for seen, difference in (*_dates(event, one, other), *self._numbers(event, one, other)):
                found.setdefault(seen, difference)
            for seen, difference in self._titles(event, one.article, other.article):
                found.setdefault(seen, difference)
        return list(found.values())

    # ---------------------------------------------------------------------------------------------------------- texts

    def _text(self, article: str, field: str) -> str:
        if article not in self._texts:
            self._texts[article] = fields(self._articles[article])
        return self._texts[article].get(field, "")

    def _sentences(self, article: str, field: str) -> list[tuple[int, int]]:
        if (article, field) not in self._bounds:
            self._bounds[article, field] = sentences(self._text(article, field))
        return self._bounds[article, field]

    def _telling(self, event: Event, article: Article) -> Telling:
        told = [(n, e) for n, e in enumerate(article.events) if event_id(article.id, e) == event.id]
        country = self._country(article)
        dates = [d for _, e in told if (d := dated(e, article.date, country).date)]
        proof = next((p for p in event.evidence if p.article == article.id), None)
        wanted = [f"events[{n}]" for n, _ in told]
        if len(article.events) == len(told) or self._is_of(event, article.title):
            wanted += ["title", "summary", *(f"facts[{n}]" for n in range(len(article.facts)))]
        places = [
            Evidence(article=article.id, field=field, sentence=bounds)
            for field in wanted
            for bounds in self._sentences(article.id, field)
        ]
        return Telling(article, dates[0] if dates else None, (*self._around(proof), *places)[:MOST_SENTENCES])

    def _is_of(self, event: Event, title: str) -> bool:
        """Whether a headline tells this event of an article that tells several."""
        sought = stems.words(event.headline)
        return bool(sought) and len({*sought} & {*stems.words(title)}) * 2 > len(sought)

    def _around(self, proof: Evidence | None) -> Iterator[Evidence]:
        """The sentence that tells the event, then those around it."""
        if proof is None:
            return
        yield proof
        bounds = self._sentences(proof.article, proof.field) if proof.field == "body" else []
        at = bounds.index(proof.sentence) if proof.sentence in bounds else -1
        for n in range(max(0, at - BEFORE), min(len(bounds), at + BEHIND + 1)) if at >= 0 else ():
            if n != at:
                yield Evidence(article=proof.article, field=proof.field, sentence=bounds[n])

    # -------------------------------------------------------------------------------------------------------- numbers

    def _numbers(self, event: Event, one: Telling, other: Telling) -> Iterator[tuple[tuple[object, ...], Difference]]:
        first, second = self._counted(event, one), self._counted(event, other)
        for about, mine in first.items():
            theirs = second.get(about, [])
            if not theirs or not all(counts.disagree(a, b) for a, _ in mine for b, _ in theirs):
                continue
            for (a, here), (b, there) in ((x, y) for x in mine for y in theirs):
                if not a.plain or self._alike(here, there, a):
                    difference = Difference(
                        event=event.id,
                        kind="number",
                        about=a.about,
                        first=self._claim(a, here),
                        second=self._claim(b, there),
                    )
                    yield (about, frozenset(((a.low, a.high), (b.low, b.high)))), difference
                    break

    def _counted(self, event: Event, told: Telling) -> dict[tuple[str, str], list[tuple[Count, Evidence]]]:
        found: dict[tuple[str, str], list[tuple[Count, Evidence]]] = {}
        for place in told.places:
            text = self._quoted(place)
            if self._is_english(told.article, place.field) and not _of_another_time(text, event.date):
                for count in counts.find(text):
                    found.setdefault((count.about, count.of), []).append((count, place))
        return found

    def _quoted(self, place: Evidence) -> str:
        return self._text(place.article, place.field)[slice(*place.sentence)]

    def _alike(self, here: Evidence, there: Evidence, count: Count) -> bool:
        """Whether two sentences have more in common than what they count."""
        counted = {count.of, *count.about.split()}
        return len(({*stems.words(self._quoted(here))} & {*stems.words(self._quoted(there))}) - counted) >= SHARED

    def _claim(self, count: Count, place: Evidence) -> Claim:
        return Claim(
            article=place.article, words=one_line(self._quoted(place)[count.start : count.end]), evidence=place
        )

    def _is_english(self, article: Article, field: str) -> bool:
        own = field.partition("[")[0] in OWN_WORDS
        return ((article.language if own else None) or self._language).lower().partition("-")[0] == "en"

    # --------------------------------------------------------------------------------------------------------- titles

    def _titles(self, event: Event, one: Article, other: Article) -> Iterator[tuple[tuple[object, ...], Difference]]:
        if not _near(one.date, other.date) or not (self._is_english(one, "body") and self._is_english(other, "body")):
            return
        people = [e for e in event.entities if e in self._entities and self._entities[e].group == "people"]
        for person in people:
            first, second = self._titles_of(one, person), self._titles_of(other, person)
            if first and second and all(titles.contradict(a, b) for a, _ in first for b, _ in second):
                (a, here), (b, there) = first[0], second[0]
                yield (
                    ("title", person, frozenset((a.words.lower(), b.words.lower()))),
                    Difference(
                        event=event.id,
                        kind="title",
                        about=person,
                        first=Claim(article=one.id, words=one_line(a.words), evidence=here),
                        second=Claim(article=other.id, words=one_line(b.words), evidence=there),
                    ),
                )

    def _titles_of(self, article: Article, person: str) -> list[tuple[Title, Evidence]]:
        named = [m for m in self._mentions.get(article.id, ()) if m.entity == person and m.field == "body"]
        text = fold(self._text(article.id, "body")) if named else ""
        return [
            (title, Evidence(article=article.id, field="body", sentence=m.sentence))
            for m in named[:MOST_SENTENCES]
            for title in titles.of_name(text, m.start, m.end)
            if m.end > m.start
        ]


def _dates(event: Event, one: Telling, other: Telling) -> Iterator[tuple[tuple[object, ...], Difference]]:
    if one.date is None or other.date is None or not differ(one.date, other.date):
        return
    claims = [
        Claim(article=t.article.id, words=t.date.edtf, evidence=next(iter(t.places), None))
        for t in (one, other)
        if t.date
    ]
    difference = Difference(event=event.id, kind="date", about="date", first=claims[0], second=claims[1])
    yield ("date", frozenset((one.date.edtf, other.date.edtf))), difference


def _of_another_time(text: str, date: When | None) -> bool:
    """Whether a sentence speaks of another year, or of something before."""
    year = date.year if date is not None else None
    return bool(_ANOTHER_TIME.search(text)) or any(year is not None and int(y) != year for y in _YEAR.findall(text))


def _near(one: When | None, other: When | None) -> bool:
    a, b = (when.first_day if when is not None else None for when in (one, other))
    return a is not None and b is not None and abs((a - b).days) <= LATER


# ------------------------------------------------------------------------------------------------- what was decided


def text_of(difference: Difference) -> str:
    """What an answer is about, as its `text`: it holds as long as both reports say what they said."""
    said = "; ".join(f"{c.article}: {c.words}" for c in (difference.first, difference.second))
    return f"{difference.event} {difference.kind} {difference.about}: {said}"


def answered(answers: Iterable[Answer]) -> dict[str, Answer]:
    """The answers about contradictions by their text; of several with one text the last."""
    return {a.text.strip(): a for a in answers if a.kind == KIND}


def settled_dates(answers: Iterable[Answer]) -> frozenset[str]:
    """The events whose reports were found to give two dates, and were judged."""
    return frozenset(parts[0] for text in answered(answers) if (parts := text.split(" ", 2))[1:2] == ["date"])


def applied(
    events: Mapping[str, Event], reports: Callable[[], Reports], answers: Iterable[Answer], given: Iterable[str] = ()
) -> dict[str, Event]:
    """The events with what the curator decided about them; the date of the report that is right is the event's.

    `reports` makes the reader, if it is needed; `given` are the ids of events whose own file gives their date.
    """
    told = {text: a for text, a in answered(answers).items() if a.verdict == "accept"}
    about = {text.partition(" ")[0] for text in told} & events.keys()
    if not about:
        return dict(events)
    reader, files = reports(), frozenset(given)
    changed = dict(events)
    for ident in about:
        found = []
        for difference in reader.find(events[ident]):
            if answer := told.get(text_of(difference)):
                articles = (difference.first.article, difference.second.article)
                right = answer.value if answer.value in articles else ""
                found.append(msgspec.structs.replace(difference, right=right))
        changed[ident] = _with(events[ident], found, dated_by_file=ident in files)
    return dict(sorted(changed.items(), key=lambda item: order(item[1])))


def _with(event: Event, found: list[Difference], dated_by_file: bool) -> Event:
    date = event.date
    for d in found:
        if d.kind == "date" and d.right and not dated_by_file:
            date = read((d.first if d.right == d.first.article else d.second).words)
    if date != event.date:
        event = msgspec.structs.replace(event, date=date, said="", rule="", pending=False)
    return msgspec.structs.replace(event, differences=tuple(found))
