"""What stands around an article's text in plain lines: date lines, bylines, pictures' captions, the desk's initials."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from digest.clip import dateline
from digest.clip.body import region
from digest.clip.body.boilerplate import ends_sentence, words
from digest.clip.draft import Line, Moved
from digest.clip.head import byline
from digest.clip.metadata import Candidate
from digest.dates import When


class Head(msgspec.Struct, frozen=True):
    """Dates and names found around an article."""

    dates: tuple[Candidate[When], ...] = ()
    updates: tuple[Candidate[When], ...] = ()
    authors: tuple[Candidate[tuple[str, ...]], ...] = ()
    captions: tuple[str, ...] = ()
    moved: tuple[Moved, ...] = ()
    rest: tuple[Line, ...] = ()


_CREDIT_WORD = (
    r"(?:(?:file|handout|courtesy|screengrab|stock)[ -])?(?:photos?|photographs?|images?|"
    r"pictures?|pic|foto|bild|screengrab|graphic)"
)
_CREDITED = re.compile(
    rf".{{10,}}[(\[](?:[\w/.]{{1,20}} )?{_CREDIT_WORD}(?:\s*(?:by|courtesy|from|credit|taken|via|"
    rf"of|/|:|,|-)[^()\[\]]{{0,200}})?[)\]]\.?",
    re.I,
)
_LABELLED = re.compile(
    rf"(?:{_CREDIT_WORD}(?: credit| courtesy(?: of)?)?\s*(?::|/|by\b|courtesy\b)|credit\s*:|"
    rf"photograph(?:er)?\s*:)\s*\S.{{1,400}}",
    re.I,
)
_AGENCY = re.compile(
    r".{0,500}\b(?:REUTERS|AFP|EPA|EPA-EFE|AP Photo|AFP PHOTO|Getty Images|Shutterstock|Xinhua|"
    r"dpa|picture alliance)\s?/\s?[A-Z][\w .,'’-]{2,50}"
)
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
            alt = rest.pop() if rest and _is_alt(rest[-1], line, title_at) else None
            for piece, rule in ((alt, "photo-alt"), (line, "photo-caption")):
                if piece:
                    captions.append(piece.text)
                    moved.append(Moved(piece.number, piece.text, "captions", rule))
        else:
            rest.append(line)
    # A date line above the article is its own; one below may belong to a teaser.
    dates.sort(key=lambda candidate: candidate.rule != "date-line")
    return Head(tuple(dates), tuple(updates), tuple(authors), tuple(dict.fromkeys(captions)), tuple(moved), tuple(rest))


def is_caption(text: str) -> bool:
    """Whether a line is a picture's caption or credit: it ends with one, or begins with its label."""
    if len(text) > 1_000:
        return False
    return bool(
        _CREDITED.fullmatch(text) or (len(text) <= 450 and (_LABELLED.fullmatch(text) or _AGENCY.fullmatch(text)))
    )


def _is_alt(above: Line, caption: Line, title_at: int) -> bool:
    """Whether the line above a caption is the picture's alternative text: no sentence, two long words shared."""
    if above.number <= title_at or ends_sentence(above.text) or words(above.text) > 25:
        return False
    shared = {w.casefold() for w in re.findall(r"\w{4,}", above.text)} & {
        w.casefold() for w in re.findall(r"\w{4,}", caption.text)
    }
    return len(shared) >= 2


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
