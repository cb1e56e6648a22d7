"""A view holds what its template can show, as it would be in the whole view, and nothing else costs anything."""

from __future__ import annotations

from typing import Any

import pytest

from digest.site import articles, entities, stories
from digest.site.pages import Pages
from digest.site.tables import Table
from digest.site.views import PageView
from tests.unit.site.made import everything

TABLES: dict[str, tuple[Table[Any, Any], str]] = {
    "article.html": (articles.TABLE, "articles"),
    "entity.html": (entities.TABLE, "entities"),
    "story.html": (stories.TABLE, "stories"),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_has_every_field_of_its_view(name: str) -> None:
    table, _ = TABLES[name]
    own = [field for field in table.view.__struct_fields__ if field not in PageView.__struct_fields__]
    assert table.template == name
    assert sorted(table.fields) == sorted(own)


@pytest.mark.parametrize("name", TABLES)
def test_a_field_that_is_not_shown_keeps_its_default_and_the_others_their_values(name: str) -> None:
    table, shelf = TABLES[name]
    made = everything()
    records = list(getattr(made.site if shelf == "articles" else made.site.library, shelf).values())
    bare = dict(zip(table.view.__struct_fields__[::-1], table.view.__struct_defaults__[::-1], strict=False))
    for record in records:
        whole = table.made(Pages(made.cards, {name: None}), record)
        assert table.made(Pages(made.cards), record) == whole
        for field in table.fields:
            alone = table.made(Pages(made.cards, {name: frozenset({field})}), record)
            assert getattr(alone, field) == getattr(whole, field)
            others = [other for other in table.fields if other != field]
            assert [getattr(alone, other) for other in others] == [bare[other] for other in others]


@pytest.mark.parametrize("name", TABLES)
def test_what_is_not_shown_is_not_made(name: str) -> None:
    table, shelf = TABLES[name]

    def never(*_: object) -> None:
        raise AssertionError("a field was made that nobody shows")

    made = everything()
    record = next(iter(getattr(made.site if shelf == "articles" else made.site.library, shelf).values()))
    silent: Table[Any, Any] = Table(table.template, table.view, table.common, dict.fromkeys(table.fields, never))
    assert silent.made(Pages(made.cards, {name: frozenset({"title"})}), record).title
    with pytest.raises(AssertionError):
        silent.made(Pages(made.cards), record)
