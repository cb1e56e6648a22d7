"""Characters and lines of a plain text, made plain before anything is judged.

The rule for characters: every kind of space becomes one plain space, at a line's ends none; soft hyphens, zero-width
spaces and turns of the writing direction are removed, since they show nothing; control characters are removed; text
that was read in the wrong encoding is read again (ftfy) where it looks like it; quotation marks, dashes and ellipses
stay as written.
Lines broken at a fixed width are joined. Every kind of change is noted with its count.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import count, pairwise

from digest.clip.body.boilerplate import ends_sentence
from digest.clip.draft import Line
from digest.text import DIRECTIONS, forbidden, without_forbidden

_USUAL = bytes([9, 10, *range(32, 127)])
_SPACES = frozenset("\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000")
_INVISIBLE = frozenset("\u00ad\u200b\u2060\ufeff" + DIRECTIONS)
_GONE = "invisible characters were removed"
_BREAKS = frozenset("\r\u0085\u2028\u2029\x0b\x0c")
_PLAIN = dict.fromkeys(_BREAKS, "\n") | dict.fromkeys(_INVISIBLE, "") | dict.fromkeys(_SPACES, " ")
# How UTF-8 looks that was read as Latin-1 or Windows-1252: a lead byte's letter with what a following byte becomes.
# "É»" ends a good French quotation, so a sign that text has of its own counts only behind â, Ã and Â.
_MISREAD = re.compile(
    "[\u00c2-\u00f4][\u0080-\u009f]|\u00e2\u20ac|[\u00c3\u00d0\u00d1][\u00a1-\u00ba\u00bc-\u00bf]|\u00c2[\u00a0-\u00ba]|"
    "\u00f0\u0178|\u00ef\u00bb\u00bf|[\u00c3\u00c5][\u201a-\u203a\u0160\u0178\u0152\u2018\u2013\u2122]"
)
_BYTES = {ord(bytes([b]).decode("cp1252")): b for b in range(0x80, 0xA0) if b not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}
"""What Windows-1252 makes of the bytes that are no Latin-1 letters -> the byte."""
_MARKS = frozenset(
    ["\u00c2", "\u00c3", "\u00c5", "\u00d0", "\u00d1", "\u00e2", "\u00f0", "\u00ef", *map(chr, range(0x80, 0xA0))]
)


def rows_of(text: str) -> tuple[list[str], list[str]]:
    """The lines of `text` as they stand, white space at their starts and between words included; and the notes."""
    odd = _odd(text)
    notes: list[str] = []
    if odd:
        text, notes = _plain_characters(text, odd)
    return text.split("\n"), notes


def _odd(text: str) -> set[str]:
    """The characters of `text` that are no printable ASCII; looked for among bytes, a tenth of the work."""
    rest = text.encode("utf-8", "surrogatepass").translate(None, _USUAL)
    return set(rest.decode("utf-8", "surrogatepass"))


def _plain_characters(text: str, odd: set[str]) -> tuple[str, list[str]]:
    """`text` with what is odd in it made plain; `odd` are its characters that are no printable ASCII."""
    notes = []
    if odd & _MARKS:
        read, number = _read_again(text)
        if number:
            notes.append(f"lines that had been read in the wrong encoding were put right: {number}")
            text, odd = read, _odd(read)
    for signs, what in ((_SPACES, "no-break and other wide spaces became spaces"), (_INVISIBLE, _GONE)):
        if number := sum(text.count(sign) for sign in odd & signs):
            notes.append(f"{what}: {number}")
    text = text.replace("\r\n", "\n")
    for sign in odd & _PLAIN.keys():
        text = text.replace(sign, _PLAIN[sign])
    clean = without_forbidden(text) if forbidden("".join(odd - _PLAIN.keys())) else text
    if len(clean) < len(text):
        notes.append(f"control characters were removed: {len(text) - len(clean)}")
    if broken := clean.count("\ufffd"):
        notes.append(f"characters that could not be read stand as U+FFFD: {broken}")
    return clean, notes


def _read_again(text: str) -> tuple[str, int]:
    """`text` with misread lines put right, and how many; ftfy decides, and is asked only about suspicious lines."""
    if not _MISREAD.search(text):
        return text, 0
    rows = text.split("\n")
    number = 0
    for index, row in enumerate(rows):
        if _MISREAD.search(row) and (fixed := _wholly_misread(row) or _partly_misread(row)) != row:
            rows[index] = fixed
            number += 1
    return "\n".join(rows), number


def _wholly_misread(row: str) -> str:
    """`row` read again when every sign of it is one that a byte becomes, and the bytes are UTF-8; else nothing."""
    try:
        return row.translate(_BYTES).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return ""


def _partly_misread(row: str) -> str:
    from ftfy import fix_encoding  # 40 ms to load, for one text in hundreds

    return fix_encoding(row)


def to_lines(text: str) -> tuple[list[Line], list[str]]:
    """The lines of `text` with runs of spaces joined, and a note of every kind of change."""
    rows, notes = rows_of(text)
    return lines_of(rows, notes), notes


def lines_of(rows: Sequence[str], notes: list[str]) -> list[Line]:
    """Rows as lines, broken ones joined; a note of that is added to `notes`."""
    texts = [row.strip() for row in rows]
    whole = "\n".join(texts)
    if "  " in whole or "\t" in whole:
        texts = [" ".join(text.split()) if "  " in text or "\t" in text else text for text in texts]
    lines = list(map(Line, count(1), texts))
    joined = unwrap(lines)
    if len(joined) < len(lines):
        notes.append(f"lines broken at a fixed width were joined: {len(lines) - len(joined)}")
    return joined


def unwrap(lines: list[Line]) -> list[Line]:
    """Lines that a mail program or editor broke at a fixed width, joined to paragraphs; others stay as they are.

    A text is taken as broken when, of the neighbouring full lines, at least four and a third go on in small letters
    without a sentence's end between. A line is then joined to the next when the next one's first word had no room.
    """
    texts = [line.text for line in lines]
    pairs = [(a, b) for a, b in pairwise(texts) if len(a) >= 40 and b]
    runs_on = [a for a, b in pairs if b[0].islower() and not ends_sentence(a)]
    if len(runs_on) < 4 or len(runs_on) * 3 < len(pairs):
        return lines
    width = max(map(len, runs_on))
    found: list[Line] = []
    pieces: list[str] = []
    last = ""
    for line in lines:
        room = len(last) + 1 + len(line.text.split(" ", 1)[0]) <= width
        if found and last and line.text and not room and len(last) <= width:
            pieces.append(line.text)
        else:
            if len(pieces) > 1:
                found[-1] = Line(found[-1].number, " ".join(pieces))
            found.append(line)
            pieces = [line.text]
        last = line.text
    if len(pieces) > 1:
        found[-1] = Line(found[-1].number, " ".join(pieces))
    return found
