"""Applies the rules of `clip.boilerplate` to lines: prompts set apart from sentences, shortcodes, then the table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from digest.clip.body.boilerplate import MAX_LINE, RULES, Rule, ends_sentence, words
from digest.clip.draft import Cut, Line, Moved

LIST_AFTER_HEADING = 12
"""How many headlines after a heading such as RELATED STORIES belong to it."""


class Sorted(msgspec.Struct, frozen=True):
    """Lines taken apart: what stays, what was cut, what became metadata."""

    kept: tuple[Line, ...]
    cuts: tuple[Cut, ...]
    moved: tuple[Moved, ...]
    values: tuple[tuple[str, str, int], ...]
    """(field, value, line) of everything moved, without its prefix."""


# Prompts that page dumps print without a space before the next sentence. Case counts: in a sentence they begin small.
_GLUED = re.compile(
    r"(?:(?:Article|Story) continues (?:after|below) (?:this )?ad(?:vertisement)?|(?:ARTICLE|"
    r"STORY) CONTINUES (?:AFTER|BELOW)(?: THIS)? AD(?:VERTISEMENT)?|"
    r"ADVERTISEMENT|Advertisement(?: \d)?|FEATURED STORIES|RELATED (?:STORIES|VIDEOS?|ARTICLES?)|"
    r"Read [Mm]ore|READ MORE|Story continues below|"
    r"This advertisement has not loaded yet, but your article continues below\.)"
)
_SHORTCODE = re.compile(r"\[/?[a-z][a-z0-9_-]{2,30}(?: [^\[\]]{0,400}=[^\[\]]{0,400})\]|\[/[a-z][a-z0-9_-]{2,30}\]")
_BEFORE_GLUE = frozenset(".!?…”\"’')]»:")


def split_glued(lines: Iterable[Line]) -> list[Line]:
    """Lines with prompts that stick to a sentence set apart, each piece with the number of its line."""
    found: list[Line] = []
    for line in lines:
        start = 0
        pieces: list[Line] = []
        for match in _GLUED.finditer(line.text):
            if _stands_apart(line.text, match.start(), match.end(), start):
                pieces.append(Line(line.number, line.text[start : match.start()].strip(), line.mark))
                pieces.append(Line(line.number, match.group()))
                start = match.end()
        pieces.append(Line(line.number, line.text[start:].strip(), line.mark))
        found += [piece for piece in pieces if piece.text] if start else [line]
    return found


def _stands_apart(text: str, start: int, end: int, piece: int) -> bool:
    """Whether the prompt at start:end is glued on: a sentence ends before it, the next follows without a space."""
    before = start in (0, piece) or text[start - 1] in _BEFORE_GLUE
    after = text[end : end + 1]
    glued = (after != "" and (after.isupper() or after in "“‘\"'«„(")) or (
        after == "" and start > 0 and text[start - 1] != " "
    )
    return before and glued


def cut_shortcodes(lines: Iterable[Line]) -> tuple[list[Line], list[Cut]]:
    """Lines without the shortcodes of content systems, as in `[gallery ids=1][/gallery]`; `[sic]` stays."""
    kept: list[Line] = []
    cuts: list[Cut] = []
    for line in lines:
        found = _SHORTCODE.findall(line.text) if "[" in line.text else []
        if not found:
            kept.append(line)
            continue
        cuts.append(Cut(line.number, "".join(found), "shortcode"))
        rest = " ".join(_SHORTCODE.sub(" ", line.text).split())
        if rest:
            kept.append(Line(line.number, rest, line.mark))
    return kept, cuts


def sort_lines(lines: Sequence[Line], extra: Sequence[Rule] = ()) -> Sorted:
    """Apply the source's own rules (`extra`), then the table, to every line."""
    kept: list[Line] = []
    cuts: list[Cut] = []
    moved: list[Moved] = []
    values: list[tuple[str, str, int]] = []
    listing = 0
    for line in lines:
        rule, match = _first_match(line.text, extra) if line.text else (None, None)
        if rule is None or match is None:
            if listing and line.text and _is_headline(line.text):
                listing -= 1
                cuts.append(Cut(line.number, line.text, "related-list"))
                continue
            listing = 0 if line.text else listing
            kept.append(line)
            continue
        listing = LIST_AFTER_HEADING if rule.heads_list else 0
        value = next((v for v in match.groupdict().values() if v), "").strip() if rule.field else ""
        if value:
            moved.append(Moved(line.number, line.text, rule.field, rule.name))
            values.append((rule.field, value, line.number))
        else:
            cuts.append(Cut(line.number, line.text, rule.name))
    return Sorted(tuple(kept), tuple(cuts), tuple(moved), tuple(values))


def _first_match(text: str, extra: Sequence[Rule]) -> tuple[Rule | None, re.Match[str] | None]:
    if len(text) > MAX_LINE:
        return None, None
    for rule in (*extra, *RULES):
        if (match := rule.pattern.fullmatch(text)) and (rule.stern or not is_report(text)):
            return rule, match
    return None, None


_TO_THE_READER = re.compile(
    r"\b(?:you|your|yours|our|us|we|here|please|click|subscribe|sign up|log in|newsletter|download|app|"
    r"sie|ihre?[nrm]?|uns(?:ere?[nrm]?)?|hier|vous|votre|vos|nos|nous|ici|usted|su|tu|aquí|qui)\b",
    re.I,
)
_SAYING = re.compile(r"\b(?:said|says|told|asked|added|wrote|according to|sagte|dit|dijo|disse|ha detto)\b", re.I)


def is_report(text: str) -> bool:
    """Whether a line that begins like a prompt is a sentence of an article: long, reporting, not to the reader."""
    if text[:1] in '“‘"«„' and ends_sentence(text):
        return True
    if not ends_sentence(text) or words(text) < 12:
        return False
    return bool(_SAYING.search(text)) or not _TO_THE_READER.search(text)


def _is_headline(text: str) -> bool:
    """Whether a line under a heading such as RELATED STORIES may be one of its headlines."""
    return not ends_sentence(text) and words(text) <= 20 and not text.endswith((",", ";", ":", "”", '"'))
