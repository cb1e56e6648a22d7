"""The front matter of a saved page: what it says about itself, weighed against its text and the caller's word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from digest.clip import language
from digest.clip import text as plain
from digest.clip.draft import Evidence, Options, Page
from digest.clip.metadata import Candidate, choose, weigh
from digest.clip.page import about as pagemeta
from digest.clip.page import again, dates, people
from digest.dates import When, parse
from digest.model import Source

IMPORTER = "html/3"

_LATEST = "2199-12-31"
"""The last day that htmldate may find: without one it asks the clock."""
_ENOUGH = 1.0
"""The support below which a page's looks are asked for a date."""


def said_by(tree: Any, text: str = "") -> pagemeta.About:
    """What the page says about itself; where it says no date, what its data and its looks tell.

    `tree` is the parsed page, `text` its source ("" when that is gone).
    """
    try:
        said = pagemeta.about(tree, text)
    except (ValueError, TypeError, AttributeError, RecursionError):
        return pagemeta.About()  # a page that breaks every rule says nothing
    found = [*said.dates, *(() if dates.is_told(said.dates) else again.in_source(text))]
    if dates.weighed(found).support < _ENOUGH:
        found += again.by_looks(tree, _LATEST)
    return msgspec.structs.replace(said, dates=tuple(found))


def headline_of(said: pagemeta.About, sources: Mapping[str, Source], options: Options, lines: Iterable[str]) -> str:
    """The title that the page gives itself; "" when it gives none."""
    return said.titles[0].value if said.titles else ""


def with_values(
    page: Page, said: pagemeta.About, body: str, sources: Mapping[str, Source], options: Options, title: str
) -> Page:
    """The page with what it says about itself; the caller's options come before all of it."""
    zone = ""
    if isinstance(page.source, str) and page.source in sources:
        zone = sources[page.source].time_zone
    date, dated = _date(page, said, options)
    updated, renewed = choose("updated", said.updates)
    found = weigh([*said.authors, *_written(page)], people.WEIGHTS, people.key, people.shape)
    authors, named = choose("authors", found.candidates, found.why)
    guessed, _ = language.guess(body)
    tongues = [*said.languages, *([Candidate(guessed, "the text", "stop-words")] if guessed else [])]
    code, told = choose("language", _doubted(tongues, guessed))
    url, addressed = choose("url", said.urls)
    stated = [Candidate(page.keywords, "the text", "tags-line")] if page.keywords else []
    keywords, tagged = choose("keywords", [*stated, *said.keywords])
    if updated is not None and date is not None and updated.edtf == date.edtf:
        updated = None
    return msgspec.structs.replace(
        page,
        importer=IMPORTER,
        title=title or page.title,
        date=plain.zoned(date, zone),
        updated=plain.zoned(updated, zone),
        authors=authors or (),
        language=code or "",
        url=url or page.url,
        keywords=keywords or (),
        evidence=(
            *_titled(page, said, title),
            *dated,
            *renewed,
            *(e for e in page.evidence if e.field == "source"),
            *named,
            *told,
            *addressed,
            *tagged,
        ),
    )


def _titled(page: Page, said: pagemeta.About, title: str) -> list[Evidence]:
    if title and said.titles and title == said.titles[0].value:
        return choose("title", said.titles, said.why_title)[1]
    return choose("title", [Candidate(title or page.title, "the text", "first-line"), *said.titles])[1]


def _date(page: Page, said: pagemeta.About, options: Options) -> tuple[When | None, list[Evidence]]:
    """The day of publication. One that only weak signs tell is written as uncertain; of equal days, the fullest."""
    if options.date:
        return choose("date", [Candidate(options.date, "option --date", "given"), *said.dates])
    stated = [Candidate(page.date, "the text", _rule(page, "date"))] if page.date else []
    found = dates.weighed([*said.dates, *stated])
    when, evidence = choose("date", found.candidates, found.why)
    if when is None:
        return None, evidence
    if "outside" in found.rules and found.rules <= {"outside", "htmldate"}:
        return None, [msgspec.structs.replace(e, chosen=False, why="it stands outside the article") for e in evidence]
    day = dates.day_of(when)
    if found.rules <= dates.WEAK:
        return parse(f"{day}?"), evidence
    same = [c.value for c in found.candidates if dates.day_of(c.value) == day]
    return max(same, key=_precision), evidence


def _precision(when: When) -> int:
    point = when.start
    return 0 if point is None or point.minute is None else 1 if point.offset is None else 2


def _written(page: Page) -> list[Candidate[tuple[str, ...]]]:
    return [Candidate(page.authors, "the text", "byline-text")] if page.authors else []


def _rule(page: Page, field: str) -> str:
    """The rule by which the text's own value of a field was found."""
    return next((e.rule for e in page.evidence if e.field == field and e.chosen), "date-line")


def _doubted(found: list[Candidate[str]], guessed: str) -> list[Candidate[str]]:
    """Templates leave lang="en" on pages in other languages: the text's own words win against another language."""
    if guessed and found and not language.is_alike(found[0].value, guessed):
        return sorted(found, key=lambda c: not language.is_alike(c.value, guessed))
    return found
