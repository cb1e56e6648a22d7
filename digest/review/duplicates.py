"""Articles that seem to be copies of one another, unless the curator has said so or denied it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

import msgspec

from digest.clip.duplicates import Pair, find, seniority
from digest.content.change import END
from digest.content.journal import Edit
from digest.model import Answer, Article, Library, SourceName
from digest.review.options import Option, stored
from digest.review.question import Question, beginning


def ask(library: Library) -> Iterator[Question]:
    """One question for each article that others seem to be copies of."""
    for main, copies in _gathered(library).items():
        yield _question(library, library.articles[main], copies)


def _question(library: Library, article: Article, copies: dict[str, Pair]) -> Question:
    seen = ", ".join(f"{ident} ({pair.why})" for ident, pair in copies.items())
    listed = ", ".join(map(_scalar, dict.fromkeys((*article.also_reported_by, *copies))))
    denied = f"{{kind: duplicate, text: {_scalar(next(iter(copies)))}, verdict: reject}}"
    which = "it is" if len(copies) == 1 else "one is"
    shown = [_described(library.articles[ident]) for ident in (article.id, *copies)]
    return Question(
        path=article.path,
        kind="duplicate",
        text=f"“{article.title}” seems to be the same as {seen}",
        hint=f"add also_reported_by: [{listed}]; if {which} another article, add {denied} to answers:",
        title=article.title,
        why="Copies of one report should count once: the earliest is kept, and names the others.",
        context=(*shown, *beginning(article)),
        options=_options(article.path, tuple(copies)),
    )


def _options(path: str, copies: tuple[str, ...]) -> tuple[Option, ...]:
    it, one = ("it", "it is another article") if len(copies) == 1 else ("all of them", "all of them are other articles")
    same, different = partial(_same, path), partial(_different, path)
    options = [
        Option(
            key="same",
            label=f"the same: list {it} as copies" if it != "it" else "the same: list it as a copy",
            then=lambda _: same(copies),
        )
    ]
    if len(copies) > 1:
        options += [
            Option(
                key="one",
                label="only one is the same: say which",
                needs="choice",
                known=copies,
                then=lambda v: same((v,)),
            ),
            Option(
                key="other",
                label="only one is another article: say which",
                needs="choice",
                known=copies,
                then=lambda v: different((v,)),
            ),
        ]
    return (*options, Option(key="different", label=one, then=lambda _: different(copies), rejects=True))


def _same(path: str, copies: tuple[str, ...]) -> tuple[Edit, ...]:
    return tuple(Edit(path=path, values={("also_reported_by", END): ident}) for ident in copies)


def _different(path: str, copies: tuple[str, ...]) -> tuple[Edit, ...]:
    return tuple(stored(path, "duplicate", ident) for ident in copies)


def _described(article: Article) -> str:
    """An article so that it can be told from another of its title."""
    source = article.source.name if isinstance(article.source, SourceName) else article.source
    facts = ", ".join(filter(None, (article.date.edtf if article.date else "undated", source)))
    return f"{article.id}: {article.title} ({facts})"


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
