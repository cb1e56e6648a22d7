"""The title of a plain-text clipping: its first line without the site's name, unless that line is no title."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from digest.clip import dateline
from digest.clip.body import region
from digest.clip.body.boilerplate import ends_sentence, words
from digest.clip.draft import Cut, Evidence, Line
from digest.clip.head import byline, headline
from digest.text import first_words, sentences

MAX_TITLE = 300
"""A longer first line, in code points, is a paragraph."""
_LOOK_AHEAD = 400
_FROM_BODY = 14
_MENU = 8
"""From how many lines above the first long sentence on they may be a menu."""


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
    first = _title_line(full, names)
    if first is None:
        text = _from_body(full[0].text)
        why = "no line above the first sentence is a title"
        return Title(
            text,
            0,
            tuple(lines),
            (),
            (Evidence("title", text, f"line {full[0].number}", "title-from-body", True, why),),
        )
    others = [line.text for line in full[:_LOOK_AHEAD] if line is not first and len(line.text) <= MAX_TITLE]
    text, gone, rule = headline.without_site(first.text, others, names)
    text = text[:MAX_TITLE]
    cuts = [Cut(first.number, gone, rule)] if gone else []
    number, rest, core = first.number, [], False
    for line in lines:
        if line is first:
            continue
        if line.text and (headline.same_text(line.text, text) or headline.same_text(line.text, first.text)):
            cuts.append(Cut(line.number, line.text, "repeated-title"))
            number = number if core else max(number, line.number)
            continue
        core = core or (line.number > first.number and region.is_core(line.text))
        rest.append(line)
    why = f"without “{gone}”" if gone else "the first line that is a title"
    return Title(
        text, number, tuple(rest), tuple(cuts), (Evidence("title", text, f"line {first.number}", rule, True, why),)
    )


def _from_body(text: str) -> str:
    """The first sentence of a paragraph without its full stop, or its first words when that is long."""
    sentence = text[: next((end for _, end in sentences(text[: 10 * MAX_TITLE])), 0)]
    if 0 < len(sentence) <= MAX_TITLE // 2:
        return sentence.removesuffix(".")
    words_ = text[: first_words(text[:MAX_TITLE], _FROM_BODY)].rstrip(" ,;:")
    return f"{words_[:MAX_TITLE]}…"


def without_title(lines: Sequence[Line], title: str) -> Title:
    """The lines without those that repeat a title known from elsewhere; its evidence is the caller's."""
    cuts = [
        Cut(line.number, line.text, "repeated-title")
        for line in lines
        if line.text and headline.same_text(line.text, title)
    ]
    gone = {cut.line for cut in cuts}
    return Title(title, 0, tuple(line for line in lines if line.number not in gone), tuple(cuts))


def _title_line(full: Sequence[Line], names: Sequence[str]) -> Line | None:
    """The first line, unless it is a menu: then the headline above the article, known by repetition or place."""
    first = full[0]
    core = next((i for i, line in enumerate(full) if region.is_core(line.text)), len(full))
    above = [line for line in full[: min(core, _LOOK_AHEAD)] if _may_be_title(line.text)]
    fits = len(first.text) <= MAX_TITLE and not _is_paragraph(first.text)
    others = [line.text for line in full[1:_LOOK_AHEAD] if len(line.text) <= MAX_TITLE]
    _, _, rule = headline.without_site(first.text, others, names)
    if fits and (
        rule in ("title-repeated", "title-site-name", "title-suffix")
        or (words(first.text) >= 4 and any(headline.same_text(first.text, other) for other in others))
    ):
        return first
    if core > _MENU and above:
        by_place = _above_byline(full[:core])
        repeated = [line for line in above if words(line.text) >= 4 and _begins_another(line, full)]
        if repeated or by_place:
            return repeated[-1] if repeated else by_place
    if fits and dateline.leftover(first.text) and (words(first.text) >= 3 or len(full) < 2 or len(first.text) >= 12):
        return first
    if above:
        return max(above[-4:], key=lambda line: len(line.text))
    return first if fits else None


def _may_be_title(text: str) -> bool:
    return (
        3 <= words(text) <= 30
        and len(text) <= MAX_TITLE
        and not (ends_sentence(text) and text.endswith("."))
        and not byline.byline(text)
        and dateline.leftover(text) >= 3
    )


def _above_byline(head: Sequence[Line]) -> Line | None:
    """The title-like line nearest above the first byline or date line."""
    for index, line in enumerate(head):
        if byline.byline(line.text) or (dateline.stamps(line.text) and dateline.leftover(line.text) <= 2):
            return next((up for up in reversed(head[max(0, index - 4) : index]) if _may_be_title(up.text)), None)
    return None


def _begins_another(line: Line, full: Sequence[Line]) -> bool:
    """Whether another line repeats this one, as a page's title repeats its headline, or adds the site's name to it."""
    return any(
        other is not line
        and (headline.same_text(other.text, line.text) or re.match(r"\s*[|–—-]\s", other.text[len(line.text) :]))
        for other in full[:_LOOK_AHEAD]
        if other.text.startswith(line.text)
    )


def _is_paragraph(text: str) -> bool:
    return region.is_core(text) and (words(text) > 18 or text.count(". ") > 0)
