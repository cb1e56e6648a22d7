"""site.yaml as a value. `content.load` reads it; nothing else knows where a setting came from."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import urlsplit

import msgspec
from msgspec import Meta

from digest.model import URL_PATTERN, Era, Heading, Language, Republish
from digest.text import Slugs

Words = Annotated[int, Meta(ge=1)]


class SiteConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What site.yaml may say."""

    title: Annotated[Heading, Meta(description="The digest's name.")] = "Digest"
    subtitle: Annotated[str, Meta(description="A line below the name.")] = ""
    description: Annotated[str, Meta(description="One sentence for search results and feeds.")] = ""
    author: Annotated[str, Meta(description="Who curates it.")] = ""
    language: Annotated[Language, Meta(description="The language of the interface and of articles that name none.")] = (
        "en"
    )
    base_url: Annotated[
        str, Meta(pattern=rf"^$|{URL_PATTERN}", description="Where it is published; its path becomes the base path.")
    ] = ""
    time_zone: Annotated[str, Meta(description="An IANA zone: orders dates without a zone.")] = "UTC"
    theme: Annotated[str, Meta(description="A folder in themes/, or default.")] = "default"
    republish: Annotated[
        Republish, Meta(description="How much of a text may appear when neither article nor source says.")
    ] = "excerpt"
    excerpt_words: Annotated[
        Words, Meta(description="How many words of a text may appear under republish: excerpt.")
    ] = 75
    editions: Annotated[
        Literal["files", "weeks"],
        Meta(description="files: those in content/editions/; weeks: also one for each ISO week that has articles."),
    ] = "files"
    search: Annotated[
        Literal["off", "pagefind"],
        Meta(description="pagefind: a page that searches the articles, and the index it needs; off: neither."),
    ] = "off"
    eras: Annotated[tuple[Era, ...], Meta(description="Named stretches of time, shown behind every timeline.")] = ()
    ner: Annotated[
        str, Meta(description="A spaCy model, by name or folder, whose names join the suggestions of digest review.")
    ] = ""
    slugs: Annotated[Slugs, Meta(description="Whether URLs keep letters of every script.")] = "unicode"

    @property
    def base_path(self) -> str:
        """The path every internal link begins with, as in "/" or "/digest/"."""
        path = urlsplit(self.base_url).path.strip("/")
        return f"/{path}/" if path else "/"

    @property
    def origin(self) -> str:
        """Scheme and host, as in "https://example.org"; "" when no base_url is given."""
        parts = urlsplit(self.base_url)
        return f"{parts.scheme}://{parts.netloc}" if self.base_url else ""
