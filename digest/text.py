"""Text as values: normal forms, slugs, sentences, excerpts, word counts, digests. Pure; knows nothing of the site."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from itertools import filterfalse
from typing import Literal

Slugs = Literal["unicode", "ascii"]

SLUG_BYTES = 80
"""The longest slug, in UTF-8 bytes: a path of three stays far below every file system's 255."""

_RESERVED = {"con", "prn", "aux", "nul"} | {f"{n}{i}" for n in ("com", "lpt") for i in range(1, 10)}
_NOWHERE = "\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff"
"""Control characters but tab and line feed, surrogates and the two non-characters that XML forbids."""
DIRECTIONS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""What turns the direction of the text behind it around (UAX 9): in a clipping it can make words read as others."""
_FORBIDDEN = re.compile(f"[{_NOWHERE}]")
_FORBIDDEN_OR_TURNED = re.compile(f"[{_NOWHERE}{DIRECTIONS}]")

# Scripts without spaces between words: Han and kana, where each character is counted as a word as word processors
# do, and Thai, Lao, Burmese, Khmer, where six characters are about one.
_IDEOGRAPHS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_WORD = re.compile(rf"[{_IDEOGRAPHS}]|[{_UNSPACED}]{{1,6}}|[^\s\u2014\u2013/{_IDEOGRAPHS}{_UNSPACED}]+")
_LETTER = re.compile(r"\w")
_WITHOUT_SPACES = re.compile(f"[{_IDEOGRAPHS}{_UNSPACED}]")
_BETWEEN = ("/", "\u2014", "\u2013")
"""What stands between words of scripts with spaces, beside white space."""

_CLOSERS = "”’\"')\\]»›」』）】》〉*_"
_STOPS = ".!?…"
_OTHER_STOPS = "。！？｡؟۔।॥။።។։"
# Begins with the characters that may end a sentence, so that the search for one of them is the machine's own loop.
_SENTENCE_END = re.compile(
    rf"[{_STOPS}{_OTHER_STOPS}](?:"
    # As most: behind a word that is no abbreviation, before a capital. Each rule of _ends says so.
    r"(?:(?<=[a-z]{4}\.)(?<!essrs\.)(?<!pprox\.)|(?<= [a-z]{3}\.)(?<!etc\.)(?<!viz\.)"
    r"|(?<= [a-z]{2}\.)(?<!vs\.|cf\.|ca\.|pp\.|al\.))(?= [A-Z])(?P<plain>)"
    rf"|(?<=[{_STOPS}])(?<![{_STOPS}]{{2}})[{_STOPS}]*+[{_CLOSERS}]*+(?=\s|$)"  # a full stop counts where space follows
    rf"|(?<=[{_OTHER_STOPS}])[{_OTHER_STOPS}]*+[{_CLOSERS}]*+)"  # those of other scripts count anywhere
)
_BREAK = re.compile(r"\n(?:(?:[ \t]*+\n)++|[ \t]*+(?=(?:[-+*]|[0-9]{1,2}[.)]|#{1,6})[ \t]))")
"""The end of a paragraph; the beginning of a list item or a heading."""
_LINE_MARKERS = re.compile(r"(?:\s|>|(?:[-+*]|[0-9]{1,2}[.)]|#{1,6})[ \t]+)*+")

_NAME_FOLLOWS = (
    "Messrs|Mr|Mrs|Ms|Mx|Dr|Prof|Hon|Rev|Fr|Sen|Rep|Gov|Gen|Brig|Maj|Col|Capt|Cmdr|Lt|Sgt|Cpl|Pvt|Adm|Amb|Atty|Engr|Pres"
    "|Sec|Supt|Insp|Det|St|Sta|Sto|Mt|Ft|vs|cf|viz|approx|ca"
)
"""Titles and the like: another word always follows."""
_NUMBER_FOLLOWS = "No|Nos|Art|Sec|Vol|p|pp|Fig|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec"
_MAY_END = "etc|al|Jr|Sr|Inc|Co|Corp|Ltd|Bros|Dept|Univ|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec"
"""What may end a sentence or stand within one; the next word tells."""
_BEFORE_NAMES = re.compile(rf"\b(?:{_NAME_FOLLOWS}|e\.g|i\.e)$")
_BEFORE_NUMBERS = re.compile(rf"\b(?:{_NUMBER_FOLLOWS})$")
_EITHER = re.compile(rf"(?:\b(?:{_MAY_END}|[AaPp]\.[Mm])|\b[^\W\d_](?:\.[^\W\d_])+|(?<!\w)[^\W\d_])$")
_SHORTENED = frozenset(f"{_NAME_FOLLOWS}|{_NUMBER_FOLLOWS}|{_MAY_END}".split("|"))
_OPENS_SENTENCE = re.compile(
    r"[“‘\"'(\[«]*(?:A|After|Also|An|And|As|At|Before|Both|But|By|For|From|He|Her|His|How|However|I|If|In|It|Its|Many|Most"
    r"|Nobody|No|Nor|On|One|Or|Our|She|Since|So|Some|That|The|Their|Then|There|These|They|This|Those|Though|To|Today|Under"
    r"|Until|We|What|When|Where|While|Who|Why|With|Yet|You)\b"
)
_QUOTE_GOES_ON = re.compile(r"[」』”’）》]$")
_LOOK_BACK, _LOOK_AHEAD = 16, 32


def nfc(text: str) -> str:
    """Unicode normal form C: the form in which offsets are counted and ids are compared."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def forbidden(text: str) -> str:
    """The first character that may stand in no output (HTML and XML forbid it), or ""."""
    found = _FORBIDDEN.search(text)
    return found.group() if found else ""


def without_forbidden(text: str, instead: str = "") -> str:
    """`text` with `instead` for each character that may stand in no output."""
    return _FORBIDDEN.sub(instead, text)


def without_turns(text: str) -> str:
    """`text` without what may stand in no output and without `DIRECTIONS`."""
    return _FORBIDDEN_OR_TURNED.sub("", text)


def visible(text: str) -> bool:
    """Whether there is anything in `text` that a reader would see."""
    if text.isprintable():  # as nearly every text; the only space among these is U+0020
        return bool(text.strip(" "))
    return any(c.isprintable() and not c.isspace() for c in text)


def digest(data: bytes | str, size: int = 16) -> str:
    """The BLAKE2b digest of `data` (text as UTF-8) in hexadecimal; `size` in bytes."""
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    return hashlib.blake2b(raw, digest_size=size).hexdigest()


# ------------------------------------------------------------------------------------------------------------- slugs


def slug(text: str, mode: Slugs = "unicode", max_bytes: int = SLUG_BYTES) -> str:
    """A path segment for `text`: letters and digits of any script, joined by hyphens, lower case, never empty.

    NFC and at most `max_bytes` (16 or more) UTF-8 bytes; `slug(slug(x)) == slug(x)`; marks stay with their letters. In
    `ascii` mode the text is transliterated first. Text without a letter or digit, and names that Windows reserves, get
    a suffix made from the text's digest, so two such texts still have two slugs.
    """
    text = nfc(text)
    joined = _settled(text)
    if mode == "ascii" and not joined.isascii():
        from anyascii import anyascii

        joined = _settled(anyascii(_folded(text)))
    cut = _cut(joined, max_bytes)
    if len(cut) < len(joined):
        # Two long texts that differ only behind the cut must not meet.
        cut = _cut(joined, max_bytes - 9) + "-" + digest(text, 4)
    if not cut or cut in _RESERVED:
        return f"{cut or 'x'}-{digest(text, 4)}"
    return cut


def _settled(text: str) -> str:
    """Letters and digits joined by hyphens, folded until nothing changes: a fold can make what folds again."""
    while (joined := _joined(_folded(text))) != text and not text.isascii():
        text = joined
    return joined


def _folded(text: str) -> str:
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).casefold())


_APART = re.compile("[^a-z0-9]+")


def _joined(folded: str) -> str:
    if folded.isascii():
        # What the loop below would do, ten times as fast.
        return _APART.sub("-", folded.replace("'", "")).strip("-")
    kept: list[str] = []
    for c in folded:
        category = unicodedata.category(c)
        if c.isalnum() or (category[0] == "M" and kept and kept[-1] != "-"):
            kept.append(c)
        elif kept and kept[-1] != "-" and category not in ("Cf", "Mn", "Me") and c not in "'’":
            kept.append("-")
    return "".join(kept).strip("-")


def _cut(joined: str, max_bytes: int) -> str:
    return joined.encode()[:max_bytes].decode("utf-8", "ignore").strip("-")


# --------------------------------------------------------------------------------------------------------- sentences


def sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of `text` as (start, end) offsets in code points, left to right.

    White space between them and the markers at the start of a line (of a list, a quote, a heading) belong to none.
    Written for news in English; full stops of other scripts are known, their abbreviations are not.
    """
    return [sentence for start, end in _paragraphs(text) for sentence in _sentences(text, start, end)]


class Sentences:
    """The sentences of a text for who asks about a few places in it: only the paragraphs around them are read."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._paragraphs = _paragraphs(text)
        self._starts = [start for start, _ in self._paragraphs]
        self._read: dict[int, tuple[list[tuple[int, int]], Iterator[tuple[int, int]]]] = {}
        """By the number of a paragraph: its sentences so far, and what reads on."""

    def at(self, offset: int) -> tuple[int, int]:
        """The last of `sentences(text)` that begins at `offset` or before; else the first; else the whole text."""
        number = bisect_right(self._starts, offset) - 1
        for before in range(number, -1, -1):
            found = self._up_to(before, offset)
            if found and found[0][0] <= offset:
                return found[bisect_right(found, (offset, len(self._text))) - 1]
        later = (self._up_to(n, offset) for n in range(number, len(self._paragraphs)))
        return next((found[0] for found in later if found), (0, len(self._text)))

    def _up_to(self, number: int, offset: int) -> list[tuple[int, int]]:
        """The sentences of a paragraph up to the first that begins behind `offset`."""
        if number not in self._read:
            self._read[number] = [], _sentences(self._text, *self._paragraphs[number])
        found, rest = self._read[number]
        if not found or found[-1][0] <= offset:
            for sentence in rest:
                found.append(sentence)
                if sentence[0] > offset:
                    break
        return found


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """What stands between the ends of paragraphs, and before each item of a list; no sentence reaches across them."""
    if "\n" not in text:
        return [(0, len(text))]
    found = [match.span() for match in _BREAK.finditer(text)]
    return list(zip([0, *(end for _, end in found)], [*(start for start, _ in found), len(text)], strict=True))


def _sentences(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """The sentences of the paragraph text[start:stop]."""
    new_line = True
    for match in _SENTENCE_END.finditer(text, start, stop):
        at, end = match.span()
        if match.lastindex or _ends(text, start, at, end):
            left = start if new_line else start + 1
            if (new_line or text[start] == " ") and text[left].isalpha():  # one space, no marker: as most begin
                yield left, end
            else:
                yield from _bare(text, start, end, new_line)
            start, new_line = end, False
    if start < stop:
        yield from _bare(text, start, stop, new_line)


def _ends(text: str, start: int, at: int, end: int) -> bool:
    """Whether a sentence that begins at `start` ends with the stops (and closing quotes) text[at:end]."""
    ahead = text[end : end + _LOOK_AHEAD]
    if not ahead:
        return True
    if not ahead[0].isspace():
        # 「行け。」と言った: the sentence around the quotation goes on.
        return not (_QUOTE_GOES_ON.search(text[at:end]) and _LETTER.match(ahead))
    following = ahead.lstrip()
    if following[:1].islower() and "\n\n" not in ahead:
        return False
    if text[at] != "." or (end - at > 1 and text[at:end].rstrip(_CLOSERS) != "."):
        return True
    if at - start < 6 and text[start:at].strip().isdecimal():
        return False  # the number of a list item
    before = text[max(start, at - _LOOK_BACK) : at]
    word = before.rpartition(" ")[2]
    if len(word) > 1 and word.isalpha() and word not in _SHORTENED:  # as before most full stops
        return True
    if _BEFORE_NAMES.search(before) or (_BEFORE_NUMBERS.search(before) and following[:1].isdecimal()):
        return False
    return not _EITHER.search(before) or not following or bool(_OPENS_SENTENCE.match(following))


def _bare(text: str, start: int, end: int, new_line: bool) -> list[tuple[int, int]]:
    """The sentence text[start:end] without the white space and the markers around it, where anything is left."""
    left = start
    while left < end and text[left].isspace():
        left += 1
    if new_line or "\n" in text[start:left]:
        markers = _LINE_MARKERS.match(text, left, end)
        left = markers.end() if markers else left
    while left < end and text[end - 1].isspace():
        end -= 1
    return [(left, end)] if left < end else []


# -------------------------------------------------------------------------------------------------- words, excerpts


def word_count(text: str) -> int:
    """How many words `text` has; each ideograph counts as one, six letters of a script without spaces as one."""
    if _has_spaces(text):
        pieces = _spaced(text)
        return len(pieces) - len([*filterfalse(_LETTER.search, filterfalse(str.isalnum, pieces))])
    return sum(1 for match in _WORD.finditer(text) if _LETTER.search(match.group()))


def _has_spaces(text: str) -> bool:
    """Whether all words of `text` are of scripts with spaces, so that `_spaced` tells them apart."""
    return text.isascii() or not _WITHOUT_SPACES.search(text)


def _spaced(text: str) -> list[str]:
    """The words of a script with spaces, and lone signs."""
    for sign in _BETWEEN:
        if sign in text:
            text = text.replace(sign, " ")
    return text.split()


def first_words(text: str, words: int) -> int:
    """The offset up to which `text` holds at most `words` words, counted as `word_count` does.

    Moved back to the end of a sentence where one ends in the second half of what is allowed.
    """
    if len(text) <= words or (len(text) <= 20 * words and _has_spaces(text) and len(_spaced(text)) <= words):
        return len(text.rstrip())
    count = half = 0
    for match in _WORD.finditer(text):
        if not _LETTER.search(match.group()):
            continue
        if count == words:
            return _sentence_end(text, match.start(), half)
        count += 1
        if count == (words + 1) // 2:
            half = match.end()
    return len(text.rstrip())


def _sentence_end(text: str, end: int, least: int) -> int:
    inside = [stop for _, stop in sentences(text[: end + _LOOK_AHEAD]) if least <= stop <= end]
    return inside[-1] if inside else len(text[:end].rstrip())


def one_line(text: str) -> str:
    """`text` with every run of white space as one space."""
    return " ".join(text.split())


def excerpt(text: str, words: int) -> str:
    """`text` cut to at most `words` words, at the end of a sentence where one ends; an ellipsis marks any other cut."""
    end = first_words(text, words)
    if end >= len(text.rstrip()):
        return text.rstrip()
    shown = text[:end]
    return shown + ("" if shown[-1:] in (*'.!?…。！？؟۔।”’"',) else "…")
