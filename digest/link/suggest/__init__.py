"""Names that texts hold and the registry does not know: where they stand, what they may be, and how often. Pure.

`candidates` finds the names of one text, `suggest` counts them over many and says what each may be and why,
`merges.among` says which names may be one entity's. Nothing here is stored or published; the curator answers.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

import msgspec

from digest.link.suggest import gather, lexicon, tagger, tokens
from digest.link.suggest.gather import Suggestion
from digest.link.suggest.tokens import Counts, Tokens

__all__ = ["REASONS", "Candidate", "Recogniser", "Suggestion", "candidates", "candidates_in", "suggest"]

REASONS = {
    "title": "a title stands before it",
    "given-name": "it begins with a given name",
    "initial": "it has an initial",
    "country": "a country",
    "place-name": "a place",
    "place-word": "it has a word such as Street or River",
    "organization-word": "it has a word such as Ministry or Inc.",
    "thing-word": "it has a word such as Cup or Act",
    "nationality": "an adjective of a country, people or faith",
    "capitals": "it is written in capitals",
    "inside-sentences": "it has a capital inside sentences",
    "opens-sentence": "it opens a sentence",
    "heading": "it stands in a heading",
    "several-words": "several words with capitals",
    "recognised": "the model of site.yaml found it",
}
"""What each reason means."""


class Candidate(msgspec.Struct, frozen=True):
    """A name in a text."""

    start: int
    end: int
    """In code points; `text` is what stands there."""
    text: str
    kind: str
    """person, organization, place or thing."""
    votes: tuple[float, ...]
    """The chance of each of these kinds."""
    why: tuple[str, ...]
    """Keys of `REASONS`."""

    @property
    def adjective(self) -> bool:
        """Whether it is German or Muslim rather than a name of its own."""
        return "nationality" in self.why and "title" not in self.why


def candidates(text: str, corpus: Counts | None = None) -> list[Candidate]:
    """The names of `text`, left to right, none inside another.

    `corpus` tells how other texts write words; without it the text speaks for itself. All mentions of one name in a
    text have one kind.
    """
    read = tokens.read(text)
    own = tokens.count([read])
    return _candidates(text, read, own, corpus or own)


def candidates_in(texts: Mapping[str, str]) -> dict[str, list[Candidate]]:
    """The names of each text, by its id; how one writes a word counts for all."""
    read = {ident: tokens.read(text) for ident, text in texts.items()}
    own = {ident: tokens.count([words]) for ident, words in read.items()}
    corpus = tokens.together(own.values())
    return {ident: _candidates(text, read[ident], own[ident], corpus) for ident, text in texts.items()}


Recogniser = Callable[[str], Iterable[tuple[int, int, str]]]
"""Another finder of names: (start, end, kind) in code points of the text it is given."""


def suggest(
    texts: Mapping[str, str],
    known: Iterable[str] = (),
    named: Mapping[str, Sequence[tuple[int, int]]] = {},
    recognise: Recogniser | None = None,
) -> list[Suggestion]:
    """The names that `texts` (by article id) hold and that are not in `known`, those in most articles first.

    `named` has the places of each text that name a known entity already. What `recognise` finds joins the candidates:
    where both found a name each has a vote on its kind.
    """
    found: dict[str, list[gather.Sighting]] = {}
    for ident, listed in _in_all(tuple(texts.items())).items():
        taken = named.get(ident, ())
        votes = [(c.start, c.end, gather.Sighting(c.text, c.votes, c.why)) for c in listed if not c.adjective]
        if recognise is not None:
            votes = gather.with_votes(votes, texts[ident], recognise(texts[ident]))
        found[ident] = [sighting for start, end, sighting in votes if not _covered(start, end, taken)]
    return gather.suggestions(found, texts, known)


@lru_cache(maxsize=2)
def _in_all(texts: tuple[tuple[str, str], ...]) -> dict[str, list[Candidate]]:
    """`candidates_in`, remembered: between two questions the curator changes a record, and no text."""
    return candidates_in(dict(texts))


def _covered(start: int, end: int, taken: Sequence[tuple[int, int]]) -> bool:
    """Whether half or more of a name is a mention of somebody known; `taken` from left to right, none in another."""
    shared, at = 0, bisect_right(taken, start, key=lambda place: place[1])
    while at < len(taken) and taken[at][0] < end:
        shared += min(end, taken[at][1]) - max(start, taken[at][0])
        at += 1
    return 2 * shared >= end - start


def _candidates(text: str, read: Tokens, own: Counts, corpus: Counts) -> list[Candidate]:
    spans = [(line, a, b) for line in tagger.lines(read, corpus) for a, b in tagger.spans(line, own, corpus)]
    longer = tagger.Longer([line.words[first:last] for line, first, last in spans])
    found: list[tuple[int, int, str, list[float], tuple[str, ...]]] = []
    for line, first, last in spans:
        start, end = read.starts[line.offset + first], line.offset + last - 1
        stop = read.starts[end] + len(read.words[end])
        scores = tagger.kind_scores(line, first, last, longer.part(line.words[first:last]))
        said = text[start:stop]
        if len(said) > 2 and said[-1] == "." and said[-3] == " ":  # it ends a sentence, and is no initial: Xbox One X.
            stop, said = stop - 1, said[:-1]
        found.append((start, stop, said, scores, _why(line, first, last, own)))
    agreed = _agreed([(said, scores) for _, _, said, scores, _ in found])
    result = []
    for start, end, said, _, why in found:
        votes = agreed[said]
        result.append(Candidate(start, end, said, tagger.KINDS[votes.index(max(votes))], votes, why))
    return result


def _agreed(found: list[tuple[str, list[float]]]) -> dict[str, tuple[float, ...]]:
    """The chances of each kind for each name of a text, all its mentions together, and a surname with its full name."""
    totals: dict[str, list[float]] = {}
    for said, scores in found:
        total = totals.setdefault(said, [0.0] * len(scores))
        for at, score in enumerate(scores):
            total[at] += score
    full: dict[str, str] = {}
    for said, total in totals.items():
        if " " in said and total.index(max(total)) == 0:
            full.setdefault(said.rpartition(" ")[2], said)
    return {
        said: tagger.chances([a + b for a, b in zip(total, totals[full[said]], strict=True)] if said in full else total)
        for said, total in totals.items()
    }


def _why(line: tagger.Line, first: int, last: int, own: Counts) -> tuple[str, ...]:
    words = line.words[first:last]
    known = [lexicon.classes(word.lower()) for word in words]
    every = "".join(known)
    reasons = [reason for letter, reason in _BY_CLASS.items() if letter in every] if every else []
    if "G" in known[0] and last - first > 1:
        reasons.append("given-name")
    if known[-1][:1] == "D" and last - first == 1:
        reasons.append("nationality")
    if first and "T" in lexicon.classes(line.words[first - 1].lower()):
        reasons.append("title")
    if any(len(word) == 2 and word[1] == "." for word in words):
        reasons.append("initial")
    if len(words[0]) > 1 and words[0].isupper():
        reasons.append("capitals")
    if words[0] in own.inside:
        reasons.append("inside-sentences")
    if line.look != "s":
        reasons.append("heading")
    elif first == 0:
        reasons.append("opens-sentence")
    if last - first > 1:
        reasons.append("several-words")
    return tuple(reasons)


_BY_CLASS = {"C": "country", "L": "place-name", "P": "place-word", "O": "organization-word", "H": "thing-word"}
