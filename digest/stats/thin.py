"""What is thin: told by one alone, never quoted, silent. Each finding is one sentence. Pure."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Iterator, Sequence
from typing import get_args

import msgspec

from digest.dates import When, compare
from digest.model import Article, Entity
from digest.reports import count
from digest.stats.counting import Counter
from digest.stats.periods import QUARTERS, WEEKS, Silence, silences
from digest.stats.values import Finding, Scope, Survey, Thin

SEVERAL = 2
"""From how many articles on it says something that a quarter has one outlet, or that a name is never quoted."""

_KINDS = list(get_args(Thin))


def thin(survey: Survey, counter: Counter) -> Survey:
    """The survey with what is thin in it. What holds for the whole is not said again of its stories and quarters."""
    whole = [*_unsaid(survey), *_findings(survey.whole, counter)]
    said = {_matter(f) for f in whole}
    found = [*whole, *_silences(survey.whole, counter)]
    for scope in (*survey.stories, *survey.quarters):
        found += [f for f in _findings(scope, counter) if _matter(f) not in said]
    for story in survey.stories:
        found += [f for f in _silences(story, counter) if f.kind == "silent-quarters"]
    ordered = sorted(found, key=lambda f: (_KINDS.index(f.kind), -f.size, f.scope, f.about))
    return msgspec.structs.replace(survey, thin=tuple(ordered))


def _matter(finding: Finding) -> tuple[Thin, str]:
    """What a finding is about, wherever it holds."""
    return finding.kind, finding.about if finding.kind == "never-quoted" else ""


def _unsaid(survey: Survey) -> Iterator[Finding]:
    """What clippings do not say of themselves."""
    outlets = survey.whole.tables[0]
    unnamed = sum(row.count for row in outlets.rows if not row.known)
    if survey.undated:
        yield Finding(
            kind="no-date", scope="", about="", size=survey.undated, message=f"{_have(survey.undated)} no date"
        )
    if unnamed:
        yield Finding(kind="no-outlet", scope="", about="", size=unnamed, message=f"{_have(unnamed)} no outlet")


def _have(articles: int) -> str:
    return f"{count(articles, 'article')} {'has' if articles == 1 else 'have'}"


def _findings(scope: Scope, counter: Counter) -> Iterator[Finding]:
    """What is thin in one scope."""
    size, name = len(scope.articles), _name(scope)
    ident = scope.id if scope.kind != "digest" else ""
    if not size:
        if scope.kind == "story":
            yield Finding(kind="no-clippings", scope=ident, about="", size=0, message=f"{name} has no article")
        return
    if scope.kind != "quarter" or size >= SEVERAL:
        yield from _alone(scope, ident, name, counter)
    if scope.kind != "quarter":
        if size >= SEVERAL and not scope.quotations:
            message = f"{name} quotes nobody ({count(size, 'article')})"
            yield Finding(kind="no-quotations", scope=ident, about="", size=size, message=message)
        yield from _never_quoted(scope, ident, name, counter)


def _name(scope: Scope) -> str:
    match scope.kind:
        case "digest":
            return "the whole digest"
        case "story":
            return f"the story “{scope.title}”"
    return {"coarse": "what is dated to no one quarter", "undated": "what is undated"}.get(scope.id, scope.id)


def _alone(scope: Scope, ident: str, name: str, counter: Counter) -> Iterator[Finding]:
    """One outlet, or several of one country, behind everything. Nothing is claimed where one of them is not known."""
    articles = [counter.site.articles[i] for i in scope.articles]
    own = [counter.outlet(a) for a in _without_copies(articles)]
    if own[0].key and len(set(own)) == 1:
        label = counter.labels[own[0].key]
        others = len({counter.outlet(a) for a in articles}) > 1
        rest = "; other outlets only carry its reports" if others else ""
        message = f"{name} is told by {label} alone ({count(len(articles), 'article')}{rest})"
        yield Finding(kind="one-outlet", scope=ident, about=label, size=len(articles), message=message)
        return
    countries = {counter.country(a) for a in articles}
    if len(countries) == 1 and (country := countries.pop()).key:
        label = counter.labels[country.key]
        outlets = len({counter.outlet(a) for a in articles})
        message = f"{name} is told from {label} alone ({count(outlets, 'outlet')}, {count(len(articles), 'article')})"
        yield Finding(kind="one-country", scope=ident, about=label, size=len(articles), message=message)


def _without_copies(articles: Sequence[Article]) -> list[Article]:
    """Articles, oldest first, without those that are copies of an older one here."""
    partners: dict[str, set[str]] = {}
    for article in articles:
        for other in article.also_reported_by:
            partners.setdefault(article.id, set()).add(other)
            partners.setdefault(other, set()).add(article.id)
    own: list[Article] = []
    before: set[str] = set()
    for article in articles:
        if not before & partners.get(article.id, set()):
            own.append(article)
        before.add(article.id)
    return own


def _never_quoted(scope: Scope, ident: str, name: str, counter: Counter) -> Iterator[Finding]:
    """People and organizations that several articles name and no quotation is of; an organization also speaks through
    those who hold an office in it, and through its parts."""
    if not scope.quotations:
        return
    site = counter.site
    entities = site.library.entities
    heard: set[str] = set()
    for article in (site.articles[i] for i in scope.articles):
        for quote in article.quotes:
            speaker = counter.speaker(quote).id
            if speaker:
                heard |= _speaks_for(entities[speaker], article.date, entities)
    named = Tally(e for i in scope.articles for e in {m.entity for m in site.mentions[i]})
    for entity, times in named.items():
        record = entities[entity]
        if times >= SEVERAL and entity not in heard and record.group in ("people", "organizations"):
            message = f"{name} never quotes {record.name} (named in {count(times, 'article')})"
            yield Finding(kind="never-quoted", scope=ident, about=entity, size=times, message=message)


def _speaks_for(speaker: Entity, day: When | None, entities: dict[str, Entity]) -> set[str]:
    """A speaker, and the organizations that are heard with them on a day: those of their offices, and all above."""
    heard = {speaker.id}
    above = [speaker.part_of] + [p.organization for p in speaker.positions if _held(p.since, p.until, day)]
    while above:
        ident = above.pop()
        if ident in entities and ident not in heard:
            heard.add(ident)
            above.append(entities[ident].part_of)
    return heard


def _held(since: When | None, until: When | None, day: When | None) -> bool:
    """Whether an office may have been held on a day."""
    if day is None:
        return True
    return not (since and compare(since, day) == "after") and not (until and compare(until, day) == "before")


def _silences(scope: Scope, counter: Counter) -> Iterator[Finding]:
    dates = [date for i in scope.articles if (date := counter.site.articles[i].date)]
    ident, name = (scope.id if scope.kind != "digest" else ""), _name(scope)
    yield from (_silence("silent-quarters", "quarter", ident, name, s) for s in silences(dates, QUARTERS))
    yield from (_silence("silent-weeks", "week", ident, name, s) for s in silences(dates, WEEKS))


def _silence(kind: Thin, unit: str, ident: str, name: str, silence: Silence) -> Finding:
    about, when = silence.first, f"in {silence.first}"
    if silence.length > 1:
        about, when = f"{silence.first} to {silence.last}", f"from {silence.first} to {silence.last}"
    perhaps = f"; {count(silence.perhaps, 'article')} with a coarser date may lie there" if silence.perhaps else ""
    message = f"{name} has nothing {when} ({count(silence.length, unit)}{perhaps})"
    return Finding(kind=kind, scope=ident, about=about, size=silence.length, message=message)
