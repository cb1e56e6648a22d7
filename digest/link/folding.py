"""Writing made alike: quotes, hyphens, spaces, upper and lower case, accents; mostly one character for one. Pure."""

from __future__ import annotations

import re
import unicodedata

from digest.text import nfc, one_line

_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\n\t"
# One character for one character, so that offsets in the folded text are offsets in the text. Replaced one after the
# other: most of them stand in no text, and str.translate looks at every character of a text that is not ASCII.
_FOLD = (
    dict.fromkeys(_SPACES, " ")
    | dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u2032", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb", '"')
    | dict.fromkeys("\u2010\u2011\u2012\u2013", "-")
)
_OF_ASCII = "\n\t"
_PARAGRAPH_END = re.compile(r"\n[ \t]*+\n[ \t\n]*+")
_LATIN = "".join(chr(code) for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)))
_STROKES = dict(zip("ØøŁłĐđĦħŦŧŊŋıĸ", "OoLlDdHhTtNnik", strict=True))
# Latin letters alone: elsewhere (й, ё, Arabic, Indic) a mark makes another letter.
_PLAIN = {c: base for c in _LATIN if (base := unicodedata.normalize("NFD", c)[0]).isascii()} | _STROKES
_ACCENTED = re.compile(f"[{_LATIN[0]}-\u024f\u1e00-{_LATIN[-1]}]")
_LEADS = bytes(sorted({c.encode()[0] for c in _LATIN}))
"""What each of them begins with in UTF-8; few other characters do."""


def fold(text: str) -> str:
    """`text` (NFC) with quotes, hyphens and spaces made alike; as long as it was.

    A line end counts as a space, the end of a paragraph does not: no name reaches across it.
    """
    if "\n" in text:
        text = _PARAGRAPH_END.sub(lambda m: "\r" * len(m.group()), text)
    for sign in _OF_ASCII if text.isascii() else _FOLD:
        if sign in text:
            text = text.replace(sign, _FOLD[sign])
    return text


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
    if text.isascii():
        return text
    raw = text.encode("utf-8", "surrogatepass")
    if len(raw.translate(None, _LEADS)) == len(raw):  # dashes, quotes and the like, as in most texts
        return text
    return _ACCENTED.sub(_bare, text)


def _bare(letter: re.Match[str]) -> str:
    return _PLAIN.get(letter[0], letter[0])
