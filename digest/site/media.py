"""Pictures from content/: where they are published, and Markdown that points there. Pure."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from digest.site.urls import Urls
from digest.text import Slugs, slug

ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".webp")

_IMAGE = re.compile(
    r"(!\[[^\[\]]{0,1000}\]\()[ \t]{0,20}(<[^<>\n]{1,500}>|(?:[^()\s<>]|\([^()\s<>]{0,200}\)){1,500})(?=[\s)])"
)
_DEFINITION = re.compile(r"^( {0,3}\[[^\[\]\n]{1,200}\]:[ \t]{0,20})(<[^<>\n]{1,500}>|[^\s<>]{1,500})", re.MULTILINE)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.\-]*:|//", re.IGNORECASE)


def address(name: str, digest: str, slugs: Slugs = "unicode") -> str:
    """The site path of a picture: its name, and the digest of its bytes so that a changed picture is a new address."""
    stem, ending = posixpath.splitext(posixpath.basename(name))
    safe = ending.lower() if ending.lower() in ENDINGS else ".png"
    return f"media/{slug(stem, slugs)}.{digest[:8]}{safe}"


def resolve(markdown: str, record: str, assets: Mapping[str, str], urls: Urls) -> str:
    """`markdown` with the pictures that stand in content/ pointing to their published addresses.

    A picture is named relative to its record's file, or from content/ with a leading slash. What is not in content/
    stays as written; the sanitiser keeps no picture of another site.
    """

    def published(match: re.Match[str]) -> str:
        name = find(match[2], record, assets)
        return match[1] + urls.href(address(name, assets[name], urls.slugs)) if name else match[0]

    if "![" not in markdown:
        return markdown
    return _DEFINITION.sub(published, _IMAGE.sub(published, markdown))


def find(reference: str, record: str, assets: Mapping[str, str]) -> str:
    """The picture below content/ that a reference in a record means; "" when there is none."""
    plain = unquote(reference.removeprefix("<").removesuffix(">") if reference.startswith("<") else reference)
    folder = posixpath.dirname(record).removeprefix("content").lstrip("/")
    name = posixpath.normpath(plain.lstrip("/") if plain.startswith("/") else posixpath.join(folder, plain))
    # A file's name keeps the normal form that its system gave it; a record's text is always NFC.
    alike = (name, unicodedata.normalize("NFC", name), unicodedata.normalize("NFD", name))
    return next((n for n in alike if n in assets), "")


def used(markdown: str, record: str, assets: Mapping[str, str]) -> set[str]:
    """The pictures below content/ that a text shows."""
    if "![" not in markdown:
        return set()
    named = (match[2] for pattern in (_IMAGE, _DEFINITION) for match in pattern.finditer(markdown))
    return {name for reference in named if (name := find(reference, record, assets))}


def missing(markdown: str, record: str, assets: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    """(offset, reference) of each picture in a text that is neither in content/ nor an address of another site."""
    for match in _IMAGE.finditer(markdown):
        reference = match[2].strip("<>")
        if not _ELSEWHERE.match(reference) and not find(match[2], record, assets):
            yield match.start(), reference
