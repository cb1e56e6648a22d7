"""A survey as lines of text: aligned, at most 80 columns, safe for a terminal. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby

from digest.reports import count, printable
from digest.stats.values import Finding, Row, Scope, Survey, Table

WIDTH = 80
FULL_ROWS, SHORT_ROWS, FINDINGS = 15, 5, 8
"""How many rows a table has, how many entries a line of a story or quarter, how many findings of one kind are told.
What is beyond is told as one sum; --json has all."""

_TITLES = {"outlet": "Outlets", "country": "Countries", "language": "Languages", "speaker": "Speakers"}


def lines(survey: Survey) -> Iterator[str]:
    """The whole report."""
    whole = survey.whole
    counts = [count(len(whole.articles), "article"), count(whole.quotations, "quotation")]
    counts += [f"{survey.undated:,} undated"] if survey.undated else []
    counts += [f"{survey.held:,} held back and not counted"] if survey.held else []
    yield _fit(printable(whole.title), WIDTH)
    yield from _wrapped(counts, "", "")
    for table in whole.tables:
        if table.total:
            yield ""
            yield from _table(table)
    for title, scopes in (("Stories", survey.stories), ("Quarters", survey.quarters)):
        if scopes:
            yield from ("", title)
            for scope in scopes:
                yield from _short(scope)
    yield from ("", "What is thin" if survey.thin else "Nothing is thin.")
    for _, group in groupby(survey.thin, key=lambda f: f.kind):
        yield from _findings(list(group))


def _table(table: Table) -> Iterator[str]:
    unit = "quotations" if table.by == "speaker" else "articles"
    yield _aligned(_TITLES[table.by], unit, "share")
    for row in _shortened(table, FULL_ROWS):
        yield _aligned(f"  {printable(row.label)}", f"{row.count:,}", f"{row.percent:.1f}%")
    yield _aligned("  all", f"{table.total:,}", "100.0%")


def _short(scope: Scope) -> Iterator[str]:
    """A story or a quarter in a line for each table."""
    name = {"coarse": "dated to no one quarter"}.get(scope.id, scope.title) if scope.kind == "quarter" else scope.title
    counts = f"{count(len(scope.articles), 'article')}, {count(scope.quotations, 'quotation')}"
    yield f"  {_fit(printable(name), WIDTH - len(counts) - 4)}  {counts}"
    for table in scope.tables:
        rows = [f"{_fit(printable(r.label), 48)} {r.count:,} ({r.percent:.1f}%)" for r in _shortened(table, SHORT_ROWS)]
        if rows:
            yield from _wrapped(rows, f"    {table.by:<10}", " " * 14)


def _shortened(table: Table, most: int) -> list[Row]:
    """At most `most` rows: the last of more sums up the rest, so that they still add up."""
    if len(table.rows) <= most:
        return list(table.rows)
    rest = table.rows[most - 1 :]
    total = sum(row.count for row in rest)
    label = f"{len(rest):,} others"
    return [
        *table.rows[: most - 1],
        Row(id="", label=label, count=total, percent=round(1000 * total / table.total) / 10),
    ]


def _findings(findings: list[Finding]) -> Iterator[str]:
    """Findings of one kind."""
    for finding in findings[:FINDINGS]:
        words = printable(finding.message[:1].upper() + finding.message[1:]).split(" ")
        yield from _wrapped(words, "  - ", "    ", " ")
    if len(findings) > FINDINGS:
        yield f"    and {len(findings) - FINDINGS:,} more of this kind"


# ------------------------------------------------------------------------------------------------------------- columns


def _aligned(label: str, number: str, share: str) -> str:
    room = WIDTH - 20
    fitted = _fit(label, room)
    return f"{fitted}{' ' * (room - _width(fitted))}{number:>11} {share:>8}"


def _wrapped(items: Iterable[str], first: str, other: str, between: str = ", ") -> Iterator[str]:
    """Items joined in lines of at most WIDTH columns; only an item that is longer by itself is cut."""
    line, empty = first, True
    pieces = [_fit(item, WIDTH - len(other) - len(between)) for item in items]
    for n, piece in enumerate(pieces):
        text = piece + (between.rstrip() if n < len(pieces) - 1 else "")
        gap = "" if empty else " "
        if not empty and _width(line + gap + text) > WIDTH:
            yield line
            line, gap = other, ""
        line, empty = line + gap + text, False
    yield line


def _fit(text: str, columns: int) -> str:
    """`text` in at most so many columns, an ellipsis for what is cut."""
    if _width(text) <= columns:
        return text
    kept, used = "", 0
    for c in text:
        used += _width(c)
        if used > columns - 1:
            break
        kept += c
    return kept + "…"


def _width(text: str) -> int:
    """How many columns of a terminal a text takes: two for wide letters, none for marks on others."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.category(c) in ("Mn", "Me", "Cf") else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )
