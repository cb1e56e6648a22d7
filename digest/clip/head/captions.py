"""Pictures in plain text: captions, credits and alternative texts, told by the credit they end or begin with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from digest.clip.body.boilerplate import ends_sentence, words
from digest.clip.draft import Line, Moved
from digest.clip.head.scan import opening_lines, rows

_CREDIT_WORD = (
    r"(?:(?:file|handout|courtesy|screengrab|stock)[ -])?(?:photos?|photographs?|images?|"
    r"pictures?|pic|foto|bild|screengrab|graphic)"
)
_CREDITED = re.compile(
    rf"[(\[](?:[\w/.]{{1,20}} )?{_CREDIT_WORD}(?:\s*(?:by|courtesy|from|credit|taken|via|"
    rf"of|/|:|,|-)[^()\[\]]{{0,200}})?[)\]]\.?",
    re.I,
)
_LABELLED = re.compile(
    rf"(?:{_CREDIT_WORD}(?: credit| courtesy(?: of)?)?\s*(?::|/|by\b|courtesy\b)|credit\s*:|"
    rf"photograph(?:er)?\s*:)\s*\S.{{1,400}}",
    re.I,
)
_AGENCY = re.compile(
    r"\b(?:REUTERS|AFP|EPA|EPA-EFE|AP Photo|AFP PHOTO|Getty Images|Shutterstock|Xinhua|"
    r"dpa|picture alliance)\s?/\s?[A-Z][\w .,'’-]{2,50}\Z"
)
# How a caption may begin when it does not end with its credit in brackets.
_LABELS = (
    *("photo", "pict", "pic ", "pic:", "pic/", "image", "foto", "bild", "graphic", "screengrab", "credit", "file "),
    *("file-", "handout", "courtesy", "stock"),
)
# How the end of a line begins that may be a credit.
_SIGNS = (")", "]", "/")
_END = re.compile(r"[)\]]\.?$|/[^\S\n]?[A-Z][\w .,'’-]{2,50}$", re.M)


def is_caption(text: str) -> bool:
    """Whether a line is a picture's caption or credit: it ends with one, or begins with its label."""
    if len(text) > 1_000:
        return False
    bracket = max(text.rfind("("), text.rfind("[")) if text[-1:] in ")]." else -1
    return bool(
        (bracket >= 10 and _CREDITED.fullmatch(text, bracket))
        or (len(text) <= 450 and _is_labelled(text) and _LABELLED.fullmatch(text))
        or (len(text) <= 450 and "/" in text and _AGENCY.search(text))
    )


def _is_labelled(text: str) -> bool:
    return text[:10].lower().startswith(_LABELS)


def take_captions(lines: Sequence[Line], title_at: int) -> tuple[list[Line], list[str], list[Moved]]:
    """The lines without captions and the alternative texts above them; the captions; what was moved."""
    texts = [line.text for line in lines]
    joined = "\n".join(texts)
    found = captions_in(texts, joined, opening_lines(joined))
    gone: dict[int, str] = {}
    for index in found:
        alt = next((i for i in range(index - 1, -1, -1) if lines[i].text and i not in gone), None)
        if alt is not None and is_alt(lines[alt], lines[index], title_at):
            gone[alt] = "photo-alt"
        gone[index] = "photo-caption"
    moved = [Moved(lines[i].number, lines[i].text, "captions", rule) for i, rule in sorted(gone.items())]
    rest = [line for index, line in enumerate(lines) if index not in gone]
    return rest, list(dict.fromkeys(piece.text for piece in moved)), moved


def captions_in(texts: Sequence[str], joined: str, openings: Sequence[int]) -> list[int]:
    """The indices of the texts that are captions; a cheap look at a line's ends comes before the patterns.

    `joined` are the texts, a line break between two; `openings` what `scan.opening_lines` finds in them.
    """
    places = sorted([place for sign in _SIGNS for place in _places(joined, sign) if _END.match(joined, place)])
    found = {index for index, _ in rows(joined, places)}
    return [index for index in sorted(found.union(openings)) if is_caption(texts[index])]


def _places(text: str, sign: str) -> Iterator[int]:
    place = text.find(sign)
    while place >= 0:
        yield place
        place = text.find(sign, place + 1)


def is_alt(above: Line, caption: Line, title_at: int) -> bool:
    """Whether the line above a caption is the picture's alternative text: no sentence, two long words shared."""
    if above.number <= title_at or ends_sentence(above.text) or words(above.text) > 25:
        return False
    shared = {w.casefold() for w in re.findall(r"\w{4,}", above.text)} & {
        w.casefold() for w in re.findall(r"\w{4,}", caption.text)
    }
    return len(shared) >= 2
