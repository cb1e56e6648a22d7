"""Two records made one: what the survivor gains, what is rewritten where the other was named, what goes. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from digest.config import SiteConfig
from digest.content.body import Piece
from digest.content.change import END, Key
from digest.content.frontmatter import Plain
from digest.content.journal import Edit
from digest.link.folding import spelled
from digest.link.forms import spellings
from digest.link.markup import shelves, wikilinks
from digest.model import AliasFields, Article, Entity, LedgerEntry, Library, Position, Record
from digest.review.options import Refused
from digest.site.urls import Urls

LEDGER = "content/ledger.jsonl"


def joined(
    library: Library, into: str, gone: str, config: SiteConfig, ledger: Iterable[LedgerEntry] = ()
) -> tuple[Edit, ...] | Refused:
    """The edits by which the record `gone` becomes part of the record `into`, or why they cannot be one.

    The survivor keeps what it says; the other adds names, addresses, positions, and what the survivor leaves out. Every
    id in content/ that meant the other means the survivor, and the ledger marks the other's addresses as gone.
    """
    if into == gone:
        return Refused(f"“{into}” is this record itself", "give the id of another one")
    for ident in (into, gone):
        if ident not in library.entities:
            return Refused(f"there is no record with the id “{ident}”", "the name of its file without .md")
    survivor, other = library.entities[into], library.entities[gone]
    if circle := _circle(library.entities, into, gone):
        return Refused(
            f"“{into}” would be part of itself, by way of {circle}", "correct part_of: in one of these records first"
        )
    rewritten = list(_rewritten(library, into, gone))
    edits = [
        *(edit for edit in rewritten if edit.path == survivor.path),
        *_gained(survivor, other),
        *(edit for edit in rewritten if edit.path != survivor.path),
        Edit(path=other.path, action="remove"),
    ]
    if lost := _lost(other, config, ledger):
        edits.append(Edit(path=LEDGER, gone=lost))
    return tuple(edits)


def _circle(entities: Mapping[str, Entity], into: str, gone: str) -> str:
    """The records by way of which the survivor would be part of itself; "" when it would not."""
    if entities[into].part_of == gone or entities[gone].part_of == into:
        return gone
    way: list[str] = []
    at = entities[into].part_of or entities[gone].part_of
    while at in entities and at not in way:
        way.append(at)
        if entities[at].part_of in (into, gone):
            return ", ".join(way)
        at = entities[at].part_of
    return ""


# -------------------------------------------------------------------------------------------------- where it is named


def _rewritten(library: Library, into: str, gone: str) -> Iterator[Edit]:
    """An edit of each file that names the other by its id, in front matter or in [[links]]."""
    for kind, shelf in shelves(library).items():
        for record in shelf.values():
            values: dict[Key, Plain | None] = {}
            expects: dict[Key, Plain] = {}
            for key, ident in _references(record, kind):
                if ident == gone:
                    again = isinstance(key[-1], int) and _listed(record, key[:-1], into)
                    values[key] = None if again else into
                    expects[key] = gone
            pieces = tuple(_links(record, into, gone))
            if (values or pieces) and record.path != library.entities[gone].path:
                yield Edit(path=record.path, values=values, expects=expects, pieces=pieces)


def _links(record: Record, into: str, gone: str) -> Iterator[Piece]:
    """The survivor's id in the place of the other's, in [[links]]."""
    for link in wikilinks(record.body):
        if link.id == gone:
            start = record.body.index(gone, link.start)  # the id is the first thing in a link
            yield Piece(start, start + len(gone), gone, into)


def _references(record: Record, kind: str) -> Iterator[tuple[Key, str]]:
    """Every place in a record's front matter that holds the id of an entity, with the id."""
    match kind:
        case "article":
            assert isinstance(record, Article)
            yield from _items(("entities",), record.entities)
            yield from ((("prefer", name), ident) for name, ident in record.prefer.items())
            yield from ((("quotes", n, "speaker"), quote.speaker) for n, quote in enumerate(record.quotes))
            for n, event in enumerate(record.events):
                yield ("events", n, "place"), event.place
                yield from _items(("events", n, "entities"), event.entities)
        case "entity":
            assert isinstance(record, Entity)
            yield ("part_of",), record.part_of
            yield from ((("positions", n, "organization"), p.organization) for n, p in enumerate(record.positions))
        case "event" | "timeline":
            yield ("place",), str(getattr(record, "place", ""))
            yield from _items(("entities",), getattr(record, "entities", ()))
            yield from _items(("places",), getattr(record, "places", ()))


def _items(key: Key, idents: Iterable[str]) -> Iterator[tuple[Key, str]]:
    return (((*key, n), ident) for n, ident in enumerate(idents))


def _listed(record: Record, key: Key, ident: str) -> bool:
    """Whether the list at a key holds an id."""
    held: Any = record
    for step in key:
        held = held[step] if isinstance(step, int) else getattr(held, step)
    return ident in held


# --------------------------------------------------------------------------------------------------- what is gained


def _gained(survivor: Entity, other: Entity) -> list[Edit]:
    """The survivor's file with what only the other says."""
    path = survivor.path
    positions = [_told(p, survivor, other) for p in other.positions]
    own = [_told(p, survivor, other) for p in survivor.positions]
    values: dict[Key, Plain | None] = {
        ("names", language): name for language, name in other.names.items() if language not in survivor.names
    }
    for name in ("kind", "summary", "part_of"):
        if getattr(other, name) and not getattr(survivor, name):
            values[name,] = getattr(other, name)
    edits = [
        *_more(path, "aliases", list(_new_names(survivor, other)), bool(survivor.aliases)),
        *([Edit(path=path, values=values)] if values else []),
        *_more(path, "positions", [p for p in positions if p not in own], bool(own)),
        *_more(path, "same_as", [a for a in other.same_as if a not in survivor.same_as], bool(survivor.same_as)),
    ]
    body = _relinked(other, survivor.id)
    if body and body not in survivor.body:
        # The links in the survivor's own text are rewritten before this piece is added behind it.
        end = len(_relinked(survivor, survivor.id, other.id))
        edits.append(Edit(path=path, pieces=(Piece(end, end, "", f"\n\n{body}" if end else body),)))
    return edits


def _more(path: str, name: str, items: Sequence[Plain], exists: bool) -> list[Edit]:
    """More items of a list: each behind the last, or the list itself where there is none yet."""
    if not exists:
        return [Edit(path=path, values={(name,): items})] if items else []
    return [Edit(path=path, values={(name, END): item}) for item in items]


def _relinked(record: Entity, into: str, gone: str = "") -> str:
    """A record's text with its [[links]] to `gone` (itself, if not given) leading to `into`."""
    text = record.body
    for piece in sorted(_links(record, into, gone or record.id), reverse=True):
        text = text[: piece.start] + piece.new + text[piece.end :]
    return text


def _told(position: Position, survivor: Entity, other: Entity) -> dict[str, Plain]:
    """A position as a file says it, once the two are one."""
    organization = survivor.id if position.organization == other.id else position.organization
    told = {
        "title": position.title,
        "organization": organization,
        "since": position.since.edtf if position.since else "",
        "until": position.until.edtf if position.until else "",
    }
    return {key: value for key, value in told.items() if value}


def _new_names(survivor: Entity, other: Entity) -> Iterator[Plain]:
    """The other's name and aliases that the survivor has not, with their flags."""
    known = {spelled(alias.name) for alias in spellings(survivor)}
    foreign = [name for language, name in other.names.items() if language in survivor.names]
    for alias in (other.name, *other.aliases, *foreign):
        fields = AliasFields(name=alias) if isinstance(alias, str) else alias
        if spelled(fields.name) in known:
            continue
        known.add(spelled(fields.name))
        if isinstance(alias, str):
            yield alias
        else:
            flags = {} if fields.case else {"case": "false"}
            yield {"name": fields.name} | flags | ({"needs_context": "true"} if fields.needs_context else {})


def _lost(other: Entity, config: SiteConfig, ledger: Iterable[LedgerEntry]) -> tuple[str, ...]:
    """The published addresses that go with a record: its page's, and those below it."""
    path = Urls(config.base_path, config.origin, config.slugs).record(other)
    return tuple(entry.path for entry in ledger if not entry.gone and entry.path.startswith(path))
