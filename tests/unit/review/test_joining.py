"""Two records made one: nothing that either says is lost, every reference follows, and the site still builds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from digest.config import SiteConfig
from digest.content.edit import Uneditable
from digest.content.journal import Change, planned, undo
from digest.content.journal import write as write_changes
from digest.content.load import load, load_ledger
from digest.model import AliasFields, Entity, Library
from digest.review.joining import joined
from digest.review.options import Refused
from tests.support import SITE, article, publish, tree, write

FILES = {
    "site.yaml": SITE,
    "content/entities/people/ana.md": "---\nname: Ana Cruz\nnames: {ru: Ана}\n---\n\nSee [[bo]].\n",
    "content/entities/people/a-cruz.md": "---\nname: A. Cruz\nsummary: Chairs the board.\npart_of: board\n"
    "aliases: [Chair Cruz, {name: CRUZ, case: false}]\nnames: {ru: Крус, es: Ana Cruz de Luna}\n"
    "same_as: [https://register.example/1]\n"
    "positions: [{title: Chair, organization: board, since: 2017-05}]\n---\n\nBorn in [[quay|the port]], says [[a-cruz]].\n",
    "content/entities/people/bo.md": "---\nname: Bo Dahl\npart_of: a-cruz\n"
    "positions:\n- title: Clerk\n  organization: a-cruz   # odd\n---\n",
    "content/entities/organizations/board.md": "---\nname: Harbour Board\n---\n",
    "content/entities/places/quay.md": "---\nname: Quay 4\n---\n",
    "content/articles/a.md": article(
        "A ferry",
        "A. Cruz came. [[a-cruz|She]] left. `[[a-cruz]]`",
        date="2017-08-08",
        entities="[a-cruz, ana]",
        prefer="{Cruz: a-cruz}",
        quotes="[{text: No, speaker: a-cruz}, {text: Yes, speaker: A. Cruz}]",
        events="[{headline: It sails, date: 2017-08-07, place: a-cruz, entities: [quay, a-cruz]}, {event: sale}]",
    ),
    "content/events/sale.md": "---\nheadline: It is sold\ndate: 2017-08-01\nplace: a-cruz\nentities: [ana, a-cruz]\n---\n",
    "content/timelines/t.md": "---\ntitle: T\nentities: [a-cruz]\nplaces: [a-cruz]\n---\n",
    "content/stories/s.md": "---\ntitle: S\n---\n\n[[a-cruz|She]] again, and [[ a-cruz ]].\n",
    "content/ledger.jsonl": '{"path": "people/a-cruz/", "since": "2017-01-01"}\n'
    '{"path": "people/a-cruz/timeline/", "since": "2017-01-01"}\n{"path": "people/ana/", "since": "2017-01-01"}\n',
}  # fmt: skip


def merged(site: Path, into: str, gone: str) -> tuple[Change, ...]:
    loaded = load(site)
    assert [p for p in loaded.problems if p.severity == "error"] == []
    edits = joined(loaded.library, into, gone, loaded.config, load_ledger(site)[0])
    assert not isinstance(edits, Refused), edits
    changes = planned(site, edits)
    assert not isinstance(changes, Uneditable), changes
    assert write_changes(site, changes, "merge") is None
    return changes


def test_the_survivor_gains_what_only_the_other_said(tmp_path: Path) -> None:
    site = write(tmp_path, FILES)
    merged(site, "ana", "a-cruz")
    library = load(site).library
    ana = library.entities["ana"]
    assert ana.aliases == ("A. Cruz", "Chair Cruz", AliasFields(name="CRUZ", case=False), "Крус")
    assert ana.names == {"ru": "Ана", "es": "Ana Cruz de Luna"}
    assert (ana.summary, ana.part_of, ana.same_as) == ("Chairs the board.", "board", ("https://register.example/1",))
    assert [(p.title, p.organization, p.since.edtf if p.since else "") for p in ana.positions] == [
        ("Chair", "board", "2017-05")
    ]
    assert ana.body == "See [[bo]].\n\nBorn in [[quay|the port]], says [[ana]]."
    assert "a-cruz" not in library.entities


def test_every_reference_follows_and_the_site_builds(tmp_path: Path) -> None:
    site = write(tmp_path / "site", FILES)
    before = tree(site / "content")
    merged(site, "ana", "a-cruz")
    told = load(site).library.articles["a"]
    assert told.entities == ("ana",) and told.prefer == {"Cruz": "ana"}
    assert [q.speaker for q in told.quotes] == ["ana", "A. Cruz"]
    assert (told.events[0].place, told.events[0].entities) == ("ana", ("quay", "ana"))
    assert told.body == "A. Cruz came. [[ana|She]] left. `[[a-cruz]]`"
    left = "".join(p.read_text() for p in (site / "content").rglob("*") if p.is_file() and p.suffix == ".md")
    assert left.count("a-cruz") == 1
    assert "organization: ana   # odd" in (site / "content/entities/people/bo.md").read_text()
    assert (site / "content/stories/s.md").read_text().endswith("[[ana|She]] again, and [[ ana ]].\n")
    result = publish(site, tmp_path / "public")
    assert [p for p in result.problems if p.severity == "error"] == []
    assert not isinstance(undo(site), Uneditable) and tree(site / "content") == before


def test_it_goes_the_other_way_too(tmp_path: Path) -> None:
    site = write(tmp_path, FILES)
    merged(site, "a-cruz", "ana")
    library = load(site).library
    kept = library.entities["a-cruz"]
    assert "Ana Cruz" in kept.aliases and "Ана" in kept.aliases and kept.names["ru"] == "Крус"
    assert library.articles["a"].entities == ("a-cruz",)
    assert kept.body == "Born in [[quay|the port]], says [[a-cruz]].\n\nSee [[bo]]."


def entity(ident: str, **fields: Any) -> Entity:
    return Entity(id=ident, path=f"content/entities/people/{ident}.md", group="people", name=f"Name {ident}", **fields)


@pytest.mark.parametrize(
    ("into", "gone", "said"),
    [
        ("a", "a", "this record itself"),
        ("a", "nobody", "no record with the id “nobody”"),
        ("nobody", "a", "no record with the id “nobody”"),
        ("a", "b", "would be part of itself, by way of b"),
        ("b", "a", "would be part of itself, by way of a"),
        ("c", "e", "would be part of itself, by way of d"),
        ("e", "c", "would be part of itself, by way of d"),
    ],
)
def test_what_cannot_be_one_is_refused_with_words(into: str, gone: str, said: str) -> None:
    entities = [
        entity("a", part_of="b"), entity("b"), entity("c", part_of="d"), entity("d", part_of="e"), entity("e"),
        entity("x", part_of="y"), entity("y", part_of="x"),
    ]  # fmt: skip
    library = Library(entities={e.id: e for e in entities})
    refused = joined(library, into, gone, SiteConfig())
    assert isinstance(refused, Refused) and said in refused.message
    assert isinstance(joined(library, "a", "x", SiteConfig()), tuple), "a circle of others stops nothing"
    assert isinstance(joined(library, "b", "e", SiteConfig()), tuple)
