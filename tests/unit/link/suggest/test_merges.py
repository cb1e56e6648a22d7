"""Which names may be one entity's."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.link.suggest.merges import among, by_name, relation
from digest.model import Entity, Group

RELATED = [
    ("J. Hale", "John Hale", "initials"),
    ("J. P. Hale", "John Hale", "initials"),
    ("J. P. Hale", "John Peter Hale", "initials"),
    ("J. P. Hale", "John Quentin Hale", ""),
    ("John Hale", "John P. Hale", "middle-name"),
    ("John Q. Hale", "John P. Hale", ""),
    ("Jane Hale", "John Hale", ""),
    ("Hale", "John Hale", ""),
    ("José Núñez", "Jose Nunez", "spelling"),
    ("U.N.", "UN", "spelling"),
    ("al-Hadi", "al Hadi", "spelling"),
    ("Ellery Shipping Ltd.", "Ellery Shipping", "legal-form"),
    ("The Harbour Board", "Harbour Board", "legal-form"),
    ("HB", "Harbour Board", "acronym"),
    ("D.O.T.", "Department of Transport", "acronym"),
    ("DOT", "Department of Transport", "acronym"),
    ("US", "US Senate", ""),
    ("Port Ellery", "Port Mercer", ""),
    ("", "Port Mercer", ""),
]


@pytest.mark.parametrize(("left", "right", "why"), RELATED, ids=[f"{a} / {b}" for a, b, _ in RELATED])
def test_relation(left: str, right: str, why: str) -> None:
    assert relation(left, right) == relation(right, left) == why
    assert bool(by_name([(left, ""), (right, "")])) == bool(why)


def entity(ident: str, name: str, *aliases: str, group: Group = "people", **fields: Any) -> Entity:
    return Entity(id=ident, path=f"{ident}.md", group=group, name=name, aliases=aliases, **fields)


def test_entities_of_one_group_whose_names_agree() -> None:
    registry = [
        entity("j-hale", "J. Hale"),
        entity("john-hale", "Johnny", "John Hale"),
        entity("hale-yard", "John Hale", group="organizations"),
    ]
    assert [(m.left, m.right, m.why) for m in among(registry)] == [("j-hale", "john-hale", "initials")]


@given(st.lists(st.tuples(st.text(), st.sampled_from(["person", "place", ""])), max_size=8))
def test_laws(listed: list[tuple[str, str]]) -> None:
    found = by_name(listed)
    assert all(m.left == name != m.right for name, merges in found.items() for m in merges)
    assert all(any(back.right == m.left for back in found[m.right]) for merges in found.values() for m in merges)
