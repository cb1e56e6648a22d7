"""What can go wrong, as values: every author's mistake is a `Problem`, collected, sorted and reported together.

DigestError          the environment or the call is at fault: one clear message, exit 1 (2 for usage)
Problem              an author's mistake: where it is, what was found, what to do
Report               the problems of one run; it counts them and decides the exit code
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Literal

import msgspec

Severity = Literal["error", "warning"]

CODES = frozenset(
    {
        "address-refused",
        "bad-date",
        "bad-file-name",
        "bad-ledger",
        "bad-rule",
        "binary-file",
        "broken-container",
        "circle",
        "date-and-when",
        "drift",
        "duplicate-id",
        "duplicate-key",
        "empty-file",
        "empty-timeline",
        "empty-value",
        "event-differs",
        "feed-list",
        "fetch-failed",
        "forbidden-character",
        "link",
        "long-quote",
        "lost-address",
        "message-invalid",
        "message-missing",
        "message-unknown",
        "missing-key",
        "nested-archive",
        "no-article",
        "no-base-url",
        "no-front-matter",
        "no-model",
        "no-search",
        "not-used",
        "robots-refused",
        "same-address",
        "skipped-pieces",
        "slow-cut-rule",
        "tags-meet",
        "template-cycle",
        "template-dynamic",
        "template-fails",
        "template-missing",
        "template-syntax",
        "template-unescaped",
        "theme-asset",
        "theme-cycle",
        "theme-encoding",
        "theme-file",
        "theme-link",
        "theme-missing",
        "theme-option",
        "theme-pages",
        "too-deep",
        "too-large",
        "too-long",
        "unknown-article",
        "unknown-columns",
        "unknown-entity",
        "unknown-event",
        "unknown-folder",
        "unknown-key",
        "unknown-link",
        "unknown-picture",
        "unknown-source",
        "unknown-story",
        "unreadable",
        "unresolved-date",
        "unsourced",
        "wrong-encoding",
        "wrong-type",
        "wrong-value",
        "yaml-alias",
        "yaml-syntax",
        "yaml-tag",
    }
)
"""Every code a problem may have; each has a paragraph in docs/problems.md."""

EXIT_CLEAN, EXIT_PROBLEMS, EXIT_USAGE = 0, 1, 2


class DigestError(Exception):
    """The environment or the call is at fault (a missing folder, a full disk), never the content."""

    def __init__(self, message: str, hint: str = "", exit_code: int = EXIT_PROBLEMS) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.exit_code = exit_code


class Problem(msgspec.Struct, frozen=True, order=True, kw_only=True):
    """One author's mistake. Field order is the sort order of a report: file, line, column, code."""

    path: str
    """The file, relative to the site's folder, with forward slashes; "" for the site as a whole."""
    line: int = 0
    """The line, counted from 1; 0 when the mistake has no line (a binary file, a missing folder)."""
    column: int = 0
    """The column, counted from 1 in code points; 0 when unknown."""
    code: str
    """A stable name, also the anchor of its paragraph in docs/problems.md."""
    message: str
    """What was found and what was expected, in one sentence."""
    hint: str = ""
    """What to do about it."""
    severity: Severity = "error"
    """An error stops the build from publishing; a warning does so only with --strict."""
    key: str = ""
    """The front matter key, as in "events[0].when"; `content.load.locate` turns it into a line and column."""
    length: int = 0
    """How many code points of the line are meant, from `column`; 0 when unknown."""
    excerpt: str = ""
    """The line as it stands in the file, cut to a readable length."""

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise ValueError(f"no code {self.code!r} in errors.CODES")

    def where(self) -> str:
        """ "path:line:column" with the parts that are known."""
        parts = [self.path or "site"] + [str(n) for n in (self.line, self.column) if n]
        return ":".join(parts)


class Report:
    """The problems of one run, each once, in reading order."""

    def __init__(self, problems: Iterable[Problem] = ()) -> None:
        self._problems: set[Problem] = set(problems)

    def add(self, problems: Iterable[Problem]) -> None:
        self._problems.update(problems)

    @property
    def problems(self) -> list[Problem]:
        return sorted(self._problems)

    @property
    def errors(self) -> int:
        return sum(p.severity == "error" for p in self._problems)

    @property
    def warnings(self) -> int:
        return sum(p.severity == "warning" for p in self._problems)

    def blocks(self, strict: bool = False) -> bool:
        """Whether these problems forbid publishing."""
        return self.errors > 0 or (strict and self.warnings > 0)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the nearest known word, or all of them when none is near and they are few."""
    names = sorted(known)
    near = get_close_matches(word.casefold(), names, n=1, cutoff=0.6)
    if near:
        return f"did you mean “{near[0]}”?"
    return f"known: {', '.join(names)}" if 0 < len(names) <= 40 else ""
