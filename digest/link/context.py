"""What stands around a name in a text, and what it says about whether the name is meant. Pure.

All of it reads folded text, in which a space is one character and a paragraph ends in line feeds.
"""

from __future__ import annotations

import re
from collections.abc import Container
from typing import Literal

from digest.link.folding import plain

# fmt: off
TITLES = {
    "admiral", "ambassador", "archbishop", "attorney", "ayatollah", "baron", "bishop", "brigadier", "brother",
    "candidate", "capt", "captain", "cardinal", "chairman", "chairperson", "chairwoman", "chancellor", "chief",
    "coach", "col", "colonel", "commander", "commissioner", "congressman", "congresswoman", "corporal", "councillor",
    "count", "countess", "cpl", "czar", "dame", "dean", "delegate", "democrat", "deputy", "detective", "director",
    "doctor", "dr", "duchess", "duke", "earl", "emperor", "envoy", "father", "fr", "gen", "general", "gov",
    "governor", "imam", "inspector", "judge", "justice", "king", "lady", "leader", "lieutenant", "lord", "lt",
    "madam", "maj", "major", "marshal", "mayor", "minister", "miss", "monsignor", "mr", "mrs", "ms", "mufti", "mx",
    "negotiator", "nominee", "officer", "pastor", "pope", "premier", "president", "prince", "princess", "prof",
    "professor", "prosecutor", "pvt", "queen", "rabbi", "rep", "representative", "republican", "rev", "reverend",
    "secretary", "sen", "senator", "sergeant", "sgt", "sheikh", "sheriff", "sir", "sister", "speaker", "spokesman",
    "spokesperson", "spokeswoman", "sultan", "superintendent", "trooper", "tsar", "vice", "warden",
}
"""Titles that stand before a surname, in lower case and without a point."""
_COMMON = {
    "age", "anonymous", "art", "ball", "bank", "bear", "bill", "black", "bloom", "border", "borders", "brook", "brown",
    "bush", "chance", "church", "city", "close", "coast", "congress", "council", "court", "cross", "day", "desert",
    "dragon", "earth", "east", "economy", "energy", "english", "evolution", "eve", "fan", "field", "focus", "force",
    "fox", "free", "freedom", "future",
    "glass", "god", "gold", "government", "grace", "grant", "green", "guardian", "hall",
    "hell", "hill", "history", "holiday", "home", "hope", "house", "human", "image", "independent", "individual",
    "instinct", "island", "joker", "joy", "justice", "key", "king", "lake", "law", "life", "light", "long",
    "love", "maid", "mail", "major", "mankind", "mark", "market", "may", "metro", "mirror", "moon", "nation",
    "nature", "new", "north", "ocean", "park", "parliament", "patch", "people", "pope", "post", "press", "price",
    "prince", "queen", "reading", "reason", "rich", "river", "rose", "sale", "science", "sea", "senate", "short",
    "slate", "smart", "south", "spirit", "star", "state", "stone", "storm", "sun", "target", "time", "times", "to",
    "today", "union", "unity", "village", "virgin", "vision", "war", "water", "west", "white", "will", "wing",
    "wise", "wolf", "wood", "world", "young",
}
"""English words that are often names too; at the start of a sentence nothing shows which."""
_FUNCTION = {
    "a", "about", "after", "against", "all", "also", "although", "among", "an", "and", "any", "are", "as", "at",
    "because", "before", "both", "but", "by", "despite", "during", "each", "even", "every", "for", "from", "had", "has",
    "he", "her", "here", "his", "how", "however", "i", "if", "in", "into", "is", "it", "its", "like", "many", "most",
    "my", "near", "no", "not", "now", "of", "on", "once", "only", "or", "our", "outside", "over", "past", "she",
    "since", "so", "some", "such", "than", "that", "the", "their", "then", "there", "these", "they", "this", "those",
    "though", "through", "to", "today", "toward", "towards", "under", "unlike", "until", "was", "we", "were", "what",
    "when", "where", "whether", "which", "while", "who", "why", "with", "within", "without", "yet", "you", "your",
}
_ROLES = TITLES | {
    "administration", "ambassador", "based", "ceo", "correspondent", "editor", "embassy", "foreign", "former",
    "governor", "government", "mayor", "minister", "ministry", "police", "premier", "prime", "reporter", "state",
    "vice", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
}
_SPEECH = (
    "added|admitted|announced|argued|asked|believed|called|claimed|commented|confirmed|declared|denied|described|died|"
    "explained|insisted|joined|left|led|met|noted|recalled|replied|resigned|said|says|spoke|stated|suggested|testified|"
    "thinks|thought|told|tweeted|urged|visited|wants|wanted|warned|was|who|won|wrote|writes"
)
_NO_NAMES = _FUNCTION | _ROLES
_CALENDAR = {
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec", "monday",
    "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue", "wed", "thu", "fri", "sat", "sun",
}
HEADS = {
    "Academy", "Airlines", "Airport", "Airways", "Association", "Avenue", "Bank", "Beach", "Boulevard", "Bridge", "Bay",
    "Castle", "Cathedral", "Cemetery", "Church", "City", "Club", "College", "Company", "Corporation", "County", "Cup",
    "Foundation", "Gallery", "Gazette", "Group", "Hall", "Herald", "Heights", "Hills", "Hospital", "Hotel", "House",
    "Institute", "International", "Island", "Islands", "Journal", "Lake", "Library", "Magazine", "Mosque", "Mountains",
    "Museum", "News", "Observatory", "Orchestra", "Park", "Peninsula", "Place", "Plaza", "Post", "Press", "Prize",
    "Province", "River", "Road", "School", "Society", "Springs", "Square", "Stadium", "Station", "Street", "Strait",
    "Symphony", "Theater", "Theatre", "Times", "Tower", "Tribune", "University", "Valley", "Way",
}
"""Last words of names: what they stand behind is part of a longer name."""
_PARTS = {"Air", "Central", "East", "Eastern", "New", "North", "Northern", "South", "Southern", "West", "Western"}
"""First words of names, also where they open a sentence."""
_OF_PLACES = _PARTS | {
    "Capital", "Coastal", "County", "Downtown", "Fort", "Grand", "Greater", "Imperial", "Inner", "Lake", "Little",
    "Lower", "Metro", "Metropolitan", "Mid", "Midtown", "Mount", "Old", "Outer", "Port", "Radio", "Rural", "Saint",
    "San", "Santa", "St.", "Upper", "Uptown", "Urban",
}
"""Words that stand before a place's name and leave it one."""
# fmt: on
_IN_A_PLACE = re.compile(
    r"\b(?:in|at|near|across|throughout|around|into|inside|outside|from|to|toward|towards|of) $", re.IGNORECASE
)
_SENTENCE_ENDS = ".!?:;\n\r\ufffc•*|"
_DATE_BEHIND = re.compile(r",? \d|-\d|\. \d")
_DATE_BEFORE = re.compile(
    r"(?:\d(?:st|nd|rd|th)?(?: of)?|\b(?:in|since|until|till|last|next|this|early|late|mid|of|by|from|on|between"
    r"|every)) $",
    re.IGNORECASE,
)
_SIGNS = re.compile(r"[,;:()\[\]]")
_TOWN = re.compile(r"(?<![^\W\d_])([^\W\d_])[^\W\d_]+, $")
_AFTER = re.compile(r" ([^\W\d_][\w'-]*)")
_WORD = re.compile(r"[^\W\d_][\w']{3,}")
_SPEAKS = re.compile(
    rf" (?:(?:also|later|then|has|had) )?(?:{_SPEECH}|[a-z]{{3,}}ed)\b| and (?:his|her)\b"
    r"|, (?:who|whose|said|says|\d\d[,.])\b|,? \(?\d{4}[a-z]?(?:, pp?\.? ?[\d-]+)?\)"
    r"| (?:&|and) [A-Z][\w'-]+,? \(?\d{4}\)| et al\b"
)
"""Behind a person's name: Lavrov said; Lavrov and his delegation; Lavrov, 67, ...; (Lavrov, 2017)."""
_SAYS = re.compile(
    r" (?:(?:also|later|then|has|had) )?"
    r"(?:added|argued|asked|explained|insisted|replied|said|says|stated|told|urged|warned|wrote)\b"
)
_OF_SPEECH = re.compile(
    r"\b(?:according to|attributed to|written by|directed by|interview with|met with|told|quot(?:ed|ing)|thanked) $"
)
_OF_SPEECH_ENDS = ("to ", "by ", "with ", "told ", "quoted ", "quoting ", "thanked ")


def is_date(text: str, start: int, end: int) -> bool:
    """Whether a word that is a month or a day of the week stands as one: May 3, in May, last May, Sun 9 am."""
    return text[start:end].lower() in _CALENDAR and bool(
        _DATE_BEHIND.match(text, end) or _DATE_BEFORE.search(text, max(0, start - 12), start)
    )


def is_calendar(word: str) -> bool:
    """Whether a name is a month or a day of the week as well."""
    return word.lower() in _CALENDAR


def behind_town(text: str, start: int) -> bool:
    """Whether a capitalised word and a comma stand before `start`: Tulsa, OK."""
    found = _TOWN.search(text, max(0, start - 40), start)
    return found is not None and found[1].isupper()


def is_label(text: str, start: int, end: int) -> bool:
    """Whether letters are joined to something else, or name what follows: the OSU-Tulsa campus, (IATA: PHX)."""
    return text[end : end + 1] in ("-", ":") or text[max(0, start - 1) : start] == "-"


def in_parentheses(text: str, start: int, end: int) -> bool:
    """Whether a word stands alone in parentheses behind another word."""
    return text[max(0, start - 2) : start] == " (" and text[end : end + 1] == ")"


def is_word(word: str) -> bool:
    """Whether a first name is an English word, a title or in the calendar as well."""
    low = word.lower()
    return low in TITLES or low in _COMMON or low in _FUNCTION or low in _CALENDAR


def is_common(word: str) -> bool:
    """Whether a name is an English word as well."""
    return word.lower() in _COMMON or word.lower() in _FUNCTION


def opens_sentence(text: str, start: int) -> bool:
    """Whether nothing, or the end of a sentence or a line, stands before `start`."""
    before = text[max(0, start - 20) : start].rstrip(" \"'([-_*")
    return not before or before[-1] in _SENTENCE_ENDS


def word_before(text: str, start: int) -> str:
    """The word before `start`, with one space between; "" where a sign or the end of a sentence parts them."""
    if start < 2 or text[start - 1] != " ":
        return ""
    before = text[max(0, start - 40) : start - 1]
    if before[-1] in "'\"":
        before = before[:-1]
    if not before or not (before[-1].isalnum() or before[-1] in "_.&"):
        return ""
    word = before.split()[-1]
    if not word.isalnum():
        word = _SIGNS.split(word)[-1]
    ended = word.endswith(".") and len(word) > 2 and "." not in word[:-1] and word[:-1].lower() not in TITLES
    return "" if ended else word


def word_after(text: str, end: int) -> str:
    """The word behind `end`, with one space between; "" where a sign parts them."""
    found = _AFTER.match(text, end)
    return found[1] if found else ""


def in_capitals(text: str, start: int, end: int) -> bool:
    """Whether a name stands in a headline, where every word has a capital and capitals show nothing."""
    left = max(text.rfind(sign, max(0, start - 200), start) for sign in '.!?\n\r"') + 1
    left = max(left, start - 200, 0)
    rights = [at for sign in '.!?\n\r"' if (at := text.find(sign, end, end + 200)) >= 0]
    right = min(rights, default=min(len(text), end + 200))
    count = 0
    for begin, stop in ((end, right), (left, start)):
        for word in _WORD.finditer(text, begin, stop):
            if text[word.start()].islower():  # as nearly everywhere
                return False
            count += 1
    return count > 1


Longer = Literal["", "left", "right", "hyphen"]


def longer(text: str, start: int, end: int, known: Container[int] = ()) -> Longer:
    """The side on which a capital shows that a name of one word is part of a longer one; "" where none does.

    `known` has the places at which other names begin and end.
    """
    if _hyphened(text, start):
        return "hyphen"
    left, right = word_before(text, start), word_after(text, end)
    if (
        left[:1].isupper()
        and not left.endswith(("'s", "s'"))
        and start - 1 not in known
        and left.lower().rstrip(".") not in _NO_NAMES
        and (left in _PARTS or not opens_sentence(text, start - 1 - len(left)))
    ):
        return "left"
    if right[:1].isupper() and end + 1 not in known and right.lower() not in _NO_NAMES:
        return "right"
    return ""


_ARABIC = re.compile(r"\b(?:[Aa][dlnrstz]|[Ee]l)-$")


def _hyphened(text: str, start: int) -> bool:
    """al-Hajj, but not Manila-based, ex-Manila, Moscow-Washington."""
    return text[start - 1 : start] == "-" and bool(_ARABIC.search(text, max(0, start - 4), start))


def first_name_before(text: str, start: int) -> str:
    """The word before `start` where it may be a first name, else "": Valeska Paris, not Greater Paris."""
    left = word_before(text, start)
    named = left.istitle() and left.isalpha() and left not in _OF_PLACES and left.lower() not in _NO_NAMES
    return left if named else ""


def is_addressed_or_speaks(text: str, start: int, end: int) -> bool:
    """Whether a title before a word, or a verb of speech behind it, shows that even an English word is a person."""
    title = word_before(text, start)
    return bool(_SAYS.match(text, end)) or (title[:1].isupper() and plain(title).lower().strip(".'\"") in TITLES)


def in_a_place(text: str, start: int) -> bool:
    """Whether what stands before `start` shows a place: in Paris, from Paris."""
    return bool(_IN_A_PLACE.search(text, max(0, start - 12), start))


Person = Literal["", "title", "middle", "lone", "other"]


def person(text: str, start: int, end: int, given: frozenset[str]) -> tuple[Person, int]:
    """What shows that a surname is the person's whose first names are `given` (plain, lower case), and where it begins.

    "other" shows somebody else: another first name before it, another word of a name behind it. In a headline every
    word has a capital; letters behind a name are an order or a degree: Brask QC.
    """
    right = word_after(text, end)
    of_name = right[:1].isupper() and not right.isupper() and right.lower() not in _FUNCTION
    if of_name and not in_capitals(text, start, end):
        return "other", start
    left = word_before(text, start)
    word = plain(left).lower().strip(".'\"")
    if left[:1].isupper() and not left.endswith(("'s", "'")):
        if not TITLES.isdisjoint((word, *word.split("-"))):
            return "title", start
        at, words = start, []
        for _ in range(3):
            before = word_before(text, at)
            if not before[:1].isupper() or before.lower() in _FUNCTION:
                break
            at -= len(before) + 1
            words.append(plain(before).lower())
            if words[-1] in given:
                return "middle", at
            if len(words[-1]) > 2 and any(first.startswith(words[-1]) for first in given):
                return "", at  # Cres for Creswell: neither shown nor excluded
        first_word = len(words) == 1 and opens_sentence(text, at)
        if word not in _FUNCTION and not first_word and not in_capitals(text, start, end):
            return "other", start
    if _SPEAKS.match(text, end):
        return "lone", start
    if text[max(0, start - 9) : start].endswith(_OF_SPEECH_ENDS) and _OF_SPEECH.search(text, max(0, start - 30), start):
        return "lone", start
    return "", start
