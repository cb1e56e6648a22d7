"""What a container says about one of its pieces (a feed of its entry, a mail header, a column), weighed with its text.

It comes after the caller's word and before whatever is found in the text: a program wrote it for other programs. Two
values are weaker: a language contradicted by the text's own words, since templates repeat it on everything; and the
address under which a page was saved, where the page names a better one itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from digest.clip.draft import Evidence, Options, Page
from digest.clip.metadata import Candidate, find_source, show
from digest.clip.text import zoned
from digest.dates import When
from digest.model import Source


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """One candidate for each key that the container knows; None where it is silent."""

    title: Candidate[str] | None = None
    date: Candidate[When] | None = None
    updated: Candidate[When] | None = None
    captured: Candidate[When] | None = None
    url: Candidate[str] | None = None
    authors: Candidate[tuple[str, ...]] | None = None
    language: Candidate[str] | None = None
    keywords: Candidate[tuple[str, ...]] | None = None
    site: Candidate[str] | None = None
    """The outlet's name as the container writes it; it becomes the source where no record is known by it."""

    @property
    def names(self) -> list[str]:
        return [self.site.value] if self.site else []

    @property
    def urls(self) -> list[str]:
        return [self.url.value] if self.url else []


FIELDS = ("title", "date", "updated", "captured", "url", "authors", "language", "keywords")
"""The keys of `Given` that are keys of a `Page` too."""


_WHERE_FROM = frozenset({"warc", "mhtml", "fetched"})
"""The rules whose address says where a copy of the page was found."""


def fetched(given: Given, options: Options, *, whole: bool) -> Given:
    """`given` with when the file was fetched, and from where if the `whole` file is the clipping."""
    url = Candidate(options.url, "the address fetched", "fetched") if options.url and whole else None
    captured = Candidate(options.captured, "when it was fetched", "fetched") if options.captured else None
    return msgspec.structs.replace(given, url=given.url or url, captured=given.captured or captured)


def with_given(page: Page, given: Given, options: Options, sources: Mapping[str, Source]) -> Page:
    """The page with the container's values where those win, and evidence for each of them either way."""
    chosen: dict[str, Any] = {}
    evidence = _from_the_container(page.evidence, given)
    source = page.source
    if not isinstance(source, str) or not source:
        found = find_source("", (), given.urls, given.names, sources, "")
        if found.record is not None or (found.value and not source):
            chosen["source"] = source = found.value
            evidence = [*found.evidence, *(_beaten(item, "source", show(source)) for item in evidence)]
    zone = sources[source].time_zone if isinstance(source, str) and source in sources else ""
    for field in FIELDS:
        candidate: Candidate[Any] | None = getattr(given, field)
        if candidate is None:
            continue
        value = zoned(candidate.value, zone) if isinstance(candidate.value, When) else candidate.value
        against = _against(field, candidate.value, candidate.rule, page, options)
        if not against:
            chosen[field] = value
            evidence = [_beaten(item, field, show(candidate.value)) for item in evidence]
        why = against or f"{candidate.where} is trusted more than the text"
        item = Evidence(field, show(candidate.value), candidate.where, candidate.rule, not against, why)
        at = next((n for n, other in enumerate(evidence) if other.field == field), len(evidence))
        evidence.insert(at + bool(against and at < len(evidence)), item)
    date, updated = chosen.get("date", page.date), chosen.get("updated", page.updated)
    if updated is not None and date is not None and updated.edtf == date.edtf:
        chosen["updated"] = None
    return msgspec.structs.replace(page, evidence=tuple(evidence), **chosen)


def _against(field: str, value: object, rule: str, page: Page, options: Options) -> str:
    """Why the container's value is not taken; "" when it is."""
    if field == "date" and options.date is not None:
        return "option --date is trusted more"
    if field == "url" and page.url and rule in _WHERE_FROM:
        return "the page names its own address"
    if field == "language":
        if options.language:
            return "the caller's language is trusted more"
        if page.language and page.language.split("-")[0] != str(value).split("-")[0].lower():
            return f"the text's own words are {page.language}"
    return ""


def _beaten(item: Evidence, field: str, winner: str) -> Evidence:
    if item.field != field or not item.chosen:
        return item
    why = "agrees" if item.value.casefold() == winner.casefold() else "the container's word is trusted more"
    return msgspec.structs.replace(item, chosen=False, why=why)


def _from_the_container(evidence: tuple[Evidence, ...], given: Given) -> list[Evidence]:
    """The evidence, in which a source named by the container is said to be from there."""
    if given.site is None:
        return list(evidence)
    named = {"rule": "site-name", "field": "source", "value": given.site.value}
    return [
        msgspec.structs.replace(item, where=given.site.where)
        if {"rule": item.rule, "field": item.field, "value": item.value} == named
        else item
        for item in evidence
    ]
