"""Small changes anywhere in a file's front matter: one value, one more item, one key less; the rest stays as it is.

    change           the text of a Markdown file with other values
    change_yaml      the same for a file of nothing but YAML, as content/answers.yaml

A place is a `Key`: ("events", 2, "date"), ("prefer", "S. Lavrov"), ("answers", END). Each change is tried in the
smallest way first: within its line, as a line of its own, as its whole top-level value. A way counts only when reading
the result gives the old values with the new one in them, and nothing else; where none does, the file is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

import msgspec

from digest.content.edit import Uneditable, edit, last_line, values_of
from digest.content.frontmatter import FENCE, Node, Plain, dump_yaml, parse, parse_yaml, plain
from digest.content.values import END, Key, applied, value_at

__all__ = ["END", "Key", "change", "change_yaml"]

_CLOSING = re.compile(r"^---[ \t]*$", re.MULTILINE)
_COMMENT = re.compile(r"(?:^|\s)#")
_BEFORE_BRACKET = re.compile(r"(?:[\s,]|(?<=\s)#[^\n]*)*")
_FLOW_PLAIN = re.compile(r"\w(?:[\w .;/()’“”…–—-]*[\w.;/()’“”…–—-])?")


def change(
    text: str, values: Mapping[Key, Plain | None], order: Sequence[str] = (), expects: Mapping[Key, Plain] | None = None
) -> str | Uneditable:
    """The text with each value at its key; None takes the key away. What a key leads through is made where missing.

    A new top-level key stands behind the one that precedes it in `order`. `expects` says what the file must hold for
    the change to be meant: with another value there, the file is left alone.
    """
    before = text.replace("\r\n", "\n")
    document = parse(before)
    if document.meta is None or document.mistakes:
        return Uneditable("its front matter has mistakes")
    held = plain(document.meta)
    if any(value_at(held, key) != value for key, value in (expects or {}).items()):
        return Uneditable("it was changed since the question was asked")
    after = before
    for key, value in _steps(after, values):
        changed = _changed(after, key, value, order)
        if changed is None:
            name = str(key[0])
            return Uneditable(
                f"“{name}:” cannot be changed without losing a comment or another value: change it by hand"
            )
        after = changed
    return with_line_ends(text, before, after)


def change_yaml(text: str, values: Mapping[Key, Plain | None]) -> str | Uneditable:
    """As `change`, for a file that is YAML from its first line to its last; "" for one that does not exist yet."""
    whole = text if not text or text.endswith("\n") else text + "\n"
    changed = change(f"{FENCE}\n{whole}{FENCE}\n", values)
    if isinstance(changed, Uneditable):
        return changed
    inner = changed.removeprefix(f"{FENCE}\n").removesuffix("\n").removesuffix(FENCE)
    old, new = parse_yaml(text.replace("\r\n", "\n"))[0], parse_yaml(inner.replace("\r\n", "\n"))[0]
    if old is None or new is None:
        return Uneditable("it has mistakes")
    expected = plain(old)
    for key, value in values.items():
        expected = applied(expected, key, value)
    return inner if plain(new) == expected else Uneditable("it could not be read")


def with_line_ends(original: str, before: str, after: str) -> str:
    """`after` with the line ends of the original; new lines end as the line before them does."""
    if "\r\n" not in original:
        return after
    raw, old, new = original.split("\n"), before.split("\n"), after.split("\n")
    shorter = min(len(old), len(new))
    head = next((n for n in range(shorter) if old[n] != new[n]), shorter)
    tail = next((n for n in range(shorter - head) if old[-1 - n] != new[-1 - n]), shorter - head)
    carriage = "\r" if (raw[head - 1] if head else raw[0]).endswith("\r") else ""
    middle = [line + carriage for line in new[head : len(new) - tail]]
    return "\n".join([*raw[:head], *middle, *raw[len(raw) - tail :]])


# -------------------------------------------------------------------------------------------------------- one by one


def _steps(text: str, values: Mapping[Key, Plain | None]) -> list[tuple[Key, Any]]:
    """The changes one by one. A key that goes while another comes beside it is renamed, so that its line stays."""
    held = values_of(text)
    gone = [key for key, value in values.items() if value is None and value_at(held, key) is not None]
    gone.sort(key=_from_behind)
    steps: list[tuple[Key, Any]] = []
    for key, value in values.items():
        if value is None:
            continue
        old = next((k for k in gone if k[:-1] == key[:-1] and isinstance(value_at(held, k), str)), None)
        named = old is not None and isinstance(old[-1], str)
        if old is not None and named and isinstance(value, str) and value_at(held, key) is None:
            gone.remove(old)
            steps.append((old, _Renamed(str(key[-1]), value)))
        else:
            steps.append((key, value))
    return [*steps, *((key, None) for key in gone)]


def _from_behind(key: Key) -> list[int]:
    """The order in which places go, so that none moves another: the later items of a list first."""
    return [-step for step in key if isinstance(step, int)]


class _Renamed(msgspec.Struct, frozen=True):
    """Instead of a value: another key with its value, in the place of the one that goes."""

    name: str
    value: str


# ------------------------------------------------------------------------------------------------------ ways to change


class _File:
    """A text with the places of its values."""

    def __init__(self, text: str) -> None:
        self.text = text
        document = parse(text)
        assert document.meta is not None  # the text was read before
        self.root = document.meta
        closing = _CLOSING.search(text, len(FENCE))
        assert closing is not None
        self.lines = text.split("\n")
        self.closing = text.count("\n", 0, closing.start())
        self._starts = [0]
        for line in self.lines:
            self._starts.append(self._starts[-1] + len(line) + 1)

    def offset(self, line: int, column: int) -> int:
        return self._starts[line - 1] + column - 1

    def splice(self, start: int, end: int, new: str) -> str:
        return self.text[:start] + new + self.text[end:]

    def with_lines(self, start: int, end: int, new: str) -> str:
        """The text with other lines in the place of [start, end), counted from 0."""
        return "\n".join([*self.lines[:start], *(new.split("\n") if new else ()), *self.lines[end:]])

    def node(self, key: Key) -> Node | None:
        """The value at a key, if there is one."""
        node: Node | None = self.root
        for step in key:
            if node is not None and isinstance(step, str) and isinstance(node.value, dict):
                entry = node.value.get(step)
                node = entry.node if entry else None
            elif node is not None and isinstance(step, int) and isinstance(node.value, list):
                node = node.value[step] if 0 <= step < len(node.value) else None
            else:
                return None
        return node

    def is_flow(self, node: Node) -> bool:
        """Whether a list or mapping is written in brackets."""
        return self.text[self.offset(node.line, node.column)] in "[{"

    def last_line(self, line: int, node: Node) -> int:
        """Behind the last line, counted from 0, of a value `node` whose key or first item stands in `line`, from 1."""
        deepest = max([line, node.line, *_line_numbers(node)])
        end = min((n - 1 for n in _line_numbers(self.root) if n > deepest), default=self.closing)
        return last_line(self.lines, deepest, end, node)

    def end(self, node: Node) -> int | None:
        """Behind the last character of a value within brackets or of a scalar in one line; None where unsure."""
        start = self.offset(node.line, node.column)
        if isinstance(node.value, str):
            return start + node.length if node.length or node.absent else None
        inside = self.inside(node)
        if inside is None:
            return None
        gap = _BEFORE_BRACKET.match(self.text, inside)
        return (gap.end() if gap else inside) + 1

    def inside(self, node: Node) -> int | None:
        """Behind the last item of a list or mapping in brackets."""
        children = _children(node)
        return self.end(children[-1]) if children else self.offset(node.line, node.column) + 1


def _children(node: Node) -> list[Node]:
    if isinstance(node.value, dict):
        return [entry.node for entry in node.value.values()]
    return node.value if isinstance(node.value, list) else []


def _line_numbers(node: Node) -> Iterator[int]:
    """The lines in which keys, items and values begin."""
    if isinstance(node.value, dict):
        yield from (entry.line for entry in node.value.values())
    for child in _children(node):
        yield child.line
        yield from _line_numbers(child)


def _changed(text: str, key: Key, value: Any, order: Sequence[str]) -> str | None:
    """The text with one change in it, made in the smallest way that is certain; None when no way is."""
    before = parse(text)
    held = values_of(text)
    if value is None and value_at(held, key) is None:
        return text
    if isinstance(value, _Renamed):
        expected = applied(applied(held, key, None), (*key[:-1], value.name), value.value)
    else:
        expected = applied(deepcopy(held), key, value)
    for way in _WAYS:
        candidate = way(_File(text), key, value, order)
        if candidate is None:
            continue
        after = parse(candidate)
        if (
            after.meta is not None
            and not after.mistakes
            and plain(after.meta) == expected
            and after.body == before.body
        ):
            return candidate
    return None


def _in_place(file: _File, key: Key, value: Any, _: Sequence[str]) -> str | None:
    """A scalar instead of another in the same line, in the same quotes."""
    node, parent = file.node(key), file.node(key[:-1])
    if not isinstance(value, str) or node is None or parent is None or not isinstance(node.value, str):
        return None
    end = file.end(node)
    start = file.offset(node.line, node.column)
    if end is None:
        return None
    new = _in_quotes(value, file.text[start]) if not node.plain else _scalar(value, file.is_flow(parent))
    return file.splice(start, end, f" {new}" if node.absent else new)


def _renamed(file: _File, key: Key, value: Any, _: Sequence[str]) -> str | None:
    """Another key and scalar in the place of a key and its scalar."""
    parent, name = file.node(key[:-1]), key[-1]
    if (
        not isinstance(value, _Renamed)
        or parent is None
        or not isinstance(parent.value, dict)
        or name not in parent.value
    ):
        return None
    entry = parent.value[str(name)]
    end = file.end(entry.node)
    if end is None or entry.node.absent:
        return None
    new = f"{_scalar(value.name, True)}: {_scalar(value.value, file.is_flow(parent))}"
    return file.splice(file.offset(entry.line, entry.column), end, new)


def _added(file: _File, key: Key, value: Any, order: Sequence[str]) -> str | None:
    """One more key or item: within brackets, or in lines of its own."""
    parent, step = file.node(key[:-1]), key[-1]
    if value is None or isinstance(value, _Renamed) or parent is None or isinstance(parent.value, str):
        return None
    if (step != END) if isinstance(parent.value, list) else (step in parent.value):
        return None
    if len(key) == 1:
        changed = edit(file.text, {str(step): value}, order=order)
        return None if isinstance(changed, Uneditable) else changed
    named = isinstance(parent.value, dict)
    if file.is_flow(parent):
        at = file.inside(parent)
        new = f"{_scalar(str(step), True)}: {_flow(value)}" if named else _flow(value)
        return None if at is None else file.splice(at, at, f", {new}" if parent.value else new)
    lines = dump_yaml({str(step): value}).removesuffix("\n") if named else _item(value, _is_block(file, parent))
    indent = " " * (parent.column - 1)
    at = file.last_line(parent.line, parent)
    return file.with_lines(at, at, "\n".join(indent + line for line in lines.split("\n")))


def _removed(file: _File, key: Key, value: Any, _: Sequence[str]) -> str | None:
    """A key or an item less: its part of the brackets, or its lines."""
    parent, step = file.node(key[:-1]), key[-1]
    if value is not None or parent is None or isinstance(parent.value, str):
        return None
    if isinstance(parent.value, dict):
        place = list(parent.value).index(str(step))
        spots = [(entry.line, entry.column, entry.node) for entry in parent.value.values()]
        own_lines = place > 0 or len(key) == 1
    else:
        place = int(step)
        spots = [(node.line, node.column, node) for node in parent.value]
        own_lines = len(spots) > 1
    line, column, node = spots[place]
    if not file.is_flow(parent):
        return file.with_lines(line - 1, file.last_line(line, node), "") if own_lines else None
    end, start = file.end(node), file.offset(line, column)
    if place:
        before = file.end(spots[place - 1][2])
        return None if before is None or end is None else file.splice(before, end, "")
    if len(spots) == 1:
        return None if end is None else file.splice(start, end, "")
    return file.splice(start, file.offset(*spots[1][:2]), "")


def _rewritten(file: _File, key: Key, value: Any, order: Sequence[str]) -> str | None:
    """The whole top-level value written anew, when no comment stands in its lines."""
    held: Any = values_of(file.text)
    name = str(key[0])
    if name in held:
        assert isinstance(file.root.value, dict)
        entry = file.root.value[name]
        last = file.last_line(entry.line, entry.node)
        if any(_COMMENT.search(line) for line in file.lines[entry.line - 1 : last]):
            return None
    if isinstance(value, _Renamed):
        new = applied(applied(held, key, None), (*key[:-1], value.name), value.value)
    else:
        new = applied(held, key, value)
    if name not in new:
        return None
    changed = edit(file.text, {name: new[name]}, order=order)
    return None if isinstance(changed, Uneditable) else changed


_WAYS: tuple[Callable[[_File, Key, Any, Sequence[str]], str | None], ...] = (
    _in_place,
    _renamed,
    _added,
    _removed,
    _rewritten,
)
"""From the smallest to the largest; each gives None where it does not apply."""


# ------------------------------------------------------------------------------------------------------- how it reads


def _in_quotes(text: str, quote: str) -> str:
    return "'" + text.replace("'", "''") + "'" if quote == "'" else msgspec.json.encode(text).decode()


def _scalar(text: str, in_brackets: bool) -> str:
    """A text as a value in a line."""
    if in_brackets:
        return text if _FLOW_PLAIN.fullmatch(text) else _in_quotes(text, '"')
    return dump_yaml({"k": text}).removeprefix("k: ").removesuffix("\n")


def _flow(value: Plain) -> str:
    """A value as it is written within brackets."""
    if isinstance(value, str):
        return _scalar(value, True)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_scalar(k, True)}: {_flow(v)}" for k, v in value.items()) + "}"
    return "[" + ", ".join(map(_flow, value)) + "]"


def _is_block(file: _File, items: Node) -> bool:
    """Whether the last item of a list is a mapping that stands in lines of its own."""
    last = items.value[-1] if isinstance(items.value, list) and items.value else None
    return last is not None and isinstance(last.value, dict) and not file.is_flow(last)


def _item(value: Plain, block: bool) -> str:
    """A value as an item of a list with hyphens: a mapping as the items before it, and never in a long line."""
    if isinstance(value, Mapping) and (block or len(_flow(value)) > _SHORT):
        return "- " + dump_yaml(value).removesuffix("\n").replace("\n", "\n  ")
    return f"- {_scalar(value, False) if isinstance(value, str) else _flow(value)}"


_SHORT = 100
"""Characters of a mapping that stands in one line."""
