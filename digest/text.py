"""Text as values: normal forms, slugs, sentences, excerpts, word counts, digests. Pure; knows nothing of the site."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import Literal

Slugs = Literal["unicode", "ascii"]

SLUG_BYTES = 80
"""The longest slug, in UTF-8 bytes: a path of three stays far below every file system's 255."""

_RESERVED = {"con", "prn", "aux", "nul"} | {f"{n}{i}" for n in ("com", "lpt") for i in range(1, 10)}
_SENTENCE_END = re.compile(r"[.!?…。！？۔؟]+[”’\"')\]»]*(?=\s|$)|\n\s*\n")
_ABBREVIATION = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Capt|Lt|Sgt|Adm|St|Jr|Sr|No|vs|etc|e\.g|i\.e|"
                           r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)|\b\w(?:\.\w)*)\.$")
_WORD = re.compile(r"\w+(?:[’'\-]\w+)*")
# Control characters but tab and line feed, surrogates and the two non-characters that XML forbids.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def nfc(text: str) -> str:
    """Unicode normal form C: the form in which offsets are counted and ids are compared."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def forbidden(text: str) -> str:
    """The first character that may stand in no output (HTML and XML forbid it), or ""."""
    found = _FORBIDDEN.search(text)
    return found.group() if found else ""


def without_forbidden(text: str) -> str:
    return _FORBIDDEN.sub("", text)


def digest(data: bytes | str, size: int = 16) -> str:
    """The BLAKE2b digest of `data` (text as UTF-8) in hexadecimal; `size` in bytes."""
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    return hashlib.blake2b(raw, digest_size=size).hexdigest()


def slug(text: str, mode: Slugs = "unicode", max_bytes: int = SLUG_BYTES) -> str:
    """A path segment for `text`: letters and digits of any script, joined by hyphens, lower case, never empty.

    NFKC, case folding, NFC; marks stay with their letters. In `ascii` mode the text is transliterated first.
    Text without a letter or digit, and names that Windows reserves, get a suffix made from the text's digest, so
    two such texts still have two slugs.
    """
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).casefold())
    if mode == "ascii" and not folded.isascii():
        from anyascii import anyascii

        folded = anyascii(folded).lower()
    kept = "".join(c if c.isalnum() or unicodedata.category(c)[0] == "M" else "" if c in "'’" else "-" for c in folded)
    joined = "-".join(part for part in kept.split("-") if part)
    cut = joined.encode()[:max_bytes].decode("utf-8", "ignore").strip("-")
    if len(cut) < len(joined):
        # Two long texts that differ only behind the cut must not meet.
        cut = cut.encode()[: max_bytes - 9].decode("utf-8", "ignore").strip("-") + "-" + digest(text, 4)
    if not cut or not any(c.isalnum() for c in cut) or cut in _RESERVED:
        return f"{cut or 'x'}-{digest(text, 4)}"
    return cut


def sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of `text` as (start, end) offsets in code points, without the white space between them."""
    found: list[tuple[int, int]] = []
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if match.group()[0] == "." and _ABBREVIATION.search(text[max(start, match.start() - 12) : match.start() + 1]):
            continue
        _append_trimmed(found, text, start, match.end())
        start = match.end()
    _append_trimmed(found, text, start, len(text))
    return found


def _append_trimmed(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    left = start + len(piece) - len(piece.lstrip())
    right = end - (len(piece) - len(piece.rstrip()))
    if left < right:
        found.append((left, right))


def word_count(text: str) -> int:
    """How many words `text` has; each ideograph run counts as one word."""
    return sum(1 for _ in _WORD.finditer(text))


def first_words(text: str, words: int) -> int:
    """The offset up to which `text` holds at most `words` words, moved back to the end of a sentence if one ends there."""
    end = len(text)
    for count, match in enumerate(_WORD.finditer(text)):
        if count == words:
            end = match.start()
            break
    else:
        return len(text.rstrip())
    inside = [stop for _, stop in sentences(text) if stop <= end]
    return inside[-1] if inside else len(text[:end].rstrip())


def one_line(text: str) -> str:
    """`text` with every run of white space as one space."""
    return " ".join(text.split())


def excerpt(text: str, words: int) -> str:
    """`text` cut to at most `words` words, at the end of a sentence where one ends; an ellipsis marks any other cut."""
    end = first_words(text, words)
    if end >= len(text.rstrip()):
        return text.rstrip()
    return text[:end] + ("" if text[end - 1] in ".!?…。！？؟”’\"" else "…")
