"""A line of text -> the groups of names in it: "By Ana Cruz and Ben Ito, Staff Writers" -> (Ana Cruz, Ben Ito).

Dumps glue a byline to what stood beside it ("TravelBySophie ReedTravel ReporterApril 24, 2024"), so a line is first
taken apart where a small letter meets a capital one, at dates and at signs; then names are runs of capitalised words.
Whether they are the authors' is for `clip.head.people` to weigh; what the line itself tells goes along as marks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import msgspec

from digest.clip.dateline import Day
from digest.clip.head.weigh import table

REACH = 220
"""How much of a line is read, in characters: a byline glued to a paragraph stands before it."""
_MOST_WORDS = 5
_DATE, _CUT = "\ue000", "\ue001"
# It begins with the sign that follows the seam, which is rarer than the small letter before it.
_GLUED = re.compile(r"[A-ZÀ-Þ\d](?:(?<=[a-zà-ÿ0-9][A-ZÀ-Þ])(?=[a-zà-ÿ]|[A-ZÀ-Þ]{3})|(?<=[a-zà-ÿ]\d))")
_WHOLE = re.compile(r"\b(?:Mc|Mac|De|La|Le|Di|Du|Van|Fitz)$")
"""After these a capital goes on with the same word: McBride, DeShawn, VanDyke."""
LABEL = re.compile(
    r"(?:(?:(?:written|reported|story|text|words|posted|published|article|analysis|review|opinion|kommentar|interview)"
    r"(?: \w+)? )?\b(?:by|von)\b|\bby(?=[A-Z])|\b(?:par|por|di|door|av|af|szerző|yazan|autor(?:es|in|a)?|auteurs?|"
    r"authors?|texto?|texte|words|reporter|writer|written|kommentar)\b)\s*:?\s*",
    re.I,
)
"""What stands before an author's name."""
_LABEL_STEMS = (
    *("by", "von", "par", "por", "di", "door", "av", "af", "szerz", "yaz", "aut", "text", "word", "report", "writ"),
    "kommentar",
)
_OTHERS = re.compile(
    r"(?:reviewed|edited|fact[- ]checked|checked|photo(?:s|graphs?|graphed)?|foto|bild|image|illustration|video|source|"
    r"credit)\b.{0,25}$",
    re.I,
)
"""What stands before the names of those who did something else."""
_INSIDE = re.compile(r"\b(?:by|von|par|por|di)\s+(?=[A-ZÀ-Þ])")
_MAY_BE_INSIDE = ("by ", "von ", "par ", "por ", "di ")
# How `LABEL` and `_OTHERS` begin: most pieces need not be tried.
_OPENINGS = frozenset(
    re.findall(
        r"\w+",
        "wri rep sto tex wor pos pub art ana rev opi kom int von par por doo sze yaz aut edi fac che pho fot bil ima "
        "ill vid sou cre by di av af",
    )
)
_PARTICLE = "de|del|dela|della|da|do|dos|das|di|du|van|von|der|den|bin|ibn|al|el|la|le|ter|ten|zu|y|e"
_WORD = (
    r"(?:(?:[A-Z]\.){2,3}|[A-ZÀ-ÞĀ-ŽА-Я](?:\w{0,2}\.|[\w’'`´-]*)|"
    rf"(?:{_PARTICLE})(?=(?:\s[a-z]{{2,3}}){{0,2}}\s[A-ZÀ-Þ]))"
)
_RUN = re.compile(rf"{_WORD}(?:\s{_WORD})*")
_SPLIT = re.compile(r"[|·•–—,;()/\ue001✍●:>»\[\]*]| - |-(?=\ue001)|  ")
_AND = re.compile(r"\s+(?:and|und|et|y|e|og|och|en|&|with|mit)\s+(?=[A-ZÀ-Þ])")
_CAPITAL = "A-ZÀ-ÞĀ-ŽА-Я"
_MAYBE = re.compile(
    rf"[bdpv{_CAPITAL}](?:(?<=[{_CAPITAL}])[\w’'-]+\.? (?:[a-z]{{2,4}} ){{0,2}}[{_CAPITAL}]|"
    r"(?<=\b.)(?i:(?<=b)y|(?<=v)on|(?<=p)[ao]r|(?<=d)(?:i|oor))\b|(?<=[Bb])y[A-Z]|(?<=[A-ZÀ-Þ])\S{1,24}$)"
)
"""A cheap look: two capitalised words, a label, or one word with a capital."""
_PIECES = table("pieces:", (1, 2, 3, 5))
_PLACES = [f"place:{place}" for place in range(5)]
_TOKENS = table("tokens:", (1, 2, 3))
_AGENCY = re.compile(r"(?:The )?(Associated Press|Reuters|AFP|dpa|DPA|APA|AP)(?![\w-])")


@lru_cache(maxsize=1)
def _not_names() -> tuple[frozenset[str], frozenset[str]]:
    """Words in small letters that are no part of a name, and those that only begin none."""
    never, first = (Path(__file__).parent / "notnames.txt").read_text("utf-8").split("\n\n")
    return frozenset(never.split()), frozenset(first.split())


class Group(msgspec.Struct, frozen=True):
    """Names that stand together."""

    names: tuple[str, ...]
    label: str
    """What stands before them: "by", "inside" for one further on in a phrase, "other" for another's work, or ""."""
    marks: tuple[str, ...]
    """What the line tells of them; the first says how many words the first name has."""


def groups(text: str, days: Sequence[Day]) -> list[Group]:
    """The groups of names in a line, in order; `days` are its dates. A name that may go on too far comes twice."""
    if text.isalpha() and text[1:].islower() and text[0].isupper() and text[0] <= "Þ" and not _opens(text):
        return _one_word(text)
    if not _MAYBE.search(text, 0, REACH):
        return []
    pieces, dated = _pieces(text[:REACH], days)
    shape = (_PIECES[min(len(pieces), 6)], *(["date-beside"] if dated else []))
    inside = any(map(text.__contains__, _MAY_BE_INSIDE))
    found: list[Group] = []
    names: list[str] = []
    opening, label, before = Group((), "", ()), "", ""
    for place, piece in enumerate([*pieces, _DATE]):
        said, rest = _label(piece, before) if inside or _opens(piece) else ("", piece)
        before, label = piece, said or label
        if not rest:
            continue
        own, looks, closed = _names(rest, label)
        single = looks[0] == "tokens:1"
        if single and not label and not names and (len(pieces) > 2 or len(text) > 40):
            own = []
        goes_on = not said and label != "other" and not single
        if own and not names:
            opening = Group((), label, (*looks, "label:" + label, _PLACES[min(place, 4)], *shape))
            if looks[1] == "more":
                short = (" ".join(own[0].split()[:2]),)
                found.append(Group(short, label, (*opening.marks, "shortened")))
        if own and (not names or goes_on):
            names += own
            if not closed:
                continue
        if names:
            whole = (*opening.marks, f"names:{min(len(names), 3)}")
            found.append(Group(tuple(dict.fromkeys(names)), opening.label, whole))
            names = []
        label = said if not own else ""
    return found


def holds_label(text: str) -> bool:
    """Whether a short text holds what stands before an author's name."""
    return any(map(text.lower().__contains__, _LABEL_STEMS)) and LABEL.search(text) is not None


def _one_word(text: str) -> list[Group]:
    """The group of a line that is one word with a capital, as most lines of a menu are."""
    never, first = _not_names()
    plain = text.lower()
    if not 2 < len(text) < 26 or ((plain in never or plain in first) and not _AGENCY.match(text)):
        return []
    return [Group((text,), "", ("tokens:1", "whole", "label:", "place:0", "pieces:1", "names:1"))]


def _opens(piece: str) -> bool:
    """Whether a piece may begin with a label."""
    opening = piece[:3].lower()
    return opening in _OPENINGS or opening[:2] in _OPENINGS


def _pieces(text: str, days: Sequence[Day]) -> tuple[list[str], bool]:
    """The parts of a line between signs, a date being one, and whether there is a date."""
    dated = False
    for day in reversed(days):
        if day.end <= len(text):
            text = f"{text[: day.start]}{_CUT}{_DATE}{_CUT}{text[day.end :]}"
            dated = True
    if _GLUED.search(text):
        parts, done = [], 0
        for match in _GLUED.finditer(text):
            seam = match.start()
            if not _WHOLE.search(text, max(0, seam - 5), seam):
                parts.append(text[done:seam])
                done = seam
        text = _CUT.join([*parts, text[done:]])
    elif text.replace(" ", "").isalpha() and "  " not in text:
        return [text.strip()], dated
    return [piece for part in _SPLIT.split(text) if (piece := part.strip())], dated


def _label(piece: str, before: str) -> tuple[str, str]:
    """The label that a piece begins with or holds, and what follows it; `before` is the piece before."""
    match = LABEL.match(piece)
    if match:
        left = piece[match.end() :]
        # "by" and a small letter is a phrase, unless nothing more stands there: "by harbourgirl".
        if not left[:1].islower() or (match.end() <= 12 and len(left) <= 20):
            return ("other" if _OTHERS.search(before) else "by"), left
    if inside := _INSIDE.search(piece, 0, 70):
        return ("other" if _OTHERS.search(piece[: inside.start()]) else "inside"), piece[inside.end() :]
    return ("other", "") if _OTHERS.fullmatch(piece) else ("", piece)


def _names(piece: str, label: str) -> tuple[list[str], tuple[str, str], bool]:
    """The names that a piece begins with, the marks of the first, and whether something else follows them."""
    found: list[str] = []
    looks = ("", "")
    if label != "by" and not piece[0].isupper() and piece[:3] != "dpa":
        return found, looks, True
    for part in _AND.split(piece) if piece.count(" ") > 1 else [piece]:
        name, rest = _one_name(part, label)
        if not name:
            return found, looks, True
        if not found:
            size = name.count(" ") + 1
            follows = "whole" if not rest else "more" if size > 2 else "role" if rest[:1].islower() else "rest"
            looks = ("tokens:small" if name[0].islower() else _TOKENS[min(size, 4)], follows)
        found.append(name)
        if rest:
            return found, looks, True
    return found, looks, False


def _one_name(part: str, label: str) -> tuple[str, str]:
    """The name that `part` begins with, "" for none, and what follows it."""
    if part[:1] in "TARdD" and (agency := _AGENCY.match(part)):
        return agency[1], part[agency.end() :].strip()
    run = _RUN.match(part)
    never, first = _not_names()
    if run is None:
        small = label == "by" and part.count(" ") <= 1 and part.replace(" ", "").isalpha() and 2 < len(part) < 25
        return (part, "") if small and part.split()[0] not in first else ("", part)
    words = run.group().split()
    half = len(words) // 2
    if len(words) == 2 * half and words[:half] == words[half:]:
        words = words[:half]  # "Ana Cruz Ana Cruz": the name of a link and of its picture
    keep = 0
    for word in words:
        plain = word.lower().strip(".")
        ends = keep == len(words) - 1 and run.end() == len(part)
        if plain in never and not (keep and ends and word in ("Team", "Staff")):
            break
        if word == "The" and (keep or not label):
            break
        if not keep and plain in first and word != "The":
            break
        keep += 1
    name = " ".join(words[:keep])
    if not keep or keep > _MOST_WORDS or len(name) < 3 or not name[0].isupper():
        return "", part
    return name, " ".join([*words[keep:], part[run.end() :].strip()]).strip()
