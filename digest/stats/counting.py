"""Articles -> tables: by outlet, country, language and speaker. Pure."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from digest.config import SiteConfig
from digest.model import Article, Entity, Quote, Site, SourceName
from digest.stats.values import Facet, Row, Scope, Table
from digest.text import nfc, one_line


class Party(NamedTuple):
    """Who stands behind an article or a quotation. Equal for the same one, however it is named."""

    key: str
    """A record's id, or a folded name; "" for what is not known."""
    id: str
    """A record's id; "" without a record."""


NOBODY = Party("", "")
UNKNOWN: dict[Facet, str] = {
    "outlet": "outlet not named",
    "country": "country not known",
    "language": "language not known",
    "speaker": "speaker not named",
}


class Counter:
    """Counts the articles of one site. A name without a record counts with the record that has this name."""

    def __init__(self, site: Site, config: SiteConfig) -> None:
        self.site, self.language = site, config.language
        self.labels: dict[str, str] = {}
        self._sources = {_folded(s.name): s.id for s in site.library.sources.values()}
        self._entities = _by_name(site.library.entities.values())

    def scope(self, kind: Literal["digest", "story", "quarter"], ident: str, title: str, ids: Iterable[str]) -> Scope:
        """The tables of some articles."""
        articles = [self.site.articles[i] for i in ids]
        quotes = [q for a in articles for q in a.quotes]
        return Scope(
            kind=kind,
            id=ident,
            title=one_line(title),
            articles=tuple(a.id for a in articles),
            quotations=len(quotes),
            tables=(
                self._table("outlet", [self.outlet(a) for a in articles]),
                self._table("country", [self.country(a) for a in articles]),
                self._table("language", [self._language(a) for a in articles]),
                self._table("speaker", [self.speaker(q) for q in quotes]),
            ),
        )

    def outlet(self, article: Article) -> Party:
        """The outlet of an article."""
        name = one_line(article.source.name if isinstance(article.source, SourceName) else article.source)
        ident = name if name in self.site.library.sources else self._sources.get(_folded(name), "")
        record = self.site.library.sources.get(ident)
        return self._party(name, ident, record.name if record else "")

    def country(self, article: Article) -> Party:
        """The country of its outlet, where that has a record which says it."""
        record = self.site.library.sources.get(self.outlet(article).id)
        code = one_line(record.country).upper() if record else ""
        return self._party(code, "", code)

    def speaker(self, quote: Quote) -> Party:
        """Who said it."""
        name = one_line(quote.speaker)
        ident = name if name in self.site.library.entities else self._entities.get(_folded(name), "")
        record = self.site.library.entities.get(ident)
        return self._party(name, ident, record.name if record else "")

    def _language(self, article: Article) -> Party:
        """The language of an article, regions aside; of one that names none it is the site's."""
        code = (article.language or self.language).partition("-")[0].lower()
        return self._party(code, "", code)

    def _party(self, name: str, ident: str, label: str) -> Party:
        if not name:
            return NOBODY
        party = Party(f"record {ident}" if ident else f"name {_folded(name)}", ident)
        self.labels.setdefault(party.key, one_line(label) or name)
        return party

    def _table(self, by: Facet, parties: Sequence[Party]) -> Table:
        tally = Tally(parties)
        total = len(parties)
        rows = [
            Row(
                id=party.id,
                label=self.labels[party.key] if party.key else UNKNOWN[by],
                known=bool(party.key),
                count=count,
                percent=round(1000 * count / total) / 10,
            )
            for party, count in tally.items()
        ]
        return Table(by=by, total=total, rows=tuple(sorted(rows, key=lambda r: (not r.known, -r.count, r.label, r.id))))


def _by_name(entities: Iterable[Entity]) -> dict[str, str]:
    """Ids by folded name, without those that two entities share."""
    found: dict[str, set[str]] = {}
    for entity in entities:
        for name in _names(entity):
            found.setdefault(_folded(name), set()).add(entity.id)
    return {name: next(iter(ids)) for name, ids in found.items() if len(ids) == 1}


def _names(entity: Entity) -> Iterator[str]:
    yield entity.name
    for alias in entity.aliases:
        yield alias if isinstance(alias, str) else alias.name


def _folded(name: str) -> str:
    return nfc(one_line(name)).casefold()
