"""The front matter of a saved page: what it says about itself, weighed against its text and the caller's word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from digest.clip import dateline, language, metadata
from digest.clip import text as plain
from digest.clip.draft import Options, Page
from digest.clip.head import byline, headline
from digest.clip.metadata import Candidate, choose
from digest.clip.page import about as pagemeta
from digest.dates import When
from digest.model import Source

IMPORTER = "html/1"


def said_by(tree: Any) -> pagemeta.About:
    """What the page says about itself, and after that what the engine makes of its looks."""
    try:
        said = pagemeta.about(tree)
    except (ValueError, TypeError, AttributeError, RecursionError):
        said = pagemeta.About()
    from trafilatura.metadata import extract_metadata

    try:
        # A latest date of its own keeps the engine's date search from asking the clock.
        limits = {"original_date": True, "extensive_search": False, "max_date": "2199-12-31"}
        seen = extract_metadata(tree, date_config=limits)
    except Exception:  # the engine on any page: see the module
        return said
    # Both are guesses from the page's looks: the date is written as uncertain, and a name must look like one.
    when = dateline.first_date(f"{seen.date}?") if seen.date else None
    names = tuple(name for name in re.split(r"\s*;\s*", seen.author or "") if byline.is_name(name))
    return msgspec.structs.replace(
        said,
        dates=(*said.dates, *([Candidate(when, "page", "htmldate")] if when else [])),
        authors=(*said.authors, *([Candidate(names, "page", "trafilatura")] if names else [])),
        titles=(*said.titles, *([Candidate(seen.title, "page", "trafilatura")] if seen.title else [])),
    )


def headline_of(said: pagemeta.About, sources: Mapping[str, Source], options: Options, lines: Iterable[str]) -> str:
    names = [*said.sites, *(metadata.host_of(c.value).rsplit(".", 1)[0] for c in said.urls[:1])]
    others = [c.value for c in said.titles] + [line for line in list(lines)[:5] if len(line) < 300]
    for candidate in said.titles:
        text, _, _ = headline.without_site(candidate.value, [o for o in others if o != candidate.value], names)
        if text and not any(headline.same_text(text, site) for site in said.sites):
            return text[:300]
    return ""


def with_values(
    page: Page, said: pagemeta.About, body: str, sources: Mapping[str, Source], options: Options, title: str
) -> Page:
    """The page with what it says about itself; the caller's options and its metadata come before its text."""
    zone = ""
    if isinstance(page.source, str) and page.source in sources:
        zone = sources[page.source].time_zone
    dates: list[Candidate[When]] = [Candidate(options.date, "option --date", "given")] if options.date else []
    dates += [c for c in said.dates if c.rule != "htmldate"]
    dates += [Candidate(page.date, "the text", "date-line")] if page.date and not options.date else []
    dates += [c for c in said.dates if c.rule == "htmldate"]
    date, dated = choose("date", dates)
    updated, renewed = choose("updated", said.updates)
    authors, named = choose(
        "authors", [*said.authors, *([Candidate(page.authors, "the text", "byline")] if page.authors else [])]
    )
    guessed, _ = language.guess(body)
    tongues = [*said.languages, *([Candidate(guessed, "the text", "stop-words")] if guessed else [])]
    code, told = choose("language", _doubted(tongues, guessed))
    url, addressed = choose("url", said.urls)
    keywords, tagged = choose(
        "keywords", [*([Candidate(page.keywords, "the text", "tags-line")] if page.keywords else []), *said.keywords]
    )
    headline = title or page.title
    _, titled = choose("title", [Candidate(headline, "page", "title"), *said.titles])
    titled = titled[:1] + [e for e in titled[1:] if e.value != headline]
    evidence = (
        *titled,
        *dated,
        *renewed,
        *(e for e in page.evidence if e.field == "source"),
        *named,
        *told,
        *addressed,
        *tagged,
    )
    updated = None if updated is not None and date is not None and updated.edtf == date.edtf else updated
    return msgspec.structs.replace(
        page,
        importer=IMPORTER,
        title=headline,
        date=plain.zoned(date, zone),
        updated=plain.zoned(updated, zone),
        authors=authors or (),
        language=code or "",
        url=url or page.url,
        keywords=keywords or (),
        evidence=evidence,
    )


def _doubted(found: list[Candidate[str]], guessed: str) -> list[Candidate[str]]:
    """Templates leave lang="en" on pages in other languages: the text's own words win against another language."""
    if guessed and found and found[0].value.split("-")[0] != guessed and found[0].rule != "stop-words":
        return sorted(found, key=lambda c: c.value.split("-")[0] != guessed)
    return found
