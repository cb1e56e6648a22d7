"""Who said what: quotations of all articles, the copies of one joined across outlets. Pure.

Reports of one speaker are one saying when their words are the same (whatever the marks, spaces, capitals and
ellipses), when those of one are a part of the other's, or when they differ in a word or two and were reported within
weeks of each other: then the saying has several wordings, side by side. Dates that cannot both be right keep two
sayings apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import NamedTuple

import msgspec

from digest.dates import When, compare
from digest.dates.point import PRECISIONS
from digest.errors import Problem
from digest.link.folding import fold, lower, plain
from digest.link.timeline import Dated, dated
from digest.model import Article, Entity, EventFields, Quote
from digest.text import Slugs, digest, nfc, one_line, slug

_ELLIPSIS = re.compile(r"(?:\[\s*)?(?:…|\.{3,}|\. \. \.)(?:\s*\])?")
_WORD = re.compile(r"[^\W_]+(?:['.,:\-][^\W_]+)*")

PART = 4
"""The fewest words that show a quotation to be a part of another; fewer are anybody's."""

_SHORT, _DAYS, _WEEK = 4, 31, 7
"""Quotations of fewer words are one only within a week of reports, wordings that differ within a month."""
_DIFFER = 6
"""Of how many words one may differ."""
_READ, _HOLDERS = 400, 24
"""How many words of a quotation are compared, and by how many others that share three words with it."""


class Report(NamedTuple):
    """One quotation of one article."""

    article: str
    number: int
    """Which of its quotations, from 0."""
    text: str
    when: Dated
    reported: When | None


class Wording(msgspec.Struct, frozen=True):
    """One form of the words, with all who report it or a part of it, the oldest report first."""

    reports: tuple[Report, ...]
    """The first has the whole wording."""


class Saying(msgspec.Struct, frozen=True):
    """Something that somebody said."""

    id: str
    """Lasting as long as its first report says the same."""
    speaker: str
    """An entity's id, or a name that has no record."""
    wordings: tuple[Wording, ...]
    """Several where outlets differ in a word, the one reported first before the others."""
    date: When | None
    """When it was said; None where only the reports are dated."""
    reported: When | None
    """When it was reported first."""

    @property
    def shown(self) -> When | None:
        """When it was said, as near as is known: at the latest when it was reported."""
        return self.date or self.reported


def speakers(entities: Mapping[str, Entity], slugs: Slugs = "unicode") -> Callable[[str], str]:
    """Whom a quotation's `speaker` means: the id of the record that has this id, or whose address the name would
    have; else the name itself."""
    by_slug: dict[str, str] = {}
    for ident in entities:
        by_slug.setdefault(slug(ident, slugs), ident)
    return lambda speaker: speaker if speaker in entities else by_slug.get(slug(speaker, slugs), speaker)


def register(
    articles: Iterable[Article],
    entities: Mapping[str, Entity],
    country: Callable[[Article], str],
    slugs: Slugs = "unicode",
) -> tuple[Saying, ...]:
    """Everything that is quoted in `articles`, the latest first, what has no date last; `country` gives that of an
    article's outlet."""
    speaker_of = speakers(entities, slugs)
    spoken: dict[str, list[Report]] = {}
    names: dict[str, str] = {}
    for article in sorted(articles, key=lambda a: a.id):
        for n, quote in enumerate(article.quotes):
            who = speaker_of(quote.speaker)
            key = who if who in entities else "name " + slug(who, slugs)
            names.setdefault(key, who)
            when = said_on(quote, article.date, country(article))
            spoken.setdefault(key, []).append(Report(article.id, n, nfc(quote.text), when, article.date))
    sayings = [s for key, reports in sorted(spoken.items()) for s in _sayings(names[key], reports)]
    return tuple(newest_first(sayings))


def said_on(quote: Quote, report: When | None, country: str) -> Dated:
    """When something was said, counted from the date of its report as an event's date is."""
    return dated(EventFields(date=quote.date, when=quote.when), report, country)


def newest_first(sayings: Iterable[Saying]) -> list[Saying]:
    """By when they were said or reported, backwards, then by id; those without a date last."""
    ordered = sorted(sayings, key=lambda s: s.id)
    known = [s for s in ordered if s.shown]
    known.sort(key=lambda s: s.shown.sort_key if s.shown else (), reverse=True)
    return known + [s for s in ordered if not s.shown]


def problems(articles: Iterable[Article], country: Callable[[Article], str]) -> list[Problem]:
    """Words for the date of a quotation that give none."""
    found = []
    for article in articles:
        for n, quote in enumerate(article.quotes):
            when = said_on(quote, article.date, country(article))
            if when.said and when.date is None and not when.pending:
                anchor = article.date.edtf if article.date else ""
                found.append(
                    Problem(
                        path=article.path,
                        key=f"quotes[{n}].when",
                        code="unresolved-date",
                        severity="warning",
                        message=f"“{one_line(when.said[:80])}” gives no date when counted from {anchor}",
                        hint="write date: with the date itself, as in date: 2017-05-23",
                    )
                )
    return found


# ------------------------------------------------------------------------------------------------------- joining


class _Words(NamedTuple):
    """A quotation as it is compared: the words of each piece between its ellipses, and all of them."""

    pieces: tuple[tuple[str, ...], ...]
    all: tuple[str, ...]


def words(text: str) -> tuple[tuple[str, ...], ...]:
    """The words of a quotation without marks, capitals and accents, a tuple for each piece between its ellipses."""
    folded = plain(lower(fold(text[: _READ * 20])))
    pieces = (tuple(_WORD.findall(piece)[:_READ]) for piece in _ELLIPSIS.split(folded))
    return tuple(piece for piece in pieces if piece)


def _sayings(speaker: str, reports: list[Report]) -> Iterator[Saying]:
    """The sayings of one speaker."""
    reports = sorted(reports, key=_age)
    said = [_Words(pieces := words(r.text), tuple(chain.from_iterable(pieces))) for r in reports]
    group = list(range(len(reports)))
    members = {n: [n] for n in group}
    dates = {n: {r.when.date} if r.when.date else set() for n, r in enumerate(reports)}
    for one, other in _pairs(reports, said):
        a, b = sorted((group[one], group[other]))
        if a != b and _agree(dates[a], dates[b]):
            for n in members[b]:
                group[n] = a
            members[a] += members.pop(b)
            dates[a] |= dates.pop(b)
    for ids in members.values():
        yield _saying(speaker, [reports[n] for n in sorted(ids)], [said[n] for n in sorted(ids)])


def _age(report: Report) -> tuple[int, tuple[int, ...], str, int]:
    """The oldest report first, the undated last."""
    dated_key = (0, report.reported.sort_key) if report.reported else (1, ())
    return (*dated_key, report.article, report.number)


def _pairs(reports: list[Report], said: list[_Words]) -> list[tuple[int, int]]:
    """Reports of the same words: first those that are alike, then parts, then those that differ in a word."""
    found: list[tuple[int, int, int]] = []
    alike: dict[tuple[str, ...], list[int]] = {}
    holders: dict[tuple[str, ...], list[int]] = {}
    for n, mine in enumerate(said):
        every = mine.all or (reports[n].text,)
        firsts = alike.setdefault(every, [])
        near = [o for o in firsts if len(every) >= _SHORT or _within(reports[o], reports[n], _WEEK)]
        found += [(0, other, n) for other in near]
        if any(reports[n].when.date in (None, reports[other].when.date) for other in near):
            continue  # whatever is near this one is near that one
        if len(firsts) < _HOLDERS:
            firsts.append(n)
        for other in _sharing(n, mine, holders):
            if said[other].all != mine.all and (kind := _kinship(mine, said[other], reports[n], reports[other])):
                found.append((kind, other, n))
    return [(one, other) for _, one, other in sorted(found)]


def _sharing(number: int, mine: _Words, holders: dict[tuple[str, ...], list[int]]) -> list[int]:
    """Those of `holders` that share three words in a row with a quotation, which joins them; not more than a few."""
    near: list[int] = []
    for piece in mine.pieces:
        for shingle in set(zip(piece, piece[1:], piece[2:], strict=False)):
            held = holders.setdefault(shingle, [])
            near += held
            if len(held) < _HOLDERS:
                held.append(number)
    if len(near) <= _HOLDERS:
        return sorted(set(near))
    return sorted(other for other, _ in sorted(Counter(near).items(), key=lambda x: (-x[1], x[0]))[:_HOLDERS])


def _kinship(mine: _Words, theirs: _Words, one: Report, other: Report) -> int:
    """1 where the words of one are a part of the other's, 2 where they differ in few words, 0 for two sayings."""
    short, long = sorted((mine, theirs), key=lambda w: len(w.all))
    if is_part(short.pieces, long.pieces):
        return 1
    if one.article == other.article or not _within(one, other, _DAYS):
        return 0
    return 2 if _nearly(short.all, long.all) else 0


def is_part(short: tuple[tuple[str, ...], ...], long: tuple[tuple[str, ...], ...]) -> bool:
    """Whether the pieces of one quotation stand in another, in their order, with at least `PART` words together."""
    if sum(map(len, short)) < PART:
        return False
    place, at = 0, 0
    for piece in short:
        while place < len(long):
            found = next((n for n in range(at, len(long[place]) - len(piece) + 1)
                          if long[place][n : n + len(piece)] == piece), -1)  # fmt: skip
            if found >= 0:
                at = found + len(piece)
                break
            place, at = place + 1, 0
        else:
            return False
    return True


def _apart(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Two quotations without the words that both begin and end with."""
    least = min(len(one), len(other))
    start = next((n for n in range(least) if one[n] != other[n]), least)
    end = next((n for n in range(least - start) if one[-1 - n] != other[-1 - n]), least - start)
    return one[start : len(one) - end], other[start : len(other) - end]


def _nearly(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two quotations are one but for a word in each six, put in, left out or another."""
    allowed = min(len(one), len(other)) // _DIFFER
    if abs(len(one) - len(other)) > allowed:
        return False
    one, other = _apart(one, other)
    # Edit distance by words, within a band as wide as what is allowed (Ukkonen 1985).
    before = {n: n for n in range(allowed + 1)}
    for i, word in enumerate(one, 1):
        row: dict[int, int] = {}
        for j in range(max(0, i - allowed), min(len(other), i + allowed) + 1):
            far = allowed + 1
            steps = [before.get(j, far) + 1, row.get(j - 1, far) + 1]
            if j:
                steps.append(before.get(j - 1, far) + (word != other[j - 1]))
            row[j] = min(steps)
        if min(row.values()) > allowed:
            return False
        before = row
    return before.get(len(other), allowed + 1) <= allowed


def _within(one: Report, other: Report, days: int) -> bool:
    """Whether two reports lie no more than so many days apart, or the words were said on one known day."""
    if one.article == other.article:
        return True
    if one.when.date and other.when.date and compare(one.when.date, other.when.date) == "equal":
        return True
    if not one.reported or not other.reported:
        return False
    first, last = one.reported.last_day, other.reported.last_day
    return first is not None and last is not None and abs((first - last).days) <= days


def _agree(ours: Iterable[When], theirs: Iterable[When]) -> bool:
    """Whether no two of the dates given for a saying exclude each other."""
    return not any(compare(a, b) in ("before", "after") for a in ours for b in theirs)


def _wordings(said: list[_Words]) -> list[tuple[int, ...]]:
    """The numbers of the reports of each wording, of one whole wording first."""
    alike: dict[_Words, list[int]] = {}
    for n, mine in enumerate(said):
        alike.setdefault(mine, []).append(n)
    wordings: list[list[int]] = []
    # The fullest first: what is a part of it joins it.
    for mine, held in sorted(alike.items(), key=lambda item: (-len(item[0].all), len(item[0].pieces), item[1])):
        wholes = (whole for whole in wordings[:_HOLDERS] if is_part(mine.pieces, said[whole[0]].pieces))
        if whole := next(wholes, None):
            whole += held
        else:
            wordings.append(held)
    return [(held[0], *sorted(held[1:])) for held in sorted(wordings, key=min)]


def _saying(speaker: str, reports: list[Report], said: list[_Words]) -> Saying:
    """One saying of its reports, the oldest first."""
    forms = [(0,)] if len(reports) == 1 else _wordings(said)
    dates = [r.when.date for r in reports if r.when.date]
    first, day = reports[0], min(dates, key=lambda w: (-PRECISIONS.index(w.precision), w.sort_key), default=None)
    day_said = first.when.date.edtf if first.when.date else ""
    return Saying(
        id=f"q-{digest(chr(0).join([first.article, first.text, speaker, day_said]), 6)}",
        speaker=speaker,
        wordings=tuple(Wording(tuple(reports[n] for n in held)) for held in forms),
        date=day,
        reported=first.reported,
    )
