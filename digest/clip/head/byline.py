"""Who wrote it: names in bylines, and what is no name."""

from __future__ import annotations

import re
from functools import cache

_NAME = (
    r"[A-ZÀ-ÞА-Я][\w’'.-]*(?:[ ](?:(?:de|del|dela|de la|di|da|dos|van|von|der|den|bin|al|el|la|"
    r"le)[ ])*[A-ZÀ-ÞА-Я][\w’'.-]*){1,4}"
)
_BYLINE = (
    r"(?i:(?:written |reported |story |text |posted |article )?by:?|von|par|por|di|door|av|authors?:|"
    rf"autor(?:es|in)?:|text:)\s+(?P<names>{_NAME}(?:(?:\s*,\s*|\s+(?:and|und|et|y|e|en|&)\s+){_NAME})*)"
    r"(?i:\s*[,|/·•–—-].*|\s+(?:published|updated|posted|on|the associated press|associated press|reuters|afp|staff|"
    r"special to|dpa)\b.*|\s*\d.*|\s*\(.*)?$"
)
_SIGNED = rf"(?P<name>{_NAME})\s*[·•|/]\s*\S"
_NOT_A_NAME = re.compile(
    r"\b(?:staff|reporter|writer|editor|correspondent|agency|press|reuters|afp|dpa|news|desk|team|"
    r"published|updated|posted|bureau|contributor|media)\b",
    re.I,
)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern that a plain text needs none of: it takes milliseconds to compile."""
    return re.compile(pattern)


def byline(line: str) -> tuple[str, ...]:
    """The names in a byline such as "By Ana Cruz and Ben Ito, Staff Writers"; () for any other line."""
    if len(line) > 160 or not (match := _compiled(_BYLINE).match(line)):
        return ()
    names = re.split(r"\s*,\s*|\s+(?:and|und|et|y|e|en|&)\s+", match["names"], flags=re.I)
    kept = [n.strip() for n in names if n.strip() and n.strip()[0].isupper() and not _NOT_A_NAME.search(n)]
    return tuple(dict.fromkeys(kept))


def is_name(text: str) -> bool:
    """Whether `text` looks like a person's name: two to five words with capitals, none of them an office or agency."""
    return bool(re.fullmatch(_NAME, text)) and not _NOT_A_NAME.search(text)


def signed(line: str) -> tuple[str, ...]:
    """The name that a date line begins with, set off by a sign: "Ana Cruz · Harbour News · Posted: Aug 8, 2024"."""
    match = _compiled(_SIGNED).match(line)
    return (match["name"],) if match and not _NOT_A_NAME.search(match["name"]) else ()
