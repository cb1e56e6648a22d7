"""Names that texts hold and no record has: each becomes a record, another name of one, or is no name. Pure.

One question for each name of the whole digest, the most frequent first. Read closely are all articles of a small digest
and a sample of a large one: what is frequent shows there, and the sample holds the newest. What was found in it is
counted everywhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial

import msgspec

from digest.config import SiteConfig
from digest.content.change import END, Key
from digest.content.frontmatter import Plain
from digest.content.journal import Edit
from digest.link import mentions, suggest
from digest.link.folding import fold, spelled
from digest.link.forms import derived, spellings
from digest.link.markup import BLANK, mask, shelves
from digest.link.names import Found, Name, Words, longest
from digest.link.suggest import Recogniser, Suggestion, lexicon
from digest.model import GROUPS, Article, Entity, Library, Site, SourceName
from digest.review.names import described, sentences_with
from digest.review.options import ANSWERS, Option, Refused, stored
from digest.review.question import Question
from digest.text import Slugs, one_line, slug

NEWEST, SPREAD = 100, 100
"""Articles that are read closely: the newest ones, and as many more spread over the rest."""
LEAST_ARTICLES, LEAST_MENTIONS = 2, 3
"""A name is worth a question when so many articles hold it, or when one article does so many times."""
MOST = 100
"""Names that are asked about at one time; when they are answered, others come."""
MOST_LIKELY = 3
"""Records that are offered as what a name may be another name of."""
SENTENCES = 3

MOST_TEXT = 100_000
"""Code points of one article that are read closely."""

_NOUNS = frozenset(["de", "gsw", "lb", "nds", "pfl", "bar"])
"""Languages that write every noun with a capital, so that a capital says nothing of a name."""
_BLANKS = re.compile(f"{BLANK}+")


def ask(site: Site, config: SiteConfig, recognise: Recogniser | None = None) -> Iterator[Question]:
    """The questions about names, those of most articles first."""
    closely = _sample([a for a in site.articles.values() if not _capitalised(a.language or config.language)])
    texts = {article.id: _text(article) for article in closely}
    named = {article.id: _taken(site, article) for article in closely}
    found = suggest.suggest(texts, _known(site.library), named, recognise)
    worth = sorted((s for s in found if _is_worth(s)), key=lambda s: (-len(s.articles), -s.mentions, s.name))[:MOST]
    worth = _counted(worth, found, [a for a in site.articles.values() if a.id not in texts])
    library = site.library
    taken = {slug(ident, config.slugs) for shelf in shelves(library).values() for ident in shelf}
    owners = {alias.name: e.id for e in library.entities.values() for alias in spellings(e)}
    for rank, suggestion in enumerate(worth):
        likely = dict.fromkeys(owners[m.right] for m in suggestion.same if m.right in owners)
        yield _question(library, suggestion, [*likely][:MOST_LIKELY], partial(_new_id, taken, config.slugs), rank)


def _capitalised(language: str) -> bool:
    return language.lower().partition("-")[0] in _NOUNS


def _is_worth(found: Suggestion) -> bool:
    """Whether a name is worth a question: it is frequent enough, and no word that only opens sentences or that is a
    part of many names, as Board or Quay."""
    capital = "opens-sentence" in found.why and not {"inside-sentences", "recognised"} & set(found.why)
    frequent = len(found.articles) >= LEAST_ARTICLES or found.mentions >= LEAST_MENTIONS
    part = not set("CLG") & (known := set(lexicon.classes(found.name.lower()))) and bool(known & set("OPHTR"))
    return frequent and (" " in found.name or not (capital or part))


# ------------------------------------------------------------------------------------------------------ what is read


def _sample(newest_first: list[Article]) -> list[Article]:
    """The newest articles, and some of the rest at even steps."""
    rest = newest_first[NEWEST:]
    step = max(1, -(-len(rest) // SPREAD))
    return [*newest_first[:NEWEST], *rest[::step]]


def _prose(article: Article) -> dict[str, str]:
    """An article's texts by field. What is no prose in its body is blank, and no name reaches across it."""
    texts = mentions.fields(article)
    if "body" in texts:
        texts["body"] = _BLANKS.sub(lambda m: BLANK + " " * (len(m.group()) - 1), mask(texts["body"]))
    return {field: text for field, text in texts.items() if not field.startswith("events[")}


def _text(article: Article) -> str:
    return "\n\n".join(_prose(article).values())[:MOST_TEXT]


def _taken(site: Site, article: Article) -> list[tuple[int, int]]:
    """The places of `_text` that name somebody known, from left to right."""
    at, starts = 0, {}
    for field, text in _prose(article).items():
        starts[field] = at
        at += len(text) + 2
    places = [
        (starts[m.field] + m.start, starts[m.field] + m.end)
        for m in site.mentions.get(article.id, ())
        if m.field in starts and m.end > m.start
    ]
    return sorted(places)


def _known(library: Library) -> Iterator[str]:
    """Every name that is settled: of records and outlets, what follows from them, and what was answered."""
    for entity in library.entities.values():
        yield from (alias.name for alias in spellings(entity))
        yield from (form for form, _ in derived(entity))
    for source in library.sources.values():
        yield from (source.name, source.name.removeprefix("The "), source.name.rpartition(" ")[2])
    for article in library.articles.values():
        yield from article.deny
        yield from article.prefer
        yield from article.authors
        if isinstance(article.source, SourceName):
            yield article.source.name
    yield from (answer.text for answer in library.answers if answer.kind == "unknown-name")


def _counted(worth: list[Suggestion], found: list[Suggestion], others: list[Article]) -> list[Suggestion]:
    """Suggestions with the articles that were not read closely, where these hold them, and no longer name there."""
    if not others:
        return worth
    own = {spelled(s.name) for s in worth}
    longer = {spelled(s.name) for s in found if not own.isdisjoint(spelled(s.name).split(" "))}
    words = Words(own | longer)
    articles: dict[str, set[str]] = {}
    mentioned: Counter[str] = Counter()
    for article in others:
        text = fold(article.body[:MOST_TEXT])
        for hit in longest(Found(a, b, Name(word, True, (), frozenset())) for a, b, word in words.find(text)):
            articles.setdefault(hit.name.text, set()).add(article.id)
            mentioned[hit.name.text] += 1
    return [
        msgspec.structs.replace(
            s,
            articles=tuple(sorted({*s.articles, *articles.get(spelled(s.name), ())})),
            mentions=s.mentions + mentioned[spelled(s.name)],
        )
        for s in worth
    ]


# ------------------------------------------------------------------------------------------------------ what is asked


def _question(library: Library, found: Suggestion, likely: list[str], new_id: partial[str], rank: int) -> Question:
    name = found.name
    kinds = [kind for kind, _ in found.votes]
    return Question(
        path="content/entities",
        kind="unknown-name",
        text=f"“{name}” has no record",
        hint=f"make a record of it, or add {{kind: unknown-name, text: {name}, verdict: reject}} to {ANSWERS}",
        title=name,
        why=_why(found),
        context=_context(library, found),
        marked=name,
        options=(
            *(_alias(name, library.entities[ident]) for ident in likely),
            *(_record(name, kind, new_id) for kind in kinds),
            Option(
                key="alias",
                label="it is another name of a record: give its id",
                needs="id",
                known=library.entities.keys(),
                then=partial(_named_too, library.entities, name),
            ),
            Option(
                key="name",
                label=f"{_a(kinds[0])} whose name is written otherwise: give the name; this one becomes an alias",
                needs="text",
                then=partial(_renamed, name, kinds[0], new_id),
            ),
            Option(
                key="no",
                label="not a name, or not worth a record",
                then=lambda _: (stored(ANSWERS, "unknown-name", name),),
                rejects=True,
            ),
        ),
        rank=rank,
    )


def _why(found: Suggestion) -> str:
    kind, share = found.votes[0]
    reasons = [suggest.REASONS[reason] for reason in found.why if reason in suggest.REASONS]
    articles = "1 article holds" if len(found.articles) == 1 else f"{len(found.articles):,} articles hold"
    also = [text for text, _ in found.spellings if text != found.name][:3]
    written = f", also as {', '.join(f'“{text}”' for text in also)}" if also else ""
    sure = "Taken for" if share >= 0.6 else "Perhaps"
    return (
        f"{articles} it, {found.mentions:,} times{written}. {sure} {_a(kind)}: {'; '.join(reasons) or 'by its place'}."
    )


def _a(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"


def _context(library: Library, found: Suggestion) -> tuple[str, ...]:
    """A sentence of each of some articles, behind the article's id."""
    shown: list[str] = []
    for ident in found.articles[: 4 * SENTENCES]:
        spelled_here = (found.name, *(text for text, _ in found.spellings))
        for text in spelled_here:
            if sentence := sentences_with(library.articles[ident], text, 1):
                shown.append(f"{ident}: {one_line(sentence[0])}")
                break
        if len(shown) == SENTENCES:
            break
    return tuple(shown)


def _alias(name: str, entity: Entity) -> Option:
    return Option(
        key=f"alias-{entity.id}",
        label=f"another name of {described(entity.id, entity)}",
        then=lambda _: _named_too({entity.id: entity}, name, entity.id),
    )


def _named_too(entities: Mapping[str, Entity], name: str, ident: str) -> tuple[Edit, ...]:
    return (Edit(path=entities[ident].path, values={("aliases", END): name}),)


def _record(name: str, kind: str, new_id: partial[str]) -> Option:
    return Option(
        key=kind, label=f"{_a(kind)}: make {_path(kind, new_id(name))}", then=lambda _: _made(name, kind, new_id, ())
    )


def _renamed(found: str, kind: str, new_id: partial[str], name: str) -> tuple[Edit, ...] | Refused:
    if spelled(name) == spelled(found):
        return Refused("this is the name as it was found", f"“{kind}” makes a record of it")
    return _made(name, kind, new_id, (found,))


def _made(name: str, kind: str, new_id: partial[str], aliases: tuple[str, ...]) -> tuple[Edit, ...]:
    values: dict[Key, Plain | None] = {("name",): name}
    if aliases:
        values["aliases",] = list(aliases)
    return (Edit(path=_path(kind, new_id(name)), values=values, action="create"),)


def _path(kind: str, ident: str) -> str:
    group = next(group for group, own in GROUPS.items() if own == kind)
    return f"content/entities/{group}/{ident}.md"


def _new_id(taken: set[str], slugs: Slugs, name: str) -> str:
    """An id for a name that no record of any kind has, in addresses either."""
    ident = slug(name, slugs)
    number = 2
    while ident in taken:
        ident = f"{slug(name, slugs, _ROOM)}-{number}"
        number += 1
    return ident


_ROOM = 72
"""Bytes of a slug that leave room for a number within the longest id."""
