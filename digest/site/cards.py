"""The values that many pages show: cards, mentions, events, linked text. Each is made once and carries its digest."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache, cached_property, lru_cache
from typing import TypeVar

import msgspec

from digest.config import SiteConfig
from digest.dates import When
from digest.link import markup, mentions, offices
from digest.link.outlets import countries
from digest.link.quotes import Saying, register, said_on, speakers
from digest.link.tags import term_path
from digest.messages import Messages
from digest.model import GROUPS, Article, Event, Group, Mention, Record, Site, SourceName
from digest.site import editions, evidence, linked, media, rights
from digest.site.periods import section
from digest.site.rights import Allowance, allowance
from digest.site.urls import Listing, Urls
from digest.site.views import (
    Card,
    Child,
    Direction,
    Entry,
    EventItem,
    Link,
    MentionItem,
    Passage,
    QuoteItem,
    Section,
    Text,
)
from digest.text import digest, one_line

PASSAGES = 3
"""How many sentences of one article a mention shows."""

_RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"}
_RIGHT_TO_LEFT_SCRIPTS = {"Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"}

C = TypeVar("C", bound=Child)


def sealed(child: C) -> C:
    """The child with the digest of all its other fields."""
    return msgspec.structs.replace(child, digest=digest(msgspec.msgpack.encode(child)))


@lru_cache(maxsize=512)
def direction(language: str) -> Direction:
    """The direction of a BCP 47 tag: its script subtag decides, as in az-Arab, else the script CLDR has for it."""
    parts = language.split("-")
    script = next((p.capitalize() for p in parts[1:] if len(p) == 4 and p.isalpha()), "")
    return "rtl" if (script in _RIGHT_TO_LEFT_SCRIPTS if script else parts[0].lower() in _RIGHT_TO_LEFT) else "ltr"


class Cards:
    """Makes cards for one site in one language under one base path; nothing it makes ever changes."""

    def __init__(self, site: Site, config: SiteConfig, urls: Urls, messages: Messages) -> None:
        self.site, self.config, self.urls, self.messages = site, config, urls, messages
        self.direction = direction(config.language)
        self._articles: dict[str, Card] = {}
        self._entities: dict[str, Link] = {}
        self._lines: dict[str, Entry] = {}
        self._tags: dict[str, Link] = {}
        self._events: dict[str, EventItem] = {}
        self._allowances: dict[str, Allowance] = {}
        self.country = countries(site.library.sources)
        self.record: linked.Target = cache(self._record)
        self._heading = cache(self._group_heading)
        self._fields: dict[str, dict[str, str]] = {}
        self._named: dict[str, dict[str, list[Mention]]] = {}

    # ------------------------------------------------------------------------------------------------------ articles

    def allowance(self, ident: str) -> Allowance:
        if ident not in self._allowances:
            article = self.site.library.articles[ident]
            self._allowances[ident] = allowance(article, self.site.library, self.config)
        return self._allowances[ident]

    def article(self, ident: str) -> Card:
        """The card of a published article."""
        if ident not in self._articles:
            article = self.site.articles[ident]
            language = article.language or self.config.language
            self._articles[ident] = sealed(
                Card(
                    id=ident,
                    href=self.urls.link(article),
                    title=one_line(article.title),
                    language=language,
                    direction=direction(language),
                    date=article.date,
                    source=self.source(article),
                    summary=self.words(article.summary) if self.allowance(ident).curated else "",
                    story=self.story(article.story) if article.story else None,
                )
            )
        return self._articles[ident]

    def articles(self, idents: tuple[str, ...]) -> tuple[Card, ...]:
        return tuple(self.article(i) for i in idents if i in self.site.articles)

    def source(self, article: Article) -> Link | None:
        """The outlet: a link to its page if it has a record, else its bare name."""
        if isinstance(article.source, SourceName):
            return Link(label=article.source.name)
        return self.outlet(article.source) if article.source else None

    def outlet(self, ident: str) -> Link:
        """A link to an outlet; the bare id for one without a record."""
        record = self.site.library.sources.get(ident)
        if record is None:
            return Link(label=ident)
        return Link(label=record.name, href=self.urls.link(record))

    # ---------------------------------------------------------------------------------------------- records of others

    def entity(self, ident: str) -> Link:
        """A link to an entity; the bare id for one without a record."""
        if ident not in self._entities:
            entity = self.site.library.entities.get(ident)
            href = self.urls.link(entity) if entity else ""
            self._entities[ident] = (
                Link(label=entity.name, href=href, note=entity.kind) if entity else Link(label=ident)
            )
        return self._entities[ident]

    def office(self, ident: str, when: When | None) -> str:
        """The offices that an entity certainly held at a time; "" where nothing is certain."""
        entity = self.site.library.entities.get(ident)
        held = offices.held(entity, when) if entity and entity.positions else ()
        return self.messages.text("list.comma").join(dict.fromkeys(one_line(p.title) for p in held))

    def speaker(self, name: str, when: When | None = None) -> Link:
        """A link to who said something, with the office held then: the page of the record, else that of the name."""
        ident = self._speaker_of(name)
        if ident in self.site.library.entities:
            return msgspec.structs.replace(self.entity(ident), note=self.office(ident, when))
        return Link(label=one_line(name), href=self.urls.to("quotes", self.urls.quotes(name)))

    def story(self, ident: str) -> Link:
        story = self.site.library.stories[ident]
        return Link(label=story.title, href=self.urls.link(story))

    def tag(self, tag: str) -> Link:
        """A link to a tag, as written or by its path, labelled with its title."""
        if tag not in self._tags:
            path = self.urls.tag(tag)
            term = self.site.tags.get(path.removeprefix("tags/").rstrip("/"))
            self._tags[tag] = Link(label=term.title if term else tag, href=self.urls.to("tag", path))
        return self._tags[tag]

    def _record(self, name: str) -> Link | None:
        """What [[name]] leads to."""
        found = markup.resolve(name, self.site.library)
        if found is None:
            return None
        kind, ident = found
        library = self.site.library
        match kind:
            case "entity":
                return self.entity(ident)
            case "article" if ident in self.site.articles:
                return Link(label=self.article(ident).title, href=self.article(ident).href)
            case "article":
                return Link(label=ident)  # held back: not even its title may show
            case "event":
                return Link(label=library.events[ident].headline, href=self.urls.to("timeline", self.event_path(ident)))
            case "tag":
                return self.tag(ident)
            case "edition":
                edition = library.editions[ident]
                return Link(label=self.edition_title(ident), href=self.urls.link(edition))
            case "story":
                return self.story(ident)
            case "timeline":
                timeline = library.timelines[ident]
                return Link(label=timeline.title, href=self.urls.link(timeline))
            case "source":
                source = library.sources[ident]
                return Link(label=source.name, href=self.urls.link(source))
        page = library.pages[ident]
        return Link(label=page.title, href=self.urls.link(page))

    def edition_title(self, ident: str) -> str:
        return editions.title(self.site.library.editions[ident], self.messages)

    def groups(self, idents: tuple[str, ...] | list[str], when: When | None = None) -> tuple[Section, ...]:
        """Entities as one section for each group that has any, in the given order; with the offices held `when`."""
        entities = self.site.library.entities
        found: dict[Group, list[Entry]] = {group: [] for group in GROUPS}
        for ident in idents:
            if entity := entities.get(ident):
                held = self.office(ident, when) if entity.positions else ""
                line = Entry(link=msgspec.structs.replace(self.entity(ident), note=held)) if held else self.line(ident)
                found[entity.group].append(line)
        made = []
        for group, entries in found.items():
            if entries:
                title, href = self._heading(group)
                made.append(Section(title=title, anchor=group, href=href, entries=tuple(entries)))
        return tuple(made)

    def _group_heading(self, group: Group) -> tuple[str, str]:
        return self.messages.text(f"nav.{group}"), self.urls.index(group)

    def line(self, ident: str) -> Entry:
        """An entity as a line of a list."""
        if ident not in self._lines:
            self._lines[ident] = Entry(link=self.entity(ident))
        return self._lines[ident]

    # ---------------------------------------------------------------------------------------------------- linked text

    def words(self, text: str) -> str:
        """A text of the curator's as one line of plain words, its [[links]] without their marks."""
        return one_line(linked.words(text, self.record))

    def text(self, text: str) -> Text:
        """A sentence of the curator's own with its [[links]]."""
        return linked.runs(text, (), self.record, set())

    def runs(self, article: Article, field: str, text: str, seen: set[str] | None = None) -> Text:
        """A field's text with the first mention of each entity linked; `seen` are those its section linked before."""
        return linked.runs(text, self._linked(article, field), self.record, set() if seen is None else seen)

    def facts(self, article: Article) -> tuple[Text, ...]:
        """The facts, one section: each entity is linked where the first of them names it."""
        seen: set[str] = set()
        return tuple(self.runs(article, f"facts[{n}]", fact, seen) for n, fact in enumerate(article.facts))

    def quotes(self, article: Article) -> tuple[QuoteItem, ...]:
        """The quotations, one section, each with its speaker and the office held when it was said, or reported."""
        seen: set[str] = set()
        result = []
        for n, quote in enumerate(article.quotes):
            when = said_on(quote, article.date, self.country(article)).date
            text = self.runs(article, f"quotes[{n}]", quote.text, seen)
            speaker = self.speaker(quote.speaker, when or article.date)
            result.append(QuoteItem(text=text, speaker=speaker, when=when))
        return tuple(result)

    def body(self, article: Article) -> str:
        """The Markdown of an article that may appear, the first mention of each entity in each section linked."""
        rights = self.allowance(article.id)
        text = linked.body(article.body[: rights.body_end], self._linked(article, "body"), self.record)
        return self._pictured(text, article.path) + (" …" if rights.shown == "excerpt" else "")

    def prose(self, record: Record) -> str:
        """The Markdown of the curator's own text with its [[links]] resolved."""
        return self._pictured(linked.prose(record.body, self.record), record.path)

    def _linked(self, article: Article, field: str) -> list[Mention]:
        """The mentions in a field that may become links: none where the article says so."""
        found = self.site.mentions.get(article.id, ()) if article.link_names else ()
        return [m for m in found if m.field == field]

    def _pictured(self, markdown: str, path: str) -> str:
        return media.resolve(markdown, path, self.site.library.assets, self.urls)

    # ------------------------------------------------------------------------------------------- mentions and events

    def named(self, ident: str) -> dict[str, list[Mention]]:
        """Whom and what an article names, with the mentions of each, in the order of the mentions."""
        if ident not in self._named:
            found: dict[str, list[Mention]] = {}
            for m in self.site.mentions[ident]:
                found.setdefault(m.entity, []).append(m)
            self._named[ident] = found
        return self._named[ident]

    def mention(self, entity: str, ident: str) -> MentionItem:
        """One article that names the entity, with the sentences that may be shown."""
        article = self.site.articles[ident]
        places = self.named(ident)[entity]
        rights = self.allowance(ident)
        texts = self._texts(ident)
        passages: dict[tuple[str, int], Passage] = {}
        interface = self.config.language
        own = article.language or interface
        for m in sorted(places, key=_telling):
            text = texts.get(m.field, "")
            if text and rights.sentence(m.field, *m.sentence):
                language = own if m.field.partition("[")[0] in mentions.OWN_WORDS else interface
                passages.setdefault((m.field, m.sentence[0]), _passage(m, text, language, self.record))
        shown = tuple(passages.values())[:PASSAGES]
        return MentionItem(card=self.article(ident), passages=shown, more=len(passages) - len(shown))

    def _texts(self, ident: str) -> dict[str, str]:
        """The texts of an article that name somebody, by field."""
        if ident not in self._fields:
            self._fields[ident] = mentions.fields(self.site.articles[ident])
        return self._fields[ident]

    def event(self, event: Event) -> EventItem:
        if event.id not in self._events:
            stories = self.site.library.stories
            self._events[event.id] = sealed(
                EventItem(
                    id=event.id,
                    headline=one_line(event.headline),
                    when=event.date,
                    said=one_line(event.said),
                    pending=event.pending,
                    kind=one_line(event.kind),
                    place=self.entity(event.place) if event.place else None,
                    entities=tuple(self.entity(e) for e in event.entities),
                    reports=self.articles(event.articles),
                    proofs=evidence.proofs(self, event),
                    differences=evidence.differences(self, event),
                    stories=tuple(self.story(s) for s in event.stories if s in stories),
                )
            )
        return self._events[event.id]

    def event_path(self, ident: str) -> str:
        """Where an event stands in the site's timeline."""
        return Listing("timeline/", len(self.events)).event(ident, section(self.site.events[ident].date))

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The events that may be shown, oldest first, those without a date last."""
        return rights.events(self.site, self.config)

    @cached_property
    def events_of(self) -> dict[str, tuple[Event, ...]]:
        """By entity: the events that it took part in or that happened there."""
        return self._by(lambda e: [*e.entities, e.place])

    @cached_property
    def events_of_article(self) -> dict[str, tuple[Event, ...]]:
        return self._by(lambda e: e.articles)

    @cached_property
    def events_of_story(self) -> dict[str, tuple[Event, ...]]:
        return self._by(lambda e: e.stories)

    @cached_property
    def events_of_tag(self) -> dict[str, tuple[Event, ...]]:
        """By the path of a term: its events and those of the terms below it."""

        def terms(event: Event) -> Iterable[str]:
            for path in (term_path(tag, self.config.slugs) for tag in event.tags):
                parts = path.split("/")
                yield from ("/".join(parts[:n]) for n in range(1, len(parts) + 1))

        return self._by(terms)

    @cached_property
    def sayings(self) -> tuple[Saying, ...]:
        """All quotations that may be shown, copies joined, the latest first."""
        quoted = rights.quoted(self.site, self.config)
        return register(quoted, self.site.library.entities, self.country, self.config.slugs)

    @cached_property
    def sayings_of(self) -> dict[str, tuple[Saying, ...]]:
        """By speaker, an entity's id or a name: what was said, the latest first."""
        result: dict[str, list[Saying]] = {}
        for saying in self.sayings:
            result.setdefault(saying.speaker, []).append(saying)
        return {speaker: tuple(said) for speaker, said in result.items()}

    @cached_property
    def _speaker_of(self) -> Callable[[str], str]:
        return speakers(self.site.library.entities, self.config.slugs)

    def _by(self, keys: Callable[[Event], Iterable[str]]) -> dict[str, tuple[Event, ...]]:
        """The events by whatever they are tied to, in their order."""
        result: dict[str, list[Event]] = {}
        for event in self.events:
            for key in dict.fromkeys(keys(event)):
                result.setdefault(key, []).append(event)
        return {key: tuple(events) for key, events in result.items()}


_FIELD_ORDER = {"body": 0, "facts": 1, "quotes": 2, "summary": 3, "events": 4, "title": 5, "entities": 6}


def _telling(mention: Mention) -> tuple[int, int, str, int]:
    """Which sentence tells most: what the entity said word for word, then what it is said to have said, then the text
    itself, then headlines."""
    return (
        2 if mention.role != "speaker" else 1 if mention.end > mention.start else 0,
        _FIELD_ORDER[mention.field.partition("[")[0]],
        mention.field,
        mention.start,
    )


def _passage(m: Mention, text: str, language: str, target: linked.Target) -> Passage:
    before, name, after = linked.around(m, text, target)
    return Passage(before=before, name=name, after=after, role=m.role, language=language, direction=direction(language))
