"""Which articles a changed record concerns."""

from __future__ import annotations

from typing import Any

import pytest

from digest.link.touched import Touched, touched
from digest.model import AliasFields, Article, Entity, Quote


def entity(ident: str = "pryce", name: str = "Ada Pryce", *aliases: str | AliasFields, **fields: Any) -> Entity:
    return Entity(id=ident, path=f"{ident}.md", **{"group": "people", "name": name, "aliases": aliases, **fields})


def article(body: str, **fields: Any) -> Article:
    return Article(id="a", path="a.md", **{"title": "T", "body": body, **fields})


def test_an_alias_more_concerns_the_texts_that_hold_it() -> None:
    change = touched([(entity(), entity("pryce", "Ada Pryce", "Harbour Queen"))])
    assert change.concerns(article("The Harbour\n  Queen sailed."))
    assert not change.concerns(article("Ada Pryce sailed."))


@pytest.mark.parametrize(
    "alias, text",
    [
        (AliasFields(name="Digong", case=False), "DIGONG"),
        ("Plaka", "Pláka"),
        ("Pláka", "Pla\u0301ka"),
        ("O'Brien", "O’Brien"),
        ("马尼拉", "他在马尼拉市"),
        ("'s Hage", "’s Hage"),
        ("!!!", "Whoever"),
    ],
)
def test_however_the_text_writes_it(alias: str | AliasFields, text: str) -> None:
    assert touched([(entity(), entity("pryce", "Ada Pryce", alias))]).concerns(article(text))


@pytest.mark.parametrize(
    "text",
    ["", "Ada Pryce", "Pryce said", "Pryce, Ada"],
)
def test_another_group_concerns_whatever_names_the_record(text: str) -> None:
    change = touched([(entity(), entity(group="organizations"))])
    assert change.concerns(article(text)) == bool(text)


@pytest.mark.parametrize(
    "referring",
    [
        article("[[ pryce |her]]"),
        article("", summary="See [[pryce]]."),
        article("", entities=("pryce",)),
        article("", prefer={"Her": "pryce"}),
        article("", quotes=(Quote(text="No.", speaker="pryce"),)),
    ],
)
def test_a_new_record_concerns_whatever_refers_to_it(referring: Article) -> None:
    assert touched([(None, entity(match=False))]).concerns(referring)
    assert not touched([(None, entity("other", "Bo Other"))]).concerns(referring)


def test_what_naming_does_not_read_concerns_nothing() -> None:
    assert touched([(entity(), entity(summary="Mayor."))]) == Touched()
    assert not touched([]).concerns(article("Ada Pryce", entities=("pryce",)))


def test_changes_add_up() -> None:
    change = touched([(None, entity("one", "Ida Brask")), (entity("two", "Bo Quay"), None)])
    assert change.ids == {"one", "two"}
    assert change.concerns(article("Ida")) and change.concerns(article("Quay")) and not change.concerns(article("May"))
