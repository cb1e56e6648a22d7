"""Articles -> tables: by outlet, country, language and speaker. Pure."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from digest.config import SiteConfig
from digest.link.outlets import by_name, folded
from digest.model import Article, Entity, Quote, Site, Source, SourceName
from digest.stats.values import Facet, Row, Scope, Table
from digest.text import one_line


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
        """What each party is called, by its key."""
        self._outlets: dict[str, Party] = {}
        self._countries: dict[Party, Party] = {}
        self._speakers: dict[str, Party] = {}
        self._sources = {name: s.id for name, s in by_name(site.library.sources.values()).items()}
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
        name = article.source.name if isinstance(article.source, SourceName) else article.source
        if name not in self._outlets:
            self._outlets[name] = self._party(name, self.site.library.sources, self._sources)
        return self._outlets[name]

    def country(self, article: Article) -> Party:
        """The country of its outlet, where that has a record which says it."""
        outlet = self.outlet(article)
        if outlet not in self._countries:
            record = self.site.library.sources.get(outlet.id)
            self._countries[outlet] = self._coded(record.country.upper() if record else "")
        return self._countries[outlet]

    def speaker(self, quote: Quote) -> Party:
        """Who said it."""
        if quote.speaker not in self._speakers:
            self._speakers[quote.speaker] = self._party(quote.speaker, self.site.library.entities, self._entities)
        return self._speakers[quote.speaker]

    def _language(self, article: Article) -> Party:
        """The language of an article, regions aside; of one that names none it is the site's."""
        return self._coded((article.language or self.language).partition("-")[0].lower())

    def _coded(self, code: str) -> Party:
        """A country or a language, which goes by its code."""
        code = one_line(code)
        return self._labelled(Party(f"code {code}", ""), code) if code else NOBODY

    def _party(self, written: str, records: Mapping[str, Source | Entity], by_name: Mapping[str, str]) -> Party:
        """Who is meant by an id or a name."""
        name = one_line(written)
        if not name:
            return NOBODY
        ident = name if name in records else by_name.get(folded(name), "")
        if ident:
            return self._labelled(Party(f"record {ident}", ident), one_line(records[ident].name) or ident)
        return self._labelled(Party(f"name {folded(name)}", ""), name)

    def _labelled(self, party: Party, label: str) -> Party:
        self.labels.setdefault(party.key, label)
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
            found.setdefault(folded(name), set()).add(entity.id)
    return {name: next(iter(ids)) for name, ids in found.items() if len(ids) == 1}


def _names(entity: Entity) -> Iterator[str]:
    yield entity.name
    for alias in entity.aliases:
        yield alias if isinstance(alias, str) else alias.name
