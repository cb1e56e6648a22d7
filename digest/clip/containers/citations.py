"""Records of reference managers -> the fields of an article: CSL JSON (citeproc-js-docs) and Zotero's own JSON.

A citation is metadata and at most an abstract; the text of the article is not in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from digest.clip.containers.values import Fields, line

_CSL = ("container-title", "issued", "accessed", "DOI", "ISSN", "publisher-place", "page", "citation-key")
_ZOTERO = ("itemType", "dateAdded", "accessDate", "abstractNote", "creators")


def as_citation(record: Mapping[str, Any]) -> Fields | None:
    """The fields of a citation; None for a record that is none."""
    data = record.get("data")
    if isinstance(data, dict) and "itemType" in data:
        return _zotero(data)
    if "itemType" in record and any(key in record for key in _ZOTERO[1:]):
        return _zotero(record)
    if isinstance(record.get("type"), str) and any(key in record for key in _CSL):
        return _csl(record)
    return None


def _csl(record: Mapping[str, Any]) -> Fields:
    authors = record.get("author")
    people = [_csl_name(author) for author in authors] if isinstance(authors, list) else []
    return _named(
        "CSL",
        {
            "title": ("title", record.get("title")),
            "date": ("issued", _csl_date(record.get("issued"))),
            "captured": ("accessed", _csl_date(record.get("accessed"))),
            "url": ("URL", record.get("URL")),
            "authors": ("author", [name for name in people if name]),
            "source": ("container-title", record.get("container-title") or record.get("publisher")),
            "language": ("language", record.get("language")),
            "keywords": ("keyword", record.get("keyword")),
            "body": ("abstract", record.get("abstract")),
        },
    )


def _csl_name(author: object) -> object:
    if isinstance(author, dict) and author.get("literal"):
        return {"name": author["literal"]}
    return author


def _csl_date(value: object) -> str:
    """CSL's date-parts as an EDTF date: [[2017, 8, 8]] is 2017-08-08; of a range its first date."""
    if not isinstance(value, dict):
        return line(value)
    parts = value.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
    try:
        numbers = [int(part) for part in first[:3]]
    except (ValueError, TypeError, OverflowError):
        return ""
    if not numbers:
        return line(value.get("raw") or value.get("literal") or "")
    return "-".join([f"{numbers[0]:04d}", *(f"{number:02d}" for number in numbers[1:])])


def _zotero(item: Mapping[str, Any]) -> Fields:
    creators = item.get("creators")
    people = [
        {"given": creator.get("firstName"), "family": creator.get("lastName"), "name": creator.get("name")}
        for creator in (creators if isinstance(creators, list) else [])
        if isinstance(creator, dict) and creator.get("creatorType", "author") == "author"
    ]
    outlet = next(
        (item[key] for key in ("publicationTitle", "websiteTitle", "blogTitle", "publisher") if item.get(key)), ""
    )
    return _named(
        "Zotero",
        {
            "title": ("title", item.get("title")),
            "date": ("date", item.get("date")),
            "captured": ("accessDate", item.get("accessDate")),
            "url": ("url", item.get("url")),
            "authors": ("creators", people),
            "source": ("publicationTitle", outlet),
            "language": ("language", item.get("language")),
            "keywords": ("tags", item.get("tags")),
            "body": ("abstractNote", item.get("abstractNote")),
        },
    )


def _named(program: str, found: Mapping[str, tuple[str, object]]) -> Fields:
    return {field: (value, f"{program} {key}") for field, (key, value) in found.items() if value}
