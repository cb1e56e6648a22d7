"""Writing made alike: quotes, hyphens, spaces, upper and lower case, accents; mostly one character for one. Pure."""

from __future__ import annotations

import re
import unicodedata

from digest.text import nfc, one_line

_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\n\t"
# One character for one character, so that offsets in the folded text are offsets in the text.
_FOLD = str.maketrans(
    dict.fromkeys(_SPACES, " ")
    | dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u2032", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb", '"')
    | dict.fromkeys("\u2010\u2011\u2012\u2013", "-")
)
_PARAGRAPH_END = re.compile(r"\n[ \t]*+\n[ \t\n]*+")
_LATIN = "".join(chr(code) for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)))
_STROKES = dict(zip("ØøŁłĐđĦħŦŧŊŋıĸ", "OoLlDdHhTtNnik", strict=True))
# Latin letters alone: elsewhere (й, ё, Arabic, Indic) a mark makes another letter.
_PLAIN = str.maketrans(
    {c: base for c in _LATIN if len(base := unicodedata.normalize("NFD", c)[0]) == 1 and base.isascii()} | _STROKES
)


def fold(text: str) -> str:
    """`text` (NFC) with quotes, hyphens and spaces made alike; as long as it was.

    A line end counts as a space, the end of a paragraph does not: no name reaches across it.
    """
    if "\n" in text:
        text = _PARAGRAPH_END.sub(lambda m: "\r" * len(m.group()), text)
    return text.translate(_FOLD)


def spelled(name: str) -> str:
    """A name as the table holds it: NFC, folded, single spaces."""
    if name.isascii() and name.isprintable() and "  " not in name:
        return name.strip()  # as most names are
    return fold(one_line(nfc(name)))


def lower(text: str) -> str:
    """Lower case, one character for one: the few letters whose lower case is longer stay as they are."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := c.lower()) == 1 else c for c in text)
    return lowered.replace("ς", "σ")  # which of the two stands at an end depends on what follows


def plain(text: str) -> str:
    """`text` with Latin letters bare of their accents and strokes; as long as it was."""
    return text if text.isascii() else text.translate(_PLAIN)
