"""What an event's page parts show of its reports: the sentences that tell it, and what they differ on. Pure.

The rights of each report decide: a sentence stands only where it may be shown, and what a report says differently only
where more of it than its metadata may appear.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.dates import read
from digest.link import markup, mentions
from digest.model import Claim, Difference, Event
from digest.site.views import Differing, Proof, Version
from digest.text import one_line

if TYPE_CHECKING:
    from digest.site.cards import Cards

LONGEST = 400
"""A sentence with more code points is a text without stops, and no evidence to be read at a glance."""


def proofs(cards: Cards, event: Event) -> tuple[Proof, ...]:
    """The sentences by which its reports tell an event, as far as they may be shown."""
    found = []
    for proof in event.evidence:
        start, end = proof.sentence
        allowed = cards.allowance(proof.article).sentence(proof.field, start, end)
        if not allowed or end - start > LONGEST or proof.article not in cards.site.articles:
            continue
        article = cards.site.articles[proof.article]
        text = one_line(markup.plain_text(mentions.fields(article).get(proof.field, "")[start:end]))
        card = cards.article(proof.article)
        own = proof.field.partition("[")[0] in mentions.OWN_WORDS
        found.append(
            Proof(
                report=card,
                text=text,
                language=card.language if own else cards.config.language,
                direction=card.direction if own else cards.direction,
            )
        )
    return tuple(found)


def differences(cards: Cards, event: Event) -> tuple[Differing, ...]:
    """What its reports differ on, where the curator said that they do; all that differ on one thing together."""
    by_subject: dict[tuple[str, str], list[tuple[Claim, Difference]]] = {}
    for d in event.differences:
        if all(c.article in cards.site.articles and cards.allowance(c.article).curated for c in (d.first, d.second)):
            by_subject.setdefault((d.kind, d.about), []).extend(((d.first, d), (d.second, d)))
    return tuple(
        Differing(who=cards.entity(about) if kind == "title" else None, versions=_versions(cards, event, claims))
        for (kind, about), claims in by_subject.items()
    )


def _versions(cards: Cards, event: Event, claims: list[tuple[Claim, Difference]]) -> tuple[Version, ...]:
    """One version of each report, in the order of the reports."""
    right = {d.right for _, d in claims}
    of_article = {claim.article: (claim.words, d.kind == "date") for claim, d in claims}
    return tuple(
        Version(
            report=cards.article(article),
            words="" if dated else one_line(words),
            when=read(words) if dated else None,
            right=article in right,
        )
        for article in event.articles
        if article in of_article
        for words, dated in (of_article[article],)
    )
