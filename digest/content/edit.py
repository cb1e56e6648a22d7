"""Changes to a file that somebody else wrote in: only the lines of the values that change are touched.

Everything else stays byte for byte as the curator left it: comments, the order of keys, quotes, blank lines, line
ends. A round trip through a YAML writer would give most of that up, so a value's lines are found by the places that
the parser reports, and only they are written anew.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import msgspec

from digest.content.frontmatter import FENCE, Entry, Node, Plain, dump_yaml, parse
from digest.text import nfc

_CLOSING = re.compile(r"^---[ \t]*$", re.MULTILINE)
_COMMENT = re.compile(r"\s+#.*$")


class Uneditable(msgspec.Struct, frozen=True):
    """Why a file was left alone."""

    message: str


def edit(
    text: str, values: Mapping[str, Plain], body: str | None = None, order: Sequence[str] = ()
) -> str | Uneditable:
    """The file's text with other values for top-level keys of its front matter and, unless None, another body.

    A new key goes behind the key that precedes it in `order`, else to the end. Reading the result gives the file's
    values with `values` in them: what cannot be changed with certainty is left alone, and the reason is returned.
    """
    ending = "\r\n" if "\r\n" in text else "\n"
    plain = text.replace("\r\n", "\n")
    document = parse(plain)
    if document.meta is None or document.mistakes or not isinstance(document.meta.value, dict):
        return Uneditable("its front matter has mistakes")
    entries = document.meta.value
    lines = plain.split("\n")
    closing = plain.count("\n", 0, _closing(plain))
    if any(entry.column != 1 for entry in entries.values()):
        return Uneditable("its front matter is written on one line in braces, or is indented")
    for key in sorted(values, key=lambda k: -(entries[k].line if k in entries else closing + 1)):
        if key in entries:
            _replace(lines, _span(lines, entries, key, closing), key, values[key], entries[key])
    added = [key for key in (*order, *values) if key in values and key not in entries]
    changed = "\n".join(lines)
    for key in dict.fromkeys(added):
        changed = _insert(changed, key, values[key], order)
    if body is not None:
        changed = changed[: _closing(changed)] + f"{FENCE}\n{body}\n"
    return changed.replace("\n", ending) if _holds(plain, changed, values, body) else Uneditable("it could not be read")


def _closing(text: str) -> int:
    """Where the line begins that closes the front matter."""
    found = _CLOSING.search(text, len(FENCE))
    assert found is not None  # the text was parsed
    return found.start()


def _span(lines: Sequence[str], entries: Mapping[str, Entry], key: str, closing: int) -> tuple[int, int]:
    """The lines [start, end) of a key and its value, without comments and blank lines that follow them."""
    start = entries[key].line - 1
    end = min((e.line - 1 for e in entries.values() if e.line - 1 > start), default=closing)
    return start, last_line(lines, start + 1, end, entries[key].node)


def last_line(lines: Sequence[str], first: int, end: int, node: Node) -> int:
    """Where the lines [first, end) end without the comments and blank lines behind the value `node`.

    What looks like an indented comment is text where the value ends in a scalar of several lines.
    """
    while isinstance(node.value, list | dict) and node.value:
        node = node.value[-1] if isinstance(node.value, list) else list(node.value.values())[-1].node
    text = isinstance(node.value, str) and not node.length and not node.absent
    while end > first:
        line = lines[end - 1]
        if line.strip() and not (line if text else line.lstrip()).startswith("#"):
            break
        end -= 1
    return end


def _replace(lines: list[str], span: tuple[int, int], key: str, value: Plain, entry: Entry) -> None:
    start, end = span
    new = dump_yaml({key: value}).removesuffix("\n").split("\n")
    behind = entry.node.column - 1 + entry.node.length
    comment = _COMMENT.match(lines[start][behind:]) if entry.node.length else None
    if comment and len(new) == 1:
        new[0] += comment.group()
    lines[start:end] = new


def _insert(text: str, key: str, value: Plain, order: Sequence[str]) -> str:
    document = parse(text)
    assert document.meta is not None and isinstance(document.meta.value, dict)
    entries = document.meta.value
    lines = text.split("\n")
    closing = text.count("\n", 0, _closing(text))
    before = [k for k in order[: order.index(key)] if k in entries] if key in order else []
    at = _span(lines, entries, before[-1], closing)[1] if before else closing
    lines[at:at] = dump_yaml({key: value}).removesuffix("\n").split("\n")
    return "\n".join(lines)


def _holds(before: str, after: str, values: Mapping[str, Plain], body: str | None) -> bool:
    """Whether `after` reads as `before` with the changes in it, and as nothing else."""
    old, new = parse(before), parse(after)
    if old.meta is None or new.meta is None or new.mistakes:
        return False
    return values_of(after) == {**values_of(before), **{k: _lists(v) for k, v in values.items()}} and new.body == (
        old.body if body is None else nfc(body)
    )


def values_of(text: str) -> dict[str, Plain]:
    """The front matter of a file's text as plain values; {} when it has none."""
    from digest.content.frontmatter import plain

    meta = parse(text.replace("\r\n", "\n")).meta
    found = plain(meta) if meta is not None else {}
    assert isinstance(found, dict)
    return found


def has_comment(text: str, key: str) -> bool:
    """Whether somebody wrote a comment among the lines of a key's value, which an edit would lose."""
    plain = text.replace("\r\n", "\n")
    document = parse(plain)
    if document.meta is None or not isinstance(document.meta.value, dict) or key not in document.meta.value:
        return False
    lines = plain.split("\n")
    start, end = _span(lines, document.meta.value, key, plain.count("\n", 0, _closing(plain)))
    return any(re.search(r"(?:^|\s)#", line) for line in lines[start + 1 : end])


def _lists(value: Plain) -> Plain:
    """A value as reading it gives it: lists, and text in NFC."""
    if isinstance(value, str):
        return nfc(value)
    if isinstance(value, Mapping):
        return {nfc(k): _lists(v) for k, v in value.items()}
    return [_lists(v) for v in value]
