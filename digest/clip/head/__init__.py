"""What stands around an article's text in plain lines: title, dates, bylines, pictures' captions, the desk's initials.

The names that others use:

    find_head        title, dates, authors, captions in all lines of a text, and the lines without them
    cut_desk         the desk's initials after the last sentence
    is_caption       whether a line is a picture's caption
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from digest.clip import dateline
from digest.clip.body import region
from digest.clip.draft import Line, Moved
from digest.clip.head import byline
from digest.clip.head.captions import is_alt, is_caption
from digest.clip.head.find import Head, find_head
from digest.clip.metadata import Candidate
from digest.dates import When

__all__ = ["Head", "cut_desk", "find_head", "is_caption", "read_head"]

_HEAD_LINES = 400
_SET_OFF = re.compile(r"\s[·•|/]\s")


def read_head(lines: Sequence[Line], title_at: int) -> Head:
    """Take date lines, bylines and picture captions out of the lines."""
    full = [line for line in lines if line.text]
    core = next(
        (
            i
            for i, line in enumerate(full)
            if line.number >= title_at and region.is_core(line.text) and not is_caption(line.text)
        ),
        len(full),
    )
    dates: list[Candidate[When]] = []
    updates: list[Candidate[When]] = []
    authors: list[Candidate[tuple[str, ...]]] = []
    captions: list[str] = []
    moved: list[Moved] = []
    rest: list[Line] = []
    for index, line in enumerate(full):
        upper = index < core and index < _HEAD_LINES
        stamps = dateline.stamps(line.text) if len(line.text) <= 200 and not region.is_core(line.text) else []
        spare = 8 if upper and stamps and stamps[0].label else 6 if upper and _SET_OFF.search(line.text) else 2
        is_date = bool(stamps) and dateline.leftover(line.text) <= spare
        names = byline.byline(line.text) if upper or index <= core + 1 else ()
        names = names or (byline.signed(line.text) if upper and is_date else ())
        where = f"line {line.number}"
        if names or is_date:
            for stamp in stamps:
                target = updates if stamp.label == "updated" else dates
                target.append(Candidate(stamp.when, where, "date-line" if upper else "date-line-below"))
            if names:
                authors.append(Candidate(names, where, "byline"))
            moved.append(
                Moved(line.number, line.text, "authors" if names else "date", "byline" if names else "date-line")
            )
        elif is_caption(line.text):
            pictures = _picture(rest, line, title_at)
            captions += [piece.text for piece in pictures]
            moved += pictures
        else:
            rest.append(line)
    # A date line above the article is its own; one below may belong to a teaser.
    dates.sort(key=lambda candidate: candidate.rule != "date-line")
    return Head(
        dates=tuple(dates),
        updates=tuple(updates),
        authors=tuple(authors),
        captions=tuple(dict.fromkeys(captions)),
        moved=tuple(moved),
        rest=tuple(rest),
    )


def _picture(rest: list[Line], caption: Line, title_at: int) -> list[Moved]:
    """A caption and, taken out of `rest`, the alternative text above it."""
    alt = [rest.pop()] if rest and is_alt(rest[-1], caption, title_at) else []
    found = [*((piece, "photo-alt") for piece in alt), (caption, "photo-caption")]
    return [Moved(piece.number, piece.text, "captions", rule) for piece, rule in found]


# ----------------------------------------------------------------------------------------------------- desk initials

_DESK = re.compile(
    r"(?<=[.!?”\"’')\]…])(?:\s*[(\[—–-]*\s?(?=/)|\s+[(\[—–-]*\s?(?=[A-Z]))"
    r"(?P<desk>/[A-Za-z]{2,5}(?:/[A-Za-z]{2,5})*|[A-Z]{2,5}(?:/[A-Za-z]{2,5}){1,3})"
    r"(?:, [A-Z][\w. ]{2,30})?[)\]]?$"
)
_DESK_LINE = re.compile(r"[—–-]?\s?(?P<desk>/[A-Za-z]{2,5}(?:/[A-Za-z]{2,5})*|[A-Z]{2,5}(?:/[A-Za-z]{2,5}){1,3})")


def cut_desk(body: Sequence[Line]) -> tuple[list[Line], tuple[str, list[Moved]]]:
    """The body without the desk's initials after its last sentence, as in "… policy. /atm" or "… done. TVJ/CDG"."""
    lines = list(body)
    for index in range(len(lines) - 1, max(-1, len(lines) - 4), -1):
        line = lines[index]
        if whole := _DESK_LINE.fullmatch(line.text):
            del lines[index]
        elif found := _DESK.search(line.text):
            lines[index] = Line(line.number, line.text[: found.start()].rstrip(), line.mark)
            whole = found
        if whole:
            desk = whole["desk"].strip("/")
            return lines, (desk, [Moved(line.number, whole.group().strip(), "desk", "desk-initials")])
    return lines, ("", [])
