"""The quick way through front matter: the few forms that stand in nearly every file, read line by line.

    title: plain text                 tags: [one, two]            source:
    summary: "it's \\"quoted\\""        events:                       name: The Courier
    note: 'in single quotes'            - id: a
                                          when: on Monday

`values` gives the texts of such a mapping, or None for whatever it does not know without doubt: then the YAML parser
reads the file. The law, held by random texts: never another value than YAML's. No places are kept, so a file with any
mistake is read again by `content.frontmatter`, which knows the line and the column of everything.
"""

from __future__ import annotations

import re
from typing import TypeAlias

Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"
"""Text, a list or a mapping; None where a key has no value at all."""

MAX_DEPTH = 6
"""The deepest nesting that is read here; no record of ours has more."""

# Whatever is no ASCII may stand anywhere, but for what YAML takes for a line end, a mark or no character.
_OTHERS = r"\u00a1-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff"
# A plain scalar: no sign of YAML begins it, no colon before a space and no " #" is in it, no space ends it.
_WIDE = rf"[!-\"$-9;-~ {_OTHERS}]*"
_PLAIN = re.compile(rf"[0-9A-Za-z/(.{_OTHERS}]{_WIDE}(?::(?=\S){_WIDE})*(?<![ :])")
# Between brackets also commas, brackets and quotation marks are signs.
_INNER = rf"[0-9A-Za-z_.;!'()/+=*~$%\-{_OTHERS}]"
_ITEM = rf"[0-9A-Za-z{_OTHERS}](?:(?:{_INNER}| )*{_INNER})?"
_LIST = re.compile(rf"\[{_ITEM}(?:, {_ITEM})*\]")
_PAIRS = re.compile(rf"\{{[A-Za-z_]+: {_ITEM}(?:, [A-Za-z_]+: {_ITEM})*\}}")
_BREAKS = re.compile("[\x85\u2028\u2029\ufeff]")
_DOUBLE = re.compile(r'"[^"\\]*(?:\\["\\][^"\\]*)*"')
_SINGLE = re.compile(r"'[^']*(?:''[^']*)*'")
_ESCAPE = re.compile(r'\\(["\\])')
_KEY = re.compile(r"([A-Za-z_][A-Za-z0-9_-]*):(?: +|$)")


class _Unknown(Exception):
    """Something that only a YAML parser may read."""


Line: TypeAlias = tuple[int, str]
"""How far a line is indented, and what stands there."""


def values(text: str) -> dict[str, Value] | None:
    """The mapping that these lines of YAML hold; None where that is in doubt. No forbidden character may be in them."""
    if "\t" in text or "\r" in text or (not text.isascii() and _BREAKS.search(text)):
        return None
    lines: list[Line] = []
    for line in text.split("\n"):
        content = line.lstrip(" ")
        if content and content[0] != "#":
            lines.append((len(line) - len(content), content))
    if not lines or lines[0][0]:
        return None
    try:
        mapping, end = _mapping(lines, 0, 0, 1)
    except _Unknown:
        return None
    return mapping if end == len(lines) else None


def _mapping(lines: list[Line], at: int, indent: int, depth: int) -> tuple[dict[str, Value], int]:
    """The block mapping that begins in line `at`, and the first line behind it."""
    if depth > MAX_DEPTH:
        raise _Unknown
    result: dict[str, Value] = {}
    while at < len(lines) and lines[at][0] == indent:
        content = lines[at][1]
        key = _KEY.match(content)
        if key is None or key[1] in result:
            raise _Unknown
        at += 1
        rest = content[key.end() :]
        if rest:
            result[key[1]] = _scalar(rest)
        else:
            result[key[1]], at = _below(lines, at, indent, depth)
        if at < len(lines) and lines[at][0] > indent:
            raise _Unknown  # a text that goes on in the next line
    return result, at


def _below(lines: list[Line], at: int, indent: int, depth: int) -> tuple[Value, int]:
    """What stands below a key without a value of its own: a list or a mapping, or nothing."""
    if at == len(lines) or lines[at][0] < indent:
        return None, at
    inner, content = lines[at]
    if content.startswith("- "):  # a list may stand as far left as its key
        return _list(lines, at, inner, depth + 1)
    return _mapping(lines, at, inner, depth + 1) if inner > indent else (None, at)


def _list(lines: list[Line], at: int, indent: int, depth: int) -> tuple[list[Value], int]:
    result: list[Value] = []
    while at < len(lines) and lines[at][0] == indent and lines[at][1].startswith("- "):
        content = lines[at][1][2:]
        if _KEY.match(content):
            lines[at] = (indent + 2, content)
            item, at = _mapping(lines, at, indent + 2, depth + 1)
            result.append(item)
            continue
        result.append(_scalar(content))
        at += 1
        if at < len(lines) and lines[at][0] > indent:
            raise _Unknown
    return result, at


def _scalar(text: str) -> Value:
    """A value on one line."""
    if _PLAIN.fullmatch(text):
        return text
    match text[0]:
        case '"' if _DOUBLE.fullmatch(text):
            return _ESCAPE.sub(r"\1", text[1:-1]) if "\\" in text else text[1:-1]
        case "'" if _SINGLE.fullmatch(text):
            return text[1:-1].replace("''", "'")
        case "[" if _LIST.fullmatch(text):
            return list(text[1:-1].split(", "))
        case "{" if _PAIRS.fullmatch(text):
            pairs = [pair.split(": ", 1) for pair in text[1:-1].split(", ")]
            if len({name for name, _ in pairs}) == len(pairs):
                return {name: value for name, value in pairs}  # noqa: C416 (a dict of the declared type)
        case "[" if text == "[]":
            return []
    raise _Unknown
