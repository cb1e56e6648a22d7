"""The forms in which a record's name stands in texts, each with the rule that makes it. Pure.

A record's own names and aliases are the curator's word. From the name alone follow forms that are safe while no other
record has them: another way to write it, its part without a qualifier, the initials of an organization.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from digest.link.folding import lower, plain, spelled
from digest.link.known import OTHERS, STATES
from digest.model import AliasFields, Entity, Rule

GENERATIONS = {"jr", "sr", "ii", "iii", "iv", "v"}
# fmt: off
_PARTICLES = {
    "abu", "al", "ap", "ben", "bin", "da", "das", "de", "degli", "dei", "del", "dela", "della", "den", "der", "di",
    "do", "dos", "du", "el", "ibn", "la", "las", "le", "los", "san", "santa", "st", "ten", "ter", "van", "vande",
    "vander", "von",
}
# fmt: on
_ARTICLE = re.compile(r"(?:a[dlnrstz]|ash|el|ul)-(?=[^\W\d_])")
"""The Arabic article, written onto the word behind it: al-Assad, el-Sisi."""

BY_RANK: tuple[Rule, ...] = ("name", "spelling", "known", "part", "middle", "initials", "lone")
"""Which rule has a form that several make: the one that changes least."""
RANKS = {rule: rank for rank, rule in enumerate(BY_RANK)}
LONGEST = 120
"""A name of more characters is written in one way only."""


def spellings(entity: Entity) -> Iterator[AliasFields]:
    """Every name of an entity that the curator wrote: its own, its aliases, its names in other languages."""
    yield AliasFields(name=entity.name)
    for alias in entity.aliases:
        yield AliasFields(name=alias) if isinstance(alias, str) else alias
    for name in entity.names.values():
        yield AliasFields(name=name)


def derived(entity: Entity) -> Iterable[tuple[str, Rule]]:
    """The forms that follow from the names of a record: (spelling, rule), perhaps the same one twice."""
    own = spelled(entity.name)
    if len(own) > LONGEST:
        return ()
    plain_names = _is_plain(" ".join([own, *[a for a in entity.aliases if type(a) is str]]))
    if not plain_names or own in OTHERS or own in STATES:
        return _derived(entity, own)
    if entity.group == "people":
        return _of_plain_person(own)
    letters = initials(own) if entity.group != "places" and own.count(" ") > 1 else ""
    return ((letters, "initials"),) if letters else ()


def _of_plain_person(name: str) -> Iterable[tuple[str, Rule]]:
    """The forms of most people's names, which have two words; a table of names takes many thousands of them."""
    given, _, last = name.partition(" ")
    if " " in last or len(last) < 2 or given.lower() in _STYLES or last.lower() in GENERATIONS:
        return _of_person(name)
    return (last, "lone"), (f"{last}, {given}", "spelling")


def _derived(entity: Entity, own: str) -> Iterator[tuple[str, Rule]]:
    plain_name = _is_plain(own)
    bases: list[tuple[str, Rule]] = [] if plain_name else [(own, "spelling")]
    for alias in entity.aliases:
        if isinstance(alias, str) and not _is_plain(alias) and len(alias) <= LONGEST:
            bases.append((spelled(alias), "spelling"))
    if not plain_name:
        bases += [(part, "part") for part in parts(own, entity)]
        bases += [(other, "known") for other in _department(own)]
    bases += [(other, "known") for other in OTHERS.get(own, ())]
    if entity.group == "places":
        bases += [(short, "known") for short in STATES.get(own, ())]
    if entity.group == "people":
        bases += _of_person(own)
    elif entity.group in ("organizations", "things") and (letters := initials(own)):
        bases.append((letters, "initials"))
    for base, rule in bases:
        if base != own:
            yield base, rule
        if not plain_name or entity.group != "people" or (rule == "spelling" and ", " not in base):
            yield from ((form, rule) for form in writings(base, entity.group) if rule != "initials")


def _department(name: str) -> list[str]:
    """United States Department of State -> State Department, US State Department."""
    found = re.fullmatch(r"(?:United States|US|U\.S\.) Department of (?:the )?([A-Z]\w+)", name)
    return [f"{found[1]} Department", f"United States {found[1]} Department"] if found else []


# ------------------------------------------------------------------------------------------------- ways to write a name

_CHANGEABLE = {
    "Saint", "Sainte", "St", "Ste", "Mount", "Mt", "Al", "The", "United", "Eastern", "Western", "Northern", "Southern",
    "Central", "Southeast", "Southwest", "Northeast", "Northwest", "Southeastern", "Southwestern", "Northeastern",
    "Northwestern", "Mainland", "Downtown", "Upper", "Lower", "Organization", "Organisation", "Center", "Centre",
    "Centers", "Centres", "Defense", "Defence", "Labor", "Labour", "Harbor", "Harbour", "Theater", "Theatre", "Program",
    "Programme", "Programs", "Programmes", "Route", "Interstate", "And", "Jr", "Sr", "Party", "River", "Island",
    "Islands", "Sea", "Strait", "Straits", "Peninsula", "Province", "District", "County",
}  # fmt: skip
"""Words that are written in more than one way; a name without them, of letters alone, is written in one."""
_FUNCTION = {"a", "and", "at", "by", "da", "de", "del", "di", "du", "for", "in", "la", "le", "of", "on", "or", "the"}
_FUNCTION |= {"to", "with", "von", "van", "y", "e", "und", "der", "des", "für", "et", "les", "al", "bin", "ibn", "en"}
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ø": "oe"})
_INITIALS = re.compile(r"\b([A-Z])\. (?=[A-Z]\.)")


def _bare(name: str) -> list[str]:
    """Józef -> Jozef; Grün -> Gruen."""
    return [] if name.isascii() else [plain(name), plain(name.translate(_GERMAN))]


def _hyphens(name: str) -> list[str]:
    """Basse-Terre -> Basse Terre; American-Islamic -> American - Islamic; Al Jazira -> Al-Jazira, al-Jazira."""
    found = [name.replace("-", " "), re.sub(r"\b-(?=[A-Z])", " - ", name)] if "-" in name else []
    if re.search(r"\b[Aa]l[ -](?=[A-Z])", name):
        found += [re.sub(r"\b[Aa]l[ -](?=[A-Z])", article, name) for article in ("Al-", "al-", "Al ")]
        found += [name[3:]] if re.match(r"Al[ -][A-Z]\w+ [A-Z]", name) else []
    return found


def _points(name: str) -> list[str]:
    """O. J. Simpson -> O.J. Simpson, OJ Simpson; Warner Bros. -> Warner Bros; Washington, D.C. -> Washington D.C."""
    found = []
    if "." in name:
        close = _INITIALS.sub(r"\1.", name)
        found += [close, re.sub(r"(?<=\w)\.", "", close), re.sub(r"(?<=\w)\.", "", name)]
    if re.search(r", (?:[JS]r\b|[A-Z]\.[A-Z]\.|Inc|Ltd)", name):
        open_form = re.sub(r", (?=[JS]r\b|[A-Z]\.[A-Z]\.|Inc|Ltd)", " ", name)
        found += [open_form, re.sub(r"(?<=\w)\.", "", open_form)]
    elif re.search(r" [JS]r\.?$", name):
        found.append(re.sub(r" (?=[JS]r\.?$)", ", ", name))
    return found


_SHORT = (
    (r"Saint\b", "St."), (r"St\.", "Saint"), (r"St\b(?!\.)", "St."), (r"Sainte\b", "Ste."), (r"Sainte\b", "St."),
    (r"Mount\b", "Mt."), (r"Mt\b\.?", "Mount"), (r"&", "and"), (r"and\b", "&"),
    (r"United States(?= [A-Z])", "US"), (r"United States(?= [A-Z])", "U.S."),
    (r"U\.S\. Route (?=\d+$)", "US "), (r"U\.S\. Route (?=\d+$)", "US-"), (r"Interstate (?=\d+$)", "I-"),
)  # fmt: skip
_SHORTENED = tuple((re.compile(rf"(?<![\w-]){long}"), short) for long, short in _SHORT)


def _shortened(name: str) -> list[str]:
    """Saint Petersburg -> St. Petersburg; Arts & Crafts -> Arts and Crafts; United States Navy -> US Navy."""
    return [pattern.sub(short, name) for pattern, short in _SHORTENED if pattern.search(name)]


_BRITISH = (
    ("ization", "isation"), ("enter", "entre"), ("efense", "efence"), ("abor", "abour"), ("arbor", "arbour"),
    ("heater", "heatre"), ("rogram", "rogramme"),
)  # fmt: skip
_ENGLISH = tuple(
    (re.compile(rf"(?<=[A-Za-z]){one}(?=s?\b)"), other) for pair in _BRITISH for one, other in (pair, pair[::-1])
)


def _english(name: str) -> list[str]:
    """World Health Organization -> World Health Organisation, and back."""
    return [pattern.sub(other, name) for pattern, other in _ENGLISH if pattern.search(name)]


_COMPASS = re.compile(
    r"(?:The )?((?:Sub-)?(?:(?:North|South)(?:[ -]?(?:[Ee]ast|[Ww]est))?|East|West)ern|Sub-(?=[A-Z])"
    r"|(?:Central|Mainland|Downtown|Upper|Lower)(?= ))(?=[ A-Z])"
)
_QUARTER = re.compile(r"\b(North|South)(east|west)(?=(?:ern)? [A-Z])")


def _places(name: str) -> list[str]:
    """Southern Russia -> southern Russia; Southeast Asia -> South East Asia, South-East Asia."""
    found = []
    if quarter := _QUARTER.search(name):
        found += [name[: quarter.end(1)] + gap + quarter[2].title() + name[quarter.end() :] for gap in " -"]
    if compass := _COMPASS.match(name):
        found.append(name[: compass.start(1)] + compass[1].lower() + name[compass.end(1) :])
    return found


def _capitals(name: str) -> list[str]:
    """Memory studies -> Memory Studies: a headline's capitals, where the record has lower case."""
    words = name.split(" ")
    raised = [w if w in _FUNCTION or not w[:1].islower() else w[0].upper() + w[1:] for w in words]
    return [" ".join(raised)] if raised != words else []


_HEAD = re.compile(
    r"(?<=[a-z] )(?<!\b[Tt]he )(?:Party|River|Islands?|Sea|Straits?|Peninsula|Province|District|County)$"
)


def _lowered(name: str) -> list[str]:
    """Harbour Party -> Harbour party: the word for what it is, which many papers write small."""
    head = _HEAD.search(name)
    return [name[: head.start()] + head[0].lower()] if head else []


def _the(name: str) -> list[str]:
    """The Second City -> the Second City, Second City; The Onion -> the Onion: one word alone may be any."""
    if not name.startswith("The "):
        return []
    return ["t" + name[1:], *([name[4:]] if " " in name[4:] else [])]


_WAYS: tuple[Callable[[str], list[str]], ...] = (_shortened, _bare, _hyphens, _points, _english, _the, _lowered)


def _is_plain(name: str) -> bool:
    """Port Ellery: words of Latin letters, none of which has another form. A quick look, for most names are such."""
    return (
        name.istitle()
        and name.isascii()
        and name.replace(" ", "").isalpha()
        and _CHANGEABLE.isdisjoint(name.split(" "))
        and "ization" not in name
        and "isation" not in name
    )


def writings(name: str, group: str = "") -> list[str]:
    """Other ways to write a name that leave it the same; without itself."""
    if _is_plain(name):
        return []
    ways = [*_WAYS, _places] if group == "places" else [*_WAYS]
    found = {name: None}
    for way in ways if group == "people" else [*ways, _capitals]:
        for form in list(found)[:12]:
            found |= dict.fromkeys(way(form))
    return [form for form in found if form != name and len(form) > 1]


# --------------------------------------------------------------------------------------------------- parts of a name

_PARENTHESES = re.compile(r"(.*\S) \([^()]+\)")
_COMPANY = re.compile(r"(.*[^\s,]),? (?:Inc|Ltd|Corp|Co|LLC|PLC|plc|GmbH|AG|S\.?A|N\.?V|Limited|Incorporated)\.?")
_CODE = re.compile(r"([A-Z]+-?\d+[A-Z]?) [a-z]+")
_NATION = re.compile(
    r"([A-Z]\w{3,}(?<!an)(?<!ish)(?<!ese)(?<!ic)(?<!ch)(?<!ek)(?<!ss)(?<!ai)(?<!qi)(?<!li))"
    r" (?:people|dynasty|civilization|civilisation|clan|tribe)"
)
"""Rohingya people, Safavid dynasty; not Turkish people, whose first word says much else."""
_PEERAGE = re.compile(r"\d|(?:Marquis|Marquess|Duke|Earl|Baron|Count|Viscount|Lord|Prince|Bishop|Archbishop) ")


def parts(name: str, entity: Entity) -> Iterator[str]:
    """A name without what only tells it apart: Tulsa, Oklahoma; William Croft (linguist); Facebook, Inc.; A64 road."""
    if match := _PARENTHESES.fullmatch(name):
        name = match[1]
        yield name
    if entity.group != "places" and (match := _NATION.fullmatch(name)):
        yield match[1]
    if entity.group == "organizations" and (match := _COMPANY.fullmatch(name)):
        yield match[1]
    elif ", " in name and len(head := _head(name, entity.group)) > 2:
        yield head
    elif match := _CODE.fullmatch(name):
        yield match[1]


def _head(name: str, group: str) -> str:
    """What stands before the first comma, where what follows is a place or a peer's title."""
    head, _, tail = name.partition(", ")
    if group == "places":
        listed = " and " in tail or " & " in tail
        return "" if listed or not tail[:1].isupper() else head
    if group == "organizations":
        return head if " " in head and re.fullmatch(r"[A-Z]\w+(?: [A-Z]\w+)?", tail) else ""
    return head if group == "people" and " " in head and _PEERAGE.match(tail) else ""


def initials(name: str) -> str:
    """World Health Organization -> WHO; "" where that is shorter than three letters or not every word gives one."""
    words = [w for part in name.split(" ") for w in part.split("-") if w]
    if words and words[0] == "The":
        words = words[1:]
    words = [w for w in words if w not in _FUNCTION]
    if not 3 <= len(words) <= 7 or not all(
        w[0].isascii() and w[0].isupper() and w.replace("'", "").isalpha() for w in words
    ):
        return ""
    return "".join(w[0] for w in words)


def may_shorten(acronym: str, words: str, entity: Entity) -> bool:
    """Whether an acronym behind a name is the name's own.

    Behind an organization's it is; behind other names it must be made of the name's letters, the first of them a
    word's first: MOSCOW (AFP) names an agency, Cayetano (NP) a party.
    """
    if not words or sum(c.isupper() for c in acronym) < 2:
        return False
    if entity.group == "organizations":
        return True
    letters = lower("".join(c for c in acronym if c.isalnum()))
    return any(_made_of(letters, lower(words[m.start() :])) for m in re.finditer(r"\b\w", words))


def _made_of(letters: str, words: str) -> bool:
    rest = iter(words)
    return words.startswith(letters[0]) and all(letter in rest for letter in letters)


# ------------------------------------------------------------------------------------------------------------- people

_STYLES = {"lord", "lady", "sir", "dame", "saint", "st", "king", "queen", "pope", "prince", "princess", "emperor"}
_STYLES |= {"empress", "tsar", "sultan", "shah", "captain", "mc", "dj", "president", "doctor", "the", "mother"}
_NO_GIVEN = _STYLES - {"lord", "lady", "sir", "dame"}


def _of_person(name: str) -> Iterator[tuple[str, Rule]]:
    """Mark Twain: Twain, Mark; George Herbert Mead: George Mead; and the surname alone, which asks for context."""
    words, last = name.split(" "), surname(name)
    if not last or words[0].lower().rstrip(".") in _NO_GIVEN or {"of", "the"} & set(words) or "," in name:
        return
    count = len(last.split(" "))
    end = len(words)
    while words[end - 1].rstrip(".").lower() in GENERATIONS:
        end -= 1
    given, young = words[: end - count], end < len(words)
    yield last, "lone"
    if words[0].lower() in _STYLES:
        return
    if not young:
        yield f"{last}, {' '.join(given)}", "spelling"
    if len(given) > 1 and not young and len(given[0].rstrip(".")) > 1 and given[1].lower() not in GENERATIONS:
        yield f"{given[0]} {last}", "middle"


def surname(name: str) -> str:
    """The part of a person's full name that stands for it later: the last word, with the particles before it.

    "Alan Peter S. Cayetano" -> "Cayetano"; "Leila De Lima" -> "De Lima"; "Bashar al-Assad" -> "al-Assad"; "" for a
    single word, for initials, and in scripts without capitals, where nothing shows that a word is a name.
    """
    given, _, last = name.partition(" ")
    if given.isalpha() and last.isalpha() and last[0].isupper() and name.isascii():  # Ada Pryce, as most names are
        return last if len(last) > 1 and last.lower() not in GENERATIONS else ""
    words = [word for part in spelled(name).split(" ") if (word := part.strip(",;\"'"))]
    while len(words) > 1 and words[-1].rstrip(".").casefold() in GENERATIONS:
        words.pop()
    if len(words) < 2 or len(words[-1].rstrip(".")) < 2 or not (words[-1][0].isupper() or _ARTICLE.match(words[-1])):
        return ""
    first = len(words) - 1
    while first > 1 and (words[first - 1].islower() or words[first - 1].rstrip(".").casefold() in _PARTICLES):
        first -= 1
    return " ".join(words[first:])


_surname = lru_cache(maxsize=4_096)(surname)


def surnames(words: str, entity: Entity) -> list[str]:
    """The forms of the surname in a full name of an entity; none where that is no name, and none but a person's."""
    short = _surname(words) if entity.group == "people" else ""
    if not short:
        return []
    if words == entity.name:
        return surname_forms(short)
    # An alias that shares no word with the name is no name but a title: "Foreign Minister".
    own = {word for name in (entity.name, *entity.names.values()) for word in spelled(name).split(" ")}
    return [] if own.isdisjoint(words.split(" ")) else surname_forms(short)


def surname_forms(short: str) -> list[str]:
    """How a surname stands in texts: as it is, as it begins a sentence, and without the Arabic article."""
    if short.isalpha() and short[0].isupper():
        return [short]
    forms = [short, short[:1].upper() + short[1:], _ARTICLE.sub("", short, count=1) if _ARTICLE.match(short) else short]
    return list(dict.fromkeys(form for form in forms if form))


__all__ = [
    "BY_RANK",
    "RANKS",
    "derived",
    "initials",
    "may_shorten",
    "parts",
    "spellings",
    "surname",
    "surname_forms",
    "surnames",
    "writings",
]
