"""The quick way through plain prose: blocks of Markdown that need no parser, as the bytes that the parser would give.

Nearly every paragraph of an article is words, a link or two, a name in italics. `pieces` cuts a text at its blank lines
and gives the HTML of each block that it understands without doubt. What is in doubt it leaves to markdown-it and the
sanitiser, together with its neighbours where Markdown could tie them: lists, code, whatever is indented. The law, held
by the CommonMark specification and by random texts: never another byte than the whole text would have given.

What is made here is safe by construction: letters are escaped, tags come from this module, and an address passes the
same `allowed` that guards the sanitiser.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

Level = Callable[[int], int]
"""The level a heading gets, from the one that is written; asked once for each, in their order."""
Opening = Callable[[str], str | None]
"""What `opening` says of an address."""

_BLANK = re.compile(r"\n(?:[ \t]*\n)+")
# Fences and tags reach over blank lines, definitions over the whole text: where one may be, nothing stands by itself.
_FAR = ("```", "~~~", "]:", "\r")
_TAG = re.compile(r"<[!?A-Za-z/]")
# A line that is nothing but part of a paragraph. Digits may number a list, a pipe or hyphens make a table.
_LINE = re.compile(r"(?:(?![0-9]+[.)](?:\s|$))[^\s#>+\-*=|`~:<\\_]|\*\*?(?=[^\s*]))(?:[^\n]*[^\s\\])?")
# Where a line begins or ends that is no such line: `_LINE` the other way round, for a text between two line feeds.
_ODD = re.compile(
    r"\n(?:(?<=[^\S\n]\n)|(?<=\\\n)|(?=[0-9]+[.)](?:\s|\Z)|[^\S\n]|[#>+\-=|`~:<\\_]|\*(?!\*?[^\s*])))",
)
# Whatever is not written as it is: what may mean something else than itself, or that serialisers write in more than
# one way. It begins with all of these signs, so that the machine's own loop skips the letters.
_SIGN = re.compile(
    r"""[\\`*_\[\]<>&\x00-\x09\x0b-\x1f\x7f-\xa0\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff](?:
    (?<=\[)(?P<label>[^\\`*_\[\]<>&!\n\xa0]+)\]\((?P<href>(?:https?://[a-z0-9.-]+)?[/\#][A-Za-z0-9/:.,~=?\#%&+_-]*)\)
    |(?<=\*)(?P<strong>\*?)(?P<words>[^\W_](?:[^\\`*_\[\]<>&!\n\xa0]*[^\s\\`*_\[\]<>&!])?)\*(?P=strong)(?![^\s.,;:!?)”’"])
    |(?<=&)(?P<lone>)(?![A-Za-z0-9\#]+;)
    )?""",
    re.VERBOSE,
)
_WRITTEN = {">": "&gt;", "\xa0": "&nbsp;"}
_OPENS = frozenset(' \n(“‘"')
_ODD_PERCENT = re.compile(r"%(?![0-9A-F]{2})")


class Doubt(NamedTuple):
    """A stretch of the text that only a parser can read."""

    start: int
    end: int


def stands_apart(text: str) -> bool:
    """Whether each block can be read by itself: not where a mark may reach further than its block."""
    return not any(sign[0] in text and sign in text for sign in _FAR) and not ("<" in text and _TAG.search(text))


def paragraphs(text: str, opening: Opening) -> str | None:
    """The HTML of a text that is nothing but plain paragraphs, as most texts are; None for any other."""
    text = text.strip("\n")
    return None if _ODD.search(f"\n{text}\n") else _paragraphs(text, opening)


def _paragraphs(text: str, opening: Opening) -> str | None:
    """Plain lines, and blank ones between them, as paragraphs; None where a sign is in doubt.

    All that stands in them together: no link and no emphasis that is known here holds a line feed.
    """
    words = _inline(text, opening)
    if words is None:
        return None
    lines = words.split("\n")
    one_each = all(lines[::2]) and not any(lines[1::2])
    between = "</p>\n<p>".join(lines[::2] if one_each else _BLANK.split(words))
    return f"<p>{between}</p>\n"


def pieces(text: str, level: Level, opening: Opening) -> Iterator[str | Doubt]:
    """The HTML of a text whose blocks stand apart, in order, with the stretches that a parser must read."""
    at = 0
    for start, end in _odd(text):
        yield from _run(text, at, start, level, opening)
        yield from _one_by_one(text, start, end, level, opening)
        at = end
    yield from _run(text, at, len(text), level, opening)


def _odd(text: str) -> Iterator[tuple[int, int]]:
    """Where blocks stand that are no plain paragraphs; those without a paragraph between them together."""
    start, end = -1, -1
    for found in _ODD.finditer(f"\n{text}\n"):
        at = found.start() - 1  # in the text itself
        if at < end:
            continue
        before, behind = text.rfind("\n\n", 0, at + 1), text.find("\n\n", max(at, 0))
        first = before + 2 if before >= 0 else 0
        if end >= 0 and text[end:first].strip("\n"):
            yield start, end
            start = -1
        start = first if start < 0 else start
        end = behind if behind >= 0 else len(text)
    if end >= 0:
        yield start, end


def _run(text: str, start: int, end: int, level: Level, opening: Opening) -> Iterator[str | Doubt]:
    """Plain paragraphs, all at once or, where one holds what is in doubt, one by one."""
    run = text[start:end].strip("\n")
    if run:
        html = _paragraphs(run, opening)
        yield from (html,) if html is not None else _one_by_one(text, start, end, level, opening)


def _one_by_one(text: str, first: int, last: int, level: Level, opening: Opening) -> Iterator[str | Doubt]:
    """The blocks of text[first:last].

    Lists go on over blank lines, into more items and into whatever is indented, and so may what is not understood:
    such neighbours are one stretch.
    """
    start, end, kind, block = 0, 0, "", ""
    for begin, stop in _blocks(text, first, last):
        words = text[begin:stop]
        found = _kind(words)
        if kind in _GOES_ON and found in _GOES_ON:
            end, kind, block = stop, found, ""
            continue
        if kind:
            yield _html(kind, block, level, opening) or Doubt(start, end)
        start, end, kind, block = begin, stop, found, words
    if kind:
        yield _html(kind, block, level, opening) or Doubt(start, end)


def _blocks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    part = text[start:end]
    at = end - len(part.lstrip("\n"))
    for blank in _BLANK.finditer(text, at, end):
        yield at, blank.start()
        at = blank.end()
    if at < (end := start + len(part.rstrip("\n"))):
        yield at, end


def _kind(block: str) -> str:
    """What a block is without doubt; "other" when only a parser can tell."""
    if _LINE.fullmatch(block) if "\n" not in block else all(map(_LINE.fullmatch, block.split("\n"))):
        return "paragraph"
    first = block[0]
    if first in "#>" and "\n" not in block:
        return "heading" if first == "#" else "quote"
    return "list" if first == "-" else "other"


_GOES_ON = ("list", "other")


def _html(kind: str, block: str, level: Level, opening: Opening) -> str | None:
    """A block as HTML; None where a parser must read it."""
    words: str | None
    match kind:
        case "paragraph" if block:
            words = _inline(block, opening)
            return None if words is None else f"<p>{words}</p>\n"
        case "heading" if block:
            return _heading(block, level, opening)
        case "quote" if block:
            words = _line(block, "> ", opening)
            return None if words is None else f"<blockquote>\n<p>{words}</p>\n</blockquote>\n"
        case "list" if block:
            items = [_line(line, "- ", opening) for line in block.split("\n")]
            return None if None in items else "<ul>\n" + "".join(f"<li>{item}</li>\n" for item in items) + "</ul>\n"
    return None


def _line(line: str, mark: str, opening: Opening) -> str | None:
    text = line.removeprefix(mark)
    return _inline(text, opening) if text != line and _LINE.fullmatch(text) else None


def _heading(line: str, level: Level, opening: Opening) -> str | None:
    signs, _, text = line.partition(" ")
    if signs.strip("#") or len(signs) > 6 or text.endswith("#") or not _LINE.fullmatch(text):
        return None
    words = _inline(text, opening)
    if words is None:
        return None
    tag = f"h{level(len(signs))}"
    return f"<{tag}>{words}</{tag}>\n"


def _inline(text: str, opening: Opening) -> str | None:
    """Words with simple links and emphasis, as the sanitiser writes text; None for anything else."""
    made: list[str] = []
    at = 0
    for found in _SIGN.finditer(text):
        start, end = found.span()
        piece = _piece(found, text[start - 1] if start else "", opening)
        if piece is None:
            return None
        made += (text[at:start], piece)
        at = end
    return "".join([*made, text[at:]]) if made else text


def _piece(found: re.Match[str], before: str, opening: Opening) -> str | None:
    label, href, strong, words, lone = found.groups()
    if label:
        tag = None if before == "!" or label[0].isspace() or label[-1].isspace() else opening(href)
        return label if tag == "" else tag and f"{tag}{label}</a>"
    if words:
        tag = "strong" if strong else "em"
        return f"<{tag}>{words}</{tag}>" if not before or before in _OPENS else None
    return "&amp;" if lone is not None else _WRITTEN.get(found[0])


def opening(href: str, allowed: str | None) -> str | None:
    """The tag that opens a link, "" for one that leads nowhere, None for an address that is in doubt.

    `allowed` is the address that the link may have, or None for one that may not stand.
    """
    if "%" in href and _ODD_PERCENT.search(href):
        return None
    if allowed is None:
        return ""
    rel = ' rel="external noopener"' if allowed.startswith(("http://", "https://")) else ""
    return f'<a href="{allowed.replace("&", "&amp;")}"{rel}>'
