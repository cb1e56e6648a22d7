"""What each kind of file may say: YAML nodes -> typed records, with a place for every mistake.

The declarations in `digest.model` are the only source: this module reads their types and descriptions, so that the
type, the validation and the JSON Schema can never disagree.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, TypeVar
from urllib.parse import urlsplit

import msgspec
from msgspec import inspect

from digest import model
from digest.config import SiteConfig
from digest.content.frontmatter import Entry, Mistake, Node
from digest.dates import DateError, When
from digest.dates import parse as parse_date
from digest.errors import did_you_mean
from digest.text import one_line, visible, without_forbidden

KINDS: dict[str, type[msgspec.Struct]] = {
    "article": model.Article,
    "entity": model.Entity,
    "source": model.Source,
    "tag": model.Tag,
    "story": model.Story,
    "edition": model.Edition,
    "event": model.SharedEvent,
    "timeline": model.SavedTimeline,
    "page": model.Page,
    "answers": model.Answers,
    "site": SiteConfig,
}
"""Each kind of file, by the name `digest schema` takes."""

MAX_TEXT = 20_000
"""The longest single value, in code points: a paragraph, not a book."""

MAX_ITEMS = 1_000
"""The longest list or mapping."""

MAX_HINTS = 100
"""How many mistakes of one file are compared with what is known; a file with more is another kind of file."""

_TRUE, _FALSE = {"true", "yes", "on"}, {"false", "no", "off"}
_BAD = object()

S = TypeVar("S", bound=msgspec.Struct)


def convert(node: Node, kind: type[S], **place: Any) -> tuple[S | None, list[Mistake]]:
    """The record that a mapping node describes, or None with all of its mistakes.

    `place` gives the fields that come from where the file stands (`model.PLACE_FIELDS`).
    """
    converter = _Converter()
    value = converter.struct(node, _declared(kind), "", place)
    return (None if value is _BAD or converter.mistakes else value), converter.mistakes


@cache
def _declared(kind: type[msgspec.Struct]) -> inspect.Type:
    # Reading the declarations takes longer than reading a file.
    return inspect.type_info(kind)


class _Converter:
    """One walk along a node and its declared type; keys are spelled as in events[0].when."""

    def __init__(self) -> None:
        self.mistakes: list[Mistake] = []

    def wrong(self, code: str, message: str, node: Node, key: str, hint: str = "") -> object:
        self.mistakes.append(Mistake(code, message, node.line, node.column, hint, key, node.length))
        return _BAD

    def near(self, word: str, known: Sequence[str]) -> str:
        return did_you_mean(word[:80], known) if len(self.mistakes) < MAX_HINTS else ""

    def value(self, node: Node, declared: inspect.Type, key: str) -> Any:
        while isinstance(declared, inspect.Metadata):
            declared = declared.type
        if isinstance(declared, inspect.StructType) and declared.cls is When:
            return self.date(node, key)
        handler = _HANDLERS.get(type(declared))
        if handler is None:
            raise TypeError(f"no rule for {declared} at {key}")
        return handler(self, node, declared, key)

    def text(self, node: Node, declared: inspect.StrType, key: str) -> Any:
        text = node.value
        if not isinstance(text, str):
            message = f"“{key}” must be text, found {node.form()}"
            return self.wrong("wrong-type", message, node, key, "put it in quotes if it is text")
        most = MAX_TEXT if declared.max_length is None else declared.max_length
        if len(text) > most:
            message = f"“{key}” has {len(text):,} characters, at most {most:,} are allowed"
            return self.wrong("too-long", message, node, key, "shorten it")
        if declared.min_length and not visible(text):
            return self.wrong("empty-value", f"“{key}” is empty", node, key, "give it a value, or remove the key")
        if declared.pattern and not fits(declared.pattern, text):
            wanted, hint = _PATTERNS.get(declared.pattern, (f"text like {declared.pattern}", ""))
            return self.wrong("wrong-value", f"“{key}” must be {wanted}, found “{_short(text)}”", node, key, hint)
        return text

    def date(self, node: Node, key: str) -> Any:
        if not isinstance(node.value, str):
            return self.wrong("wrong-type", f"“{key}” must be a date, found {node.form()}", node, key)
        try:
            return parse_date(node.value)
        except DateError as error:
            message = without_forbidden(one_line(f"“{key}”: {error.message}"), "\ufffd")
            return self.wrong("bad-date", message, node, key, error.hint)

    def integer(self, node: Node, declared: inspect.IntType, key: str) -> Any:
        text = node.value
        if not isinstance(text, str) or not re.fullmatch(r"-?[0-9]{1,9}", text):
            return self.wrong("wrong-type", f"“{key}” must be a whole number, found {_found(node)}", node, key)
        if declared.ge is not None and int(text) < declared.ge:
            return self.wrong("wrong-value", f"“{key}” must be {declared.ge} or more, found {text}", node, key)
        return int(text)

    def boolean(self, node: Node, _: inspect.Type, key: str) -> Any:
        word = node.value.casefold() if isinstance(node.value, str) else ""
        if word not in _TRUE | _FALSE:
            return self.wrong("wrong-type", f"“{key}” must be true or false, found {_found(node)}", node, key)
        return word in _TRUE

    def literal(self, node: Node, declared: inspect.LiteralType, key: str) -> Any:
        known = [str(v) for v in declared.values]
        if not isinstance(node.value, str) or node.value not in known:
            message = f"“{key}” must be one of {', '.join(known)}, found {_found(node)}"
            hint = self.near(node.value, known) if isinstance(node.value, str) else ""
            return self.wrong("wrong-value", message, node, key, hint)
        return node.value

    def sequence(self, node: Node, declared: inspect.VarTupleType, key: str) -> Any:
        if node.absent:
            return ()
        if not isinstance(node.value, list):
            hint = f"write [{_short(node.value)}]" if isinstance(node.value, str) else "begin each item with a hyphen"
            return self.wrong("wrong-type", f"“{key}” must be a list, found {node.form()}", node, key, hint)
        if len(node.value) > MAX_ITEMS:
            return self.too_many(node, key)
        items = [self.value(item, declared.item_type, f"{key}[{n}]") for n, item in enumerate(node.value)]
        return _BAD if any(item is _BAD for item in items) else tuple(items)

    def mapping(self, node: Node, declared: inspect.DictType, key: str) -> Any:
        if node.absent:
            return {}
        if not isinstance(node.value, dict):
            return self.wrong("wrong-type", f"“{key}” must be a mapping, found {node.form()}", node, key)
        if len(node.value) > MAX_ITEMS:
            return self.too_many(node, key)
        result = {}
        for name, entry in node.value.items():
            inner = f"{key}.{_short(name)}"
            spelled = Node(name, entry.line, entry.column, length=entry.length)
            left = self.value(spelled, declared.key_type, inner)
            result[left] = self.value(entry.node, declared.value_type, inner)
        return _BAD if any(v is _BAD for pair in result.items() for v in pair) else result

    def union(self, node: Node, declared: inspect.UnionType, key: str) -> Any:
        choices = [t for t in declared.types if not isinstance(t, inspect.NoneType)]
        if node.absent and len(choices) < len(declared.types):
            return None
        if len(choices) == 1:
            return self.value(node, choices[0], key)
        # The only real unions are "text or a mapping": the node's own form decides which is meant.
        structs = [t for t in choices if isinstance(t, inspect.StructType)]
        if isinstance(node.value, dict) and structs:
            return self.value(node, structs[0], key)
        return self.value(node, next(t for t in choices if t not in structs), key)

    def struct(self, node: Node, declared: inspect.Type, key: str, place: dict[str, Any] | None = None) -> Any:
        assert isinstance(declared, inspect.StructType)
        if not isinstance(node.value, dict):
            return self.wrong("wrong-type", f"“{key}” must be a mapping, found {node.form()}", node, key)
        if len(node.value) > MAX_ITEMS:
            return self.too_many(node, key)
        skip = model.PLACE_FIELDS if place else ()
        fields = {f.encode_name: f for f in declared.fields if f.encode_name not in skip}
        values: dict[str, Any] = dict(place or {})
        for name, entry in node.value.items():
            inner = f"{key}.{name}" if key else name
            if name not in fields:
                self.unknown(name, entry, inner, list(fields))
            elif fields[name].required or not entry.node.absent:
                values[name] = self.value(entry.node, fields[name].type, inner)
        for name, field in fields.items():
            if field.required and name not in node.value:
                values[name] = self.missing(f"{key}.{name}" if key else name, name, node)
        return _BAD if any(v is _BAD for v in values.values()) else declared.cls(**values)

    def missing(self, key: str, name: str, node: Node) -> object:
        hint = f"add {name}:"
        self.mistakes.append(Mistake("missing-key", f"“{key}” is missing", node.line, node.column, hint, key))
        return _BAD

    def unknown(self, name: str, entry: Entry, key: str, known: list[str]) -> None:
        hint = self.near(name, known)
        message = f"unknown key “{_short(name)}”"
        self.mistakes.append(Mistake("unknown-key", message, entry.line, entry.column, hint, key, entry.length))

    def too_many(self, node: Node, key: str) -> object:
        what = f"“{key}”" if key else "the file"
        message = f"{what} has {len(node.value):,} items, at most {MAX_ITEMS:,} are allowed"
        return self.wrong("too-long", message, node, key, "split it")


_HANDLERS: dict[type, Callable[[_Converter, Node, Any, str], Any]] = {
    inspect.StrType: _Converter.text,
    inspect.IntType: _Converter.integer,
    inspect.BoolType: _Converter.boolean,
    inspect.LiteralType: _Converter.literal,
    inspect.VarTupleType: _Converter.sequence,
    inspect.DictType: _Converter.mapping,
    inspect.UnionType: _Converter.union,
    inspect.StructType: _Converter.struct,
}

_AN_ADDRESS = ("an http or https address", "write it whole, as in https://example.org/page")
_PATTERNS = {
    model.URL_PATTERN: _AN_ADDRESS,
    rf"^$|{model.URL_PATTERN}": _AN_ADDRESS,
    model.EVENT_ID_PATTERN: ("one word", "letters, digits, hyphens and dots, as in quay-4-sold"),
    model.LANGUAGE_PATTERN: ("a language tag", "as in en, fil or pt-BR"),
}


def fits(pattern: str, text: str) -> bool:
    """Whether a text is as the pattern of its declaration wants it."""
    # Not `search`: its $ would let a line feed pass at the end.
    if not re.fullmatch(pattern, text):
        return False
    return not text or _PATTERNS.get(pattern) is not _AN_ADDRESS or _splits(text)


def _splits(url: str) -> bool:
    """Whether an address can be taken apart: http://[::1 cannot."""
    try:
        return bool(urlsplit(url).netloc)
    except ValueError:
        return False


def _short(text: str) -> str:
    line = without_forbidden(one_line(text[:200]), "\ufffd")
    return line if len(line) <= 60 else line[:59] + "…"


def _found(node: Node) -> str:
    return f"“{_short(node.value)}”" if isinstance(node.value, str) else node.form()


def is_base_url(text: str) -> bool:
    """Whether a site can be published at this address: whole, http or https."""
    return fits(model.URL_PATTERN, text)


# -------------------------------------------------------------------------------------------------------- JSON Schema

_A_DATE = {
    "title": "When",
    "type": ["string", "integer"],
    "description": "A date in EDTF, as in 2017-08-08, 2017-08~ or 2017/2018.",
}
_TOLD = ("title", "description")


def json_schema(kind: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of one kind of file's front matter, for editors and other tools.

    It describes what an editor sees, which guesses types (`title: 2024` is a number to it, an empty value null); it
    cannot say whether a date exists, an id has a record, or a text is too long.
    """
    schema: dict[str, Any] = msgspec.json.schema(KINDS[kind])
    definitions = schema.pop("$defs")
    root = definitions.pop(schema.pop("$ref").rsplit("/", 1)[1])
    if issubclass(KINDS[kind], model.Record):
        for name in model.PLACE_FIELDS:
            root["properties"].pop(name, None)
        root["required"] = [name for name in root.get("required", ()) if name not in model.PLACE_FIELDS]
    for definition in (root, *definitions.values()):
        required = definition.get("required", ())
        for name, declared in definition.get("properties", {}).items():
            declared.pop("default", None)
            definition["properties"][name] = _guessed(declared, name not in required)
    definitions |= {"When": _A_DATE} if "When" in definitions else {}
    definitions.pop("Point", None)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **root, "$defs": definitions}


def _guessed(declared: Any, optional: bool = False) -> Any:
    """A declaration as it holds after an editor's guesses about types; `optional` ones may be left empty."""
    if isinstance(declared, list):
        return [_guessed(item) for item in declared]
    if not isinstance(declared, dict):
        return declared
    told = {k: v for k, v in declared.items() if k in _TOLD} if optional else {}
    inner = {k: v if k in (*_TOLD, "enum") else _guessed(v) for k, v in declared.items() if k not in told}
    if inner.get("type") == "string":
        inner["type"] = ["string", "number", "boolean"]
    elif inner.get("type") == "boolean":
        inner = {"enum": [True, False, *sorted(_TRUE | _FALSE)]}
    elif inner.get("enum") == ["1"]:
        inner["enum"] = ["1", 1]
    if optional and "anyOf" in inner:
        inner["anyOf"] = [one for one in inner["anyOf"] if one != {"type": "null"}]
    if not optional:
        return inner
    return {**told, "anyOf": [*(inner["anyOf"] if inner.keys() == {"anyOf"} else [inner]), {"type": "null"}]}
