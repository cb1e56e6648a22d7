"""Applies the rules of `clip.boilerplate` to lines: prompts set apart from sentences, shortcodes, then the table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from digest.clip.body.boilerplate import MAX_LINE, Rule, ends_sentence, rules_for, words
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
_GLUED_HINTS = (
    *("ontinues", "ONTINUES", "dvertisement", "DVERTISEMENT"),
    *("STORIES", "RELATED", "Read more", "Read More", "READ MORE"),
)
"""What every such prompt holds; most texts are done with by this."""
_SHORTCODE = re.compile(
    r"\[(?:embed|video|audio|playlist|youtube|tweet)[^\[\]]{0,400}\]https?://[^\s\[\]]{1,500}\[/[a-z]{2,30}\]|"
    r"\[/?[a-z][a-z0-9_-]{2,30}(?: [^\[\]]{0,400}=[^\[\]]{0,400})\]|\[/[a-z][a-z0-9_-]{2,30}\]"
)
_CAPTION = re.compile(
    r"(\[caption(?: [^\[\]]{0,400})?\](?: ?<[^<>]{1,400}>)*)([^\[\]<>]*[^\[\]<>\s][^\[\]<>]*)(\[/caption\])"
)
_BEFORE_GLUE = frozenset(".!?…”\"’')]»:")


def split_glued(lines: Sequence[Line]) -> list[Line]:
    """Lines with prompts that stick to a sentence set apart, each piece with the number of its line."""
    whole = "\n".join([line.text for line in lines])
    hints = [hint for hint in _GLUED_HINTS if hint in whole]
    if not hints:
        return list(lines)
    found: list[Line] = []
    at = _lines_with(hints, whole)
    for index, line in enumerate(lines):
        if index not in at or len(line.text) < 12:
            found.append(line)
            continue
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


def _lines_with(hints: Sequence[str], whole: str) -> set[int]:
    """The indices of the lines that hold one of `hints`."""
    found = set()
    for hint in hints:
        index, last, at = 0, 0, whole.find(hint)
        while at >= 0:
            index += whole.count("\n", last, at)
            found.add(index)
            last, at = at, whole.find(hint, at + 1)
    return found


def _stands_apart(text: str, start: int, end: int, piece: int) -> bool:
    """Whether the prompt at start:end is glued on: a sentence ends before it, the next follows without a space."""
    before = start in (0, piece) or text[start - 1] in _BEFORE_GLUE
    after = text[end : end + 1]
    glued = (after != "" and (after.isupper() or after in "“‘\"'«„(")) or (
        after == "" and start > 0 and text[start - 1] != " "
    )
    return before and glued


def take_captions(lines: Iterable[Line]) -> tuple[list[Line], list[Moved]]:
    """Lines without what stands between `[caption …]` and `[/caption]`, and those captions; the shortcodes stay."""
    kept: list[Line] = []
    moved: list[Moved] = []
    for line in lines:
        if "[/caption]" not in line.text:
            kept.append(line)
            continue
        found = [code[2].strip() for code in _CAPTION.finditer(line.text)]
        moved += [Moved(line.number, text, "captions", "caption-shortcode") for text in found]
        kept.append(Line(line.number, _CAPTION.sub(r"\1\3", line.text), line.mark))
    return kept, moved


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


class Verdict(msgspec.Struct, frozen=True):
    """What a rule says about a line."""

    rule: str
    field: str = ""
    """The front matter key that the line moves to; "" cuts it."""
    value: str = ""
    heads_list: bool = False
    """Whether headlines that follow the line belong to it."""


_SHORT = 80
"""Shorter lines are prompts and menus, and come again in the next clipping."""
_LISTED = Verdict("related-list")


def judge(lines: Sequence[Line], extra: Sequence[Rule] = ()) -> list[Verdict | None]:
    """What the source's own rules (`extra`), then the table say about each line; None: nothing."""
    found: list[Verdict | None] = []
    listing = 0
    texts = [line.text for line in lines]
    for text, rules in zip(texts, rules_for(texts), strict=True):
        verdict = None
        if extra:
            verdict = _verdict(text, (*extra, *rules))
        elif rules:
            known = _known.get(text, _LISTED)
            verdict = _remembered(text, rules) if known is _LISTED else known
        if verdict is None:
            if listing and text:
                listing = listing - 1 if _is_headline(text) else 0
                verdict = _LISTED if listing else None
        else:
            listing = LIST_AFTER_HEADING + 1 if verdict.heads_list else 0
        found.append(verdict)
    return found


def sort_lines(lines: Sequence[Line], verdicts: Sequence[Verdict | None]) -> Sorted:
    """The lines taken apart as `judge` said."""
    kept: list[Line] = []
    cuts: list[Cut] = []
    moved: list[Moved] = []
    values: list[tuple[str, str, int]] = []
    for line, verdict in zip(lines, verdicts, strict=True):
        if verdict is None:
            kept.append(line)
        elif verdict.field:
            moved.append(Moved(line.number, line.text, verdict.field, verdict.rule))
            values.append((verdict.field, verdict.value, line.number))
        else:
            cuts.append(Cut(line.number, line.text, verdict.rule))
    return Sorted(tuple(kept), tuple(cuts), tuple(moved), tuple(values))


def _verdict(text: str, rules: Sequence[Rule]) -> Verdict | None:
    """What the first rule that matches says."""
    if not text or len(text) > MAX_LINE:
        return None
    for rule in rules:
        if (match := rule.pattern.fullmatch(text)) and (rule.stern or not is_report(text)):
            value = next((v for v in match.groupdict().values() if v), "").strip() if rule.field else ""
            return Verdict(rule.name, rule.field if value else "", value, rule.heads_list)
    return None


def _remembered(text: str, rules: Sequence[Rule]) -> Verdict | None:
    """`_verdict`, kept for the next time."""
    verdict = _verdict(text, rules)
    if len(text) < _SHORT:
        if len(_known) >= _KEPT:
            _known.clear()
        _known[text] = verdict
    return verdict


_KEPT = 20_000
_known: dict[str, Verdict | None] = {}
"""Short line -> what the table says of it."""


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
