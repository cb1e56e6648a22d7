"""The quick way from a file's text to its record, for files that hold no mistake; what is in doubt goes the whole way.

`record` reads front matter with `content.lines` and gives each value its type by functions made once from the
declaration in `model`. It returns None as soon as anything is not as it should be: then `content.frontmatter` and
`content.schema` read the file again and say what is wrong, with line and column. The law, held by random files: what
is returned here equals what they return, and they find no mistake.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

import msgspec
from msgspec import inspect

from digest import model
from digest.content import lines, schema
from digest.dates import DateError, When
from digest.dates import parse as parse_date
from digest.text import forbidden, visible

S = TypeVar("S", bound=msgspec.Struct)
Convert = Callable[[Any], Any]
Fields = dict[str, tuple[Convert, bool]]

_CLOSING = re.compile(r"^---[ \t]*$", re.MULTILINE)


class _Doubt(Exception):
    """Something that the whole way must look at."""


def record(text: str, kind: type[S], **place: Any) -> S | None:
    """The record in a file's text, or None where the whole way must tell. `place` as in `schema.convert`."""
    if not text.startswith("---\n") or forbidden(text):
        return None
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        return None
    closing = _CLOSING.search(text, 4)
    if closing is None:
        return None
    meta = lines.values(text[4 : closing.start()])
    if meta is None:
        return None
    try:
        values, missing = _fields(kind, True)
        given = _converted(meta, values, missing)
    except (_Doubt, DateError):
        return None
    return kind(**given, **place, body=text[closing.end() :].strip("\n").rstrip())


def _converted(
    meta: dict[str, Any], fields: dict[str, tuple[Convert, bool]], required: tuple[str, ...]
) -> dict[str, Any]:
    given = {}
    for name, value in meta.items():
        if name not in fields:
            raise _Doubt
        convert, needed = fields[name]
        if value is not None or needed:
            given[name] = convert(value)
    for name in required:
        if name not in given:
            raise _Doubt
    return given


@cache
def _fields(
    kind: type[msgspec.Struct], record: bool = False
) -> tuple[dict[str, tuple[Convert, bool]], tuple[str, ...]]:
    """Each key of a declaration with its function and whether it must have a value; and those that must be there."""
    declared = inspect.type_info(kind)
    assert isinstance(declared, inspect.StructType)
    skip = model.PLACE_FIELDS if record else ()
    wanted = [f for f in declared.fields if f.encode_name not in skip]
    found = {f.encode_name: (_function(f.type), f.required) for f in wanted}
    return found, tuple(f.encode_name for f in wanted if f.required)


def _function(declared: inspect.Type) -> Convert:
    """The function that gives a value its declared type, or raises `_Doubt`."""
    while isinstance(declared, inspect.Metadata):
        declared = declared.type
    match declared:
        case inspect.StructType(cls=cls) if cls is When:
            return _date
        case inspect.StructType(cls=cls):
            return _struct(cls)
        case inspect.StrType():
            return _text(declared)
        case inspect.LiteralType(values=values):
            return _one_of(frozenset(map(str, values)))
        case inspect.IntType(ge=least):
            return _number(least)
        case inspect.BoolType():
            return _truth
        case inspect.VarTupleType(item_type=item):
            return _items(_function(item))
        case inspect.DictType(key_type=key, value_type=value):
            return _pairs(_function(key), _function(value))
        case inspect.UnionType(types=types):
            return _either(types)
    return _doubted


def _doubted(value: Any) -> Any:
    raise _Doubt


def _date(value: Any) -> Any:
    if type(value) is not str:
        raise _Doubt
    return parse_date(value)


def _text(declared: inspect.StrType) -> Convert:
    most = schema.MAX_TEXT if declared.max_length is None else declared.max_length
    needed, pattern = bool(declared.min_length), declared.pattern

    def convert(value: Any) -> Any:
        if type(value) is not str or len(value) > most or (needed and not visible(value)):
            raise _Doubt
        if pattern and not schema.fits(pattern, value):
            raise _Doubt
        return value

    return convert


def _number(least: int | None) -> Convert:
    def convert(value: Any) -> Any:
        if type(value) is not str or not (value.isascii() and value.isdigit() and len(value) < 10):
            raise _Doubt
        if least is not None and int(value) < least:
            raise _Doubt
        return int(value)

    return convert


def _truth(value: Any) -> Any:
    if value == "true":
        return True
    if value == "false":
        return False
    raise _Doubt


def _one_of(known: frozenset[str]) -> Convert:
    def convert(value: Any) -> Any:
        if type(value) is not str or value not in known:
            raise _Doubt
        return value

    return convert


def _items(item: Convert) -> Convert:
    def convert(value: Any) -> Any:
        if value is None:
            return ()
        if type(value) is not list or len(value) > schema.MAX_ITEMS:
            raise _Doubt
        return tuple([item(one) for one in value])

    return convert


def _pairs(key: Convert, item: Convert) -> Convert:
    def convert(value: Any) -> Any:
        if value is None:
            return {}
        if type(value) is not dict or len(value) > schema.MAX_ITEMS:
            raise _Doubt
        return {key(name): item(one) for name, one in value.items()}

    return convert


def _either(types: tuple[inspect.Type, ...]) -> Convert:
    choices = [t for t in types if not isinstance(t, inspect.NoneType)]
    optional = len(choices) < len(types)
    structs = [t for t in choices if isinstance(t, inspect.StructType) and t.cls is not When]
    other = _function(next(t for t in choices if t not in structs)) if len(choices) > len(structs) else _doubted
    mapping = _function(structs[0]) if structs else other

    def convert(value: Any) -> Any:
        if value is None and optional:
            return None
        return mapping(value) if type(value) is dict else other(value)

    return convert


def _struct(kind: type[msgspec.Struct]) -> Convert:
    def convert(value: Any) -> Any:
        if type(value) is not dict:
            raise _Doubt
        fields, required = _fields(kind)
        return kind(**_converted(value, fields, required))

    return convert
