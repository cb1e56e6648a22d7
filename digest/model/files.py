"""The kinds of file in `content/`, one type each. Pure values."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from digest.dates import When
from digest.model.parts import (
    AliasFields,
    Answer,
    Clipping,
    Correction,
    Development,
    Era,
    EventFields,
    Group,
    Heading,
    Id,
    Language,
    Position,
    Quote,
    Republish,
    SourceName,
    Status,
    Text,
    Url,
)

PLACE_FIELDS = ("id", "path", "body", "group")
"""The fields of a record that its file's place and text say; front matter never does."""


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: str
    """The file's stem without a date prefix, NFC; unique per kind."""
    path: str
    """The file, relative to the site's folder, with forward slashes."""
    body: str = ""
    """What stands below the front matter: Markdown, NFC, line feeds only. Offsets of mentions count its code points."""
    schema: Annotated[Literal["1"], Meta(description="The version of this form of file.")] = "1"


class Article(Record, frozen=True, kw_only=True):
    """One clipping, normalised and curated: what an article file may say, and where it stands."""

    title: Annotated[Heading, Meta(description="The headline, in the curator's words unless the text is republished.")]
    date: Annotated[When | None, Meta(description="When the source published it (EDTF); absent means undated.")] = None
    updated: Annotated[When | None, Meta(description="When the source last changed it.")] = None
    captured: Annotated[When | None, Meta(description="When the clipping was taken.")] = None
    source: Annotated[str | SourceName, Meta(description="The id of a record in content/sources/, or a name.")] = ""
    url: Annotated[Url | None, Meta(description="The address of the original.")] = None
    archive: Annotated[Url | None, Meta(description="The address of an archived copy.")] = None
    authors: Annotated[tuple[Text, ...], Meta(description="The byline, one name each.")] = ()
    desk: Annotated[str, Meta(description="Initials of the desk at the end of the text, as in TVJ/CDG.")] = ""
    language: Annotated[Language | None, Meta(description="The clipping's language; default: the site's.")] = None
    keywords: Annotated[tuple[Text, ...], Meta(description="The source's own tags, verbatim.")] = ()
    tags: Annotated[tuple[Text, ...], Meta(description="The curator's taxonomy; a slash makes a level.")] = ()
    entities: Annotated[tuple[Id, ...], Meta(description="Entities that the text does not name by itself.")] = ()
    prefer: Annotated[dict[str, Id], Meta(description="Which entity a name means in this article.")] = {}
    link_names: Annotated[
        bool, Meta(description="Whether the names in its texts are linked; [[links]] always are.")
    ] = True
    deny: Annotated[tuple[Text, ...], Meta(description="Names that mean no entity in this article.")] = ()
    story: Annotated[str, Meta(description="The id of the story it belongs to.")] = ""
    summary: Annotated[str, Meta(description="One or two sentences of the curator's own.")] = ""
    facts: Annotated[
        tuple[Text, ...], Meta(description="What the clipping reports, in the curator's words, a sentence each.")
    ] = ()
    quotes: Annotated[tuple[Quote, ...], Meta(description="Short quotations from the clipping.")] = ()
    captions: Annotated[tuple[Text, ...], Meta(description="Captions of the clipping's pictures.")] = ()
    events: Annotated[tuple[EventFields, ...], Meta(description="What happened, as this article tells it.")] = ()
    references: Annotated[tuple[Text, ...], Meta(description="Titles of other articles it points to.")] = ()
    also_reported_by: Annotated[tuple[Id, ...], Meta(description="Ids of articles that are copies of this one.")] = ()
    republish: Annotated[
        Republish | None, Meta(description="How much of the text may appear; default: the source's.")
    ] = None
    status: Annotated[Status, Meta(description="inbox is built only with --drafts.")] = "published"
    answers: Annotated[tuple[Answer, ...], Meta(description="What the curator decided about suggestions.")] = ()
    corrections: Annotated[tuple[Correction, ...], Meta(description="What the digest corrected.")] = ()
    clipping: Annotated[Clipping | None, Meta(description="Where it was imported from.")] = None


class Entity(Record, frozen=True, kw_only=True):
    """A person, an organization, a place or a thing that the curator keeps a record of."""

    group: Group
    """The folder it stands in: people, organizations, places or things."""
    name: Annotated[Heading, Meta(description="The name it goes by in the digest.")]
    kind: Annotated[str, Meta(description="A nearer word than the folder's: ministry, city, ship, occasion.")] = ""
    aliases: Annotated[tuple[str | AliasFields, ...], Meta(description="Other names found in texts.")] = ()
    names: Annotated[dict[Language, Text], Meta(description="The name in other languages.")] = {}
    summary: Annotated[str, Meta(description="One sentence that says who or what it is.")] = ""
    positions: Annotated[tuple[Position, ...], Meta(description="Offices held, with dates.")] = ()
    part_of: Annotated[str, Meta(description="The id of the entity it belongs to.")] = ""
    same_as: Annotated[tuple[Url, ...], Meta(description="Addresses of the same entity elsewhere.")] = ()
    match: Annotated[bool, Meta(description="Whether its names are looked for in texts.")] = True


class Source(Record, frozen=True, kw_only=True):
    """An outlet."""

    name: Annotated[Heading, Meta(description="The outlet's name.")]
    url: Annotated[Url | None, Meta(description="The outlet's address.")] = None
    country: Annotated[str, Meta(description="Two letters (ISO 3166).")] = ""
    language: Annotated[Language | None, Meta(description="The language it publishes in.")] = None
    time_zone: Annotated[str, Meta(description="An IANA zone, as in Asia/Manila; gives imports their offset.")] = ""
    republish: Annotated[Republish | None, Meta(description="How much of its texts may appear.")] = None
    summary: Annotated[str, Meta(description="One sentence about the outlet.")] = ""
    marks: Annotated[
        tuple[Text, ...], Meta(description="Texts that show a clipping is from here, as its copyright line does.")
    ] = ()
    cut: Annotated[
        tuple[Text, ...], Meta(description="Regular expressions; a whole line that matches is cut on import.")
    ] = ()


class Tag(Record, frozen=True, kw_only=True):
    """A term of the curator's taxonomy; it needs no file. Its id is its path of slugs, as in security/drugs."""

    title: Annotated[Heading, Meta(description="The tag as readers see it.")]
    summary: Annotated[str, Meta(description="What the tag gathers.")] = ""


class Story(Record, frozen=True, kw_only=True):
    """A matter that several articles follow; the articles name it."""

    title: Annotated[Heading, Meta(description="The story's name.")]
    summary: Annotated[str, Meta(description="The state of play, in one or two sentences.")] = ""
    date: Annotated[When | None, Meta(description="The day of the state of play.")] = None
    cites: Annotated[tuple[Id, ...], Meta(description="Ids of the articles that the state of play rests on.")] = ()
    developments: Annotated[
        tuple[Development, ...], Meta(description="How it came to that, step by step, each with its articles.")
    ] = ()
    eras: Annotated[tuple[Era, ...], Meta(description="Named stretches of time, shown behind its timeline.")] = ()
    tags: Annotated[tuple[Text, ...], Meta(description="The curator's taxonomy.")] = ()


class Edition(Record, frozen=True, kw_only=True):
    """A finished selection, read from top to bottom."""

    title: Annotated[str, Meta(description="A title beside its number.")] = ""
    number: Annotated[Annotated[int, Meta(ge=1)] | None, Meta(description="Its number, counted from 1.")] = None
    period: Annotated[When, Meta(description="The days it covers, as an EDTF interval.")]
    articles: Annotated[
        tuple[Id, ...], Meta(description="Ids in reading order; default: all published in the period.")
    ] = ()
    summary: Annotated[str, Meta(description="One or two sentences on the edition.")] = ""


class SharedEvent(Record, frozen=True, kw_only=True):
    """An event with a file of its own, because several articles report it."""

    headline: Annotated[Heading, Meta(description="What happened, in the curator's words.")]
    date: Annotated[When | None, Meta(description="When it happened (EDTF).")] = None
    place: Annotated[str, Meta(description="The id of a place.")] = ""
    entities: Annotated[tuple[Id, ...], Meta(description="Ids of who and what took part.")] = ()
    kind: Annotated[str, Meta(description="A word for the kind of event.")] = ""
    story: Annotated[str, Meta(description="The id of the story it belongs to.")] = ""
    tags: Annotated[tuple[Text, ...], Meta(description="The curator's taxonomy.")] = ()


class SavedTimeline(Record, frozen=True, kw_only=True):
    """A timeline that the curator chose: the events that meet every condition that is given.

    A condition holds when any one of its values does; a timeline without conditions has every event.
    """

    title: Annotated[Heading, Meta(description="What the timeline is of.")]
    summary: Annotated[str, Meta(description="One or two sentences on what it shows.")] = ""
    entities: Annotated[tuple[Id, ...], Meta(description="Who took part, or where it happened.")] = ()
    tags: Annotated[tuple[Text, ...], Meta(description="Tags of the events, or tags above them.")] = ()
    stories: Annotated[tuple[Id, ...], Meta(description="Stories they belong to.")] = ()
    kinds: Annotated[tuple[Text, ...], Meta(description="Kinds of events: meeting, statement, attack.")] = ()
    places: Annotated[
        tuple[Id, ...], Meta(description="Where they happened; a place holds those that are part of it.")
    ] = ()
    sources: Annotated[tuple[Id, ...], Meta(description="Outlets that reported them.")] = ()
    period: Annotated[When | None, Meta(description="When they happened, as an EDTF interval.")] = None
    clock: Annotated[
        Literal["happened", "reported"],
        Meta(description="What it goes by at first: when it happened, or when it was reported."),
    ] = "happened"
    eras: Annotated[tuple[Era, ...], Meta(description="Named stretches of time, shown behind it.")] = ()


class Page(Record, frozen=True, kw_only=True):
    """A page that is no clipping: about, how we work."""

    title: Annotated[Heading, Meta(description="The page's title.")]
    summary: Annotated[str, Meta(description="One sentence for search results.")] = ""
    navigation: Annotated[bool, Meta(description="Whether it stands in the site's navigation.")] = True


class Answers(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """content/answers.yaml: what the curator decided across articles."""

    answers: Annotated[tuple[Answer, ...], Meta(description="The decisions.")] = ()
