"""Records that seem to be one: the curator makes them one, or says that they are not. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial

from digest.config import SiteConfig
from digest.content.journal import Edit
from digest.link.suggest import merges
from digest.model import Entity, LedgerEntry, Library, Site
from digest.review.joining import joined
from digest.review.names import described
from digest.review.options import ANSWERS, Option, Refused, stored
from digest.review.question import Question
from digest.text import one_line

MOST = 100
"""Pairs that are asked about at one time."""

WHY = {
    "spelling": "Their names are written alike.",
    "legal-form": "Their names differ only in a word such as Inc. or Group.",
    "initials": "The initials of one are those of the other.",
    "middle-name": "Their names differ only in a middle name.",
    "acronym": "The letters of one stand for the words of the other.",
}


def ask(site: Site, config: SiteConfig, ledger: Iterable[LedgerEntry]) -> Iterator[Question]:
    """One question for each two records that may be one, unless the curator has said that they are not."""
    library, entries = site.library, tuple(ledger)
    apart = {one_line(a.text) for a in library.answers if a.kind == "merge" and a.verdict == "reject"}
    asked = [
        found
        for found in merges.among(library.entities.values())
        if not _is_part(library, found.left, found.right)
        and apart.isdisjoint((f"{found.left} {found.right}", f"{found.right} {found.left}"))
    ]
    named = Counter({ident: len(articles) for ident, articles in site.backlinks.items()})
    asked.sort(key=lambda m: (-named[m.left] - named[m.right], m.left, m.right))
    for rank, found in enumerate(asked[:MOST]):
        pair = sorted((found.left, found.right), key=lambda i: (-named[i], -len(library.entities[i].name), i))
        yield _question(library, pair[0], pair[1], found.why, rank, config, entries, named)


def _is_part(library: Library, one: str, other: str) -> bool:
    """Whether the curator says that one is part of the other: then they are two."""
    return library.entities[one].part_of == other or library.entities[other].part_of == one


def _question(
    library: Library,
    one: str,
    other: str,
    why: str,
    rank: int,
    config: SiteConfig,
    ledger: tuple[LedgerEntry, ...],
    named: Counter[str],
) -> Question:
    first, second = library.entities[one], library.entities[other]
    low, high = sorted((first, second), key=lambda e: e.id)
    pair = f"{low.id} {high.id}"
    return Question(
        path=low.path,
        others=(high.path,),
        kind="merge",
        text=f"“{low.name}” ({low.id}) and “{high.name}” ({high.id}) seem to be one",
        hint=f"make one file of the two, or add {{kind: merge, text: {pair}, verdict: reject}} to {ANSWERS}",
        title=first.name,
        why=WHY[why],
        context=(_shown(first, named), _shown(second, named)),
        options=(
            *(
                Option(
                    key=f"into-{kept.id}",
                    label=f"one: {gone.id} becomes part of {kept.id}; its file goes",
                    then=partial(_joined, library, kept.id, gone.id, config, ledger),
                )
                for kept, gone in ((first, second), (second, first))
            ),
            Option(
                key="different",
                label="they are different",
                then=lambda _: (stored(ANSWERS, "merge", pair),),
                rejects=True,
            ),
        ),
        rank=rank,
    )


def _joined(
    library: Library, into: str, gone: str, config: SiteConfig, ledger: tuple[LedgerEntry, ...], _: str
) -> tuple[Edit, ...] | Refused:
    return joined(library, into, gone, config, ledger)


def _shown(entity: Entity, named: Counter[str]) -> str:
    names = [alias if isinstance(alias, str) else alias.name for alias in entity.aliases]
    also = f"; also {', '.join(names[:5])}" if names else ""
    articles = "1 article" if named[entity.id] == 1 else f"{named[entity.id]} articles"
    return f"{described(entity.id, entity).removesuffix('.')}{also} ({articles})"
