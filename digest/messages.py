"""The words of the interface: a table of patterns by key, and the choice of plural forms by language. Pure.

A pattern holds named fields only ("Reported by {names}"); a key that is counted has one pattern for each plural form
of its language, with the form behind the key ("events.count.one", "events.count.other"), and `{count}` in it.

A theme's templates name most keys. Python names those that begin with one of `PYTHON_PREFIXES`: words that become
part of a view before any template sees it (navigation, titles of pages made from records, feeds, dates).
"""

from __future__ import annotations

import re
from functools import lru_cache
from string import Formatter
from typing import TYPE_CHECKING

import msgspec

from digest.text import digest

if TYPE_CHECKING:
    from babel import Locale

PYTHON_PREFIXES = ("nav.", "title.", "feed.", "event.", "date.")
"""The keys that Python code may name; the tests of the theme allow them to be in no template."""

PLURAL_FORMS = ("zero", "one", "two", "few", "many", "other")
"""The forms of Unicode CLDR (cldr.unicode.org/index/cldr-spec/plural-rules)."""

_FIELD = re.compile(r"[a-z][a-z_]*")


class Messages(msgspec.Struct, frozen=True):
    """The message catalogue of one language."""

    language: str
    """A BCP 47 tag: chooses plural forms and the form of numbers."""
    table: dict[str, str]
    """Each key's pattern."""

    def text(self, key: str, **values: object) -> str:
        """The pattern of `key` with `values` in its fields. KeyError for an unknown key or a field without value."""
        return self.table[key].format_map(values)

    def count(self, key: str, n: int, **values: object) -> str:
        """Like `text`, in the plural form for `n`; `{count}` is `n` as the language writes numbers."""
        return self.plural(key, n).format_map({**values, "count": self.number(n)})

    def plural(self, key: str, n: int) -> str:
        """The pattern of `key` in the plural form for `n`, or in the form `other` where that is missing."""
        form = f"{key}.{_locale(self.language).plural_form(n)}"
        return self.table.get(form) or self.table[f"{key}.other"]

    def number(self, n: int) -> str:
        """`n` as the language writes it: "12,700"."""
        if 0 <= n < 1000 and self.language.partition("-")[0] == "en":
            return str(n)  # most numbers of most sites; Babel's formatting takes 20 microseconds
        from babel.numbers import format_decimal

        return format_decimal(n, locale=_locale(self.language))

    @property
    def digest(self) -> str:
        """Equal for catalogues that say the same."""
        return digest(msgspec.json.encode((self.language, self.table), order="deterministic"))


def fault(pattern: str) -> str:
    """What is wrong with a pattern, or "": only named fields, without attributes, indexes or formats, are allowed."""
    try:
        pieces = list(Formatter().parse(pattern))
    except ValueError as error:
        return f"its braces do not close: {error}"
    for _, name, form, conversion in pieces:
        if name is not None and (form or conversion or not _FIELD.fullmatch(name)):
            return f"the field {{{name}}} is not a plain name"
    return ""


def fields(pattern: str) -> set[str]:
    """The names of the fields in a sound pattern."""
    return {name for _, name, _, _ in Formatter().parse(pattern) if name}


@lru_cache(maxsize=64)
def _locale(tag: str) -> Locale:
    """The Babel locale for a tag, or for the longest part of it that CLDR has; English where it has none."""
    from babel import Locale, UnknownLocaleError

    parts = tag.replace("_", "-").split("-")
    while parts:
        try:
            return Locale.parse("_".join(parts))
        except (UnknownLocaleError, ValueError):
            parts.pop()
    return Locale.parse("en")
