"""What each kind of file may say: YAML nodes -> typed records, with a place for every mistake.

The declarations in `digest.model` are the only source: this module reads their types and descriptions, so that the
type, the validation and the JSON Schema can never disagree.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar

import msgspec
from msgspec import NODEFAULT, inspect

from digest import model
from digest.config import SiteConfig
from digest.content.frontmatter import Mistake, Node
from digest.dates import DateError, When
from digest.dates import parse as parse_date
from digest.errors import did_you_mean

KINDS: dict[str, type[msgspec.Struct]] = {
    "article": model.Article,
    "entity": model.Entity,
    "source": model.Source,
    "tag": model.Tag,
    "story": model.Story,
    "edition": model.Edition,
    "event": model.SharedEvent,
    "page": model.Page,
    "answers": model.Answers,
    "site": SiteConfig,
}
"""Each kind of file, by the name `digest schema` takes."""

MAX_TEXT = 20_000
"""The longest single value, in code points: a paragraph, not a book."""

MAX_ITEMS = 1_000
"""The longest list."""

_TRUE, _FALSE = {"true", "yes", "on"}, {"false", "no", "off"}
_BAD = object()

S = TypeVar("S", bound=msgspec.Struct)


def convert(node: Node, kind: type[S], **place: Any) -> tuple[S | None, list[Mistake]]:
    """The record that a mapping node describes, or None with all of its mistakes.

    `place` gives the fields that come from where the file stands (`model.PLACE_FIELDS`).
    """
    converter = _Converter()
    value = converter.struct(node, inspect.type_info(kind), "", place)
    return (None if value is _BAD or converter.mistakes else value), converter.mistakes


class _Converter:
    """One walk along a node and its declared type; keys are spelled as in events[0].when."""

    def __init__(self) -> None:
        self.mistakes: list[Mistake] = []

    def wrong(self, code: str, message: str, node: Node, key: str, hint: str = "") -> object:
        length = len(node.value) if isinstance(node.value, str) and "\n" not in node.value else 0
        self.mistakes.append(Mistake(code, message, node.line, node.column, hint, key, min(length, 200)))
        return _BAD

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
        if not isinstance(node.value, str):
            return self.wrong("wrong-type", f"“{key}” must be text, found {node.form()}", node, key, "put it in quotes if it is text")
        text = node.value
        if len(text) > MAX_TEXT:
            return self.wrong("too-long", f"“{key}” has {len(text):,} characters, at most {MAX_TEXT:,} are allowed", node, key)
        if declared.min_length and not text.strip():
            return self.wrong("empty-value", f"“{key}” is empty", node, key, "give it a value, or remove the key")
        if declared.max_length is not None and len(text) > declared.max_length:
            return self.wrong("too-long", f"“{key}” has {len(text):,} characters, at most {declared.max_length:,} are allowed", node, key)
        if declared.pattern and not re.search(declared.pattern, text):
            wanted, hint = _PATTERNS.get(declared.pattern, (f"text like {declared.pattern}", ""))
            return self.wrong("wrong-value", f"“{key}” must be {wanted}, found “{_short(text)}”", node, key, hint)
        return text

    def date(self, node: Node, key: str) -> Any:
        if not isinstance(node.value, str):
            return self.wrong("wrong-type", f"“{key}” must be a date, found {node.form()}", node, key)
        try:
            return parse_date(node.value)
        except DateError as error:
            return self.wrong("bad-date", f"“{key}”: {error.message}", node, key, error.hint)

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
        if node.value not in known:
            message = f"“{key}” must be one of {', '.join(known)}, found {_found(node)}"
            return self.wrong("wrong-value", message, node, key, did_you_mean(str(node.value), known))
        return node.value

    def sequence(self, node: Node, declared: inspect.VarTupleType, key: str) -> Any:
        if node.absent:
            return ()
        if not isinstance(node.value, list):
            hint = f"write [{_short(node.value)}]" if isinstance(node.value, str) else "begin each item with a hyphen"
            return self.wrong("wrong-type", f"“{key}” must be a list, found {node.form()}", node, key, hint)
        if len(node.value) > MAX_ITEMS:
            return self.wrong("too-long", f"“{key}” has {len(node.value):,} items, at most {MAX_ITEMS:,} are allowed", node, key)
        items = [self.value(item, declared.item_type, f"{key}[{n}]") for n, item in enumerate(node.value)]
        return _BAD if any(item is _BAD for item in items) else tuple(items)

    def mapping(self, node: Node, declared: inspect.DictType, key: str) -> Any:
        if node.absent:
            return {}
        if not isinstance(node.value, dict):
            return self.wrong("wrong-type", f"“{key}” must be a mapping, found {node.form()}", node, key)
        result = {}
        for name, entry in node.value.items():
            inner = f"{key}.{name}"
            left = self.value(Node(name, entry.line, entry.column), declared.key_type, inner)
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
        skip = model.PLACE_FIELDS if place else ()
        fields = {f.encode_name: f for f in declared.fields if f.encode_name not in skip}
        values: dict[str, Any] = dict(place or {})
        for name, entry in node.value.items():
            inner = f"{key}.{name}" if key else name
            if name not in fields:
                self.unknown(name, entry.line, entry.column, inner, list(fields))
            elif not (entry.node.absent and not fields[name].required):
                values[name] = self.value(entry.node, fields[name].type, inner)
        for name, field in fields.items():
            if field.required and field.default is NODEFAULT and name not in node.value:
                inner = f"{key}.{name}" if key else name
                self.mistakes.append(Mistake("missing-key", f"“{inner}” is missing", node.line, node.column, f"add {name}:", inner))
                values[name] = _BAD
        if any(v is _BAD for v in values.values()):
            return _BAD
        return declared.cls(**values)

    def unknown(self, name: str, line: int, column: int, key: str, known: list[str]) -> None:
        hint = did_you_mean(name, known)
        self.mistakes.append(Mistake("unknown-key", f"unknown key “{_short(name)}”", line, column, hint, key, len(name)))


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

_PATTERNS = {
    model.URL_PATTERN: ("an http or https address", "write it whole, as in https://example.org/page"),
    model.LANGUAGE_PATTERN: ("a language tag", "as in en, fil or pt-BR"),
}


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"


def _found(node: Node) -> str:
    return f"“{_short(node.value)}”" if isinstance(node.value, str) else node.form()


def is_base_url(text: str) -> bool:
    """Whether a site can be published at this address: whole, http or https."""
    return re.search(model.URL_PATTERN, text) is not None


# -------------------------------------------------------------------------------------------------------- JSON Schema


def json_schema(kind: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of one kind of file's front matter, for editors and other tools."""
    schema: dict[str, Any] = msgspec.json.schema(KINDS[kind])
    definitions = schema.pop("$defs")
    root = definitions.pop(schema.pop("$ref").rsplit("/", 1)[1])
    for name in model.PLACE_FIELDS:
        root["properties"].pop(name, None)
    root["required"] = [name for name in root.get("required", ()) if name not in model.PLACE_FIELDS]
    for definition in (root, *definitions.values()):
        for declared in definition.get("properties", {}).values():
            declared.pop("default", None)
    if "When" in definitions:
        definitions["When"] = {"title": "When", "type": "string", "description": "A date in EDTF, as in 2017-08-08, 2017-08~ or 2017/2018."}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **root, "$defs": definitions}
