"""Articles that belong together, each with its reasons: rare names, subjects and stories they share. Pure.

What an article shares tells the more the rarer it is: of N articles, what d have tells 1 - ln d / ln (N + 2), which is
1 for what one alone has and 0 for what all have. What tells less than `TELLING` tells nothing, so what everybody names
neither relates two articles nor costs any time. All weights are whole numbers (thousandths): sums do not depend on the
order in which they are made.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import cached_property
from math import log
from typing import NamedTuple

import msgspec

from digest.link.tags import term_path
from digest.model import Site
from digest.text import Slugs

MOST = 5
"""The most that are offered of one article."""

NAMED = 3
"""How many of the names that both have are given as a reason."""

TELLING = 350
"""The least weight that counts: what 4 of 10 articles have, 11 of 40, 400 of 10,000."""

_TAG, _STORY = 0.6, 0.6
"""What a subject and a story tell beside a name of the same rarity."""
_ABOUT = 1.5
"""What a name tells that both articles say again and again, or in their titles, or whose words both quote."""
_OFTEN = 3
_AT_MOST = 5
"""How many shared names are counted: two long lists of names have many by chance."""
_BREADTH = 30
"""An article that names more entities than this is the less about any of them."""
_TIES, _WINDOW, _CANDIDATES = 16, 16, 12
"""How many things that an article may share are looked at, the rarest first; of each, how many articles before it and
behind it in time; how many of those that share most are compared closely."""
_NEAR = 30
"""Days after which closeness in time tells half as much."""


class Related(msgspec.Struct, frozen=True):
    """An article that another is offered with, and why."""

    article: str
    entities: tuple[str, ...]
    """What both name, what tells most first, at most `NAMED`."""
    story: str
    """The id of the story that both belong to, or ""."""
    tag: str
    """The path of the nearest subject that both have, or ""."""
    days: int | None
    """How many days later it was published, negative for earlier; None unless both days are known."""


class _Profile(NamedTuple):
    """What there is to share in one article, as far as it tells anything."""

    entities: frozenset[str]
    about: frozenset[str]
    """Those of them that the article is about."""
    many: int
    """How many entities it names, whether or not they tell anything."""
    terms: frozenset[str]
    """The subjects it stands under, with those above them."""
    story: str
    day: int | None
    """When it was published, where that is known to the day."""


class Relations:
    """What is related to what in one site. Built in no time; the lists that it walks are those of the site."""

    def __init__(self, site: Site, slugs: Slugs = "unicode") -> None:
        self._site, self._slugs = site, slugs
        self._profiles: dict[str, _Profile] = {}
        self._tags: dict[str, tuple[str, ...]] = {}

    def of(self, article: str) -> tuple[Related, ...]:
        """The articles related to a published one, what has most in common first, at most `MOST`.

        Left out are its copies, and its neighbours in its story, which the page shows beside it.
        """
        mine = self._profile(article)
        hidden = {article, *self._copies_of(article), *self._neighbours(article)}
        near = self._candidates(article, mine, hidden)
        scored = ((self._score(mine, self._profile(other)), -self._place[other], other) for other in near)
        chosen: dict[str, Related] = {}
        for score, _, other in sorted(scored, reverse=True):
            if score and len(chosen) < MOST and not self._copies_of(other) & chosen.keys():
                chosen[other] = self._reasons(mine, self._profile(other), other)
        return tuple(chosen.values())

    # ----------------------------------------------------------------------------------------------------- candidates

    def _candidates(self, article: str, mine: _Profile, hidden: Iterable[str]) -> list[str]:
        """The articles that share what is rare, those that share most first."""
        found: dict[str, int] = {}
        for weight, holders in self._ties(mine):
            for other in self._nearest_in_time(article, holders):
                found[other] = found.get(other, 0) + weight
        for ident in hidden:
            found.pop(ident, None)
        most = sorted(found, key=found.__getitem__, reverse=True)[: 2 * _CANDIDATES]
        place = self._place
        scored = [(found[i] * _closeness(mine.day, self._profile(i).day), -place[i], i) for i in most]
        return [i for _, _, i in sorted(scored, reverse=True)[:_CANDIDATES]]

    def _ties(self, mine: _Profile) -> list[tuple[int, tuple[str, ...]]]:
        """What an article may share, the rarest first: what it tells, and the articles that have it, newest first."""
        site = self._site
        ties = [(self._entities[e], f"e{e}", site.backlinks[e]) for e in mine.entities]
        ties += [(self._terms[t], f"t{t}", site.tags[t].articles) for t in mine.terms]
        if mine.story:
            ties.append((self._weight(len(site.stories[mine.story])), "s", self._stories[mine.story]))
        return [(weight, holders) for weight, _, holders in sorted(ties, reverse=True)[:_TIES] if weight]

    def _nearest_in_time(self, article: str, holders: tuple[str, ...]) -> tuple[str, ...]:
        """Of very many articles, newest first, those that stand nearest to `article`."""
        if len(holders) <= 2 * _WINDOW:
            return holders
        at = bisect_left(holders, self._place[article], key=self._place.__getitem__)
        return holders[max(0, at - _WINDOW) : at + _WINDOW]

    # ---------------------------------------------------------------------------------------------------------- score

    def _score(self, mine: _Profile, theirs: _Profile) -> int:
        """How much two articles have in common; the same from both sides."""
        told = 0
        if named := mine.entities & theirs.entities:
            stressed = mine.about & theirs.about
            names = [self._tells(e, stressed) for e in named] if stressed else [self._entities[e] for e in named]
            if len(names) > _AT_MOST:
                names = sorted(names, reverse=True)[:_AT_MOST]
            told = sum(names) * _BREADTH // max(_BREADTH, mine.many, theirs.many)
        if shared := mine.terms & theirs.terms:
            told += int(_TAG * max(self._terms[t] for t in shared))
        if mine.story and mine.story == theirs.story:
            told += int(_STORY * self._weight(len(self._site.stories[mine.story])))
        return told * _closeness(mine.day, theirs.day)

    def _tells(self, entity: str, stressed: frozenset[str]) -> int:
        """What it tells that two articles both name an entity; `stressed` are those that both are about."""
        weight = self._entities[entity]
        return int(_ABOUT * weight) if entity in stressed else weight

    def _reasons(self, mine: _Profile, theirs: _Profile, other: str) -> Related:
        stressed = mine.about & theirs.about
        shared = sorted(mine.entities & theirs.entities, key=lambda e: (-self._tells(e, stressed), e))
        nearest = sorted(mine.terms & theirs.terms, key=lambda t: (-self._terms[t], -t.count("/"), t))
        return Related(
            article=other,
            entities=tuple(shared[:NAMED]),
            story=mine.story if mine.story == theirs.story else "",
            tag=nearest[0] if nearest else "",
            days=theirs.day - mine.day if mine.day is not None and theirs.day is not None else None,
        )

    def _weight(self, holders: int) -> int:
        """What it tells to share a thing that so many articles have, in thousandths; 0 for what tells nothing."""
        number = len(self._site.articles)
        weight = round(1000 - 1000 * log(holders) / log(number + 2)) if 1 < holders < number else 0
        return weight if weight >= TELLING else 0

    @cached_property
    def _entities(self) -> dict[str, int]:
        """What it tells to name each entity, of those that tell anything."""
        return {e: w for e, articles in self._site.backlinks.items() if (w := self._weight(len(articles)))}

    @cached_property
    def _terms(self) -> dict[str, int]:
        """What it tells to stand under each subject, of those that tell anything."""
        return {path: w for path, term in self._site.tags.items() if (w := self._weight(len(term.articles)))}

    # ------------------------------------------------------------------------------------------------ of one article

    def _profile(self, article: str) -> _Profile:
        if article not in self._profiles:
            record = self._site.articles[article]
            times: dict[str, int] = {}
            for m in self._site.mentions[article]:
                quoted = m.role == "speaker" and m.start == m.end
                times[m.entity] = times.get(m.entity, 0) + (_OFTEN if quoted or m.field == "title" else 1)
            first, last = (record.date.first_day, record.date.last_day) if record.date else (None, None)
            self._profiles[article] = _Profile(
                entities=frozenset(e for e in times if e in self._entities),
                about=frozenset(e for e, n in times.items() if n >= _OFTEN),
                many=len(times),
                terms=frozenset(p for tag in record.tags for p in self._above(tag) if p in self._terms),
                story=record.story if record.story in self._site.stories else "",
                day=first.toordinal() if first and first == last else None,
            )
        return self._profiles[article]

    def _above(self, tag: str) -> tuple[str, ...]:
        """The path of a tag and those above it."""
        if tag not in self._tags:
            parts = term_path(tag, self._slugs).split("/")
            self._tags[tag] = tuple("/".join(parts[:n]) for n in range(1, len(parts) + 1))
        return self._tags[tag]

    def _neighbours(self, article: str) -> tuple[str, ...]:
        parts = self._site.stories.get(self._site.articles[article].story, ())
        at = self._parts.get(article, 0)
        return parts[max(0, at - 1) : at + 2]

    # --------------------------------------------------------------------------------------------------- of the site

    def _copies_of(self, article: str) -> frozenset[str]:
        return self._copies.get(article, frozenset())

    @cached_property
    def _copies(self) -> dict[str, frozenset[str]]:
        """By article: those that the curator says are copies of it, whichever of them says so."""
        groups: dict[str, set[str]] = {}
        for article in self._site.articles.values():
            if article.also_reported_by:
                group = {article.id, *article.also_reported_by}
                group.update(*(groups[i] for i in sorted(group) if i in groups))
                groups.update(dict.fromkeys(group, group))
        return {ident: frozenset(group - {ident}) for ident, group in groups.items()}

    @cached_property
    def _stories(self) -> dict[str, tuple[str, ...]]:
        """By story: its articles, newest first."""
        return {story: tuple(sorted(ids, key=self._place.__getitem__)) for story, ids in self._site.stories.items()}

    @cached_property
    def _parts(self) -> dict[str, int]:
        """By article: its place in its story."""
        return {ident: n for parts in self._site.stories.values() for n, ident in enumerate(parts)}

    @cached_property
    def _place(self) -> dict[str, int]:
        """By article: its place among all, the newest first; what settles between equals."""
        return {ident: n for n, ident in enumerate(self._site.articles)}


def _closeness(one: int | None, other: int | None) -> int:
    """What closeness in time makes of what two articles share: from 2 for the same day to 1, in thousandths."""
    if one is None or other is None:
        return 1000
    return 1000 + 1000 * _NEAR // (_NEAR + abs(one - other))
