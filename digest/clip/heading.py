"""The title of a plain-text clipping: its first line without the site's name, unless that line is no title."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from digest.clip import dateline, metadata, region
from digest.clip.boilerplate import ends_sentence, words
from digest.clip.draft import Cut, Evidence, Line
from digest.text import first_words

MAX_TITLE = 300
"""A longer first line, in code points, is a paragraph."""
_LOOK_AHEAD = 400
_FROM_BODY = 14


class Title(msgspec.Struct, frozen=True):
    """The title, where it stood, and the lines without it."""

    text: str
    number: int
    """The line of its last repetition above the article; 0 when it was made from the body."""
    rest: tuple[Line, ...]
    cuts: tuple[Cut, ...] = ()
    evidence: tuple[Evidence, ...] = ()


def find_title(lines: Sequence[Line], names: Sequence[str]) -> Title:
    """The title of lines of text; `names` are the site's names."""
    full = [line for line in lines if line.text]
    if not full:
        return Title(
            "Untitled", 0, (), (), (Evidence("title", "Untitled", "nowhere", "no-text", True, "no line is left"),)
        )
    first = _title_line(full)
    if first is None:
        text = full[0].text[: first_words(full[0].text, _FROM_BODY)]
        text = text if len(text) <= MAX_TITLE else text[:MAX_TITLE].rstrip()
        why = "no line above the first sentence is a title"
        return Title(
            text,
            0,
            tuple(lines),
            (),
            (Evidence("title", text, f"line {full[0].number}", "title-from-body", True, why),),
        )
    others = [line.text for line in full[:_LOOK_AHEAD] if line is not first and len(line.text) <= MAX_TITLE]
    text, gone, rule = metadata.without_site(first.text, others, names)
    text = text[:MAX_TITLE]
    cuts = [Cut(first.number, gone, rule)] if gone else []
    number, rest, core = first.number, [], False
    for line in lines:
        if line is first:
            continue
        if line.text and (metadata.same_text(line.text, text) or metadata.same_text(line.text, first.text)):
            cuts.append(Cut(line.number, line.text, "repeated-title"))
            number = number if core else max(number, line.number)
            continue
        core = core or (line.number > first.number and region.is_core(line.text))
        rest.append(line)
    why = f"without “{gone}”" if gone else "the first line that is a title"
    return Title(
        text, number, tuple(rest), tuple(cuts), (Evidence("title", text, f"line {first.number}", rule, True, why),)
    )


def without_title(lines: Sequence[Line], title: str) -> Title:
    """The lines without those that repeat a title known from elsewhere; its evidence is the caller's."""
    cuts = [
        Cut(line.number, line.text, "repeated-title")
        for line in lines
        if line.text and metadata.same_text(line.text, title)
    ]
    gone = {cut.line for cut in cuts}
    return Title(title, 0, tuple(line for line in lines if line.number not in gone), tuple(cuts))


def _title_line(full: Sequence[Line]) -> Line | None:
    """The first line if it is a title; in a dump that begins with a menu, a title-like line above the article."""
    first = full[0]
    if (
        len(first.text) <= MAX_TITLE
        and not _is_paragraph(first.text)
        and (words(first.text) >= 3 or len(full) < 2 or len(first.text) >= 12)
    ):
        return first
    core = next((i for i, line in enumerate(full) if region.is_core(line.text)), len(full))
    above = [
        line
        for line in full[: min(core, _LOOK_AHEAD)]
        if 3 <= words(line.text) <= 30
        and len(line.text) <= MAX_TITLE
        and not ends_sentence(line.text)
        and not metadata.byline(line.text)
        and not dateline.stamps(line.text)
    ]
    if above:
        longest = max(above[-4:], key=lambda line: len(line.text))
        return longest
    return None if _is_paragraph(first.text) or len(first.text) > MAX_TITLE else first


def _is_paragraph(text: str) -> bool:
    return region.is_core(text) and (words(text) > 18 or text.count(". ") > 0)
