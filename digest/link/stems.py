"""Words without their endings, so that "meets", "met" and "meeting" are one; for English, roughly. Pure."""

from __future__ import annotations

import re
from functools import lru_cache

from digest.link.folding import fold, lower

_WORD = re.compile(r"[^\W\d_][^\W_]*(?:'[^\W\d_]+)?")
_ENDINGS = ("ies", "ied", "ying", "ing", "ed", "es", "s")
INFLECTIONS = {
    "", "s", "es", "e", "ed", "d", "ing", "er", "ers", "or", "ors", "ion", "ions", "ment", "ments", "y", "ies", "ied",
    "ying", "ier", "iers",
}  # fmt: skip
"""What may stand behind a stem in the same word."""
_IRREGULAR = {
    form: base
    for base, forms in {
        "becom": "became", "begin": "began begun", "break": "broke broken", "bring": "brought", "build": "built",
        "buy": "bought", "choos": "chose chosen", "com": "came", "die": "died dead death deaths dies dying",
        "fall": "fell fallen", "find": "found", "fly": "flew flown flies flight flights",
        "giv": "gave given", "go": "went gone goes",
        "hold": "held", "kill": "killing killings", "lead": "led", "leav": "left", "los": "lost loss",
        "mak": "made", "meet": "met", "pay": "paid", "ris": "rose risen", "say": "said", "sell": "sold sale sales",
        "send": "sent", "sink": "sank sunk", "speak": "spoke spoken speech", "swear": "swore sworn",
        "tak": "took taken", "tell": "told", "vot": "vote voting", "win": "won", "writ": "wrote written",
    }.items()
    for form in forms.split()
}  # fmt: skip
_FORMS: dict[str, tuple[str, ...]] = {}
for _form, _base in _IRREGULAR.items():
    _FORMS[_base] = (*_FORMS.get(_base, ()), _form)
# fmt: off
_STOP = {
    "a", "about", "after", "again", "against", "all", "also", "an", "and", "any", "are", "as", "at", "be", "been",
    "before", "began", "behind", "being", "between", "both", "but", "by", "can", "could", "did", "do", "does", "for",
    "from", "had", "has", "have", "he", "her", "him", "his", "how", "i", "if", "in", "into", "is", "it", "its",
    "just", "last", "more", "most", "near", "new", "next", "no", "nor", "not", "now", "of", "off", "on", "one",
    "only", "or", "other", "our", "out", "over", "own", "said", "says", "she", "so", "some", "than", "that", "the",
    "their", "them", "then", "there", "these", "they", "this", "those", "through", "to", "two", "under", "until",
    "up", "upon", "was", "we", "were", "what", "when", "where", "which", "while", "who", "will", "with", "without",
    "would", "year", "years", "yet", "you", "your",
}
# fmt: on


def words(text: str) -> list[str]:
    """The stems of what a text says, in order, each once; none of the words that every text has."""
    found = (word for word in _WORD.findall(lower(fold(text))) if word not in _STOP)
    return list(dict.fromkeys(stem(word) for word in found))


@lru_cache(maxsize=16_384)
def stem(word: str) -> str:
    """A word in lower case without its ending: "carries" and "carried" are "carr", "meets" and "met" are "meet"."""
    word = word.removesuffix("'s")
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            if ending in ("ing", "ed") and len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiouls":
                word = word[:-1]
            break
    bare = word.rstrip("ey")
    return bare if len(bare) > 2 else word


def forms(found: str) -> tuple[str, ...]:
    """What a word with this stem may begin with: the stem itself, and what grammar makes of it by other letters."""
    return (*_FORMS.get(found, ()), found)
