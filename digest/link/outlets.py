"""Which outlet an article is from, where that has a record: its country tells how it writes its dates. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from digest.model import Article, Source, SourceName
from digest.text import nfc, one_line


def outlets(sources: Mapping[str, Source]) -> Callable[[Article], Source | None]:
    """The record of an article's source: that with its id, else the one record that has the name it gives."""
    named = by_name(sources.values())

    def of(article: Article) -> Source | None:
        written = article.source.name if isinstance(article.source, SourceName) else article.source
        return (sources.get(written) or named.get(folded(written))) if written else None

    return of


def countries(sources: Mapping[str, Source]) -> Callable[[Article], str]:
    """The country of an article's outlet (ISO 3166-1); "" where no record says it."""
    outlet = outlets(sources)

    def of(article: Article) -> str:
        record = outlet(article)
        return record.country.strip() if record is not None else ""

    return of


def by_name(sources: Iterable[Source]) -> dict[str, Source]:
    """Records by their folded names, without those names that two records share."""
    found: dict[str, list[Source]] = {}
    for source in sources:
        found.setdefault(folded(source.name), []).append(source)
    return {name: held[0] for name, held in found.items() if len(held) == 1}


def folded(name: str) -> str:
    """A name as it is compared: one line, without regard to case."""
    return nfc(one_line(name)).casefold()
