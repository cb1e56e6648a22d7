"""What somebody who is named does in the sentence: speaks, acts, or is where it happens. English rules. Pure.

A role is given only where the words right around the name show it; everything else stays `named`:

    speaker   a verb of saying ties the name to a quotation or to reported speech: "…," X said; said the mayor, X;
              X told …; X added that …; according to X; quoted X as saying; X: "…"
    place     a place behind in, at, near and the like, behind to and from where somebody moves, or in the dateline
    subject   the name opens a clause and a finite verb follows it

A name behind a preposition is not who speaks or acts (a spokesman for X said), nor is one that owns what follows (X's
lawyer said). All of it reads folded text (`link.folding`), and never outside of the name's own sentence.
"""

from __future__ import annotations

import re

from digest.link.context import TITLES
from digest.model import Group, Role

_LOOK_BACK = 120
"""How many code points before a name are looked at; a sentence without an end costs no more."""
_NEAR = 48
"""How many of them hold a preposition or conjunction that belongs to the name."""

_ADVERBS = "also|later|then|earlier|now|still|already|never|once|finally|soon|again|reportedly|himself|herself|itself"
_PREPOSITIONS = (
    "about|above|against|among|around|at|behind|below|beside|besides|between|beyond|by|concerning|despite|during|for|from"
    "|in|including|inside|into|like|near|of|off|on|onto|over|past|per|regarding|than|through|to|toward|towards|under"
    "|unlike|upon|via|with|within|without"
)
_BEFORE_NAMES = TITLES | {
    "acting", "assistant", "chair", "city", "co-founder", "cofounder", "defence", "defense", "engineer", "finance",
    "foreign", "former", "harbour", "health", "interior", "king", "lawyer", "leader", "master", "new", "outgoing",
    "pope", "premier", "prime", "prince", "princess", "queen", "senior", "state", "then", "town", "vice",
}  # fmt: skip
_PEOPLES = ("an", "ian", "ese", "ish")
_MOST_TITLES = 5
"""So many words may stand between the beginning of a clause and a name: titles, and what people somebody is of."""
_PLAIN = rf"(?:(?!(?:{_PREPOSITIONS}|and|as|but|he|i|it|or|she|that|they|we|who|you)\b)[\w'.&-]+ )"

# ------------------------------------------------------------------------------------------------------------ speakers

_WEAK = (
    "acknowledged|acknowledges|added|adds|admitted|admits|announced|announces|answered|argued|argues|asked|asks|asserted"
    "|claimed|claims|commented|complained|conceded|confirmed|declared|declares|denied|emphasi[sz]ed|explained|explains"
    "|insisted|insists|joked|noted|notes|predicted|promised|quipped|recalled|recalls|reiterated|remarked|replied|reported"
    "|stated|stressed|suggested|suggests|testified|tweeted|urged|vowed|warned|warns|writes|wrote"
)
_SAYS = re.compile(
    rf"(?:, (?:who|which)|(?:, [^\",.;:\r]{{2,100}},)?) (?:(?:{_ADVERBS}|has|had) ){{0,2}}"
    rf"(?:(?P<sure>said|says|told|tells)|(?P<weak>{_WEAK}))\b(?! (?:by|of|to (?:be|have))\b)"
)
_GIVES_SPEECH = re.compile(r" that\b|(?: \w+){0,4}[,:]? \"")
_ENDS_REPORT = re.compile(r"[.,;\r]|$")
_SAID_BEFORE = re.compile(
    rf"(?:[,.?!]\" (?:said|says|{_WEAK})|, (?:said|says)) "
    rf"(?:(?:the|a|an|its|their|his|her) (?:[\w'.&-]+ ){{0,7}}[\w'.&-]+, (?:\d+, )?|(?:the )?{_PLAIN}{{0,5}})$"
)
_ACCORDING = re.compile(
    rf"\b[Aa]ccording to (?:(?:the|a|an|its|their|his|her) (?:[\w'.&-]+ ){{0,7}}[\w'.&-]+, |(?:the )?{_PLAIN}{{0,5}})$"
)
_QUOTED = re.compile(r" (?:(?:was|is|were) quoted )as saying\b")
_AS_SAYING = re.compile(r" as saying\b")
_ALONE = re.compile(
    r"(?:[,.;:!?)\"\r]|$| (?:who|on|in|at|after|as|when|while|during|from|with|to|and|but|before|last|yesterday|today"
    r"|earlier|later|[MTWFS]\w+day)\b)"
)
"""What may follow a whole name: no further noun that the name would belong to."""
_BEHIND = re.compile(
    rf"\b(?:{_PREPOSITIONS}) (?:(?:the )?(?:(?-i:[A-Z])[\w.'-]*,? ){{1,4}}(?:and|or) (?:the )?)?$", re.IGNORECASE
)

# ------------------------------------------------------------------------------------------------------------ subjects

_VERBS = (
    "is|was|are|were|has|had|have|will|would|can|could|may|might|must|shall|should|did|does|do|became|began|broke|brought"
    "|built|came|chose|cut|drew|drove|fell|felt|fled|flew|fought|found|gave|got|grew|held|hit|kept|knew|laid|led|left|lost"
    "|made|meant|met|paid|put|quit|ran|rose|sank|sat|saw|sent|sold|spent|spoke|stood|swore|threw|took|taught|thought|told"
    "|went|won|wore|wrote|becomes|begins|believes|brings|comes|denies|gets|gives|goes|hopes|includes|keeps|knows|loses"
    "|makes|meets|owns|refuses|rejects|remains|said|says|seeks|seems|sends|takes|tells|thinks|wants"
)
_NO_VERBS = (
    "based|born|called|dubbed|entitled|headed|hundred|known|located|named|nicknamed|owned|situated|titled|united"
)
_ACTS = re.compile(
    rf"(?P<beside>, [^\",.;:\r]{{2,80}},)? (?:(?:{_ADVERBS}) ){{0,2}}"
    rf"(?:(?:{_VERBS})\b|(?!(?:{_NO_VERBS})\b)[a-z]{{3,}}(?<!e)ed\b)(?! by\b)"
)
_CONJUNCTIONS = (
    "although|as|because|before|but|(?<!named )after|how|if|once|since|so|that|though|unless|until|what|when|where"
    "|whether|which|while|why|yet"
)
_FRONTED = (
    "after|all|already|also|although|and|as|at|because|before|but|by|despite|during|earlier|finally|for|from|however|if"
    "|in|instead|last|later|meanwhile|now|on|once|since|so|soon|still|then|there|this|though|to|today|under|until|upon"
    "|when|while|with|without|yesterday|yet"
)
_OPENS = re.compile(
    rf"[\"'(\[*_]*(?:(?:{_CONJUNCTIONS}|and|however|later|meanwhile|now|then|today|yesterday),? ){{0,2}}"
    r"(?:the )?",
    re.IGNORECASE,
)
_OPENS_CLAUSE = re.compile(
    rf"(?:[,;] (?:(?:and|but|or|so|while|yet) )?(?<!, )|\b(?:{_CONJUNCTIONS}) |[,:] \")(?:the )?$",
    re.IGNORECASE,
)
_FRONT = re.compile(rf"[\"'(\[]*(?:{_FRONTED})\b[^,;:\"]{{1,100}}, (?:the )?", re.IGNORECASE)

# -------------------------------------------------------------------------------------------------------------- places

_CORNERS = (f"{one}{hyphen}{two}ern" for one in ("north", "south") for hyphen in ("", "-") for two in ("east", "west"))
_SIDES = ("central", "downtown", "eastern", "nearby", "northern", "southern", "western", *_CORNERS)
_SIDE = rf"(?:(?:{'|'.join(_SIDES)}) )?"
_IN = "in at near outside inside across throughout into around off"
_AT = re.compile(
    rf"(?<!interest )(?<!interested )(?<!confidence )(?<!believe )(?<!faith )(?<!trust )(?<!look )(?<!looked )"
    rf"(?<!angry )(?<!aimed )(?<!anger )\b(?:{_IN.replace(' ', '|')}) "
    rf"(?:the )?{_SIDE}$",
    re.IGNORECASE,
)
_MOVES = (
    "arriv|back|bring|brought|came|come|coming|cross|deport|drive|drove|extradit|fled|flee|fli|fly|flew|flow|flown|go|goes"
    "|going|gone|went|head|hour|journey|kilomet|km|land|mail|mile|mov|return|road|route|sail|ship|swam|swim|tour|train"
    "|transfer|transport|travel|trip|visit|walk|way"
)
_MOVED = re.compile(
    rf"\b(?:{_MOVES})\w*(?: [\w'-]+){{0,3}} (?:to|from) (?:the )?{_SIDE}$|\bfrom [A-Z][\w' -]{{1,40}} to (?:the )?$",
    re.IGNORECASE,
)
_BEFORE_PLACES = frozenset((*_IN.split(), "to", "from", "the", *_SIDES))
"""The words right before a place without which nothing else need be looked at."""
_NO_LONGER_NAME = re.compile(r"(?! [A-Z](?![a-z]*day\b))(?!-)")
_DATELINE = re.compile(
    r"(?:, [A-Z][\w. ]{1,30}){0,2}(?:,? \([A-Z][^()\r]{1,30}\))?(?:, [A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?)?"
    r"(?: \([A-Z][^()\r]{1,30}\))? ?(?:--?|\u2014) ?[\"A-Z]"
)

_FOLLOWS = re.compile(r",| (\w+)")
_BEFORE_SPEECH = frozenset(
    f"{_ADVERBS}|has|had|said|says|told|tells|emphasised|emphasized|{_WEAK}|is|was|were".split("|")
)
"""The first words of all that `_SAYS` and `_QUOTED` match without a comma."""
_BEFORE_ACTS = frozenset(f"{_ADVERBS}|{_VERBS}".split("|"))
"""Those of `_ACTS`, but for what ends in "ed"."""


def role(text: str, start: int, end: int, sentence: int, group: Group) -> Role:
    """The role of the name at text[start:end] in the sentence that begins at `sentence`; `text` is folded."""
    if text[end : end + 1] == "'":
        return "named"
    before = text[max(sentence, start - _LOOK_BACK) : start]
    follows = _FOLLOWS.match(text, end)
    word = (follows[1] or ",") if follows else ""
    if group != "things" and _speaks(text, start, end, sentence, before, word):
        return "speaker"
    if group == "places" and _is_where(text, start, end, before):
        return "place"
    acts = word == "," or word in _BEFORE_ACTS or word.endswith("ed")
    return "subject" if acts and _acts(text, end, sentence, before, start) else "named"


def _speaks(text: str, start: int, end: int, sentence: int, before: str, word: str) -> bool:
    """Whether the name speaks; `word` is the comma or the word behind it."""
    verb = word == "," or word in _BEFORE_SPEECH
    said = _SAYS.match(text, end) if verb else None
    if said and (said["sure"] or _gives_speech(text, said.end(), before)):
        return not _BEHIND.search(_bare(before))
    if text[end : end + 3] == ': "' and start == sentence:
        return True
    if "quoted" in before[-12:]:
        return bool(_AS_SAYING.match(text, end))
    if verb and _QUOTED.match(text, end):
        return not _BEHIND.search(_bare(before))
    if ('" ' in before or ", sa" in before) and _SAID_BEFORE.search(before):
        return bool(_ALONE.match(text, end))
    return "ccording to " in before and bool(_ACCORDING.search(before)) and bool(_ALONE.match(text, end))


def _gives_speech(text: str, after: int, before: str) -> bool:
    """Whether a verb that may be one of saying has speech beside it: that …, a quotation, or a report it closes."""
    if _GIVES_SPEECH.match(text, after):
        return True
    head = _bare(before).removesuffix("the ").removesuffix("The ")
    return head.endswith('" ') or (head.endswith(", ") and bool(_ENDS_REPORT.match(text, after)))


def _bare(before: str) -> str:
    """What stands before a name, without the titles right before it; only its end, where that is long."""
    for _ in range(_MOST_TITLES):
        rest, space, word = before[:-1].rpartition(" ")
        title = word.lstrip("\"'([")
        plain = title.lower().rstrip(".")
        of_people = title[:1].isupper() and len(title) > 4 and plain.endswith(_PEOPLES)
        if before[-1:] != " " or not (plain in _BEFORE_NAMES or of_people):
            break
        before = rest + space + word[: len(word) - len(title)]
    return before


def _is_where(text: str, start: int, end: int, before: str) -> bool:
    if not before or text[start - 1] in "\r\n":
        return bool(_DATELINE.match(text, end))
    if before[:-1].rpartition(" ")[2].lower() not in _BEFORE_PLACES or not _NO_LONGER_NAME.match(text, end):
        return False
    tail = before[-_NEAR:].lower()
    if _AT.search(tail):
        return True
    return (" to " in tail or "from " in tail) and bool(_MOVED.search(before))


def _acts(text: str, end: int, sentence: int, before: str, start: int) -> bool:
    verb = _ACTS.match(text, end)
    if not verb:
        return False
    head = _bare(before)
    if start - sentence <= _LOOK_BACK and (_OPENS.fullmatch(head) or _FRONT.fullmatch(head)):
        return True
    return not verb["beside"] and bool(_OPENS_CLAUSE.search(head[-_NEAR:]))
