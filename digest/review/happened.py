"""What an article tells to have happened and does not record: the curator makes an event of it, or says no. Pure.

Where another article records what seems to be the same, the question is whether it is that one.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from digest.content.change import END
from digest.content.frontmatter import Plain
from digest.content.journal import Edit
from digest.link.outlets import countries
from digest.model import Article, Entity, Event, Site
from digest.review.occurrences import Occurrence
from digest.review.options import Option, stored
from digest.review.question import Question, refused
from digest.review.same_event import cited, told
from digest.review.unrecorded import Elsewhere, find
from digest.text import first_words, one_line

MOST = 100
"""Events that are asked about at one time; when they are answered, others come."""
MOST_ARTICLES = 1_000
"""Articles that are read for them, the newest ones."""
_KEY_WORDS, _NAMED = 8, 3


def ask(site: Site) -> Iterator[Question]:
    """The questions about the newest articles; in each the surest come first."""
    library = site.library
    recorded: dict[str, list[Event]] = {}
    for event in site.events.values():
        for ident in event.articles:
            recorded.setdefault(ident, []).append(event)
    asked, country = 0, countries(library.sources)
    elsewhere = Elsewhere(site.events.values(), library.entities)
    for article in [*site.articles.values()][:MOST_ARTICLES]:
        mentions, known = site.mentions.get(article.id, ()), recorded.get(article.id, [])
        found = find(article, mentions, library.entities, known, country(article))
        for rank, each in enumerate(o for o in found if not refused(article, "event", _key(o))):
            yield _question(site, article, each, elsewhere.like(each), rank)
            asked += 1
        if asked >= MOST:
            return


def _key(found: Occurrence) -> str:
    """What the answer is kept under: the date, and how the sentence begins."""
    return f"{found.when.edtf}: {found.sentence[: first_words(found.sentence, _KEY_WORDS)]}"


def _question(site: Site, article: Article, found: Occurrence, like: Event | None, rank: int) -> Question:
    """`like` is the event of other articles that it seems to be."""
    key, make, entities = _key(found), partial(_taken, article.path, found), site.library.entities
    begins = f"{key}{'' if found.sentence.endswith(key.partition(': ')[2]) else ' …'}"
    asks = f"is this “{one_line(like.headline)[:80]}” ({like.id})?" if like else "was this an event?"
    add = f"{{event: {like.id}}}" if like and like.id in site.library.events else "it"
    return Question(
        path=article.path,
        kind="event",
        text=f"{asks} {begins}",
        hint=f"add {add} to events:, or {{kind: event, text: …, verdict: reject}} to answers: with the text “{key}”",
        title=article.title,
        why=_why(found) + (f" {_recorded(like)}" if like else ""),
        context=tuple(dict.fromkeys((found.sentence, *(told(site, like) if like else ())))),
        marked=found.said,
        options=(
            *_as_recorded(site, article, like),
            *_as_found(found, make, entities),
            Option(
                key="headline",
                label=f"an event of {found.when.edtf}: give its headline{_tied(found, entities)}",
                needs="text",
                then=lambda text: make(text, ""),
            ),
            *(
                [
                    Option(
                        key="date",
                        label="an event of another day: give its date",
                        needs="date",
                        then=_dated(make, found),
                    )
                ]
                if found.headline
                else []
            ),
            Option(
                key="no",
                label="no event, or not worth one",
                then=lambda _: (stored(article.path, "event", key),),
                rejects=True,
            ),
        ),
        rank=rank,
        others=tuple(site.library.articles[a].path for a in like.articles) if like else (),
    )


def _dated(make: partial[tuple[Edit, ...]], found: Occurrence) -> partial[tuple[Edit, ...]]:
    return partial(make, found.headline)


def _recorded(like: Event) -> str:
    """Where an event stands already."""
    articles = f", as {', '.join(like.articles[:_NAMED])} tells it" if like.articles else ""
    return f"But the digest has an event like it{articles}: date, names and words agree."


def _as_recorded(site: Site, article: Article, like: Event | None) -> Iterator[Option]:
    """The event that is recorded: this article reports it as well."""
    if like is not None:
        when = f", {like.date.edtf}" if like.date else ""
        yield Option(
            key="same",
            label=f"it is “{one_line(like.headline)[:80]}”{when}: this article reports it too",
            then=lambda _: cited(site, like, article),
        )


def _as_found(found: Occurrence, make: partial[tuple[Edit, ...]], entities: dict[str, Entity]) -> Iterator[Option]:
    """The event as the sentence tells it, where a headline could be made of it."""
    if found.headline:
        yield Option(
            key="take",
            label=f"“{found.headline}”, {found.when.edtf}{_tied(found, entities)}",
            then=lambda _: make(found.headline, ""),
        )


def _tied(found: Occurrence, entities: dict[str, Entity]) -> str:
    """Where it happened and who took part, for the curator."""

    def name(ident: str) -> str:
        return entities[ident].name if ident in entities else ident

    where = f", at {name(found.place)}" if found.place else ""
    return where + (f", with {', '.join(map(name, found.entities))}" if found.entities else "")


def _why(found: Occurrence) -> str:
    if found.inherited:
        return f"A guess: the sentence goes on about the one before it, which is of “{found.said}” ({found.when.edtf})."
    told = "Somebody said so" if found.statement else "The sentence says that something happened"
    said = f"“{found.when_words or found.said}”"
    day = f"in {said}" if found.said == found.when.edtf else f"{said}, which is {found.when.edtf}"
    return f"{told} {day}; of such dates {found.confidence:.0%} are right. The article records no such event."


def _taken(path: str, found: Occurrence, headline: str, date: str) -> tuple[Edit, ...]:
    """The edit that records the event: by the article's own words for the date, if these give it, else by the date."""
    event: dict[str, Plain] = {"headline": headline}
    event |= {"when": found.when_words} if found.when_words and not date else {"date": date or found.when.edtf}
    if found.place:
        event["place"] = found.place
    if found.entities:
        event["entities"] = list(found.entities)
    if found.statement:
        event["kind"] = "statement"
    return (Edit(path=path, values={("events", END): event}),)
