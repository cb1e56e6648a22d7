"""The alias table and its automaton: which names stand in a text, and which entity each of them may mean. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable
from operator import attrgetter
from typing import Any, NamedTuple

import msgspec
from ahocorasick_rs import AhoCorasick

from digest.link.context import behind_town
from digest.link.folding import fold, lower, plain, spelled
from digest.link.forms import BY_RANK, RANKS, derived, spellings, surname, surname_forms
from digest.link.known import ONLY_BEHIND_A_TOWN
from digest.model import Entity, Rule

_LETTER = re.compile(r"[^\W_]")
_APART = frozenset(("", *" .,;:'\"()\r"))
"""Most of what stands beside a name, a quick look before the others; "" at either end of a text."""
_PROCLITICS = "وفبلك"
"""Arabic words of one letter (and, so, in, to, as) that are written onto the next word."""


class Name(msgspec.Struct, frozen=True):
    """One spelling in the table, folded."""

    text: str
    case: bool
    entities: tuple[str, ...]
    """Every entity that has this spelling; more than one is never guessed."""
    needs_context: frozenset[str]
    """Those of them for which the spelling counts only beside another of their names."""
    rule: Rule = "name"
    """What makes it a name of theirs: the record itself, or a form that follows from it."""
    ambiguous: frozenset[str] = frozenset()
    """Those of the latter whose record says that it often means something else: the curator is asked."""

    def may_mean(self, sure: Container[str]) -> tuple[list[str], bool]:
        """Whom it may mean where a text shows `sure` by other names, and whether that is open."""
        if len(self.entities) == 1 and not self.needs_context:
            return [*self.entities], False
        found = [e for e in self.entities if e not in self.needs_context or e in sure]
        if self.rule != "name" and len(found) > 1:
            found = [e for e in found if e in sure] or found
        asked = [e for e in self.ambiguous if e not in sure]
        if asked and not (len(found) == 1 and found[0] in sure):
            return sorted({*found, *asked}), True
        return found, len(found) > 1


class Found(msgspec.Struct, frozen=True):
    """A name that stands in a text, as (start, end) in code points."""

    start: int
    end: int
    name: Name


_Owners = str | tuple[str, ...] | list[str | tuple[str, ...]]
"""Whose a spelling is, as small as it can be: an id; (id,) where it needs context; a list where it has several.

(id, "ambiguous") where its record says that it often means something else.
"""


class _Form(NamedTuple):
    """A spelling that follows from a record's name: by which rule, and from whose."""

    rank: int
    owners: str | list[str]


LEAD = 8
"""So many characters of a spelling are looked for; where they stand, the rest is looked up."""
_CROWD = 16
"""Spellings of more different lengths that begin alike are looked for whole."""
_FEW = 32
"""So few spellings are looked for one by one."""


class Words:
    """Some spellings, ready to be found in any number of texts; upper and lower case must agree.

    An automaton of whole names takes twice the time to build that one of their first characters does.
    """

    def __init__(self, words: Iterable[str] | dict[str, Any]) -> None:
        self._words = words if isinstance(words, dict) else dict.fromkeys(words)
        self._automaton: AhoCorasick | None = None
        self._lengths: list[int | set[int]] = []
        if len(self._words) > _FEW:
            self._gather()

    def _gather(self) -> None:
        lengths: dict[str, int | set[int]] = {}
        several = [word for word in self._words if lengths.setdefault(word[:LEAD], len(word)) != len(word)]
        for word in several:
            known = lengths[word[:LEAD]]
            lengths[word[:LEAD]] = {known, len(word)} if isinstance(known, int) else known | {len(word)}
        crowded = {lead for lead, known in lengths.items() if isinstance(known, set) and len(known) > _CROWD}
        if crowded:
            lengths = {lead: known for lead, known in lengths.items() if lead not in crowded}
            lengths |= {word: len(word) for word in self._words if word[:LEAD] in crowded}
        leads = sorted(lengths)
        self._lengths = list(map(lengths.__getitem__, leads))
        self._automaton = AhoCorasick(leads)

    def __bool__(self) -> bool:
        return bool(self._words)

    def find(self, text: str, shown: str = "") -> list[tuple[int, int, str]]:
        """(start, end, word) of all that stand alone in `text`, also within each other.

        `shown` is the text that decides what a word is, where `text` is a lower case form of it.
        """
        found: list[tuple[int, int, str]] = []
        shown, known, size = shown or text, self._words, len(text)
        for start, end in self._places(text):
            word = text[start:end]
            if word in known and end <= size and (word[0].isalnum() or _LETTER.search(word)):
                apart = shown[end : end + 1] in _APART and shown[start - 1 : start] in _APART  # as most
                if apart or stands_alone(shown, start, end):
                    found.append((start, end, word))
        return found

    def _places(self, text: str) -> list[tuple[int, int]]:
        """Where one of the spellings may stand; some of them beyond the end of the text."""
        found: list[tuple[int, int]] = []
        if self._automaton is None:
            for word in self._words:
                at = text.find(word)
                while at >= 0 and word:
                    found.append((at, at + len(word)))
                    at = text.find(word, at + 1)
            return found
        for lead, start, _ in self._automaton.find_matches_as_indexes(text, overlapping=True):
            lengths = self._lengths[lead]
            if isinstance(lengths, int):
                found.append((start, start + lengths))
            else:
                found += [(start, start + length) for length in lengths]
        return found


class NameTable:
    """All names of a registry, ready to be found in any number of texts."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        looked_for = [entity for entity in entities if entity.match]
        self._exact: dict[str, _Owners | _Form] = {}
        self._caseless: dict[str, _Owners | _Form] = {}
        for entity in looked_for:
            own = entity.id
            for alias in (entity.name, *entity.aliases, *entity.names.values()):
                if isinstance(alias, str):
                    text = spelled(alias)
                    if self._exact.setdefault(text, own) != own:
                        _own(self._exact, text, own)
                else:
                    text = spelled(alias.name)
                    owner = (own, "ambiguous") if alias.ambiguous else (own,) if alias.needs_context else own
                    _own(self._exact if alias.case else self._caseless, text if alias.case else lower(text), owner)
        self._towns = {e.id for e in looked_for if e.group == "places" and ", " in e.name}
        """Records whose name says where the place lies."""
        self._exact.update(self._follow(looked_for))
        self._exact_words, self._caseless_words = Words(self._exact), Words(self._caseless)
        self._names: dict[str, Name] = {}
        """Those that stood in a text before."""

    def _follow(self, entities: Iterable[Entity]) -> dict[str, _Form]:
        """The forms that follow from the records' names, where no record has them as its own."""
        best: dict[str, _Form] = {}
        for entity in entities:
            for text, rule in derived(entity):
                if text in self._exact or (self._caseless and lower(text) in self._caseless):
                    continue
                form = _Form(RANKS[rule], entity.id)
                known = best.setdefault(text, form)
                if form.rank < known.rank:
                    best[text] = form
                elif form.rank == known.rank and form.owners != known.owners:
                    owners = known.owners if isinstance(known.owners, list) else [known.owners]
                    best[text] = _Form(form.rank, [*owners, entity.id])
        return best

    def find(self, text: str) -> list[Found]:
        """The names in `text` (folded), left to right, none inside another: the longest wins, then the leftmost."""
        exact = self._exact_words.find(text)
        bare = plain(text)
        if not exact and not self._caseless and bare is text:
            return []
        known = self._names
        hits = {(start, end): known.get(word) or self._name(word) for start, end, word in exact}
        for start, end, word in self._caseless_words.find(lower(text), text) if self._caseless else ():
            name = _named(word, False, self._caseless[word])
            hits[start, end] = _both(hits[start, end], name) if (start, end) in hits else name
        for start, end, word in self._exact_words.find(bare) if bare is not text else ():
            # An accent too many, as in Pláka. In short words it may make another one.
            if (start, end) not in hits and end - start > 3:
                hits[start, end] = _respelled(self._name(word))
        found = longest(
            [
                Found(start, end, name)
                for (start, end), name in hits.items()
                if name.rule != "known" or not _stray(text, start, name)
            ]
        )
        return [part for hit in found for part in self._apart(hit)] if self._towns else found

    def _apart(self, hit: Found) -> list[Found]:
        """A town and the state behind it are two names where both have records: Irving, Texas."""
        town, comma, state = hit.name.text.rpartition(", ")
        if not comma or hit.end - hit.start != len(hit.name.text) or len(hit.name.entities) > 1:
            return [hit]
        [entity] = hit.name.entities
        owners = self._exact.get(state)
        if entity not in self._towns or owners is None or isinstance(owners, _Form):
            return [hit]
        middle = hit.start + len(town)
        short = Name(town, True, hit.name.entities, hit.name.needs_context, "part")
        return [Found(hit.start, middle, short), Found(middle + len(comma), hit.end, self._name(state))]

    def _name(self, text: str) -> Name:
        """The name that an exact spelling of the table is; made only when it stands in a text."""
        name = self._names.get(text)
        if name is None:
            name = self._names[text] = _named(text, True, self._exact[text])
        return name


def _own(table: dict[str, _Owners | _Form], text: str, owner: str | tuple[str, ...]) -> None:
    known = table.get(text)
    if known is None:
        table[text] = owner
    elif known != owner:
        table[text] = [*(known if isinstance(known, list) else [known]), owner]


_NOBODY: frozenset[str] = frozenset()


def _named(text: str, case: bool, owners: _Owners | _Form) -> Name:
    if isinstance(owners, str):
        return Name(text, case, (owners,), _NOBODY)
    if isinstance(owners, _Form):
        ids = (owners.owners,) if isinstance(owners.owners, str) else tuple(sorted(set(owners.owners)))
        return Name(text, True, ids, _NOBODY, BY_RANK[owners.rank])
    several = owners if isinstance(owners, list) else [owners]
    sure = {owner for owner in several if isinstance(owner, str)}
    needs = frozenset(owner[0] for owner in several if not isinstance(owner, str)) - sure
    asked = frozenset(owner[0] for owner in several if isinstance(owner, tuple) and len(owner) > 1) & needs
    return Name(text, case, tuple(sorted(sure | needs)), needs, ambiguous=asked)


def _stray(text: str, start: int, name: Name) -> bool:
    """Whether what everybody writes for a name is the short form of a state and stands elsewhere than behind a town."""
    return name.text in ONLY_BEHIND_A_TOWN and not behind_town(text, start)


def _respelled(name: Name) -> Name:
    return msgspec.structs.replace(name, rule="spelling") if name.rule == "name" else name


def _both(exact: Name, caseless: Name) -> Name:
    """One spelling that stands in the table twice: with its case, and without."""
    needs = {*exact.needs_context, *caseless.needs_context}
    sure = {*exact.entities, *caseless.entities} - needs
    sure |= {i for n in (exact, caseless) for i in n.entities if i not in n.needs_context}
    entities = tuple(sorted({*exact.entities, *caseless.entities}))
    asked = (exact.ambiguous | caseless.ambiguous) - sure
    return Name(exact.text, False, entities, frozenset(needs - sure), ambiguous=frozenset(asked))


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] is no part of a longer word.

    Scripts written without spaces have no such words; Korean puts its particles behind a name without one, Arabic puts
    its conjunctions before it, which counts where the name has several words.
    """
    before, behind = text[start - 1 : start], text[end : end + 1]
    if before in _APART and behind in _APART:
        return True
    if behind and _joins(text[end - 1], behind) and not "\uac00" <= text[end - 1] <= "\ud7a3":
        return False
    if not before or not _joins(before, text[start]):
        return True
    return before in _PROCLITICS and (start == 1 or not _in_word(text[start - 2])) and text.find(" ", start, end) > 0


def _joins(left: str, right: str) -> bool:
    if left in _APART or right in _APART:
        return False
    return _in_word(left) and _in_word(right) and not (_spaceless(left) or _spaceless(right))


def _in_word(character: str) -> bool:
    # No underscore: it is what Markdown writes _italics_ with, ships and newspapers above all.
    return character.isalnum() or unicodedata.category(character) in ("Mn", "Mc")


def _spaceless(character: str) -> bool:
    """Thai, Lao, Burmese, Khmer; kana and Han."""
    return (
        "\u0e00" <= character <= "\u0eff"
        or "\u1000" <= character <= "\u109f"
        or "\u1780" <= character <= "\u17ff"
        or "\u3040" <= character <= "\u30ff"
        or "\u3400" <= character <= "\u9fff"
        or "\uf900" <= character <= "\ufaff"
        or "\U00020000" <= character <= "\U0003ffff"
    )


WEAK: frozenset[Rule] = frozenset({"initials", "lone"})
"""Forms that count only where the text bears them out; any other name goes before them."""


_START = attrgetter("start")


def longest(hits: Iterable[Found]) -> list[Found]:
    """A choice of hits that do not overlap: longer before shorter, then left before right; weak ones last."""
    chosen: list[Found] = []
    cluster: list[Found] = []
    end = 0
    for hit in sorted(hits, key=_START):
        if hit.start >= end and cluster:
            chosen += cluster if len(cluster) == 1 else _longest(cluster)
            cluster = []
        cluster.append(hit)
        if hit.end > end:
            end = hit.end
    return chosen + (_longest(cluster) if len(cluster) > 1 else cluster)


def _longest(hits: list[Found]) -> list[Found]:
    """The choice among hits each of which reaches into another."""
    if len(hits) == 2:  # as most are
        first, second = hits if _order(hits[0]) <= _order(hits[1]) else hits[::-1]
        around = second.name.rule == "name" and second.start < first.start and second.end > first.end
        return [second, first] if around else [first]
    chosen: list[Found] = []
    taken: set[int] = set()
    for hit in sorted(hits, key=_order):
        # No name taken before is shorter, so one that overlaps this one covers an end of it. A form may be longer.
        places = (hit.start, hit.end - 1) if hit.name.rule == "name" else range(hit.start, hit.end)
        if taken.isdisjoint(places):
            chosen.append(hit)
            taken.update(range(hit.start, hit.end))
    return sorted(chosen, key=lambda h: h.start)


def _order(hit: Found) -> tuple[bool, int, int, str]:
    # "the Sea" is no longer a name than "Sea Org" is; in "José Peña, José Peña" nobody is called "Peña, José".
    added = 4 if hit.name.text.startswith("the ") else 2 if ", " in hit.name.text and hit.name.rule != "name" else 0
    return hit.name.rule in WEAK, hit.start - hit.end + added, hit.start, hit.name.text


__all__ = [
    "Found",
    "Name",
    "NameTable",
    "Words",
    "fold",
    "longest",
    "lower",
    "spelled",
    "spellings",
    "stands_alone",
    "surname",
    "surname_forms",
]
