"""Which articles must be named again because a record has changed: those whose texts may hold one of its names. Pure.

What naming finds in an article depends on the article, the site's language, the records that its front matter and its
[[links]] refer to, and the records whose names or forms stand in its texts: each of them by its id, group, name and
names in other languages; of its aliases, only those that stand there. So when a record changes, whatever refers to it
must be named again, and whatever holds a spelling that is new, gone or of another kind; nothing else.

A spelling is told by its first run of letters and digits, since neither folding nor the line ends of a text reach into
that. Texts that hold the run and not the name are named again in vain.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import reduce

import msgspec

from digest.link.folding import lower, plain, spelled
from digest.link.forms import derived, spellings
from digest.link.mentions import fields
from digest.model import Article, Entity

_RUN = re.compile(r"[^\W_]+")

Change = tuple[Entity | None, Entity | None]
"""A record before and after; None where there is none."""


class Touched(msgspec.Struct, frozen=True):
    """What an article must hold to be named otherwise than before."""

    ids: frozenset[str] = frozenset()
    """Records that its front matter or a [[link]] refers to."""
    leads: frozenset[str] = frozenset()
    """What stands in its texts as it is, or with an accent too many; "" stands in every text."""
    caseless: frozenset[str] = frozenset()
    """What stands in its texts in lower case."""

    def __or__(self, other: Touched) -> Touched:
        return Touched(self.ids | other.ids, self.leads | other.leads, self.caseless | other.caseless)

    def concerns(self, article: Article) -> bool:
        """Whether the article may be named otherwise than before."""
        return not self.ids.isdisjoint(_referred(article)) or any(map(self.reaches, fields(article).values()))

    def reaches(self, text: str) -> bool:
        """Whether a text (NFC) may name somebody else than before, or refers to a record that has changed."""
        bare = plain(text)
        if any(lead in bare or (bare is not text and lead in text) for lead in self.leads):
            return True
        if "[[" in text and any(ident in text for ident in self.ids):
            return True
        if not self.caseless:
            return False
        low = lower(text)
        return any(lead in low for lead in self.caseless)


def touched(changes: Iterable[Change]) -> Touched:
    """What an article must hold for one of these changes to show in it."""
    return reduce(Touched.__or__, (_of_change(*change) for change in changes), Touched())


def _of_change(before: Entity | None, after: Entity | None) -> Touched:
    one, other = _forms(before), _forms(after)
    same = before is not None and after is not None and _itself(before) == _itself(after)
    changed = one ^ other if same else one | other
    if same and not changed and before is not None and after is not None and before.aliases == after.aliases:
        return Touched()
    return Touched(
        frozenset(record.id for record in (before, after) if record),
        frozenset(_lead(text) for text, case, _ in changed if case),
        frozenset(_lead(text) for text, case, _ in changed if not case),
    )


def _itself(entity: Entity) -> tuple[object, ...]:
    """What naming asks of a record that stands in a text, by whichever name."""
    return entity.id, entity.group, entity.name, entity.names, entity.match


def _forms(entity: Entity | None) -> frozenset[tuple[str, bool, str]]:
    """All that the table of names holds for a record: (spelling, whether case counts, what it is)."""
    if entity is None or not entity.match:
        return frozenset()
    own = (
        (spelled(a.name) if a.case else lower(spelled(a.name)), a.case, f"{a.needs_context} {a.ambiguous}")
        for a in spellings(entity)
    )
    return frozenset((*own, *((text, True, rule) for text, rule in derived(entity))))


def _lead(text: str) -> str:
    run = _RUN.search(text)
    return run[0] if run else ""


def _referred(article: Article) -> Iterator[str]:
    """The records that an article's front matter refers to."""
    yield from article.entities
    yield from article.prefer.values()
    yield from (quote.speaker for quote in article.quotes)
    for event in article.events:
        yield event.place
        yield from event.entities
