"""What in a Markdown text is no prose: code, links, headings, addresses. And the digest's own [[links]]. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape

import msgspec

from digest.link import blocks
from digest.model import Library, Record

BLANK = "\ufffc"
"""Stands for each masked character: no letter, so that no name reaches across it."""

# Marks that show nothing by themselves. List and quote markers only behind a line feed: the first line of a sentence
# begins behind them, and what follows a name may look like one ("Quay | 4. Then").
_MARKS = re.compile(
    r"(?<!\\)(?:\*{1,3}|~~|`++|(?<!\w)_{1,3}|_{1,3}(?!\w))|\\(?=[!-/:-@\[-`{-~])"
    r"|(?<=\n)[ \t]*+(?:>[ \t]?|[-+*][ \t]+|\d{1,2}[.)][ \t]+)+"
)
_PLAIN = re.compile(r"[\[<*~`_\\&\n]")
"""What none of the rules of `plain_text` does without."""
_UNDERLINE = re.compile(r"\n[ \t>]*+(?:=++|-++)[ \t]*+(?:\n|\Z)")
"""Any line that may make the one above it a heading, and some others."""
_LINK_TEXT = re.compile(r"!?\[([^\[\]]{0,1000})\](?:\([^()\n]{0,2000}\)|\[[^\[\]\n]{0,200}\])")
_ADDRESS = re.compile(r"<(https?://[^\s<>]{1,2000}+)>")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,2000}+>|<!--[^<>]{0,2000}+>")


class Wikilink(msgspec.Struct, frozen=True):
    """[[id]] or [[id|text]] in a text, at [start, end); its words at [words_start, words_end)."""

    start: int
    end: int
    id: str
    label: str
    words_start: int = 0
    words_end: int = 0


def mask(body: str) -> str:
    """`body` with everything that is no prose blanked out, as long as it was."""
    pieces: list[str] = []
    at = 0
    for start, end, _ in blocks.scan(body):
        if end > at:
            start = max(start, at)
            pieces += [body[at:start], _blank(body[start:end])]
            at = end
    return "".join([*pieces, body[at:]])


def _blank(text: str) -> str:
    return "\n".join([BLANK * len(line) for line in text.split("\n")])


def wikilinks(body: str) -> list[Wikilink]:
    """The digest's own links, outside code and HTML blocks."""
    if "[[" not in body:
        return []
    found = []
    for start, end, kind in blocks.scan(body):
        if kind == "wikilink" and (m := blocks.WIKILINK.match(body, start, end)):
            found.append(Wikilink(start, end, m[1].strip(), (m[2] or "").strip(), *_words(m)))
    return found


def plain_links(text: str) -> list[Wikilink]:
    """The digest's own links in a text that is no Markdown: a summary, a fact, a quotation."""
    if "[[" not in text:
        return []
    found = blocks.WIKILINK.finditer(text)
    return [Wikilink(*m.span(), m[1].strip(), (m[2] or "").strip(), *_words(m)) for m in found]


def mask_links(text: str) -> str:
    """A text that is no Markdown with the digest's own links blanked out, as long as it was."""
    return blocks.WIKILINK.sub(lambda m: BLANK * len(m[0]), text) if "[[" in text else text


def _words(link: re.Match[str]) -> tuple[int, int]:
    """Where the words that a reader sees stand: those of the label, else those of the id."""
    group = 2 if (link[2] or "").strip() else 1
    start = link.start(group) + len(link[group]) - len(link[group].lstrip())
    return start, start + len(link[group].strip())


def resolve(name: str, library: Library) -> tuple[str, str] | None:
    """(kind, id) of the record that [[name]] means: an entity before an article before anything else."""
    for kind, shelf in shelves(library).items():
        if name in shelf:
            return kind, name
    return None


def shelves(library: Library) -> dict[str, Mapping[str, Record]]:
    """Every shelf of a library, by the kind of its records, in the order in which [[links]] look them up."""
    return {
        "entity": library.entities,
        "article": library.articles,
        "story": library.stories,
        "event": library.events,
        "timeline": library.timelines,
        "edition": library.editions,
        "source": library.sources,
        "tag": library.tags,
        "page": library.pages,
    }


def section_starts(body: str) -> list[int]:
    """Offsets at which the text's sections begin: its start, and each heading."""
    if "#" not in body and not _UNDERLINE.search(body):
        return [0]  # as most clippings are
    return [0, *(start for start, _, kind in blocks.scan(body) if kind == "heading" and start)]


def plain_text(markdown: str) -> str:
    """A stretch of Markdown prose, from within one sentence, without its marks, for showing it by itself."""
    if not _PLAIN.search(markdown):
        return markdown
    text = blocks.WIKILINK.sub(lambda m: m[2] or m[1], markdown)
    text = _ADDRESS.sub(lambda m: m[1], _LINK_TEXT.sub(lambda m: m[1], text))
    text = _MARKS.sub("", _TAG.sub("", text))
    return unescape(text) if "&" in text else text
