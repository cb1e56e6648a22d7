"""Names that several entities share: whom one article means by them is for the curator to say. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial

from digest.content.change import END
from digest.content.journal import Edit
from digest.link.mentions import Ambiguous
from digest.model import Article, Entity, Library
from digest.review.options import Option
from digest.review.question import Question, around

MOST_SENTENCES = 3


def ask(library: Library, ambiguous: Iterable[Ambiguous]) -> Iterator[Question]:
    """One question for each name in each article."""
    for name in ambiguous:
        yield _question(library, name)


def _question(library: Library, open_name: Ambiguous) -> Question:
    article, name = library.articles[open_name.article], open_name.name
    means = partial(_means, article.path, name)
    each = [
        Option(key=ident, label=described(ident, library.entities.get(ident)), then=partial(_this, means, ident))
        for ident in open_name.entities
    ]
    return Question(
        path=article.path,
        kind="ambiguous-name",
        text=f"“{name}” may be {' or '.join(open_name.entities)}" + (" or nobody" if len(each) == 1 else ""),
        hint=f"add prefer: {{{name}: {open_name.entities[0]}}}, or deny: [{name}]",
        title=article.title,
        why=f"{len(each)} records share the name, so it is linked to none of them."
        if len(each) > 1
        else "Its record says that the name often means something else, so it is linked only where you say so.",
        context=sentences_with(article, name),
        marked=name,
        options=(
            *each,
            Option(
                key="other", label="another entity: give its id", needs="id", known=library.entities.keys(), then=means
            ),
            Option(
                key="none",
                label="none of them: the name means no entity in this article",
                then=lambda _: (Edit(path=article.path, values={("deny", END): name}),),
                rejects=True,
            ),
        ),
    )


def _means(path: str, name: str, ident: str) -> tuple[Edit, ...]:
    return (Edit(path=path, values={("prefer", name): ident}),)


def _this(means: partial[tuple[Edit, ...]], ident: str, _: str) -> tuple[Edit, ...]:
    return means(ident)


def described(ident: str, entity: Entity | None) -> str:
    """An entity so that it can be told from others of its name."""
    if entity is None:
        return ident
    return f"{entity.name} ({ident}): {entity.summary or entity.kind or entity.group}"


def sentences_with(article: Article, name: str, most: int = MOST_SENTENCES) -> tuple[str, ...]:
    """The first sentences that hold a name, whatever stands between its words."""
    pattern = re.compile(r"\s+".join(map(re.escape, name.split())), re.IGNORECASE)
    found: dict[str, None] = {}
    for text in (article.body, article.title, article.summary, *article.facts):
        for match in pattern.finditer(text):
            found[around(text, match.start(), match.end())] = None
            if len(found) == most:
                return tuple(found)
    return tuple(found)
