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
Allowed = Callable[[str], str | None]
"""The address that a link may have, or None for one that may not stand."""

_BLANK = re.compile(r"\n(?:[ \t]*\n)+")
# Fences and tags reach over blank lines, definitions over the whole text: where one may be, nothing stands by itself.
_FAR = ("```", "~~~", "]:", "\r")
_TAG = re.compile(r"<[!?A-Za-z/]")
# What may mean something else than itself, or that serialisers write in more than one way.
_SIGN = re.compile("[\\\\`*_\\[\\]<&\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# A line that is nothing but part of a paragraph. Digits may number a list, a pipe or hyphens make a table.
_LINE = re.compile(r"(?:(?![0-9]+[.)](?:\s|$))[^\s#>+\-*=|`~:<\\_]|\*\*?(?=[^\s*]))(?:[^\n]*[^\s\\])?")
# Each way begins with a sign of its own, so that the search skips all letters; what stands before is asked later.
_INLINE = re.compile(
    r"""\[(?P<label>[^\\`*_\[\]<>&!\n\xa0]+)\]\((?P<href>(?:https?://[a-z0-9.-]+)?[/\#][A-Za-z0-9/:.,~=?\#%&+_-]*)\)
    |\*(?P<strong>\*?)(?P<words>[^\W_](?:[^\\`*_\[\]<>&!\n\xa0]*[^\s\\`*_\[\]<>&!])?)\*(?P=strong)(?![^\s.,;:!?)”’"])
    |&(?![A-Za-z0-9\#]+;)""",
    re.VERBOSE,
)
_OPENS = frozenset(' \n(“‘"')
_ODD_PERCENT = re.compile(r"%(?![0-9A-F]{2})")


class Doubt(NamedTuple):
    """A stretch of the text that only a parser can read."""

    start: int
    end: int


def stands_apart(text: str) -> bool:
    """Whether each block can be read by itself: not where a mark may reach further than its block."""
    return not any(sign in text for sign in _FAR) and not ("<" in text and _TAG.search(text))


def pieces(text: str, level: Level, allowed: Allowed) -> Iterator[str | Doubt]:
    """The HTML of a text whose blocks stand apart, in order, with the stretches that a parser must read.

    Lists go on over blank lines, into more items and into whatever is indented, and so may what is not understood:
    such neighbours are one stretch.
    """
    start, end, kind, block = 0, 0, "", ""
    for begin, stop in _blocks(text):
        words = text[begin:stop]
        found = _kind(words)
        if kind in _GOES_ON and found in _GOES_ON:
            end, kind, block = stop, found, ""
            continue
        if kind:
            yield _html(kind, block, level, allowed) or Doubt(start, end)
        start, end, kind, block = begin, stop, found, words
    if kind:
        yield _html(kind, block, level, allowed) or Doubt(start, end)


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    at = len(text) - len(text.lstrip("\n"))
    for blank in _BLANK.finditer(text, at):
        yield at, blank.start()
        at = blank.end()
    if at < (end := len(text.rstrip("\n"))):
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


def _html(kind: str, block: str, level: Level, allowed: Allowed) -> str | None:
    """A block as HTML; None where a parser must read it."""
    words: str | None
    match kind:
        case "paragraph" if block:
            words = _inline(block, allowed)
            return None if words is None else f"<p>{words}</p>\n"
        case "heading" if block:
            return _heading(block, level, allowed)
        case "quote" if block:
            words = _line(block, "> ", allowed)
            return None if words is None else f"<blockquote>\n<p>{words}</p>\n</blockquote>\n"
        case "list" if block:
            items = [_line(line, "- ", allowed) for line in block.split("\n")]
            return None if None in items else "<ul>\n" + "".join(f"<li>{item}</li>\n" for item in items) + "</ul>\n"
    return None


def _line(line: str, mark: str, allowed: Allowed) -> str | None:
    text = line.removeprefix(mark)
    return _inline(text, allowed) if text != line and _LINE.fullmatch(text) else None


def _heading(line: str, level: Level, allowed: Allowed) -> str | None:
    signs, _, text = line.partition(" ")
    if signs.strip("#") or len(signs) > 6 or text.endswith("#") or not _LINE.fullmatch(text):
        return None
    words = _inline(text, allowed)
    if words is None:
        return None
    tag = f"h{level(len(signs))}"
    return f"<{tag}>{words}</{tag}>\n"


def _inline(text: str, allowed: Allowed) -> str | None:
    """Words with simple links and emphasis; None for anything else."""
    if not _SIGN.search(text):
        return _escaped(text)
    pieces: list[str] = []
    at = 0
    for found in _INLINE.finditer(text):
        between = text[at : found.start()]
        piece = _piece(found, text[found.start() - 1 : found.start()], allowed)
        if piece is None or _SIGN.search(between):
            return None
        pieces += [_escaped(between), piece]
        at = found.end()
    rest = text[at:]
    return None if _SIGN.search(rest) else "".join([*pieces, _escaped(rest)])


def _piece(found: re.Match[str], before: str, allowed: Allowed) -> str | None:
    words, label = found["words"], found["label"]
    if words:
        tag = "strong" if found["strong"] else "em"
        return f"<{tag}>{words}</{tag}>" if not before or before in _OPENS else None
    if not label:
        return "&amp;"
    href = found["href"]
    if before == "!" or label[0].isspace() or label[-1].isspace() or ("%" in href and _ODD_PERCENT.search(href)):
        return None
    return _link(label, allowed(href))


def _link(label: str, href: str | None) -> str | None:
    if href is None:
        return label  # the words of a link that leads nowhere
    rel = ' rel="external noopener"' if href.startswith(("http://", "https://")) else ""
    return f'<a href="{href.replace("&", "&amp;")}"{rel}>{label}</a>'


def _escaped(text: str) -> str:
    # As the sanitiser writes text: quotation marks as they are, a space that does not break by its name.
    if ">" in text:
        text = text.replace(">", "&gt;")
    return text.replace("\xa0", "&nbsp;") if "\xa0" in text else text
