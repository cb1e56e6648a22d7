"""The table of names: what is found in a text, and the surname in a full name."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from digest.link.names import (
    Found,
    Name,
    NameTable,
    Words,
    fold,
    longest,
    stands_alone,
)
from digest.model import AliasFields, Entity, Group


def entity(ident: str, name: str, *aliases: str | AliasFields, group: Group = "places", **fields: Any) -> Entity:
    return Entity(id=ident, path=f"{ident}.md", group=group, name=name, aliases=aliases, **fields)


def found(table: NameTable, text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(text[f.start : f.end], f.name.entities) for f in table.find(fold(text))]


@pytest.mark.parametrize(
    "text, start, end, alone",
    [
        ("Manila", 0, 6, True),
        ("Manilas", 0, 6, False),
        ("xManila", 1, 7, False),
        ("Manila2", 0, 6, False),
        ("Manila's", 0, 6, True),
        ("_Manila_", 1, 7, True),
        ("Manila\u0301", 0, 6, False),
        ("他在马尼拉市", 2, 5, True),
        ("在Manila市", 1, 7, True),
        ("ในกรุงเทพ", 2, 9, True),
        ("푸틴은", 0, 2, True),
        ("x푸틴", 1, 3, False),
        ("وسلمى درويش", 1, 11, True),
        ("xوسلمى درويش", 2, 12, False),
        ("وسلمى", 1, 5, False),
        ("U.S.", 0, 4, True),
        ("U.S.A", 0, 4, True),
        ("𠀋Manila", 1, 7, True),
    ],
)
def test_whether_a_name_is_part_of_a_longer_word(text: str, start: int, end: int, alone: bool) -> None:
    assert stands_alone(text, start, end) is alone


def test_the_longest_name_wins_then_the_leftmost() -> None:
    table = NameTable(
        [entity("a", "New York"), entity("b", "York Times"), entity("c", "New York Times Square"), entity("d", "York")]
    )
    assert found(table, "New York Times Square") == [("New York Times Square", ("c",))]
    assert found(table, "New York Times") == [("York Times", ("b",))]
    assert found(table, "New York") == [("New York", ("a",))]
    assert found(table, "in York, New York") == [("York", ("d",)), ("New York", ("a",))]


def test_a_spelling_of_two_names_both() -> None:
    table = NameTable([entity("b", "Paris"), entity("a", "X", AliasFields(name="Paris", needs_context=True))])
    [hit] = table.find("Paris")
    assert (hit.name.entities, hit.name.needs_context) == (("a", "b"), frozenset({"a"}))


def test_names_without_letters_are_not_looked_for() -> None:
    table = NameTable([entity("a", "!!!", "—", " ")])
    assert table.find("!!! — !!!") == []


def test_an_empty_table_and_an_empty_text() -> None:
    assert NameTable([]).find("Manila") == []
    assert NameTable([entity("a", "Manila")]).find("") == []
    assert list(Words([]).find("x")) == []


def test_names_that_are_not_looked_for() -> None:
    assert NameTable([entity("a", "Manila", match=False)]).find("Manila") == []


def test_caseless_names_keep_offsets() -> None:
    table = NameTable([entity("a", "X", AliasFields(name="Digong", case=False))])
    assert found(table, "İİ DIGONG İ digong") == [("DIGONG", ("a",)), ("digong", ("a",))]


def test_words_are_found_also_within_each_other() -> None:
    assert sorted(Words(["de la Cruz", "Cruz"]).find("de la Cruz")) == [(0, 10, "de la Cruz"), (6, 10, "Cruz")]


def test_a_choice_of_many_hits_does_not_overlap() -> None:
    """Comparing each with each takes many minutes."""
    name = Name("x", True, ("x",), frozenset())
    hits = [Found(start, start + 3, name) for start in range(300_000)]
    chosen = longest([*hits, Found(10, 20, name)])
    assert Found(10, 20, name) in chosen
    assert all(one.end <= other.start for one, other in itertools.pairwise(chosen))
    assert len(chosen) >= 99_990


@pytest.mark.parametrize("count", [1, 40, 400])
def test_words_are_all_found_few_or_many_also_where_they_begin_alike(count: int) -> None:
    alike = ["University " + "of ".join(["Ellery "] * n) + "Quay" for n in range(count)]
    words = [*alike, *(f"Name{n}" for n in range(count)), "Quay", "City of a Hundred Bridges"]
    text = f"The {alike[-1]}, {alike[count // 2]}; Name0 and Name{count - 1}, City of a Hundred"
    plainly = {
        (start, start + len(word), word)
        for word in words
        for start in range(len(text))
        if text.startswith(word, start) and stands_alone(text, start, start + len(word))
    }
    assert set(Words(words).find(text)) == plainly
    assert len(plainly) >= 4
