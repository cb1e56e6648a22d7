"""A whole digest: the library as it was read, and what linking finds in it. Pure values."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from digest.dates import When
from digest.model.files import Article, Edition, Entity, Page, SavedTimeline, SharedEvent, Source, Story, Tag
from digest.model.parts import Answer


class Library(msgspec.Struct, frozen=True, kw_only=True):
    """Everything in `content/`, by id, in the order of the ids."""

    articles: dict[str, Article] = {}
    entities: dict[str, Entity] = {}
    sources: dict[str, Source] = {}
    tags: dict[str, Tag] = {}
    stories: dict[str, Story] = {}
    editions: dict[str, Edition] = {}
    events: dict[str, SharedEvent] = {}
    timelines: dict[str, SavedTimeline] = {}
    pages: dict[str, Page] = {}
    answers: tuple[Answer, ...] = ()
    assets: dict[str, str] = {}
    """Raster images in content/, by path under content/, with the digest of their bytes."""


MentionField = Annotated[str, Meta(description="body, title, summary, facts[0], quotes[0], events[0]")]
Rule = Literal[
    "name",
    "spelling",
    "known",
    "part",
    "middle",
    "initials",
    "lone",
    "title",
    "surname",
    "acronym",
    "given",
    "short",
    "listed",
]
"""Why words count as a mention.

name      one of the record's own names or aliases
spelling  another way to write one: accents, hyphens, points, Saint/St., -ise/-ize, The; Surname, First
known     another name that every newspaper uses for it: US, Britain, Burma; a state behind its town: Tulsa, OK
part      the name without what only tells it apart: Tulsa, Oklahoma; Facebook, Inc.; Croft (linguist)
middle    a person's name with middle names left out or put in
initials  an organization's initials, in capitals: WHO
title     a title before a surname that only one record has: Professor Eastman
lone      a surname that only one record has, where the text shows a person
surname   a surname, once the article has named the person in full
acronym   letters in parentheses behind a name, and those letters from there on
given     the first word of a person's name, once the article has named the person in full: Ida said, Xi said
short     the word for what an organization is, once the article has named it in full: the Church, the Red Gulls
listed    the front matter says so
"""
Role = Literal["named", "speaker", "subject", "place", "participant"]
"""What the text shows that a name does there.

speaker      says what is quoted or reported there
subject      is the subject of its clause
place        is where it is
participant  took part in an event, as the front matter says
named        anything else
"""


class Mention(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """One place in one text where an entity is named. Offsets count code points of the NFC text of `field`."""

    article: str
    field: MentionField
    start: int
    end: int
    entity: str
    rule: Rule
    """How it was found: a name of the record, a surname or acronym introduced before, or listed by the curator."""
    sentence: tuple[int, int]
    """Where its sentence starts and ends in the same text."""
    role: Role = "named"


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """The sentence by which an article reports an event. Offsets count code points of the NFC text of `field`."""

    article: str
    field: MentionField
    sentence: tuple[int, int]


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """What one report says of an event, where another says something else."""

    article: str
    words: str
    """As it stands there: 12 people were injured; the date in EDTF; Mayor."""
    evidence: Evidence | None = None
    """The sentence it stands in; None for a date that only the front matter gives."""


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """Two reports that give different numbers, dates or titles for one event."""

    event: str
    kind: Literal["number", "date", "title"]
    about: str
    """What they differ on: a word for what is counted, "date", or the id of the person with two titles."""
    first: Claim
    second: Claim
    right: str = ""
    """The article that the curator goes by; "" where both stand."""


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """Something that happened, with its evidence. What an article says and when it was reported stay apart."""

    id: str
    """Lasting: the id the curator gave, else made from article and headline."""
    headline: str
    date: When | None
    """When it happened; None while it is pending or unknown."""
    said: str = ""
    """The words it was dated by ("last month"), when the curator gave those."""
    rule: str = ""
    """The rule that resolved `said`, and what it was counted from; "" when the date was given."""
    pending: bool = False
    """`said` waits for its article to be dated."""
    place: str = ""
    entities: tuple[str, ...] = ()
    kind: str = ""
    articles: tuple[str, ...] = ()
    """Ids of the articles that report it, by report date."""
    evidence: tuple[Evidence, ...] = ()
    """The sentences that report it, one of an article at most; an article in which no sentence fits has none."""
    differences: tuple[Difference, ...] = ()
    """What its reports differ on, as far as the curator decided that they do."""
    stories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


class TagTerm(msgspec.Struct, frozen=True, kw_only=True):
    """A term of the taxonomy in use, whether or not it has a file."""

    path: str
    """Slugs joined by slashes, as in security/drugs."""
    title: str
    articles: tuple[str, ...]
    """Articles with the term or one below it, newest first."""
    stories: tuple[str, ...]
    """Stories with the term or one below it."""
    children: tuple[str, ...]


class Site(msgspec.Struct, frozen=True, kw_only=True):
    """A library in which everything knows what it is tied to."""

    library: Library
    """As it was read; with `editions: weeks` its editions are joined by those of the weeks, which have no path."""
    articles: dict[str, Article]
    """The articles that are published, newest first, undated last."""
    mentions: dict[str, tuple[Mention, ...]]
    """By article."""
    backlinks: dict[str, tuple[str, ...]]
    """By entity: the articles that name it, newest first."""
    events: dict[str, Event]
    """By id, oldest first, those without a date last."""
    tags: dict[str, TagTerm]
    stories: dict[str, tuple[str, ...]]
    """By story: its articles, oldest first, undated last."""
    editions: dict[str, tuple[str, ...]]
    """By edition: its articles in reading order."""
    held: dict[str, str]
    """Articles held back, with the reason."""


class LedgerEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A line of content/ledger.jsonl: an address that was published and should answer for ever."""

    path: str
    """The site path, as in people/ada/; without the base path."""
    since: str
    """The day it was first published, as YYYY-MM-DD."""
    gone: bool = False
    """Taken away on purpose."""
