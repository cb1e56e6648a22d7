"""Records (JSON, JSON Lines, CSV and TSV) -> a clipping for each, by a mapping of its keys or columns.

Which key holds what is told by its name (`columns`) or by the caller (`Options.mapping`). Two formats of reference
managers are known by their own names (`citations`). A clipping is the record alone as one line of JSON.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

import msgspec

from digest.clip.containers import values
from digest.clip.containers.citations import as_citation
from digest.clip.containers.columns import advice, fields_of, missing
from digest.clip.containers.feed import json_pieces
from digest.clip.containers.kind import delimiter, head_text, layout
from digest.clip.containers.piece import MAX_PIECE, MAX_PIECES, Form, Piece, broken, problem, too_large, too_many
from digest.clip.decode import media_type
from digest.clip.draft import Options
from digest.errors import Problem

MAX_SIGNS = 6_000_000
"""The most commas and brackets of one JSON value: they bound how many objects it becomes."""
MAX_LINE = 4_000_000
"""The longest line of a table, in code points: it may hold as many fields."""
_LISTS = ("items", "articles", "entries", "records", "results", "data", "posts", "stories", "rows")
"""Keys under which an object holds a list of records."""
_SINGLE = re.compile(r"\s*<(?:!doctype|html)\b", re.I)


def json_pieces_of(name: str, data: bytes, options: Options) -> Iterator[Piece | Problem]:
    """The records of a JSON file: an array of objects, an object that holds one, one object, or an object a line."""
    data = _as_utf8(data)
    if sum(data.count(sign) for sign in (b",", b"{", b"[")) > MAX_SIGNS:
        yield problem(name, "too-large", "the file holds more values than are read", "split it")
        return
    found = _document(data)
    if isinstance(found, dict) and "jsonfeed.org" in values.line(found.get("version", "")):
        yield from json_pieces(name, found, options)
    elif isinstance(found, dict):
        lists = [found[key] for key in _LISTS if isinstance(found.get(key), list)]
        yield from _records(name, iter(lists[0] if lists and not _is_record(found, options) else [found]), options)
    elif isinstance(found, list):
        yield from _records(name, iter(found), options)
    elif data.count(b"\n", 0, -1):
        yield from _records(name, _lines(data), options)
    else:
        yield broken(name, "this looks like JSON and is none")


def table_pieces(name: str, data: bytes, options: Options) -> Iterator[Piece | Problem]:
    """The rows of a table, whose first line names its columns."""
    stream = io.TextIOWrapper(io.BytesIO(data), _encoding(data), "replace", newline="")
    known = delimiter(stream.readline(200_000).lstrip("\ufeff"), options.mapping)
    stream.seek(0)
    csv.field_size_limit(MAX_PIECE)
    sign = known or layout(head_text(data).lstrip("\ufeff \t\r\n")) or ","
    rows = csv.DictReader(_limited(stream), delimiter=sign)
    names = _names(rows)
    lacking = missing(names, options.mapping)
    if lacking or not (known or options.mapping):
        first = next((row for row in _rows(rows) if isinstance(row, dict)), {})
        yield _unknown(name, lacking, {each: first.get(each) for each in names}, "column")
    else:
        yield from _records(name, _rows(rows), options, "column")


def _names(rows: csv.DictReader[str]) -> list[str]:
    try:
        return [str(key).strip("\ufeff ") for key in rows.fieldnames or ()]
    except csv.Error:
        return []  # said when the rows are read


def _unknown(name: str, lacking: Sequence[str], record: Mapping[str, object], kind: str) -> Problem:
    message = "this is a table, and its columns are not known"
    if lacking:
        message = f"no {kind} is called {', '.join(f'“{each[:60]}”' for each in lacking)}"
    return problem(name, "unknown-columns", message, advice(record))


def _limited(stream: io.TextIOWrapper) -> Iterator[str]:
    while line := stream.readline(MAX_LINE):
        if len(line) == MAX_LINE:
            raise csv.Error("the line is too long")
        yield line.replace("\x00", "")


def _rows(rows: csv.DictReader[str]) -> Iterator[object]:
    try:
        for row in rows:
            yield {str(key).strip("\ufeff "): value for key, value in row.items() if key is not None and value}
    except csv.Error as error:
        yield error


def _records(name: str, records: Iterator[object], options: Options, kind: str = "key") -> Iterator[Piece | Problem]:
    if kind == "key" and options.mapping:
        records, lacking, first = _probed(records, options.mapping)
        if lacking:
            yield _unknown(name, lacking, first, kind)
            return
    number = 0
    for number, record in enumerate(records, 1):
        label = f"{name}#{number}"
        if number > MAX_PIECES:
            yield too_many(name)
            return
        if isinstance(record, bytes | msgspec.Raw):
            record = _load(bytes(record))
        if isinstance(record, dict):
            yield _piece(label, record, options, kind)
        else:
            yield broken(label, "this is no record: an object with named values is expected")
    if not number:
        yield problem(name, "no-article", "the file holds no records", "export it again")


def _probed(
    records: Iterator[object], mapping: Sequence[tuple[str, str]]
) -> tuple[Iterator[object], list[str], Mapping[str, object]]:
    """The records again, what the caller's mapping names and none of them has, and the first of them."""
    seen: list[object] = []
    names: dict[str, object] = {}
    for record in records:
        loaded = _load(bytes(record)) if isinstance(record, bytes | msgspec.Raw) else record
        seen.append(loaded)
        names |= loaded if isinstance(loaded, dict) and not (names.keys() >= loaded.keys()) else {}
        if (names and not missing(names, mapping)) or len(seen) > MAX_PIECES:
            return chain(seen, records), [], names
    return iter(seen), missing(names, mapping) if names else [], names


def _piece(label: str, record: Mapping[str, Any], options: Options, kind: str) -> Piece | Problem:
    cited = as_citation(record)
    fields = cited if cited is not None else fields_of(record, kind, options.mapping)
    given = values.given(fields, "record")
    text = fields["body"][0] if "body" in fields else ""
    text = (
        text
        if isinstance(text, str)
        else "\n\n".join(t for t in text if isinstance(t, str))
        if isinstance(text, list)
        else ""
    )
    if not text.strip() and not (given.title and given.url):
        message = "the record has neither a text nor a title with an address"
        return problem(label, "no-article", message, advice(record))
    raw = msgspec.json.encode(record, order="sorted") + b"\n"
    if len(raw) > MAX_PIECE:
        return too_large(label, MAX_PIECE)
    form, content = _form(text)
    return Piece(name=label, raw=raw, media_type="application/json", form=form, text=text, content=content, given=given)


def _form(text: str) -> tuple[Form, bytes]:
    if _SINGLE.match(text):
        return "page", text.encode("utf-8", "replace")
    kind = media_type(text)
    if kind == "text/plain" and re.search(r"</(?:p|div|a|li|h\d|em|strong|b|i)>|<br\s*/?>", text[:20_000], re.I):
        kind = "text/html"
    return {"text/html": "fragment", "text/markdown": "markdown"}.get(kind, "text"), b""  # type: ignore[return-value]


def _is_record(found: Mapping[str, Any], options: Options) -> bool:
    fields = fields_of(found, "key", options.mapping)
    return "body" in fields and "title" in fields


# ---------------------------------------------------------------------------------------------------------- reading


def _as_utf8(data: bytes) -> bytes:
    for bom, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, "replace").encode() if encoding != "utf-8" else data[3:]
    return data


def _document(data: bytes) -> dict[str, Any] | list[Any] | None:
    """The whole file as one value, whose records are read later, each by itself; None when it is not one value."""
    try:
        if data.lstrip()[:1] == b"[":
            return msgspec.json.decode(data, type=list[msgspec.Raw])
        return msgspec.json.decode(data, type=dict[str, Any])
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        found = _load(data) if len(data) <= MAX_PIECE else None
    return found if isinstance(found, dict | list) else None


def _load(data: bytes) -> object:
    """One JSON value; None for none. Python's own reader takes what many programs write: NaN, lone surrogates."""
    try:
        return msgspec.json.decode(data)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        pass
    try:
        found: object = json.loads(data.decode("utf-8", "replace"), strict=False)
        return json.loads(json.dumps(found).encode("utf-8", "replace"), parse_constant=lambda _: None)
    except (ValueError, RecursionError):
        return None


def _lines(data: bytes) -> Iterator[object]:
    for line in io.BytesIO(data):
        if line.strip(b" \t\r\n\x1e"):
            yield line.strip(b" \t\r\n\x1e")


def _encoding(data: bytes) -> str:
    for bom, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(bom):
            return encoding
    decoder = codecs.getincrementaldecoder("utf-8")()
    view = memoryview(data)
    try:
        for start in range(0, len(data), 1_048_576):
            decoder.decode(view[start : start + 1_048_576])
    except UnicodeError:
        return "cp1252"
    return "utf-8"
