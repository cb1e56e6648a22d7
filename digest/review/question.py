"""One thing that only the curator can decide, with everything that a screen or a page needs to ask it. Pure."""

from __future__ import annotations

import msgspec

from digest.content.journal import Edit
from digest.model import Article
from digest.review.options import Option, Refused, settle
from digest.text import digest, excerpt, sentences

KINDS = (
    "undated",
    "no-zone",
    "pending-date",
    "unknown-date",
    "same-event",
    "contradiction",
    "ambiguous-name",
    "duplicate",
    "event",
    "inbox",
    "merge",
    "unknown-name",
)
"""The kinds of questions in the order in which a file's are asked: a date may settle others, publishing comes last."""
OF_THE_DIGEST = ("merge", "unknown-name")
"""Kinds that are about no single article: they are asked when every file has been."""

EXCERPT_WORDS = 50
_WINDOW = 600
"""How many code points around a place are searched for its sentence."""


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """What is open in one file, and how it can be settled."""

    path: str
    """The file that the answer would go into, or the folder of one that would be made."""
    kind: str
    """One of `KINDS`."""
    text: str
    """What is open."""
    hint: str
    """What would settle it, by hand."""
    title: str = ""
    """Of the article or event that it is about."""
    why: str = ""
    """Why it is asked."""
    context: tuple[str, ...] = ()
    """The sentences that it is about, or what else helps to decide."""
    marked: str = ""
    """What of the context it turns on, if that stands there word for word."""
    options: tuple[Option, ...] = ()
    """How it can be settled, the likeliest first."""
    rank: int = 0
    """Its place among the questions of its kind in one file, or in the digest."""
    others: tuple[str, ...] = ()
    """Further files that it is about: when one of them changes, it may be another question."""

    @property
    def id(self) -> str:
        """The same as long as the same is open in the same file."""
        return digest("\n".join((self.path, self.kind, self.text)), 5)

    @property
    def order(self) -> tuple[bool, str, int, int, str]:
        """By file, in it what may settle other questions first; then what is about the digest as a whole."""
        whole = self.kind in OF_THE_DIGEST
        return whole, "" if whole else self.path, KINDS.index(self.kind), self.rank, self.text

    def settle(self, key: str, typed: str = "") -> tuple[Edit, ...] | Refused:
        """The edits that an answer comes to, or why it cannot be taken."""
        return settle(self.options, key, typed)

    @property
    def rejection(self) -> Option | None:
        return next((o for o in self.options if o.rejects), None)

    def told(self) -> dict[str, object]:
        """As a script or a page is told it; the answers without what they do."""
        answers = [
            {"key": o.key, "label": o.label, "needs": o.needs}
            | ({"choices": list(o.known)} if o.needs == "choice" else {})
            for o in self.options
        ]
        names = ("path", "kind", "text", "hint", "title", "why", "context")
        return {"id": self.id, **{name: getattr(self, name) for name in names}, "answers": answers}


def refused(article: Article, kind: str, text: str) -> bool:
    """Whether the curator turned this down before."""
    return any(a.kind == kind and a.text.strip() == text and a.verdict == "reject" for a in article.answers)


def beginning(article: Article) -> tuple[str, ...]:
    """The first words of an article."""
    words = excerpt(article.body[: EXCERPT_WORDS * 20], EXCERPT_WORDS)
    return (words,) if words else ()


def around(text: str, start: int, end: int) -> str:
    """The sentence of a text that holds [start, end), or the words around it where that is too long."""
    low = max(0, start - _WINDOW)
    window = text[low : end + _WINDOW]
    inside = [window[a:b] for a, b in sentences(window) if a <= start - low < b]
    return inside[0] if inside else window[:_WINDOW]
