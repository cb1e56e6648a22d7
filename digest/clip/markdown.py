"""Plain text -> Markdown that shows exactly that text: what Markdown would read as its own signs gets a backslash."""

from __future__ import annotations

import re
from collections.abc import Sequence

from digest.clip.draft import Line

# CommonMark 0.31, sections 2.4 and 4: what opens a block at the start of a line.
_BLOCK = re.compile(
    r"(?P<sign>#{1,6}(?=\s|$)|>|[-+](?=\s|$)|=+\s*$|(?P<rule>[-_*])(?:[ \t]*(?P=rule)){2,}[ \t]*$|"
    r"~~~|:(?=\s))|(?P<digits>\d{1,9})(?P<stop>[.)])(?=\s|$)"
)
_INLINE = re.compile(
    r"\\(?=[!-/:-@\[-`{-~])|[*`]|(?<![^\W_])_|_(?![^\W_])|~(?=~)|(?<=~)~|<(?=[A-Za-z/!?])|&(?=#?\w{1,31};)"
)
_LINK = re.compile(r"\][(\[:]|\[\[|\[\^")


def escape(text: str) -> str:
    """One line of text as Markdown that renders to exactly this line."""
    escaped = _INLINE.sub(lambda match: "\\" + match.group(), text)
    if _LINK.search(text):
        escaped = escaped.replace("[", "\\[").replace("]", "\\]")
    opening = _BLOCK.match(escaped)
    if opening and opening["digits"]:
        return f"{opening['digits']}\\{escaped[len(opening['digits']) :]}"
    return "\\" + escaped if opening else escaped


def paragraphs(lines: Sequence[Line]) -> str:
    """Lines as Markdown with their marks, a blank line between two; items of one list stand together."""
    found = ""
    above = ""
    for line in lines:
        if line.text:
            found += ("\n" if line.mark == above == "- " else "\n\n" if found else "") + line.mark + escape(line.text)
            above = line.mark
    return found
