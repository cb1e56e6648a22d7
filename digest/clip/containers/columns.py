"""By what names tables, JSON files and front matter call the fields of an article.

Names are compared by their letters and digits alone: "Published At", "published_at" and "publishedAt" are one.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from digest.clip.containers.values import Fields

COLUMNS: tuple[tuple[str, str], ...] = (
    ("title", "title headline heading articletitle"),
    (
        "date",
        "date published datepublished publisheddate publishedat publishedon publishedtime pubdate publishdate "
        "publicationdate datepublish dateissued datetime posted postedat",
    ),
    ("updated", "updated updatedat modified datemodified modifiedat lastmodified lastmod lastupdated"),
    (
        "captured",
        "captured capturedat accessed accessdate accessedat retrieved datedownload savedat clipped added timeadded "
        # What programs that save pages mean by these; a date of publication is never guessed from them.
        "dateadded created createdat datecreated timestamp",
    ),
    ("url", "url link canonicalurl canonical permalink sourceurl weburl originalurl href uri"),
    ("authors", "authors author byline creator creators writer by"),
    ("source", "source site sitename publisher publication outlet newspaper sourcename sourcedomain domain"),
    ("language", "language lang inlanguage"),
    ("keywords", "keywords tags topics categories category labels"),
    (
        "body",
        "body content html contenthtml text contenttext article articlebody articletext fulltext maintext markdown "
        "summary abstract description excerpt",
    ),
)
"""Field of an article, and the names it goes by, the surest first."""

_ENOUGH = 2
_SHOWN = 40
"""At most so many columns are listed."""


def bare(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum())


def known_columns(names: Sequence[str], mapping: Sequence[tuple[str, str]] = ()) -> bool:
    """Whether these are the columns of a table of clippings: a title, address or text, and one more field."""
    own = {column for _, column in mapping}
    if own and own <= set(names):
        return True
    if len(names) < _ENOUGH or any(len(name) > 60 for name in names):
        return False
    given = {bare(name) for name in names}
    fields = {field for field, known in COLUMNS if given & set(known.split())}
    return len(fields) >= _ENOUGH and bool(fields & {"title", "url", "body"})


def fields_of(record: Mapping[str, object], kind: str, mapping: Sequence[tuple[str, str]] = ()) -> Fields:
    """The fields of an article in a record: by the caller's mapping, else by the names in `COLUMNS`.

    `kind` says in the evidence what the record's keys are: "column", "key".
    """
    by_name: dict[str, str] = {}
    for key, value in record.items():
        if value not in (None, "", [], {}):
            by_name.setdefault(bare(key), key)
    found: dict[str, tuple[object, str]] = {}
    for field, names in COLUMNS:
        for name in names.split():
            if name in by_name:
                key = by_name[name]
                found[field] = (record[key], f"{kind} {key}"[:80])
                break
    for field, column in mapping:
        if column in record:
            found[field] = (record[column], f"{kind} {column}"[:80])
    return found


def missing(names: Iterable[str], mapping: Sequence[tuple[str, str]]) -> list[str]:
    """The columns that the caller names and a file lacks. Of several for one field a file needs but one."""
    have = set(names)
    found = {field for field, column in mapping if column in have}
    return [column for field, column in mapping if field not in found]


def advice(record: Mapping[str, object]) -> str:
    """How to say which column is which, by a record: its columns, and `--map` for the two that look like it."""
    sizes = {str(key)[:60]: len(str(value or "")) for key, value in list(record.items())[:_SHOWN]}
    if not sizes:
        return "export it again, with a title and an address or a text"
    known = {field: name for field, names in COLUMNS for name in sizes if bare(name) in names.split()}
    body = known.get("body") or max(sizes, key=lambda name: sizes[name])
    title = known.get("title") or next((name for name in sizes if name != body), "")
    said = (f"--map {shlex.quote(f'{field}={name}')}" for field, name in (("title", title), ("body", body)) if name)
    return f"it has: {', '.join(sizes)}; say which is which, as in {' '.join(said)}"
