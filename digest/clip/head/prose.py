"""Whether a date belongs to what a line tells ("He was born on 3 March 1961."), or stands for itself.

Such a date is no candidate, whatever else speaks for it: a text may tell of any day.
"""

from __future__ import annotations

import re

from digest.clip import dateline
from digest.clip.dateline import Day
from digest.clip.head.captions import is_caption
from digest.clip.months import MONTHS

_REACH = 160
"""How far from a date, in characters, its sentence is read."""
_CREDIT = 120
"""How far before a caption's end, in characters, its date may stand."""
_RUN = 12
"""How many characters a sentence without spaces has beside its date."""
_STOPS = tuple(".!?…。！？")
_FEW = 3
"""How many words before a comma and a date make a phrase that no full stop ends."""
# Where a sentence or a phrase begins and ends: behind a full stop, at a sign that sets apart, where two are glued.
_EDGE = re.compile(
    r"[.!?…][\"”»’')\]]*(?:\s+(?=\W*[A-ZÀ-Þ\d])|$)|[。！？]|\s?[|·•⋅/\[\]]\s?|\s[–—-]+\s|;\s|(?<=[a-zà-ÿ])[.!?]?(?=[A-ZÀ-Þ][a-zà-ÿ])"
)
_WORD = re.compile(r"(?<![\w@#])[^\W\d_]+")
_LINKS = frozenset(re.findall(r"\w+", "in von par por di of the de der die das le la el em den da"))
"""Small words that names and sections are joined with, too."""
_WEEKDAY = re.compile(
    r"(?:\w+day|\w+tag|mittwoch|\w+di|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo|\w+-feira|\w+edì|"
    r"sabato|domenica|\w+dag),?\W*$",
    re.I,
)
_WEEKDAY_ENDS = (
    "day",
    "tag",
    "woch",
    "di",
    "che",
    "nes",
    "tes",
    "les",
    "ves",
    "ado",
    "ngo",
    "feira",
    "edì",
    "ato",
    "ica",
    "dag",
)
_NEAR = 40
_BEFORE = re.compile(r"([^\W\d_]+),?[ (]*$")
_TIES = frozenset(
    re.findall(
        r"\w+",
        "on in a since until till from before after by of dated am im vom seit bis zum le du au el em il den op fra",
    )
)
"""What ties a date to a phrase that no full stop ends."""
_OPENERS = frozenset(
    re.findall(
        r"\w+",
        "On In Since Until From Before After By Am Im Vom Seit Bis Le El Em Il Du Depuis Desde Den Op",
    )
)
_AFTER = re.compile(r"[,\"”’»)]*\s([^\W\d_])")
_STRAIGHT_ON = re.compile(r"[^\W\d_a-zA-Z日]")
_ABOUT = re.compile(
    r"\W*(?:this|the|diese[rs]?|der|die|das|ce(?:t(?:te)?)?|est[ea]|quest[oa]|deze|dit)\s(?:\w+\s)?(?:article|story|post|page|"
    r"report|piece|blog|entry|column|review|artikel|beitrag|text|seite|meldung|billet|artículo|nota|noticia|artigo|articolo)\b",
    re.I,
)
_CORRECTS = re.compile(
    r"\W*(?:correct(?:ion|ed)|clarification|erratum|korrektur|berichtigung|rectificati(?:f|on)|correcci[oó]n|correzione|"
    r"editor['’]s note)",
    re.I,
)
_WRITTEN = re.compile(r"\W*(?:\w+ )?(?:by|von|par|por|di|door|av|af)\s", re.I)
_LABELLED = 24
"""How far before a date its label ends, in characters."""
_TWEET = re.compile(r"[—–-] ?.{0,80}\(@\w+\) ")
_DATE_LINE = 40
"""The longest line, in characters, that is as good as a date."""
_RELATIVE = re.compile(
    r"\b(?:yesterday|today|gestern|heute|hier|aujourd['’]hui|ayer|hoy|ieri|oggi|ontem|hoje|gisteren|vandaag|"
    r"(?:\d+|an?|one) ?(?:min(?:ute)?s?|h(?:ou)?rs?|days?|weeks?|months?) ago|vor \d+ (?:minuten?|stunden?|tag(?:en)?)|"
    r"il y a \d+|hace \d+|\d+ (?:ore|giorni) fa|há \d+)\b",
    re.I,
)
_DAY_OF_MONTH = re.compile(r"(?<!\d)(?:[12]?\d|3[01])(?!\d)")


def told(text: str, day: Day) -> str:
    """Why a date of a line is part of what the line tells; "" when it stands for itself."""
    before, after = text[max(0, day.start - _REACH) : day.start], text[day.end : day.end + _REACH]
    if is_tweet(before):
        return "it is a tweet's"
    if day.start < 40 and _CORRECTS.match(before):
        return "it is a correction's"
    if before and len(after) < _CREDIT and not dateline.label(before) and is_caption(text):
        return "it stands in a picture's caption"
    return "it only stands inside a sentence" if _in_sentence(before, after) else ""


def is_tweet(text: str) -> bool:
    """Whether a text begins as the last line of a quoted tweet does: "— Ana Cruz (@anacruz) "."""
    return "(@" in text and _TWEET.match(text) is not None


def unfinished(text: str) -> str:
    """Why a line that is as good as a date gives none; "" for any other line."""
    if len(text) > _DATE_LINE:
        return ""
    words = _WORD.findall(dateline.plain_words(text))
    if _RELATIVE.search(text):
        return "it depends on the day of reading" if len(words) <= 2 else ""
    months = [word for word in words if word.lower() in MONTHS]
    if len(months) == 1 and len(words) == 1 and _DAY_OF_MONTH.search(text):
        return "no year stands in it"
    return ""


def _in_sentence(before: str, after: str) -> bool:
    if _STRAIGHT_ON.match(after):
        end = _EDGE.search(after)
        return end is not None and end.group()[:1] in _STOPS and len(before) + end.start() > _RUN
    word, comma, goes_on = _ties(before, after)
    if not (word or comma or goes_on):
        return False
    edges = [match.end() for match in _EDGE.finditer(before)]
    before = before[edges[-1] :] if edges else before
    end = _EDGE.search(after)
    closed = end is not None and end.group()[:1] in _STOPS
    after = after[: end.start()] if end else after
    if not closed and (_WRITTEN.match(before) or dateline.label(before[-_LABELLED:])):
        return False
    if comma and sum([name[0].islower() for name in _WORD.findall(before)]) >= (2 if closed else _FEW):
        return not _is_about(before, after)
    rest = dateline.plain_words(after)
    follows = _AFTER.match(rest) if goes_on and closed else None
    tied = word.islower() if closed else word in _TIES
    if not (tied or word in _OPENERS or (follows and follows[1].islower())):
        return False
    return _small(before) + _small(rest.partition(" (")[0]) > 0 and not _is_about(before, after)


def _ties(before: str, after: str) -> tuple[str, bool, bool]:
    """What may tie a date to a sentence: the word before it, weekdays aside; a comma there; a small letter behind it.

    A word with a capital ties only where it opens the sentence.
    """
    near = before[-_NEAR:]
    opens = _BEFORE.search(near) if near[-1:] in (" ", "(") else None
    if opens and opens[1].lower().endswith(_WEEKDAY_ENDS):
        opens = _BEFORE.search(_WEEKDAY.sub(" ", near))
    word = opens[1] if opens and (opens[1].islower() or opens[1] in _OPENERS) else ""
    follows = _AFTER.match(after)
    return word, near.rstrip()[-1:] == ",", follows is not None and follows[1].islower()


def _is_about(before: str, after: str) -> bool:
    """Whether a sentence says when something was published or changed: "This story was first published on"."""
    return bool(dateline.label(before[:24]) or (_ABOUT.match(before) and dateline.label(before + after)))


def _small(text: str) -> int:
    """How many words of a text begin with a small letter, those of a date line aside."""
    return sum(
        [w[0].islower() and w not in _LINKS and w not in _TIES for w in _WORD.findall(dateline.plain_words(text))]
    )
