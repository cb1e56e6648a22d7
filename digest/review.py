"""What waits for the curator. Derived each time from the site as it is; only the answers are ever stored. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from digest.clip.duplicates import Pair, find, seniority
from digest.link.mentions import Ambiguous
from digest.model import Answer, Article, Library, Site


class Question(msgspec.Struct, frozen=True, order=True, kw_only=True):
    """One thing that only the curator can decide. Field order is the order of the list."""

    path: str
    """The file that the answer would go into."""
    kind: str
    """undated, no-zone, pending-date, unknown-date, ambiguous-name, duplicate, inbox"""
    text: str
    """What is open."""
    hint: str
    """What would settle it."""


def questions(site: Site, ambiguous: Iterable[Ambiguous] = ()) -> list[Question]:
    """Everything that is open, by file."""
    found = [q for article in site.library.articles.values() for q in _article(article)]
    library = site.library.articles
    for name in ambiguous:
        choices = " or ".join(name.entities)
        found.append(
            Question(
                path=library[name.article].path,
                kind="ambiguous-name",
                text=f"“{name.name}” may be {choices}",
                hint=f"add prefer: {{{name.name}: {name.entities[0]}}}, or deny: [{name.name}]",
            )
        )
    for event in site.events.values():
        if event.date is None and event.articles:
            path = library[event.articles[0]].path
            if event.pending:
                found.append(
                    Question(
                        path=path,
                        kind="pending-date",
                        text=f"“{event.headline}” happened “{event.said}”",
                        hint="it resolves by itself once the article has a date",
                    )
                )
            else:
                found.append(
                    Question(
                        path=path,
                        kind="unknown-date",
                        text=f"“{event.headline}” has no date",
                        hint="add date: to the event if it can be known",
                    )
                )
    return sorted([*found, *_duplicates(site.library)])


def _article(article: Article) -> Iterator[Question]:
    if article.status == "inbox":
        yield Question(
            path=article.path,
            kind="inbox",
            text=f"“{article.title}” is not published",
            hint="set status: reviewed or published when it is ready",
        )
    if article.date is None:
        yield Question(
            path=article.path,
            kind="undated",
            text=f"“{article.title}” has no date",
            hint="add date: with the day its source published it",
        )
    elif (start := article.date.start) and start.minute is not None and start.offset is None:
        yield Question(
            path=article.path,
            kind="no-zone",
            text=f"“{article.title}” has a clock time without a zone",
            hint="add the offset, as in +08:00, or time_zone: to its source and import again",
        )


# -------------------------------------------------------------------------------------------------------- duplicates


def _duplicates(library: Library) -> Iterator[Question]:
    """One question for each article that others seem to be copies of, unless the curator has said so or denied it."""
    for main, copies in _gathered(library).items():
        article = library.articles[main]
        seen = ", ".join(f"{ident} ({pair.why})" for ident, pair in copies.items())
        listed = ", ".join(map(_scalar, dict.fromkeys((*article.also_reported_by, *copies))))
        denied = f"{{kind: duplicate, text: {_scalar(next(iter(copies)))}, verdict: reject}}"
        which = "it is" if len(copies) == 1 else "one is"
        yield Question(
            path=article.path,
            kind="duplicate",
            text=f"“{article.title}” seems to be the same as {seen}",
            hint=f"add also_reported_by: [{listed}]; if {which} another article, add {denied} to answers:",
        )


def _gathered(library: Library) -> dict[str, dict[str, Pair]]:
    """What is open: by main article its copies, each with what was found. What follows from another is left out."""
    ordered = sorted(library.articles.values(), key=seniority)
    decided = _Decided(library, {article.id: n for n, article in enumerate(ordered)})
    pairs: dict[tuple[str, str], Pair] = {}
    for pair in find(ordered):
        met = decided.mains(pair.first, pair.second)
        if met[0] != met[1] and not decided.apart(*met) and (met not in pairs or pairs[met].share < pair.share):
            pairs[met] = pair
    gathered: dict[str, dict[str, Pair]] = {}
    mains: dict[str, list[str]] = {}
    for (first, second), pair in sorted(pairs.items(), key=lambda item: tuple(map(decided.place.__getitem__, item[0]))):
        asked = [(main, second) for main in mains.get(first, ())] + [(main, first) for main in mains.get(second, ())]
        # The answer about the one and a main article settles this pair, if the other and that article are settled.
        if not any(other in gathered[main] or decided.apart(main, other) for main, other in asked):
            gathered.setdefault(first, {})[second] = pair
            mains.setdefault(second, []).append(first)
    return gathered


class _Decided:
    """What the curator called the same or different, and what follows: copies of one are copies of each other."""

    def __init__(self, library: Library, place: dict[str, int]) -> None:
        self.place = place
        self._senior: dict[str, str] = {}
        answers = [
            *((a.id, other) for a in library.articles.values() for other in a.also_reported_by),
            *_answers(library, "accept"),
        ]
        for one, other in answers:
            if one in place and other in place:
                main, copy = self.mains(one, other)
                self._senior[copy] = main
        rejected = [pair for pair in _answers(library, "reject") if pair[0] in place and pair[1] in place]
        self._different = {self.mains(one, other) for one, other in rejected}

    def apart(self, one: str, other: str) -> bool:
        return self.mains(one, other) in self._different

    def mains(self, one: str, other: str) -> tuple[str, str]:
        """The main articles of those that each of the two is one with, the senior first."""
        first, second = sorted((self._main(one), self._main(other)), key=self.place.__getitem__)
        return first, second

    def _main(self, ident: str) -> str:
        while (senior := self._senior.get(ident, ident)) != ident:
            ident = senior
        return ident


def _answers(library: Library, verdict: str) -> Iterator[tuple[str, str]]:
    """The pairs of ids with this verdict: of the article itself and another, or two in content/answers.yaml."""

    def given(answers: tuple[Answer, ...]) -> Iterator[str]:
        return (a.text for a in answers if a.kind == "duplicate" and a.verdict == verdict)

    for article in library.articles.values():
        yield from ((article.id, text.strip()) for text in given(article.answers))
    for text in given(library.answers):
        one, _, other = text.replace(",", " ").strip().partition(" ")
        yield one, other.strip()


def _scalar(ident: str) -> str:
    """An id as it may stand in a YAML list."""
    return ident if _PLAIN.fullmatch(ident) else msgspec.json.encode(ident).decode()


_PLAIN = re.compile(r"\w[\w.-]*")
