"""Plain text -> Markdown that shows exactly that text: what Markdown would read as its own signs gets a backslash.

Text with links and emphasis comes as runs (text, address, style); `marked` writes them so that the words stay words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeAlias

from digest.clip.draft import Line

STRONG, EMPHASIS, CODE = 1, 2, 4
"""Styles of a run; STRONG and EMPHASIS may be joined with |."""
BREAK = "<br>"
"""A line break in `Line.markdown`: text never holds it, since its "<" would have a backslash."""

Run: TypeAlias = tuple[str, str, int]

# CommonMark 0.31, sections 2.4 and 4: what opens a block at the start of a line.
_BLOCK = re.compile(
    r"(?P<sign>#{1,6}(?=\s|$)|>|[-+](?=\s|$)|=+\s*$|(?P<rule>[-_*])(?:[ \t]*(?P=rule)){2,}[ \t]*$|"
    r"~~~|:(?=\s))|(?P<digits>\d{1,9})(?P<stop>[.)])(?=\s|$)"
)
_INLINE = re.compile(
    r"\\(?=[!-/:-@\[-`{-~])|[*`]|(?<![^\W_])_|_(?![^\W_])|~(?=~)|(?<=~)~|<(?=[A-Za-z/!?])|&(?=#?\w{1,31};)"
)
_SIGNS = "\\*`_~<&"
"""What `_INLINE` begins with; most lines hold none, and looking for one is far faster than the pattern."""
_BLOCK_SIGNS = frozenset("#>-+=_*~:0123456789")
_LINK = re.compile(r"\][(\[:]|\[\[|\[\^")
# At a run's ends the neighbour is another run or its sign, so what may join with it gets a backslash there.
_JOINS = frozenset("\\~<&!")
_LIST = re.compile(r" *(?:- |\d{1,9}\. )")


def escape(text: str) -> str:
    """One line of text as Markdown that renders to exactly this line."""
    return _unopened(_inline(text))


def _inline(text: str, after: str = "", brackets: bool = False) -> str:
    escaped = text
    for sign in _SIGNS:
        if sign in text:
            escaped = _INLINE.sub(lambda match: "\\" + match.group(), text)
            break
    if brackets or (("[" in text or "]" in text) and _LINK.search(text + after)):
        escaped = escaped.replace("[", "\\[").replace("]", "\\]")
    return escaped


def _unopened(escaped: str) -> str:
    """Escaped text that opens no block."""
    opening = _BLOCK.match(escaped) if escaped[:1] in _BLOCK_SIGNS else None
    if opening and opening["digits"]:
        return f"{opening['digits']}\\{escaped[len(opening['digits']) :]}"
    return "\\" + escaped if opening else escaped


# ---------------------------------------------------------------------------------------------------------------- runs


def linked(address: str) -> str:
    """A safe address as it stands in a Markdown link; `clip.metadata.canonical_url` makes addresses safe."""
    return address.replace("(", "%28").replace(")", "%29")


def code(text: str) -> str:
    """Preformatted text as a fenced block, its line breaks as `BREAK`."""
    rows = [row.rstrip() for row in text.expandtabs(4).strip("\n").splitlines()]
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return BREAK.join((fence, *rows, fence))


def marked(runs: Sequence[Run]) -> str:
    """Runs as one line of inline Markdown. A run that is `BREAK` is a line break."""
    found = ""
    for index, run in enumerate(runs):
        if run[0] == BREAK:
            found = found.rstrip() + BREAK
            continue
        before = found[-1:] if not found.endswith(BREAK) else ""
        after = runs[index + 1][0][:1] if index + 1 < len(runs) and runs[index + 1][0] != BREAK else ""
        found += _run(run, before, after)
    found = found.strip()
    return found if found.startswith(("[", "*", "`")) else _unopened(found)


def _run(run: Run, before: str, after: str) -> str:
    text, address, style = run
    core = text.strip()
    if not core:
        return text
    lead, trail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    if style & CODE:
        inner = _code_span(core)
    else:
        inner = _between_runs(core, "" if trail else after, bool(address))
        sign = "*" * ((style & STRONG and 2) + (style & EMPHASIS and 1))
        if (
            sign
            and (lead or before != "*")
            and _flanks(lead[-1:] or before, core[0])
            and _flanks(trail[:1] or after, core[-1])
        ):
            inner = f"{sign}{inner}{sign}"
    if address:
        inner = f"[{inner}]({address})"
    return f"{lead}{inner}{trail}"


def _between_runs(core: str, after: str, brackets: bool) -> str:
    if core[-1] in _JOINS:
        escaped = _inline(core[:-1] + ".", after, brackets)[:-1] + "\\" + core[-1]
    else:
        escaped = _inline(core, after, brackets)
    return "\\" + escaped if escaped[0] == "~" else escaped


def _flanks(outside: str, inside: str) -> bool:
    """Whether a run of * between two characters opens or closes emphasis (CommonMark 0.31, section 6.2).

    Emphasis inside a word, as of a drop cap, would be allowed but is not written: it tears the word apart.
    """
    return not outside.isalnum() and (inside.isalnum() or not outside or outside.isspace())


def _code_span(text: str) -> str:
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{space}{text}{space}{fence}"


# --------------------------------------------------------------------------------------------------------------- lines


def paragraphs(lines: Sequence[Line]) -> str:
    """Lines as Markdown with their marks, a blank line between two; items, rows and quotes stand together."""
    found: list[str] = []
    above = ""
    for line in lines:
        if not line.text:
            continue
        mark = line.mark
        text = line.markdown or escape(line.text)
        if not mark:
            text = text.replace(BREAK, "\\\n")
        elif mark == "```":
            text = text.replace(BREAK, "\n") if line.markdown else f"```\n{line.text}\n```"
        elif mark == "| ":
            text = _row(line, first=above != "| ")
        else:
            indent = mark if mark == "> " else " " * len(mark) if _LIST.fullmatch(mark) else ""
            text = mark + text.replace(BREAK, f"\\\n{indent}")
        found.append(_between(above, mark) if found else "")
        found.append(text)
        above = mark
    return "".join(found)


def _between(above: str, mark: str) -> str:
    if mark == above == "> ":
        return "\n>\n"
    if not mark or not above:
        return "\n\n"
    both_items = _LIST.fullmatch(mark) and _LIST.fullmatch(above)
    return "\n" if both_items or mark == above == "| " else "\n\n"


def _row(line: Line, first: bool) -> str:
    text = line.markdown or f"| {escape(line.text).replace('|', chr(92) + '|')} |"
    width = len(re.findall(r"(?<!\\)\|", text)) - 1
    return f"{text}\n|{' --- |' * width}" if first else text
