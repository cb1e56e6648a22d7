"""What in a Markdown text is no prose: code, links, headings, addresses. And the digest's own [[links]]. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from digest.model import Library, Record

BLANK = "\ufffc"
"""Stands for each masked character: no letter, so that no name reaches across it."""

_MASKED = re.compile(
    r"^(?P<fence>`{3,}|~{3,})[^\n]*\n(?:.*?\n)??(?:(?P=fence)[`~]*[ \t]*$|\Z)"  # fenced code, to its end or the text's
    r"|^(?: {4}|\t)[^\n]*$"  # indented code
    r"|^ {0,3}#{1,6}(?:[ \t][^\n]*)?$"  # headings
    r"|^[^\n]+\n {0,3}(?:=+|-+)[ \t]*$"  # underlined headings
    r"|^ {0,3}\[[^\]\n]{1,200}\]:[^\n]*$"  # link definitions
    r"|(?P<ticks>`+)(?!`)[^`](?:.{0,2000}?[^`])??(?P=ticks)(?!`)"  # code spans
    r"|!?\[\[[^\[\]\n]{1,400}\]\]"  # the digest's own links
    r"|!?\[[^\[\]]{0,1000}\](?:\([^()\n]{0,2000}(?:\([^()\n]{0,500}\)[^()\n]{0,500})?\)|\[[^\[\]\n]{0,200}\])"  # links
    r"|<[A-Za-z/!?][^<>\n]{0,2000}>"  # tags and autolinks
    r"|\bhttps?://[^\s<>]+",
    re.MULTILINE | re.DOTALL,
)
_WIKILINK = re.compile(r"(?<!\\)\[\[([^\[\]|\n]{1,200})(?:\|([^\[\]\n]{1,200}))?\]\]")
_HEADING = re.compile(r"^ {0,3}#{1,6}(?:[ \t]|$)|^[^\n]+\n {0,3}(?:=+|-+)[ \t]*$", re.MULTILINE)
_LINK_TEXT = re.compile(r"!?\[([^\[\]]{0,1000})\]\([^()\n]{0,2000}\)")
_MARKS = re.compile(r"(?<!\\)(?:\*{1,3}|~~|`+|(?<!\w)_{1,3}|_{1,3}(?!\w))|\\(?=[!-/:-@\[-`{-~])|^[ \t]*(?:>[ \t]?|[-+*][ \t]+|\d{1,9}[.)][ \t]+)",
                    re.MULTILINE)


class Wikilink(msgspec.Struct, frozen=True):
    """[[id]] or [[id|text]] in a text, at [start, end)."""

    start: int
    end: int
    id: str
    label: str


def mask(body: str) -> str:
    """`body` with everything that is no prose blanked out, as long as it was."""
    return _MASKED.sub(lambda m: "".join("\n" if c == "\n" else BLANK for c in m.group()), body)


def wikilinks(body: str) -> list[Wikilink]:
    """The digest's own links, outside code."""
    code = _code(body)
    return [
        Wikilink(m.start(), m.end(), m[1].strip(), (m[2] or "").strip())
        for m in _WIKILINK.finditer(body)
        if not any(start <= m.start() < end for start, end in code)
    ]


def _code(body: str) -> list[tuple[int, int]]:
    if "`" not in body and "~~~" not in body:
        return []
    return [m.span() for m in _MASKED.finditer(body) if m["fence"] or m["ticks"]]


def resolve(name: str, library: Library) -> tuple[str, str] | None:
    """(kind, id) of the record that [[name]] means: an entity before an article before anything else."""
    for kind, shelf in shelves(library).items():
        if name in shelf:
            return kind, name
    return None


def shelves(library: Library) -> dict[str, Mapping[str, Record]]:
    """Every shelf of a library, by the kind of its records, in the order in which [[links]] look them up."""
    return {
        "entity": library.entities, "article": library.articles, "story": library.stories, "event": library.events,
        "edition": library.editions, "source": library.sources, "tag": library.tags, "page": library.pages,
    }


def section_starts(body: str) -> list[int]:
    """Offsets at which the text's sections begin: its start, and each heading."""
    return [0, *(m.start() for m in _HEADING.finditer(body) if m.start())]


def plain_text(markdown: str) -> str:
    """A stretch of Markdown prose without its marks, for showing a sentence by itself."""
    text = _WIKILINK.sub(lambda m: m[2] or m[1], markdown)
    text = _LINK_TEXT.sub(lambda m: m[1], text)
    return _MARKS.sub("", text)
