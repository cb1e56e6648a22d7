"""Events whose day nobody knows yet. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from digest.content.change import Key
from digest.content.frontmatter import Plain
from digest.content.journal import Edit
from digest.link.markup import plain_text
from digest.link.timeline import event_id
from digest.model import Answer, Article, Event, Library, Site
from digest.review.articles import dated
from digest.review.options import ANSWERS, Option, stored
from digest.review.question import Question, around, beginning, refused


def ask(site: Site) -> Iterator[Question]:
    """One question for each event without a date that an article reports."""
    for event in site.events.values():
        if event.date is None and event.articles and not _unknowable(event, site.library):
            yield _question(event, site.library)


def _unknowable(event: Event, library: Library) -> bool:
    if event.id in library.events:
        return any(_is_no(a, event.id) for a in library.answers)
    return any(refused(library.articles[a], "unknown-date", event.headline) for a in event.articles)


def _is_no(answer: Answer, text: str) -> bool:
    return answer.kind == "unknown-date" and answer.verdict == "reject" and answer.text.strip() == text


def _question(event: Event, library: Library) -> Question:
    article = library.articles[event.articles[0]]
    shared = library.events.get(event.id)
    path = shared.path if shared else article.path
    if shared:
        settled, denied = partial(dated, path), stored(ANSWERS, "unknown-date", event.id)
    else:
        settled, denied = partial(_event_dated, article, event), stored(path, "unknown-date", event.headline)
    give = Option(key="date", label="give the event’s date", needs="date", then=settled)
    whole = Option(
        key="article",
        label="give the article’s date, from which it follows",
        needs="date",
        then=partial(dated, article.path),
    )
    unknown = Option(key="unknown", label="its date cannot be known", then=lambda _: (denied,), rejects=True)
    waits = f"It happened “{event.said}”, and the article that says so has no date itself."
    nowhere = f"“{event.said}” gives no day by itself." if event.said else "Without a date it stands on no timeline."
    return Question(
        path=path,
        kind="pending-date" if event.pending else "unknown-date",
        text=f"“{event.headline}” happened “{event.said}”" if event.pending else f"“{event.headline}” has no date",
        hint="it resolves by itself once the article has a date" if event.pending else _HINT,
        title=article.title,
        why=waits if event.pending else nowhere,
        context=_context(article, event),
        marked=event.said,
        options=(whole, give, unknown) if event.pending else (give, unknown),
    )


_HINT = "add date: to the event if it can be known"


def _event_dated(article: Article, event: Event, value: str) -> tuple[Edit, ...]:
    """The date in the place of the words that gave none, in each telling of the event in this article."""
    values: dict[Key, Plain | None] = {}
    expects: dict[Key, Plain] = {}
    for n, told in enumerate(article.events):
        if event_id(article.id, told) == event.id and told.date is None:
            values |= {("events", n, "when"): None, ("events", n, "date"): value}
            expects |= {("events", n, "headline"): told.headline} if told.headline else {}
    return (Edit(path=article.path, values=values, expects=expects),)


def _context(article: Article, event: Event) -> tuple[str, ...]:
    """The sentence with the event's own words for its date, else the article's beginning."""
    at = article.body.find(event.said) if event.said else -1
    return (plain_text(around(article.body, at, at + len(event.said))),) if at >= 0 else beginning(article)
