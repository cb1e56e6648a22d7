"""Values of front matter by key, and what they are after a change: what reading a changed file should give. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from digest.content.frontmatter import Plain
from digest.text import nfc

END = -1
"""As the last step of a key: one more item, behind all others of its list."""

Key = tuple[str | int, ...]
"""Where a value stands: names of keys, and numbers of list items counted from 0."""


def value_at(held: Any, key: Key) -> Any:
    """What stands at a key; None where nothing does."""
    for step in key:
        if isinstance(step, str) and isinstance(held, dict):
            held = held.get(step)
        elif isinstance(step, int) and isinstance(held, list) and 0 <= step < len(held):
            held = held[step]
        else:
            return None
    return held


def applied(held: Any, key: Key, value: Plain | None) -> Any:
    """The values with this one in them, as reading the changed file should give them."""
    step, rest = key[0], key[1:]
    if isinstance(step, str):
        inner = dict(held) if isinstance(held, dict) else {}
        if not rest and value is None:
            inner.pop(step, None)
        else:
            inner[nfc(step)] = applied(inner.get(step), rest, value) if rest else read_back(value)
        return inner
    items = list(held) if isinstance(held, list) else []
    if step == END:
        items.append(applied(None, rest, value) if rest else read_back(value))
    elif not rest and value is None:
        del items[step]
    else:
        items[step] = applied(items[step], rest, value) if rest else read_back(value)
    return items


def read_back(value: Any) -> Any:
    """A value as reading it gives it: text in NFC, and lists."""
    if isinstance(value, str):
        return nfc(value)
    if isinstance(value, Mapping):
        return {nfc(k): read_back(v) for k, v in value.items()}
    return [read_back(v) for v in value]
