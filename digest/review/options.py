"""The ways to settle a question, and what of a curator's words each of them takes. Pure, and without a terminal."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import Literal

import msgspec

from digest.content.change import END
from digest.content.frontmatter import Plain
from digest.content.journal import Edit
from digest.content.references import Hints
from digest.dates import DateError, Point, When, parse, with_zone
from digest.errors import did_you_mean
from digest.text import forbidden, one_line, visible

ANSWERS = "content/answers.yaml"
"""Where answers stand that belong to no single article."""

MOST_TEXT = 1_000
"""The longest text, in code points, that an answer may be given."""

Need = Literal["nothing", "date", "offset", "id", "choice", "text"]


class Refused(msgspec.Struct, frozen=True):
    """Why an answer cannot be taken, and what would do."""

    message: str
    hint: str = ""


class Option(msgspec.Struct, frozen=True, kw_only=True):
    """One way to settle a question."""

    key: str
    """A word that stays the same, for scripts."""
    label: str
    """What it does, for the curator."""
    then: Callable[[str], tuple[Edit, ...] | Refused]
    """The edits that it comes to, from the value that `check` gave ("" when it needs nothing), or why to none."""
    needs: Need = "nothing"
    """What it must be told."""
    known: Collection[str] = ()
    """What the value may be, for an id or a choice."""
    check: Callable[[str], str | Refused] | None = None
    """Another check of the value than that of its need."""
    rejects: bool = False
    """Whether it turns down what is asked, and is stored only so that it is not asked again."""

    def value(self, typed: str) -> str | Refused:
        """What was typed as the value to write, or why it is none."""
        text = typed.strip()
        if self.needs == "nothing":
            return Refused(f"“{self.key}” takes no value", "leave it out") if text else ""
        if not visible(text):
            return Refused("nothing was given", _FORMS[self.needs])
        if self.check is not None:
            return self.check(text)
        return _CHECKS[self.needs](text, self.known)


def settle(options: Collection[Option], key: str, typed: str = "") -> tuple[Edit, ...] | Refused:
    """The edits that an answer comes to; what was typed for it is checked first."""
    chosen = next((o for o in options if o.key == key), None)
    if chosen is None:
        shown = one_line(key[:80])
        return Refused(f"“{shown}” is no answer to this question", did_you_mean(shown, [o.key for o in options]))
    value = chosen.value(typed)
    return value if isinstance(value, Refused) else chosen.then(value)


def stored(path: str, kind: str, text: str, verdict: str = "reject", value: str = "") -> Edit:
    """The edit that keeps an answer in a file's `answers:`, so that it is not asked again."""
    answer: dict[str, Plain] = {"kind": kind, "text": text, "verdict": verdict}
    return Edit(path=path, values={("answers", END): answer | ({"value": value} if value else {})})


# ------------------------------------------------------------------------------------------------------------- checks


def _date(text: str, _: Collection[str]) -> str | Refused:
    try:
        return parse(text).edtf
    except DateError as error:
        return Refused(one_line(error.message), error.hint)


def with_offset(date: When, text: str) -> str | Refused:
    """A date with the offset (+08:00, Z) or of the zone (Asia/Manila) that was typed, as EDTF."""
    try:
        if _ZONE.fullmatch(text):
            return with_zone(date, text).edtf
        start = parse(f"2000-01-01T00:00{text}").start
        offset = start.offset if start else None
        if offset is None:
            return Refused(f"“{one_line(text[:40])}” is no offset", _FORMS["offset"])
        return parse(_moved(date, offset).edtf).edtf
    except DateError as error:
        known = error.message if _ZONE.fullmatch(text) else f"“{one_line(text[:40])}” is no offset"
        return Refused(one_line(known), _FORMS["offset"])


_ZONE = re.compile(r"[A-Za-z]+/[A-Za-z0-9_+\-/]+|UTC")


def _moved(date: When, offset: int) -> When:
    def given(point: Point | None) -> Point | None:
        local = point is not None and point.minute is not None and point.offset is None
        return msgspec.structs.replace(point, offset=offset) if point is not None and local else point

    return msgspec.structs.replace(date, start=given(date.start), end=given(date.end))


def _id(text: str, known: Collection[str]) -> str | Refused:
    if text in known:
        return text
    shown = one_line(text[:80])
    return Refused(f"there is no record with the id “{shown}”", Hints(known).near(text) or _FORMS["id"])


def _choice(text: str, known: Collection[str]) -> str | Refused:
    if text in known:
        return text
    return Refused(f"“{one_line(text[:80])}” is none of these", did_you_mean(text[:80], known))


def _text(text: str, _: Collection[str]) -> str | Refused:
    if found := forbidden(text):
        return Refused(f"the character U+{ord(found):04X} may stand in no text", "leave it out")
    if len(text) > MOST_TEXT:
        return Refused(f"this has {len(text):,} characters, at most {MOST_TEXT:,} are allowed", "shorten it")
    return one_line(text)


_CHECKS: dict[Need, Callable[[str, Collection[str]], str | Refused]] = {
    "date": _date,
    "id": _id,
    "choice": _choice,
    "text": _text,
}

_FORMS: dict[Need, str] = {
    "date": "as in 2017-08-08, 2017-08, 2017-08~ or 2017/2018",
    "offset": "as in +08:00, Z or Asia/Manila",
    "id": "the name of its file without .md",
    "choice": "one of those listed",
    "text": "on one line",
}


def form(need: Need) -> str:
    """How a value is written; "" where none is needed."""
    return _FORMS.get(need, "")
