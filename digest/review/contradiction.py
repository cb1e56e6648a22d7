"""Reports of one event that give different numbers, dates or titles: the curator says what readers are told. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from digest.content.journal import Edit
from digest.link import mentions
from digest.link.contradictions import BOTH, KIND, Reports, answered, text_of
from digest.link.outlets import countries
from digest.model import Article, Claim, Difference, Site, SourceName
from digest.review.options import ANSWERS, Option, stored
from digest.review.question import Question
from digest.text import one_line


def ask(site: Site, language: str = "en") -> Iterator[Question]:
    """One question for each contradiction that is not decided; `language` is the site's."""
    library = site.library
    known = answered(library.answers)
    reports = Reports(site.articles, site.mentions, library.entities, countries(library.sources), language)
    asked: set[tuple[str, ...]] = set()
    for event in site.events.values():
        for difference in reports.find(event) if len(event.articles) > 1 else ():
            two = (difference.first.article, difference.second.article)
            key = (difference.kind, difference.about, *two) if difference.kind == "title" else (text_of(difference),)
            if text_of(difference) not in known and key not in asked:
                asked.add(key)
                yield _question(site, difference)


def _question(site: Site, difference: Difference) -> Question:
    first, second = difference.first, difference.second
    about = "title" if difference.kind == "title" else difference.kind
    decide = partial(_decided, text_of(difference))
    headline = one_line(site.events[difference.event].headline)
    return Question(
        path=site.library.articles[second.article].path,
        kind=KIND,
        text=f"“{first.words}” in {first.article}, “{second.words}” in {second.article}: "
        f"two {about}s for “{headline}” ({difference.event})",
        hint=f"correct a date or a fact of the digest, or add an answer of the kind {KIND} to {ANSWERS}",
        title=headline,
        why=f"Two reports of one event give different {about}s; readers are told only what you decide.",
        context=(*_told(site, first), *_told(site, second)),
        options=(
            Option(
                key="both",
                label="both stand: readers see that reports differ",
                then=lambda _: decide("accept", BOTH),
            ),
            Option(
                key="first",
                label=f"“{first.words}” is right ({first.article}); readers see both",
                then=lambda _: decide("accept", first.article),
            ),
            Option(
                key="second",
                label=f"“{second.words}” is right ({second.article}); readers see both",
                then=lambda _: decide("accept", second.article),
            ),
            Option(key="none", label="this is no contradiction", then=lambda _: decide("reject", ""), rejects=True),
        ),
    )


def _decided(text: str, verdict: str, value: str) -> tuple[Edit, ...]:
    return (stored(ANSWERS, KIND, text, verdict, value),)


def _told(site: Site, claim: Claim) -> tuple[str, ...]:
    """A claim with its article and the sentence it stands in."""
    article = site.library.articles[claim.article]
    lines = [f"{claim.words}: {article.title} ({_from(article)})"]
    if claim.evidence:
        text = mentions.fields(article).get(claim.evidence.field, "")
        lines.append(one_line(text[slice(*claim.evidence.sentence)]))
    return tuple(lines)


def _from(article: Article) -> str:
    source = article.source.name if isinstance(article.source, SourceName) else article.source
    return ", ".join(filter(None, (article.date.edtf if article.date else "undated", source)))
