"""The parts of pages: links, cards, events, timelines, lists. Pure values."""

from __future__ import annotations

from typing import Literal

import msgspec

from digest.dates import When

Direction = Literal["ltr", "rtl"]


class View(msgspec.Struct, frozen=True, kw_only=True):
    """Any value a template may see."""


class Child(View, frozen=True, kw_only=True):
    """A value that many pages show."""

    digest: str = ""
    """The digest of all its other fields; `site.cards.sealed` sets it."""


class Link(View, frozen=True, kw_only=True):
    label: str
    """The words of the link."""
    href: str = ""
    """Where it leads; "" for words without a page."""
    language: str = ""
    """The language of the label, when it is not the interface's."""
    note: str = ""
    """A few words behind it, as the kind of an entity."""
    date: When | None = None
    """A date to show in place of the label, in the reader's language."""


class Run(View, frozen=True, kw_only=True):
    """A stretch of text, linked where it names a record. Several make a sentence: Text = tuple[Run, ...]."""

    text: str
    href: str = ""


Text = tuple[Run, ...]


class Card(Child, frozen=True, kw_only=True):
    """An article as every list shows it."""

    id: str
    href: str
    title: str
    language: str
    """The article's language tag; set as `lang` on the element that shows its title."""
    direction: Direction
    date: When | None
    """When the source published it; None for an undated article."""
    source: Link | None
    """The outlet."""
    summary: str
    """The curator's own sentences; "" when there are none."""
    story: Link | None = None


class Passage(View, frozen=True, kw_only=True):
    """A sentence that names an entity, with the name apart so that it can be marked."""

    before: str
    name: str
    after: str
    role: str
    """named, speaker, subject, place or participant."""
    language: str
    """Of the sentence: the article's for its own words, the interface's for the curator's."""
    direction: Direction


class RelatedItem(View, frozen=True, kw_only=True):
    """An article that is offered with another, and why: what both have."""

    card: Card
    entities: tuple[Link, ...]
    """Whom and what both name, the rarest first, at most three."""
    story: bool
    """Both are parts of one story."""
    tag: Link | None
    """The nearest subject of both."""
    apart: Literal["", "same", "days", "weeks", "months", "years"]
    """The unit of the time between their reports; "same" for one day, "" where it is not known or tells nothing."""
    count: int
    """How many of them."""
    later: bool
    """Whether it was reported later."""


class Wording(View, frozen=True, kw_only=True):
    """One form of the words of a quotation."""

    text: Text
    language: str
    direction: Direction
    reports: tuple[Card, ...]
    """Who reports it, or a part of it, the oldest first."""


class SayingItem(Child, frozen=True, kw_only=True):
    """Something that somebody said: who, when, in which words, reported where."""

    id: str
    """The anchor of the item."""
    speaker: Link
    """With the office that the speaker held then as its note."""
    when: When | None
    """When it was said; None where only the reports are dated."""
    wordings: tuple[Wording, ...]
    """Several where outlets differ."""


class SayingGroup(View, frozen=True, kw_only=True):
    """Quotations of one year, the latest first."""

    label: str
    """The year; "" for those without any date."""
    anchor: str
    sayings: tuple[SayingItem, ...]


class MentionItem(View, frozen=True, kw_only=True):
    """One article that names the page's entity. Passages stand only where the rights allow showing them."""

    card: Card
    passages: tuple[Passage, ...]
    more: int = 0
    """How many further sentences name it."""


class Proof(View, frozen=True, kw_only=True):
    """The sentence by which a report tells an event. Stands only where the rights allow showing it."""

    report: Card
    text: str
    language: str
    """Of the sentence: the article's for its own words, the interface's for the curator's."""
    direction: Direction


class Version(View, frozen=True, kw_only=True):
    """What one report says of an event, where another says something else."""

    report: Card
    words: str
    """A few of its own; "" for a date."""
    when: When | None
    right: bool
    """The digest goes by it."""


class Differing(View, frozen=True, kw_only=True):
    """What reports differ on, as the curator decided."""

    who: Link | None
    """The person whom they give different titles."""
    versions: tuple[Version, ...]


class EventItem(Child, frozen=True, kw_only=True):
    """An event in a timeline: what happened and when, and apart from it who reported it and when."""

    id: str
    """Unique in the site; the anchor of the item."""
    headline: str
    when: When | None
    """When it happened; None while pending or unknown."""
    said: str
    """The article's own words for the date ("last month"); "" when the date was given."""
    pending: bool
    """The words wait for their article to be dated."""
    kind: str
    place: Link | None
    entities: tuple[Link, ...]
    reports: tuple[Card, ...]
    """The articles that report it, by report date."""
    proofs: tuple[Proof, ...] = ()
    """The sentences by which they do, in the order of the reports."""
    differences: tuple[Differing, ...] = ()
    stories: tuple[Link, ...]


class Entry(View, frozen=True, kw_only=True):
    """A line of an index."""

    link: Link
    summary: str = ""
    count: int = 0
    """How many articles stand behind it."""
    events: int = 0
    """How many events stand behind it."""
    level: int = 0
    """How deep it stands in its hierarchy: 0 at the top."""
    date: When | None = None


class Section(View, frozen=True, kw_only=True):
    """A headed part of an index."""

    title: str
    anchor: str
    entries: tuple[Entry, ...]
    href: str = ""
    """A page that holds the whole of it; "" when this is the whole."""
