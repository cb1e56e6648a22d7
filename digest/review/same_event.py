"""Events of different articles that seem to be one: the curator joins them, or says that they are two. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from digest.content.change import END, Key
from digest.content.frontmatter import Plain
from digest.content.journal import Edit
from digest.link import mentions, same_event
from digest.link.same_event import Pair
from digest.link.timeline import event_id
from digest.model import Article, Event, Library, Site
from digest.review.options import ANSWERS, Option, stored
from digest.review.question import Question
from digest.text import one_line, slug

KIND = "same-event"
FOLDER = "content/events"

_PLAIN_ID = re.compile(r"(?![0-9]{4}-)\w[\w.-]{0,79}")


def ask(site: Site) -> Iterator[Question]:
    """One question for each pair of events that seem to be one."""
    library = site.library
    denied = {
        frozenset(a.text.replace(",", " ").split()) for a in library.answers if (a.kind, a.verdict) == (KIND, "reject")
    }
    for pair in same_event.find(site.events.values(), library.entities, library.events):
        if frozenset((pair.first, pair.second)) not in denied:
            yield _question(site, pair)


def _question(site: Site, pair: Pair) -> Question:
    first, second = site.events[pair.first], site.events[pair.second]
    library = site.library
    shared = library.events.get(first.id)
    ident = first.id if shared else _free(first.id, library)
    join = partial(_joined, site, ident, (second,) if shared else (first, second))
    words = one_line(first.headline)[:80]
    same = [Option(key="same", label=f"they are one: “{words}”", then=lambda _: join(None if shared else first))]
    if not shared and first.headline != second.headline:
        label = f"they are one: “{one_line(second.headline)[:80]}”"
        same.append(Option(key="second", label=label, then=lambda _: join(second)))
    return Question(
        path=library.articles[second.articles[0]].path,
        kind=KIND,
        text=f"“{second.headline}” ({second.id}) seems to be the same event as “{first.headline}” ({first.id})",
        hint=f"add event: {ident} to {'it' if shared else f'both, and {FOLDER}/{ident}.md'}; if they are two, add "
        f"{{kind: {KIND}, text: {first.id} {second.id}, verdict: reject}} to {ANSWERS}",
        title=second.headline,
        why=f"They agree: {'; '.join(pair.why)}. One event should stand once, with all of its reports.",
        context=(*told(site, first), *told(site, second)),
        options=(
            *same,
            Option(
                key="different",
                label="they are two events",
                then=lambda _: (stored(ANSWERS, KIND, f"{first.id} {second.id}"),),
                rejects=True,
            ),
        ),
    )


def cited(site: Site, event: Event, article: Article) -> tuple[Edit, ...]:
    """One more article reports an event; where that has no file of its own, it is given one, which all of them name."""
    shared = event.id in site.library.events
    ident = event.id if shared else _free(event.id, site.library)
    cites = Edit(path=article.path, values={("events", END): {"event": ident}})
    return (cites,) if shared else (*_joined(site, ident, (event,), event), cites)


def told(site: Site, event: Event) -> tuple[str, ...]:
    """An event so that it can be told from another: headline, date and articles, and the sentences of its reports."""
    date = event.date.edtf if event.date else "undated"
    lines = [f"{event.headline} ({date}; {', '.join(event.articles)})"]
    for proof in event.evidence:
        text = mentions.fields(site.library.articles[proof.article]).get(proof.field, "")
        lines.append(one_line(text[slice(*proof.sentence)]))
    return tuple(lines)


def _free(ident: str, library: Library) -> str:
    """The id of the new file: the event's own where a file may be called so, which leaves its address as it is."""
    wanted = ident if _PLAIN_ID.fullmatch(ident) and len(ident.encode()) <= 80 else slug(f"event-{ident}")
    taken = {known.casefold() for known in library.events}
    free, n = wanted, 2
    while free.casefold() in taken:
        free, n = f"{wanted[:70]}-{n}", n + 1
    return free


def _joined(site: Site, ident: str, events: tuple[Event, ...], words: Event | None) -> tuple[Edit, ...]:
    """Every telling of the events names the one event; `words` is the event a new file is made from."""
    edits = [_made(ident, words, events)] if words else []
    for article in site.library.articles.values():
        values: dict[Key, Plain | None] = {}
        expects: dict[Key, Plain] = {}
        for n, fields in enumerate(article.events):
            if article.id in site.articles and event_id(article.id, fields) in {e.id for e in events}:
                values["events", n, "event"] = ident
                expects |= {("events", n, "headline"): fields.headline} if fields.headline else {}
        if values:
            edits.append(Edit(path=article.path, values=values, expects=expects))
    return tuple(edits)


def _made(ident: str, words: Event, events: tuple[Event, ...]) -> Edit:
    """The file of an event that several articles report: what both of its records know."""
    date = next((e.date for e in (words, *events) if e.date and e.date.precision in ("day", "instant")), words.date)
    place = words.place or next((e.place for e in events if e.place), "")
    who = dict.fromkeys(who for e in (words, *events) for who in e.entities if who != place)
    stories = {story for e in events for story in e.stories}
    values: dict[str, Plain] = {"schema": "1", "headline": words.headline}
    values |= {"date": date.edtf} if date else {}
    values |= {"place": place} if place else {}
    values |= {"entities": list(who)} if who else {}
    kind = words.kind or next((e.kind for e in events if e.kind), "")
    values |= {"kind": kind} if kind else {}
    values |= {"story": stories.pop()} if len(stories) == 1 else {}
    return Edit(path=f"{FOLDER}/{ident}.md", action="create", values={(key,): value for key, value in values.items()})
