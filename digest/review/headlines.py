"""A sentence cut down to a headline: the clause with the date, without the date, within what may be quoted. Pure.

Written for news in English. What cannot be cut short with certainty gives "": then the curator is asked for words.
"""

from __future__ import annotations

import re

from digest.link.markup import plain_text
from digest.text import one_line

LONGEST = 25
"""Words of a headline that stands in a clipping word for word; `site.rights` calls a quotation of so many short."""
ENOUGH = 12
"""Words of a sentence that is not cut any further."""
LEAST = 3

SPEECH = (
    "said|says|told|announced|added|disclosed|confirmed|stated|explained|declared|revealed|claimed|argued|noted|"
    "reported|wrote|warned|stressed|insisted|tweeted|recalled|admitted|denied"
)
_MARK = "\ue000"
"""Stands where the date stood."""
_BEFORE = re.compile(
    r"(?:,?\s\(?|^\(?)(?:(?:early|late|later|earlier|only|just|back)\s)?(?:(?:on|in|during|at|of)\s)?"
    r"(?:(?:the\s)?(?:morning|afternoon|evening|night|end|start|beginning|middle)\sof\s)?$",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"(?:\s(?:morning|afternoon|evening|night))?(?:,?\s(?:at\s)?\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?)?\)?"
)
_SPEAKER = rf"(?:[^,;“”\"{_MARK}]{{1,120}}?\s(?:{SPEECH})|(?:{SPEECH})\s[^,;“”\"]{{1,80}}?)"
_DETAIL = rf"(?:{_MARK}?\s(?:in|at|to|during|of|that|the|a|on|reporters)\b[^,;“”\"]{{0,60}})?{_MARK}?\s?"
_ATTRIBUTED = re.compile(rf"(?:,|,?”,?|,?\",?)\s{_SPEAKER}{_DETAIL}[.,]?$")
_BETWEEN = re.compile(rf",\s{_SPEAKER}{_DETAIL}(?=,)")
_FIRST = re.compile(rf"^[^,;“”\"]{{1,100}}\s(?:{SPEECH})\b{_DETAIL}\s?that\s")
_ACCORDING = re.compile(r"^according to [^,;]{1,80},\s|,?\s?\baccording to [^,;]{1,80}(?=,|\.?$)", re.IGNORECASE)
_OPENING = re.compile(
    r"^(?:(?:However|But|And|Also|Additionally|Meanwhile|Moreover|Then|So|Still|Yet|Instead|In fact)\b,?\s)+"
)
_NOTE = re.compile(r"\[\d{1,3}\]\s?")
_PASSING = re.compile(r",\s(?:however|meanwhile|though|too|also)(?=,)|,\s(?:however|too)(?=[.]?$)")
_CLAUSE = re.compile(
    r"[,;:—–]?\s(?=(?:after|before|because|since|although|though|while|when|where|who|whose|which|as|but|until|so\sthat"
    r"|saying|adding|to\s(?:discuss|meet|explore|attend|seek|sign|take\spart))\b)|[;—–]\s|,\s(?=and\s|the\s|a\s|an\s|with\s|saying)"
)
_BOUND = re.compile(r"(?:after|before|because|since|although|though|while|when|but|until)\s|and\s(?=[A-Z]|the\s)")
_OPENS = re.compile(r"(?:When|While|Because|Although|Though)\s")
_LOOSE = re.compile(r"(?:After|Before|Since|With|Following|During|As|Until|By|For)\s")
HAPPENED = re.compile(
    r"\b(?:(?!need|indeed|hundred|united|red\b|embed|exceed|proceed|speed|seed|weed|unit)[a-z]{2,}ed|became|began|begun|beat|"
    r"bought|broke|broken|brought|built|burnt|came|caught|chose|chosen|cut|drew|drawn|drove|driven|fell|fallen|fled|flew|flown|"
    r"fought|found|founded|froze|gave|given|got|grew|held|hit|hurt|kept|laid|led|left|lost|made|met|paid|put|ran|rose|risen|"
    r"sang|sank|sunk|sent|set|shook|shot|shut|sold|spent|spoke|spoken|split|stole|stolen|stood|struck|swore|sworn|taken|"
    r"took|thrown|threw|voted|went|won|withdrew|withdrawn|woke|wrote|written)\b"
)
"""A verb of what happened, in the past."""
_GERUND = re.compile(r"(?:after|before|when|while|on|upon)\s([a-z]+ing\b.*)")
_PAST = {
    "being": "was", "having": "had", "meeting": "met", "holding": "held", "taking": "took", "giving": "gave",
    "making": "made", "speaking": "spoke", "leaving": "left", "losing": "lost", "winning": "won", "finding": "found",
    "telling": "told", "saying": "said", "seeing": "saw", "going": "went", "coming": "came", "becoming": "became",
    "getting": "got", "hearing": "heard", "reading": "read", "writing": "wrote", "beginning": "began",
    "breaking": "broke", "bringing": "brought", "building": "built", "buying": "bought", "catching": "caught",
    "choosing": "chose", "cutting": "cut", "doing": "did", "drawing": "drew", "driving": "drove", "eating": "ate",
    "falling": "fell", "feeling": "felt", "fighting": "fought", "fleeing": "fled", "flying": "flew",
    "freezing": "froze", "growing": "grew", "hanging": "hung", "hitting": "hit", "keeping": "kept", "knowing": "knew",
    "leading": "led", "letting": "let", "paying": "paid", "putting": "put", "quitting": "quit", "riding": "rode",
    "rising": "rose", "running": "ran", "seeking": "sought", "selling": "sold", "sending": "sent", "setting": "set",
    "shaking": "shook", "shooting": "shot", "shutting": "shut", "sinking": "sank", "sitting": "sat",
    "spending": "spent", "standing": "stood", "stealing": "stole", "striking": "struck", "swearing": "swore",
    "teaching": "taught", "thinking": "thought", "throwing": "threw", "undergoing": "underwent",
    "understanding": "understood", "waking": "woke", "wearing": "wore", "withdrawing": "withdrew",
}  # fmt: skip
"""The past of verbs whose past does not end in -ed, by their forms in -ing."""
_PRONOUN = re.compile(
    r"(?:he|she|it|they|his|her|its|their|who|which|whose|where|as|this|that|we|our|i)\b", re.IGNORECASE
)


def attribution(sentence: str, start: int, end: int) -> bool:
    """Whether the date at [start, end) is that of somebody's words: "he said on Tuesday"."""
    before = sentence[max(0, start - 80) : start]
    return bool(_SAID_THEN.search(before)) or bool(start < 12 and _THEN_SAID.match(sentence, end))


_SAID_THEN = re.compile(
    rf"(?<!\bwas\s)(?<!\bwere\s)(?<!\bbeen\s)\b(?:{SPEECH})(?:\s(?:reporters|journalists|the\s[a-z]+|in\sa\s[a-z]+(?:\s[a-z]+)?|at\sa\s[a-z]+(?:\s[a-z]+)?"
    r"|here|late|early|also))*\s(?:on\s|in\s)?(?:\w+\s)?$"
)
_THEN_SAID = re.compile(r",?\s[^,;]{1,60}\s(?:said|says|told|added)\b")


def clause(sentence: str, at: int) -> tuple[int, int]:
    """Where the clause of a sentence begins and ends that holds the offset `at`."""
    cuts = [0, *(m.end() for m in _CLAUSE.finditer(sentence)), len(sentence)]
    n = next(n for n in range(len(cuts) - 1, -1, -1) if cuts[n] <= at)
    return cuts[n], cuts[min(n + 1, len(cuts) - 1)]


def headline(sentence: str, start: int, end: int, subject: str = "", whose: str = "") -> str:
    """What a sentence says, without the date at [start, end); "" where it cannot be cut short.

    `subject` is who is named first in it: a clause such as "after meeting with Hale" has none of its own. `whose` is
    whom a pronoun means that opens the sentence, where that is known.
    """
    before = plain_text(_BEFORE.sub("", sentence[:start]))
    behind = plain_text(sentence[_end_of_date(sentence, start, end) :])
    text = _NOTE.sub("", one_line(before + _MARK + " " + behind)).replace(f"{_MARK} ,", f"{_MARK},")
    for cut in (_ACCORDING, _BETWEEN, _ATTRIBUTED, _PASSING, _FIRST):
        text = cut.sub("", text)
    text = _named(_OPENING.sub("", text.lstrip(f"{_MARK}, ")), whose)
    whole = _cleaned(text)
    if len(whole.split()) <= ENOUGH:
        return _fit(whole)
    first, last = clause(text, max(0, text.find(_MARK)))
    chosen = text[first:last]
    gerund, bound = _GERUND.match(chosen), _BOUND.match(chosen)
    if gerund:
        return _fit(_cleaned(f"{subject} {_in_the_past(gerund[1])}")) if subject else ""
    if bound and HAPPENED.search(chosen):
        return _fit(_cleaned(chosen[bound.end() :]))
    if first or _LOOSE.match(chosen):
        return ""
    return _fit(_cleaned(_OPENS.sub("", chosen))) or _fit(_shorter(whole))


def _in_the_past(clause: str) -> str:
    """A clause that begins with a verb in -ing, with that verb in the past: "meeting Hale" is "met Hale"."""
    verb, space, rest = clause.partition(" ")
    stem = verb.removesuffix("ing")
    ending = "ied" if stem[-1:] == "y" and stem[-2:-1] not in "aeiou" else "ed"
    return _PAST.get(verb, f"{stem.removesuffix('y') if ending == 'ied' else stem}{ending}") + space + rest


def _end_of_date(sentence: str, start: int, end: int) -> int:
    """Behind a date and what belongs to it; with the comma where the date opens the sentence or stands in commas."""
    found = _BEHIND.match(sentence, end)
    behind = found.end() if found else end
    opens = _BEFORE.sub("", sentence[:start]) == "" or sentence[:start].rstrip().endswith(",")
    return behind + 1 if opens and sentence[behind : behind + 1] == "," else behind


def _named(text: str, whose: str) -> str:
    """The text with a name in the place of the pronoun that opens it."""
    if whose and (found := re.match(r"(His|Her|He|She)\s", text)):
        return f"{whose}{'’s' if found[1] in ('His', 'Her') else ''} {text[found.end() :]}"
    return text


def _shorter(text: str) -> str:
    """A text up to the last "and" within the limit; "" where there is none."""
    words = text.split()
    ends = [n for n, word in enumerate(words[: LONGEST - 5]) if word == "and"]
    return _cleaned(" ".join(words[: ends[-1]])) if ends and len(words) > LONGEST else ""


def _fit(text: str) -> str:
    """The text if it can stand as a headline by itself, else ""."""
    return text if LEAST <= len(text.split()) <= LONGEST and not _PRONOUN.match(text) else ""


def _cleaned(text: str) -> str:
    """Words as a headline: no signs at the ends, no half of a pair of quotes, a capital in front."""
    text = one_line(re.sub(r"\s+([,.;:])", r"\1", text.replace(_MARK, ""))).strip(" ,;:.–—-")
    if text.count("“") != text.count("”") or text.count('"') % 2 or text.count("(") != text.count(")"):
        text = re.sub(r"[“”\"()]", "", text)
    return text[:1].upper() + text[1:]
