"""Pictures from content/: where they are published, and Markdown that points there. Pure."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from digest.site.urls import Urls
from digest.text import slug

ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".webp")

_IMAGE = re.compile(r"(!\[[^\[\]]{0,1000}\]\()([^()\s<>]{1,500})(?=[\s)])")


def address(name: str, digest: str) -> str:
    """The site path of a picture: its name, and the digest of its bytes so that a changed picture is a new address."""
    stem, ending = posixpath.splitext(posixpath.basename(name))
    safe = ending.lower() if ending.lower() in ENDINGS else ".png"
    return f"media/{slug(stem)}.{digest[:8]}{safe}"


def resolve(markdown: str, record: str, assets: Mapping[str, str], urls: Urls) -> str:
    """`markdown` with the pictures that stand in content/ pointing to their published addresses.

    A picture is named relative to its record's file, or from content/ with a leading slash. What is not in content/
    stays as written; the sanitiser keeps no picture of another site.
    """

    def published(match: re.Match[str]) -> str:
        name = find(match[2], record, assets)
        return match[1] + (urls.href(address(name, assets[name])) if name else match[2])

    return _IMAGE.sub(published, markdown) if "![" in markdown else markdown


def find(reference: str, record: str, assets: Mapping[str, str]) -> str:
    """The picture below content/ that a reference in a record means; "" when there is none."""
    plain = unquote(reference)
    folder = posixpath.dirname(record).removeprefix("content").lstrip("/")
    name = plain.lstrip("/") if plain.startswith("/") else posixpath.normpath(posixpath.join(folder, plain))
    return name if name in assets else ""


def missing(markdown: str, record: str, assets: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    """(offset, reference) of each picture in a text that is neither in content/ nor an address of another site."""
    for match in _IMAGE.finditer(markdown):
        if "://" not in match[2] and not match[2].startswith(("//", "data:")) and not find(match[2], record, assets):
            yield match.start(), match[2]
