"""The types at the seams: frozen, described, and declared once."""

from __future__ import annotations

import inspect as source
from typing import Any

import msgspec
import pytest
from msgspec import inspect

from digest import model
from digest.config import SiteConfig
from digest.content import schema

WRITTEN = [
    *schema.KINDS.values(),
    model.SourceName,
    model.EventFields,
    model.Quote,
    model.Correction,
    model.Answer,
    model.Clipping,
    model.Position,
    model.Era,
    model.Development,
    model.AliasFields,
]
"""What a curator may write in a file: each field of these is told in the JSON Schema."""

STRUCTS = [
    value
    for value in vars(model).values()
    if isinstance(value, type) and issubclass(value, msgspec.Struct) and value.__module__.startswith(model.__name__)
]


@pytest.mark.parametrize("kind", WRITTEN, ids=lambda kind: kind.__name__)
def test_every_field_that_a_curator_writes_is_described(kind: type[msgspec.Struct]) -> None:
    described = inspect.type_info(kind)
    assert isinstance(described, inspect.StructType)
    for field in described.fields:
        if issubclass(kind, model.Record) and field.encode_name in model.PLACE_FIELDS:
            continue
        extra: dict[str, Any] = getattr(field.type, "extra_json_schema", None) or {}
        assert len(extra.get("description", "")) > 10, f"{kind.__name__}.{field.name} says nothing"


@pytest.mark.parametrize("kind", [*STRUCTS, SiteConfig], ids=lambda kind: kind.__name__)
def test_every_type_is_frozen(kind: type[msgspec.Struct]) -> None:
    assert kind.__struct_config__.frozen


@pytest.mark.parametrize("kind", set(WRITTEN), ids=lambda kind: kind.__name__)
def test_no_key_is_passed_over(kind: type[msgspec.Struct]) -> None:
    assert kind.__struct_config__.forbid_unknown_fields


@pytest.mark.parametrize("kind", STRUCTS, ids=lambda kind: kind.__name__)
def test_every_type_says_what_it_is(kind: type[msgspec.Struct]) -> None:
    if kind is not model.Record:
        assert source.getdoc(kind) not in (None, "", source.getdoc(msgspec.Struct))


def test_no_two_records_share_what_is_theirs() -> None:
    one = model.Article(id="a", path="a.md", title="A")
    other = model.Article(id="b", path="b.md", title="B")
    assert one.clipping is None
    assert one.prefer == other.prefer == {}
    with pytest.raises(AttributeError):
        one.title = "C"  # type: ignore[misc]


def test_groups_are_folders_and_kinds() -> None:
    assert list(model.GROUPS) == list(model.Group.__args__)  # type: ignore[attr-defined]
