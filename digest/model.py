"""The frozen types at every seam.

Each kind of file in `content/` is declared once: the same declaration is the type, the validation
(`content.schema`) and the JSON Schema (`digest schema`); only `PLACE_FIELDS` come from where the file stands. A
record never changes after it is loaded; whatever is found about it later (mentions, backlinks, timelines) stands in
values of its own.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from digest.dates import When

Republish = Literal["full", "excerpt", "summary", "metadata"]
Status = Literal["inbox", "reviewed", "published"]
Group = Literal["people", "organizations", "places", "things"]

GROUPS: dict[Group, str] = {
    "people": "person",
    "organizations": "organization",
    "places": "place",
    "things": "thing",
}
"""Each folder of entities, and the kind its records have unless they say another."""

URL_PATTERN = r"^https?://[^\s<>\"\\/?#@]+([/?#][^\s<>\"\\]*)?$"
LANGUAGE_PATTERN = r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"

Text = Annotated[str, Meta(min_length=1)]
EVENT_ID_PATTERN = r"^$|^[\w][\w.\-]*$"
Heading = Annotated[str, Meta(min_length=1, max_length=1_000)]
Id = Annotated[str, Meta(min_length=1, description="The id of a record: its file name without date prefix and ending.")]
Url = Annotated[str, Meta(pattern=URL_PATTERN, max_length=4_000, description="An http or https address.")]
Language = Annotated[str, Meta(pattern=LANGUAGE_PATTERN, description="A BCP 47 tag, as in en or ar-EG.")]


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


# ------------------------------------------------------------------------------------------------ parts of files


class SourceName(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A source without a record of its own."""

    name: Annotated[Heading, Meta(description="The outlet's name.")]
    url: Annotated[Url | None, Meta(description="The outlet's address.")] = None


class EventFields(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something that happened, as an article tells it: its own date, never the article's."""

    headline: Annotated[str, Meta(description="What happened, in the curator's words; may be empty with event:.")] = ""
    date: Annotated[When | None, Meta(description="When it happened (EDTF).")] = None
    when: Annotated[
        str, Meta(description="When it happened, as the text says it; resolved against the article's date.")
    ] = ""
    place: Annotated[str, Meta(description="The id of a place.")] = ""
    entities: Annotated[tuple[Id, ...], Meta(description="Ids of who and what took part.")] = ()
    kind: Annotated[str, Meta(description="A word for the kind of event: meeting, statement, attack.")] = ""
    id: Annotated[
        str,
        Meta(
            pattern=EVENT_ID_PATTERN,
            description="The event's lasting id; derived from article and headline when absent.",
        ),
    ] = ""
    event: Annotated[
        str, Meta(description="The id of an event in content/events/ that this article is evidence of.")
    ] = ""


class Quote(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A short attributed quotation from the clipping, verbatim."""

    text: Annotated[Text, Meta(description="The words as printed, without the outer quotation marks.")]
    speaker: Annotated[Text, Meta(description="Who said it: an entity's id, or a name.")]


class Correction(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What was wrong in the digest's own words, and since when it is right."""

    date: Annotated[When, Meta(description="When the digest corrected it.")]
    text: Annotated[Text, Meta(description="What was wrong and what is right.")]


class Answer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the curator decided about a suggestion; asked once, never again."""

    kind: Annotated[Text, Meta(description="What was asked: the kind of question, as in undated or duplicate.")]
    text: Annotated[Text, Meta(description="The words or records the suggestion was about.")]
    verdict: Annotated[Literal["accept", "reject", "edit"], Meta(description="What the curator decided.")]
    value: Annotated[str, Meta(description="The value the curator gave instead, or accepted.")] = ""


class Clipping(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where an imported article came from: written by the importer, never by hand."""

    original: Annotated[str, Meta(description="The name of the imported file.")] = ""
    file: Annotated[str, Meta(description="Where the raw clipping is kept, relative to the site's folder.")] = ""
    sha256: Annotated[str, Meta(description="The SHA-256 digest of the raw clipping.")] = ""
    before: Annotated[tuple[str, ...], Meta(description="The digests of the clippings it followed before.")] = ()
    importer: Annotated[str, Meta(description="The importer and its version, as in text/1.")] = ""
    cuts: Annotated[int, Meta(ge=0, description="How many pieces the importer cut.")] = 0
    written: Annotated[dict[str, str], Meta(description="The digest of each value as the importer wrote it.")] = {}


class Position(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An office a person held, and when."""

    title: Annotated[Heading, Meta(description="The title of the office.")]
    organization: Annotated[str, Meta(description="The id of the organization or place it belongs to.")] = ""
    since: Annotated[When | None, Meta(description="From when it was held.")] = None
    until: Annotated[When | None, Meta(description="Until when it was held.")] = None


class AliasFields(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Another name of an entity, with the conditions under which it counts."""

    name: Annotated[Heading, Meta(description="The name as it stands in texts.")]
    case: Annotated[bool, Meta(description="Whether upper and lower case must agree.")] = True
    needs_context: Annotated[
        bool, Meta(description="Counts only where another name of the entity stands in the text.")
    ] = False


# --------------------------------------------------------------------------------------------------- kinds of file


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
    tags: Annotated[tuple[Text, ...], Meta(description="The curator's taxonomy.")] = ()


class Edition(Record, frozen=True, kw_only=True):
    """A numbered, finished selection, read from top to bottom."""

    title: Annotated[str, Meta(description="A title beside its number.")] = ""
    number: Annotated[int, Meta(ge=1, description="Its number, counted from 1.")]
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


class Page(Record, frozen=True, kw_only=True):
    """A page that is no clipping: about, how we work."""

    title: Annotated[Heading, Meta(description="The page's title.")]
    summary: Annotated[str, Meta(description="One sentence for search results.")] = ""
    navigation: Annotated[bool, Meta(description="Whether it stands in the site's navigation.")] = True


class Answers(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """content/answers.yaml: what the curator decided across articles."""

    answers: Annotated[tuple[Answer, ...], Meta(description="The decisions.")] = ()


class Library(msgspec.Struct, frozen=True, kw_only=True):
    """Everything in `content/`, by id, in the order of the ids."""

    articles: dict[str, Article] = {}
    entities: dict[str, Entity] = {}
    sources: dict[str, Source] = {}
    tags: dict[str, Tag] = {}
    stories: dict[str, Story] = {}
    editions: dict[str, Edition] = {}
    events: dict[str, SharedEvent] = {}
    pages: dict[str, Page] = {}
    answers: tuple[Answer, ...] = ()
    assets: dict[str, str] = {}
    """Raster images in content/, by path under content/, with the digest of their bytes."""


# ----------------------------------------------------------------------------------------------- what linking finds

MentionField = Annotated[str, Meta(description="body, title, summary, facts[0], quotes[0], events[0]")]
Rule = Literal[
    "name", "spelling", "known", "part", "middle", "initials", "lone", "title", "surname", "acronym", "listed"
]
"""Why words count as a mention.

name      one of the record's own names or aliases
spelling  another way to write one: accents, hyphens, points, Saint/St., -ise/-ize, The; Surname, First
known     another name that every newspaper uses for it: US, Britain, Burma
part      the name without what only tells it apart: Tulsa, Oklahoma; Facebook, Inc.; Croft (linguist)
middle    a person's name with middle names left out or put in
initials  an organization's initials, in capitals: WHO
title     a title before a surname that only one record has: Professor Eastman
lone      a surname that only one record has, where the text shows a person
surname   a surname, once the article has named the person in full
acronym   letters in parentheses behind a name, and those letters from there on
listed    the front matter says so
"""
Role = Literal["named", "speaker", "place", "participant"]


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
    stories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


class TagTerm(msgspec.Struct, frozen=True, kw_only=True):
    """A term of the taxonomy in use, whether or not it has a file."""

    path: str
    """Slugs joined by slashes, as in security/drugs."""
    title: str
    articles: tuple[str, ...]
    """Articles with the term or one below it, newest first."""
    children: tuple[str, ...]


class Site(msgspec.Struct, frozen=True, kw_only=True):
    """A library in which everything knows what it is tied to."""

    library: Library
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
