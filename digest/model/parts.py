"""The words and the parts that several kinds of file share. Pure values."""

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
    date: Annotated[
        When | None, Meta(description="When it was said (EDTF); absent means that only the report is dated.")
    ] = None
    when: Annotated[
        str, Meta(description="When it was said, as the text says it; resolved against the article's date.")
    ] = ""


class Era(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A stretch of time that has a name: a term of office, a season, a siege."""

    name: Annotated[Heading, Meta(description="What the time is called.")]
    period: Annotated[When, Meta(description="From when to when, as an EDTF interval; one end may be open.")]


class Development(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A step of a story, in the curator's words."""

    text: Annotated[Text, Meta(description="What changed, in one sentence or two.")]
    date: Annotated[When | None, Meta(description="When; default: the date of the first article it rests on.")] = None
    cites: Annotated[tuple[Id, ...], Meta(description="Ids of the articles that the sentence rests on.")] = ()


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
    ambiguous: Annotated[
        bool,
        Meta(description="Often means something else: without another name of the entity in the text, review asks."),
    ] = False
